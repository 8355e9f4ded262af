//! The promise: how a dossier (hồ sơ) comes in at the one-stop desk, waits, is settled, and
//! goes back to its owner; and the date that was promised for it.

mod decide;
mod evolve;
mod filing;
mod refusal;

use std::sync::Arc;

use catalogue::Catalogue;
use chrono::NaiveDate;
use kernel::{DossierId, Instant, UnitId};
use serde::{Deserialize, Serialize};

pub use filing::{Answer, Channel, Filing, Paper, Person, ReturnMethod};
pub use refusal::{FilingFault, Refusal};

/// A citizen's application for one administrative procedure, from filing to return.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    pub id: DossierId,
    /// What it is known by outside (mã hồ sơ).
    pub code: String,
    pub procedure: ProcedureRef,
    pub filing: Filing,
    pub channel: Channel,
    /// When it was filed online; none when it was handed in.
    pub submitted_at: Option<Instant>,
    /// When a desk received it (NĐ 61/2018/NĐ-CP Điều 17).
    pub received_at: Option<Instant>,
    pub appointment: Option<Appointment>,
    pub stage: Stage,
}

/// The version of the procedure a dossier was received under; it keeps it to the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureRef {
    pub code: String,
    pub version: NaiveDate,
    pub field: String,
}

/// Where a dossier stands. What belongs to one stage only lives in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "kebab-case")]
pub enum Stage {
    /// Filed online, received by nobody yet (chờ tiếp nhận).
    Submitted,
    /// Being worked on; the promised date runs (đang giải quyết).
    InProgress,
    /// The person was asked for something (yêu cầu bổ sung).
    AwaitingSupplement {
        components: Vec<String>,
        reason: String,
        at: Instant,
    },
    /// Its time is outside the term on a lawful ground (tạm dừng tính thời gian).
    ClockStopped { ground: String, at: Instant },
    /// The result waits for the person (có kết quả).
    Settled { granted: bool, at: Instant },
    /// The result is in the person's hands or on its way (đã trả kết quả).
    Returned {
        granted: bool,
        settled_at: Instant,
        at: Instant,
        method: ReturnMethod,
    },
    /// Not received (từ chối tiếp nhận).
    Refused { reason: String, at: Instant },
    /// Stopped at the person's request (đã rút hồ sơ).
    Withdrawn { reason: String, at: Instant },
}

/// The promised date and how it was reached (giấy hẹn trả kết quả).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Appointment {
    /// From which moment the term counts.
    pub counted_from: Instant,
    pub due: Instant,
    /// The term of this phase, such as `4d`.
    pub term: String,
    /// The phase it promises, from 1, and how many there are.
    pub phase: u8,
    pub phases: u8,
    /// A sentence a line, in Vietnamese: anyone can recompute the date from them.
    pub because: Vec<String>,
}

/// What somebody wants of a dossier.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Files online.
    Submit {
        id: DossierId,
        code: String,
        filing: Filing,
    },
    /// Receives at the desk what a person or the post hands in.
    Accept {
        id: DossierId,
        code: String,
        filing: Filing,
        channel: Channel,
    },
    /// Receives what was filed online.
    AcceptSubmitted,
    /// Asks the person, once and completely (form 02).
    AskSupplement {
        components: Vec<String>,
        reason: String,
    },
    /// Takes in what was asked for.
    Supply { papers: Vec<Paper> },
    /// Declines what was filed online (form 03).
    Refuse { reason: String },
    /// Stops at the person's request.
    Withdraw { reason: String },
    /// Time is outside the term from `at` on.
    StopClock { ground: String, at: Instant },
    /// Time counts again from `at` on, in `phase`.
    StartClock { phase: u8, at: Instant },
    /// Every agency has answered.
    Settle { granted: bool, at: Instant },
    /// Hands the result over.
    Return {
        method: ReturnMethod,
        tracking: Option<String>,
    },
}

/// What has happened to a dossier.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Submitted {
        id: DossierId,
        code: String,
        procedure: ProcedureRef,
        filing: Filing,
        at: Instant,
    },
    Accepted {
        id: DossierId,
        code: String,
        procedure: ProcedureRef,
        filing: Filing,
        channel: Channel,
        appointment: Appointment,
        at: Instant,
    },
    SupplementAsked {
        components: Vec<String>,
        reason: String,
        at: Instant,
    },
    SupplementReceived {
        papers: Vec<Paper>,
        appointment: Appointment,
        at: Instant,
    },
    Refused {
        reason: String,
        at: Instant,
    },
    Withdrawn {
        reason: String,
        at: Instant,
    },
    ClockStopped {
        ground: String,
        at: Instant,
    },
    ClockStarted {
        appointment: Appointment,
        at: Instant,
    },
    Settled {
        granted: bool,
        at: Instant,
    },
    Returned {
        method: ReturnMethod,
        tracking: Option<String>,
        at: Instant,
    },
}

/// What the desk knows when it decides.
#[derive(Clone, Debug)]
pub struct Desk {
    pub now: Instant,
    pub catalogue: Arc<Catalogue>,
}

impl Dossier {
    /// The one-stop centre that received it, or is to receive it.
    pub fn receiving_unit(&self) -> &UnitId {
        &self.filing.receiving_unit
    }

    /// When the result was decided, once it was.
    pub fn settled_at(&self) -> Option<Instant> {
        match self.stage {
            Stage::Settled { at, .. } => Some(at),
            Stage::Returned { settled_at, .. } => Some(settled_at),
            _ => None,
        }
    }
}

impl Stage {
    /// A stable word for programs and tables.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::InProgress => "in-progress",
            Self::AwaitingSupplement { .. } => "awaiting-supplement",
            Self::ClockStopped { .. } => "clock-stopped",
            Self::Settled { .. } => "settled",
            Self::Returned { .. } => "returned",
            Self::Refused { .. } => "refused",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// The same, as people read it.
    pub fn vietnamese(&self) -> &'static str {
        match self {
            Self::Submitted => "chờ tiếp nhận",
            Self::InProgress => "đang giải quyết",
            Self::AwaitingSupplement { .. } => "chờ bổ sung",
            Self::ClockStopped { .. } => "tạm dừng tính thời gian",
            Self::Settled { .. } => "đã có kết quả",
            Self::Returned { .. } => "đã trả kết quả",
            Self::Refused { .. } => "bị từ chối tiếp nhận",
            Self::Withdrawn { .. } => "đã rút",
        }
    }

    fn is_over(&self) -> bool {
        matches!(
            self,
            Self::Returned { .. } | Self::Refused { .. } | Self::Withdrawn { .. }
        )
    }
}

#[cfg(test)]
mod tests;
