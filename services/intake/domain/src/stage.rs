//! Where a dossier stands.

use kernel::{Instant, PartyId, Personal};
use serde::{Deserialize, Serialize};

use crate::ReturnMethod;

/// Where a dossier stands. What belongs to one stage only lives in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "kebab-case")]
pub enum Stage {
    /// Filed online, received by nobody yet (chờ tiếp nhận).
    Submitted,
    /// Being worked on; the promised date runs, unless its clock stands still (đang giải quyết).
    InProgress,
    /// The person was asked for something (yêu cầu bổ sung); what is missing of it.
    AwaitingSupplement { missing: Vec<String> },
    /// The result waits for the person (có kết quả).
    Settled(Outcome),
    /// The result is in the person's hands or on its way (đã trả kết quả).
    Returned {
        outcome: Outcome,
        handover: Handover,
    },
    /// An agency's error is being put right at its cost (NĐ 61/2018/NĐ-CP Điều 21).
    Correcting {
        outcome: Outcome,
        handover: Option<Handover>,
        correction: Correction,
    },
    /// Not received (từ chối tiếp nhận; form 03).
    Refused(Ending),
    /// Ended at the person's request (đã rút hồ sơ; form 05).
    Withdrawn(Ending),
    /// Ended by the desk on a ground of law (dừng giải quyết; form 05).
    Stopped(Ending),
    /// Ended because nobody answered the request for a supplement in time.
    Lapsed { at: Instant },
}

/// A request for a supplement (phiếu yêu cầu bổ sung; form 02).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What was asked for, by component.
    pub components: Vec<String>,
    pub reason: String,
    /// The ground in law of a request beyond the rule, and who approved it.
    pub ground: Option<String>,
    pub approver: Option<String>,
    /// 1, then one more each time.
    pub round: u32,
    pub at: Instant,
    /// Until when the person may answer.
    pub answer_by: Instant,
    /// Asked before the dossier was received.
    pub at_reception: bool,
    /// When the person was reminded that time runs out; once.
    #[serde(default)]
    pub reminded_at: Option<Instant>,
}

/// What was decided, and when. A dossier that is not granted is returned with a written refusal
/// (NĐ 61/2018/NĐ-CP Điều 19.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub granted: bool,
    pub at: Instant,
    /// The date it is measured by: the one promised or, decided while the clock stood still, the one
    /// that a clock running again at that moment would promise.
    pub due: Option<Instant>,
}

/// How the result left the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handover {
    pub method: ReturnMethod,
    /// The number of the postal item, when sent by post.
    pub tracking: Option<String>,
    pub taken_by: Taker,
    pub at: Instant,
}

/// Who took the result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum Taker {
    /// Whose matter it is; also who fetches it by post or electronically.
    Owner,
    /// Who had handed the dossier in.
    Submitter,
    /// Somebody else, with a paper that lets them.
    Proxy {
        name: Personal<String>,
        #[serde(rename = "citizen_id")]
        number: Personal<PartyId>,
        authorisation: Personal<String>,
    },
}

/// The putting right of an agency's error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The leg whose result was wrong; none for the last one.
    pub leg: Option<String>,
    pub reason: String,
    pub at: Instant,
}

/// Why a dossier ended without a result, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    pub reason: String,
    pub at: Instant,
}

/// Where a dossier stands, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    Submitted,
    InProgress,
    /// In progress, while its time is outside the term: derived from the appointment.
    ClockStopped,
    AwaitingSupplement,
    Settled,
    Returned,
    Correcting,
    Refused,
    Withdrawn,
    Stopped,
    Lapsed,
}

impl Stage {
    pub(crate) fn standing(&self) -> Standing {
        match self {
            Self::Submitted => Standing::Submitted,
            Self::InProgress => Standing::InProgress,
            Self::AwaitingSupplement { .. } => Standing::AwaitingSupplement,
            Self::Settled(_) => Standing::Settled,
            Self::Returned { .. } => Standing::Returned,
            Self::Correcting { .. } => Standing::Correcting,
            Self::Refused(_) => Standing::Refused,
            Self::Withdrawn(_) => Standing::Withdrawn,
            Self::Stopped(_) => Standing::Stopped,
            Self::Lapsed { .. } => Standing::Lapsed,
        }
    }

    /// What was decided last, once something was.
    pub fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Settled(outcome)
            | Self::Returned { outcome, .. }
            | Self::Correcting { outcome, .. } => Some(*outcome),
            _ => None,
        }
    }

    /// Whether it ended without a result.
    pub fn ended_without_result(&self) -> bool {
        matches!(
            self,
            Self::Refused(_) | Self::Withdrawn(_) | Self::Stopped(_) | Self::Lapsed { .. }
        )
    }
}

impl Standing {
    /// A stable word for programs and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::InProgress => "in-progress",
            Self::ClockStopped => "clock-stopped",
            Self::AwaitingSupplement => "awaiting-supplement",
            Self::Settled => "settled",
            Self::Returned => "returned",
            Self::Correcting => "correcting",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
            Self::Lapsed => "lapsed",
        }
    }

    /// The same, as people read it.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Submitted => "đang chờ tiếp nhận",
            Self::InProgress => "đang được giải quyết",
            Self::ClockStopped => "đang tạm dừng tính thời gian",
            Self::AwaitingSupplement => "đang chờ bổ sung",
            Self::Settled => "đã có kết quả",
            Self::Returned => "đã trả kết quả",
            Self::Correcting => "đang được sửa sai sót",
            Self::Refused => "đã bị từ chối tiếp nhận",
            Self::Withdrawn => "đã được rút",
            Self::Stopped => "đã dừng giải quyết",
            Self::Lapsed => "đã kết thúc vì quá hạn bổ sung",
        }
    }
}
