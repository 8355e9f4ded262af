//! Times at which a centre can be booked, and the bookings (đặt lịch hẹn).

mod decide;

use chrono::{Days, NaiveDate, TimeDelta};
use kernel::{
    Instant, Personal, Phone, UnitId,
    working_time::{Calendar, Day},
};

pub use decide::{Act, Counter, Happened};

use crate::QueueRefusal;

/// A time that can be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub starts: Instant,
    pub ends: Instant,
}

/// A time somebody has booked at a centre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// What the person says at the counter.
    pub code: String,
    pub unit: UnitId,
    /// The day of the slot, in the province's civil time.
    pub day: NaiveDate,
    pub slot: Slot,
    pub name: Personal<String>,
    pub phone: Personal<Phone>,
    /// What they come for; empty when they did not say.
    pub procedure: String,
    pub status: Status,
    /// When it was made.
    pub at: Instant,
    /// How many texts it has sent to the number.
    pub texts: u32,
}

/// Where a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Booked,
    Cancelled,
    Came,
}

/// Why a day cannot be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shut {
    Rest,
    Holiday(String),
    Past,
    TooFar,
}

/// The first and the last day that can be booked at `now`.
pub fn bookable_days(calendar: &Calendar, days_ahead: u32, now: Instant) -> (NaiveDate, NaiveDate) {
    let today = calendar.civil(now).date();
    let last = today.checked_add_days(Days::new(days_ahead.into()));
    (today, last.unwrap_or(today))
}

/// The times of `day`, each `minutes` long, within the opening hours; those that have begun at
/// `now` are left out.
///
/// # Errors
/// Why there is none.
pub fn slots(
    calendar: &Calendar,
    minutes: u32,
    days_ahead: u32,
    day: NaiveDate,
    now: Instant,
) -> Result<Vec<Slot>, Shut> {
    let (first, last) = bookable_days(calendar, days_ahead, now);
    if day < first {
        return Err(Shut::Past);
    }
    if day > last {
        return Err(Shut::TooFar);
    }
    match calendar.day(day) {
        Ok(Day::Working | Day::MakeUp(_)) => {}
        Ok(Day::WeeklyRest) => return Err(Shut::Rest),
        Ok(Day::Off(name)) => return Err(Shut::Holiday(name.to_owned())),
        Err(_) => return Err(Shut::TooFar),
    }
    let each = TimeDelta::minutes(i64::from(minutes.max(1)));
    let mut slots = Vec::new();
    for (opens, closes) in calendar.hours_on(day).unwrap_or_default() {
        let (mut starts, closes) = (calendar.at(day, *opens), calendar.at(day, *closes));
        while starts + each <= closes {
            let ends = starts + each;
            if starts > now {
                slots.push(Slot { starts, ends });
            }
            starts = ends;
        }
    }
    Ok(slots)
}

/// The time that begins at `starts`, if it can be booked at `now`.
///
/// # Errors
/// When it cannot.
pub fn slot_at(
    calendar: &Calendar,
    minutes: u32,
    days_ahead: u32,
    starts: Instant,
    now: Instant,
) -> Result<Slot, QueueRefusal> {
    let day = calendar.civil(starts).date();
    let slots = slots(calendar, minutes, days_ahead, day, now);
    let found = slots.ok().and_then(|slots| {
        let mut slots = slots.into_iter();
        slots.find(|slot| slot.starts == starts)
    });
    found.ok_or(QueueRefusal::NoSuchSlot)
}
