use chassis::config::{Database, Grpc, Nats, Province, Telemetry};
use serde::Deserialize;

/// Every setting; see `config.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub database: Database,
    pub nats: Nats,
    pub grpc: Grpc,
    pub telemetry: Telemetry,
    pub province: Province,
    pub agencies: Agencies,
}

/// The services that hold custody.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agencies {
    /// Separated by commas.
    pub names: String,
}

impl Agencies {
    /// Each name, for as long as the process lives: the list is read once.
    pub fn names(&self) -> Vec<&'static str> {
        self.names
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| &*Box::leak(name.to_owned().into_boxed_str()))
            .collect()
    }
}
