//! The desk of every agency that has no service of its own: commune offices, tax, police.
//! Custody, queue and conclusions are those of any agency; it keeps no register besides.

mod practice;

use std::sync::Arc;

use agency::{Agency, Province};
use chassis::{Assembling, Assembly, Boot, config};
use serde::Deserialize;

use practice::Desk;

/// The account routing addresses this service by.
const ACCOUNT: &str = "agency-desk";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    telemetry: config::Telemetry,
    database: config::Database,
    nats: config::Nats,
    identity: config::Identity,
    grpc: config::Grpc,
    province: config::Province,
}

/// Puts the service together.
///
/// # Errors
/// When the settings, the database, the bus or the province's data are not fit to be used.
pub fn assemble(boot: Boot) -> Assembling {
    Box::pin(put_together(boot))
}

async fn put_together(boot: Boot) -> anyhow::Result<Assembly> {
    let config: Config = boot.settings(include_str!("../config.toml"))?;
    let province = Arc::new(Province::load(&config.province)?);
    let chassis = boot
        .chassis(
            &config.telemetry,
            &config.database,
            &config.nats,
            &config.identity,
            &agency::MIGRATIONS,
        )
        .await?;
    let desk = Desk {
        zone: province.zone(),
    };
    Ok(Agency::new(&chassis, desk, &province).assembly(&config.grpc, ACCOUNT))
}
