//! What is true of a dossier beside its stage.

use kernel::{Instant, UnitId};
use serde::{Deserialize, Serialize};

use crate::sync;

/// What the person owes on this dossier (nghĩa vụ tài chính).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Finance {
    #[default]
    NothingOwed,
    /// A notice was issued, and is neither paid nor noted as a debt.
    Awaiting {
        /// The number of the notice to pay by.
        reference: String,
        since: Instant,
    },
    /// Paid, or noted as a debt.
    Settled {
        reference: String,
        /// The debt was noted instead of paid (ghi nợ).
        debt_noted: bool,
        since: Instant,
    },
}

/// Where the paper of a dossier is (giao nhận hồ sơ giấy).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Originals {
    /// There is none: everything is electronic.
    None,
    Held {
        unit: UnitId,
        since: Instant,
    },
    /// On the way to `unit`.
    InTransit {
        from: UnitId,
        unit: UnitId,
        since: Instant,
    },
    /// The person has it back.
    GivenBack {
        since: Instant,
    },
    Lost {
        unit: UnitId,
        since: Instant,
    },
}

/// Papers were lost; the unit apologises and bears the cost of new ones
/// (NĐ 61/2018/NĐ-CP Điều 21).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    pub unit: UnitId,
    pub reason: String,
    pub at: Instant,
}

/// An agency in examination says that something is missing. Only the desk asks the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub leg: String,
    pub unit: UnitId,
    pub components: Vec<String>,
    /// In words, for form 02.
    pub reason: String,
    pub at: Instant,
}

/// What the national portal was told, by status codes 1 to 10.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sync {
    /// The code it is owed; see [`crate::owed_sync`].
    pub owed: u8,
    /// Since when that code is owed.
    pub since: Instant,
    /// The code it took in last, and when.
    pub acknowledged: Option<(u8, Instant)>,
    /// Why the last attempt failed; none once one succeeded.
    pub failure: Option<String>,
    /// Every code that was ever owed, and ever taken in: bit `n` for code `n`.
    ever_owed: u16,
    ever_told: u16,
}

impl Originals {
    /// The unit that has the paper, or to which it is on its way.
    pub fn unit(&self) -> Option<&UnitId> {
        match self {
            Self::Held { unit, .. } | Self::InTransit { unit, .. } | Self::Lost { unit, .. } => {
                Some(unit)
            }
            Self::None | Self::GivenBack { .. } => None,
        }
    }
}

impl Sync {
    /// Nothing was told yet, and the first code is owed from `since` on.
    pub(crate) fn begin(since: Instant) -> Self {
        Self {
            owed: sync::FILED,
            since,
            acknowledged: None,
            failure: None,
            ever_owed: 1 << sync::FILED,
            ever_told: 0,
        }
    }

    /// Whether the portal knows what it is owed.
    pub fn is_up_to_date(&self) -> bool {
        self.acknowledged.is_some_and(|(code, _)| code == self.owed)
    }

    pub(crate) fn was_owed(&self, code: u8) -> bool {
        code < 16 && self.ever_owed & (1 << code) != 0
    }

    pub(crate) fn was_told(&self, code: u8) -> bool {
        code < 16 && self.ever_told & (1 << code) != 0
    }

    pub(crate) fn owe(&mut self, code: u8, at: Instant) {
        if self.owed != code {
            self.owed = code;
            self.since = at;
            self.ever_owed |= 1 << code;
        }
    }

    pub(crate) fn take_in(&mut self, code: u8, at: Instant) {
        self.acknowledged = Some((code, at));
        self.failure = None;
        self.ever_told |= 1 << code;
    }
}
