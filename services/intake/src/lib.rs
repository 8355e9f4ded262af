//! The one-stop desk (bộ phận một cửa): dossiers, receipts, supplements, appointments, results.

mod config;
mod consumers;
mod explain;
mod facts;
mod grpc;
mod jobs;
mod reception;
mod store;
mod wire;

use std::sync::Arc;

use catalogue::Catalogue;
use chassis::{Assembling, Assembly, Boot, Chassis, Lane};
use intake_domain::Desk;
use kernel::Instant;
use proto::intake::v1::intake_service_server::IntakeServiceServer;

use crate::{config::Config, reception::Reception};

/// The service; clones share everything.
#[derive(Clone)]
pub struct Intake {
    chassis: Chassis,
    catalogue: Arc<Catalogue>,
    reception: Lane<Reception>,
}

/// Puts the service together.
///
/// # Errors
/// When a setting is wrong, or the database, the bus or the province's data cannot be had.
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
            &sqlx::migrate!(),
        )
        .await?;
    let catalogue = Arc::new(Catalogue::parse(&config.province.files()?).catalogue);
    let waker = chassis.clone();
    let reception = Lane::start(
        chassis.db.clone(),
        Reception {
            catalogue: catalogue.clone(),
        },
        move || waker.wake_relay(),
    );
    let intake = Intake {
        chassis: chassis.clone(),
        catalogue,
        reception,
    };
    Ok(Assembly::new(&chassis, &config.grpc)
        .serve(|routes| {
            routes.add_service(IntakeServiceServer::new(intake.clone()));
        })
        .hear("routing", intake.clone())
        .job("time", move |stop| {
            intake.keep_time(config.jobs.look_every(), stop)
        }))
}

impl Intake {
    fn desk(&self, now: Instant) -> Desk {
        Desk {
            now,
            catalogue: self.catalogue.clone(),
        }
    }
}
