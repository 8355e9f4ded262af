//! The pages of operators and of those who keep the province's data.

mod data;
mod forms;
mod hops;
mod notices;
mod operations;
mod reconcile;
mod reorganise;
mod route;
mod words;

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
        .route(
            "/van-hanh/doi-soat",
            get(reconcile::ask).post(reconcile::compare),
        )
        .route("/van-hanh/tuyen", get(route::ask))
        .route("/van-hanh/tuyen/{code}/{act}", post(route::migrate))
        .route("/ho-so/{code}/tuyen", get(route::of_dossier))
        .route("/ho-so/{code}/tuyen/{leg}/{act}", post(route::leg))
        .route("/van-hanh/sap-xep", get(reorganise::ask))
        .route("/van-hanh/sap-xep/{act}", post(reorganise::units))
        .route("/van-hanh", get(operations::services))
        .route(
            "/van-hanh/thu/{service}/{id}/{act}",
            post(operations::letter),
        )
        .route("/van-hanh/vet", get(hops::dossier))
        .route("/van-hanh/tin-nhan", get(notices::list))
        .route("/quan-tri", get(async || Redirect::to("/quan-tri/thu-tuc")))
        .route("/quan-tri/thu-tuc", get(data::procedures))
        .route("/quan-tri/don-vi", get(data::units))
        .route("/quan-tri/du-lieu", get(data::problems))
        .route("/quan-tri/bieu-mau", get(forms::list))
        .route(
            "/quan-tri/bieu-mau/{key}",
            get(forms::edit).post(forms::change),
        )
        .route("/quan-tri/bieu-mau/{key}/khoi-phuc", post(forms::restore))
}
