//! Settings: the service's own `config.toml`, then a file, then `MOTCUA__SECTION__KEY`,
//! then what the starter of the process says. Unknown keys are errors.

use std::{collections::BTreeMap, fmt, path::PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, de::DeserializeOwned};

/// Settings given by whoever starts the service, by dotted key.
pub type Overrides = BTreeMap<String, String>;

/// Where this service keeps its truth.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: String,
    pub connections: u32,
}

/// Where the facts travel.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nats {
    pub url: String,
    /// The server's monitoring address, such as `http://127.0.0.1:8222`; empty where there is
    /// none. Through it the service makes sure that nothing acknowledged can be lost.
    pub monitor: String,
    /// Copies the broker keeps of each stream.
    pub replicas: usize,
}

/// Where this service answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grpc {
    pub listen: String,
}

/// Who this service is, and whom it believes. The key is never printed.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    pub check: Check,
    /// The secret key this service signs with when it asks another; empty where it asks nobody.
    pub key: String,
    /// Which of the trusted may speak for people, separated by commas.
    pub speaks_for_people: String,
    /// The public key of each service that may ask, by name with `_` for `-`; empty: it may not.
    pub trusted: BTreeMap<String, String>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("check", &self.check)
            .field("speaks_for_people", &self.speaks_for_people)
            .field("trusted", &self.trusted)
            .finish_non_exhaustive()
    }
}

/// How who asks is made sure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// By a statement that a trusted service signed.
    Signed,
    /// Not at all: whoever names themselves is believed. For tests on one machine.
    Names,
}

/// Where traces go; empty endpoint: nowhere.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telemetry {
    pub endpoint: String,
    /// Which log lines are kept, such as `info,sqlx=warn`.
    pub logs: String,
}

/// Where the province's data lie.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Province {
    pub dir: PathBuf,
}

impl Province {
    /// Every file of the folder, in order, made of its path inside the folder and its text; for
    /// the catalogue to read.
    ///
    /// # Errors
    /// When the folder or a file cannot be read, or is not text.
    pub fn files<File: From<(String, String)>>(&self) -> anyhow::Result<Vec<File>> {
        let mut files = Vec::new();
        let mut folders = vec![self.dir.clone()];
        while let Some(folder) = folders.pop() {
            let entries = std::fs::read_dir(&folder);
            for entry in entries.with_context(|| format!("reading {}", folder.display()))? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path);
                let text = text.with_context(|| format!("reading {}", path.display()))?;
                let inside = path.strip_prefix(&self.dir).unwrap_or(&path);
                files.push((inside.to_string_lossy().into_owned(), text));
            }
        }
        files.sort();
        Ok(files.into_iter().map(File::from).collect())
    }
}

/// Reads and checks all settings of one service.
///
/// # Errors
/// When a key is unknown, missing or of the wrong kind; the message names it.
pub fn load<T: DeserializeOwned>(
    service: &str,
    embedded: &str,
    overrides: &Overrides,
) -> anyhow::Result<T> {
    let mut settings = config::Config::builder()
        .add_source(config::File::from_str(embedded, config::FileFormat::Toml))
        .add_source(
            config::File::with_name(&format!("/etc/motcua/{service}.toml"))
                .format(config::FileFormat::Toml)
                .required(false),
        )
        .add_source(
            config::Environment::with_prefix("MOTCUA")
                .prefix_separator("__")
                .separator("__")
                .try_parsing(true),
        );
    for (key, value) in overrides {
        settings = settings
            .set_override(key, value.as_str())
            .with_context(|| format!("setting {key}"))?;
    }
    settings
        .build()
        .and_then(config::Config::try_deserialize)
        .with_context(|| format!("the settings of {service} are not right"))
}
