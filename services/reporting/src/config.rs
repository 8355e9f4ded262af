use chassis::config::{Database, Grpc, Identity, Nats, Province, Telemetry};
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub telemetry: Telemetry,
    pub database: Database,
    pub nats: Nats,
    pub identity: Identity,
    pub grpc: Grpc,
    pub province: Province,
    pub overview: Overview,
    pub public: Public,
}

/// How the overview judges.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overview {
    pub rank_from: u32,
    pub target_percent: u32,
}

/// What everybody may know.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Public {
    pub fewest: u32,
}
