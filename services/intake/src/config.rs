use std::time::Duration;

use chassis::config::{Database, Grpc, Identity, Nats, Province, Telemetry};
use serde::Deserialize;

use crate::documents;

/// Every setting; see `config.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub database: Database,
    pub nats: Nats,
    pub identity: Identity,
    pub grpc: Grpc,
    pub telemetry: Telemetry,
    pub province: Province,
    pub jobs: Jobs,
    pub documents: documents::Settings,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jobs {
    look_ms: u64,
}

impl Jobs {
    /// How often is looked for what time has done to dossiers.
    pub fn look_every(&self) -> Duration {
        // Never without a breath between two looks.
        Duration::from_millis(self.look_ms.max(10))
    }
}
