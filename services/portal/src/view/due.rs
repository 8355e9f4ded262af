//! The deadline chip: words, a bar of the time used, the date.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc, Weekday};

use super::Tone;
use crate::{format, frame::Lang};

#[derive(Clone, Debug, PartialEq, Eq, askama::Template)]
#[template(path = "parts/due.html")]
pub struct Due {
    pub tone: Tone,
    pub icon: &'static str,
    pub words: String,
    /// The date below the bar; empty when there is none.
    pub date: String,
    /// Time used in percent, in steps of five; none draws no bar.
    pub used: Option<u8>,
    /// Sorts the most urgent first.
    pub urgency: Urgency,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    Late,
    Today,
    InTime,
    NoTerm,
}

/// A running deadline. Days are days of the calendar: only the services know the working time left.
pub fn running(
    now: DateTime<Utc>,
    from: Option<DateTime<Utc>>,
    due: Option<DateTime<Utc>>,
    lang: Lang,
) -> Due {
    let Some(due) = due else {
        return still(
            Tone::Grey,
            "minus",
            lang.pick("Không có định mức", "No norm set"),
            "",
        );
    };
    let (today, day) = (
        format::civil(now).date_naive(),
        format::civil(due).date_naive(),
    );
    let left = (day - today).num_days();
    let (tone, icon, urgency, words) = if due < now {
        (
            Tone::Red,
            "triangle-alert",
            Urgency::Late,
            overdue(now, due, lang),
        )
    } else if left == 0 {
        let words = lang.pick("Đến hạn hôm nay", "Due today").to_owned();
        (Tone::Amber, "clock", Urgency::Today, words)
    } else if day <= next_weekday(today) {
        (Tone::Amber, "clock", Urgency::InTime, remaining(left, lang))
    } else {
        (
            Tone::Green,
            "circle-check",
            Urgency::InTime,
            remaining(left, lang),
        )
    };
    Due {
        tone,
        icon,
        words,
        date: format::date_time(due),
        used: Some(from.map_or(0, |from| used(from, now, due))),
        urgency,
    }
}

/// A deadline whose clock stands still, or that no longer counts.
pub fn still(tone: Tone, icon: &'static str, words: &str, date: &str) -> Due {
    Due {
        tone,
        icon,
        words: words.to_owned(),
        date: date.to_owned(),
        used: (tone == Tone::Violet).then_some(60),
        urgency: Urgency::NoTerm,
    }
}

/// How a finished dossier kept its date: early, in time or late.
pub fn kept(settled: DateTime<Utc>, due: DateTime<Utc>, lang: Lang) -> (Tone, &'static str) {
    let (day, promised) = (
        format::civil(settled).date_naive(),
        format::civil(due).date_naive(),
    );
    match lang {
        Lang::Vi if settled > due => (Tone::Red, "quá hạn"),
        Lang::Vi if day < promised => (Tone::Green, "trước hạn"),
        Lang::Vi => (Tone::Green, "đúng hạn"),
        Lang::En if settled > due => (Tone::Red, "late"),
        Lang::En if day < promised => (Tone::Green, "early"),
        Lang::En => (Tone::Green, "on time"),
    }
}

fn overdue(now: DateTime<Utc>, due: DateTime<Utc>, lang: Lang) -> String {
    let late = now - due;
    match (late.num_days(), lang) {
        (0, Lang::Vi) => format!("Quá hạn {} giờ", late.num_hours().max(1)),
        (0, Lang::En) => format!("{} h overdue", late.num_hours().max(1)),
        (days, Lang::Vi) => format!("Quá hạn {days} ngày"),
        (days, Lang::En) => format!("{days} d overdue"),
    }
}

fn remaining(days: i64, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Còn {days} ngày"),
        Lang::En => format!("{days} d left"),
    }
}

/// Saturdays and Sundays are passed over; holidays are the services' knowledge.
fn next_weekday(today: NaiveDate) -> NaiveDate {
    let mut day = today + TimeDelta::days(1);
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day += TimeDelta::days(1);
    }
    day
}

fn used(from: DateTime<Utc>, now: DateTime<Utc>, due: DateTime<Utc>) -> u8 {
    let (whole, past) = (
        (due - from).num_seconds().max(1),
        (now - from).num_seconds(),
    );
    let steps = (past * 20 / whole).clamp(0, 20);
    u8::try_from(steps * 5).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("{text}:00+07:00"))
            .expect("a moment")
            .to_utc()
    }
    fn chip(now: &str, due: &str) -> (Tone, String) {
        let due = running(
            at(now),
            Some(at("2026-11-16T08:00")),
            Some(at(due)),
            Lang::Vi,
        );
        (due.tone, due.words)
    }

    #[test]
    fn the_chip_names_the_time_left() {
        assert_eq!(
            chip("2026-11-17T09:00", "2026-11-20T09:00"),
            (Tone::Green, "Còn 3 ngày".to_owned())
        );
        assert_eq!(
            chip("2026-11-19T09:00", "2026-11-20T09:00"),
            (Tone::Amber, "Còn 1 ngày".to_owned())
        );
        assert_eq!(
            chip("2026-11-20T08:00", "2026-11-20T09:00"),
            (Tone::Amber, "Đến hạn hôm nay".to_owned())
        );
        assert_eq!(
            chip("2026-11-20T12:00", "2026-11-20T09:00"),
            (Tone::Red, "Quá hạn 3 giờ".to_owned())
        );
        assert_eq!(
            chip("2026-11-23T09:00", "2026-11-20T09:00"),
            (Tone::Red, "Quá hạn 3 ngày".to_owned())
        );
    }

    #[test]
    fn friday_warns_of_monday() {
        assert_eq!(
            chip("2026-11-20T16:00", "2026-11-23T09:00"),
            (Tone::Amber, "Còn 3 ngày".to_owned())
        );
    }

    #[test]
    fn the_bar_fills_as_time_passes() {
        let from = at("2026-11-16T08:00");
        assert_eq!(
            used(from, at("2026-11-18T08:00"), at("2026-11-20T08:00")),
            50
        );
        assert_eq!(
            used(from, at("2026-12-18T08:00"), at("2026-11-20T08:00")),
            100
        );
        assert_eq!(
            used(from, at("2026-11-01T08:00"), at("2026-11-20T08:00")),
            0
        );
    }

    #[test]
    fn a_leg_without_norm_is_never_late() {
        let due = running(at("2026-11-20T08:00"), None, None, Lang::Vi);
        assert_eq!((due.tone, due.urgency), (Tone::Grey, Urgency::NoTerm));
    }

    #[test]
    fn a_result_is_early_on_time_or_late() {
        let due = at("2026-11-20T15:00");
        assert_eq!(kept(at("2026-11-19T16:00"), due, Lang::Vi).1, "trước hạn");
        assert_eq!(kept(at("2026-11-20T08:00"), due, Lang::Vi).1, "đúng hạn");
        assert_eq!(
            kept(at("2026-11-20T15:01"), due, Lang::Vi),
            (Tone::Red, "quá hạn")
        );
    }
}
