//! Liên thông: procedures, routes, legs, custody, leg clocks.

mod acts;
mod answers;
mod cashier;
mod config;
mod consumers;
mod coordination;
mod directory;
mod facts;
mod grpc;
mod grpc_time;
mod jobs;
mod money;
mod page;
mod payment;
mod permits;
mod reconcile;
mod reorganise;
mod sight;
mod store;
mod wire;

use std::{collections::BTreeMap, sync::Arc};

use catalogue::{Catalogue, Problem};
use chassis::{Assembling, Assembly, Boot, Chassis, Peer};
use kernel::Instant;
use proto::routing::v1::routing_service_server::RoutingServiceServer;
use routing_domain::Router;

use crate::{
    config::{Config, Reconcile, Watch},
    consumers::{Agencies, Desk},
};

/// The service; clones share everything.
#[derive(Clone)]
pub struct Routing {
    chassis: Chassis,
    catalogue: Arc<Catalogue>,
    /// What the loader refused of the province's data, and why.
    problems: Arc<Vec<Problem>>,
    /// The services that hold custody, by name.
    agencies: Arc<BTreeMap<String, Peer>>,
    reconcile: Reconcile,
    watch: Watch,
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
    let loaded = Catalogue::parse(&config.province.files()?);
    for problem in &loaded.problems {
        tracing::warn!(%problem, "the province's data");
    }
    let routing = Routing {
        chassis: chassis.clone(),
        catalogue: Arc::new(loaded.catalogue),
        problems: Arc::new(loaded.problems),
        agencies: Arc::new(config.peers(&chassis)?),
        reconcile: config.reconcile.clone(),
        watch: config.watch.clone(),
    };
    let assembly = Assembly::new(&chassis, &config.grpc)
        .permit(permits::PERMITS)
        .serve(|routes| {
            routes.add_service(RoutingServiceServer::new(routing.clone()));
        })
        .hear("intake", Desk(routing.clone()))
        .job("reconcile", {
            let routing = routing.clone();
            move |stop| routing.compare_nightly(stop)
        })
        .job("watch", {
            let routing = routing.clone();
            move |stop| routing.keep_watch(stop)
        });
    let agencies = config.agencies.names();
    Ok(agencies.into_iter().fold(assembly, |assembly, agency| {
        assembly.hear(agency, Agencies(routing.clone()))
    }))
}

impl Routing {
    fn router(&self, now: Instant) -> Router {
        Router {
            now,
            catalogue: self.catalogue.clone(),
        }
    }
}
