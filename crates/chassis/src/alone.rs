//! A service that keeps nothing: the same door and the same health as every other, without a
//! database and without the bus.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use tokio::{net::TcpListener, time::sleep};
use tokio_util::sync::CancellationToken;
use tonic::{
    service::RoutesBuilder,
    transport::{Server, server::TcpIncoming},
};

use crate::{Permits, assembly, config, door::Door, identity::Identity, permits::Table};

/// How long a stopping service may finish the calls in hand.
const DEADLINE: Duration = Duration::from_secs(8);

/// Answers the calls of the services that `add` adds, to those whom `permits` name, until `stop`.
///
/// # Errors
/// When a key cannot be read, the port cannot be had, or the server fails.
pub async fn serve_alone(
    name: &'static str,
    (grpc, identity): (&config::Grpc, &config::Identity),
    permits: &[Permits],
    add: impl FnOnce(&mut RoutesBuilder),
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let identity = Arc::new(Identity::new(name, identity)?);
    assembly::check_door(name, &identity, &grpc.listen)?;
    let mut table = Table::default();
    table.add(permits);
    let door = Door {
        identity,
        table: Arc::new(table),
    };
    // It stands on nothing that could go away: while it runs, it is ready.
    let (reporter, health) = tonic_health::server::health_reporter();
    let mut routes = RoutesBuilder::default();
    add(&mut routes);
    routes.add_service(health);
    let listener = TcpListener::bind(&grpc.listen)
        .await
        .with_context(|| format!("{name} cannot listen on {}", grpc.listen))?;
    reporter
        .set_service_status("", tonic_health::ServingStatus::Serving)
        .await;
    tracing::info!(service = name, listen = grpc.listen, "ready");
    let served = Server::builder()
        .trace_fn(move |request| assembly::span(name, request))
        .layer(door)
        .add_routes(routes.routes())
        .serve_with_incoming_shutdown(
            TcpIncoming::from(listener).with_nodelay(Some(true)),
            stop.clone().cancelled_owned(),
        );
    tokio::select! {
        served = served => served.with_context(|| format!("the server of {name}")),
        () = async { stop.cancelled().await; sleep(DEADLINE).await } => Ok(()),
    }
}
