use chassis::config;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub telemetry: config::Telemetry,
    pub database: config::Database,
    pub nats: config::Nats,
    pub identity: config::Identity,
    pub grpc: config::Grpc,
    pub province: config::Province,
    pub services: Services,
    pub certificate: Certificate,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Services {
    pub intake: String,
}

/// How certificates are numbered.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    pub letters: String,
    pub register: String,
}
