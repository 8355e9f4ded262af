//! The period and the field of administration a page is about, as its address says it.

mod filter;

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};
use portal_ui::{
    format,
    frame::{Lang, Visit},
};
use serde::Deserialize;

pub use filter::Filter;

/// What an address may say.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default, rename = "ky")]
    pub kind: String,
    /// A day of the period.
    #[serde(default, rename = "ngay")]
    pub day: String,
    #[serde(default, rename = "tu")]
    pub from: String,
    #[serde(default, rename = "den")]
    pub to: String,
    #[serde(default, rename = "linh-vuc")]
    pub field: String,
    /// What the map shows.
    #[serde(default, rename = "chi-so")]
    pub shown: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Week,
    Month,
    Quarter,
    Year,
    Other,
}

impl Kind {
    const CALENDAR: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    fn word(self) -> &'static str {
        match self {
            Self::Week => "tuan",
            Self::Month => "thang",
            Self::Quarter => "quy",
            Self::Year => "nam",
            Self::Other => "khac",
        }
    }

    fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Week => lang.pick("Tuần", "Week"),
            Self::Month => lang.pick("Tháng", "Month"),
            Self::Quarter => lang.pick("Quý", "Quarter"),
            Self::Year => lang.pick("Năm", "Year"),
            Self::Other => lang.pick("Từ ngày đến ngày", "From a day to a day"),
        }
    }

    /// The period of this kind that a day lies in.
    fn around(self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let first = |month| NaiveDate::from_ymd_opt(day.year(), month, 1);
        let months = |from: NaiveDate, many| {
            let next = from.checked_add_months(Months::new(many))?;
            Some((from, next.pred_opt()?))
        };
        match self {
            Self::Week => {
                let past = day.weekday().num_days_from_monday();
                let monday = day.checked_sub_days(Days::new(past.into()))?;
                Some((monday, monday.checked_add_days(Days::new(6))?))
            }
            Self::Month => months(first(day.month())?, 1),
            Self::Quarter => months(first(day.month0() / 3 * 3 + 1)?, 3),
            Self::Year => months(first(1)?, 12),
            Self::Other => None,
        }
    }
}

/// The period a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub kind: Kind,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Field of administration; empty for every one.
    pub field: String,
}

/// A period somebody can turn to.
#[derive(Debug)]
pub struct Turn {
    pub href: String,
    pub words: String,
    pub current: bool,
}

impl Span {
    /// What the address asks for; this week when it asks for nothing, or for nothing there is.
    pub fn of(visit: &Visit, asked: &Asked) -> Self {
        Self::asked(asked, format::civil(visit.now()).date_naive())
    }

    pub(crate) fn asked(asked: &Asked, today: NaiveDate) -> Self {
        let day = |raw: &str| {
            raw.parse::<NaiveDate>()
                .ok()
                .filter(|day| day.year() >= 1970)
        };
        let field = asked.field.clone();
        if let (Some(from), Some(to)) = (day(&asked.from), day(&asked.to))
            && from <= to
        {
            let kind = Kind::Other;
            return Self {
                kind,
                from,
                to,
                field,
            };
        }
        let wanted = Kind::CALENDAR
            .into_iter()
            .find(|kind| kind.word() == asked.kind);
        let kind = wanted.unwrap_or(Kind::Week);
        let around = kind.around(day(&asked.day).unwrap_or(today));
        let (from, to) = around.unwrap_or((today, today));
        Self {
            kind,
            from,
            to,
            field,
        }
    }

    /// The week an address asks for; the last that is over but for its weekend when it asks for
    /// none: what is read out on a Monday is the week before.
    pub fn week(visit: &Visit, asked: &Asked) -> Self {
        Self::of_week(asked, format::civil(visit.now()).date_naive())
    }

    fn of_week(asked: &Asked, today: NaiveDate) -> Self {
        let worked = today.checked_sub_days(Days::new(5)).unwrap_or(today);
        let asked = Asked {
            kind: Kind::Week.word().to_owned(),
            from: String::new(),
            ..asked.clone()
        };
        Self::asked(&asked, worked)
    }

    /// A week by its number (ISO 8601); none where the year has no such week, or it has not begun.
    pub fn numbered(year: i32, week: u32, today: NaiveDate) -> Option<Self> {
        let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
        let (from, to) = Kind::Week.around(monday)?;
        (year >= 1970 && from <= today).then_some(Self {
            kind: Kind::Week,
            from,
            to,
            field: String::new(),
        })
    }

    /// The period before.
    pub fn earlier(&self) -> Option<Self> {
        self.step(false)
    }

    /// The part of an address that says it.
    pub fn query(&self) -> String {
        let mut query = match self.kind {
            Kind::Other => format!("tu={}&den={}", self.from, self.to),
            kind => format!("ky={}&ngay={}", kind.word(), self.from),
        };
        if !self.field.is_empty() {
            query.push_str("&linh-vuc=");
            query.push_str(&format::segment(&self.field));
        }
        query
    }

    /// Such as `Tuần 47, từ 16/11/2026 đến 22/11/2026`.
    pub fn title(&self, lang: Lang) -> String {
        let days = format::from_to(self.from, self.to, lang);
        match self.kind {
            Kind::Other => capital(&days),
            _ => format!("{}, {days}", self.name(lang)),
        }
    }

    /// Such as `Tuần 47`.
    pub fn name(&self, lang: Lang) -> String {
        let year = self.from.year();
        let title = self.kind.title(lang);
        match self.kind {
            Kind::Week => format!("{title} {}", self.from.iso_week().week()),
            Kind::Month if lang == Lang::En => format::month_of(self.from, lang),
            Kind::Month => format!("{title} {}", format::month_of(self.from, lang)),
            Kind::Quarter => {
                let quarter = ["I", "II", "III", "IV"];
                let nth = quarter.get(self.from.month0() as usize / 3).unwrap_or(&"");
                format!("{title} {nth}/{year}")
            }
            Kind::Year => format!("{title} {year}"),
            Kind::Other => lang.pick("kỳ này", "this period").to_owned(),
        }
    }

    /// What the period before is called in a sentence: `tuần 46`.
    pub fn before(&self, lang: Lang) -> String {
        match (self.kind, self.step(false)) {
            (Kind::Other, _) | (_, None) => lang.pick("kỳ trước", "the period before").to_owned(),
            (Kind::Month, Some(before)) if lang == Lang::En => before.name(lang),
            (_, Some(before)) => {
                let name = before.name(lang);
                let mut letters = name.chars();
                let first = letters.next().into_iter().flat_map(char::to_lowercase);
                first.chain(letters).collect()
            }
        }
    }

    fn step(&self, on: bool) -> Option<Self> {
        let day = if on {
            self.to.succ_opt()?
        } else {
            self.from.pred_opt()?
        };
        let (from, to) = self.kind.around(day)?;
        let (kind, field) = (self.kind, self.field.clone());
        Some(Self {
            kind,
            from,
            to,
            field,
        })
    }

    /// The kinds of period, each around the same day.
    pub fn kinds(&self, path: &str, today: NaiveDate, lang: Lang) -> Vec<Turn> {
        // Of a running year the running week, of a past one its last.
        let day = self.to.min(today).max(self.from);
        let turn = |kind: Kind| {
            let (from, to) = kind.around(day)?;
            let field = self.field.clone();
            let span = Self {
                kind,
                from,
                to,
                field,
            };
            Some(Turn {
                href: format!("{path}?{}", span.query()),
                words: kind.title(lang).to_owned(),
                current: self.kind == kind,
            })
        };
        Kind::CALENDAR.into_iter().filter_map(turn).collect()
    }

    /// The periods before and after; none after the running one.
    pub fn steps(&self, path: &str, today: NaiveDate, lang: Lang) -> Vec<Turn> {
        let turn = |on: bool| {
            let span = self.step(on).filter(|span| !on || span.from <= today)?;
            Some(Turn {
                href: format!("{path}?{}", span.query()),
                words: span.name(lang),
                current: on,
            })
        };
        [false, true].into_iter().filter_map(turn).collect()
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn of(kind: &str, on: &str) -> Span {
        let asked = Asked {
            kind: kind.to_owned(),
            day: on.to_owned(),
            ..Asked::default()
        };
        Span::asked(&asked, day("2026-11-22"))
    }

    #[test]
    fn a_period_is_the_whole_one_around_a_day() {
        for (kind, on, from, to) in [
            ("tuan", "2026-11-18", "2026-11-16", "2026-11-22"),
            ("tuan", "2027-01-02", "2026-12-28", "2027-01-03"),
            ("thang", "2024-02-10", "2024-02-01", "2024-02-29"),
            ("quy", "2026-12-31", "2026-10-01", "2026-12-31"),
            ("nam", "2026-06-30", "2026-01-01", "2026-12-31"),
            ("", "", "2026-11-16", "2026-11-22"),
            ("tuan", "không phải ngày", "2026-11-16", "2026-11-22"),
        ] {
            let span = of(kind, on);
            assert_eq!((span.from, span.to), (day(from), day(to)), "{kind} {on}");
        }
    }

    #[test]
    fn an_address_says_the_period_and_reads_it_back() {
        let mut span = of("quy", "2026-05-01");
        span.field = "dat-dai".to_owned();
        assert_eq!(span.query(), "ky=quy&ngay=2026-04-01&linh-vuc=dat-dai");
        assert_eq!(
            span.title(Lang::Vi),
            "Quý II/2026, từ 01/04/2026 đến 30/06/2026"
        );
        let own = Asked {
            from: "2026-11-03".to_owned(),
            to: "2026-11-09".to_owned(),
            ..Asked::default()
        };
        let own = Span::asked(&own, day("2026-11-22"));
        assert_eq!(own.query(), "tu=2026-11-03&den=2026-11-09");
        let title = "From 3\u{a0}November 2026 to 9\u{a0}November 2026";
        assert_eq!(own.title(Lang::En), title);
    }

    #[test]
    fn the_week_to_read_out_is_the_last_that_was_worked_through() {
        for (today, from) in [
            ("2026-11-23", "2026-11-16"),
            ("2026-11-27", "2026-11-16"),
            ("2026-11-28", "2026-11-23"),
            ("2026-11-29", "2026-11-23"),
        ] {
            let week = Span::of_week(&Asked::default(), day(today));
            assert_eq!((week.kind, week.from), (Kind::Week, day(from)), "{today}");
        }
        let asked = Asked {
            kind: "nam".to_owned(),
            day: "2026-10-07".to_owned(),
            ..Asked::default()
        };
        let week = Span::of_week(&asked, day("2026-11-23"));
        assert_eq!((week.from, week.to), (day("2026-10-05"), day("2026-10-11")));
    }

    #[test]
    fn a_numbered_week_is_one_of_the_calendar_that_has_begun() {
        let today = day("2026-11-22");
        let days = |year, week| {
            let span = Span::numbered(year, week, today)?;
            Some((span.from, span.to))
        };
        assert_eq!(days(2026, 46), Some((day("2026-11-09"), day("2026-11-15"))));
        assert_eq!(days(2026, 47), Some((day("2026-11-16"), day("2026-11-22"))));
        // The first week of 2026 begins in 2025, whose last is the 52nd.
        assert_eq!(days(2026, 1), Some((day("2025-12-29"), day("2026-01-04"))));
        assert_eq!(days(2020, 53), Some((day("2020-12-28"), day("2021-01-03"))));
        for (year, week) in [
            (2026, 48),
            (2026, 0),
            (2026, 54),
            (2025, 53),
            (2027, 1),
            (12, 4),
        ] {
            assert_eq!(days(year, week), None, "{year}-{week}");
        }
    }

    #[test]
    fn nobody_turns_to_a_period_that_has_not_begun() {
        let today = day("2026-11-22");
        let steps = of("tuan", "2026-11-18").steps("/lanh-dao", today, Lang::Vi);
        assert_eq!(steps.len(), 1);
        assert_eq!(steps[0].words, "Tuần 46");
        assert_eq!(
            of("tuan", "2026-11-09").steps("/x", today, Lang::Vi).len(),
            2
        );
        assert_eq!(of("tuan", "2026-11-18").before(Lang::Vi), "tuần 46");
    }
}
