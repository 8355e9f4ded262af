//! The promise a question describes.

use kernel::{
    Instant,
    working_time::{Calendar, Ledger, LedgerError, StartRule},
};
use serde_json::{Map, Value};

use super::question::{Fields, Refused};

const PROMISE: [&str; 6] = ["id", "start", "term", "cutoff", "event", "acts"];
const ACT: [&str; 5] = ["act", "ground", "at", "term", "due"];

/// The promise, and the moment it is asked about.
pub fn promise_at(
    calendar: &Calendar,
    question: &Map<String, Value>,
) -> Result<(Ledger, Instant), Refused> {
    let mut question = question.clone();
    let asked: Map<String, Value> = question.remove_entry("now").into_iter().collect();
    let now = Fields::read(calendar, &asked, String::new(), &["now"])?.moment("now")?;
    Ok((promise(calendar, &question)?, now))
}

/// The promise a question describes, after every act it lists.
pub fn promise(calendar: &Calendar, question: &Map<String, Value>) -> Result<Ledger, Refused> {
    let fields = Fields::read(calendar, question, String::new(), &PROMISE)?;
    let rule = StartRule {
        cutoff: fields.cutoff()?,
    };
    let (start, term) = (fields.moment("start")?, fields.term("term")?);
    let opened = Ledger::open(calendar, rule, &term, fields.event()?, start);
    let mut ledger = opened.map_err(|error| {
        let start_is_wrong = calendar.start(start, rule).is_err();
        let field = if start_is_wrong { "start" } else { "term" };
        Refused::new(field, error.to_string())
    })?;
    for fields in fields.acts(&ACT)? {
        ledger = act(calendar, &ledger, &fields)?.map_err(|error| {
            let field = match error {
                LedgerError::Clock(_) => "at",
                LedgerError::NotLater { .. } | LedgerError::DayOfRest { .. } => "due",
            };
            fields.refused(field, error.to_string())
        })?;
    }
    Ok(ledger)
}

fn act(
    calendar: &Calendar,
    ledger: &Ledger,
    fields: &Fields<'_>,
) -> Result<Result<Ledger, LedgerError>, Refused> {
    let ground = || fields.text("ground", "supplement");
    let at = fields.moment("at")?;
    Ok(match fields.text("act", "pause")? {
        "pause" => Ok(ledger.pause(calendar, ground()?, at)),
        "resume" => match fields.optional("ground")? {
            Some(ground) => ledger.end_pause(calendar, ground, at),
            None => ledger.resume(calendar, at),
        },
        "restart" => {
            let term = match fields.optional("term")? {
                Some(_) => fields.term("term")?,
                None => ledger.term().clone(),
            };
            ledger.restart(calendar, ground()?, at, &term)
        }
        "move" => ledger.move_to(calendar, fields.moment("due")?, ground()?, at),
        other => {
            return Err(fields.refused(
                "act",
                format!("không có việc «{other}»; hãy chọn pause, resume, restart hoặc move"),
            ));
        }
    })
}
