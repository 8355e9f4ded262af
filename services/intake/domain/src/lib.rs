//! The promise: how a dossier (hồ sơ) comes in at the one-stop desk, waits, is settled, and
//! goes back to its owner; and the date that was promised for it.
//!
//! Five things are true of a dossier side by side and never folded into one: its [`Stage`], the
//! person's money ([`Finance`]), where the paper is ([`Originals`]), the promised date
//! ([`Appointment`]) and what the national portal was told ([`Sync`]).

mod appointment;
pub mod booking;
mod checked;
mod command;
mod complaint;
mod decide;
mod declined;
mod dimensions;
mod event;
mod evolve;
mod fault;
mod feedback;
mod filing;
mod law;
mod outcome;
mod papers;
mod preview;
mod promise;
mod proof;
pub mod queue;
mod refusal;
pub mod register;
mod stage;
mod supplement;
mod sync;
mod upkeep;

use std::sync::Arc;

use catalogue::{Catalogue, Procedure};
use chrono::NaiveDate;
use kernel::{
    DossierId, Instant, UnitId,
    working_time::{Calendar, Term},
};
use serde::{Deserialize, Serialize};

pub use appointment::{Apologised, Appointment, Timeliness};
pub use checked::{Arrival, Checked};
pub use command::{Apology, Ask, Command, Proxy, Signature};
pub use complaint::{
    About, Answered, Complaint, ComplaintCommand, ComplaintEvent, ComplaintRefusal, ComplaintStage,
    ComplaintStep, Grievances, Limits, Matter,
};
pub use declined::Declined;
pub use dimensions::{Finance, Loss, Need, Originals, Sync};
pub use event::{Event, Receipt, SetAside, Submission};
pub use fault::FilingFault;
pub use feedback::{
    Criterion, Feedback, FeedbackCommand, FeedbackEvent, FeedbackRefusal, NoticeChannel, Rating,
    Spoken, ToldBy,
};
pub use filing::{Answer, Channel, Filing, Paper, Person, ReturnMethod};
pub use preview::{CountedDay, DayIs, Preview, PreviewLeg, Sought};
pub use proof::{
    DIGITS_HOLD, PROOF_HOLDS, Proof, ProofCommand, ProofEvent, ProofRefusal, TRIES, may_ask,
};
pub use queue::{Priority, QueueRefusal, TicketStatus, Waiting};
pub use refusal::Refusal;
pub use stage::{Correction, Ending, Handover, Outcome, Request, Stage, Standing, Taker};
pub use sync::owed as owed_sync;

/// A citizen's application for one administrative procedure, from filing to return.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    pub id: DossierId,
    /// What it is known by outside (mã hồ sơ).
    pub code: String,
    pub procedure: ProcedureRef,
    /// What was handed in, supplements included.
    pub filing: Filing,
    /// The papers of the first filing, once a supplement has changed them.
    pub first_papers: Option<Vec<Paper>>,
    pub channel: Channel,
    /// The one-stop centre that has it: where it was filed, or the successor of that.
    pub centre: UnitId,
    /// When it was filed online; none when it was handed in.
    pub submitted_at: Option<Instant>,
    /// When a desk received it (NĐ 61/2018/NĐ-CP Điều 17).
    pub received_at: Option<Instant>,
    /// The number of the minutes by which the post handed it over (QĐ 45/2016/QĐ-TTg Điều 7.4).
    pub minutes: Option<String>,
    /// Whether form 01 was issued: not for a result on the spot, unless the person asks
    /// (NĐ 61/2018/NĐ-CP Điều 17.4).
    pub receipt: bool,
    /// The matter lies in a difficult area (địa bàn khó khăn).
    pub difficult: bool,
    /// The term of each phase, as it was when the dossier was received.
    pub terms: Vec<Term>,
    pub appointment: Option<Appointment>,
    /// The last apology that moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apologised: Option<Apologised>,
    pub stage: Stage,
    /// Every request for a supplement, in order (form 02).
    pub requests: Vec<Request>,
    /// What agencies want asked of the person, before the desk has asked.
    pub needs: Vec<Need>,
    pub finance: Finance,
    pub originals: Originals,
    /// The last loss of papers, kept when they are found again.
    pub loss: Option<Loss>,
    pub sync: Sync,
}

/// The version of the procedure a dossier was received under; it keeps it to the end, unless an
/// administrator orders it moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureRef {
    pub code: String,
    pub version: NaiveDate,
    pub field: String,
}

/// What the desk knows when it decides.
#[derive(Clone, Debug)]
pub struct Desk {
    pub now: Instant,
    pub catalogue: Arc<Catalogue>,
}

impl Desk {
    pub(crate) fn calendar(&self) -> &Calendar {
        self.catalogue.calendar()
    }

    /// The version of the procedure the dossier was received under.
    pub(crate) fn procedure(&self, dossier: &Dossier) -> Result<&Procedure, Refusal> {
        self.catalogue
            .procedure_version(&dossier.procedure.code, dossier.procedure.version)
            .ok_or(Refusal::VersionGone)
    }
}

impl Dossier {
    /// The one-stop centre that received it, or is to receive it.
    pub fn receiving_unit(&self) -> &UnitId {
        &self.centre
    }

    /// Whether a desk has received it.
    pub fn is_received(&self) -> bool {
        self.received_at.is_some()
    }

    /// Whether it was this that the person filed first.
    pub(crate) fn was_filed_as(&self, filing: &Filing) -> bool {
        let papers = self.first_papers.as_ref().unwrap_or(&self.filing.papers);
        let rest = Filing {
            papers: self.filing.papers.clone(),
            ..filing.clone()
        };
        filing.papers == *papers && rest == self.filing
    }

    /// When the result was decided, once it was.
    pub fn settled_at(&self) -> Option<Instant> {
        self.stage.outcome().map(|outcome| outcome.at)
    }

    /// The request the person has still to answer.
    pub fn open_request(&self) -> Option<&Request> {
        let awaiting = matches!(self.stage, Stage::AwaitingSupplement { .. });
        self.requests.last().filter(|_| awaiting)
    }

    /// Where it stands, as people are told: a promise whose clock stands still shows as that.
    pub fn standing(&self) -> Standing {
        let paused = self
            .appointment
            .as_ref()
            .is_some_and(|promise| promise.ledger.paused_since().is_some());
        match &self.stage {
            Stage::InProgress if paused => Standing::ClockStopped,
            stage => stage.standing(),
        }
    }
}

#[cfg(test)]
mod tests;
