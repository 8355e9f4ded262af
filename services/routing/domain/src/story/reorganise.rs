//! Units that merge, split or end: what they had in hand goes on elsewhere.

use catalogue::{Succession, Undetermined};
use chrono::NaiveDate;
use kernel::UnitId;

use super::{Story, competence::PROVINCIAL_CENTRE};
use crate::{CloseGround, End, Event, Kind, Leg, Refusal, Status};

impl Story<'_> {
    /// Open legs of units no longer in force on `on` go to the unit that took over; where several
    /// did and the place does not say which, to the coordination queue. Dates stay as they are.
    pub(crate) fn reorganise(&mut self, on: NaiveDate, reason: &str) -> Result<(), Refusal> {
        let worked_on = |leg: &Leg| matches!(leg.kind, Kind::Work | Kind::Wait | Kind::Opinion);
        let open = |leg: &Leg| worked_on(leg) && !leg.is_over() && leg.unresolved.is_none();
        for n in self.legs(open)? {
            self.move_leg(n, on, reason)?;
        }
        self.move_the_desk(on, reason)?;
        self.mind_the_clock(self.router.now)
    }

    fn move_leg(&mut self, n: usize, on: NaiveDate, reason: &str) -> Result<(), Refusal> {
        let at = self.router.now;
        let from = self.leg(n)?.unit.clone();
        match self.after(&from, on)? {
            After::Stays => Ok(()),
            After::Goes(to) => {
                self.happens(Event::UnitMoved {
                    leg: n,
                    from,
                    to,
                    reason: reason.to_owned(),
                    at,
                });
                Ok(())
            }
            After::Unclear(why) => self.queue(n, why),
        }
    }

    /// Leg `n` has no unit any more, and nobody can say which comes next.
    fn queue(&mut self, n: usize, why: String) -> Result<(), Refusal> {
        let at = self.router.now;
        let leg = self.leg(n)?;
        if leg.kind == Kind::Opinion {
            // Whoever asked asks somebody else.
            return self.take_back(n, CloseGround::NotNeeded, at);
        }
        match leg.status {
            // Its turn comes later, or its time goes on by itself.
            Status::Waiting | Status::InWait => {
                self.happens(Event::Unresolved { leg: n, why, at });
            }
            _ => {
                self.take_back(n, CloseGround::Moved, at)?;
                self.happens(Event::Undetermined { leg: n, why, at });
            }
        }
        Ok(())
    }

    /// The one-stop centre that is no more: another goes on with the dossier, even when only the
    /// result is still to be handed over.
    pub(crate) fn move_the_desk(&mut self, on: NaiveDate, reason: &str) -> Result<(), Refusal> {
        let route = self.route()?;
        if matches!(route.end, Some(End::Closed { .. })) {
            return Ok(());
        }
        let from = route.receiving.clone();
        let to = match self.after(&from, on)? {
            After::Stays => return Ok(()),
            After::Goes(to) => Some(to),
            // Any centre may have any dossier (NĐ 118/2025/NĐ-CP): where nobody can say which of
            // several took over, the province's own has it.
            After::Unclear(_) => {
                let mut centres = self.router.catalogue.centres_on(on);
                let own = centres.find(|centre| centre.kind == PROVINCIAL_CENTRE);
                own.map(|centre| centre.id.clone())
            }
        };
        if let Some(to) = to {
            self.happens(Event::ReceivingMoved {
                from,
                to,
                reason: reason.to_owned(),
                at: self.router.now,
            });
        }
        Ok(())
    }

    fn after(&self, unit: &UnitId, on: NaiveDate) -> Result<After, Refusal> {
        let catalogue = &self.router.catalogue;
        let place = &self.route()?.place;
        let name = || {
            let known = catalogue.unit(unit);
            known.map_or_else(|| unit.to_string(), |unit| unit.name.clone())
        };
        Ok(match catalogue.successor_for(unit, place, on) {
            Succession::Itself => After::Stays,
            Succession::One(to) => After::Goes(to.id.clone()),
            Succession::Several(several) => {
                let successors = several.iter().map(|unit| unit.name.clone()).collect();
                let split = Undetermined::Split {
                    unit: unit.clone(),
                    name: name(),
                    successors,
                };
                After::Unclear(split.to_string())
            }
            Succession::Nobody => {
                let gone = Undetermined::NotInForce {
                    unit: unit.clone(),
                    name: name(),
                    on,
                };
                After::Unclear(gone.to_string())
            }
        })
    }
}

/// What becomes of a unit's work on a date.
enum After {
    Stays,
    Goes(UnitId),
    Unclear(String),
}
