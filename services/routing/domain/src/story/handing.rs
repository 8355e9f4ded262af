//! Offers taken back, cases ended, offers made anew.

use kernel::{LegId, UnitId};

use super::Story;
use crate::{CloseGround, Event, Holder, Kind, Refusal, Status};

impl Story<'_> {
    /// Until the agency has accepted, whoever gives may take the offer back. It is offered anew
    /// once the agency has handed it back: two can never have it.
    pub(crate) fn recall(
        &mut self,
        leg: LegId,
        by: &UnitId,
        reason: String,
    ) -> Result<(), Refusal> {
        let now = self.router.now;
        let n = self.position(leg)?;
        if !self.gives(n, by)? {
            return Err(Refusal::NotTheGiver);
        }
        let leg = self.leg(n)?;
        match leg.status {
            Status::Offered if leg.recalling => Ok(()),
            Status::Offered => {
                let reason = Some(reason);
                self.happens(Event::Recalled {
                    leg: n,
                    reason,
                    at: now,
                });
                Ok(())
            }
            Status::Refused if leg.kind != Kind::Opinion => {
                self.offer(n, now, Some(reason))?;
                self.mind_the_clock(now)
            }
            Status::Undetermined => Err(Refusal::AwaitsCompetence),
            _ => Err(Refusal::TooLate),
        }
    }

    /// Whoever asks an opinion gives it; of the path, the desk and whoever holds it for leg `n`.
    fn gives(&self, n: usize, by: &UnitId) -> Result<bool, Refusal> {
        let route = self.route()?;
        if let Some(opinion) = &route.legs[n].opinion {
            return Ok(opinion.asked_by == *by);
        }
        let holding = route
            .holdings()
            .into_iter()
            .find(|held| held.leg == Some(n));
        let holder = holding.map(|held| held.holder);
        Ok(route.receiving == *by || holder == Some(Holder::Unit(by.clone())))
    }

    /// The agency holds what it should not.
    pub(crate) fn cease(&mut self, leg: LegId) -> Result<(), Refusal> {
        let leg = self.position(leg)?;
        let ground = match self.leg(leg)?.status {
            Status::Held => return Ok(()),
            Status::Done | Status::Skipped => CloseGround::NotNeeded,
            _ => CloseGround::Moved,
        };
        let at = self.router.now;
        self.happens(Event::Ceased { leg, ground, at });
        Ok(())
    }

    /// The agency has no trace of the offer, or of the case it accepted.
    pub(crate) fn offer_anew(&mut self, leg: LegId, reason: String) -> Result<(), Refusal> {
        let n = self.position(leg)?;
        let leg = self.leg(n)?;
        let lost = matches!(leg.status, Status::Offered | Status::Held);
        if lost || (leg.status == Status::Waiting && leg.recalling) {
            let now = self.router.now;
            self.offer(n, now, Some(reason))?;
            self.mind_the_clock(now)?;
        }
        Ok(())
    }
}
