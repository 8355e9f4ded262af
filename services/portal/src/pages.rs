//! The pages, by who opens them, and their addresses (Vietnamese, as people read them).

mod agency;
mod case;
mod case_acts;
mod case_opinions;
mod coordination;
mod data;
mod delays;
mod demo;
mod desk;
mod dossier;
mod dossier_acts;
mod file;
mod home;
mod hops;
mod operations;
mod pay;
mod procedures;
mod progress;
mod receive;
mod reconcile;
mod track;
mod track_notes;
mod whole;
pub mod wrong;

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
    routing::{get, post},
};

use crate::{Portal, assets, failure::Failure};

/// What a handler answers: a page, or why there is none.
pub type Answer = Result<Response, Failure>;

pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .merge(public())
        .merge(work())
        .route("/trinh-dien", get(demo::choose).post(demo::play))
        .route("/static/{*path}", get(assets::serve))
        .route("/healthz", get(async || "ok"))
        .fallback(async || {
            Failure::Absent(
                "Không có trang này. Hãy kiểm tra lại địa chỉ, hoặc bắt đầu từ trang chủ."
                    .to_owned(),
            )
        })
}

fn public() -> Router<Arc<Portal>> {
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

fn work() -> Router<Arc<Portal>> {
    Router::new()
        .route("/ban", get(async || Redirect::to("/ban/hang-doi")))
        .route("/ban/hang-doi", get(desk::queue))
        .route("/ban/tiep-nhan", get(receive::form).post(receive::receive))
        .route("/ban/da-tiep-nhan/{code}", get(receive::received))
        .route("/ban/ho-so/{code}", get(dossier::one))
        .route("/ban/ho-so/{code}/{act}", post(dossier::act))
        .route("/ban/dieu-phoi", get(coordination::list))
        .route(
            "/ban/dieu-phoi/{dossier}/{leg}",
            post(coordination::resolve),
        )
        .route("/ho-so/{code}", get(whole::one))
        .route("/ho-so/{code}/phieu-kiem-soat", get(whole::sheet))
        .route("/co-quan", get(async || Redirect::to("/co-quan/viec")))
        .route("/co-quan/viec", get(agency::queue))
        .route("/co-quan/viec/{case}", get(case::one))
        .route("/co-quan/viec/{case}/{act}", post(case::act))
        .route("/bao-cao", get(async || Redirect::to("/bao-cao/tien-do")))
        .route("/bao-cao/tien-do", get(progress::table))
        .route("/bao-cao/ho-so", get(progress::dossiers))
        .route("/bao-cao/khau", get(delays::delays))
        .route("/bao-cao/vi-pham", get(delays::breaches))
        .route(
            "/van-hanh/doi-soat",
            get(reconcile::ask).post(reconcile::compare),
        )
        .route("/van-hanh", get(operations::services))
        .route(
            "/van-hanh/thu/{service}/{id}/{act}",
            post(operations::letter),
        )
        .route("/van-hanh/vet", get(hops::dossier))
        .route("/van-hanh/tin-nhan", get(operations::notices))
        .route("/quan-tri", get(async || Redirect::to("/quan-tri/thu-tuc")))
        .route("/quan-tri/thu-tuc", get(data::procedures))
        .route("/quan-tri/don-vi", get(data::units))
        .route("/quan-tri/du-lieu", get(data::problems))
}

/// A page as the answer.
pub fn page(template: &impl Template) -> Answer {
    page_with(StatusCode::OK, template)
}

pub fn page_with(status: StatusCode, template: &impl Template) -> Answer {
    match template.render() {
        Ok(html) => Ok((status, Html(html)).into_response()),
        Err(why) => {
            tracing::error!(%why, "a page cannot be drawn");
            Err(Failure::Fault)
        }
    }
}

/// Away from a form that was carried out, so that a reload sends nothing twice.
pub fn see(path: &str) -> Answer {
    Ok(Redirect::to(path).into_response())
}
