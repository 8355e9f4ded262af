//! The promised date as a ledger of intervals.

mod acts;
mod audit;
mod ground;
mod intervals;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{
    because::Because,
    calendar::Calendar,
    clock::{ClockError, StartRule},
    minutes::WorkingMinutes,
    term::Term,
};
use crate::Instant;

pub use ground::{Ground, Policy, StartEvent};
pub use intervals::Interval;

/// The promised date of a dossier (hẹn trả kết quả) and everything that made it: when the term
/// began, each pause, restart and new date. A value; every act gives a new one.
///
/// The date of an entry is computed once, by the calendar of that day, and kept: a calendar
/// loaded later moves no date already given. Moments never run backwards: what is said to lie
/// before the last entry is taken as of that entry ([`Because::Skewed`]).
///
/// ```
/// # use kernel::working_time::*;
/// # fn demo(calendar: &Calendar, now: kernel::Instant) -> Result<(), LedgerError> {
/// let term = Term::days(8);
/// let ledger = Ledger::open(calendar, StartRule::default(), &term, StartEvent::Reception, now)?;
/// let paused = ledger.pause(calendar, "public-notice", now);
/// let promised = paused.resume(calendar, now)?;
/// assert_eq!(promised.due(), ledger.due());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    event: StartEvent,
    received: Instant,
    rule: StartRule,
    first: Count,
    entries: Vec<Entry>,
}

/// A term counted from its beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Count {
    starts: Instant,
    term: Term,
    due: Instant,
    because: Vec<Because>,
}

/// One act on the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub act: Act,
    /// When, never before the entry above it.
    pub at: Instant,
    /// The promised date after this act; a pause leaves it as it was.
    pub due: Instant,
    /// The working of this act alone.
    pub because: Vec<Because>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// A ground holds the clock, alone or beside others.
    Paused { ground: Ground },
    /// One ground of several has ended.
    GroundEnded { ground: Ground },
    /// The clock runs again; the date moved by `minutes`.
    Resumed { minutes: WorkingMinutes },
    /// The term, perhaps another, counts from zero; nothing holds the clock any more.
    Restarted {
        ground: Ground,
        term: Term,
        starts: Instant,
    },
    /// Another date was given.
    Moved { ground: Ground },
}

/// The flag of the ledger: derived, never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerState {
    /// The term runs as first counted, perhaps extended.
    Running,
    /// The clock stands still since `since`; the first ground that holds it.
    Paused { ground: Ground, since: Instant },
    /// The term runs, counted anew.
    Restarted { ground: Ground, at: Instant },
    /// The date is a new appointment.
    Moved { ground: Ground, at: Instant },
}

impl LedgerState {
    /// `running`, `paused`, `restarted`, `moved`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused { .. } => "paused",
            Self::Restarted { .. } => "restarted",
            Self::Moved { .. } => "moved",
        }
    }
    /// The ground it stands on, if it needs one.
    pub fn ground(&self) -> Option<&Ground> {
        match self {
            Self::Running => None,
            Self::Paused { ground, .. }
            | Self::Restarted { ground, .. }
            | Self::Moved { ground, .. } => Some(ground),
        }
    }
    /// `đang tính`, `tạm dừng`, `tính lại`, `hẹn lại`.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Running => "đang tính",
            Self::Paused { .. } => "tạm dừng",
            Self::Restarted { .. } => "tính lại",
            Self::Moved { .. } => "hẹn lại",
        }
    }
}

/// Why an act on the ledger is impossible. Its display is the sentence shown to the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// Source: NĐ 61/2018/NĐ-CP Điều 19.9: an apology gives a later date.
    #[error(
        "Ngày hẹn lại phải sau ngày đã hẹn, {}. Hãy chọn một ngày làm việc sau đó.",
        due.format("%d/%m/%Y")
    )]
    NotLater { due: chrono::NaiveDate },
    /// Source: Bộ luật Dân sự 2015 Điều 148.5.
    #[error(
        "Ngày hẹn lại {} là ngày nghỉ. Hãy chọn ngày làm việc, chẳng hạn {}.",
        date.format("%d/%m/%Y"),
        next.format("%d/%m/%Y")
    )]
    DayOfRest {
        date: chrono::NaiveDate,
        next: chrono::NaiveDate,
    },
}

impl Ledger {
    /// The promised date as it stands. While the clock stands still it is the date before the
    /// pause; see [`due_if_resumed`](Self::due_if_resumed).
    pub fn due(&self) -> Instant {
        self.entries.last().map_or(self.first.due, |last| last.due)
    }

    /// The date promised first.
    pub fn original_due(&self) -> Instant {
        self.first.due
    }

    /// Every date in turn: as opened, and after each entry.
    pub fn dues(&self) -> Vec<Instant> {
        let after = self.entries.iter().map(|entry| entry.due);
        std::iter::once(self.first.due).chain(after).collect()
    }

    /// When the dossier came in, and what makes the term run.
    pub fn received(&self) -> (StartEvent, Instant) {
        (self.event, self.received)
    }

    /// From when the term counts: of the latest restart, or of the opening.
    pub fn counted_from(&self) -> Instant {
        self.count().1
    }

    /// The term that is being counted.
    pub fn term(&self) -> &Term {
        self.count().0
    }

    fn count(&self) -> (&Term, Instant) {
        let restart = self
            .entries
            .iter()
            .rev()
            .find_map(|entry| match &entry.act {
                Act::Restarted { term, starts, .. } => Some((term, *starts)),
                _ => None,
            });
        restart.unwrap_or((&self.first.term, self.first.starts))
    }

    /// The acts after the opening, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How often another date was given (NĐ 61/2018/NĐ-CP Điều 19.9: at most once).
    pub fn times_moved(&self) -> usize {
        self.count_acts(|act| matches!(act, Act::Moved { .. }))
    }

    /// How often the term was counted from zero again.
    pub fn times_restarted(&self) -> usize {
        self.count_acts(|act| matches!(act, Act::Restarted { .. }))
    }

    fn count_acts(&self, which: impl Fn(&Act) -> bool) -> usize {
        self.entries
            .iter()
            .filter(|entry| which(&entry.act))
            .count()
    }

    /// The grounds that hold the clock now, the earliest first; none when it runs.
    pub fn grounds(&self) -> Vec<&Ground> {
        self.standing().holding
    }

    /// When the clock was stopped, if it stands still.
    pub fn paused_since(&self) -> Option<Instant> {
        self.standing().since
    }

    /// The flag that people see.
    pub fn state(&self) -> LedgerState {
        self.standing().state()
    }

    /// The whole working, in order: displayed, a sentence a line; serialised, data from which
    /// another program can recompute the date.
    pub fn because(&self) -> Vec<Because> {
        let acts = self.entries.iter().map(|entry| &entry.because);
        std::iter::once(&self.first.because)
            .chain(acts)
            .flatten()
            .cloned()
            .collect()
    }

    /// The working, a sentence a line.
    pub fn sentences(&self) -> Vec<String> {
        self.because().iter().map(ToString::to_string).collect()
    }

    /// Whether the promise is broken at `now`. While the clock stands still it is as broken as
    /// it was when it stopped.
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.running_at(now) > self.due()
    }

    /// Working time left at `now`; what was left when it stopped, while the clock stands still.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn left(&self, calendar: &Calendar, now: Instant) -> Result<WorkingMinutes, ClockError> {
        let from = self.running_at(now).max(self.counted_from());
        calendar.left(from, self.due())
    }

    /// Working time by which the promise is broken at `now`; as when it stopped, while the clock
    /// stands still.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn late(&self, calendar: &Calendar, now: Instant) -> Result<WorkingMinutes, ClockError> {
        calendar.spent(self.due(), self.running_at(now))
    }

    /// The last moment, `now` at the latest, at which the clock ran.
    fn running_at(&self, now: Instant) -> Instant {
        self.held_from().map_or(now, |since| since.min(now))
    }
}
