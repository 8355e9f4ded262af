use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query};
use proto::routing::v1::{GetProcedureRequest, GetProcedureResponse, ProcedureSummary};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page},
    format,
    format::icon,
    frame::{Frame, Visit},
};

#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    q: String,
    #[serde(default, rename = "linh-vuc")]
    field: String,
}

#[derive(Template)]
#[template(path = "procedures.html")]
struct List {
    f: Frame,
    q: String,
    field: String,
    fields: Vec<(String, String)>,
    groups: Vec<Group>,
    count: usize,
}

struct Group {
    name: String,
    icon: &'static str,
    procedures: Vec<ProcedureSummary>,
}

/// `GET /tthc?q=&linh-vuc=`.
pub async fn list(visit: Visit, Query(filter): Query<Filter>) -> Answer {
    let names = visit.names().await?;
    let mut fields: Vec<(String, String)> = names
        .procedures
        .iter()
        .map(|p| (p.field.clone(), p.field_name.clone()))
        .collect();
    fields.sort();
    fields.dedup();
    let wanted = |p: &&ProcedureSummary| {
        let text = format!("{} {} {}", p.name, p.code, p.field_name);
        (filter.field.is_empty() || p.field == filter.field) && format::matches(&text, &filter.q)
    };
    let mut found: BTreeMap<&str, Vec<ProcedureSummary>> = BTreeMap::new();
    for procedure in names.procedures.iter().filter(wanted) {
        let mut shown = procedure.clone();
        shown.term = format::term(&shown.term);
        found.entry(&procedure.field).or_default().push(shown);
    }
    let groups: Vec<Group> = found
        .into_iter()
        .map(|(field, procedures)| Group {
            name: procedures
                .first()
                .map_or_else(String::new, |first| first.field_name.clone()),
            icon: icon(field),
            procedures,
        })
        .collect();
    page(&List {
        f: visit.frame_with(&names),
        count: groups.iter().map(|group| group.procedures.len()).sum(),
        q: filter.q,
        field: filter.field,
        fields,
        groups,
    })
}

#[derive(Template)]
#[template(path = "procedure.html")]
struct One {
    f: Frame,
    s: ProcedureSummary,
    p: GetProcedureResponse,
    term: String,
    legs: Vec<Planned>,
}

struct Planned {
    title: String,
    by: String,
    term: String,
    outside: bool,
    /// Set on the first leg of a phase when there are several.
    opens: String,
}

/// `GET /tthc/{code}`.
pub async fn one(visit: Visit, Path(code): Path<String>) -> Answer {
    let request = GetProcedureRequest {
        code,
        version: String::new(),
    };
    let p = visit
        .ask
        .routing()
        .get_procedure(request)
        .await?
        .into_inner();
    let names = visit.names().await?;
    let mut s = p.summary.clone().unwrap_or_default();
    s.version = format::iso_date(&s.version);
    page(&One {
        f: visit.frame_with(&names),
        term: format::term(&s.term),
        legs: planned(&p),
        s,
        p,
    })
}

fn planned(procedure: &GetProcedureResponse) -> Vec<Planned> {
    let mut last = 0;
    let leg = |leg: &proto::routing::v1::PlannedLeg| {
        let several = procedure.phases.len() > 1;
        let opens = match usize::try_from(leg.phase.max(1)) {
            Ok(phase) if several && leg.phase != last => procedure
                .phases
                .get(phase - 1)
                .map(|term| format!("Giai đoạn {phase}: {}", format::term(term))),
            _ => None,
        };
        last = leg.phase;
        Planned {
            title: leg.title.clone(),
            by: leg.by.clone(),
            term: allotted(&leg.term),
            outside: !leg.counts,
            opens: opens.unwrap_or_default(),
        }
    };
    procedure.legs.iter().map(leg).collect()
}

/// The time of a leg; nothing to say of the handing over, which has none.
fn allotted(raw: &str) -> String {
    let none = kernel::working_time::Term::zero().sentence();
    let said = if raw.is_empty() {
        String::new()
    } else {
        format::term(raw)
    };
    if said == none { String::new() } else { said }
}

#[cfg(test)]
mod tests {
    use proto::routing::v1::PlannedLeg;

    use super::*;

    #[test]
    fn two_phases_are_named_where_they_begin() {
        let leg = |phase| PlannedLeg {
            phase,
            counts: true,
            ..PlannedLeg::default()
        };
        let procedure = GetProcedureResponse {
            legs: vec![leg(1), leg(1), leg(2)],
            phases: vec!["4d".to_owned(), "4d".to_owned()],
            ..GetProcedureResponse::default()
        };
        let opens: Vec<String> = planned(&procedure)
            .into_iter()
            .map(|leg| leg.opens)
            .collect();
        assert_eq!(
            opens,
            [
                "Giai đoạn 1: 04 ngày làm việc",
                "",
                "Giai đoạn 2: 04 ngày làm việc"
            ]
        );
    }
}
