//! The desk of every agency that has no service of its own: commune offices, tax, police.
//! Custody, queue and conclusions are those of any agency; it keeps no register besides.

mod practice;

use agency::{AgencyApi, Offers};
use chassis::{Assembling, Assembly, Boot, config};
use proto::agency::v1::agency_service_server::AgencyServiceServer;
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
    let chassis = boot
        .chassis(
            &config.telemetry,
            &config.database,
            &config.nats,
            &agency::MIGRATIONS,
        )
        .await?;
    let desk = Desk {
        zone: agency::zone(&config.province)?,
    };
    let api = AgencyApi::new(&chassis, desk);
    Ok(Assembly::new(&chassis, &config.grpc)
        .serve(|routes| {
            routes.add_service(AgencyServiceServer::new(api));
        })
        .hear_only("routing", ACCOUNT, Offers::new(&chassis)))
}
