//! The web face: citizens, desks, agencies, operators. No rules and no database of its own:
//! every page is drawn on the server from what the services answer, and works without script.

mod assets;
pub mod config;
mod directory;
mod failure;
mod fields;
mod filing;
mod format;
mod frame;
mod gate;
mod pages;
mod parts;
mod requests;
mod services;
mod view;
mod words;

use std::{future::IntoFuture as _, sync::Arc, time::Duration};

use anyhow::Context as _;
use axum::{Router, extract::DefaultBodyLimit, middleware};
use chassis::{Boot, Clock};
use futures::future::BoxFuture;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;

use crate::{config::Config, directory::Directory, services::Services};

/// A form with every answer at its longest fits well within this.
const LARGEST_FORM: usize = 512 * 1024;
/// How long pages in the making may take when the portal stops.
const DEADLINE: Duration = Duration::from_secs(10);

/// What every page is made with.
#[derive(Debug)]
pub struct Portal {
    config: Config,
    services: Services,
    directory: Directory,
    clock: Clock,
    version: String,
}

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
    let portal = Portal {
        services: Services::new(&config.services)?,
        directory: Directory::default(),
        clock: boot.clock,
        version: assets::version(),
        config,
    };
    let listener = TcpListener::bind(&listen)
        .await
        .with_context(|| format!("the portal cannot listen on {listen}"))?;
    tracing::info!(service = boot.name, listen, "ready");
    let served = axum::serve(listener, router(portal))
        .with_graceful_shutdown(stop.clone().cancelled_owned())
        .into_future();
    tokio::select! {
        served = served => served.context("the portal's server"),
        () = async { stop.cancelled().await; tokio::time::sleep(DEADLINE).await } => Ok(()),
    }
}

fn router(portal: Portal) -> Router {
    let portal = Arc::new(portal);
    pages::routes()
        .layer(middleware::from_fn_with_state(portal.clone(), gate::guard))
        .layer(middleware::from_fn_with_state(
            portal.clone(),
            gate::draw_failures,
        ))
        .layer(middleware::from_fn(gate::headers))
        .layer(middleware::from_fn(gate::trace))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(CompressionLayer::new())
        .with_state(portal)
}

#[cfg(test)]
mod tests;
