//! Working time (thời gian làm việc): how long the law gives, and when that is over.
//!
//! A [`Calendar`] is loaded from dated data and never guesses: a date it does not cover is a
//! [`ClockError::BeyondCalendar`]. A [`Term`] is what the law writes ("07 ngày làm việc và
//! 12 ngày"). Two rules turn a term into a moment, and [`Calendar::due`] picks by part:
//!
//! - **Day counting** for whole working days (`1d`, `8d`), calendar days (`12cd`) and months:
//!   the day of the start does not count; the term ends when the last day's office closes.
//!   Source: Bộ luật Dân sự 91/2015/QH13 Điều 147.2, 148.
//! - **Minute counting** for parts of days (`0.5d`, `1.25d`), the steps inside an agency: the
//!   working minutes after the start itself, 480 to the day. Counted so, `1.25d` can be over
//!   before `1d` is: the first is a step measured by the clock, the second a day of law.
//!
//! A [`Ledger`] keeps a promised date through pauses, restarts and re-appointments.
//!
//! Instants are cut to the whole minute before anything is counted, so that what is
//! [`spent`](Calendar::spent) over two stretches is exactly what is spent over both.

mod because;
mod calendar;
mod clock;
mod due;
mod ledger;
mod minutes;
mod term;

pub use because::{Because, Civil};
pub use calendar::{Calendar, CalendarError, CalendarSpec, Day, Hours, SpecialDay, SpecialKind};
pub use clock::{ClockError, StartRule};
pub use due::Due;
pub use ledger::{
    Act, Entry, Ground, Interval, Ledger, LedgerError, LedgerState, Policy, StartEvent,
};
pub use minutes::{DAY, WorkingMinutes};
pub use term::{Part, Term, TermError};

#[cfg(test)]
mod laws;
#[cfg(test)]
mod vectors;
