use std::path::PathBuf;

use chassis::{
    Boot,
    config::{Grpc, Identity, Province, Telemetry},
};
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub telemetry: Telemetry,
    pub grpc: Grpc,
    pub identity: Identity,
    pub province: Province,
    pub templates: Folder,
    pub fonts: Folder,
    pub drawing: Drawing,
}

/// A folder; an empty path: none.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Folder {
    pub dir: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawing {
    pub at_once: usize,
    /// Seconds.
    pub patience: u64,
}

impl Config {
    /// The settings as they come.
    ///
    /// # Errors
    /// Never, as long as `config.toml` is right.
    pub fn embedded() -> anyhow::Result<Self> {
        Boot::new("forms").settings(include_str!("../config.toml"))
    }
}
