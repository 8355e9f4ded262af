//! The pages of citizens: procedures, filing, tracking, paying.

mod about;
mod booking;
mod complaints;
mod declaration;
mod figures;
mod filing;
mod find;
mod home;
mod mine;
mod payment;
mod procedures;
mod track;

use std::sync::Arc;

use axum::{Router, routing::get};
use portal_ui::Portal;

use crate::{
    booking::{choose, kept, moving},
    mine::{notices::Notices, proof, rate::Rate, reads, sheet, withdraw::Withdraw},
};

/// The pages and their addresses.
pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/", get(home::home))
        .route("/tthc", get(procedures::list))
        .route("/tthc/{code}", get(procedures::one))
        .route("/tthc/{code}/niem-yet", get(procedures::board))
        .route("/tthc/{code}/mau/{file}", get(declaration::download))
        .route("/tra-cuu", get(track::ask))
        .route("/tra-cuu/{code}", get(track::one))
        // The short address that fits into a text message.
        .route("/hs/{code}", get(track::short))
        .route("/tra-cuu/{code}/nop-tien", get(payment::pages::ask))
        .route("/tra-cuu/{code}/da-nop-tien", get(payment::pages::back))
        .route("/thanh-toan/vnpay/ipn", get(payment::pages::notify))
        .route(
            "/ngan-hang-thu",
            get(payment::sandbox::ask).post(payment::sandbox::pay),
        )
        .route(
            "/tra-cuu/{code}/xac-nhan",
            get(proof::ask).post(proof::step),
        )
        .route("/tra-cuu/{code}/rut", sheet::of::<Withdraw>())
        .route("/tra-cuu/{code}/danh-gia", sheet::of::<Rate>())
        .route("/tra-cuu/{code}/nhan-tin", sheet::of::<Notices>())
        .route("/tra-cuu/{code}/ai-da-xem", get(reads::look))
        .route("/gop-y", get(complaints::ask).post(complaints::send))
        .route("/gop-y/{code}", get(complaints::one))
        .route("/phan-anh/{code}", get(complaints::short))
        .route("/dat-lich", get(choose::ask).post(choose::book))
        .route("/dat-lich/{code}", get(kept::look))
        .route("/dat-lich/{code}/doi", get(moving::look).post(moving::act))
        .route(
            "/dat-lich/{code}/huy",
            get(kept::ask_cancel).post(kept::call_off),
        )
        .route("/du-lieu-ca-nhan", get(about::personal_data))
        .route("/du-lieu-ca-nhan/xem", get(track::who_looked))
        .route("/kha-nang-tiep-can", get(about::accessibility))
        .merge(filing::routes())
}
