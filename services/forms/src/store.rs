//! Changed templates: a file a version, written once and never again.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One version of a template. 1 is the one that came with the province's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub number: u32,
    /// Who made it; empty for the first.
    pub by: String,
    pub at: Option<DateTime<Utc>>,
    /// Why, in their words.
    pub note: String,
    pub source: String,
}

/// The folder of changed templates.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    dir: PathBuf,
}

/// Why a version was not kept.
#[derive(Debug)]
pub(crate) enum NotKept {
    /// Somebody else was quicker; the version that is there now.
    Taken(Box<Version>),
    Fault(anyhow::Error),
}

impl Store {
    pub(crate) fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The versions of a template that were made here, oldest first.
    ///
    /// # Errors
    /// When the folder cannot be read, or a file in it is not a version.
    pub(crate) fn versions(&self, key: &str) -> anyhow::Result<Vec<Version>> {
        let dir = self.dir.join(key);
        let entries = match fs::read_dir(&dir) {
            Err(none) if none.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.with_context(|| format!("reading {}", dir.display()))?,
        };
        let mut versions = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|kind| kind == "json") {
                versions.push(read(&path)?);
            }
        }
        versions.sort_by_key(|version| version.number);
        Ok(versions)
    }

    /// The newest version made here, when there is one.
    ///
    /// # Errors
    /// As [`Store::versions`].
    pub(crate) fn newest(&self, key: &str) -> anyhow::Result<Option<Version>> {
        let dir = self.dir.join(key);
        let entries = match fs::read_dir(&dir) {
            Err(none) if none.kind() == ErrorKind::NotFound => return Ok(None),
            entries => entries.with_context(|| format!("reading {}", dir.display()))?,
        };
        let mut newest = None;
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|kind| kind == "json") {
                // The names sort as their numbers do.
                newest = newest.max(Some(path));
            }
        }
        newest.as_deref().map(read).transpose()
    }

    /// Keeps a version, on disk when it returns.
    ///
    /// # Errors
    /// When its number is taken, or it cannot be written.
    pub(crate) fn keep(&self, key: &str, version: &Version) -> Result<(), NotKept> {
        match self.write(key, version) {
            Err(error) if taken(&error) => match self.newest(key) {
                Ok(Some(newest)) => Err(NotKept::Taken(Box::new(newest))),
                _ => Err(NotKept::Fault(error)),
            },
            written => written.map_err(NotKept::Fault),
        }
    }

    /// Whole or not at all: the name appears when everything is on disk, and only if nobody has it.
    fn write(&self, key: &str, version: &Version) -> anyhow::Result<()> {
        let dir = self.dir.join(key);
        fs::create_dir_all(&dir).with_context(|| format!("making {}", dir.display()))?;
        let fresh = dir.join(format!(".{}", uuid::Uuid::now_v7()));
        let named = dir.join(format!("{:06}.json", version.number));
        let mut file =
            File::create_new(&fresh).with_context(|| format!("writing {}", fresh.display()))?;
        let written = file
            .write_all(&serde_json::to_vec_pretty(version)?)
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::hard_link(&fresh, &named))
            .and_then(|()| File::open(&dir)?.sync_all());
        // A leftover is harmless: it is not read.
        let _ = fs::remove_file(&fresh);
        written.with_context(|| format!("writing {}", named.display()))
    }
}

fn taken(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::AlreadyExists)
}

fn read(path: &Path) -> anyhow::Result<Version> {
    let text = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("{} is not a version", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{NotKept, Store, Version};

    fn version(number: u32, source: &str) -> Version {
        Version {
            number,
            by: "control:binh@org:ubnd".to_owned(),
            at: Some("2026-11-20T02:00:00Z".parse().unwrap()),
            note: "thử".to_owned(),
            source: source.to_owned(),
        }
    }

    #[test]
    fn versions_are_kept_in_order_and_none_is_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::new(dir.path());
        assert_eq!(store.newest("receipt-2025").unwrap(), None);
        for number in 2..=12 {
            store
                .keep("receipt-2025", &version(number, &number.to_string()))
                .unwrap();
        }
        assert_eq!(store.newest("receipt-2025").unwrap().unwrap().number, 12);
        let kept: Vec<u32> = store
            .versions("receipt-2025")
            .unwrap()
            .iter()
            .map(|version| version.number)
            .collect();
        assert_eq!(kept, (2..=12).collect::<Vec<_>>());

        let again = store.keep("receipt-2025", &version(12, "another"));
        let Err(NotKept::Taken(there)) = again else {
            panic!("a version was written over");
        };
        assert_eq!(there.source, "12");
        assert_eq!(
            store.newest("receipt-2025").unwrap().unwrap().source,
            "12",
            "what is there stays"
        );
    }

    #[test]
    fn of_many_at_once_one_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::new(dir.path());
        let kept = std::thread::scope(|scope| {
            let savers: Vec<_> = (0..8)
                .map(|at| {
                    let store = &store;
                    scope.spawn(move || store.keep("refusal-2025", &version(2, &at.to_string())))
                })
                .collect();
            savers
                .into_iter()
                .map(|saver| saver.join().unwrap())
                .filter(Result::is_ok)
                .count()
        });
        assert_eq!(kept, 1);
        assert_eq!(store.versions("refusal-2025").unwrap().len(), 1);
    }
}
