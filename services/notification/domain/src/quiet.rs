use chrono::{FixedOffset, NaiveTime, TimeDelta};
use kernel::Instant;

/// The hours in which no phone is to ring, in the province's civil time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// When quiet begins, included.
    pub from: NaiveTime,
    /// When quiet ends, excluded; earlier than `from` when the night lies between.
    pub to: NaiveTime,
    pub zone: FixedOffset,
}

impl QuietHours {
    /// The first moment, `at` or later, when a message may be sent.
    pub fn release(&self, at: Instant) -> Instant {
        let civil = at.with_timezone(&self.zone).time();
        let quiet = if self.from <= self.to {
            (self.from..self.to).contains(&civil)
        } else {
            civil >= self.from || civil < self.to
        };
        if !quiet {
            return at;
        }
        let wait = self.to.signed_duration_since(civil);
        let wait = if wait < TimeDelta::zero() {
            wait + TimeDelta::days(1)
        } else {
            wait
        };
        at.checked_add_signed(wait).unwrap_or(at)
    }
}
