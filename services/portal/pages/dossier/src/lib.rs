//! One dossier, whole: its history, its hours, its control sheet, its papers; and the board of a
//! procedure.

mod board;
mod documents;
mod papers;
mod signer;
mod whole;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use portal_ui::Portal;

/// The pages and their addresses.
pub fn routes() -> Router<Arc<Portal>> {
    let scan = post(documents::scan).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/ho-so/{code}", get(whole::one))
        .route("/ho-so/{code}/tai-lieu/{document}", get(documents::open))
        .route("/ho-so/{code}/so-hoa", get(documents::scans))
        .route("/ho-so/{code}/so-hoa/{component}", scan)
        .route("/ho-so/{code}/phieu-kiem-soat", get(whole::sheet))
        .route("/ho-so/{code}/giay/{form}", get(papers::one))
        .route("/tthc/{code}/niem-yet.pdf", get(board::pdf))
}
