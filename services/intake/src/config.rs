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
}
