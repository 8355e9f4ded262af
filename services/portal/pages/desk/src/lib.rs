//! The pages of the one-stop desk: queue, reception, the acts on a dossier.

mod complaints;
mod coordination;
mod desk;
mod desk_acts;
mod dossier;
mod dossier_acts;
mod receive;

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
        .route("/ban", get(async || Redirect::to("/ban/hang-doi")))
        .route("/ban/hang-doi", get(desk::queue))
        .route("/ban/tiep-nhan", get(receive::form).post(receive::receive))
        .route("/ban/da-tiep-nhan/{code}", get(receive::received))
        .route("/ban/ho-so/{code}", get(dossier::one))
        .route("/ban/ho-so/{code}/{act}", post(dossier::act))
        .route("/ban/gop-y", get(complaints::list))
        .route("/ban/gop-y/{id}/{act}", post(complaints::act))
        .route("/ban/dieu-phoi", get(coordination::list))
        .route(
            "/ban/dieu-phoi/{dossier}/{leg}",
            post(coordination::resolve),
        )
}
