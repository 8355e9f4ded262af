//! The pages of the one-stop desk: queue, reception, the acts on a dossier.

mod bookings;
mod bulk;
mod cash;
mod complaints;
mod coordination;
mod day;
mod desk;
mod desk_acts;
mod dossier;
mod dossier_acts;
mod facts;
mod letter;
mod panel;
mod promise;
mod receive;
mod refunds;
mod register;
mod tickets;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    response::Redirect,
    routing::{get, post},
};
use portal_ui::Portal;

/// The pages and their addresses.
pub fn routes() -> Router<Arc<Portal>> {
    let scan = post(receive::scans::upload).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/ban", get(day::glance))
        .route(
            "/ban/truc-tuyen",
            get(async || Redirect::to("/ban/hang-doi?loc=cho-tiep-nhan")),
        )
        .route("/ban/hang-doi", get(desk::queue))
        .route("/ban/tiep-nhan", get(receive::form).post(receive::receive))
        .route("/ban/tiep-nhan/xem", post(receive::look))
        .route(
            "/ban/tiep-nhan/phieu/phieu-bo-sung",
            post(receive::missing::paper),
        )
        .route("/ban/tiep-nhan/tu-choi", post(receive::decline::decline))
        .route("/ban/da-tiep-nhan/{code}", get(receive::done::received))
        .route("/ban/da-tu-choi/{code}", get(receive::done::declined))
        .route("/ban/quet/{draft}/{component}", scan)
        .route(
            "/ban/quet/{draft}/tep/{document}",
            get(receive::scans::open),
        )
        .route(
            "/ban/quet/{draft}/tep/{document}/xoa",
            post(receive::scans::remove),
        )
        .route("/ban/buu-chinh", get(bulk::form).post(bulk::receive))
        .route("/ban/tra-ket-qua", get(desk::returns))
        .route("/ban/xin-loi", get(day::apologies))
        .route("/ban/so-theo-doi", get(register::list))
        .route("/ban/so-theo-doi/tai/{kind}", get(register::export::export))
        .route("/ban/so-thu-tu", get(tickets::desk))
        .route("/ban/so-thu-tu/{act}", post(tickets::act))
        .route("/ban/lich-hen", get(bookings::list))
        .route("/ban/lich-hen/den", post(bookings::has_come))
        .route("/ban/lich-hen/dat", post(bookings::book))
        .route("/so-thu-tu/{unit}", get(tickets::board))
        .route("/lay-so/{unit}", get(tickets::machine).post(tickets::take))
        .route("/ban/ho-so/{code}", get(dossier::one))
        .route(
            "/ban/ho-so/{code}/{act}",
            get(dossier::one_act).post(dossier::act),
        )
        .route(
            "/ban/ho-so/{code}/thu-tien",
            get(cash::form).post(cash::take),
        )
        .route("/ban/ho-so/{code}/da-thu-tien", get(cash::done))
        .route("/ban/thu-tien", get(cash::list))
        .route("/ban/gop-y", get(complaints::list))
        .route("/ban/gop-y/{id}/{act}", post(complaints::act))
        .route("/ban/hoan-tien", get(refunds::list))
        .route("/ban/hoan-tien/{dossier}", post(refunds::record))
        .route("/ban/dieu-phoi", get(coordination::list))
        .route(
            "/ban/dieu-phoi/{dossier}/{leg}",
            post(coordination::resolve),
        )
}
