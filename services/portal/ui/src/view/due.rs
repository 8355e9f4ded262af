//! The deadline chip: words, a bar of the time used, the date.

use chrono::{DateTime, Utc};
use proto::intake::v1::Timeliness;

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

/// Working minutes used of those allotted, as the services count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    pub spent: u32,
    pub allotted: u32,
}

/// A running deadline. Only the services know working time: where they told, the chip says what
/// is left of it; otherwise the date with its day of the week, and whether it has passed.
pub fn running(
    now: DateTime<Utc>,
    due: Option<DateTime<Utc>>,
    used: Option<Used>,
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
    let used = used.filter(|used| used.allotted > 0);
    let today = format::civil(now).date_naive() == format::civil(due).date_naive();
    let (tone, icon, urgency, words) = if due < now {
        let over = used.map(|used| used.spent.saturating_sub(used.allotted));
        (
            Tone::Red,
            "triangle-alert",
            Urgency::Late,
            overdue(over, lang),
        )
    } else if today {
        let words = lang.pick("Đến hạn hôm nay", "Due today").to_owned();
        (Tone::Amber, "clock", Urgency::Today, words)
    } else {
        let left = used.map(|used| used.allotted.saturating_sub(used.spent));
        let near = used.is_some_and(|used| used.spent.saturating_mul(4) >= used.allotted * 3);
        let tone = if near { Tone::Amber } else { Tone::Green };
        let icon = if near { "clock" } else { "circle-check" };
        (tone, icon, Urgency::InTime, remaining(left, lang))
    };
    Due {
        tone,
        icon,
        words,
        date: format::day_and_time(due, lang),
        used: used.map(share),
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

/// How a finished dossier kept its date; none before there is a result.
pub fn kept(timeliness: Timeliness, lang: Lang) -> Option<(Tone, &'static str)> {
    match timeliness {
        Timeliness::Unspecified => None,
        Timeliness::Early => Some((Tone::Green, lang.pick("trước hạn", "early"))),
        Timeliness::OnTime => Some((Tone::Green, lang.pick("đúng hạn", "on time"))),
        Timeliness::Late => Some((Tone::Red, lang.pick("quá hạn", "late"))),
    }
}

fn overdue(over: Option<u32>, lang: Lang) -> String {
    let words = lang.pick("Quá hạn", "Overdue");
    match over.filter(|over| *over > 0) {
        Some(over) => format!("{words} {}", format::working(over, lang)),
        None => words.to_owned(),
    }
}

fn remaining(left: Option<u32>, lang: Lang) -> String {
    let Some(left) = left.filter(|left| *left > 0) else {
        return lang.pick("Trong hạn", "In time").to_owned();
    };
    let left = format::working(left, lang);
    match lang {
        Lang::Vi => format!("Còn {left}"),
        Lang::En => format!("{left} left"),
    }
}

/// In percent, in steps of five.
fn share(used: Used) -> u8 {
    let steps = u64::from(used.spent) * 20 / u64::from(used.allotted.max(1));
    u8::try_from(steps.min(20) * 5).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("{text}:00+07:00"))
            .expect("a moment")
            .to_utc()
    }
    fn chip(now: &str, used: Option<Used>) -> (Tone, String) {
        let due = running(at(now), Some(at("2026-11-20T09:00")), used, Lang::Vi);
        assert_eq!(due.date, "Thứ Sáu, 20/11/2026 09:00");
        (due.tone, due.words)
    }
    fn used(spent: u32) -> Option<Used> {
        Some(Used {
            spent,
            allotted: 960,
        })
    }

    #[test]
    fn the_chip_counts_no_days_of_its_own() {
        assert_eq!(
            chip("2026-11-17T09:00", None),
            (Tone::Green, "Trong hạn".to_owned())
        );
        assert_eq!(
            chip("2026-11-20T08:00", None),
            (Tone::Amber, "Đến hạn hôm nay".to_owned())
        );
        assert_eq!(
            chip("2026-11-23T09:00", None),
            (Tone::Red, "Quá hạn".to_owned())
        );
    }

    #[test]
    fn the_chip_names_the_working_time_a_service_has_counted() {
        assert_eq!(
            chip("2026-11-17T09:00", used(240)),
            (Tone::Green, "Còn 1,5 ngày làm việc".to_owned())
        );
        assert_eq!(
            chip("2026-11-19T09:00", used(750)),
            (Tone::Amber, "Còn 3,5 giờ làm việc".to_owned())
        );
        assert_eq!(
            chip("2026-11-23T09:00", used(1440)),
            (Tone::Red, "Quá hạn 1 ngày làm việc".to_owned())
        );
    }

    #[test]
    fn the_bar_fills_as_working_time_is_used() {
        let filled = |spent| used(spent).map(share);
        assert_eq!(filled(480), Some(50));
        assert_eq!(filled(2000), Some(100));
        assert_eq!(filled(0), Some(0));
    }

    #[test]
    fn a_leg_without_norm_is_never_late() {
        let due = running(at("2026-11-20T08:00"), None, None, Lang::Vi);
        assert_eq!((due.tone, due.urgency), (Tone::Grey, Urgency::NoTerm));
    }

    #[test]
    fn a_result_is_early_on_time_or_late() {
        let kept = |timeliness| kept(timeliness, Lang::Vi);
        assert_eq!(kept(Timeliness::Early), Some((Tone::Green, "trước hạn")));
        assert_eq!(kept(Timeliness::OnTime), Some((Tone::Green, "đúng hạn")));
        assert_eq!(kept(Timeliness::Late), Some((Tone::Red, "quá hạn")));
        assert_eq!(kept(Timeliness::Unspecified), None);
    }
}
