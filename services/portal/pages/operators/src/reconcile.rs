//! What the agencies hold against what routing believes, compared when the operator asks.

use askama::Template;
use proto::routing::v1::{Difference, ReconcileRequest, ReconcileResponse};

use portal_ui::{
    answer::{Answer, page},
    fields::Fields,
    format,
    frame::{Frame, Visit},
    services::Service,
};

use crate::words::called;

#[derive(Template)]
#[template(path = "reconcile.html")]
struct Report {
    f: Frame,
    report: Option<ReconcileResponse>,
    at: String,
    dry_run: bool,
    silent: Vec<String>,
    differences: Vec<Differs>,
}

struct Differs {
    host: String,
    x: Difference,
}

/// `GET /van-hanh/doi-soat`: nothing is compared before somebody asks.
pub async fn ask(visit: Visit) -> Answer {
    drawn(&visit, None, true).await
}

/// `POST /van-hanh/doi-soat`: compares, and mends when asked to.
pub async fn compare(visit: Visit, sent: Fields) -> Answer {
    let dry_run = sent.get("act") != "sua";
    let mut routing = visit.ask.routing();
    let report = routing.reconcile(ReconcileRequest { dry_run }).await?;
    drawn(&visit, Some(report.into_inner()), dry_run).await
}

async fn drawn(visit: &Visit, report: Option<ReconcileResponse>, dry_run: bool) -> Answer {
    let names = visit.names().await.unwrap_or_default();
    let told = report.clone().unwrap_or_default();
    let title = |host: &String| {
        Service::named(host).map_or_else(
            || host.clone(),
            |service| called(service, visit.lang).to_owned(),
        )
    };
    let differs = |x: Difference| Differs {
        host: title(&x.host),
        x,
    };
    page(&Report {
        f: visit.frame_with(&names),
        at: format::stamp(told.at.as_ref(), visit.lang),
        silent: told.silent.iter().map(title).collect(),
        differences: told.differences.into_iter().map(differs).collect(),
        report,
        dry_run,
    })
}
