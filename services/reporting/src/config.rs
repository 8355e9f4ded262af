use chassis::config::{Database, Grpc, Nats, Province, Telemetry};
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub telemetry: Telemetry,
    pub database: Database,
    pub nats: Nats,
    pub grpc: Grpc,
    pub province: Province,
}
