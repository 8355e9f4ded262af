//! Procedures: the list with its search, the page of one, and the board to print (niêm yết).

use askama::Template;
use axum::extract::{Path, Query};
use proto::routing::v1::{Component, GetProcedureRequest, GetProcedureResponse, ProcedureSummary};
use serde::Deserialize;

use crate::{
    declaration::{self, Offered},
    figures::Waited,
    find,
};
use portal_ui::{
    answer::{Answer, page},
    failure::Failure,
    format,
    format::icon,
    frame::{Frame, Lang, Visit},
    said::within,
    view::qr,
};

/// The longest search looked at; more says nothing more.
const LONGEST: usize = 120;

#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    q: String,
    #[serde(default, rename = "linh-vuc")]
    field: String,
    #[serde(default)]
    cap: String,
    #[serde(default, rename = "truc-tuyen")]
    online: String,
}

#[derive(Template)]
#[template(path = "procedures.html")]
struct List {
    f: Frame,
    q: String,
    field: String,
    level: String,
    online: bool,
    fields: Vec<(String, String)>,
    levels: Vec<String>,
    groups: Vec<Group>,
    count: usize,
}

/// Procedures of one field; of all, the best first, when something was searched for.
struct Group {
    name: String,
    icon: &'static str,
    procedures: Vec<Found>,
}

struct Found {
    s: ProcedureSummary,
    situation: String,
    score: u32,
}

/// `GET /tthc?q=&linh-vuc=&cap=&truc-tuyen=`.
pub async fn list(visit: Visit, Query(filter): Query<Filter>) -> Answer {
    let names = visit.names().await?;
    let all = &names.procedures;
    let mut fields: Vec<(String, String)> = all
        .iter()
        .map(|p| (p.field.clone(), p.field_name.clone()))
        .collect();
    fields.sort();
    fields.dedup();
    let mut levels: Vec<String> = all.iter().map(|p| p.level.clone()).collect();
    levels.sort();
    levels.dedup();
    let q: String = filter.q.chars().take(LONGEST).collect();
    let online = !filter.online.is_empty();
    let wanted = |p: &&ProcedureSummary| {
        (filter.field.is_empty() || p.field == filter.field)
            && (filter.cap.is_empty() || p.level == filter.cap)
            && (!online || p.online)
    };
    let found = all.iter().filter(wanted).filter_map(|p| {
        let hit = find::find(p, &q)?;
        let mut s = p.clone();
        s.term = format::term(&s.term);
        Some(Found {
            s,
            situation: hit.situation,
            score: hit.score,
        })
    });
    let mut found: Vec<Found> = found.collect();
    let count = found.len();
    found.sort_by(|a, b| {
        b.score
            .cmp(&a.score)
            .then_with(|| a.s.field.cmp(&b.s.field))
    });
    let groups = match q.trim() {
        "" => by_field(found),
        _ if found.is_empty() => Vec::new(),
        _ => vec![Group {
            name: visit
                .lang
                .pick("Phù hợp nhất trước", "The best first")
                .to_owned(),
            icon: "search",
            procedures: found,
        }],
    };
    page(&List {
        f: visit.frame_with(&names),
        count,
        q,
        field: filter.field,
        level: filter.cap,
        online,
        fields,
        levels,
        groups,
    })
}

fn by_field(found: Vec<Found>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for one in found {
        match groups
            .iter_mut()
            .find(|group| group.name == one.s.field_name)
        {
            Some(group) => group.procedures.push(one),
            None => groups.push(Group {
                name: one.s.field_name.clone(),
                icon: icon(&one.s.field),
                procedures: vec![one],
            }),
        }
    }
    groups
}

#[derive(Template)]
#[template(path = "procedure.html")]
struct One {
    f: Frame,
    s: ProcedureSummary,
    p: GetProcedureResponse,
    papers: Vec<Listed>,
    /// A form on the page is drawn from its data.
    drawn: bool,
    term: String,
    fee: String,
    legs: Vec<Planned>,
    qr: String,
    waited: Option<Waited>,
}

#[derive(Template)]
#[template(path = "board.html")]
struct Board {
    f: Frame,
    s: ProcedureSummary,
    p: GetProcedureResponse,
    term: String,
    fee: String,
    legs: Vec<Planned>,
    qr: String,
    address: String,
    today: String,
}

/// A paper of the procedure, with its forms to take home.
struct Listed {
    c: Component,
    forms: Vec<Offered>,
}

struct Planned {
    title: String,
    by: String,
    term: String,
    outside: bool,
    /// Set on the first leg of a phase when there are several.
    opens: String,
}

async fn asked(visit: &Visit, code: String) -> Result<GetProcedureResponse, Failure> {
    let request = GetProcedureRequest {
        code,
        version: String::new(),
    };
    Ok(visit
        .ask
        .routing()
        .get_procedure(request)
        .await?
        .into_inner())
}

fn address(visit: &Visit, code: &str) -> String {
    let root = visit.portal.config.http.public_url.trim_end_matches('/');
    format!("{root}/tthc/{}", format::segment(code))
}

/// The fee in đồng where it is one, with its words.
fn fee(p: &GetProcedureResponse, lang: Lang) -> String {
    match p.fee_amount {
        Some(0) => lang.pick("Không thu phí", "Free of charge").to_owned(),
        Some(amount) => format::money(amount, lang),
        None => p.fee.clone(),
    }
}

/// `GET /tthc/{code}`.
pub async fn one(visit: Visit, Path(code): Path<String>) -> Answer {
    let p = asked(&visit, code).await?;
    let names = visit.names().await?;
    let mut s = p.summary.clone().unwrap_or_default();
    s.version = format::iso_date(&s.version, visit.lang);
    let words = visit
        .lang
        .pick("Mã QR của trang này", "QR code of this page");
    let (papers, told) = tokio::join!(listed(&visit, &p), visit.public_figures());
    page(&One {
        f: visit.frame_with(&names),
        drawn: papers
            .iter()
            .any(|paper| paper.forms.iter().any(|form| !form.laid)),
        papers,
        term: format::term(&s.term),
        fee: fee(&p, visit.lang),
        legs: planned(&p, visit.lang),
        qr: qr::svg(&address(&visit, &s.code), words),
        waited: told.and_then(|told| Waited::new(&told, &s.code, visit.lang)),
        s,
        p,
    })
}

/// The papers, each with its forms; who lays forms there is asked only where one is named.
async fn listed(visit: &Visit, p: &GetProcedureResponse) -> Vec<Listed> {
    let code = p.summary.as_ref().map_or("", |s| s.code.as_str());
    let laid = match p.components.iter().any(|c| !c.form.is_empty()) {
        true => declaration::laid(visit, code).await,
        false => Vec::new(),
    };
    let one = |c: &Component| Listed {
        forms: declaration::offered(code, c, &laid),
        c: c.clone(),
    };
    p.components.iter().map(one).collect()
}

/// `GET /tthc/{code}/niem-yet`: one sheet of A4 for the wall (NĐ 61/2018/NĐ-CP Điều 13).
pub async fn board(visit: Visit, Path(code): Path<String>) -> Answer {
    let p = asked(&visit, code).await?;
    let mut s = p.summary.clone().unwrap_or_default();
    s.version = format::iso_date(&s.version, visit.lang);
    let words = visit
        .lang
        .pick("Mã QR mở trang thủ tục", "QR code of the procedure");
    page(&Board {
        f: visit.frame(),
        term: format::term(&s.term),
        fee: fee(&p, visit.lang),
        legs: planned(&p, visit.lang),
        qr: qr::svg(&address(&visit, &s.code), words),
        address: address(&visit, &s.code),
        today: format::date(visit.now(), visit.lang),
        s,
        p,
    })
}

fn planned(procedure: &GetProcedureResponse, lang: Lang) -> Vec<Planned> {
    let mut last = 0;
    let leg = |leg: &proto::routing::v1::PlannedLeg| {
        let several = procedure.phases.len() > 1;
        let opens = match usize::try_from(leg.phase.max(1)) {
            Ok(phase) if several && leg.phase != last => {
                procedure.phases.get(phase - 1).map(|term| {
                    format!(
                        "{} {phase}: {}",
                        lang.pick("Giai đoạn", "Phase"),
                        within(lang, &format::term(term))
                    )
                })
            }
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
        let opens: Vec<String> = planned(&procedure, Lang::Vi)
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
