use super::{Act, Ledger, LedgerError};
use crate::working_time::Calendar;

impl Ledger {
    /// The same acts counted anew by `calendar`: its [`dues`](Self::dues) are these when the
    /// calendar says what it said then. Where they differ, a change of the calendar would give
    /// another date today; none already given moves by itself.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`](super::ClockError::BeyondCalendar), or a new date that the
    /// calendar no longer allows.
    pub fn recounted(&self, calendar: &Calendar) -> Result<Self, LedgerError> {
        let first = &self.first;
        let mut again = Self::open(calendar, self.rule, &first.term, self.event, self.received)?;
        for entry in &self.entries {
            let at = entry.at;
            again = match &entry.act {
                Act::Paused { ground } => again.pause(calendar, ground.clone(), at),
                Act::GroundEnded { ground } => again.end_pause(calendar, &ground.key, at)?,
                Act::Resumed { .. } => again.resume(calendar, at)?,
                Act::Restarted { ground, term, .. } => {
                    again.restart(calendar, ground.clone(), at, term)?
                }
                Act::Moved { ground } => again.move_to(calendar, entry.due, ground.clone(), at)?,
            };
        }
        Ok(again)
    }
}
