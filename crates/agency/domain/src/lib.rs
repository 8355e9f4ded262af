//! The rules of a leg in an agency's custody: offered, taken or declined, worked on,
//! proposed, approved, completed. Pure.
//!
//! Custody is what the protocol protects: an offer may be lost, doubled or taken back, and at
//! every moment exactly one side holds the dossier. So whatever routing says twice changes
//! nothing the second time, and what was once accepted stays accepted.

mod conclusion;
mod decide;
mod evolve;
mod refusal;
#[cfg(test)]
mod tests;

use kernel::{CaseId, Decider, DossierId, Instant, UnitId};

pub use conclusion::Conclusion;
pub use refusal::Refusal;

/// Who is said to hold an automatic leg.
pub const MACHINE: &str = "service:automatic";

/// One leg of a dossier's route, as the agency that works on it knows it (việc).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub offer: Offer,
    pub stage: Stage,
}

/// What routing asks the agency to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The leg's id is the case's.
    pub case: CaseId,
    pub dossier: DossierId,
    /// The code people know the dossier by (mã số hồ sơ).
    pub code: String,
    /// The unit that is to do the work; nobody else may see or touch the case.
    pub unit: UnitId,
    /// What is to be done, as a word: `examine`, `tax-assessment`, `register`.
    pub task: String,
    /// The same in Vietnamese.
    pub title: String,
    pub procedure: String,
    pub procedure_version: String,
    /// The commune whose competence the matter falls under.
    pub place: UnitId,
    /// A head must approve before the leg completes.
    pub approval: bool,
    /// A machine accepts and completes it at once.
    pub automatic: bool,
    /// 1, then one more each time the leg is offered anew.
    pub attempt: u32,
    pub offered_at: Instant,
    /// When the leg should be done by its norm (định mức), where one is set.
    pub due: Option<Instant>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    Offered,
    Held(Held),
    /// A conclusion lies before the head.
    Proposed {
        held: Held,
        conclusion: Conclusion,
        proposer: String,
    },
    Approved {
        held: Held,
        conclusion: Conclusion,
        proposer: String,
        approver: String,
    },
    Completed {
        held: Held,
        conclusion: Conclusion,
        at: Instant,
    },
    /// Declined before it was accepted.
    Refused {
        reason: RefuseReason,
        at: Instant,
    },
    /// Given back after it was accepted.
    Returned {
        held: Held,
        reason: String,
        at: Instant,
    },
    /// Taken back by routing before it was accepted.
    Recalled {
        at: Instant,
    },
}

/// Who has the case in hand, since when the agency has custody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub officer: String,
    pub since: Instant,
}

/// Why an agency declines an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefuseReason {
    /// Không thuộc thẩm quyền.
    NotCompetent,
    /// Thành phần hồ sơ chuyển đến không đúng.
    WrongPapers,
    /// Hồ sơ trùng.
    Duplicate,
}

/// Somebody who acts for a unit, such as `officer:an@org:vpdkdd`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The whole name, as the journal records it.
    pub name: String,
    pub unit: UnitId,
}

/// What a decision may know besides the case.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    pub now: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Routing offers the leg. An attempt already known changes nothing.
    Receive(Offer),
    /// Routing takes back the offer it made last. Too late once it was accepted.
    Recall,
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
    /// The head agrees with the conclusion proposed.
    Approve,
    /// Ends the leg. None: with the conclusion that was proposed.
    Complete(Option<Conclusion>),
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
    Approved {
        by: String,
        at: Instant,
    },
    Completed {
        conclusion: Conclusion,
        at: Instant,
    },
    Withdrawn {
        at: Instant,
    },
}

impl Case {
    /// True when the case may be seen and touched by whoever acts for that unit.
    pub fn belongs_to(&self, unit: &UnitId) -> bool {
        self.offer.unit == *unit
    }

    /// Who accepted it under the present attempt, whatever came after.
    pub fn held(&self) -> Option<&Held> {
        match &self.stage {
            Stage::Held(held)
            | Stage::Proposed { held, .. }
            | Stage::Approved { held, .. }
            | Stage::Completed { held, .. }
            | Stage::Returned { held, .. } => Some(held),
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
            | Stage::Recalled { at } => Some(*at),
            _ => None,
        }
    }
}

impl Stage {
    /// The stages of a case in the agency's custody, as words.
    pub const IN_CUSTODY: [&str; 3] = ["held", "proposed", "approved"];
    /// The stages of a case somebody must still act on, as words.
    pub const OPEN: [&str; 4] = ["offered", "held", "proposed", "approved"];

    /// A stable word for programs and tables.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Held(_) => "held",
            Self::Proposed { .. } => "proposed",
            Self::Approved { .. } => "approved",
            Self::Completed { .. } => "completed",
            Self::Refused { .. } => "refused",
            Self::Returned { .. } => "returned",
            Self::Recalled { .. } => "recalled",
        }
    }

    /// What people read.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Offered => "chờ tiếp nhận",
            Self::Held(_) => "đang giải quyết",
            Self::Proposed { .. } => "chờ phê duyệt",
            Self::Approved { .. } => "đã phê duyệt",
            Self::Completed { .. } => "đã hoàn thành",
            Self::Refused { .. } => "đã từ chối",
            Self::Returned { .. } => "đã trả lại",
            Self::Recalled { .. } => "đã rút lại",
        }
    }
}

impl RefuseReason {
    pub const ALL: [Self; 3] = [Self::NotCompetent, Self::WrongPapers, Self::Duplicate];

    /// A stable word for programs and tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotCompetent => "not-competent",
            Self::WrongPapers => "wrong-papers",
            Self::Duplicate => "duplicate",
        }
    }
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
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
