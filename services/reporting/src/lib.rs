//! The reporting service: read models and the official tables, live.
//!
//! It decides nothing and asks nobody: what it knows, it has heard. Lost, it is made anew by
//! hearing everything again.

mod config;
mod consumers;
mod grpc;
mod overview;
mod permits;
mod public;
mod store;
mod units;
mod wire;

use std::sync::Arc;

use anyhow::Context as _;
use catalogue::Catalogue;
use chassis::{Assembling, Assembly, Boot};
use proto::reporting::v1::reporting_service_server::ReportingServiceServer;

use crate::{consumers::Ear, grpc::Reports};

/// Who says what a dossier does: the desk, its route, and every agency that holds a leg.
const SPEAKERS: [&str; 5] = [
    "intake",
    "routing",
    "land-records",
    "social-welfare",
    "agency-desk",
];

/// # Errors
/// When a setting, the province's data, the database or the bus is not fit to be used.
pub fn assemble(boot: Boot) -> Assembling {
    Box::pin(put_together(boot))
}

async fn put_together(boot: Boot) -> anyhow::Result<Assembly> {
    let config: config::Config = boot.settings(include_str!("../config.toml"))?;
    let catalogue = load(&config.province)?;
    let chassis = boot
        .chassis(
            &config.telemetry,
            &config.database,
            &config.nats,
            &config.identity,
            &sqlx::migrate!(),
        )
        .await?;
    let reports = Reports {
        chassis: chassis.clone(),
        catalogue: Arc::new(catalogue),
        judged: config.overview,
        public: config.public,
        board: Arc::default(),
    };
    let assembly = Assembly::new(&chassis, &config.grpc)
        .permit(permits::PERMITS)
        .serve(|routes| {
            routes.add_service(ReportingServiceServer::new(reports));
        });
    Ok(SPEAKERS
        .into_iter()
        .fold(assembly, |assembly, speaker| assembly.hear(speaker, Ear)))
}

fn load(province: &chassis::config::Province) -> anyhow::Result<Catalogue> {
    let files = province.files().context("the province's data")?;
    let loaded = Catalogue::parse(&files);
    for problem in loaded.problems {
        tracing::warn!(%problem, "left out of the catalogue");
    }
    Ok(loaded.catalogue)
}
