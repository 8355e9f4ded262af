//! The rules of a leg in an agency's custody: offered, taken or declined, worked on,
//! proposed, approved, completed. Pure.
//!
//! Custody is what the protocol protects: an offer may be lost, doubled or taken back, and at
//! every moment exactly one side holds the dossier. So whatever routing says twice changes
//! nothing the second time, and what was once accepted stays accepted.

mod apology;
mod conclusion;
mod decide;
mod evolve;
mod hands;
mod offer;
mod refusal;
mod routed;
mod stage;
#[cfg(test)]
mod tests;
mod timing;

use std::sync::Arc;

use kernel::{CaseId, Decider, DossierId, Instant, Personal, UnitId, working_time::Calendar};

pub use apology::{Apology, Duty, Signature, Statement};
pub use conclusion::Conclusion;
pub use offer::{Offer, Opinion};
pub use refusal::Refusal;
pub use stage::{Ground, Held, RefuseReason, Stage};
pub use timing::{Pause, Timing};

/// Who is said to hold an automatic leg.
pub const MACHINE: &str = "service:automatic";

/// One leg of a dossier's route, as the agency that works on it knows it (việc).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub offer: Offer,
    pub stage: Stage,
    /// Routing said the whole route is over: no offer opens the case again.
    pub route_over: bool,
    /// Owed for the dossier whose promised date the unit will not keep; of the latest promise.
    pub apology: Option<Apology>,
    /// What the person was last said to be needed for.
    pub asked: Option<Ask>,
    /// Why it was sent back or handed over, for whoever works on it now.
    pub note: Option<Personal<String>>,
    /// How its time stands, as routing last said.
    pub timing: Timing,
}

/// What an agency needs of the person; only the one-stop desk asks for it (form 02).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Keys of the procedure's components (thành phần hồ sơ).
    pub components: Vec<String>,
    /// For form 02; names no person.
    pub reason: String,
    pub attempt: u32,
}

/// Somebody who acts for a unit, such as `officer:an@org:vpdkdd`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The whole name, as the journal records it.
    pub name: String,
    pub unit: UnitId,
}

/// What a decision may know besides the case.
#[derive(Clone, Debug)]
pub struct Desk {
    pub now: Instant,
    /// None where nobody loaded one: routing alone then says which dates are lawful.
    pub calendar: Option<Arc<Calendar>>,
    /// The keys of the papers of the case's procedure; none where they are not known.
    pub components: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Routing offers the leg. An attempt already known changes nothing.
    Receive(Offer),
    /// Routing takes back an offer. Too late once it was accepted; heard before the offer, it
    /// is remembered. An attempt of zero: the offer that stands.
    Recall {
        case: CaseId,
        dossier: DossierId,
        attempt: u32,
    },
    /// Routing ends the case, whoever has it. Heard before the offer it ends, it is remembered.
    /// An attempt of zero: the offer that stands.
    Close {
        case: CaseId,
        dossier: DossierId,
        attempt: u32,
        ground: Ground,
    },
    /// The unit is no more since a reorganisation; another has its cases.
    MoveUnit { from: UnitId, to: UnitId },
    /// Routing says that the unit owes an apology.
    Owe(Duty),
    /// Routing says how the time of the leg stands, and when it is due now.
    Time {
        timing: Timing,
        due: Option<Instant>,
    },
    /// Somebody of the unit acts.
    Act { by: Officer, act: Act },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Accepts the offer: custody is the unit's, the case in the officer's hands.
    Take,
    Refuse(RefuseReason),
    /// Gives the dossier back to whoever had it before.
    GiveBack {
        reason: String,
    },
    /// Puts a conclusion before the head; another one takes its place.
    Propose(Conclusion),
    /// Takes one's own proposal back before the head has agreed.
    Withdraw,
    /// The head agrees with the conclusion proposed.
    Approve,
    /// Ends the leg. None: with the conclusion that was proposed.
    Complete(Option<Conclusion>),
    /// Gives the case into another officer's hands, inside the unit.
    Reassign {
        officer: String,
        reason: String,
    },
    /// The head sends the proposal back for correction.
    SendBack {
        reason: String,
    },
    /// The person must be asked for something.
    NeedSupplement {
        components: Vec<String>,
        reason: String,
    },
    /// The promised date will not be kept, and why; another is.
    StateDelay {
        reason: String,
        new_due: Instant,
    },
    /// The head signs the apology that was stated.
    SignApology,
}

/// What has happened to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Opened {
        offer: Offer,
        at: Instant,
    },
    Accepted {
        officer: String,
        at: Instant,
    },
    /// Offered anew what is already in custody: it stands, under the new attempt.
    Confirmed {
        attempt: u32,
        at: Instant,
    },
    Refused {
        reason: RefuseReason,
        at: Instant,
    },
    Returned {
        reason: String,
        at: Instant,
    },
    Proposed {
        conclusion: Conclusion,
        by: String,
        at: Instant,
    },
    ProposalWithdrawn {
        by: String,
        at: Instant,
    },
    Approved {
        by: String,
        at: Instant,
    },
    Completed {
        conclusion: Conclusion,
        at: Instant,
    },
    Withdrawn {
        /// What it was about; its offer may never have been heard.
        case: CaseId,
        dossier: DossierId,
        attempt: u32,
        at: Instant,
    },
    /// Of a case already completed it says only that nothing will be offered again.
    Closed {
        /// What it was about; its offer may never have been heard.
        case: CaseId,
        dossier: DossierId,
        attempt: u32,
        ground: Ground,
        at: Instant,
    },
    MovedUnit {
        to: UnitId,
        at: Instant,
    },
    Reassigned {
        from: Option<String>,
        officer: String,
        /// None when it was in nobody's hands.
        reason: Option<Personal<String>>,
        at: Instant,
    },
    SentBack {
        reason: Personal<String>,
        by: String,
        at: Instant,
    },
    SupplementNeeded {
        ask: Ask,
        at: Instant,
    },
    ApologyOwed {
        duty: Duty,
        at: Instant,
    },
    DelayStated {
        statement: Statement,
        at: Instant,
    },
    ApologySigned {
        statement: Statement,
        signature: Signature,
    },
    Timed {
        timing: Timing,
        due: Option<Instant>,
        at: Instant,
    },
}

impl Officer {
    /// True of the head of a unit, whose name says so: `head:binh@org:vpdkdd`.
    pub fn is_head(&self) -> bool {
        self.name.starts_with("head:")
    }
}

impl Case {
    /// True when the case may be seen and touched by whoever acts for that unit.
    pub fn belongs_to(&self, unit: &UnitId) -> bool {
        // An offer that was never heard names no unit, and so belongs to none.
        !unit.as_str().is_empty() && self.offer.unit == *unit
    }

    /// True when whoever acts for that unit may read it: also who asked for the opinion
    /// (Nghị định 61/2018/NĐ-CP, khoản 5 Điều 19).
    pub fn may_be_read_by(&self, unit: &UnitId) -> bool {
        let asked = self.offer.opinion.as_ref();
        self.belongs_to(unit) || asked.is_some_and(|opinion| opinion.asked_by == *unit)
    }

    /// True when routing ended it.
    pub fn is_closed(&self) -> bool {
        matches!(self.stage, Stage::Closed { .. })
    }

    /// True while the unit has custody.
    pub fn is_in_custody(&self) -> bool {
        Stage::IN_CUSTODY.contains(&self.stage.name())
    }

    /// When something about it must be done: by its norm, unless its clock stands still, or the
    /// apology it owes.
    pub fn urgent(&self) -> Option<Instant> {
        let owed = self.apology.as_ref().filter(|apology| {
            // Once the date may not be moved again there is nothing to sign.
            apology.signed.is_none() && apology.duty.may_move
        });
        let owed = owed.map(|apology| apology.duty.state_by);
        let due = self.offer.due.filter(|_| self.timing.paused.is_none());
        [due, owed].into_iter().flatten().min()
    }

    /// Who accepted it under the present attempt, whatever came after.
    pub fn held(&self) -> Option<&Held> {
        match &self.stage {
            Stage::Held(held)
            | Stage::Proposed { held, .. }
            | Stage::Approved { held, .. }
            | Stage::Completed { held, .. }
            | Stage::Returned { held, .. } => Some(held),
            Stage::Closed { held, .. } => held.as_ref(),
            Stage::Offered | Stage::Refused { .. } | Stage::Recalled { .. } => None,
        }
    }

    /// The conclusion proposed, approved or final.
    pub fn conclusion(&self) -> Option<&Conclusion> {
        match &self.stage {
            Stage::Proposed { conclusion, .. }
            | Stage::Approved { conclusion, .. }
            | Stage::Completed { conclusion, .. } => Some(conclusion),
            _ => None,
        }
    }

    /// When it left the agency's queue.
    pub fn ended_at(&self) -> Option<Instant> {
        match &self.stage {
            Stage::Completed { at, .. }
            | Stage::Refused { at, .. }
            | Stage::Returned { at, .. }
            | Stage::Recalled { at }
            | Stage::Closed { at, .. } => Some(*at),
            _ => None,
        }
    }
}

impl Decider for Case {
    type Context = Desk;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(desk: &Desk, case: Option<&Self>, command: Command) -> Result<Vec<Event>, Refusal> {
        decide::decide(desk, case, command)
    }
    fn evolve(case: Option<Self>, event: &Event) -> Option<Self> {
        evolve::evolve(case, event)
    }
}
