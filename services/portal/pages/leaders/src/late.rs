//! What is late now, who holds it and for how long.

use askama::Template;
use axum::extract::Query;
use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Visit},
};
use proto::reporting::v1::ListDossiersRequest;

use crate::{
    figures::{self, Held, Late},
    span::{Asked, Filter, Span},
};

const PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "late.html")]
struct Overdue {
    f: Frame,
    filter: Filter,
    query: String,
    as_of: String,
    held: Vec<Held>,
    late: Vec<Late>,
    total: u64,
    all: String,
}

/// `GET /lanh-dao/qua-han?linh-vuc=`.
pub async fn page_of(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let span = Span::of(&visit, &asked);
    let names = visit.names().await?;
    let told = figures::overview(&visit, &span, "").await?;
    let on = told.held_on.clone();
    let request = ListDossiersRequest {
        from: on.clone(),
        to: on.clone(),
        field: span.field.clone(),
        page_size: PAGE,
        ..ListDossiersRequest::default()
    };
    let (late, total) = figures::latest(&visit, &names, request).await?;
    let mut link = figures::link(&span, "");
    let query = span.query();
    let held = figures::held(&told.held, &link, &on, &query, usize::MAX, visit.lang);
    link.from.clone_from(&on);
    link.to = on;
    page(&Overdue {
        f: visit.frame_with(&names),
        filter: Filter::new(&visit, &names, &span, "/lanh-dao/qua-han"),
        as_of: format::stamp(told.as_of.as_ref(), visit.lang),
        held,
        late,
        total,
        all: link.latest("open_late"),
        query,
    })
}
