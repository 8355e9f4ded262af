//! What the operator sees: how each service does, and the letters that died, to be heard again or
//! given up.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query};
use futures::future::join_all;
use proto::operations::v1::{
    DeadLetter, DropDeadLetterRequest, GetStatusRequest, ListDeadLettersRequest,
    RetryDeadLetterRequest,
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page, page_with, see},
    failure::{Failure, Violation},
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
    /// Why it was not acted upon, in words.
    why: String,
    /// The beginning of the trace's id.
    short: String,
    /// The first of its lane: the only one that may be given up.
    first: bool,
    /// What is wrong with the reason that was given: its form stands open.
    wrong: String,
    /// The reason as it was typed.
    typed: String,
}

impl Letter {
    fn of(l: DeadLetter, service: Service, lang: Lang) -> Self {
        let speaker = Service::named(&l.speaker);
        Self {
            at: format::stamp(l.at.as_ref(), lang),
            title: called(service, lang),
            speaker: speaker.map_or_else(|| l.speaker.clone(), |one| called(one, lang).to_owned()),
            fact: l.fact.rsplit('.').next().unwrap_or_default().to_owned(),
            why: why(&l.reason, lang),
            short: l.trace_id.chars().take(8).collect(),
            first: true,
            wrong: String::new(),
            typed: String::new(),
            service,
            l,
        }
    }

    /// Which service hears whom about what.
    fn lane(&self) -> (&'static str, &str, &str) {
        (self.service.name(), &self.l.speaker, &self.l.aggregate)
    }

    /// The ids of its row and of the reason's input.
    fn row(&self) -> String {
        format!("thu-{}-{}", self.service.name(), self.l.id)
    }

    fn input(&self) -> String {
        format!("reason-{}-{}", self.service.name(), self.l.id)
    }
}

/// The reason a service keeps begins with the kind of its error; an operator reads it in words.
fn why(reason: &str, lang: Lang) -> String {
    let kind = |vi, en, rest: &str| format!("{}: {rest}", lang.pick(vi, en));
    match reason.split_once(": ") {
        Some(("malformed", rest)) => kind("Không đúng dạng", "Malformed", rest),
        Some(("fault", rest)) => kind("Dịch vụ nghe gặp lỗi", "The listening service failed", rest),
        // Then the rule's name, then its sentence.
        Some(("refused", rest)) => {
            let sentence = rest.split_once(": ").map_or(rest, |(_, sentence)| sentence);
            sentence.to_owned()
        }
        _ => match reason {
            "behind a dead letter" => lang
                .pick(
                    "Thư trước nó cùng một việc là thư chết.",
                    "The letter before it, of the same matter, is dead.",
                )
                .to_owned(),
            "behind a gap" => lang
                .pick(
                    "Sự kiện trước nó chưa đến; khi đến, thư này được nghe tiếp. Bỏ thư này là bỏ cả sự kiện còn thiếu.",
                    "The event before it has not come yet; when it does, this letter is heard. Dropping this letter gives up what is missing too.",
                )
                .to_owned(),
            _ => reason.to_owned(),
        },
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
    mark_first(&mut letters);
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

/// A service deals with the letters of one lane in the order of what they tell.
fn mark_first(letters: &mut [Letter]) {
    let mut lanes: BTreeMap<(&str, &str, &str), u32> = BTreeMap::new();
    for letter in letters.iter() {
        let first = lanes.entry(letter.lane()).or_insert(letter.l.sequence);
        *first = letter.l.sequence.min(*first);
    }
    let first: Vec<bool> = letters
        .iter()
        .map(|letter| lanes.get(&letter.lane()) == Some(&letter.l.sequence))
        .collect();
    for (letter, first) in letters.iter_mut().zip(first) {
        // What never was a fact is in no lane.
        letter.first = first || letter.l.aggregate.is_empty();
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
    let reason = sent.get("reason").to_owned();
    if act == "bo" && !sent.has("reason") {
        let sentence = visit.lang.pick(
            "Hãy ghi lý do bỏ thư: việc này được lưu lại và không làm lại được.",
            "Say why the letter is dropped: this is kept on record and cannot be undone.",
        );
        let wrong = Violation {
            field: "reason".to_owned(),
            sentence: sentence.to_owned(),
        };
        return refused(
            &visit,
            (service, id),
            &sent,
            Failure::Malformed(vec![wrong]),
        )
        .await;
    }
    let answered = match act.as_str() {
        "lai" => operations
            .retry_dead_letter(RetryDeadLetterRequest { id })
            .await
            .map(drop),
        "bo" => operations
            .drop_dead_letter(DropDeadLetterRequest { id, reason })
            .await
            .map(drop),
        _ => return Err(no_act(visit.lang)),
    };
    match answered {
        Ok(()) => see(&format!("/van-hanh?da={act}")),
        Err(status) => refused(&visit, (service, id), &sent, status.into()).await,
    }
}

/// The page again, with why it was not done and what was typed.
async fn refused(
    visit: &Visit,
    (service, id): (Service, i64),
    sent: &Fields,
    failure: Failure,
) -> Answer {
    if !matches!(
        failure,
        Failure::Malformed(_) | Failure::Refused { .. } | Failure::Absent(_)
    ) {
        return Err(failure);
    }
    let mut drawn = drawn(visit).await;
    let mut letters = drawn.letters.iter_mut();
    let letter = letters.find(|one| one.service == service && one.l.id == id);
    let wrong = failure.violations();
    let reason = wrong.iter().find(|one| one.field == "reason");
    let line = match (letter, reason) {
        (Some(letter), Some(reason)) => {
            letter.wrong.clone_from(&reason.sentence);
            sent.get("reason").clone_into(&mut letter.typed);
            (letter.input(), reason.sentence.clone())
        }
        // What it was refused with this time stands beside it now.
        (Some(letter), None) if !letter.l.parked => (
            letter.row(),
            visit
                .lang
                .pick(
                    "Thư này vẫn chưa nghe được; lý do ghi ở dòng của thư.",
                    "This letter still cannot be heard; its row says why.",
                )
                .to_owned(),
        ),
        // It waits for another, or somebody was quicker.
        _ => {
            let sentences: Vec<&str> = wrong.iter().map(|one| one.sentence.as_str()).collect();
            ("thu-chet".to_owned(), sentences.join(" "))
        }
    };
    drawn.summary.lines.push(line);
    page_with(failure.status(), &drawn)
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
    fn the_first_letter_of_each_lane_may_be_given_up() {
        let letter = |aggregate: &str, sequence| {
            let letter = DeadLetter {
                speaker: "intake".to_owned(),
                aggregate: aggregate.to_owned(),
                sequence,
                ..DeadLetter::default()
            };
            Letter::of(letter, Service::Routing, Lang::Vi)
        };
        let mut letters = vec![letter("a", 3), letter("a", 2), letter("b", 9)];
        letters.extend([letter("", 0), letter("", 0)]);
        mark_first(&mut letters);
        let first: Vec<bool> = letters.iter().map(|letter| letter.first).collect();
        assert_eq!(first, [false, true, true, true, true]);
    }

    #[test]
    fn why_a_letter_died_is_told_in_words() {
        let told = |reason| why(reason, Lang::Vi);
        assert_eq!(
            told("malformed: unit: Thiếu mã"),
            "Không đúng dạng: unit: Thiếu mã"
        );
        assert_eq!(told("refused: settled: Hồ sơ đã xong."), "Hồ sơ đã xong.");
        assert_eq!(told("fault: no row"), "Dịch vụ nghe gặp lỗi: no row");
        assert!(!told("behind a dead letter").contains("behind"));
        assert!(!told("behind a gap").contains("gap"));
        assert_eq!(told("no headers"), "no headers");
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
