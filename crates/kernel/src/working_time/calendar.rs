use std::{collections::BTreeMap, ops::RangeInclusive};

use chrono::{Datelike as _, Days, FixedOffset, NaiveDate, NaiveTime, Timelike as _, Weekday};

use super::{
    clock::ClockError,
    minutes::{DAY, WorkingMinutes},
};

/// Everything a [`Calendar`] is built from: the province's own dated data.
#[derive(Clone, Debug)]
pub struct CalendarSpec {
    /// The civil zone, a fixed offset: Việt Nam keeps +07:00 all year.
    pub zone: FixedOffset,
    /// Days of the week nobody works (ngày nghỉ hằng tuần).
    pub weekly_rest: Vec<Weekday>,
    /// Opening hours, each from its date until the next begins.
    pub hours: Vec<Hours>,
    /// Days that differ from their day of the week.
    pub days: Vec<SpecialDay>,
    /// The dates the data was made for, first and last.
    pub covers: RangeInclusive<NaiveDate>,
}

/// The opening hours in force from a date on.
#[derive(Clone, Debug)]
pub struct Hours {
    pub from: NaiveDate,
    /// Opening and closing times, in order, eight hours together.
    pub spans: Vec<(NaiveTime, NaiveTime)>,
}

/// A date that differs from its day of the week.
#[derive(Clone, Debug)]
pub struct SpecialDay {
    pub date: NaiveDate,
    pub kind: SpecialKind,
    /// Its name, as people know it: `Quốc khánh`.
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecialKind {
    /// A holiday, or a day off given in exchange (ngày nghỉ lễ, nghỉ hoán đổi, nghỉ bù).
    Off,
    /// A weekly rest day worked in exchange (ngày làm bù).
    MakeUp,
}

/// What a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day<'a> {
    Working,
    /// A working day that makes up for another; its name.
    MakeUp(&'a str),
    WeeklyRest,
    /// A day off; its name.
    Off(&'a str),
}

impl Day<'_> {
    pub fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::MakeUp(_))
    }
}

/// Why data does not make a calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    #[error("the calendar covers no date")]
    CoversNothing,
    #[error("no opening hours are in force on {0}, the first date covered")]
    NoHours(NaiveDate),
    #[error("the opening hours from {0} are not in order, or not on whole minutes")]
    HoursOutOfOrder(NaiveDate),
    #[error(
        "the opening hours from {0} come to {1} minutes, not 480: a working day is eight hours"
    )]
    NotEightHours(NaiveDate, u32),
    #[error("{0} is beyond the dates covered")]
    DayOutside(NaiveDate),
    #[error("{0} is listed twice")]
    DayTwice(NaiveDate),
    #[error("{0} is a make-up day, but it is a working day already")]
    MakeUpOfWorkingDay(NaiveDate),
}

/// When the province's offices are open. Immutable; a new calendar is a new value.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub(super) zone: FixedOffset,
    weekly_rest: Vec<Weekday>,
    hours: Vec<Hours>,
    days: BTreeMap<NaiveDate, SpecialDay>,
    covers: RangeInclusive<NaiveDate>,
    /// Every working day covered, in order: counting days is counting in this list.
    pub(super) working: Vec<NaiveDate>,
}

impl Calendar {
    /// # Errors
    /// When the data is incomplete or contradicts itself.
    pub fn new(spec: CalendarSpec) -> Result<Self, CalendarError> {
        if spec.covers.is_empty() {
            return Err(CalendarError::CoversNothing);
        }
        let mut hours = spec.hours;
        hours.sort_by_key(|h| h.from);
        hours.iter().try_for_each(check_hours)?;
        if hours.first().is_none_or(|h| h.from > *spec.covers.start()) {
            return Err(CalendarError::NoHours(*spec.covers.start()));
        }
        let mut days = BTreeMap::new();
        for day in spec.days {
            if !spec.covers.contains(&day.date) {
                return Err(CalendarError::DayOutside(day.date));
            }
            let rests = spec.weekly_rest.contains(&day.date.weekday());
            if day.kind == SpecialKind::MakeUp && !rests {
                return Err(CalendarError::MakeUpOfWorkingDay(day.date));
            }
            if let Some(twice) = days.insert(day.date, day) {
                return Err(CalendarError::DayTwice(twice.date));
            }
        }
        let mut calendar = Self {
            zone: spec.zone,
            weekly_rest: spec.weekly_rest,
            hours,
            days,
            covers: spec.covers,
            working: Vec::new(),
        };
        calendar.working = calendar
            .covers
            .start()
            .iter_days()
            .take_while(|date| date <= calendar.covers.end())
            .filter(|date| calendar.kind(*date).is_working())
            .collect();
        Ok(calendar)
    }

    /// The calendar of a province that has loaded none: every question is
    /// [`ClockError::BeyondCalendar`].
    pub fn none(zone: FixedOffset) -> Self {
        Self {
            zone,
            weekly_rest: Vec::new(),
            hours: Vec::new(),
            days: BTreeMap::new(),
            covers: NaiveDate::MAX..=NaiveDate::MIN,
            working: Vec::new(),
        }
    }

    fn kind(&self, date: NaiveDate) -> Day<'_> {
        match self.days.get(&date) {
            Some(SpecialDay {
                kind: SpecialKind::Off,
                name,
                ..
            }) => Day::Off(name),
            Some(SpecialDay {
                kind: SpecialKind::MakeUp,
                name,
                ..
            }) => Day::MakeUp(name),
            None if self.weekly_rest.contains(&date.weekday()) => Day::WeeklyRest,
            None => Day::Working,
        }
    }

    /// The first and last dates covered.
    pub fn covers(&self) -> &RangeInclusive<NaiveDate> {
        &self.covers
    }

    /// The civil zone.
    pub fn zone(&self) -> FixedOffset {
        self.zone
    }

    /// The days of the week nobody works.
    pub fn weekly_rest(&self) -> &[Weekday] {
        &self.weekly_rest
    }

    /// What `date` is.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn day(&self, date: NaiveDate) -> Result<Day<'_>, ClockError> {
        self.covered(date).map(|date| self.kind(date))
    }

    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn is_working(&self, date: NaiveDate) -> Result<bool, ClockError> {
        Ok(self.day(date)?.is_working())
    }

    pub(super) fn covered(&self, date: NaiveDate) -> Result<NaiveDate, ClockError> {
        match self.covers.contains(&date) {
            true => Ok(date),
            false => Err(ClockError::BeyondCalendar { date }),
        }
    }

    /// The first date after the calendar: what is missing when it runs out.
    fn run_out(&self) -> ClockError {
        let end = *self.covers.end();
        ClockError::BeyondCalendar {
            date: end.checked_add_days(Days::new(1)).unwrap_or(end),
        }
    }

    /// The working day with `index` working days before it.
    pub(super) fn nth_working(&self, index: usize) -> Result<NaiveDate, ClockError> {
        self.working
            .get(index)
            .copied()
            .ok_or_else(|| self.run_out())
    }

    /// The first working day after `date`.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn next_working_day(&self, date: NaiveDate) -> Result<NaiveDate, ClockError> {
        self.covered(date)?;
        self.nth_working(self.working.partition_point(|d| *d <= date))
    }

    /// The last working day before `date`.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`], also when no working day precedes it.
    pub fn previous_working_day(&self, date: NaiveDate) -> Result<NaiveDate, ClockError> {
        self.covered(date)?;
        match self.working.partition_point(|d| *d < date) {
            0 => Err(ClockError::BeyondCalendar {
                date: date.pred_opt().unwrap_or(date),
            }),
            index => self.nth_working(index - 1),
        }
    }

    /// The opening hours of `date`, were it a working day: opening and closing times, in order.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn hours_on(&self, date: NaiveDate) -> Result<&[(NaiveTime, NaiveTime)], ClockError> {
        self.covered(date).map(|date| self.spans(date))
    }

    /// The days of `dates` that differ from their day of the week, in order.
    pub fn special_days(
        &self,
        dates: RangeInclusive<NaiveDate>,
    ) -> impl Iterator<Item = &SpecialDay> {
        let dates = if dates.is_empty() {
            NaiveDate::MIN..=NaiveDate::MIN
        } else {
            dates
        };
        self.days.range(dates).map(|(_, day)| day)
    }

    /// The opening hours of a working day.
    pub(super) fn spans(&self, date: NaiveDate) -> &[(NaiveTime, NaiveTime)] {
        let index = self.hours.partition_point(|h| h.from <= date);
        index.checked_sub(1).map_or(&[], |i| &self.hours[i].spans)
    }

    /// The opening hours of `dates`: those of the first date, and each that follow, from when.
    pub fn hours_during(
        &self,
        dates: RangeInclusive<NaiveDate>,
    ) -> impl Iterator<Item = (NaiveDate, &[(NaiveTime, NaiveTime)])> {
        let (first, last) = dates.into_inner();
        let later = self.hours.iter().map(|hours| hours.from);
        std::iter::once(first)
            .chain(later.filter(move |from| first < *from && *from <= last))
            .map(|from| (from, self.spans(from)))
    }

    /// The time of day the office opens on `date`, were it a working day.
    pub(super) fn opens(&self, date: NaiveDate) -> NaiveTime {
        self.spans(date)
            .first()
            .map_or(NaiveTime::MIN, |span| span.0)
    }

    /// The time of day the office closes on `date`, were it a working day.
    pub(super) fn closes(&self, date: NaiveDate) -> NaiveTime {
        self.spans(date)
            .last()
            .map_or(NaiveTime::MIN, |span| span.1)
    }

    /// Working minutes of `date` that lie before `time`.
    pub(super) fn minutes_before(&self, date: NaiveDate, time: NaiveTime) -> WorkingMinutes {
        let minutes = |(from, to): &(NaiveTime, NaiveTime)| {
            minute_of_day(time.min(*to)).saturating_sub(minute_of_day(*from))
        };
        WorkingMinutes::new(self.spans(date).iter().map(minutes).sum())
    }

    /// The earliest time on `date` by which `minutes` (1 to 480) have been worked.
    pub(super) fn time_after(&self, date: NaiveDate, minutes: WorkingMinutes) -> NaiveTime {
        let mut rest = minutes.get();
        for (from, to) in self.spans(date) {
            let length = minute_of_day(*to) - minute_of_day(*from);
            if rest <= length {
                let (time, _) =
                    from.overflowing_add_signed(chrono::TimeDelta::minutes(rest.into()));
                return time;
            }
            rest -= length;
        }
        self.closes(date)
    }
}

pub(super) fn minute_of_day(time: NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

fn check_hours(hours: &Hours) -> Result<(), CalendarError> {
    let times: Vec<_> = hours
        .spans
        .iter()
        .flat_map(|(from, to)| [*from, *to])
        .collect();
    let whole = |t: &NaiveTime| t.second() == 0 && t.nanosecond() == 0;
    if !times.is_sorted_by(|a, b| a < b) || !times.iter().all(whole) {
        return Err(CalendarError::HoursOutOfOrder(hours.from));
    }
    let minutes: u32 = hours
        .spans
        .iter()
        .map(|(from, to)| minute_of_day(*to) - minute_of_day(*from))
        .sum();
    match minutes {
        DAY => Ok(()),
        other => Err(CalendarError::NotEightHours(hours.from, other)),
    }
}
