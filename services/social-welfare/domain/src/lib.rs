//! The rules of the monthly social allowance (trợ cấp xã hội hằng tháng): who is owed it,
//! how much, from which month to which, and the working shown to whoever asks.

mod amend;
mod decide;
mod evolve;
mod facts;
mod money;
mod month;
mod refusal;
pub mod rules;

use chrono::NaiveDate;
use kernel::{Decider, DossierId, EntitlementId, Personal};
use serde::{Deserialize, Serialize};

pub use facts::{Circumstance, Facts, Household};
pub use money::{Dong, Factor};
pub use month::{Month, MonthError, age, birthday};
pub use refusal::Refusal;
pub use rules::{Assessment, Group, Line, Rate, RuleBook};

/// One beneficiary's claim to the monthly allowance, from the application to its end. Who the
/// beneficiary is, the dossier says; the rules need not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entitlement {
    pub id: EntitlementId,
    pub dossier: DossierId,
    /// As the application declared them.
    pub declared: Personal<Facts>,
    /// As verification left them; what is decided on.
    pub facts: Personal<Facts>,
    pub stage: Stage,
    /// What was decided; none while applied for.
    pub outcome: Option<Outcome>,
    /// What is owed a month, by the latest calculation; empty until granted.
    pub rates: Vec<Rate>,
    pub pauses: Vec<Pause>,
    pub decisions: Vec<Decision>,
    /// When the decision left the house, signed; none while it is a draft before the head.
    #[serde(default)]
    pub issued: Option<NaiveDate>,
}

/// The decision as it was signed, whatever the amount became since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Owed for the month of the decision; nothing when denied, as the other sums.
    pub amount: Dong,
    pub coefficient: Factor,
    pub standard: Dong,
    /// None when denied.
    pub from_month: Option<Month>,
    pub working: Personal<Vec<Line>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "kebab-case")]
pub enum Stage {
    /// Applied for; the facts may still be corrected.
    Applied,
    Granted,
    /// Tạm dừng.
    Suspended,
    Denied,
    /// Thôi hưởng: nothing is owed from that month on.
    Stopped {
        from: Month,
    },
    /// The dossier was withdrawn before anything was decided.
    Dropped,
}

/// A stretch of months that were not paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub ground: SuspensionGround,
    pub from: Month,
    /// The first month paid again.
    pub until: Option<Month>,
}

/// A signed decision, known by its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub no: String,
    pub kind: DecisionKind,
    pub on: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionKind {
    Outcome,
    /// Puts right what an earlier decision got wrong.
    Amendment,
    Suspension,
    Resumption,
    Stop,
}

/// Source: Thông tư 02/2021/TT-BLĐTBXH, khoản 3 Điều 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SuspensionGround {
    /// Điểm a: not collected for three months or more.
    NotCollected,
    /// Điểm b: refuses re-assessment of the disability or the conditions.
    RefusesReassessment,
    /// Điểm c: held on remand for a month or more.
    Detained,
}

/// Source: Thông tư 02/2021/TT-BLĐTBXH, khoản 1 Điều 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopGround {
    /// Điểm a: died, or declared missing.
    Died,
    /// Điểm b: no longer meets the conditions.
    ConditionsLost,
    /// Điểm c: serves a prison sentence, or an authority so decided.
    Imprisoned,
    /// Điểm d: renounces the allowance.
    Renounced,
    /// Điểm đ: three months after a suspension for refusing re-assessment, still refusing.
    StillRefusesReassessment,
}

/// What the office knows when it decides.
#[derive(Clone, Debug)]
pub struct Office {
    pub today: NaiveDate,
    pub rules: RuleBook,
}

/// What somebody wants done about an allowance.
#[derive(Clone, Debug)]
pub enum Command {
    Apply {
        entitlement: EntitlementId,
        dossier: DossierId,
        facts: Personal<Facts>,
    },
    /// The decision before the head is not to be signed: it is worked out again, under the
    /// same number or another.
    TakeBack,
    /// Verification found the facts to be these.
    Correct { facts: Personal<Facts> },
    /// Sign what the rules say, yes or no.
    Decide { decision_no: String },
    /// The head has signed, and the decision is out: from here on it is not taken back.
    Issue,
    /// The dossier goes no further. What was decided stays decided; a draft is dropped.
    Drop,
    /// The office erred (Nghị định 61/2018/NĐ-CP, Điều 21): another decision, on the facts as they
    /// should have been, from the same month as the first would have been.
    Amend {
        decision_no: String,
        facts: Personal<Facts>,
        reason: Personal<String>,
    },
    /// No payment from that month on, which must not be past.
    Suspend {
        decision_no: String,
        ground: SuspensionGround,
        from: Month,
    },
    /// Payment again from that month on: as early as the first month not paid, which pays
    /// the missed months afterwards.
    Resume { decision_no: String, from: Month },
    /// The allowance ends with the month of `on`: the day of death, or of the lost condition.
    Stop {
        decision_no: String,
        ground: StopGround,
        on: NaiveDate,
    },
    /// Work out every month again by the law as known today: a new standard amount, perhaps
    /// back-dated, or a birthday. Months before this one count as paid at the old rates.
    Recalculate,
}

/// What has happened to an allowance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Applied {
        entitlement: EntitlementId,
        dossier: DossierId,
        facts: Personal<Facts>,
    },
    DraftTakenBack,
    FactsCorrected {
        facts: Personal<Facts>,
    },
    Granted {
        decision_no: String,
        on: NaiveDate,
        /// Owed for the month of the decision.
        amount: Dong,
        coefficient: Factor,
        standard: Dong,
        from_month: Month,
        rates: Vec<Rate>,
        /// Owed for the months before that of the decision.
        back_pay: Dong,
        working: Personal<Vec<Line>>,
    },
    Denied {
        decision_no: String,
        on: NaiveDate,
        working: Personal<Vec<Line>>,
    },
    Issued {
        on: NaiveDate,
    },
    Dropped,
    /// `arrears` make up for the months already paid, and are negative when too much was.
    Amended {
        decision_no: String,
        on: NaiveDate,
        facts: Personal<Facts>,
        reason: Personal<String>,
        outcome: Outcome,
        rates: Vec<Rate>,
        arrears: Dong,
    },
    Suspended {
        decision_no: String,
        on: NaiveDate,
        ground: SuspensionGround,
        from: Month,
    },
    /// `back_pay` is owed for the months from `from` to before that of the decision.
    Resumed {
        decision_no: String,
        on: NaiveDate,
        from: Month,
        back_pay: Dong,
    },
    /// `overpaid` was paid for months from `from` on and is owed back.
    Stopped {
        decision_no: String,
        on: NaiveDate,
        ground: StopGround,
        from: Month,
        overpaid: Dong,
    },
    /// The rates from `from_month` on are these; `arrears` make up for the months already
    /// paid, and are negative when too much was.
    AmountChanged {
        from_month: Month,
        rates: Vec<Rate>,
        amount: Dong,
        arrears: Dong,
    },
}

impl Entitlement {
    /// What the latest calculation owes for a month, pauses and the end included.
    pub fn payable(&self, month: Month) -> Dong {
        let stopped = matches!(self.stage, Stage::Stopped { from } if from <= month);
        if stopped || self.is_paused(month) {
            Dong(0)
        } else {
            self.rate(month)
        }
    }

    /// The rate of a month, whether or not it is paid.
    pub fn rate(&self, month: Month) -> Dong {
        self.rates
            .iter()
            .rfind(|rate| rate.from <= month)
            .map_or(Dong(0), |rate| rate.amount)
    }

    pub fn is_paused(&self, month: Month) -> bool {
        self.pauses
            .iter()
            .any(|pause| pause.from <= month && pause.until.is_none_or(|until| month < until))
    }

    /// When the allowance was granted or refused.
    pub fn decided_on(&self) -> Option<NaiveDate> {
        self.outcome_decision().map(|decision| decision.on)
    }

    /// The number of the decision that holds: what granted or refused it, or the latest that put
    /// that right.
    pub fn decision_no(&self) -> Option<&str> {
        let decides = |decision: &&Decision| {
            let kind = decision.kind;
            matches!(kind, DecisionKind::Outcome | DecisionKind::Amendment)
        };
        let holds = self.decisions.iter().rfind(decides);
        holds.map(|decision| decision.no.as_str())
    }

    fn outcome_decision(&self) -> Option<&Decision> {
        self.decisions
            .iter()
            .find(|decision| decision.kind == DecisionKind::Outcome)
    }
}

impl Stage {
    /// A stable word for programs and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Granted => "granted",
            Self::Suspended => "suspended",
            Self::Denied => "denied",
            Self::Stopped { .. } => "stopped",
            Self::Dropped => "dropped",
        }
    }

    /// What people read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Applied => "đang xét",
            Self::Granted => "đang hưởng",
            Self::Suspended => "tạm dừng",
            Self::Denied => "không được hưởng",
            Self::Stopped { .. } => "thôi hưởng",
            Self::Dropped => "đã dừng do rút hồ sơ",
        }
    }
}

impl Decider for Entitlement {
    type Context = Office;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(
        office: &Office,
        entitlement: Option<&Self>,
        command: Command,
    ) -> Result<Vec<Event>, Refusal> {
        decide::decide(office, entitlement, command)
    }
    fn evolve(entitlement: Option<Self>, event: &Event) -> Option<Self> {
        evolve::evolve(entitlement, event)
    }
}

#[cfg(test)]
mod tests;
