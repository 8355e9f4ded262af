//! The pages of an agency: its queue, a case, and the acts on it.

mod acts;
mod agency;
mod case;
mod case_acts;
mod case_opinions;
mod conclusion;
mod parcel;
mod requests;

use std::sync::Arc;

use axum::{
    Router,
    response::Redirect,
    routing::{get, post},
};
use portal_ui::Portal;

/// The pages and their addresses.
pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/co-quan", get(async || Redirect::to("/co-quan/viec")))
        .route("/co-quan/viec", get(agency::queue))
        .route("/co-quan/viec/{case}", get(case::one))
        .route("/co-quan/viec/{case}/{act}", post(case::act))
}
