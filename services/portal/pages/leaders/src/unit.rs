//! One unit: what it receives, what it holds, and where its time goes.

use askama::Template;
use axum::extract::{Path, Query};
use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Visit},
};
use proto::reporting::v1::ListDossiersRequest;

use crate::{
    figures::{self, Cell, Held, Kpi, Late, Weeks},
    link::Link,
    overview::flow,
    share::Share,
    span::{Asked, Filter, Span},
};

const HOLDERS: usize = 12;
const LATEST: u32 = 10;

#[derive(Template)]
#[template(path = "unit.html")]
struct Unit {
    f: Frame,
    filter: Filter,
    name: String,
    query: String,
    title: String,
    before: String,
    as_of: String,
    finished: String,
    target: u32,
    kpis: Vec<Kpi>,
    flow: Vec<Cell>,
    held: Vec<Held>,
    holding: Vec<Held>,
    weeks: Weeks,
    late: Vec<Late>,
    late_total: u64,
    late_href: String,
    table: String,
}

/// `GET /lanh-dao/don-vi/{id}`.
pub async fn page_of(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await?;
    if names.get(&id).is_none() {
        return figures::no_such_unit(visit.lang);
    }
    let span = Span::of(&visit, &asked);
    let path = format!("/lanh-dao/don-vi/{}", format::segment(&id));
    drawn(&visit, &span, &id, &path).await
}

/// The page of a unit; of the visitor's own when none is named.
pub async fn drawn(visit: &Visit, span: &Span, id: &str, path: &str) -> Answer {
    let names = visit.names().await?;
    let told = match figures::overview(visit, span, id).await {
        Ok(told) => told,
        // Another unit's figures are to a head as if there were no such unit.
        Err(portal_ui::failure::Failure::Malformed(_)) => return figures::no_such_unit(visit.lang),
        Err(failure) => return Err(failure),
    };
    let lang = visit.lang;
    let link = figures::link(span, id);
    let on = told.held_on.clone();
    let request = ListDossiersRequest {
        from: on.clone(),
        to: on.clone(),
        unit: id.to_owned(),
        field: span.field.clone(),
        page_size: LATEST,
        ..ListDossiersRequest::default()
    };
    let (late, late_total) = figures::latest(visit, &names, request).await?;
    let query = span.query();
    let today = Link {
        from: on.clone(),
        to: on.clone(),
        ..link.clone()
    };
    // What it holds counts whoever received it.
    let anywhere = link.of_unit("");
    let held = |holdings, link: &Link| figures::held(holdings, link, &on, &query, HOLDERS, lang);
    page(&Unit {
        f: visit.frame_with(&names),
        filter: Filter::new(visit, &names, span, path),
        name: told.unit_name.clone(),
        title: span.title(lang),
        before: span.before(lang),
        as_of: format::stamp(told.as_of.as_ref(), lang),
        finished: Share::of_finished(&told.figures.unwrap_or_default()).text(lang),
        target: told.target_percent,
        kpis: figures::kpis(&told, &link, lang),
        flow: flow(&told, &link, lang),
        held: held(&told.held, &link),
        holding: held(&told.holding, &anywhere),
        weeks: figures::weeks(&told, &link, lang),
        late,
        late_total,
        late_href: today.latest("open_late"),
        table: format!(
            "/bao-cao/khau?tu={}&den={}&don-vi={}",
            span.from,
            span.to,
            format::segment(id)
        ),
        query,
    })
}
