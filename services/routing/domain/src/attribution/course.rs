use chrono::serde::{ts_milliseconds, ts_milliseconds_option};
use kernel::{Instant, UnitId, working_time::WorkingMinutes};
use serde::{Deserialize, Serialize};

/// What attribution reads of a route: the shape of its plan, and what its journal says happened.
#[derive(Clone, Debug)]
pub struct Course<'a> {
    /// When the desk received the dossier.
    pub start: Instant,
    /// The desk.
    pub receiving: &'a UnitId,
    /// The term counts only from when the first agency took over (NĐ 99/2022/NĐ-CP Điều 16.2).
    pub from_custody: bool,
    /// What the desk itself is given.
    pub desk: WorkingMinutes,
    /// What nobody is given of the term.
    pub unallotted: WorkingMinutes,
    pub legs: Vec<Stage<'a>>,
    /// In any order.
    pub moves: &'a [Move],
}

/// A leg as attribution sees it.
#[derive(Clone, Debug)]
pub struct Stage<'a> {
    pub unit: &'a UnitId,
    /// An opinion is asked; the dossier stays with who asks.
    pub aside: bool,
    /// Inside the term of law.
    pub counts: bool,
    /// The legs right before it, by position.
    pub after: &'a [usize],
    /// The agencies' legs it gets the dossier from, by position; none when the desk gives it.
    pub givers: Vec<usize>,
}

/// One line of the journal, as far as time is concerned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Move {
    #[serde(rename = "w")]
    pub what: What,
    /// By position; none when it is the whole dossier's.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub leg: Option<usize>,
    /// Which offer of the leg it belongs to.
    #[serde(rename = "n", default, skip_serializing_if = "is_zero")]
    pub attempt: u32,
    /// When it happened, as told by whom it happened to.
    #[serde(rename = "t", with = "ts_milliseconds")]
    pub at: Instant,
    /// An offer's deadline, or the promised moment.
    #[serde(
        rename = "d",
        default,
        skip_serializing_if = "Option::is_none",
        with = "ts_milliseconds_option"
    )]
    pub due: Option<Instant>,
    /// Why, in words, for the control sheet.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Move {
    /// The number of the notice the person was asked to pay by, where that is what happened.
    pub(crate) fn asked_to_pay(&self) -> Option<&str> {
        let asked = self.what == What::ToPay;
        self.note.as_deref().filter(|_| asked)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a reference over"
)]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// What happened. Of moves at one instant, the earlier kind is taken to have come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    Promised,
    Reopened,
    /// Nobody competent could be named.
    Undetermined,
    Offered,
    /// Nobody answered the offer in time.
    Expired,
    Accepted,
    Refused,
    GivenBack,
    /// The agency handed back what was recalled.
    LetGo,
    Completed,
    ToPay,
    Paid,
    WaitStarted,
    WaitEnded,
    Skipped,
    CitizenAsked,
    CitizenAnswered,
    Settled,
    Closed,
}

impl Move {
    pub fn new(what: What, at: Instant) -> Self {
        Self {
            what,
            leg: None,
            attempt: 0,
            at,
            due: None,
            note: None,
        }
    }

    /// The same, on the leg at `leg`, by its offer number `attempt`.
    #[must_use]
    pub fn on(mut self, leg: usize, attempt: u32) -> Self {
        (self.leg, self.attempt) = (Some(leg), attempt);
        self
    }

    #[must_use]
    pub fn due(mut self, due: Option<Instant>) -> Self {
        self.due = due;
        self
    }

    #[must_use]
    pub fn because(mut self, note: Option<&str>) -> Self {
        self.note = note.map(str::to_owned);
        self
    }

    /// The moment it promises.
    pub(super) fn promise(&self) -> Option<Instant> {
        let promises = matches!(self.what, What::Promised | What::CitizenAnswered);
        self.due.filter(|_| promises)
    }

    /// Its place among the moves of its leg. Within one offer the order is that of custody, not of
    /// clocks that may be apart.
    pub(super) fn place(&self) -> (u32, u8, Instant, What, Option<Instant>) {
        use What::{Accepted, Completed, Expired, GivenBack, LetGo, Offered, Refused};
        let step = match self.what {
            Offered => 1,
            Accepted => 2,
            Expired | LetGo | Refused | GivenBack | Completed => 3,
            _ => 0,
        };
        (self.attempt, step, self.at, self.what, self.due)
    }
}
