//! The notification service: what the province owes people in writing, by SMS, e-mail and post.
//!
//! A fact makes a notice owed (a row); a job renders it from the province's template, hands it to
//! a provider and keeps what became of it. Nothing is sent twice, nothing is lost in silence.

mod config;
mod consumers;
mod contact;
mod email;
mod grpc;
mod jobs;
mod permits;
mod provider;
mod recording;
mod render;
mod store;
mod wire;

use std::sync::Arc;

use anyhow::Context as _;
use catalogue::Catalogue;
use chassis::{Assembling, Assembly, Boot};
use proto::notification::v1::notification_service_server::NotificationServiceServer;

pub use provider::{Message, Provider, ProviderError, Providers, Receipt};
pub use recording::RecordingProvider;

use crate::{grpc::Notices, jobs::Sender, render::Renderer};

/// The service as it runs: messages go to the recording provider.
///
/// # Errors
/// When a setting, the province's data, the database or the bus is not fit to be used.
pub fn assemble(boot: Boot) -> Assembling {
    Box::pin(put_together(boot))
}

async fn put_together(boot: Boot) -> anyhow::Result<Assembly> {
    assemble_with(boot, |chassis, email| {
        let recording = Arc::new(RecordingProvider::new(chassis));
        Providers {
            sms: recording.clone(),
            email,
            post: recording,
        }
    })
    .await
}

/// The service with the providers that `providers` makes; it is given the mail server of the
/// settings, or what keeps e-mails where none is set.
///
/// # Errors
/// As [`assemble`].
pub async fn assemble_with(
    boot: Boot,
    providers: impl FnOnce(&chassis::Chassis, Arc<dyn Provider>) -> Providers,
) -> anyhow::Result<Assembly> {
    let config: config::Config = boot.settings(include_str!("../config.toml"))?;
    config.check()?;
    let catalogue = load(&config.province)?;
    let zone = catalogue.province().zone;
    let quiet = config.quiet(zone)?;
    let renderer = Renderer::new(catalogue)?;
    let chassis = boot
        .chassis(
            &config.telemetry,
            &config.database,
            &config.nats,
            &config.identity,
            &sqlx::migrate!(),
        )
        .await?;
    let email: Arc<dyn Provider> = match email::MailServer::of(&config.email, &chassis.clock)? {
        Some(server) => Arc::new(server),
        None => Arc::new(RecordingProvider::new(&chassis)),
    };
    let sender = Sender {
        chassis: chassis.clone(),
        intake: chassis.to("intake", &config.services.intake)?,
        providers: providers(&chassis, email),
        renderer: Arc::new(renderer),
        sending: config.sending,
        retry: config.retry(),
        quiet,
    };
    let ear = consumers::Ear {
        chassis: chassis.clone(),
        retry: config.retry(),
        zone,
    };
    Ok(Assembly::new(&chassis, &config.grpc)
        .permit(permits::PERMITS)
        .serve(|routes| {
            routes.add_service(NotificationServiceServer::new(Notices {
                chassis: chassis.clone(),
            }));
        })
        .hear("intake", ear.clone())
        .hear("routing", ear)
        .job("send", move |stop| sender.run(stop)))
}

fn load(province: &chassis::config::Province) -> anyhow::Result<Catalogue> {
    let files = province.files().context("the province's data")?;
    let loaded = Catalogue::parse(&files);
    for problem in loaded.problems {
        tracing::warn!(%problem, "left out of the catalogue");
    }
    Ok(loaded.catalogue)
}
