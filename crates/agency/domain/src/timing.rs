//! How the time of a case stands: routing keeps the clock, the agency is told.

use kernel::{
    Instant,
    working_time::{Calendar, ClockError},
};

use crate::{Case, Event};

/// What routing last said of a case's time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// Set while the clock stands still: the time is the person's
    /// (Nghị định 61/2018/NĐ-CP, khoản 4 Điều 19).
    pub paused: Option<Pause>,
    /// Opinions asked for the case and not yet given.
    pub opinions: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    pub since: Instant,
    /// Why, as a word: `supplement`.
    pub ground: String,
}

impl Case {
    /// What routing says a second time, or of a case that has ended, changes nothing.
    pub(crate) fn time(&self, timing: Timing, due: Option<Instant>, at: Instant) -> Vec<Event> {
        let same = self.offer.due == due
            && self.timing.opinions == timing.opinions
            // Since when is the first word's.
            && self.timing.paused.as_ref().map(|pause| &pause.ground)
                == timing.paused.as_ref().map(|pause| &pause.ground);
        let open = self.ended_at().is_none();
        if same || !open {
            return vec![];
        }
        vec![Event::Timed { timing, due, at }]
    }

    /// Working minutes used of what the norm allots, at `now` or since when the clock stands
    /// still. More than the norm once it is late; zero where no norm is set.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn spent(&self, now: Instant, calendar: &Calendar) -> Result<u32, ClockError> {
        let (Some(due), allotted) = (self.offer.due, self.offer.allotted) else {
            return Ok(0);
        };
        let now = self.timing.paused.as_ref().map_or(now, |pause| pause.since);
        if now > due {
            return Ok(allotted + calendar.spent(due, now)?.get());
        }
        Ok(allotted.saturating_sub(calendar.spent(now, due)?.get()))
    }
}
