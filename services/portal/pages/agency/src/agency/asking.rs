//! What every service that holds legs for a unit answers of its list, together.

use std::collections::BTreeMap;

use futures::future::join_all;
use proto::agency::v1::{Case, ListQueueRequest, QueueCounts};

use super::{Asked, List, PAGE};
use portal_ui::{
    failure::Failure,
    services::{Service, Speaker},
};

pub(super) struct Answers {
    pub cases: Vec<(Service, Case)>,
    pub counts: QueueCounts,
    pub silent: Vec<&'static str>,
    /// Where the next page begins; empty when there is none.
    pub next: String,
}

/// What the services say that hold legs for the unit.
pub(super) async fn answers(ask: &Speaker, unit: &str, asked: &Asked, list: List) -> Answers {
    let hosts: Vec<Service> = match Service::named(&asked.host) {
        Some(host) => vec![host],
        None => Service::HOSTS.into(),
    };
    let began: BTreeMap<&str, &str> = asked
        .after
        .split('~')
        .filter_map(|one| one.split_once('*'))
        .collect();
    let further = !began.is_empty();
    let wanted =
        |host: &&Service| !unit.is_empty() && (!further || began.contains_key(host.name()));
    let asking = hosts.iter().filter(wanted).map(|host| {
        let mut request = request(ask, unit, asked, list);
        request.page_token = began
            .get(host.name())
            .copied()
            .unwrap_or_default()
            .to_owned();
        let mut agency = ask.agency(*host);
        async move { (*host, agency.list_queue(request).await) }
    });
    let mut all = Answers {
        cases: Vec::new(),
        counts: QueueCounts::default(),
        silent: Vec::new(),
        next: String::new(),
    };
    let mut next = Vec::new();
    for (host, answer) in join_all(asking).await {
        match answer.map_err(Failure::from) {
            Ok(queue) => {
                let queue = queue.into_inner();
                if !queue.next_page_token.is_empty() {
                    next.push(format!("{}*{}", host.name(), queue.next_page_token));
                }
                add(&mut all.counts, queue.counts.unwrap_or_default());
                all.cases
                    .extend(queue.cases.into_iter().map(|case| (host, case)));
            }
            Err(
                Failure::Absent(_)
                | Failure::Refused { .. }
                | Failure::Malformed(_)
                | Failure::Forbidden,
            ) => {}
            Err(_) => all.silent.push(host.title()),
        }
    }
    all.next = next.join("~");
    all
}

fn request(ask: &Speaker, unit: &str, asked: &Asked, list: List) -> ListQueueRequest {
    let urgency = match (list, asked.urgency.as_str()) {
        (List::Paused, _) | (_, "tam-dung") => "paused",
        (_, "qua-han") => "late",
        (_, "hom-nay") => "today",
        (_, "con-han") => "in-time",
        _ => "",
    };
    let code = asked.code.trim();
    ListQueueRequest {
        unit: unit.to_owned(),
        stages: list.stages(),
        page_size: PAGE,
        officer: match asked.whose.as_str() {
            "toi" => ask.actor.as_str().to_owned(),
            _ => asked.officer.clone(),
        },
        unassigned: asked.whose == "chua-ai-nhan",
        urgency: urgency.to_owned(),
        code: if code.chars().count() < 3 {
            String::new()
        } else {
            code.to_uppercase()
        },
        task: asked.task.clone(),
        procedure: asked.procedure.trim().to_owned(),
        counts: true,
        ..Default::default()
    }
}

fn add(all: &mut QueueCounts, more: QueueCounts) {
    let earliest = |one: Option<prost_types::Timestamp>, other| match (one, other) {
        (Some(one), Some(other)) if earlier(&one, &other) => Some(one),
        (Some(one), None) => Some(one),
        (_, other) => other,
    };
    all.open += more.open;
    all.mine += more.mine;
    all.unassigned += more.unassigned;
    all.proposed += more.proposed;
    all.approved += more.approved;
    all.late += more.late;
    all.today += more.today;
    all.soon += more.soon;
    all.later += more.later;
    all.paused += more.paused;
    all.apologies += more.apologies;
    all.tasks.extend(more.tasks);
    all.oldest_late = earliest(all.oldest_late, more.oldest_late);
    all.next_due = earliest(all.next_due, more.next_due);
}

fn earlier(one: &prost_types::Timestamp, other: &prost_types::Timestamp) -> bool {
    (one.seconds, one.nanos) < (other.seconds, other.nanos)
}
