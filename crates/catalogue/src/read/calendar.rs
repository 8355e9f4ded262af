use std::collections::BTreeMap;

use chrono::{FixedOffset, NaiveDate, NaiveTime, Weekday};
use kernel::working_time::{Calendar, CalendarError, CalendarSpec, Hours, SpecialDay, SpecialKind};
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::Page;
use crate::CalendarDay;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalendar {
    sources: BTreeMap<String, String>,
    covers: Spanned<RawRange>,
    weekly_rest: Vec<Spanned<Weekday>>,
    hours: Vec<Spanned<RawHours>>,
    days: Vec<RawDay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRange {
    from: NaiveDate,
    to: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHours {
    from: NaiveDate,
    /// `07:00-11:30`
    open: Vec<Spanned<String>>,
    source: Spanned<String>,
    #[expect(dead_code, reason = "kept beside the data; nothing counts with it")]
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDay {
    date: Spanned<NaiveDate>,
    name: String,
    kind: Kind,
    source: Spanned<String>,
    verified: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Statutory,
    StatutoryOnWeekend,
    Substitute,
    SwappedDayOff,
    MakeupWorkday,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Statutory => "statutory",
            Self::StatutoryOnWeekend => "statutory_on_weekend",
            Self::Substitute => "substitute",
            Self::SwappedDayOff => "swapped_day_off",
            Self::MakeupWorkday => "makeup_workday",
        }
    }
    fn special(self) -> SpecialKind {
        match self {
            Self::MakeupWorkday => SpecialKind::MakeUp,
            _ => SpecialKind::Off,
        }
    }
}

pub(super) fn read(page: &mut Page<'_>, zone: FixedOffset) -> Option<(Calendar, Vec<CalendarDay>)> {
    let raw: RawCalendar = page.parse()?;
    let before = page.problems.len();
    for hours in &raw.hours {
        page.source(&raw.sources, &hours.value.source);
    }
    let days = listed(page, &raw);
    let hours: Vec<Hours> = raw
        .hours
        .iter()
        .map(|h| Hours {
            from: h.value.from,
            spans: h
                .value
                .open
                .iter()
                .filter_map(|open| span(page, open))
                .collect(),
        })
        .collect();
    if page.problems.len() > before {
        return None;
    }
    let special = |d: &RawDay| SpecialDay {
        date: d.date.value,
        kind: d.kind.special(),
        name: d.name.clone(),
    };
    let spec = CalendarSpec {
        zone,
        weekly_rest: raw.weekly_rest.iter().map(|day| day.value).collect(),
        hours,
        days: raw.days.iter().map(special).collect(),
        covers: raw.covers.value.from..=raw.covers.value.to,
    };
    match Calendar::new(spec) {
        Ok(calendar) => Some((calendar, days)),
        Err(error) => {
            let line = line_of(&raw, &error);
            page.problem_on(line, error.to_string());
            None
        }
    }
}

fn listed(page: &mut Page<'_>, raw: &RawCalendar) -> Vec<CalendarDay> {
    let day = |d: &RawDay| CalendarDay {
        date: d.date.value,
        name: d.name.clone(),
        kind: d.kind.word().to_owned(),
        source: page.source(&raw.sources, &d.source),
        verified: d.verified,
    };
    let mut days: Vec<_> = raw.days.iter().map(day).collect();
    days.sort_by_key(|day| day.date);
    days
}

fn span(page: &mut Page<'_>, text: &Spanned<String>) -> Option<(NaiveTime, NaiveTime)> {
    let time = |t: &str| NaiveTime::parse_from_str(t.trim(), "%H:%M").ok();
    let parsed = text
        .value
        .split_once('-')
        .and_then(|(a, b)| Some((time(a)?, time(b)?)));
    if parsed.is_none() {
        page.problem(
            text.referenced,
            "opening hours are written like 07:00-11:30",
        );
    }
    parsed
}

/// The line of the data the error is about.
fn line_of(raw: &RawCalendar, error: &CalendarError) -> u64 {
    let day = |date| raw.days.iter().rev().find(|d| d.date.value == date);
    let hours = |from| raw.hours.iter().find(|h| h.value.from == from);
    let location = match error {
        CalendarError::CoversNothing | CalendarError::NoHours(_) => None,
        CalendarError::HoursOutOfOrder(from) | CalendarError::NotEightHours(from, _) => {
            hours(*from).map(|h| h.referenced)
        }
        CalendarError::DayOutside(date)
        | CalendarError::DayTwice(date)
        | CalendarError::MakeUpOfWorkingDay(date) => day(*date).map(|d| d.date.referenced),
    };
    location.unwrap_or(raw.covers.referenced).line()
}
