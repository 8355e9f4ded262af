//! The dossiers of a centre that wait for money; a notice or a code that is typed or scanned leads
//! to its dossier.

use askama::Template;
use axum::extract::Query;
use proto::routing::v1::{DuePayment, ListDuePaymentsRequest};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page, see},
    format,
    frame::{Frame, Visit},
    lookup,
};

#[derive(Default, Deserialize)]
pub struct Filter {
    #[serde(default)]
    tim: String,
    #[serde(default)]
    trang: String,
}

#[derive(Template)]
#[template(path = "cash-list.html")]
struct List {
    f: Frame,
    tim: String,
    /// The dossier that was meant, where a code was typed that waits for no money.
    code: String,
    rows: Vec<Row>,
    next: String,
}

struct Row {
    p: DuePayment,
    asked: String,
    procedure: String,
}

/// `GET /ban/thu-tien?tim=`.
pub async fn list(visit: Visit, Query(filter): Query<Filter>) -> Answer {
    let names = visit.names().await?;
    let tim = filter.tim.trim();
    // A QR code says an address; a number of a notice stays as it is.
    let code = format::dossier_code(tim);
    let request = ListDuePaymentsRequest {
        find: match tim.contains("/tra-cuu/") {
            true => code.clone(),
            false => tim.to_owned(),
        },
        page_size: 50,
        page_token: filter.trang.clone(),
    };
    let mut routing = visit.ask.routing();
    let found = routing.list_due_payments(request).await?.into_inner();
    if let ([one], false) = (found.payments.as_slice(), tim.is_empty()) {
        return see(&format!(
            "/ban/ho-so/{}/thu-tien",
            format::segment(&one.code)
        ));
    }
    let meant = !tim.is_empty() && found.payments.is_empty();
    let elsewhere = match meant && received_here(&visit, &code).await {
        true => code,
        false => String::new(),
    };
    let row = |p: DuePayment| Row {
        asked: format::stamp(p.asked_at.as_ref(), visit.lang),
        procedure: names.procedure_name(&p.procedure),
        p,
    };
    page(&List {
        f: visit.frame_with(&names),
        code: elsewhere,
        tim: tim.to_owned(),
        rows: found.payments.into_iter().map(row).collect(),
        next: found.next_page_token,
    })
}

/// Whether this desk received a dossier with this code: what was paid on it can be looked at.
async fn received_here(visit: &Visit, code: &str) -> bool {
    let found = lookup::dossier(visit, code).await;
    found.is_ok_and(|d| d.received_at.is_some() && d.receiving_unit == visit.unit(""))
}
