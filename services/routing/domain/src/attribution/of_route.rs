//! What a route's own memory of its journal comes to.

use catalogue::{AllowanceKind, Catalogue, ClockStart};
use kernel::{Instant, working_time::ClockError};

use super::{Account, Course, LegTime, Move, Stage, attribute, leg_time};
use crate::{Kind, Route};

impl Route {
    /// Accounts for every working minute until the route's end, or until `now`.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn account(&self, now: Instant, catalogue: &Catalogue) -> Result<Account, ClockError> {
        attribute(&self.course(catalogue), now, catalogue.calendar())
    }

    /// What the time of leg `n` came to until it was over, or until `now`.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn leg_time(
        &self,
        n: usize,
        now: Instant,
        catalogue: &Catalogue,
    ) -> Result<LegTime, ClockError> {
        leg_time(&self.course(catalogue), n, now, catalogue.calendar())
    }

    /// The moment promised last, also while the clock stands still and no date is to be kept.
    pub fn promised(&self) -> Option<Instant> {
        let last = self.past.iter().rev().find_map(Move::promise);
        self.due.or(last)
    }

    fn course(&self, catalogue: &Catalogue) -> Course<'_> {
        let stage = |n: usize| {
            let leg = &self.legs[n];
            Stage {
                unit: &leg.unit,
                aside: leg.kind == Kind::Opinion,
                counts: leg.counts,
                after: &leg.after,
                givers: self.agencies_before(n),
            }
        };
        let procedure = catalogue.procedure_version(&self.procedure, self.version);
        let nobodys = |kind: AllowanceKind| {
            let allowances = procedure.iter().flat_map(|procedure| &procedure.allowances);
            let terms = allowances.filter(|allowance| allowance.kind == kind);
            terms
                .filter_map(|allowance| allowance.term.working_minutes())
                .sum()
        };
        Course {
            desk: nobodys(AllowanceKind::Desk),
            unallotted: nobodys(AllowanceKind::Unallocated),
            start: self.accepted_at,
            receiving: &self.receiving,
            from_custody: self.counts_from_custody(catalogue),
            legs: (0..self.legs.len()).map(stage).collect(),
            moves: &self.past,
        }
    }

    /// Whether the term counts only from when the first agency took over
    /// (NĐ 99/2022/NĐ-CP Điều 16.2).
    pub(crate) fn counts_from_custody(&self, catalogue: &Catalogue) -> bool {
        let procedure = catalogue.procedure_version(&self.procedure, self.version);
        procedure.is_some_and(|procedure| procedure.clock == ClockStart::FirstCustody)
    }
}
