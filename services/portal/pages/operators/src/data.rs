//! The province's data as loaded, each entry with its source and whether that was checked.

use askama::Template;
use axum::extract::Query;
use proto::routing::v1::{DataProblem, ListDataProblemsRequest, ProcedureSummary, Unit};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Visit},
};

#[derive(Template)]
#[template(path = "data-procedures.html")]
struct Procedures {
    f: Frame,
    rows: Vec<ProcedureSummary>,
    verified: usize,
}

/// `GET /quan-tri/thu-tuc`.
pub async fn procedures(visit: Visit) -> Answer {
    let names = visit.names().await?;
    let mut rows = names.procedures.clone();
    rows.sort_by(|a, b| (&a.field, &a.code).cmp(&(&b.field, &b.code)));
    for row in &mut rows {
        row.term = format::term(&row.term);
        row.version = format::iso_date(&row.version, visit.lang);
    }
    let verified = rows.iter().filter(|row| row.verified).count();
    page(&Procedures {
        f: visit.frame_with(&names),
        rows,
        verified,
    })
}

#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    q: String,
    #[serde(default, rename = "loai")]
    kind: String,
}

#[derive(Template)]
#[template(path = "data-units.html")]
struct Units {
    f: Frame,
    q: String,
    kind: String,
    kinds: Vec<(String, usize)>,
    rows: Vec<(Unit, String)>,
    found: usize,
    all: usize,
    verified: usize,
}

/// `GET /quan-tri/don-vi?q=&loai=`.
pub async fn units(visit: Visit, Query(filter): Query<Filter>) -> Answer {
    const SHOWN: usize = 200;
    let names = visit.names().await?;
    let mut kinds: Vec<String> = names.units.iter().map(|unit| unit.kind.clone()).collect();
    kinds.sort();
    kinds.dedup();
    let count = |kind: &str| names.units.iter().filter(|unit| unit.kind == kind).count();
    let wanted = |unit: &&Unit| {
        let text = format!("{} {} {}", unit.name, unit.id, unit.code);
        (filter.kind.is_empty() || unit.kind == filter.kind) && format::matches(&text, &filter.q)
    };
    let found: Vec<&Unit> = names.units.iter().filter(wanted).collect();
    let row = |unit: &&Unit| {
        let parent = if unit.parent.is_empty() {
            String::new()
        } else {
            names.unit(&unit.parent)
        };
        ((*unit).clone(), parent)
    };
    page(&Units {
        f: visit.frame_with(&names),
        rows: found.iter().take(SHOWN).map(row).collect(),
        found: found.len(),
        all: names.units.len(),
        verified: names.units.iter().filter(|unit| unit.verified).count(),
        kinds: kinds
            .into_iter()
            .map(|kind| {
                let n = count(&kind);
                (kind, n)
            })
            .collect(),
        q: filter.q,
        kind: filter.kind,
    })
}

#[derive(Template)]
#[template(path = "data-problems.html")]
struct Problems {
    f: Frame,
    rows: Vec<DataProblem>,
}

/// `GET /quan-tri/du-lieu`.
pub async fn problems(visit: Visit) -> Answer {
    let names = visit.names().await?;
    let found = visit
        .ask
        .routing()
        .list_data_problems(ListDataProblemsRequest {})
        .await?;
    page(&Problems {
        f: visit.frame_with(&names),
        rows: found.into_inner().problems,
    })
}
