//! Units that are no more: what they had in hand, moved by one audited command.

use std::collections::{BTreeMap, BTreeSet};

use chassis::{Actor, Caller, Error, Order, Result, execute};
use chrono::NaiveDate;
use kernel::{Decider as _, DossierId, UnitId};
use proto::routing::v1::{ReorganiseUnitsRequest, ReorganiseUnitsResponse, UnitMove};
use routing_domain::{Command, Event, Refusal, Route};
use uuid::Uuid;

use crate::{
    Routing,
    acts::{administrator, because},
    store::{self, Routes},
    wire,
};

/// How many routes are moved in one transaction.
const BATCH: i64 = 200;

impl Routing {
    /// Moves, in batches, what units not in force on the date still have in hand. Run again, it
    /// finds nothing left to do; a trial says the same and writes nothing.
    pub async fn reorganise(
        &self,
        caller: &Caller,
        asked: ReorganiseUnitsRequest,
    ) -> Result<ReorganiseUnitsResponse> {
        administrator(caller)?;
        let on = wire::date("on", &asked.on)?;
        let reason = because(&asked.reason)?;
        if !asked.dry_run && on > self.today() {
            return Err(Error::refused(Refusal::NotYet));
        }
        let gone = self.gone(on);
        let mut report = Report::default();
        let mut last = Uuid::nil();
        loop {
            let routes = store::in_hand_of(&self.chassis.db, &gone, last, BATCH).await?;
            let Some(end) = routes.last() else {
                break;
            };
            last = end.dossier.uuid();
            report.looked_at += routes.len() as u32;
            let command = Command::Reorganise {
                on,
                reason: reason.clone(),
            };
            if asked.dry_run {
                self.try_batch(&routes, &command, &mut report)?;
            } else {
                self.move_batch(&caller.actor, &routes, &command, &mut report)
                    .await?;
            }
        }
        Ok(report.told())
    }

    /// The units that are no longer, or not yet, in force.
    fn gone(&self, on: NaiveDate) -> Vec<String> {
        let units = self.catalogue.units().filter(|unit| !unit.in_force(on));
        units.map(|unit| unit.id.to_string()).collect()
    }

    fn try_batch(&self, routes: &[Route], command: &Command, report: &mut Report) -> Result<()> {
        let router = self.router(self.chassis.clock.now());
        for route in routes {
            let events = Route::decide(&router, Some(route), command.clone());
            report.note(route, &events.map_err(Error::refused)?);
        }
        Ok(())
    }

    async fn move_batch(
        &self,
        actor: &Actor,
        routes: &[Route],
        command: &Command,
        report: &mut Report,
    ) -> Result<()> {
        let now = self.chassis.clock.now();
        let order = |route: &Route| Order::new(route.dossier, command.clone(), actor, now);
        let orders = routes.iter().map(order).collect();
        let mut tx = self.chassis.begin().await?;
        let done = execute::<Routes>(&mut tx, &self.router(now), orders).await?;
        let mut moved = Vec::with_capacity(done.len());
        for done in done {
            let carried = done?;
            moved.push((carried.state, carried.events));
        }
        self.chassis.commit(tx).await?;
        for (route, events) in moved {
            report.note(&route, &events);
        }
        Ok(())
    }
}

/// What was moved, or would be.
#[derive(Default)]
struct Report {
    looked_at: u32,
    changed: u32,
    /// By the unit that is no more and the one that took over; none for the coordination queue.
    moves: BTreeMap<(UnitId, Option<UnitId>), Moved>,
}

#[derive(Default)]
struct Moved {
    legs: u32,
    dossiers: BTreeSet<DossierId>,
}

impl Report {
    fn note(&mut self, route: &Route, events: &[Event]) {
        if !events.is_empty() {
            self.changed += 1;
        }
        for event in events {
            let (from, to, legs) = match event {
                Event::UnitMoved { from, to, .. } => (from.clone(), Some(to.clone()), 1),
                Event::ReceivingMoved { from, to, .. } => (from.clone(), Some(to.clone()), 0),
                Event::Unresolved { leg, .. } | Event::Undetermined { leg, .. } => {
                    (route.legs[*leg].unit.clone(), None, 1)
                }
                _ => continue,
            };
            let moved = self.moves.entry((from, to)).or_default();
            moved.legs += legs;
            moved.dossiers.insert(route.dossier);
        }
    }

    fn told(self) -> ReorganiseUnitsResponse {
        let moves = self.moves.into_iter().map(|((from, to), moved)| UnitMove {
            from_unit: from.to_string(),
            to_unit: to.map(|to| to.to_string()).unwrap_or_default(),
            legs: moved.legs,
            dossiers: moved.dossiers.len() as u32,
        });
        ReorganiseUnitsResponse {
            moves: moves.collect(),
            looked_at: self.looked_at,
            changed: self.changed,
        }
    }
}
