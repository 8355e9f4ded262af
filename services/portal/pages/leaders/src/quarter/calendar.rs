//! The two calendars of quarters.

use chrono::{Datelike as _, Months, NaiveDate};
use portal_ui::{format, frame::Lang};

/// By which calendar a quarter is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// That of periodic reports: from the 15th of the month before the quarter's first month to the
    /// 14th of its last (NĐ 09/2019/NĐ-CP).
    Report,
    /// The months themselves, as the index of QĐ 766/QĐ-TTg counts.
    Civil,
}

impl Calendar {
    pub const ALL: [Self; 2] = [Self::Report, Self::Civil];

    pub fn word(self) -> &'static str {
        match self {
            Self::Report => "bao-cao",
            Self::Civil => "duong-lich",
        }
    }

    /// What a word means; that of reports when it means nothing.
    pub fn named(word: &str) -> Self {
        if word == Self::Civil.word() {
            Self::Civil
        } else {
            Self::Report
        }
    }

    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Report => lang.pick("Kỳ báo cáo", "Reporting period"),
            Self::Civil => lang.pick("Quý dương lịch", "Calendar quarter"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quarter {
    pub year: i32,
    /// 1 to 4.
    pub nth: u32,
    pub calendar: Calendar,
}

impl Quarter {
    /// None of a number that is no quarter's, or of a year nobody means.
    pub fn new(year: i32, nth: u32, calendar: Calendar) -> Option<Self> {
        let known = (1970..=9000).contains(&year) && (1..=4).contains(&nth);
        known.then_some(Self {
            year,
            nth,
            calendar,
        })
    }

    /// The quarter a day lies in.
    pub fn around(day: NaiveDate, calendar: Calendar) -> Self {
        let late = calendar == Calendar::Report && day.day() >= 15;
        let month = day.with_day(1).unwrap_or(day);
        let month = month
            .checked_add_months(Months::new(u32::from(late)))
            .unwrap_or(month);
        Self {
            year: month.year(),
            nth: month.month0() / 3 + 1,
            calendar,
        }
    }

    /// The first and the last day.
    pub fn days(self) -> (NaiveDate, NaiveDate) {
        let first = NaiveDate::from_ymd_opt(self.year, self.nth * 3 - 2, 1).unwrap_or_default();
        let next = first.checked_add_months(Months::new(3)).unwrap_or_default();
        match self.calendar {
            Calendar::Civil => (first, next.pred_opt().unwrap_or(next)),
            Calendar::Report => {
                let before = |day: NaiveDate, nth| {
                    let month = day.checked_sub_months(Months::new(1)).unwrap_or(day);
                    month.with_day(nth).unwrap_or(month)
                };
                (before(first, 15), before(next, 14))
            }
        }
    }

    /// The next, or the one before.
    pub fn step(self, on: bool) -> Option<Self> {
        let (year, nth) = match (on, self.nth) {
            (true, 4) => (self.year + 1, 1),
            (true, nth) => (self.year, nth + 1),
            (false, 1) => (self.year - 1, 4),
            (false, nth) => (self.year, nth - 1),
        };
        Self::new(year, nth, self.calendar)
    }

    /// The part of an address that says it.
    pub fn query(self) -> String {
        let Self {
            year,
            nth,
            calendar,
        } = self;
        format!("nam={year}&quy={nth}&lich={}", calendar.word())
    }

    /// The address of its file of a kind, such as `/lanh-dao/quy/2026-4.pdf?lich=bao-cao`.
    pub fn file(self, ending: &str) -> String {
        let Self {
            year,
            nth,
            calendar,
        } = self;
        format!(
            "/lanh-dao/quy/{year}-{nth}.{ending}?lich={}",
            calendar.word()
        )
    }

    /// Such as `quý IV/2026`.
    pub fn name(self, lang: Lang) -> String {
        let nth = ["I", "II", "III", "IV"]
            .get(self.nth as usize - 1)
            .copied()
            .unwrap_or_default();
        format!("{} {nth}/{}", lang.pick("quý", "quarter"), self.year)
    }

    /// Such as `từ 15/09/2026 đến 14/12/2026`.
    pub fn written(self, lang: Lang) -> String {
        let (from, to) = self.days();
        format::from_to(from, to, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// NĐ 09/2019/NĐ-CP: the data of a quarter's report run from the 15th of the month before its
    /// first month to the 14th of its last month.
    #[test]
    fn the_reports_quarter_begins_and_ends_in_the_middle_of_a_month() {
        for (nth, from, to) in [
            (1, "2025-12-15", "2026-03-14"),
            (2, "2026-03-15", "2026-06-14"),
            (3, "2026-06-15", "2026-09-14"),
            (4, "2026-09-15", "2026-12-14"),
        ] {
            let quarter = Quarter::new(2026, nth, Calendar::Report).expect("a quarter");
            assert_eq!(quarter.days(), (day(from), day(to)));
            for inside in [from, to] {
                assert_eq!(Quarter::around(day(inside), Calendar::Report), quarter);
            }
        }
        let next = Quarter::around(day("2026-12-15"), Calendar::Report);
        assert_eq!((next.year, next.nth), (2027, 1));
    }

    #[test]
    fn the_calendars_quarter_is_three_months_and_one_follows_another() {
        let fourth = Quarter::around(day("2026-12-31"), Calendar::Civil);
        assert_eq!(fourth.days(), (day("2026-10-01"), day("2026-12-31")));
        assert_eq!(fourth.query(), "nam=2026&quy=4&lich=duong-lich");
        for calendar in Calendar::ALL {
            let mut quarter = Quarter::new(2025, 4, calendar).expect("a quarter");
            for _ in 0..5 {
                let next = quarter.step(true).expect("a next one");
                assert_eq!(quarter.days().1.succ_opt(), Some(next.days().0));
                assert_eq!(next.step(false), Some(quarter));
                quarter = next;
            }
        }
    }

    #[test]
    fn what_is_no_quarter_is_none() {
        for (year, nth) in [(2026, 0), (2026, 5), (12, 1), (99_999, 1)] {
            assert_eq!(Quarter::new(year, nth, Calendar::Civil), None);
        }
        assert_eq!(Calendar::named("gì đó"), Calendar::Report);
    }
}
