use std::collections::BTreeMap;

use chassis::{
    Chassis, Peer,
    config::{Database, Grpc, Identity, Nats, Province, Telemetry},
};
use serde::Deserialize;

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
    pub agencies: Agencies,
    /// Where the services that hold custody answer, by name with `_` for `-`.
    pub services: BTreeMap<String, String>,
    pub reconcile: Reconcile,
    pub watch: Watch,
}

/// How what time alone makes happen is looked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// Milliseconds from one look at the index to the next; 0: never by itself.
    pub every_ms: u64,
    /// How many dossiers are dealt with in one transaction.
    pub batch: usize,
}

/// When what the agencies hold is compared with what routing believes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reconcile {
    /// The time of day in the province, such as 02:00; empty: never by itself.
    pub at: String,
    /// How many minutes a fact may be on its way before its absence is a difference.
    pub grace_minutes: u32,
}

/// The services that hold custody.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agencies {
    /// Separated by commas.
    pub names: String,
}

impl Config {
    /// Each service that holds custody.
    ///
    /// # Errors
    /// When an endpoint is no address, or there is no key to ask with.
    pub fn peers(&self, chassis: &Chassis) -> anyhow::Result<BTreeMap<String, Peer>> {
        let services = self.services.iter();
        services
            .map(|(name, endpoint)| {
                let name = name.replace('_', "-");
                let peer = chassis.to(&name, endpoint)?;
                Ok((name, peer))
            })
            .collect()
    }
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
