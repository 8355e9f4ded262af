//! What the agencies hold against what routing believes: each difference is mended, or named.

pub(crate) mod agency;
mod compare;

use std::{collections::HashMap, time::Duration};

use chassis::{Actor, Caller, Error, Order, Result, execute_one, wire::timestamp};
use chrono::NaiveTime;
use kernel::{Instant, LegId};
use proto::routing::v1::{Difference as Told, ReconcileRequest, ReconcileResponse};
use routing_domain::{Command, End, Route, Status};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use self::{
    agency::Agency,
    compare::{Believed, Found},
};
use crate::{
    Routing,
    acts::administrator,
    store::{self, Difference, Reconciliation, Routes},
};

/// How often the nightly job looks at the clock.
const LOOK: Duration = Duration::from_secs(5);
/// How many routes are read at once.
const BATCH: i64 = 500;

impl Routing {
    /// Compares now.
    pub async fn compare(
        &self,
        caller: &Caller,
        asked: ReconcileRequest,
    ) -> Result<ReconcileResponse> {
        administrator(caller)?;
        let report = self
            .reconcile_with_all(&caller.actor, asked.dry_run)
            .await?;
        let told = |one: &Difference| Told {
            host: one.host.clone(),
            leg_id: one.leg_id.clone(),
            dossier_id: one.dossier_id.clone(),
            what: one.what.clone(),
            mended: one.mended.clone(),
        };
        Ok(ReconcileResponse {
            id: report.id.to_string(),
            at: Some(timestamp(report.at)),
            compared: report.compared,
            differences: report.differences.iter().map(told).collect(),
            silent: report.silent,
        })
    }

    /// Compares once a day, at the hour set, by the province's clock.
    pub async fn compare_nightly(self, stop: CancellationToken) {
        let Ok(hour) = NaiveTime::parse_from_str(&self.reconcile.at, "%H:%M") else {
            return stop.cancelled().await;
        };
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
            if let Err(error) = self.compare_when_due(hour).await {
                tracing::error!(%error, "custody could not be compared; it is tried again");
            }
        }
    }

    async fn compare_when_due(&self, hour: NaiveTime) -> Result<()> {
        let now = self.chassis.clock.now();
        let civil = |at: Instant| self.catalogue.calendar().civil(at);
        if civil(now).time() < hour {
            return Ok(());
        }
        // One of several processes does it; the others find it done.
        let mut alone = self.chassis.db.begin().await?;
        if !store::compares_alone(&mut alone).await? {
            return Ok(());
        }
        let last = store::last_reconciliation(&self.chassis.db).await?;
        if last.is_some_and(|last| civil(last).date() >= civil(now).date()) {
            return Ok(());
        }
        let report = self
            .reconcile_with_all(&self.chassis.actor(), false)
            .await?;
        tracing::info!(
            compared = report.compared,
            differences = report.differences.len(),
            silent = ?report.silent,
            "custody compared with the agencies"
        );
        Ok(())
    }

    async fn reconcile_with_all(&self, actor: &Actor, dry_run: bool) -> Result<Reconciliation> {
        let mut report = Reconciliation {
            id: Uuid::now_v7(),
            at: self.chassis.clock.now(),
            actor: actor.as_str().to_owned(),
            dry_run,
            compared: 0,
            differences: Vec::new(),
            silent: Vec::new(),
        };
        for (host, channel) in &*self.agencies {
            let agency = Agency::new(host, channel, &self.chassis.actor());
            if self
                .reconcile_with(&agency, actor, &mut report)
                .await
                .is_err()
            {
                report.silent.push(host.clone());
            }
        }
        store::keep_reconciliation(&self.chassis.db, &report).await?;
        Ok(report)
    }

    async fn reconcile_with(
        &self,
        agency: &Agency,
        actor: &Actor,
        report: &mut Reconciliation,
    ) -> Result<()> {
        let grace = chrono::Duration::minutes(self.reconcile.grace_minutes.into());
        let before = report.at - grace;
        let mut held = agency.held().await?;
        // What changed a moment ago may be on its way.
        held.retain(|_, case| case.since.is_none_or(|since| since <= before));
        let mut last = Uuid::nil();
        loop {
            let routes = store::open(&self.chassis.db, last, BATCH).await?;
            let Some(end) = routes.last() else {
                break;
            };
            last = end.dossier.uuid();
            for route in &routes {
                self.compare_route(agency, actor, route, &mut held, report)
                    .await?;
            }
        }
        // What is left is held for a route that is over, or for none.
        for (leg, case) in held {
            let dossier = case.dossier;
            let route = store::find(&self.chassis.db, dossier).await?;
            if route
                .as_ref()
                .is_some_and(|route| changed_since(route, leg, before))
            {
                continue;
            }
            let believed = route.as_ref().and_then(|route| {
                let n = route.position(leg)?;
                Some(Believed::of(route, n))
            });
            report.compared += 1;
            let found = compare::held(believed.as_ref(), &case);
            self.mend(actor, agency, (dossier, leg), found, report)
                .await?;
        }
        Ok(())
    }

    async fn compare_route(
        &self,
        agency: &Agency,
        actor: &Actor,
        route: &Route,
        held: &mut HashMap<LegId, agency::HeldCase>,
        report: &mut Reconciliation,
    ) -> Result<()> {
        let grace = chrono::Duration::minutes(self.reconcile.grace_minutes.into());
        let before = report.at - grace;
        for (n, leg) in route.legs.iter().enumerate() {
            if leg.host != agency.host || route.end.is_some() {
                continue;
            }
            // What changed a moment ago may be on its way.
            if changed_since(route, leg.id, before) {
                held.remove(&leg.id);
                continue;
            }
            let open = matches!(leg.status, Status::Held | Status::Offered);
            let believed = Believed::of(route, n);
            let found = match held.remove(&leg.id) {
                Some(case) => compare::held(Some(&believed), &case),
                None if open => {
                    let case = agency.case(leg.id, &leg.unit).await?;
                    compare::not_held(&believed, case.as_ref())
                }
                None => continue,
            };
            report.compared += 1;
            self.mend(actor, agency, (route.dossier, leg.id), found, report)
                .await?;
        }
        Ok(())
    }

    /// Names the difference, and does about it what can be done.
    async fn mend(
        &self,
        actor: &Actor,
        agency: &Agency,
        (dossier, leg): (kernel::DossierId, LegId),
        found: Option<Found>,
        report: &mut Reconciliation,
    ) -> Result<()> {
        let Some(found) = found else {
            return Ok(());
        };
        let mended = match found.mend {
            None => String::new(),
            Some(_) if report.dry_run => String::new(),
            Some(command) => match self.carry(actor, agency, dossier, command).await {
                Ok(()) => found.mended,
                Err(why) if why.is_fault() => return Err(why),
                Err(why) => format!("Chưa xử lý được: {why}"),
            },
        };
        report.differences.push(Difference {
            host: agency.host.clone(),
            leg_id: leg.to_string(),
            dossier_id: dossier.to_string(),
            what: found.what,
            mended,
        });
        Ok(())
    }

    async fn carry(
        &self,
        actor: &Actor,
        agency: &Agency,
        dossier: kernel::DossierId,
        command: Command,
    ) -> Result<()> {
        let now = self.chassis.clock.now();
        let command = match command {
            said @ (Command::Accept { .. }
            | Command::Complete { .. }
            | Command::Refuse { .. }
            | Command::GiveBack { .. }
            | Command::LetGo { .. }) => Command::Said {
                host: agency.host.clone(),
                said: Box::new(said),
            },
            own => own,
        };
        let mut tx = self.chassis.begin().await?;
        let order = Order::new(dossier, command, actor, now);
        execute_one::<Routes>(&mut tx, &self.router(now), order).await?;
        self.chassis.commit(tx).await
    }
}

/// Whether something happened to the leg after `before`.
fn changed_since(route: &Route, leg: LegId, before: Instant) -> bool {
    let ended = match route.end {
        Some(End::Settled { at, .. } | End::Closed { at }) => Some(at),
        None => None,
    };
    let leg = route.legs.iter().find(|one| one.id == leg);
    let moments = leg.map(|leg| [leg.offered_at, leg.accepted_at, leg.done_at]);
    let mut moments = moments.into_iter().flatten().chain([ended]).flatten();
    moments.any(|moment| moment > before)
}

/// An agency that cannot be asked is a fault of ours to the caller.
fn away(status: tonic::Status) -> Error {
    Error::fault(status)
}
