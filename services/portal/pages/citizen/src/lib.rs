//! The pages of citizens: procedures, filing, tracking, paying.

mod file;
mod home;
mod pay;
mod procedures;
mod track;
mod track_notes;

use std::sync::Arc;

use axum::{Router, routing::get};
use portal_ui::Portal;

/// The pages and their addresses.
pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/", get(home::home))
        .route("/tthc", get(procedures::list))
        .route("/tthc/{code}", get(procedures::one))
        .route("/tra-cuu", get(track::ask))
        .route("/tra-cuu/{code}", get(track::one))
        // The short address that fits into a text message.
        .route("/hs/{code}", get(track::short))
        .route("/tra-cuu/{code}/nop-tien", get(pay::ask).post(pay::pay))
        .route("/nop/{procedure}", get(file::form).post(file::step))
        .route("/nop/{procedure}/da-nop", get(file::receipt))
}
