//! An agency's work queue, most urgent first, over every service that holds legs for it.

use askama::Template;
use axum::extract::Query;
use futures::future::join_all;
use proto::agency::v1::{Case, CaseStage, ListQueueRequest};
use serde::Deserialize;

use super::{Answer, page};
use crate::{
    failure::Failure,
    fields::Choice,
    format,
    frame::{Frame, Visit},
    services::Service,
    view::{
        Tone,
        badge::{self, Badge},
        due::{self, Due, Urgency},
    },
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "don-vi")]
    unit: String,
    #[serde(default, rename = "noi")]
    host: String,
    #[serde(default, rename = "loc")]
    tab: String,
}

#[derive(Template)]
#[template(path = "agency-queue.html")]
struct Queue {
    f: Frame,
    unit: String,
    unit_name: String,
    agencies: Vec<Choice>,
    groups: Vec<Group>,
    counts: Vec<(&'static str, &'static str, usize, &'static str)>,
    silent: Vec<&'static str>,
    done: bool,
    total: usize,
}

struct Group {
    id: &'static str,
    tone: Tone,
    title: &'static str,
    rows: Vec<Row>,
}

struct Row {
    c: Case,
    host: &'static str,
    procedure: String,
    place: String,
    due: Due,
    badge: Badge,
    officer: String,
    since: String,
    takes: bool,
}

/// `GET /co-quan/viec?don-vi=&noi=&loc=`. Without `noi` every host is asked.
pub async fn queue(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await?;
    let unit = visit.unit(&asked.unit);
    let done = asked.tab == "da-xong";
    let hosts: Vec<Service> = match Service::named(&asked.host) {
        Some(host) => vec![host],
        None => Service::HOSTS.into(),
    };
    let stages: Vec<i32> = if done {
        [
            CaseStage::Completed,
            CaseStage::Refused,
            CaseStage::Returned,
        ]
        .map(i32::from)
        .into()
    } else {
        Vec::new()
    };
    let ask = visit.ask_at(&unit, false);
    let asking = hosts.iter().filter(|_| !unit.is_empty()).map(|host| {
        let request = ListQueueRequest {
            unit: unit.clone(),
            stages: stages.clone(),
            page_size: 100,
            page_token: String::new(),
        };
        let mut agency = ask.agency(*host);
        async move { (*host, agency.list_queue(request).await) }
    });
    let (mut rows, mut silent) = (Vec::new(), Vec::new());
    for (host, answer) in join_all(asking).await {
        match answer.map_err(Failure::from) {
            Ok(queue) => rows.extend(
                queue
                    .into_inner()
                    .cases
                    .into_iter()
                    .map(|case| (host, case)),
            ),
            Err(Failure::Absent(_) | Failure::Refused { .. } | Failure::Forbidden) => {}
            Err(_) => silent.push(host.title()),
        }
    }
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|(host, c)| Row {
            host: host.name(),
            procedure: names.procedure_name(&c.procedure),
            place: names.unit(&c.place),
            due: chip(&visit, &c),
            badge: badge::of_case(c.stage(), visit.lang),
            officer: person(&c.officer),
            since: format::stamp(c.accepted_at.as_ref().or(c.offered_at.as_ref())),
            takes: c.stage() == CaseStage::Offered,
            c,
        })
        .collect();
    let total = rows.len();
    let groups = if done { ended(rows) } else { by_urgency(rows) };
    let counts = groups
        .iter()
        .map(|group| (group.tone.name(), group.title, group.rows.len(), group.id))
        .collect();
    let choice = |u: &&proto::routing::v1::Unit| Choice {
        value: u.id.clone(),
        label: u.name.clone(),
    };
    page(&Queue {
        f: visit.frame_with(&names),
        unit_name: if unit.is_empty() {
            String::new()
        } else {
            names.unit(&unit)
        },
        unit,
        agencies: names.agencies().iter().map(choice).collect(),
        groups: groups
            .into_iter()
            .filter(|group| !group.rows.is_empty())
            .collect(),
        counts,
        silent,
        done,
        total,
    })
}

/// The chip of a leg (định mức).
pub fn chip(visit: &Visit, case: &Case) -> Due {
    let due = format::moment(case.due.as_ref());
    match case.stage() {
        CaseStage::Completed | CaseStage::Refused | CaseStage::Returned | CaseStage::Recalled => {
            due::still(
                Tone::Grey,
                "check",
                visit.lang.pick("Xong", "Ended"),
                &format::stamp(case.ended_at.as_ref()),
            )
        }
        _ => due::running(
            visit.now(),
            format::moment(case.offered_at.as_ref()),
            due,
            visit.lang,
        ),
    }
}

/// `officer:demo@org:x` as a person reads it; empty when nobody has the case.
pub fn person(actor: &str) -> String {
    let name = actor.split_once('@').map_or(actor, |(name, _)| name);
    match name.split_once(':') {
        Some(("officer", name)) => format!("Cán bộ {name}"),
        Some(("head", name)) => format!("Lãnh đạo {name}"),
        Some(("service" | "machine", _)) | None if name.is_empty() => String::new(),
        _ => name.to_owned(),
    }
}

fn by_urgency(rows: Vec<Row>) -> Vec<Group> {
    let group = |id, tone, title| Group {
        id,
        tone,
        title,
        rows: Vec::new(),
    };
    let mut groups = vec![
        group("qua-han", Tone::Red, "Quá định mức"),
        group("hom-nay", Tone::Amber, "Hết định mức hôm nay"),
        group("con-han", Tone::Green, "Còn thời gian"),
        group("khong-han", Tone::Grey, "Không có định mức"),
    ];
    for row in rows {
        let at = match row.due.urgency {
            Urgency::Late => 0,
            Urgency::Today => 1,
            Urgency::InTime => 2,
            Urgency::NoTerm => 3,
        };
        groups[at].rows.push(row);
    }
    groups
}

fn ended(rows: Vec<Row>) -> Vec<Group> {
    vec![Group {
        id: "da-xong",
        tone: Tone::Grey,
        title: "Đã xong",
        rows,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_is_shown_without_the_machinery() {
        assert_eq!(person("officer:an@org:mc-21028"), "Cán bộ an");
        assert_eq!(person("head:demo@org:vpdkdd"), "Lãnh đạo demo");
        assert_eq!(person(""), "");
    }
}
