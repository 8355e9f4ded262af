//! What the operator sees: how each service does, and the letters that died, to be heard again or
//! given up.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use futures::future::join_all;
use proto::operations::v1::{
    DeadLetter, DropDeadLetterRequest, GetStatusRequest, ListDeadLettersRequest,
    RetryDeadLetterRequest,
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page, page_with, see},
    failure::Failure,
    fields::Fields,
    format,
    frame::{Frame, Lang, Visit},
    parts::Summary,
    services::Service,
};

use crate::words::{absent, called, no_act};

#[derive(Template)]
#[template(path = "operations.html")]
struct Health {
    f: Frame,
    rows: Vec<Row>,
    letters: Vec<Letter>,
    outbox: u64,
    behind: u64,
    dead: u64,
    silent: usize,
    summary: Summary,
    /// What was done last, in words.
    done: &'static str,
}

struct Row {
    title: &'static str,
    /// Its id in the page: what follows the service's row as it changes.
    name: &'static str,
    answers: bool,
    outbox: u64,
    oldest: String,
    behind: u64,
    dead: u64,
    parked: u64,
    journal: String,
}

struct Letter {
    l: DeadLetter,
    service: Service,
    title: &'static str,
    /// Who said it.
    speaker: String,
    /// The name of the fact without its package.
    fact: String,
    at: String,
    /// The beginning of the trace's id.
    short: String,
    /// The reason was asked for and is missing: its form stands open.
    open: bool,
}

impl Letter {
    fn of(l: DeadLetter, service: Service, lang: Lang) -> Self {
        let speaker = Service::named(&l.speaker);
        Self {
            at: format::stamp(l.at.as_ref(), lang),
            title: called(service, lang),
            speaker: speaker.map_or_else(|| l.speaker.clone(), |one| called(one, lang).to_owned()),
            fact: l.fact.rsplit('.').next().unwrap_or_default().to_owned(),
            short: l.trace_id.chars().take(8).collect(),
            open: false,
            service,
            l,
        }
    }
}

#[derive(Deserialize)]
pub struct Asked {
    /// What was done: lai, bo.
    #[serde(default, rename = "da")]
    done: String,
}

/// What an act answers.
fn done(word: &str, lang: Lang) -> &'static str {
    match word {
        "lai" => lang.pick(
            "Đã cho nghe lại. Thư nào vẫn không nghe được sẽ hiện lại ở dưới với số lần thử mới.",
            "The letter is heard again. One that still cannot be heard shows below once more, with its attempts.",
        ),
        "bo" => lang.pick(
            "Đã bỏ thư, lý do được lưu lại. Thư chờ sau nó được nghe tiếp.",
            "The letter was dropped, with its reason on record. What waited behind it goes on.",
        ),
        _ => "",
    }
}

/// `GET /van-hanh?da=`.
pub async fn services(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let mut drawn = drawn(&visit).await;
    drawn.done = done(&asked.done, visit.lang);
    page(&drawn)
}

async fn drawn(visit: &Visit) -> Health {
    let asking = Service::ALL.map(|service| {
        let ask = visit.ask.clone();
        async move {
            let status = ask
                .operations(service)
                .get_status(GetStatusRequest {})
                .await;
            let letters = ask
                .operations(service)
                .list_dead_letters(ListDeadLettersRequest { page_size: 50 })
                .await;
            (service, status, letters)
        }
    });
    let (mut rows, mut letters) = (Vec::new(), Vec::new());
    for (service, status, dead) in join_all(asking).await {
        let answers = status.is_ok();
        let status = status.map(tonic::Response::into_inner).unwrap_or_default();
        rows.push(Row {
            title: called(service, visit.lang),
            name: service.name(),
            answers,
            outbox: status.outbox,
            oldest: seconds(status.outbox_oldest_seconds, visit.lang),
            behind: status.hearings.iter().map(|hearing| hearing.behind).sum(),
            dead: status.dead_letters,
            parked: status.parked,
            journal: format::number(
                i64::try_from(status.journal).unwrap_or(i64::MAX),
                visit.lang,
            ),
        });
        let dead = dead
            .map(|dead| dead.into_inner().letters)
            .unwrap_or_default();
        let letter = |l| Letter::of(l, service, visit.lang);
        letters.extend(dead.into_iter().map(letter));
    }
    let names = visit.names().await.unwrap_or_default();
    Health {
        f: visit.frame_with(&names),
        outbox: rows.iter().map(|row| row.outbox).sum(),
        behind: rows.iter().map(|row| row.behind).sum(),
        dead: rows.iter().map(|row| row.dead).sum(),
        silent: rows.iter().filter(|row| !row.answers).count(),
        rows,
        letters,
        summary: Summary {
            lines: Vec::new(),
            lang: visit.lang,
        },
        done: "",
    }
}

fn seconds(seconds: f64, lang: Lang) -> String {
    let number = if seconds < 0.05 {
        "0".to_owned()
    } else {
        format::decimal(&format!("{seconds:.1}"), lang)
    };
    format!("{number} {}", lang.pick("giây", "s"))
}

/// `POST /van-hanh/thu/{service}/{id}/{act}`: hear a dead letter again, or give it up.
pub async fn letter(
    visit: Visit,
    Path((service, id, act)): Path<(String, i64, String)>,
    sent: Fields,
) -> Answer {
    let service = Service::named(&service).ok_or_else(|| {
        absent(
            visit
                .lang
                .pick("Không có dịch vụ này.", "There is no such service."),
        )
    })?;
    let mut operations = visit.ask.operations(service);
    match act.as_str() {
        "lai" => drop(
            operations
                .retry_dead_letter(RetryDeadLetterRequest { id })
                .await?,
        ),
        "bo" if !sent.has("reason") => return unexplained(&visit, service, id).await,
        "bo" => {
            let reason = sent.get("reason").to_owned();
            drop(
                operations
                    .drop_dead_letter(DropDeadLetterRequest { id, reason })
                    .await?,
            );
        }
        _ => return Err(no_act(visit.lang)),
    }
    see(&format!("/van-hanh?da={act}"))
}

/// The page again, with the form that lacks its reason.
async fn unexplained(visit: &Visit, service: Service, id: i64) -> Answer {
    let sentence = visit.lang.pick(
        "Hãy ghi lý do bỏ thư: việc này được lưu lại và không làm lại được.",
        "Say why the letter is dropped: this is kept on record and cannot be undone.",
    );
    let mut drawn = drawn(visit).await;
    let mut letters = drawn.letters.iter_mut();
    let Some(letter) = letters.find(|one| one.service == service && one.l.id == id) else {
        return Err(Failure::Absent(
            visit
                .lang
                .pick("Không còn thư này.", "This letter is no longer there.")
                .to_owned(),
        ));
    };
    letter.open = true;
    let input = format!("reason-{}-{id}", service.name());
    drawn.summary.lines.push((input, sentence.to_owned()));
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_seconds_as_each_language_writes_them() {
        assert_eq!(seconds(0.0, Lang::Vi), "0 giây");
        assert_eq!(seconds(12.34, Lang::Vi), "12,3 giây");
        assert_eq!(seconds(12.34, Lang::En), "12.3 s");
    }

    #[test]
    fn a_letter_says_who_said_what_to_whom_in_words() {
        let letter = DeadLetter {
            speaker: "intake".to_owned(),
            fact: "motcua.intake.v1.DossierAccepted".to_owned(),
            trace_id: "4bf92f3577b34da6a3ce929d0e0e4736".to_owned(),
            ..DeadLetter::default()
        };
        let shown = Letter::of(letter, Service::Routing, Lang::En);
        let words = (shown.speaker.as_str(), shown.fact.as_str(), shown.title);
        assert_eq!(words, ("One-stop desk", "DossierAccepted", "Routing"));
        assert_eq!(shown.short, "4bf92f35", "and by which trace");
    }
}
