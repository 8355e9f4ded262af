//! The promised date.

use kernel::{
    Instant,
    working_time::{Act, Calendar, Ledger},
};
use serde::{Deserialize, Serialize};

use crate::{Apology, Dossier};

/// The promised date and everything that made it (giấy hẹn trả kết quả).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    pub ledger: Ledger,
    /// The phase it promises, from 1, and how many there are.
    pub phase: u8,
    pub phases: u8,
}

/// The apology that moved the date, as it was signed: it is printed again with the same words
/// (form 04).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apologised {
    pub apology: Apology,
    pub previous_due: Instant,
}

/// When a result came, against its promise (trước hạn, đúng hạn, quá hạn): by date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeliness {
    Early,
    OnTime,
    Late,
}

/// The grounds on which another promise begins in the same ledger.
pub(crate) const PHASE: &str = "phase";
pub(crate) const CORRECTION: &str = "correction";

impl Appointment {
    pub fn due(&self) -> Instant {
        self.ledger.due()
    }

    /// From which moment the term counts.
    pub fn counted_from(&self) -> Instant {
        self.ledger.counted_from()
    }

    /// A sentence a line, in Vietnamese: anyone can recompute the date from them.
    pub fn because(&self) -> Vec<String> {
        self.ledger.sentences()
    }

    /// How often an apology has moved the date: of the dossier, or of the correction of its result.
    pub fn moved(&self) -> u32 {
        let moves = self.since(&[CORRECTION]).filter(|(_, moved)| *moved);
        u32::try_from(moves.count()).unwrap_or(u32::MAX)
    }

    /// The date this phase was first promised for, where an apology has moved it since.
    pub fn original_due(&self) -> Option<Instant> {
        let mut before = None;
        for (due, moved) in self.since(&[PHASE, CORRECTION]) {
            if moved {
                return Some(before.unwrap_or(self.ledger.original_due()));
            }
            before = Some(due);
        }
        None
    }

    /// The dates of the acts since one of `grounds` last began another promise, that act included;
    /// and whether each was an apology.
    fn since(&self, grounds: &[&str]) -> impl Iterator<Item = (Instant, bool)> {
        let entries = self.ledger.entries();
        let begins = |act: &Act| matches!(act, Act::Restarted { ground, .. } if grounds.contains(&ground.key.as_str()));
        let first = entries.iter().rposition(|entry| begins(&entry.act));
        entries[first.unwrap_or(0)..]
            .iter()
            .map(|entry| (entry.due, matches!(entry.act, Act::Moved { .. })))
    }
}

impl Dossier {
    /// How the result stands to its promise, by date; none before there is one. Time in which the
    /// clock stood still does not make it late.
    pub fn timeliness(&self, calendar: &Calendar) -> Option<Timeliness> {
        let outcome = self.stage.outcome()?;
        let (done, due) = (
            calendar.civil(outcome.at).date(),
            calendar.civil(outcome.due?).date(),
        );
        Some(match done.cmp(&due) {
            std::cmp::Ordering::Less => Timeliness::Early,
            std::cmp::Ordering::Equal => Timeliness::OnTime,
            std::cmp::Ordering::Greater => Timeliness::Late,
        })
    }
}
