//! Histories of any length, to measure what a decision and an attribution cost.

use std::sync::Arc;

use catalogue::Catalogue;
use chrono::TimeDelta;
use kernel::{Decider as _, DossierId, Instant, LegId, UnitId, working_time::ClockError};

use crate::{Command, Leg, Refusal, Route, Router};

/// A route with a history of a given length, and the next command on it.
pub struct Sample {
    pub router: Router,
    pub route: Route,
    /// How many facts its journal has.
    pub facts: usize,
    command: Command,
}

impl Sample {
    /// A dossier of `procedure`, received at `from` by `receiving`, whose first leg is taken and
    /// given back, offered anew and taken again, until `facts` were written down.
    ///
    /// # Errors
    /// When the procedure is not in force, or the history outlasts the calendar.
    pub fn of(
        catalogue: Arc<Catalogue>,
        procedure: &str,
        (receiving, place): (UnitId, UnitId),
        from: Instant,
        facts: usize,
    ) -> Result<Self, Refusal> {
        let on = catalogue.calendar().civil(from).date();
        let found = catalogue
            .procedure(procedure, on)
            .ok_or_else(|| Refusal::UnknownProcedure(procedure.to_owned()))?;
        let due = catalogue.calendar().due(from, &found.term)?.at;
        let plan = Command::Plan {
            dossier: DossierId::mint(),
            code: "H48.00-000000-0001".to_owned(),
            procedure: procedure.to_owned(),
            version: found.version,
            receiving: receiving.clone(),
            place,
            conditional: Vec::new(),
            difficult: false,
            due: Some(due),
            at: from,
            legs: found.legs.iter().map(|_| LegId::mint()).collect(),
        };
        let mut router = Router {
            now: from,
            catalogue: catalogue.clone(),
        };
        let planned = Route::decide(&router, None, plan)?;
        let mut facts_so_far = planned.len();
        let mut route = Route::replay(&planned).ok_or(Refusal::Unknown)?;
        let mut step = 0;
        let mut command = next(&route, &receiving, router.now, step)?;
        while facts_so_far < facts {
            let events = Route::decide(&router, Some(&route), command)?;
            facts_so_far += events.len();
            let after = events.iter().fold(Some(route), Route::evolve);
            route = after.ok_or(Refusal::Unknown)?;
            step += 1;
            router.now += TimeDelta::minutes(7);
            command = next(&route, &receiving, router.now, step)?;
        }
        Ok(Self {
            router,
            route,
            facts: facts_so_far,
            command,
        })
    }

    /// Decides the next command, and what follows from it; how many facts that makes.
    ///
    /// # Errors
    /// As the decision.
    pub fn decide(&self) -> Result<usize, Refusal> {
        let events = Route::decide(&self.router, Some(&self.route), self.command.clone())?;
        Ok(events.len())
    }

    /// Accounts for every minute so far; how many there were.
    ///
    /// # Errors
    /// When the history outlasts the calendar.
    pub fn attribute(&self) -> Result<u32, ClockError> {
        let account = self
            .route
            .account(self.router.now, &self.router.catalogue)?;
        Ok(account.total.get())
    }
}

/// What the agency and the desk do in turn with the first leg.
fn next(route: &Route, desk: &UnitId, at: Instant, step: usize) -> Result<Command, Refusal> {
    let Leg { id, attempt, .. } = *route.legs.first().ok_or(Refusal::UnknownLeg)?;
    let reason = "đo chi phí".to_owned();
    Ok(match step % 3 {
        0 => Command::Accept {
            leg: id,
            attempt,
            at,
        },
        1 => Command::GiveBack {
            leg: id,
            attempt,
            reason,
            at,
        },
        _ => Command::Recall {
            leg: id,
            by: desk.clone(),
            reason,
        },
    })
}
