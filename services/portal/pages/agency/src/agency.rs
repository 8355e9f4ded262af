//! An agency's work queue, most urgent first, over every service that holds legs for it.

use askama::Template;
use axum::extract::Query;
use chrono::{DateTime, Utc};
use futures::future::join_all;
use proto::agency::v1::{Case, CaseStage, ListQueueRequest};
use serde::Deserialize;

use crate::conclusion::ended;
use portal_ui::{
    answer::{Answer, page},
    failure::Failure,
    fields::Choice,
    format,
    frame::{Frame, Lang, Visit},
    services::Service,
    view::{
        Tone,
        badge::{self, Badge},
        due::{self, Due, Urgency, Used},
        owed::owes,
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
    /// Why it ended otherwise than by a conclusion.
    why: String,
    /// What is still to be done about the apology, and by when.
    apology: String,
    /// Who asks for an opinion.
    opinion: String,
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
            CaseStage::Recalled,
            CaseStage::Closed,
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
            ..Default::default()
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
    let mut rows: Vec<Row> = rows
        .into_iter()
        .map(|(host, c)| Row {
            why: if done {
                ended(&c, visit.lang)
            } else {
                String::new()
            },
            apology: apology(&c, visit.now(), visit.lang),
            opinion: if c.opinion_for.is_empty() {
                String::new()
            } else {
                names.unit(&c.asked_by)
            },
            host: host.name(),
            procedure: names.procedure_name(&c.procedure),
            place: names.unit(&c.place),
            due: chip(&visit, &c, None),
            badge: badge::of_case(c.stage(), visit.lang),
            officer: person(&c.officer),
            since: format::stamp(c.accepted_at.as_ref().or(c.offered_at.as_ref())),
            takes: c.stage() == CaseStage::Offered,
            c,
        })
        .collect();
    let total = rows.len();
    rows.sort_by_key(|row| most_urgent_first(&row.c, done));
    let groups = if done {
        over(rows, visit.lang)
    } else {
        by_urgency(rows, visit.lang)
    };
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

/// The nearest of the leg's own date and the date of the apology; what ended last, first.
fn most_urgent_first(case: &Case, done: bool) -> i64 {
    let seconds = |at: Option<&prost_types::Timestamp>| at.map(|at| at.seconds);
    if done {
        return seconds(case.ended_at.as_ref()).map_or(0, |at| -at);
    }
    let owed = case.apology.as_ref().filter(|_| owes(case));
    let owed = owed.and_then(|owed| seconds(owed.state_by.as_ref()));
    let dates = [seconds(case.due.as_ref()), owed];
    dates.into_iter().flatten().min().unwrap_or(i64::MAX)
}

/// What is still to be done about the apology; empty when nothing is.
fn apology(case: &Case, now: DateTime<Utc>, lang: Lang) -> String {
    let Some(owed) = case.apology.as_ref().filter(|_| owes(case)) else {
        return String::new();
    };
    let by = format::moment(owed.state_by.as_ref());
    let what = match (owed.may_move, owed.reason.is_empty()) {
        (false, _) => {
            return lang
                .pick(
                    "Không hẹn lại được nữa, hoàn thành ngay",
                    "May not be moved again: complete it now",
                )
                .to_owned();
        }
        (true, true) => lang.pick("Nêu lý do, hẹn lại", "State reason and new date"),
        (true, false) => lang.pick("Chờ lãnh đạo ký", "For the head to sign"),
    };
    match by {
        Some(by) if by < now => {
            format!("{what}, {}", lang.pick("đã quá hạn", "overdue"))
        }
        Some(by) => format!(
            "{what} {} {}",
            lang.pick("trước", "by"),
            format::day_and_time(by, lang)
        ),
        None => what.to_owned(),
    }
}

/// The chip of a leg (định mức), with the working time routing has counted where it was asked.
pub fn chip(visit: &Visit, case: &Case, used: Option<Used>) -> Due {
    let due = format::moment(case.due.as_ref());
    match case.stage() {
        CaseStage::Completed
        | CaseStage::Refused
        | CaseStage::Returned
        | CaseStage::Recalled
        | CaseStage::Closed => due::still(
            Tone::Grey,
            "check",
            visit.lang.pick("Xong", "Ended"),
            &format::stamp(case.ended_at.as_ref()),
        ),
        _ => due::running(visit.now(), due, used, visit.lang),
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

fn by_urgency(rows: Vec<Row>, lang: Lang) -> Vec<Group> {
    let group = |id, tone, vi, en| Group {
        id,
        tone,
        title: lang.pick(vi, en),
        rows: Vec::new(),
    };
    let mut groups = vec![
        group(
            "xin-loi",
            Tone::Red,
            "Phải xin lỗi, hẹn lại",
            "Apology owed",
        ),
        group("qua-han", Tone::Red, "Quá định mức", "Over the norm"),
        group("hom-nay", Tone::Amber, "Hết định mức hôm nay", "Due today"),
        group("con-han", Tone::Green, "Còn thời gian", "In time"),
        group("khong-han", Tone::Grey, "Không có định mức", "No norm"),
    ];
    for row in rows {
        let at = match row.due.urgency {
            _ if !row.apology.is_empty() => 0,
            Urgency::Late => 1,
            Urgency::Today => 2,
            Urgency::InTime => 3,
            Urgency::NoTerm => 4,
        };
        groups[at].rows.push(row);
    }
    groups
}

fn over(rows: Vec<Row>, lang: Lang) -> Vec<Group> {
    vec![Group {
        id: "da-xong",
        tone: Tone::Grey,
        title: lang.pick("Đã xong", "Ended"),
        rows,
    }]
}

#[cfg(test)]
mod tests {
    use proto::agency::v1::Apology;

    use super::*;

    fn at(seconds: i64) -> Option<prost_types::Timestamp> {
        Some(prost_types::Timestamp { seconds, nanos: 0 })
    }

    #[test]
    fn an_apology_due_sooner_than_the_leg_comes_first() {
        let owing = Case {
            stage: CaseStage::Held.into(),
            due: at(900),
            apology: Some(Apology {
                state_by: at(100),
                may_move: true,
                ..Apology::default()
            }),
            ..Case::default()
        };
        let other = Case {
            stage: CaseStage::Held.into(),
            due: at(500),
            ..Case::default()
        };
        assert!(most_urgent_first(&owing, false) < most_urgent_first(&other, false));
        assert!(most_urgent_first(&Case::default(), false) > most_urgent_first(&other, false));
        let now = DateTime::from_timestamp(200, 0).expect("a moment");
        assert_eq!(
            apology(&owing, now, Lang::Vi),
            "Nêu lý do, hẹn lại, đã quá hạn"
        );
        assert_eq!(apology(&other, now, Lang::Vi), "");
    }

    #[test]
    fn an_actor_is_shown_without_the_machinery() {
        assert_eq!(person("officer:an@org:mc-21028"), "Cán bộ an");
        assert_eq!(person("head:demo@org:vpdkdd"), "Lãnh đạo demo");
        assert_eq!(person(""), "");
    }
}
