//! An open dossier goes on under another version of its procedure, where an administrator orders
//! it. Dates never move.

use catalogue::{Catalogue, Procedure};
use chrono::NaiveDate;
use kernel::{LegId, UnitId, working_time::Term};

use super::Story;
use crate::{
    Event, Kind, Leg, PlannedLeg, Refusal, Route, Router, Status,
    plan::{matter, plan_for},
};

/// What a migration makes of a route.
#[derive(Clone, Debug, PartialEq)]
pub struct Migration {
    /// The legs under the new version: those known keep their position.
    pub legs: Vec<Leg>,
    /// What changes, a line each, in Vietnamese.
    pub changes: Vec<String>,
}

impl Story<'_> {
    pub(crate) fn migrate(
        &mut self,
        version: NaiveDate,
        reason: String,
        ids: Vec<LegId>,
    ) -> Result<(), Refusal> {
        let route = self.route()?;
        if route.version == version {
            return Ok(());
        }
        let legs = Migration::of(self.router, route, version, ids)?.legs;
        let at = self.router.now;
        self.happens(Event::Migrated {
            version,
            legs,
            reason,
            at,
        });
        self.go_on(at)
    }
}

impl Migration {
    /// What `route` would be under `version`; `ids` are minted for the legs that are new to it.
    ///
    /// # Errors
    /// When a leg that is done or under way is not in that version with the same role, or a new
    /// leg would come before one of them.
    pub fn of(
        router: &Router,
        route: &Route,
        version: NaiveDate,
        ids: Vec<LegId>,
    ) -> Result<Self, Refusal> {
        let find = |version: NaiveDate| {
            let found = router
                .catalogue
                .procedure_version(&route.procedure, version);
            let name = || Refusal::UnknownProcedure(format!("{}@{version}", route.procedure));
            found.ok_or_else(name)
        };
        let (old, new) = (find(route.version)?, find(version)?);
        let still = |key: &&String| new.leg(key).is_some_and(|leg| leg.when.is_some());
        let conditional: Vec<&String> = route.conditional.iter().filter(still).collect();
        let on = router.catalogue.calendar().civil(router.now).date();
        let matter = matter(new, &route.place, &route.receiving);
        let difficult = route.difficult;
        let plan = plan_for(&router.catalogue, new, &matter, &conditional, difficult, on)?;
        for leg in route.legs.iter().filter(|leg| is_begun(leg)) {
            keeps_its_role(leg, old, new, &plan.legs)?;
        }
        Merging::new(route, plan.legs).merge(&router.catalogue, ids)
    }
}

fn is_begun(leg: &Leg) -> bool {
    leg.is_on_path() && leg.status != Status::Waiting
}

fn keeps_its_role(
    leg: &Leg,
    old: &Procedure,
    new: &Procedure,
    planned: &[PlannedLeg],
) -> Result<(), Refusal> {
    // What the procedure never had, such as a correction, no version can take away.
    let Some(before) = old.leg(&leg.key) else {
        return Ok(());
    };
    let after = new.leg(&leg.key);
    let Some(after) = after.filter(|_| planned.iter().any(|one| one.key == leg.key)) else {
        return Err(Refusal::LegGone(leg.title.clone()));
    };
    if before.by != after.by || before.kind != after.kind {
        return Err(Refusal::RoleDiffers(leg.title.clone()));
    }
    Ok(())
}

/// A norm as a person reads it.
fn norm(norm: &Option<String>) -> String {
    let Some(norm) = norm else {
        return "chưa đặt".to_owned();
    };
    let term = norm.parse::<Term>();
    term.map_or_else(|_| norm.clone(), |term| term.sentence())
}

/// The old legs and the new plan, as they become one.
struct Merging {
    legs: Vec<Leg>,
    planned: Vec<PlannedLeg>,
    /// Where each planned leg is, or will be, among the legs.
    positions: Vec<usize>,
}

impl Merging {
    fn new(route: &Route, planned: Vec<PlannedLeg>) -> Self {
        let mut next = route.legs.len();
        let positions = planned.iter().map(|one| {
            let known = route.legs.iter().position(|leg| leg.key == one.key);
            known.unwrap_or_else(|| {
                next += 1;
                next - 1
            })
        });
        Self {
            positions: positions.collect(),
            legs: route.legs.clone(),
            planned,
        }
    }

    fn merge(mut self, catalogue: &Catalogue, ids: Vec<LegId>) -> Result<Migration, Refusal> {
        let name = |unit: &UnitId| match catalogue.unit(unit) {
            Some(known) => known.name.clone(),
            None => unit.to_string(),
        };
        let mut changes = self.leave_out();
        let mut ids = ids.into_iter();
        let known = self.legs.len();
        for (n, planned) in self.planned.clone().into_iter().enumerate() {
            let at = self.positions[n];
            let after = planned.after.iter().map(|n| self.positions[*n]).collect();
            if at >= known {
                self.comes_in_time(n)?;
                let id = ids.next().ok_or(Refusal::TooFewIds)?;
                changes.push(format!(
                    "Thêm khâu «{}» ({}).",
                    planned.title,
                    name(&planned.unit)
                ));
                let leg = planned.leg(id);
                self.legs.push(Leg { after, ..leg });
                continue;
            }
            let old = &self.legs[at];
            if is_begun(old) {
                self.legs[at].after = after;
                continue;
            }
            if old.unit != planned.unit {
                let title = &planned.title;
                let (from, to) = (name(&old.unit), name(&planned.unit));
                changes.push(format!("Khâu «{title}» chuyển từ {from} sang {to}."));
            }
            if old.norm != planned.norm {
                let (from, to) = (norm(&old.norm), norm(&planned.norm));
                let title = &planned.title;
                changes.push(format!("Định mức khâu «{title}» từ {from} thành {to}."));
            }
            let leg = planned.leg(old.id);
            self.legs[at] = Leg {
                after,
                attempt: old.attempt,
                answer: old.answer,
                recalling: old.recalling,
                paid: old.paid.clone(),
                reason: old.reason.clone(),
                ..leg
            };
        }
        Ok(Migration {
            legs: self.legs,
            changes,
        })
    }

    /// Legs that wait for their turn and are not in the new version are left out.
    fn leave_out(&mut self) -> Vec<String> {
        let mut changes = Vec::new();
        for leg in &mut self.legs {
            let gone = !self.planned.iter().any(|one| one.key == leg.key);
            if gone && leg.status == Status::Waiting && leg.kind != Kind::Opinion {
                leg.status = Status::Skipped;
                leg.after.clear();
                changes.push(format!("Bỏ khâu «{}».", leg.title));
            }
        }
        changes
    }

    /// A leg that is new must not come before one that is done or under way.
    fn comes_in_time(&self, n: usize) -> Result<(), Refusal> {
        let after_it = |one: &PlannedLeg| one.after.contains(&n);
        let begun = |at: &usize| self.legs.get(*at).is_some_and(is_begun);
        let mut followers = self.planned.iter().zip(&self.positions);
        if followers.any(|(one, at)| after_it(one) && begun(at)) {
            return Err(Refusal::OutOfOrder(self.planned[n].title.clone()));
        }
        Ok(())
    }
}
