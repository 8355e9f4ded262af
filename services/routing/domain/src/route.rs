//! A route as it stands: its legs, its promise, its end.

use catalogue::LegKind;
use chrono::NaiveDate;
use kernel::{DossierId, Instant, LegId, UnitId};
use serde::{Deserialize, Serialize};

use crate::{Duty, Payment, Refund, Told, attribution::Move};

/// A dossier's route: its plan and how far it got.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Route {
    pub dossier: DossierId,
    pub code: String,
    pub procedure: String,
    pub version: NaiveDate,
    pub receiving: UnitId,
    pub place: UnitId,
    /// The conditional legs that the filing called for, by key.
    pub conditional: Vec<String>,
    /// The matter lies in a difficult area: its longer norms hold.
    pub difficult: bool,
    pub accepted_at: Instant,
    /// Never shortened: a leg keeps its position for as long as the route is known.
    pub legs: Vec<Leg>,
    /// The promised date, as far as the desk has told it.
    pub due: Option<Instant>,
    /// Since when the time is the person's, who was asked for something.
    pub with_citizen: Option<Instant>,
    /// How often the promised date was moved.
    pub moved: u32,
    /// The apologies that were owed, the oldest first.
    pub duties: Vec<Duty>,
    pub told: Vec<Told>,
    /// The notices that are paid, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Payment>,
    /// The money that is or was owed back, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<Refund>,
    /// What happened and when, as far as time is concerned: the journal's own memory.
    pub past: Vec<Move>,
    /// Why the dossier's time is outside the term now; none while it counts.
    pub clock_stopped: Option<String>,
    pub end: Option<End>,
    /// When time alone next makes something happen; see [`Route::next_look`].
    #[serde(skip)]
    pub look: Option<Instant>,
}

/// How a route ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Every agency has answered; the one-stop desk has the result.
    Settled { granted: bool, at: Instant },
    /// The dossier was withdrawn; there is no result.
    Closed { at: Instant },
}

/// One stretch in one agency's hands (khâu).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leg {
    pub id: LegId,
    pub key: String,
    pub title: String,
    pub task: String,
    /// The receiving centre while nobody competent can be named.
    pub unit: UnitId,
    /// The account whose service holds custody. The same for the leg's whole life: one service
    /// has one case for it, so two agencies can never hold it at once.
    pub host: String,
    pub kind: Kind,
    pub phase: u8,
    pub counts: bool,
    pub approval: bool,
    pub automatic: bool,
    /// Positions of the legs that must be over first.
    pub after: Vec<usize>,
    /// The norm in words of the catalogue, such as `1.5d`; none when nobody set one.
    pub norm: Option<String>,
    pub status: Status,
    /// How often it was offered.
    pub attempt: u32,
    pub offered_at: Option<Instant>,
    pub due: Option<Instant>,
    pub accepted_at: Option<Instant>,
    pub done_at: Option<Instant>,
    /// The paper it produced, such as the number of a notice.
    pub document: Option<String>,
    /// True when the person has to pay by that paper.
    pub payment_due: bool,
    /// Why it was declined, given back or offered anew, whichever was last; for a payment the
    /// receipt, or the ground of the debt note.
    pub reason: Option<String>,
    /// Why nobody competent can be named; none once somebody is.
    pub unresolved: Option<String>,
    /// The agency was asked to hand the offer or the case back, and has not answered yet. Until it
    /// has, nobody else is offered the leg.
    pub recalling: bool,
    /// The agency was told that its case is over.
    pub ceased: bool,
    /// How the agency answered the offer that stands, once it is out of its hands.
    pub answer: Option<Answer>,
    /// The numbers of the notices that were paid, on a payment leg.
    pub paid: Vec<String>,
    /// The debt was noted instead of paid (ghi nợ).
    pub debt_noted: bool,
    /// What is asked, when it is an opinion.
    pub opinion: Option<Opinion>,
}

/// How an agency's part under one offer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    Completed {
        granted: bool,
    },
    Refused,
    Returned,
    /// Handed back because routing asked.
    LetGo,
}

/// An opinion that is asked (lấy ý kiến, NĐ 61/2018/NĐ-CP Điều 19.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The leg it is asked for, by position: its unit asks, and keeps the dossier.
    pub of: usize,
    pub asked_by: UnitId,
    pub question: String,
}

/// What a leg is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Work,
    Payment,
    Return,
    /// The law lets time pass outside the term; the unit in charge keeps the dossier.
    Wait,
    /// Somebody is asked while the dossier stays where it is. No leg waits for it.
    Opinion,
}

/// Where a leg stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Those before it are not over.
    Waiting,
    /// The agency was asked; whoever gives still holds the dossier.
    Offered,
    /// The agency holds the dossier.
    Held,
    /// The person has to pay.
    AwaitingPayment,
    Done,
    /// The agency declined; whoever gives still holds the dossier, and somebody must decide.
    Refused,
    /// Not needed after all.
    Skipped,
    /// Its turn has come, and nobody competent can be named: the coordination queue.
    Undetermined,
    /// Time passes outside the term.
    InWait,
}

/// Why an agency's case is over before it was completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CloseGround {
    /// The dossier was withdrawn or stopped.
    RouteClosed,
    /// Another branch ended the route.
    Settled,
    /// The leg is somebody else's now.
    Moved,
    /// The answer is no longer needed.
    NotNeeded,
}

impl CloseGround {
    /// A stable word for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::RouteClosed => "route-closed",
            Self::Settled => "settled",
            Self::Moved => "moved",
            Self::NotNeeded => "not-needed",
        }
    }
}

impl Route {
    pub fn position(&self, leg: LegId) -> Option<usize> {
        self.legs.iter().position(|other| other.id == leg)
    }

    /// The agencies' legs that leg `n` got the dossier from, by position: those right before it,
    /// past payments and waits, which nobody works on.
    pub(crate) fn agencies_before(&self, n: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open = self.legs[n].after.clone();
        while let Some(before) = open.pop() {
            match self.legs[before].kind {
                Kind::Work if !found.contains(&before) => found.push(before),
                Kind::Payment | Kind::Wait => open.extend(&self.legs[before].after),
                _ => {}
            }
        }
        found.sort_unstable();
        found
    }

    /// True when every leg before leg `n` is over.
    pub fn turn_of(&self, n: usize) -> bool {
        self.legs[n]
            .after
            .iter()
            .all(|before| self.legs[*before].is_over())
    }
}

impl Leg {
    /// True while somebody is to do something about it.
    pub fn is_open(&self) -> bool {
        matches!(
            self.status,
            Status::Offered
                | Status::Held
                | Status::AwaitingPayment
                | Status::Refused
                | Status::Undetermined
                | Status::InWait
        ) || (self.status == Status::Waiting && self.recalling)
    }

    pub fn is_over(&self) -> bool {
        matches!(self.status, Status::Done | Status::Skipped)
    }

    /// True for a leg of the path itself, which an opinion is not.
    pub fn is_on_path(&self) -> bool {
        self.kind != Kind::Opinion
    }
}

impl From<LegKind> for Kind {
    fn from(kind: LegKind) -> Self {
        match kind {
            LegKind::Work => Self::Work,
            LegKind::Payment => Self::Payment,
            LegKind::Return => Self::Return,
            LegKind::Wait => Self::Wait,
        }
    }
}
