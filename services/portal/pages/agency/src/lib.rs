//! The pages of an agency: its queue, a case, and the acts on it.

mod acts;
mod agency;
mod batch;
mod case;
mod case_acts;
mod case_live;
mod case_opinions;
mod conclusion;
mod history;
mod lanes;
mod parcel;
mod requests;
mod rows;
mod staff;
mod team;

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
        .route("/co-quan/viec", get(agency::work))
        .route("/co-quan/phe-duyet", get(agency::approvals))
        .route("/co-quan/tam-dung", get(agency::paused))
        .route("/co-quan/da-chuyen", get(agency::gone))
        .route("/co-quan/nhom", get(team::view))
        .route("/co-quan/viec/nhan-tiep", post(agency::take_next))
        .route("/co-quan/hang-loat/{act}", post(batch::act))
        .route("/co-quan/viec/{case}", get(case::one))
        .route("/co-quan/viec/{case}/{act}", post(case::act))
}
