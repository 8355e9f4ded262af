//! The pages of those who watch: progress, delays, breaches.

mod delays;
mod progress;

use std::sync::Arc;

use axum::{Router, response::Redirect, routing::get};
use portal_ui::Portal;

/// The pages and their addresses.
pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/bao-cao", get(async || Redirect::to("/bao-cao/tien-do")))
        .route("/bao-cao/tien-do", get(progress::table))
        .route("/bao-cao/ho-so", get(progress::dossiers))
        .route("/bao-cao/khau", get(delays::delays))
        .route("/bao-cao/vi-pham", get(delays::breaches))
}
