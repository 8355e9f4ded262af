//! One dossier, whole: its history, its hours, its control sheet.

mod papers;
mod whole;

use std::sync::Arc;

use axum::{Router, routing::get};
use portal_ui::Portal;

/// The pages and their addresses.
pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/ho-so/{code}", get(whole::one))
        .route("/ho-so/{code}/phieu-kiem-soat", get(whole::sheet))
        .route("/ho-so/{code}/giay/{form}", get(papers::one))
}
