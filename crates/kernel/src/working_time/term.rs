use std::{fmt, iter::Sum, ops::Add, str::FromStr};

use serde::{Deserialize, Serialize};

use super::minutes::{DAY, WorkingMinutes};

/// One stretch of a term. How each is counted: see [`super`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Working days (ngày làm việc) and parts of them: 120 minutes are a quarter.
    Working(WorkingMinutes),
    /// Days of the calendar (ngày), rest days included.
    Calendar(u32),
    /// Months (tháng).
    Months(u32),
    /// Before the office closes on the day of the start (trong ngày làm việc).
    SameDay,
}

/// A term of law or of an internal process (thời hạn): parts that follow one another.
///
/// Written `8d`, `0.5d`, `4h`, `90min`, `7d + 12cd`, `1mo`, `same-day`; `0d` is no time at all.
/// `1m` is read as a month and `same day` as `same-day`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Term {
    parts: Vec<Part>,
}

/// Why a text is not a term.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "thời hạn «{text}» không đọc được: hãy viết số ngày làm việc theo phần tư ngày (8d, 0.5d), \
     giờ hoặc phút làm việc (4h, 90min), số ngày theo lịch (12cd), số tháng (1mo), \
     nối bằng « + », hoặc same-day"
)]
pub struct TermError {
    pub text: String,
}

impl Term {
    /// `n` working days (ngày làm việc).
    pub fn days(n: u32) -> Self {
        Self::working(WorkingMinutes::days(n))
    }
    /// `n` quarters of a working day.
    pub fn quarters(n: u32) -> Self {
        Self::working(WorkingMinutes::new(n.saturating_mul(DAY / 4)))
    }
    /// `n` working minutes.
    pub fn minutes(n: u32) -> Self {
        Self::working(WorkingMinutes::new(n))
    }
    /// `n` days of the calendar (ngày).
    pub fn calendar_days(n: u32) -> Self {
        Part::Calendar(n).into()
    }
    /// `n` months (tháng).
    pub fn months(n: u32) -> Self {
        Part::Months(n).into()
    }
    /// Due before the office closes on the day it starts (trong ngày làm việc).
    pub fn same_day() -> Self {
        Part::SameDay.into()
    }
    /// No time at all, such as the handing over of a result that is ready.
    pub fn zero() -> Self {
        Self::default()
    }

    fn working(minutes: WorkingMinutes) -> Self {
        Part::Working(minutes).into()
    }

    /// Neighbours of one kind are one part, and an empty part is none.
    fn followed_by(mut self, part: Part) -> Self {
        let merged = match (self.parts.last(), part) {
            (_, Part::Working(WorkingMinutes::ZERO) | Part::Calendar(0) | Part::Months(0)) => {
                return self;
            }
            (Some(Part::Working(a)), Part::Working(b)) => Some(Part::Working(*a + b)),
            (Some(Part::Calendar(a)), Part::Calendar(b)) => {
                Some(Part::Calendar(a.saturating_add(b)))
            }
            (Some(Part::Months(a)), Part::Months(b)) => Some(Part::Months(a.saturating_add(b))),
            (Some(Part::SameDay), Part::SameDay) => return self,
            _ => None,
        };
        if merged.is_some() {
            self.parts.pop();
        }
        self.parts.push(merged.unwrap_or(part));
        self
    }

    /// The parts, in order; neighbours are of different kinds and none is empty.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }
    pub fn is_zero(&self) -> bool {
        self.parts.is_empty()
    }
    pub fn is_same_day(&self) -> bool {
        self.parts == [Part::SameDay]
    }

    /// The term in working minutes, when it has working time only (`0d` included).
    pub fn working_minutes(&self) -> Option<WorkingMinutes> {
        match self.parts.as_slice() {
            [] => Some(WorkingMinutes::ZERO),
            [Part::Working(minutes)] => Some(*minutes),
            _ => None,
        }
    }

    /// What a person reads: `07 ngày làm việc và 12 ngày`.
    pub fn sentence(&self) -> String {
        match self.parts.as_slice() {
            [] => "không tính thời gian".to_owned(),
            parts => parts
                .iter()
                .map(Part::sentence)
                .collect::<Vec<_>>()
                .join(" và "),
        }
    }
}

impl Part {
    /// What a person reads: `08 ngày làm việc`, `0,5 ngày làm việc`, `1 giờ 30 phút làm việc`,
    /// `12 ngày`.
    pub fn sentence(&self) -> String {
        match self {
            Self::Working(minutes) if minutes.get() % (DAY / 4) == 0 => {
                format!("{} ngày làm việc", days(*minutes, ",", 2))
            }
            Self::Working(minutes) => minutes.to_string(),
            Self::Calendar(n) => format!("{n:02} ngày"),
            Self::Months(n) => format!("{n:02} tháng"),
            Self::SameDay => "trong ngày làm việc".to_owned(),
        }
    }
}

/// `1.25` days: whole days padded to `width` when there is no fraction.
fn days(minutes: WorkingMinutes, point: &str, width: usize) -> String {
    let whole = minutes.get() / DAY;
    match minutes.get() % DAY * 100 / DAY {
        0 => format!("{whole:0width$}"),
        hundredths => format!("{whole}{point}{hundredths:02}")
            .trim_end_matches('0')
            .to_owned(),
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Working(minutes) => match minutes.get() {
                n if n % (DAY / 4) == 0 => write!(f, "{}d", days(*minutes, ".", 1)),
                n if n % 60 == 0 => write!(f, "{}h", n / 60),
                n => write!(f, "{n}min"),
            },
            Self::Calendar(n) => write!(f, "{n}cd"),
            Self::Months(n) => write!(f, "{n}mo"),
            Self::SameDay => f.write_str("same-day"),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_zero() {
            return f.write_str("0d");
        }
        for (i, part) in self.parts.iter().enumerate() {
            if i > 0 {
                f.write_str(" + ")?;
            }
            part.fmt(f)?;
        }
        Ok(())
    }
}

impl FromStr for Term {
    type Err = TermError;
    fn from_str(text: &str) -> Result<Self, TermError> {
        let error = || TermError {
            text: text.to_owned(),
        };
        text.split('+').try_fold(Self::zero(), |term, part| {
            Ok(term.followed_by(part.trim().parse::<Part>().map_err(|()| error())?))
        })
    }
}

/// The longest part accepted, in days: beyond it a typing error is likelier than a law.
const LONGEST: u32 = 10_000;

/// A number of units of which `per_day` make a day.
fn count(digits: &str, per_day: u32) -> Result<u32, ()> {
    match digits.parse::<u32>() {
        Ok(n) if n <= LONGEST * per_day && digits.bytes().all(|b| b.is_ascii_digit()) => Ok(n),
        _ => Err(()),
    }
}

impl FromStr for Part {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        if matches!(text, "same-day" | "same day") {
            return Ok(Self::SameDay);
        }
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = &text[..text.len() - unit.len()];
        let minutes = match unit {
            "cd" => return count(number, 1).map(Self::Calendar),
            "mo" | "m" => return count(number, 1).map(Self::Months),
            "min" => count(number, DAY)?,
            "h" => count(number, 8)? * 60,
            "d" => part_days(number)?,
            _ => return Err(()),
        };
        Ok(Self::Working(WorkingMinutes::new(minutes)))
    }
}

/// Days in quarters, such as `1.25`, in minutes.
fn part_days(number: &str) -> Result<u32, ()> {
    let (whole, quarters) = match number.split_once('.') {
        None => (number, 0),
        Some((whole, "0" | "00")) => (whole, 0),
        Some((whole, "25")) => (whole, 1),
        Some((whole, "5" | "50")) => (whole, 2),
        Some((whole, "75")) => (whole, 3),
        Some(_) => return Err(()),
    };
    Ok(count(whole, 1)? * DAY + quarters * DAY / 4)
}

impl From<Part> for Term {
    fn from(part: Part) -> Self {
        Self::zero().followed_by(part)
    }
}

impl TryFrom<String> for Term {
    type Error = TermError;
    fn try_from(text: String) -> Result<Self, TermError> {
        text.parse()
    }
}

impl From<Term> for String {
    fn from(term: Term) -> Self {
        term.to_string()
    }
}

/// One term after the other.
impl Add for Term {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        other.parts.into_iter().fold(self, Self::followed_by)
    }
}

impl Sum for Term {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::zero(), Add::add)
    }
}
