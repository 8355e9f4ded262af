//! The path (liên thông): which agency has a dossier, which comes next, and who holds it now.

mod decide;
mod evolve;
mod plan;
mod refusal;

use std::sync::Arc;

use catalogue::{Catalogue, LegKind};
use chrono::NaiveDate;
use kernel::{DossierId, Instant, LegId, UnitId};
use serde::{Deserialize, Serialize};

pub use plan::{Plan, PlannedLeg, plan};
pub use refusal::Refusal;

/// A dossier's route: its plan and how far it got.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Route {
    pub dossier: DossierId,
    pub code: String,
    pub procedure: String,
    pub version: NaiveDate,
    pub receiving: UnitId,
    pub place: UnitId,
    pub accepted_at: Instant,
    pub legs: Vec<Leg>,
    /// Why the dossier's time is outside the term now; none while it counts.
    pub clock_stopped: Option<String>,
    pub end: Option<End>,
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

/// One stretch in one agency's hands (chặng).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leg {
    pub id: LegId,
    pub key: String,
    pub title: String,
    pub task: String,
    pub unit: UnitId,
    /// The account whose service holds custody.
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
}

/// What a leg is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Work,
    Payment,
    Return,
    /// The law lets time pass (niêm yết công khai); the unit keeps the dossier meanwhile.
    Wait,
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
}

/// What somebody wants of a route.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Lays the path out. `legs` are ids minted for it, at least as many as the procedure has legs.
    Plan {
        dossier: DossierId,
        code: String,
        procedure: String,
        version: NaiveDate,
        receiving: UnitId,
        place: UnitId,
        at: Instant,
        legs: Vec<LegId>,
    },
    Accept {
        leg: LegId,
        attempt: u32,
        at: Instant,
    },
    Complete {
        leg: LegId,
        attempt: u32,
        granted: bool,
        document: String,
        payment_due: bool,
        at: Instant,
    },
    Refuse {
        leg: LegId,
        attempt: u32,
        reason: String,
        at: Instant,
    },
    GiveBack {
        leg: LegId,
        attempt: u32,
        reason: String,
        at: Instant,
    },
    /// Takes an unanswered or declined offer back, and offers it anew.
    Recall { leg: LegId, reason: String },
    /// The person has paid by the notice `reference`, or the debt was noted.
    SettlePayment { reference: String, receipt: String },
    /// The dossier was withdrawn.
    Close { at: Instant },
}

/// What has happened on a route.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Planned(Box<Route>),
    Offered {
        leg: usize,
        attempt: u32,
        at: Instant,
        due: Option<Instant>,
        /// Why it is offered anew, where somebody decided so.
        reason: Option<String>,
    },
    Recalled {
        leg: usize,
        at: Instant,
    },
    Accepted {
        leg: usize,
        at: Instant,
    },
    Completed {
        leg: usize,
        granted: bool,
        document: Option<String>,
        payment_due: bool,
        at: Instant,
    },
    Refused {
        leg: usize,
        reason: String,
        at: Instant,
    },
    GivenBack {
        leg: usize,
        reason: String,
        at: Instant,
    },
    Skipped {
        leg: usize,
        at: Instant,
    },
    PaymentAwaited {
        leg: usize,
        reference: String,
        at: Instant,
    },
    PaymentSettled {
        leg: usize,
        receipt: String,
        at: Instant,
    },
    ClockStopped {
        ground: String,
        at: Instant,
    },
    ClockStarted {
        phase: u8,
        at: Instant,
    },
    Settled {
        granted: bool,
        at: Instant,
    },
    Closed {
        at: Instant,
    },
}

/// What routing knows when it decides.
#[derive(Clone, Debug)]
pub struct Router {
    pub now: Instant,
    pub catalogue: Arc<Catalogue>,
}

/// Who holds a dossier: exactly one on each open branch, at every instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub holder: Holder,
    pub since: Instant,
    /// The leg it is held for, by position; none while the result waits at the desk.
    pub leg: Option<usize>,
}

/// A holder of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    Unit(UnitId),
    /// The person has to pay.
    Citizen,
}

impl Route {
    pub fn position(&self, leg: LegId) -> Option<usize> {
        self.legs.iter().position(|other| other.id == leg)
    }

    /// The legs right before leg `n` that an agency worked on, by position.
    fn agencies_before(&self, n: usize) -> impl Iterator<Item = usize> {
        let before = self.legs[n].after.iter().copied();
        before.filter(|before| matches!(self.legs[*before].kind, Kind::Work | Kind::Wait))
    }

    /// Who holds the dossier now, one for each open branch.
    ///
    /// An offer moves nothing: until the agency has accepted, whoever gives still holds.
    pub fn holdings(&self) -> Vec<Holding> {
        match self.end {
            Some(End::Closed { .. }) => return Vec::new(),
            Some(End::Settled { at, .. }) => {
                let holder = Holder::Unit(self.receiving.clone());
                return vec![Holding {
                    holder,
                    since: at,
                    leg: None,
                }];
            }
            None => {}
        }
        self.legs
            .iter()
            .enumerate()
            .filter_map(|(n, leg)| match leg.status {
                Status::Held => Some(Holding {
                    holder: Holder::Unit(leg.unit.clone()),
                    since: leg.accepted_at.unwrap_or(self.accepted_at),
                    leg: Some(n),
                }),
                Status::AwaitingPayment => Some(Holding {
                    holder: Holder::Citizen,
                    since: leg.offered_at.unwrap_or(self.accepted_at),
                    leg: Some(n),
                }),
                Status::Offered | Status::Refused => Some(self.giver(n)),
                Status::Waiting | Status::Done | Status::Skipped => None,
            })
            .collect()
    }

    /// Who gives the dossier to leg `n`: whoever finished last before it, else the desk.
    fn giver(&self, n: usize) -> Holding {
        let last = self
            .agencies_before(n)
            .map(|before| &self.legs[before])
            .filter(|before| before.done_at.is_some())
            .max_by_key(|before| before.done_at);
        let (unit, since) = match last {
            Some(leg) => (&leg.unit, leg.done_at.unwrap_or(self.accepted_at)),
            None => (&self.receiving, self.accepted_at),
        };
        Holding {
            holder: Holder::Unit(unit.clone()),
            since,
            leg: Some(n),
        }
    }
}

impl Leg {
    /// True while somebody is to do something about it.
    pub fn is_open(&self) -> bool {
        matches!(
            self.status,
            Status::Offered | Status::Held | Status::AwaitingPayment | Status::Refused
        )
    }

    fn is_over(&self) -> bool {
        matches!(self.status, Status::Done | Status::Skipped)
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

#[cfg(test)]
mod tests;
