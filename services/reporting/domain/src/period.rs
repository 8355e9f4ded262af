use chrono::{Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone as _};
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
