//! Legs nobody competent can be named for, and waits outside the term.

use kernel::{LegId, UnitId};

use super::{Story, opinion::is_agency};
use crate::{Event, Refusal, Status};

/// The kind of the province's own one-stop centre.
pub(super) const PROVINCIAL_CENTRE: &str = "ttpvhcc_tinh";

impl Story<'_> {
    /// An officer of the receiving centre, or of the province's, names the competent unit.
    pub(crate) fn resolve(
        &mut self,
        leg: LegId,
        by: &UnitId,
        unit: UnitId,
        reason: String,
    ) -> Result<(), Refusal> {
        let now = self.router.now;
        let n = self.position(leg)?;
        let catalogue = &self.router.catalogue;
        let centre = catalogue.unit(by).filter(|unit| unit.is_centre());
        let theirs = self.route()?.receiving == *by;
        if !centre.is_some_and(|centre| theirs || centre.kind == PROVINCIAL_CENTRE) {
            return Err(Refusal::NotTheCentre);
        }
        let leg = self.leg(n)?;
        if leg.unresolved.is_none() || leg.is_over() {
            return if leg.unit == unit {
                Ok(())
            } else {
                Err(Refusal::Competent)
            };
        }
        let on = catalogue.calendar().civil(now).date();
        let named = catalogue.unit(&unit);
        if !named.is_some_and(|unit| unit.in_force(on) && is_agency(unit)) {
            return Err(Refusal::NotAnAgency(unit.to_string()));
        }
        self.happens(Event::Resolved {
            leg: n,
            unit,
            reason,
            at: now,
        });
        self.go_on(now)
    }

    /// The unit in charge ends a wait before its time, such as a notice that nobody need read on.
    pub(crate) fn end_wait(
        &mut self,
        leg: LegId,
        by: &UnitId,
        reason: String,
    ) -> Result<(), Refusal> {
        let now = self.router.now;
        let n = self.position(leg)?;
        let leg = self.leg(n)?;
        if leg.unit != *by {
            return Err(Refusal::NotInCharge);
        }
        if leg.status != Status::InWait {
            return Err(Refusal::NotInWait);
        }
        self.happens(Event::WaitEnded {
            leg: n,
            reason: Some(reason),
            at: now,
        });
        self.account(n, now)?;
        self.go_on(now)
    }
}
