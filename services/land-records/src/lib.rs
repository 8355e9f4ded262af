//! The land registry's service: the custody of any agency, and the register of parcels.
//!
//! Each act of the registry changes the register and the case in one transaction. Where a head
//! must approve, the act is drafted and proposed first, and carried out as the case completes.

mod acts;
mod blanks;
mod config;
mod draft;
mod examine;
mod grpc;
mod marks;
mod page;
mod parcels;
mod permits;
mod practice;
mod province;
mod register;
mod store;
mod wire;

use std::sync::Arc;

use agency::{Agency, Files};
use chassis::{Assembling, Assembly, Boot};
use proto::land_records::v1::land_records_service_server::LandRecordsServiceServer;

use config::Config;
use grpc::LandApi;
use practice::Registry;
use province::Province;

/// The account routing addresses this service by.
const ACCOUNT: &str = "land-records";

/// Puts the service together.
///
/// # Errors
/// When the settings, the database, the bus or the province's data are not fit to be used.
pub fn assemble(boot: Boot) -> Assembling {
    Box::pin(put_together(boot))
}

async fn put_together(boot: Boot) -> anyhow::Result<Assembly> {
    let config: Config = boot.settings(include_str!("../config.toml"))?;
    let province = Province::load(&config.province, ACCOUNT)?;
    let zone = province.zone();
    let blanks = blanks::Blanks::new(&config.certificate)?;
    let chassis = boot
        .chassis(
            &config.telemetry,
            &config.database,
            &config.nats,
            &config.identity,
            &sqlx::migrate!(),
        )
        .await?;
    agency::migrate(&chassis.db).await?;
    let agency = Agency::new(&chassis, Registry { zone }, province.common());
    let land = LandApi {
        chassis: chassis.clone(),
        province: Arc::new(province),
        files: Files::new(&chassis, &config.services.intake)?,
        blanks,
    };
    Ok(agency
        .assembly(&config.grpc, ACCOUNT)
        .permit(permits::PERMITS)
        .serve(|routes| {
            routes.add_service(LandRecordsServiceServer::new(land));
        }))
}
