//! How much each officer of a unit has in hand: for its head, who assigns.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use futures::future::join_all;
use proto::agency::v1::{ListTeamLooksRequest, OfficerLoad, TeamViewRequest};

use crate::{
    agency::Asked,
    rows::named,
    staff::{people, staff},
};
use portal_ui::{
    answer::{Answer, page},
    failure::Failure,
    format,
    frame::{Frame, Lang, Visit},
    services::Service,
};

#[derive(Template)]
#[template(path = "team.html")]
struct Team {
    f: Frame,
    unit: String,
    unit_name: String,
    rows: Vec<Row>,
    unassigned: OfficerLoad,
    looks: Vec<(String, String)>,
    silent: Vec<&'static str>,
}

struct Row {
    name: String,
    load: OfficerLoad,
    oldest: String,
    /// Their cases in the queue.
    href: String,
}

/// `GET /co-quan/nhom`. The look is written down where the cases are kept.
pub async fn view(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await?;
    let lang = visit.lang;
    let unit = visit.unit(&asked.unit);
    let ask = visit.ask_at(&unit, true);
    let asking = Service::HOSTS.map(|host| {
        let mut agency = ask.agency(host);
        let unit = unit.clone();
        async move { (host, agency.team_view(TeamViewRequest { unit }).await) }
    });
    let (answers, staff) = futures::join!(join_all(asking), staff(&ask, &unit));
    let mut loads: BTreeMap<String, OfficerLoad> = BTreeMap::new();
    let mut unassigned = OfficerLoad::default();
    let mut silent = Vec::new();
    for (host, answer) in answers {
        match answer.map_err(Failure::from) {
            Ok(told) => {
                let told = told.into_inner();
                add(&mut unassigned, told.unassigned.unwrap_or_default());
                for load in told.officers {
                    add(loads.entry(load.officer.clone()).or_default(), load);
                }
            }
            Err(other @ (Failure::Absent(_) | Failure::Forbidden)) => return Err(other),
            Err(_) => silent.push(host.title()),
        }
    }
    let looking = Service::HOSTS.map(|host| {
        let mut agency = ask.agency(host);
        let unit = unit.clone();
        async move { agency.list_team_looks(ListTeamLooksRequest { unit }).await }
    });
    let people = people(&staff);
    let mut looks: Vec<_> = join_all(looking)
        .await
        .into_iter()
        .flatten()
        .flat_map(|answer| answer.into_inner().looks)
        .filter_map(|look| Some((look.at?, look.actor)))
        .collect();
    looks.sort_by_key(|(at, _)| -at.seconds);
    // One look asks every service.
    looks.dedup_by_key(|(at, actor)| (at.seconds / 5, actor.clone()));
    let look = |(at, actor): (prost_types::Timestamp, String)| {
        (format::stamp(Some(&at), lang), named(&actor, &people, lang))
    };
    page(&Team {
        unit_name: names.unit(&unit),
        rows: loads
            .into_values()
            .map(|load| row(load, &people, &unit, lang))
            .collect(),
        unassigned,
        looks: looks.into_iter().take(10).map(look).collect(),
        silent,
        f: visit.frame_with(&names),
        unit,
    })
}

fn row(load: OfficerLoad, people: &BTreeMap<String, String>, unit: &str, lang: Lang) -> Row {
    let oldest = format::moment(load.oldest.as_ref());
    Row {
        name: if load.name.is_empty() {
            named(&load.officer, people, lang)
        } else {
            load.name.clone()
        },
        oldest: oldest.map_or_else(String::new, |at| format::day_and_time(at, lang)),
        href: format!(
            "/co-quan/viec?don-vi={}&can-bo={}",
            format::segment(unit),
            format::segment(&load.officer)
        ),
        load,
    }
}

fn add(all: &mut OfficerLoad, more: OfficerLoad) {
    all.open += more.open;
    all.due_soon += more.due_soon;
    all.late += more.late;
    all.paused += more.paused;
    all.proposed += more.proposed;
    all.done_this_week += more.done_this_week;
    all.officer = more.officer;
    if all.name.is_empty() {
        all.name = more.name;
    }
    let sooner =
        |one: &prost_types::Timestamp, other: &prost_types::Timestamp| one.seconds < other.seconds;
    all.oldest = match (all.oldest.take(), more.oldest) {
        (Some(own), Some(other)) if sooner(&own, &other) => Some(own),
        (own, None) => own,
        (_, other) => other,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_officer_has_at_several_services_is_one_load() {
        let at = |seconds| Some(prost_types::Timestamp { seconds, nanos: 0 });
        let load = |open, oldest| OfficerLoad {
            officer: "officer:an@org:x".to_owned(),
            open,
            oldest,
            ..OfficerLoad::default()
        };
        let mut all = OfficerLoad::default();
        for one in [load(2, at(50)), load(0, None), load(1, at(20))] {
            add(&mut all, one);
        }
        assert_eq!((all.open, all.oldest), (3, at(20)));
    }
}
