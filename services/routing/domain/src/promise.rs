//! The promised date as a route knows it: who owes an apology for it, and what was told of it.

use kernel::{Instant, LegId, UnitId};
use serde::{Deserialize, Serialize};

/// An apology with a new date, owed for a promise that will not be kept
/// (NĐ 61/2018/NĐ-CP Điều 19.9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// The leg that delays, by position; none while the one-stop desk itself is in charge.
    pub leg: Option<usize>,
    pub unit: UnitId,
    /// The account that hears of it.
    pub host: String,
    pub raised_at: Instant,
    /// The promise it is about.
    pub due: Instant,
    /// Until when reason and new date must be signed.
    pub state_by: Instant,
    pub ground: DutyGround,
    /// False once the date was moved as often as the rules allow.
    pub may_move: bool,
    pub status: DutyStatus,
    /// The date that was stated in its place, once given.
    pub new_due: Option<Instant>,
}

/// Why an apology is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyGround {
    /// What is left to do cannot be done before the promised date.
    Impossible,
    /// The last day on which the law lets it be given has come.
    LastDay,
}

/// What became of an apology that was owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyStatus {
    Owed,
    Given,
    Missed,
    /// The dossier ended before the date, or the date holds no longer.
    Lapsed,
}

/// What was told once and is not told again for the same due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    LegDueSoon { leg: usize, due: Instant },
    LegOverdue { leg: usize, due: Instant },
    OpinionLate { leg: usize, due: Instant },
    DossierDueSoon { due: Instant },
    DossierOverdue { due: Instant },
    ApologyMissed { due: Instant },
}

/// A part of a dossier's lateness, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blame {
    /// None when the norms do not fit the term, and nobody exceeded one.
    pub unit: Option<UnitId>,
    /// None when it was the desk itself.
    pub leg: Option<LegId>,
    /// The leg's key in the procedure; `desk` and `norms` when it is none.
    pub key: String,
    /// Working minutes.
    pub minutes: u32,
}

impl DutyGround {
    /// A stable word for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Impossible => "impossible",
            Self::LastDay => "last-day",
        }
    }
}

impl DutyStatus {
    /// A stable word for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Owed => "owed",
            Self::Given => "given",
            Self::Missed => "missed",
            Self::Lapsed => "lapsed",
        }
    }
}
