//! The story of one dossier, drawn from the journals of every service in the order it happened.

use std::collections::HashSet;

use askama::Template;
use axum::extract::Query;
use chrono::{DateTime, Utc};
use futures::future::join_all;
use proto::{
    intake::v1::TrackDossierResponse,
    operations::v1::{JournalEntry, ListDeadLettersRequest, ListJournalRequest},
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Lang, Visit},
    lookup,
    parts::Stops,
    services::Service,
};

use crate::words::called;

/// Height of a row and distance of lanes in the drawing; the style sheet fixes the same height.
const ROW: usize = 46;
const LANE: usize = 20;
/// From here on a gap between two hops is worth a look: people or time worked in it.
const LONG_MS: i64 = 5_000;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "ma-ho-so")]
    code: String,
    /// The dossier's id, where a page knows no code, such as that of the letters that died.
    #[serde(default, rename = "ho-so")]
    id: String,
}

#[derive(Template)]
#[template(path = "hops.html")]
struct Story {
    f: Frame,
    code: String,
    id: String,
    stage: Option<portal_ui::view::badge::Badge>,
    hops: Vec<Hop>,
    lanes: String,
    legend: Vec<(usize, &'static str)>,
    silent: Vec<&'static str>,
    services: usize,
    traces: usize,
    lasted: String,
    stops: Stops,
    letters: Vec<Letter>,
}

/// A letter about the dossier that its service could not hear.
struct Letter {
    service: Service,
    title: &'static str,
    id: i64,
    fact: String,
    reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Hop {
    service: &'static str,
    lane: usize,
    fact: String,
    full: String,
    actor: String,
    at: String,
    gap: String,
    long: bool,
    trace: String,
    /// True for the first hop of its trace: where links to the trace lead.
    first: bool,
    short: String,
    link: String,
}

/// `GET /van-hanh/vet?ma-ho-so=&ho-so=`.
pub async fn dossier(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await.unwrap_or_default();
    let asked = Asked {
        code: format::dossier_code(&asked.code),
        id: asked.id.trim().to_owned(),
    };
    let (d, id) = match (asked.code.as_str(), asked.id.as_str()) {
        ("", "") => return page(&empty(visit.frame_with(&names))),
        ("", id) => (by_id(&visit, id).await, id.to_owned()),
        (code, _) => {
            let d = lookup::dossier(&visit, code).await?;
            let id = d.dossier_id.clone();
            (Some(d), id)
        }
    };
    let (journals, letters) = futures::join!(journals(&visit, &id), letters(&visit, &id));
    let (entries, silent) = journals;
    let hops = told(entries, &visit.portal.config.trace.viewer, visit.lang);
    let mut lanes: Vec<usize> = hops.iter().map(|hop| hop.lane).collect();
    lanes.sort_unstable();
    lanes.dedup();
    let route = lookup::route(&visit, &id).await.ok().flatten();
    let stops = d.as_ref().map_or_else(Vec::new, |d| {
        portal_ui::view::path::stops(visit.now(), d, route.as_ref(), &names, visit.lang)
    });
    page(&Story {
        stage: d
            .as_ref()
            .map(|d| portal_ui::view::badge::of_stage(d.stage(), &d.stage_reason, visit.lang)),
        lanes: drawn(&hops, &lanes),
        legend: lanes
            .iter()
            .map(|lane| (*lane, called(Service::ALL[*lane], visit.lang)))
            .collect(),
        services: lanes.len(),
        traces: hops.iter().filter(|hop| hop.first).count(),
        lasted: d
            .as_ref()
            .map_or_else(|| "—".to_owned(), |d| lasted(d, visit.now(), visit.lang)),
        stops: Stops {
            stops,
            lang: visit.lang,
        },
        code: d.map(|d| d.code).unwrap_or_default(),
        f: visit.frame_with(&names),
        silent,
        letters,
        hops,
        id,
    })
}

/// The dossier of an id, as far as routing knows its code: a letter may have died before that.
async fn by_id(visit: &Visit, id: &str) -> Option<TrackDossierResponse> {
    let route = lookup::route(visit, id).await.ok().flatten()?;
    lookup::dossier(visit, &route.code).await.ok()
}

/// What every service wrote down about the dossier, and who does not answer.
async fn journals(visit: &Visit, id: &str) -> (Vec<(Service, JournalEntry)>, Vec<&'static str>) {
    let asking = Service::ALL.map(|service| {
        let request = ListJournalRequest {
            dossier_id: id.to_owned(),
        };
        let mut operations = visit.ask.operations(service);
        async move { (service, operations.list_journal(request).await) }
    });
    let (mut entries, mut silent) = (Vec::new(), Vec::new());
    for (service, answer) in join_all(asking).await {
        match answer {
            Ok(journal) => {
                let own = journal.into_inner().entries.into_iter();
                entries.extend(own.map(|entry| (service, entry)));
            }
            Err(_) => silent.push(called(service, visit.lang)),
        }
    }
    (entries, silent)
}

/// The letters about the dossier that died, as far as the services answer and the visitor may see.
async fn letters(visit: &Visit, id: &str) -> Vec<Letter> {
    let asking = Service::ALL.map(|service| {
        let mut operations = visit.ask.operations(service);
        let request = ListDeadLettersRequest { page_size: 200 };
        async move { (service, operations.list_dead_letters(request).await) }
    });
    let answers = join_all(asking).await.into_iter();
    let told = answers.filter_map(|(service, told)| Some((service, told.ok()?.into_inner())));
    let letters = told.flat_map(|(service, told)| {
        let own = told.letters.into_iter().filter(|one| one.dossier_id == id);
        own.map(move |letter| Letter {
            service,
            title: called(service, visit.lang),
            id: letter.id,
            fact: last(&letter.fact).to_owned(),
            reason: letter.reason,
        })
    });
    letters.collect()
}

/// The name of a fact without its package.
fn last(fact: &str) -> &str {
    fact.rsplit('.').next().unwrap_or_default()
}

fn empty(f: Frame) -> Story {
    let lang = f.lang;
    Story {
        f,
        code: String::new(),
        id: String::new(),
        stage: None,
        hops: Vec::new(),
        lanes: String::new(),
        legend: Vec::new(),
        silent: Vec::new(),
        services: 0,
        traces: 0,
        lasted: String::new(),
        stops: Stops {
            stops: Vec::new(),
            lang,
        },
        letters: Vec::new(),
    }
}

fn lasted(d: &TrackDossierResponse, now: DateTime<Utc>, lang: Lang) -> String {
    let from = format::moment(d.filed_at.as_ref()).or(format::moment(d.received_at.as_ref()));
    let to = format::moment(d.returned_at.as_ref()).unwrap_or(now);
    from.map_or_else(|| "—".to_owned(), |from| format::gap(from, to, lang))
}

/// The entries in the order they happened, each with the time since the one before.
fn told(mut entries: Vec<(Service, JournalEntry)>, viewer: &str, lang: Lang) -> Vec<Hop> {
    entries.retain(|(_, entry)| entry.at.is_some());
    // Ids are UUIDv7, so they order what two services wrote in the same microsecond.
    entries.sort_by(|(_, a), (_, b)| {
        let key = |entry: &JournalEntry| (format::moment(entry.at.as_ref()), entry.id.clone());
        key(a).cmp(&key(b))
    });
    let mut before: Option<DateTime<Utc>> = None;
    let mut traces = HashSet::new();
    let hop = |(service, entry): (Service, JournalEntry)| {
        let at = format::moment(entry.at.as_ref()).unwrap_or_default();
        let gap = before.map(|before| {
            (
                format::gap(before, at, lang),
                (at - before).num_milliseconds() >= LONG_MS,
            )
        });
        before = Some(at);
        let (gap, long) = gap.unwrap_or_default();
        Hop {
            service: called(service, lang),
            lane: service.lane(),
            fact: last(&entry.fact).to_owned(),
            actor: entry.actor.replace("service:", ""),
            at: to_the_millisecond(at, lang),
            gap,
            long,
            short: entry.trace_id.chars().take(8).collect(),
            link: if viewer.is_empty() || entry.trace_id.is_empty() {
                String::new()
            } else {
                viewer.replace("{trace_id}", &entry.trace_id)
            },
            first: traces.insert(entry.trace_id.clone()),
            trace: entry.trace_id,
            full: entry.fact,
        }
    };
    entries.into_iter().map(hop).collect()
}

/// The lanes beside the table: a line for each service, a dot for each hop, the way between them.
fn drawn(hops: &[Hop], lanes: &[usize]) -> String {
    let x = |lane: usize| {
        lanes
            .iter()
            .position(|known| *known == lane)
            .unwrap_or_default()
            * LANE
            + LANE
    };
    let y = |row: usize| row * ROW + ROW / 2;
    let (width, height) = (lanes.len() * LANE + LANE, hops.len() * ROW);
    let mut drawing = format!(
        r#"<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" aria-hidden="true">"#
    );
    for lane in lanes {
        let at = x(*lane);
        drawing.push_str(&format!(
            r#"<line class="lane-line" x1="{at}" x2="{at}" y1="0" y2="{height}"/>"#
        ));
    }
    let way: Vec<String> = hops
        .iter()
        .enumerate()
        .map(|(row, hop)| format!("{},{}", x(hop.lane), y(row)))
        .collect();
    drawing.push_str(&format!(
        r#"<polyline class="lane-way" points="{}"/>"#,
        way.join(" ")
    ));
    for (row, hop) in hops.iter().enumerate() {
        drawing.push_str(&format!(
            r#"<circle class="lane-{}" cx="{}" cy="{}" r="6"/>"#,
            hop.lane,
            x(hop.lane),
            y(row)
        ));
    }
    drawing.push_str("</svg>");
    drawing
}

/// `20/11 09:12:05.123`, `20 November 09:12:05.123`.
fn to_the_millisecond(at: DateTime<Utc>, lang: Lang) -> String {
    let at = format::civil(at);
    let day = format::day_of_year(at.date_naive(), lang);
    format!("{day} {}", at.format("%H:%M:%S%.3f"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(fact: &str, at: i64, id: &str) -> JournalEntry {
        JournalEntry {
            id: id.to_owned(),
            fact: fact.to_owned(),
            at: Some(prost_types::Timestamp {
                seconds: at,
                nanos: 0,
            }),
            trace_id: "4bf92f3577b34da6a3ce929d0e0e4736".to_owned(),
            ..JournalEntry::default()
        }
    }

    #[test]
    fn hops_of_every_service_stand_in_the_order_of_time() {
        let entries = vec![
            (
                Service::Routing,
                entry("motcua.routing.v1.RoutePlanned", 12, "b"),
            ),
            (
                Service::Notification,
                entry("motcua.notification.v1.NoticeOwed", 12, "c"),
            ),
            (
                Service::Intake,
                entry("motcua.intake.v1.DossierAccepted", 10, "a"),
            ),
        ];
        let hops = told(entries, "http://viewer/{trace_id}", Lang::Vi);
        let facts: Vec<&str> = hops.iter().map(|hop| hop.fact.as_str()).collect();
        assert_eq!(facts, ["DossierAccepted", "RoutePlanned", "NoticeOwed"]);
        assert_eq!(
            (hops[0].gap.as_str(), hops[1].gap.as_str()),
            ("", "2,0 giây")
        );
        let first: Vec<bool> = hops.iter().map(|hop| hop.first).collect();
        assert_eq!(first, [true, false, false], "a trace is led to once");
        assert_eq!(
            hops[0].link,
            "http://viewer/4bf92f3577b34da6a3ce929d0e0e4736"
        );
    }

    #[test]
    fn each_hop_has_its_dot_in_its_own_lane() {
        let hops = told(
            vec![
                (Service::Intake, entry("A", 1, "a")),
                (Service::Routing, entry("B", 2, "b")),
            ],
            "",
            Lang::En,
        );
        let drawing = drawn(&hops, &[0, 1]);
        assert!(drawing.contains(r#"<circle class="lane-0" cx="20" cy="23" r="6"/>"#));
        assert!(drawing.contains(r#"<circle class="lane-1" cx="40" cy="69" r="6"/>"#));
    }
}
