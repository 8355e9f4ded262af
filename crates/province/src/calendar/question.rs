//! Reading a question: each field says what is wrong with it and how it is written.

use chrono::{DateTime, Datelike as _, NaiveDateTime, NaiveTime};
use kernel::{
    Instant,
    working_time::{Calendar, StartEvent, Term},
};
use serde_json::{Map, Value};

/// A question that cannot be answered: which field, why, and the remedy.
#[derive(Debug)]
pub struct Refused {
    pub field: String,
    pub why: String,
}

impl Refused {
    pub fn new(field: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            why: why.into(),
        }
    }
}

/// The fields of a question, or of one act inside it.
pub struct Fields<'a> {
    calendar: &'a Calendar,
    map: &'a Map<String, Value>,
    /// Before the names of the fields, such as `acts[0].`.
    path: String,
}

impl<'a> Fields<'a> {
    /// # Errors
    /// When there is a field that is not `known`.
    pub fn read(
        calendar: &'a Calendar,
        map: &'a Map<String, Value>,
        path: String,
        known: &[&str],
    ) -> Result<Self, Refused> {
        match map.keys().find(|key| !known.contains(&key.as_str())) {
            Some(other) => Err(Refused::new(
                format!("{path}{other}"),
                format!("không có trường này; các trường là {}", known.join(", ")),
            )),
            None => Ok(Self {
                calendar,
                map,
                path,
            }),
        }
    }

    pub fn refused(&self, key: &str, why: impl Into<String>) -> Refused {
        Refused::new(format!("{}{key}", self.path), why)
    }

    pub fn optional(&self, key: &str) -> Result<Option<&'a str>, Refused> {
        match self.map.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.trim())),
            Some(_) => Err(self.refused(key, "phải là một chuỗi; hãy đặt trong dấu ngoặc kép")),
        }
    }

    pub fn text(&self, key: &str, example: &str) -> Result<&'a str, Refused> {
        self.optional(key)?
            .filter(|text| !text.is_empty())
            .ok_or_else(|| self.refused(key, format!("còn thiếu; hãy ghi, chẳng hạn {example}")))
    }

    pub fn moment(&self, key: &str) -> Result<Instant, Refused> {
        const EXAMPLE: &str = "2026-08-21T09:00:00+07:00";
        let text = self.text(key, EXAMPLE)?;
        moment(self.calendar, text).ok_or_else(|| {
            self.refused(
                key,
                format!("«{text}» không phải thời điểm; hãy viết ngày và giờ như {EXAMPLE}"),
            )
        })
    }

    pub fn term(&self, key: &str) -> Result<Term, Refused> {
        let text = self.text(key, "8d")?;
        text.parse()
            .map_err(|error| self.refused(key, format!("{error}")))
    }

    pub fn cutoff(&self) -> Result<Option<NaiveTime>, Refused> {
        let Some(text) = self.optional("cutoff")? else {
            return Ok(None);
        };
        match NaiveTime::parse_from_str(text, "%H:%M") {
            Ok(time) => Ok(Some(time)),
            Err(_) => Err(self.refused(
                "cutoff",
                format!("«{text}» không phải giờ trong ngày; hãy viết như 15:00"),
            )),
        }
    }

    pub fn event(&self) -> Result<StartEvent, Refused> {
        match self.optional("event")? {
            None | Some("reception") => Ok(StartEvent::Reception),
            Some("post-minutes") => Ok(StartEvent::PostMinutes),
            Some("payment") => Ok(StartEvent::Payment),
            Some("custody") => Ok(StartEvent::Custody),
            Some(other) => Err(self.refused(
                "event",
                format!("không có sự kiện «{other}»; hãy chọn reception, post-minutes, payment hoặc custody"),
            )),
        }
    }

    /// The acts, each with its own fields.
    pub fn acts(&self, known: &[&str]) -> Result<Vec<Self>, Refused> {
        let acts = match self.map.get("acts") {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(acts)) => acts,
            Some(_) => return Err(self.refused("acts", "phải là một mảng các việc")),
        };
        let act = |(n, act): (usize, &'a Value)| match act {
            Value::Object(act) => Self::read(self.calendar, act, format!("acts[{n}]."), known),
            _ => Err(self.refused(
                &format!("acts[{n}]"),
                "phải là một đối tượng như {\"act\": \"pause\", …}",
            )),
        };
        acts.iter().enumerate().map(act).collect()
    }
}

/// A moment as it is written: with its offset, or in the province's civil time.
fn moment(calendar: &Calendar, text: &str) -> Option<Instant> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.to_utc());
    }
    if let Ok(at) = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z") {
        return Some(at.to_utc());
    }
    let civil = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    // Years that dates on paper have: arithmetic stays far from the ends of time itself.
    (1..=9999)
        .contains(&civil.year())
        .then(|| calendar.at(civil.date(), civil.time()))
}
