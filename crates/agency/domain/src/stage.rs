//! Where a case stands.

use kernel::Instant;

use crate::Conclusion;

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
    /// Ended by routing while it was open: none of the unit's business any more.
    Closed {
        /// Who had it then, when the unit had custody.
        held: Option<Held>,
        ground: Ground,
        at: Instant,
    },
}

/// Why routing ends a case that the agency has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The dossier was withdrawn, stopped or refused: the route is over.
    RouteClosed,
    /// Another agency's answer decided: the route is over.
    Settled,
    /// The leg is another agency's now.
    Moved,
    /// The answer is no longer needed: who asked for an opinion has the dossier no more.
    NotNeeded,
}

/// Who has the case in hand, since when the agency has custody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// None since the unit changed: whoever of the new one takes it next.
    pub officer: Option<String>,
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
            Self::Closed { .. } => "closed",
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
            Self::Closed { .. } => "đã đóng",
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

impl Ground {
    pub const ALL: [Self; 4] = [
        Self::RouteClosed,
        Self::Settled,
        Self::Moved,
        Self::NotNeeded,
    ];

    /// True when the route is over, so that nothing of it is ever offered again.
    pub fn is_final(self) -> bool {
        matches!(self, Self::RouteClosed | Self::Settled)
    }

    /// A stable word for programs and tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::RouteClosed => "route-closed",
            Self::Settled => "settled",
            Self::Moved => "moved",
            Self::NotNeeded => "not-needed",
        }
    }
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.key() == key)
    }

    /// What people read.
    pub fn words(self) -> &'static str {
        match self {
            Self::RouteClosed => "hồ sơ đã dừng, rút hoặc không được giải quyết tiếp",
            Self::Settled => "hồ sơ đã có kết quả của cơ quan khác",
            Self::Moved => "việc đã chuyển cho cơ quan khác",
            Self::NotNeeded => "không còn cần trả lời việc này",
        }
    }
}
