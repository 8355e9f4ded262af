//! What routing says of a case: offered, ended, moved to another unit. Saying it twice, or
//! after what it was followed by, changes nothing.

use kernel::{Instant, UnitId};

use crate::{Case, Conclusion, Event, Ground, MACHINE, Offer, Refusal, Stage};

pub(crate) fn open(offer: Offer, at: Instant) -> Vec<Event> {
    let automatic = offer.automatic;
    let mut events = vec![Event::Opened { offer, at }];
    if automatic {
        events.push(Event::Accepted {
            officer: MACHINE.to_owned(),
            at,
        });
        events.push(Event::Completed {
            conclusion: Conclusion::granted(),
            at,
        });
    }
    events
}

impl Case {
    pub(crate) fn receive(&self, offer: Offer, at: Instant) -> Vec<Event> {
        // Nothing is offered on a route that is over: this was said before its end.
        if offer.attempt <= self.offer.attempt || self.route_over {
            return vec![];
        }
        match self.stage {
            // The recall crossed our acceptance: custody stands, under the new attempt too.
            Stage::Held(_) | Stage::Proposed { .. } | Stage::Approved { .. } => {
                vec![Event::Confirmed {
                    attempt: offer.attempt,
                    at,
                }]
            }
            // Closed for having moved elsewhere, it may come back under a later attempt.
            Stage::Offered
            | Stage::Completed { .. }
            | Stage::Refused { .. }
            | Stage::Returned { .. }
            | Stage::Recalled { .. }
            | Stage::Closed { .. } => open(offer, at),
        }
    }

    pub(crate) fn recall(&self, attempt: u32, at: Instant) -> Vec<Event> {
        let known = self.offer.attempt;
        let taken_back = match attempt {
            0 => self.stage == Stage::Offered,
            _ if attempt == known => self.stage == Stage::Offered,
            // The offer is still on its way; accepted before, custody stands all the same.
            _ => attempt > known && !self.is_in_custody() && !self.route_over,
        };
        // Accepted: routing will hear so. Ended, or offered anew since: nothing to take back.
        if !taken_back {
            return vec![];
        }
        vec![Event::Withdrawn {
            case: self.offer.case,
            dossier: self.offer.dossier,
            attempt: attempt.max(known),
            at,
        }]
    }

    pub(crate) fn close(&self, attempt: u32, ground: Ground, at: Instant) -> Vec<Event> {
        let known = self.offer.attempt;
        let already = match self.stage {
            _ if self.route_over => true,
            _ if ground.is_final() => false,
            Stage::Closed { .. } | Stage::Completed { .. } => attempt <= known,
            // Offered here again since it went elsewhere.
            _ => attempt != 0 && attempt < known,
        };
        if already {
            return vec![];
        }
        vec![Event::Closed {
            case: self.offer.case,
            dossier: self.offer.dossier,
            attempt: attempt.max(known),
            ground,
            at,
        }]
    }

    pub(crate) fn move_unit(
        &self,
        from: &UnitId,
        to: UnitId,
        at: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        // What was offered is not known: neither is whose it was.
        if self.offer.unit == to || self.offer.unit.as_str().is_empty() {
            return Ok(vec![]);
        }
        if self.offer.unit != *from {
            return Err(Refusal::MovedFromElsewhere {
                unit: self.offer.unit.clone(),
            });
        }
        Ok(vec![Event::MovedUnit { to, at }])
    }
}
