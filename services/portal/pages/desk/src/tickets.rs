//! Queue tickets: the officer's line, the machine that gives numbers, the board in the waiting room.

use askama::Template;
use axum::extract::{Path, Query};
use proto::intake::v1::{
    CallNextRequest, GetDisplayRequest, ListTicketsRequest, MarkNoShowRequest, MarkServedRequest,
    Priority, ServiceGroup, TakeTicketRequest, Ticket, TicketStatus,
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page, page_with, see},
    failure::Failure,
    fields::Fields,
    format,
    frame::{Frame, Lang, Visit},
};

const PRIORITIES: [(&str, Priority, &str, &str); 5] = [
    ("cao-tuoi", Priority::Elderly, "Người cao tuổi", "Elderly"),
    (
        "khuyet-tat",
        Priority::Disabled,
        "Người khuyết tật",
        "With a disability",
    ),
    (
        "mang-thai",
        Priority::Pregnant,
        "Phụ nữ mang thai",
        "Pregnant",
    ),
    (
        "co-cong",
        Priority::Meritorious,
        "Người có công",
        "Meritorious",
    ),
    (
        "con-nho",
        Priority::WithSmallChild,
        "Có con nhỏ đi cùng",
        "With a small child",
    ),
];

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "quay")]
    counter: String,
}

/// A ticket as it is shown.
struct Line {
    ticket_id: String,
    number: String,
    group: String,
    priority: &'static str,
    counter: String,
    taken: String,
    wait: String,
    booked: String,
}

fn line(ticket: &Ticket, groups: &[ServiceGroup], lang: Lang) -> Line {
    let group = groups.iter().find(|group| group.key == ticket.group);
    let priority = PRIORITIES
        .iter()
        .find(|(_, one, ..)| *one == ticket.priority());
    let at = |moment: Option<&prost_types::Timestamp>| {
        format::moment(moment).map_or_else(String::new, format::time)
    };
    Line {
        ticket_id: ticket.ticket_id.clone(),
        number: number(ticket, groups),
        group: group.map_or_else(String::new, |group| {
            lang.pick(&group.name, &group.name_en).to_owned()
        }),
        priority: priority.map_or("", |(_, _, vi, en)| lang.pick(vi, en)),
        counter: ticket.counter.clone(),
        taken: at(ticket.taken_at.as_ref()),
        wait: match lang {
            Lang::Vi => format!(
                "còn {} người, khoảng {} phút",
                ticket.ahead, ticket.wait_minutes
            ),
            Lang::En => {
                format!("{} ahead, about {} min", ticket.ahead, ticket.wait_minutes)
            }
        },
        booked: at(ticket.booked_for.as_ref()),
    }
}

/// `A012`: the letter of the group and the number of the day.
fn number(ticket: &Ticket, groups: &[ServiceGroup]) -> String {
    let group = groups.iter().find(|group| group.key == ticket.group);
    let letter = group.map_or("", |group| group.letter.as_str());
    format!("{letter}{:03}", ticket.number)
}

#[derive(Template)]
#[template(path = "desk-tickets.html")]
struct Desk {
    f: Frame,
    unit: String,
    unit_name: String,
    counter: String,
    counters: Vec<String>,
    now: Option<Line>,
    called: Vec<Line>,
    waiting: Vec<Line>,
    missed: Vec<Line>,
    served: usize,
}

/// `GET /ban/so-thu-tu?quay=`.
pub async fn desk(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await?;
    let unit = visit.unit("");
    let request = ListTicketsRequest { unit: unit.clone() };
    let told = visit
        .ask
        .counter()
        .list_tickets(request)
        .await?
        .into_inner();
    let counter = Some(asked.counter.trim())
        .filter(|own| !own.is_empty())
        .unwrap_or("1");
    let of = |status: TicketStatus| {
        let tickets = told
            .tickets
            .iter()
            .filter(move |one| one.status() == status);
        tickets.cloned().collect::<Vec<Ticket>>()
    };
    let lines = |tickets: Vec<Ticket>| -> Vec<Line> {
        tickets
            .iter()
            .map(|one| line(one, &told.groups, visit.lang))
            .collect()
    };
    let mut waiting = of(TicketStatus::Waiting);
    waiting.sort_by_key(|ticket| ticket.ahead);
    let (here, called): (Vec<Ticket>, Vec<Ticket>) = of(TicketStatus::Called)
        .into_iter()
        .partition(|ticket| ticket.counter == counter);
    page(&Desk {
        f: visit.frame_with(&names),
        unit_name: names.unit(&unit),
        counters: (1..=told.counters.max(1)).map(|n| n.to_string()).collect(),
        counter: counter.to_owned(),
        now: lines(here).pop(),
        called: lines(called),
        waiting: lines(waiting),
        missed: lines(of(TicketStatus::NoShow)),
        served: of(TicketStatus::Served).len(),
        unit,
    })
}

/// `POST /ban/so-thu-tu/{act}`: goi, xong, vang.
pub async fn act(visit: Visit, Path(act): Path<String>, sent: Fields) -> Answer {
    let counter = sent.get("quay").to_owned();
    let ticket_id = sent.get("so").to_owned();
    let mut asked = visit.ask.counter();
    match act.as_str() {
        "goi" => {
            let request = CallNextRequest {
                unit: visit.unit(""),
                counter: counter.clone(),
                groups: sent.all("nhom"),
            };
            drop(asked.call_next(request).await?);
        }
        "xong" => drop(asked.mark_served(MarkServedRequest { ticket_id }).await?),
        "vang" => drop(asked.mark_no_show(MarkNoShowRequest { ticket_id }).await?),
        _ => {
            let sentence = visit
                .lang
                .pick("Không có việc này.", "There is no such act.");
            return Err(Failure::Absent(sentence.to_owned()));
        }
    }
    see(&format!(
        "/ban/so-thu-tu?quay={}",
        format::segment(&counter)
    ))
}

#[derive(Template)]
#[template(path = "ticket-board.html")]
struct Board {
    f: Frame,
    unit_name: String,
    called: Vec<Line>,
    waiting: Vec<String>,
    waiting_count: u32,
    time: String,
}

/// `GET /so-thu-tu/{unit}`: the board in the waiting room.
pub async fn board(visit: Visit, Path(unit): Path<String>) -> Answer {
    let names = visit.names().await?;
    let request = GetDisplayRequest { unit: unit.clone() };
    let told = visit.ask.counter().get_display(request).await?.into_inner();
    page(&Board {
        f: visit.frame_with(&names),
        unit_name: names.unit(&unit),
        called: told
            .called
            .iter()
            .map(|one| line(one, &told.groups, visit.lang))
            .collect(),
        waiting: told
            .waiting
            .iter()
            .map(|one| number(one, &told.groups))
            .collect(),
        waiting_count: told.waiting_count,
        time: format::time(visit.now()),
    })
}

#[derive(Template)]
#[template(path = "ticket-take.html")]
struct Take {
    f: Frame,
    unit: String,
    unit_name: String,
    ticket_id: String,
    groups: Vec<(String, String)>,
    priorities: Vec<(&'static str, &'static str)>,
    taken: Option<Line>,
    wrong: String,
}

/// `GET /lay-so/{unit}`: the machine that gives numbers, or the same at home.
pub async fn machine(visit: Visit, Path(unit): Path<String>) -> Answer {
    page(&drawn(&visit, &unit).await?)
}

async fn drawn(visit: &Visit, unit: &str) -> Result<Take, Failure> {
    let names = visit.names().await?;
    let request = GetDisplayRequest {
        unit: unit.to_owned(),
    };
    let told = visit.ask.counter().get_display(request).await?.into_inner();
    let lang = visit.lang;
    let group = |group: &ServiceGroup| {
        (
            group.key.clone(),
            lang.pick(&group.name, &group.name_en).to_owned(),
        )
    };
    Ok(Take {
        f: visit.frame_with(&names),
        unit: unit.to_owned(),
        unit_name: names.unit(unit),
        ticket_id: kernel::DossierId::mint().to_string(),
        groups: told.groups.iter().map(group).collect(),
        priorities: PRIORITIES
            .iter()
            .map(|(key, _, vi, en)| (*key, lang.pick(vi, en)))
            .collect(),
        taken: None,
        wrong: String::new(),
    })
}

/// `POST /lay-so/{unit}`.
pub async fn take(visit: Visit, Path(unit): Path<String>, sent: Fields) -> Answer {
    let priority = PRIORITIES
        .iter()
        .find(|(key, ..)| *key == sent.get("uu-tien"));
    let request = TakeTicketRequest {
        ticket_id: sent.get("ma").to_owned(),
        unit: unit.clone(),
        group: sent.get("nhom").to_owned(),
        priority: priority
            .map_or(Priority::Unspecified, |(_, one, ..)| *one)
            .into(),
    };
    let told = visit.ask.counter().take_ticket(request).await;
    let mut take = drawn(&visit, &unit).await?;
    match told {
        Ok(told) => {
            let ticket = told.into_inner().ticket.unwrap_or_default();
            let request = GetDisplayRequest { unit };
            let groups = visit
                .ask
                .counter()
                .get_display(request)
                .await?
                .into_inner()
                .groups;
            take.taken = Some(line(&ticket, &groups, visit.lang));
            page(&take)
        }
        Err(status) => {
            let failure = Failure::from(status);
            let violations = failure.violations().into_iter();
            take.wrong = violations
                .map(|one| one.sentence)
                .collect::<Vec<_>>()
                .join(" ");
            page_with(failure.status(), &take)
        }
    }
}
