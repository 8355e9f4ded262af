//! Social protection: an agency that decides the monthly allowance (trợ cấp xã hội hằng tháng)
//! by dated rules, and keeps what it decided.

mod api;
mod decision;
mod facts;
mod permits;
mod practice;
mod store;
mod wire;

use std::sync::Arc;

use agency::{Agency, Province};
use chassis::{Assembling, Assembly, Boot, config};
use proto::social_welfare::v1::social_welfare_service_server::SocialWelfareServiceServer;
use serde::Deserialize;

use api::Welfare;
use practice::Allowances;

/// The account routing addresses this service by.
const ACCOUNT: &str = "social-welfare";

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
            &sqlx::migrate!(),
        )
        .await?;
    agency::migrate(&chassis.db).await?;
    let welfare = Welfare::new(&chassis, &province);
    let agency = Agency::new(
        &chassis,
        Allowances {
            zone: province.zone(),
        },
        &province,
    );
    Ok(agency
        .assembly(&config.grpc, ACCOUNT)
        .permit(permits::PERMITS)
        .serve(|routes| {
            routes.add_service(SocialWelfareServiceServer::new(welfare));
        }))
}
