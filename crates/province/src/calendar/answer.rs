//! Answering a question.

use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveTime};
use kernel::{
    Instant,
    working_time::{
        Because, Calendar, Civil, ClockError, DAY, Interval, Ledger, SpecialKind, WorkingMinutes,
    },
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    promise::{promise, promise_at},
    question::{Fields, Refused},
};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Due,
    Left,
    Spent,
    Explain,
}

/// An answer, as data.
#[derive(Serialize)]
pub struct Answer {
    #[serde(flatten)]
    told: Told,
    because: Vec<Line>,
    #[serde(flatten)]
    explained: Option<Explained>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Told {
    Due {
        due: Civil,
    },
    Left {
        due: Civil,
        left: Time,
        overdue: bool,
        late: Time,
    },
    Spent {
        spent: Time,
    },
}

/// A line of the working, as data and as a sentence.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    because: Because,
    sentence: String,
}

#[derive(Serialize)]
struct Time {
    minutes: WorkingMinutes,
    days: f64,
    sentence: String,
}

/// What it takes to recompute a date.
#[derive(Serialize)]
struct Explained {
    original_due: Civil,
    counted_from: Civil,
    term: String,
    state: &'static str,
    intervals: Vec<Value>,
    calendar: Value,
}

/// # Errors
/// What is wrong with the question, by field.
pub fn answer(
    calendar: &Calendar,
    op: Op,
    question: &Map<String, Value>,
) -> Result<Answer, Refused> {
    let (told, because, explained) = match op {
        Op::Due | Op::Explain => {
            let ledger = promise(calendar, question)?;
            let due = calendar.local(ledger.due());
            let explained = (op == Op::Explain).then(|| explain(calendar, &ledger));
            (Told::Due { due }, ledger.because(), explained.transpose()?)
        }
        Op::Left => left(calendar, question)?,
        Op::Spent => {
            let fields = Fields::read(calendar, question, String::new(), &["id", "from", "to"])?;
            let (from, to) = (fields.moment("from")?, fields.moment("to")?);
            let (spent, because) = between(calendar, ("from", from), ("to", to))?;
            let spent = spent.into();
            (Told::Spent { spent }, because, None)
        }
    };
    Ok(Answer {
        told,
        because: because.into_iter().map(Line::from).collect(),
        explained,
        id: question.get("id").cloned(),
    })
}

impl From<Because> for Line {
    fn from(because: Because) -> Self {
        let sentence = because.to_string();
        Self { because, sentence }
    }
}

impl From<WorkingMinutes> for Time {
    fn from(minutes: WorkingMinutes) -> Self {
        Self {
            minutes,
            days: f64::from(minutes.get()) / f64::from(DAY),
            sentence: minutes.to_string(),
        }
    }
}

type Answered = (Told, Vec<Because>, Option<Explained>);

/// Until a date, or until the date of a promise; while a promise is paused, its time stands still.
fn left(calendar: &Calendar, question: &Map<String, Value>) -> Result<Answered, Refused> {
    if question.contains_key("start") {
        let (ledger, now) = promise_at(calendar, question)?;
        let beyond = |error: ClockError| Refused::new("now", error.to_string());
        let told = Told::Left {
            due: calendar.local(ledger.due()),
            left: ledger.left(calendar, now).map_err(beyond)?.into(),
            overdue: ledger.is_overdue(now),
            late: ledger.late(calendar, now).map_err(beyond)?.into(),
        };
        return Ok((told, ledger.because(), None));
    }
    let fields = Fields::read(calendar, question, String::new(), &["id", "now", "due"])?;
    let (now, due) = (fields.moment("now")?, fields.moment("due")?);
    let (left, because) = between(calendar, ("now", now), ("due", due))?;
    let (late, _) = between(calendar, ("due", due), ("now", now))?;
    let told = Told::Left {
        due: calendar.local(due),
        left: left.into(),
        overdue: now > due,
        late: late.into(),
    };
    Ok((told, because, None))
}

/// The working between two fields; beyond the calendar, the field that is.
fn between(
    calendar: &Calendar,
    (from_field, from): (&str, Instant),
    (to_field, to): (&str, Instant),
) -> Result<(WorkingMinutes, Vec<Because>), Refused> {
    calendar.explain_spent(from, to).map_err(|error| {
        let from_is_wrong = calendar.spent(from, from).is_err();
        let field = if from_is_wrong { from_field } else { to_field };
        Refused::new(field, error.to_string())
    })
}

fn explain(calendar: &Calendar, ledger: &Ledger) -> Result<Explained, Refused> {
    let (_, received) = ledger.received();
    let last = ledger.entries().last().map_or(received, |entry| entry.at);
    let until = ledger.due().max(last);
    let intervals = ledger
        .intervals(calendar, until)
        .map_err(|error| Refused::new("start", error.to_string()))?;
    let interval = |interval: &Interval| {
        json!({
            "from": calendar.local(interval.from),
            "to": interval.to.map(|to| calendar.local(to)),
            "state": interval.state.word(),
            "ground": interval.state.ground().map(|ground| &ground.key),
            "minutes": interval.minutes,
        })
    };
    let dates = calendar.civil(received).date()..=calendar.civil(until).date();
    Ok(Explained {
        original_due: calendar.local(ledger.original_due()),
        counted_from: calendar.local(ledger.counted_from()),
        term: ledger.term().to_string(),
        state: ledger.state().word(),
        intervals: intervals.iter().map(interval).collect(),
        calendar: used(calendar, dates),
    })
}

/// What the calendar says of `dates`: with it, another program recomputes the date.
fn used(calendar: &Calendar, dates: RangeInclusive<NaiveDate>) -> Value {
    let hours = calendar.hours_during(dates.clone()).map(|(from, spans)| {
        let span = |(a, b): &(NaiveTime, NaiveTime)| {
            format!("{}-{}", a.format("%H:%M"), b.format("%H:%M"))
        };
        json!({ "from": from, "open": spans.iter().map(span).collect::<Vec<_>>() })
    });
    let special = calendar.special_days(dates.clone()).map(|day| {
        let works = day.kind == SpecialKind::MakeUp;
        json!({ "date": day.date, "name": day.name, "works": works })
    });
    json!({
        "from": dates.start(),
        "to": dates.end(),
        "zone": calendar.zone().to_string(),
        "weekly_rest": calendar.weekly_rest(),
        "hours": hours.collect::<Vec<_>>(),
        "special_days": special.collect::<Vec<_>>(),
    })
}
