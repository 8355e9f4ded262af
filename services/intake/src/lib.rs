//! The one-stop desk (bộ phận một cửa): dossiers, receipts, supplements, appointments, results.

mod config;
mod consumers;
mod counter;
mod documents;
mod explain;
mod facts;
mod feedback;
mod grpc;
mod jobs;
mod looks;
mod permits;
mod reception;
mod sight;
mod signature;
mod store;
mod wire;

use std::sync::Arc;

use catalogue::Catalogue;
use chassis::{Assembling, Assembly, Boot, Chassis, Lane};
use intake_domain::Desk;
use kernel::Instant;
use proto::intake::v1::{
    counter_service_server::CounterServiceServer, document_service_server::DocumentServiceServer,
    feedback_service_server::FeedbackServiceServer, intake_service_server::IntakeServiceServer,
};

use crate::{config::Config, documents::Documents, reception::Reception};

/// The service; clones share everything.
#[derive(Clone)]
pub struct Intake {
    chassis: Chassis,
    catalogue: Arc<Catalogue>,
    reception: Lane<Reception>,
    documents: Documents,
    digits: feedback::Digits,
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
            &config.identity,
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
        documents: Documents::open(&config.documents).await?,
        digits: feedback::Digits::of(&chassis.db).await?,
    };
    Ok(Assembly::new(&chassis, &config.grpc)
        .permit(permits::PERMITS)
        .serve(|routes| {
            routes.add_service(IntakeServiceServer::new(intake.clone()));
            routes.add_service(CounterServiceServer::new(intake.clone()));
            routes.add_service(DocumentServiceServer::new(intake.clone()));
            routes.add_service(FeedbackServiceServer::new(intake.clone()));
        })
        .hear("routing", intake.clone())
        .job("documents", {
            let intake = intake.clone();
            move |stop| intake.sweep_documents(config.jobs.look_every(), stop)
        })
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
