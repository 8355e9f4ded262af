use chrono::{
    Datelike as _, Days, FixedOffset, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone as _,
};
use kernel::Instant;

use crate::BadQuery;

/// A reporting period (kỳ báo cáo): civil dates of the province, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    from: NaiveDate,
    to: NaiveDate,
    zone: FixedOffset,
}

impl Period {
    /// # Errors
    /// [`BadQuery::Reversed`] when `to` is before `from`.
    pub fn new(from: NaiveDate, to: NaiveDate, zone: FixedOffset) -> Result<Self, BadQuery> {
        match from <= to {
            true => Ok(Self { from, to, zone }),
            false => Err(BadQuery::Reversed),
        }
    }

    /// The period between two ISO dates, such as `2026-10-15`.
    ///
    /// # Errors
    /// [`BadQuery`] naming the field that is no date, or that the dates are reversed.
    pub fn parse(from: &str, to: &str, zone: FixedOffset) -> Result<Self, BadQuery> {
        Self::new(date("from", from)?, date("to", to)?, zone)
    }

    /// The period before, of the same kind: the week before a week from Monday to Sunday, the
    /// month before a whole month, so the quarter and the year; before any other as many days.
    pub fn previous(&self) -> Self {
        let next = self.to.checked_add_days(Days::new(1)).unwrap_or(self.to);
        let days = next.signed_duration_since(self.from).num_days();
        let begins =
            |months: u32| self.from.month0().is_multiple_of(months) && self.from.day() == 1;
        let lasts = |months| self.from.checked_add_months(Months::new(months)) == Some(next);
        // A year is a calendar year, not twelve months from anywhere.
        let whole = [12, 3, 1].into_iter().find(|m| begins(*m) && lasts(*m));
        let from = match whole {
            Some(months) => self.from.checked_sub_months(Months::new(months)),
            None => self.from.checked_sub_days(Days::new(days.unsigned_abs())),
        };
        let to = self.from.checked_sub_days(Days::new(1));
        Self {
            from: from.unwrap_or(self.from),
            to: to.unwrap_or(self.from),
            zone: self.zone,
        }
    }

    /// So many ISO weeks, Monday to Sunday, up to the one with the last day, oldest first. They
    /// go no further than the week of `as_of`.
    pub fn weeks(&self, many: u64, as_of: Instant) -> Vec<Self> {
        let last = self.to.min(self.date(as_of));
        let monday = |back: u64| {
            let days = u64::from(last.weekday().num_days_from_monday()) + 7 * back;
            last.checked_sub_days(Days::new(days))
        };
        let week = |from: NaiveDate| {
            let to = from.checked_add_days(Days::new(6))?;
            let zone = self.zone;
            Some(Self { from, to, zone })
        };
        (0..many)
            .rev()
            .filter_map(|back| monday(back).and_then(week))
            .collect()
    }

    /// The first day.
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last day.
    pub fn to(&self) -> NaiveDate {
        self.to
    }

    /// The first moment of the period.
    pub fn start(&self) -> Instant {
        midnight(self.from, self.zone)
    }

    /// Whether a moment lies in the period.
    pub fn includes(&self, at: Instant) -> bool {
        (self.start()..=self.end()).contains(&at)
    }

    /// The last moment of the period that a database can tell from the next day.
    pub fn end(&self) -> Instant {
        let next = self.to.checked_add_days(Days::new(1)).unwrap_or(self.to);
        midnight(next, self.zone) - TimeDelta::microseconds(1)
    }

    /// The moment the table shows: the end of the period, or `as_of` while it still runs.
    pub fn until(&self, as_of: Instant) -> Instant {
        as_of.min(self.end())
    }

    /// The civil date of a moment.
    pub fn date(&self, at: Instant) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    pub fn zone(&self) -> FixedOffset {
        self.zone
    }
}

fn midnight(date: NaiveDate, zone: FixedOffset) -> Instant {
    let civil = date.and_time(NaiveTime::MIN);
    // A fixed offset has neither gaps nor folds.
    zone.from_local_datetime(&civil)
        .single()
        .map_or_else(|| civil.and_utc(), |local| local.to_utc())
}

fn date(field: &'static str, text: &str) -> Result<NaiveDate, BadQuery> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    // chrono reads `+2026-1-5` too; the contract is ISO, of a time in which there are dossiers.
    date.filter(|date| date.to_string() == text && *date >= NaiveDate::default())
        .ok_or_else(|| BadQuery::Date {
            field,
            text: text.to_owned(),
        })
}
