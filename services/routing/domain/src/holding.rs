//! Who holds a dossier.

use kernel::{Instant, UnitId};

use crate::{End, Route, Status};

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
    /// Who holds the dossier now, one for each open branch.
    ///
    /// An offer moves nothing: until the agency has accepted, whoever gives still holds. An
    /// opinion moves nothing either: the dossier stays with who asks.
    pub fn holdings(&self) -> Vec<Holding> {
        match self.end {
            Some(End::Closed { .. }) => return Vec::new(),
            Some(End::Settled { at, .. }) => return vec![self.desk(at, None)],
            None => {}
        }
        let on_path = self
            .legs
            .iter()
            .enumerate()
            .filter(|(_, leg)| leg.is_on_path());
        on_path
            .filter_map(|(n, leg)| match leg.status {
                Status::Held => Some(Holding {
                    holder: Holder::Unit(leg.unit.clone()),
                    since: leg.accepted_at.unwrap_or(self.accepted_at),
                    leg: Some(n),
                }),
                Status::InWait => Some(Holding {
                    holder: Holder::Unit(leg.unit.clone()),
                    since: leg.offered_at.unwrap_or(self.accepted_at),
                    leg: Some(n),
                }),
                Status::AwaitingPayment => Some(Holding {
                    holder: Holder::Citizen,
                    since: leg.offered_at.unwrap_or(self.accepted_at),
                    leg: Some(n),
                }),
                // Named anew, and not yet handed back by whoever had it.
                Status::Waiting if leg.recalling => Some(self.giver(n)),
                Status::Undetermined => {
                    Some(self.desk(leg.offered_at.unwrap_or(self.accepted_at), Some(n)))
                }
                Status::Offered | Status::Refused => Some(self.giver(n)),
                Status::Waiting | Status::Done | Status::Skipped => None,
            })
            .collect()
    }

    fn desk(&self, since: Instant, leg: Option<usize>) -> Holding {
        Holding {
            holder: Holder::Unit(self.receiving.clone()),
            since,
            leg,
        }
    }

    /// Who gives the dossier to leg `n`: whoever finished last before it, else the desk.
    fn giver(&self, n: usize) -> Holding {
        let last = self
            .agencies_before(n)
            .into_iter()
            .map(|before| &self.legs[before])
            .filter(|before| before.done_at.is_some())
            .max_by_key(|before| before.done_at);
        match last {
            Some(leg) => Holding {
                holder: Holder::Unit(leg.unit.clone()),
                since: leg.done_at.unwrap_or(self.accepted_at),
                leg: Some(n),
            },
            None => self.desk(self.accepted_at, Some(n)),
        }
    }
}
