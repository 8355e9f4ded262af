//! What becomes of a booking, and which of it the person is told.

use chrono::NaiveDate;
use kernel::{Decider, Instant};

use super::{Booking, Slot, Status};
use crate::QueueRefusal;

/// How many texts about bookings one number gets in a day: anybody can write somebody else's number
/// into the form. No rule of law sets this.
const TEXTS_A_DAY: u32 = 6;

/// What the counter knows when it decides.
#[derive(Clone, Copy, Debug)]
pub struct Counter {
    pub now: Instant,
    /// How many texts about bookings the number got in the last day.
    pub texted: u32,
}

/// What somebody wants of a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Makes it; its texts are counted from here.
    Make(Box<Booking>),
    Move {
        day: NaiveDate,
        slot: Slot,
    },
    Cancel,
    /// The person has come.
    Come,
}

/// What has happened to a booking; `told`: the person gets a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    Made {
        booking: Box<Booking>,
        told: bool,
    },
    Moved {
        day: NaiveDate,
        slot: Slot,
        told: bool,
        at: Instant,
    },
    Cancelled {
        told: bool,
        at: Instant,
    },
    Came {
        at: Instant,
    },
}

impl Decider for Booking {
    type Context = Counter;
    type Command = Act;
    type Event = Happened;
    type Refusal = QueueRefusal;

    fn decide(
        counter: &Counter,
        booking: Option<&Self>,
        act: Act,
    ) -> Result<Vec<Happened>, QueueRefusal> {
        let (at, told) = (counter.now, counter.texted < TEXTS_A_DAY);
        let Some(booking) = booking else {
            return match act {
                Act::Make(booking) => Ok(vec![Happened::Made { booking, told }]),
                _ => Err(QueueRefusal::NoBooking),
            };
        };
        let happened = match (booking.status, act) {
            // The same request sent again; under its id nobody learns of another's.
            (_, Act::Make(again)) if booking.was_made_as(&again) => return Ok(Vec::new()),
            (_, Act::Make(_)) => return Err(QueueRefusal::NoBooking),
            (Status::Booked, Act::Move { slot, .. }) if slot == booking.slot => {
                return Ok(Vec::new());
            }
            (Status::Booked, Act::Move { day, slot }) => Happened::Moved {
                day,
                slot,
                told,
                at,
            },
            (Status::Booked, Act::Cancel) => Happened::Cancelled { told, at },
            (Status::Booked, Act::Come) => Happened::Came { at },
            (Status::Cancelled, Act::Cancel) | (Status::Came, Act::Come) => return Ok(Vec::new()),
            _ => return Err(QueueRefusal::BookingOver),
        };
        Ok(vec![happened])
    }

    fn evolve(booking: Option<Self>, happened: &Happened) -> Option<Self> {
        let mut booking = match happened {
            Happened::Made { booking, .. } => Self {
                texts: 0,
                ..(**booking).clone()
            },
            _ => booking?,
        };
        match happened {
            Happened::Made { .. } => {}
            Happened::Moved { day, slot, .. } => (booking.day, booking.slot) = (*day, *slot),
            Happened::Cancelled { .. } => booking.status = Status::Cancelled,
            Happened::Came { .. } => booking.status = Status::Came,
        }
        booking.texts += u32::from(happened.is_told());
        Some(booking)
    }
}

impl Booking {
    /// Whether somebody asked for this very booking before: who books, not when they moved it to.
    pub fn was_made_as(&self, again: &Self) -> bool {
        self.unit == again.unit && self.name == again.name && self.phone == again.phone
    }
}

impl Happened {
    /// Whether the person gets a text of it.
    pub fn is_told(&self) -> bool {
        match self {
            Self::Made { told, .. } | Self::Moved { told, .. } | Self::Cancelled { told, .. } => {
                *told
            }
            // They are here.
            Self::Came { .. } => false,
        }
    }
}
