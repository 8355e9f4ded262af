//! What is handed in as files, and the filings people have begun.

mod access;
mod bind;
mod content;
mod drafts;
mod grpc;
mod inspect;
pub mod readers;
mod reading;
pub mod store;
mod sweep;
mod upload;

use std::{path::PathBuf, sync::Arc, time::Duration};

use serde::Deserialize;
use tokio::sync::Semaphore;

pub use bind::Admitted;
use content::Contents;

const MB: u64 = 1 << 20;

/// Where documents lie, and what may be handed in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub dir: PathBuf,
    file_mb: u64,
    dossier_mb: u64,
    files: usize,
    reserve_mb: u64,
    draft_days: u32,
}

/// The documents of the desk; clones share everything.
#[derive(Clone)]
pub struct Documents {
    contents: Contents,
    limits: Limits,
    /// One whole file is in memory for each: what is unpacked on the way is bounded too.
    hands: Arc<Semaphore>,
}

#[derive(Clone, Copy)]
struct Limits {
    file_mb: u64,
    dossier_mb: u64,
    files: usize,
    draft_kept: chrono::Duration,
}

/// How many files are looked into at once.
const HANDS: usize = 2;

/// How long the next piece of a file is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

impl Documents {
    /// # Errors
    /// When the folder cannot be had.
    pub async fn open(settings: &Settings) -> anyhow::Result<Self> {
        Ok(Self {
            contents: Contents::open(&settings.dir, settings.reserve_mb * MB).await?,
            limits: Limits {
                file_mb: settings.file_mb,
                dossier_mb: settings.dossier_mb,
                files: settings.files,
                draft_kept: chrono::Duration::days(settings.draft_days.into()),
            },
            hands: Arc::new(Semaphore::new(HANDS)),
        })
    }
}
