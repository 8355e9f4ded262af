//! Allowances are counted in calendar months.

use std::fmt;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A calendar month, such as 07/2026. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    /// Its first day, which stands for the whole.
    first: NaiveDate,
}

impl Month {
    /// The month that day falls in.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            first: day.with_day(1).unwrap_or(day),
        }
    }
    pub fn first_day(self) -> NaiveDate {
        self.first
    }
    pub fn last_day(self) -> NaiveDate {
        let next = self.next().first;
        next.checked_sub_days(Days::new(1)).unwrap_or(next)
    }
    pub fn next(self) -> Self {
        Self {
            first: self
                .first
                .checked_add_months(Months::new(1))
                .unwrap_or(NaiveDate::MAX),
        }
    }
    /// As programs write it: `2026-07`.
    pub fn iso(self) -> String {
        self.first.format("%Y-%m").to_string()
    }
    /// The months from this one up to `end`, both included; none when `end` is earlier.
    pub fn through(self, end: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |month| Some(month.next()))
            .take_while(move |month| *month <= end)
    }
}

/// A text that is no month such as `2026-07`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no month such as 2026-07")]
pub struct MonthError(String);

impl TryFrom<String> for Month {
    type Error = MonthError;
    fn try_from(raw: String) -> Result<Self, MonthError> {
        match format!("{raw}-01").parse() {
            Ok(first) => Ok(Self { first }),
            Err(_) => Err(MonthError(raw)),
        }
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.iso()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.format("%m/%Y"))
    }
}

/// How old in whole years somebody is on that day; none before birth.
///
/// A year of age is complete on the birthday itself; for somebody born on 29 February, in a
/// year without one, on 28 February (Bộ luật Dân sự 91/2015/QH13, khoản 3 Điều 148).
pub fn age(born: NaiveDate, on: NaiveDate) -> Option<u32> {
    if on < born {
        return None;
    }
    let guess = u32::try_from(on.year() - born.year()).ok()?;
    Some(if birthday(born, guess)? <= on {
        guess
    } else {
        guess - 1
    })
}

/// The day somebody completes that many years.
pub fn birthday(born: NaiveDate, years: u32) -> Option<NaiveDate> {
    born.checked_add_months(Months::new(years.checked_mul(12)?))
}
