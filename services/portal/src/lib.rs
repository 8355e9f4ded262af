//! The web face: citizens, desks, agencies, operators. No rules and no database of its own:
//! every page is drawn on the server from what the services answer, and works without script.

mod doors;
mod live;
mod ready;

use std::{future::IntoFuture as _, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context as _;
use axum::{Extension, Router, extract::DefaultBodyLimit, middleware, routing::get};
use chassis::Boot;
use futures::future::BoxFuture;
use live::Hub;
use portal_account::SignIn;
use portal_entrance::demo;
use portal_ui::{
    Portal, assets, config::Config, directory::Directory, figures::PublicFigures, frame::Visit,
    gate, services::Services,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;

/// A form with every answer at its longest fits well within this.
const LARGEST_FORM: usize = 512 * 1024;
/// How long pages in the making may take when the portal stops.
const DEADLINE: Duration = Duration::from_secs(10);

/// Serves the pages until `stop`.
///
/// # Errors
/// When a setting is wrong or the port cannot be had.
pub fn serve(boot: Boot, stop: CancellationToken) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(run(boot, stop))
}

async fn run(boot: Boot, stop: CancellationToken) -> anyhow::Result<()> {
    let config: Config = boot.settings(include_str!("../config.toml"))?;
    chassis::telemetry::init(boot.name, &config.telemetry)?;
    let listen = config.http.listen.clone();
    demo::prepare(&config.demo, &config.http.public_url)?;
    let portal = Portal {
        services: Services::new(&config)?,
        directory: Directory::default(),
        figures: PublicFigures::default(),
        clock: boot.clock,
        version: assets::version(),
        sign_in: SignIn::new(&config.sign_in, &config.http.public_url, doors::DOORS)?,
        config,
    };
    let hub = Hub::new(stop.clone());
    let listener = TcpListener::bind(&listen)
        .await
        .with_context(|| format!("the portal cannot listen on {listen}"))?;
    hub.follow(&portal.services);
    tracing::info!(service = boot.name, listen, "ready");
    let served = axum::serve(
        listener,
        followed(portal, hub).into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(stop.clone().cancelled_owned())
    .into_future();
    tokio::select! {
        served = served => served.context("the portal's server"),
        () = async { stop.cancelled().await; tokio::time::sleep(DEADLINE).await } => Ok(()),
    }
}

/// A new key to seal sessions with, as `sign_in.keys` takes it.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn new_key() -> anyhow::Result<String> {
    portal_account::seal::written_key()
}

/// The pages of everybody, and what they stand on.
fn pages() -> Router<Arc<Portal>> {
    Router::new()
        .merge(portal_citizen::routes())
        .merge(portal_desk::routes())
        .merge(portal_agency::routes())
        .merge(portal_dossier::routes())
        .merge(portal_leaders::routes())
        .merge(portal_operators::routes())
        .merge(portal_entrance::routes())
        .route("/static/{*path}", get(assets::serve))
        .route("/su-kien", get(live::events))
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready::ready))
        .fallback(async |visit: Visit| gate::nothing_here(&visit))
}

#[cfg(test)]
fn router(portal: Portal) -> Router {
    followed(portal, Hub::new(CancellationToken::new()))
}

/// The pages, which follow what happens.
fn followed(portal: Portal, hub: Arc<Hub>) -> Router {
    let portal = Arc::new(portal);
    pages()
        .layer(Extension(hub))
        .layer(middleware::from_fn_with_state(portal.clone(), gate::guard))
        .layer(middleware::from_fn_with_state(
            portal.clone(),
            gate::draw_failures,
        ))
        .layer(middleware::from_fn_with_state(portal.clone(), gate::known))
        .layer(middleware::from_fn(gate::headers))
        .layer(middleware::from_fn(gate::trace))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(CompressionLayer::new())
        .with_state(portal)
}

#[cfg(test)]
mod tests;
