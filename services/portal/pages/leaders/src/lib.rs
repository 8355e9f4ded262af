//! The pages of those who watch: the overview, ranking, what is late, ratings; the weekly briefing
//! and the quarter; progress, delays, breaches, and the dossiers behind every figure.

mod briefing;
mod delays;
mod export;
mod figures;
mod late;
mod link;
mod list;
mod map;
mod overview;
mod progress;
mod quarter;
mod ranking;
mod rated;
mod report;
mod share;
mod span;
mod svg;
mod unit;

use std::sync::Arc;

use axum::{Router, response::Redirect, routing::get};
use portal_ui::Portal;

/// The pages and their addresses.
pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/lanh-dao", get(overview::page_of))
        .route("/lanh-dao/qua-han", get(late::page_of))
        .route("/lanh-dao/xep-hang", get(ranking::page_of))
        .route("/lanh-dao/hai-long", get(rated::page_of))
        .route("/lanh-dao/don-vi/{id}", get(unit::page_of))
        .route("/lanh-dao/giao-ban", get(briefing::page_of))
        .route("/lanh-dao/giao-ban/{file}", get(briefing::file))
        .route("/lanh-dao/quy", get(quarter::page_of))
        .route("/lanh-dao/quy/{file}", get(quarter::file))
        .route("/bao-cao", get(async || Redirect::to("/bao-cao/tien-do")))
        .route("/bao-cao/tien-do", get(progress::table))
        .route("/bao-cao/tien-do.xlsx", get(export::workbook))
        .route("/bao-cao/tien-do.csv", get(export::plain))
        .route("/bao-cao/ho-so", get(list::page_of))
        .route("/bao-cao/khau", get(delays::delays))
        .route("/bao-cao/vi-pham", get(delays::breaches))
}
