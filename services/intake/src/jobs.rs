//! What time does to dossiers: a request for a supplement that nobody answers ends them, and a
//! centre that is no more hands on what waited for it. What it does to what people say of them is
//! in [`crate::feedback`].

use std::time::Duration;

use catalogue::Succession;
use chassis::{Order, Result, execute, repeat};
use intake_domain::Command;
use kernel::{DossierId, UnitId};
use tokio_util::sync::CancellationToken;

use crate::{
    Intake,
    store::{self, Dossiers},
};

/// The most dossiers of one transaction.
pub(crate) const BATCH: i64 = 200;

impl Intake {
    /// Looks `every` so often, until `stop`, for what time has done.
    pub(crate) async fn keep_time(self, every: Duration, stop: CancellationToken) {
        let waits = "what is due at the desk waits";
        repeat(every, stop, waits, || self.look()).await;
    }

    /// Whether there may be more to do at once.
    async fn look(&self) -> Result<bool> {
        let ended = self.end_the_unanswered().await?;
        let handed_on = self.hand_on_the_waiting().await?;
        let reminded = self.remind_the_asked().await?;
        let closed = self.close_the_answered().await?;
        self.forget_proofs().await?;
        let most = ended.max(handed_on).max(reminded).max(closed);
        Ok(most as i64 == BATCH)
    }

    async fn end_the_unanswered(&self) -> Result<usize> {
        let now = self.chassis.clock.now();
        let ids = store::unanswered(&self.chassis.db, now, BATCH).await?;
        let lapse = |id| (DossierId::from(id), Command::Lapse);
        self.carry_out_all(ids.into_iter().map(lapse).collect())
            .await
    }

    /// What was filed at a centre that is no more, and received by nobody, waits at the one that
    /// took over. What was received goes with its route, by the order of an administrator.
    async fn hand_on_the_waiting(&self) -> Result<usize> {
        let now = self.chassis.clock.now();
        let today = self.catalogue.calendar().civil(now).date();
        let centres = store::centres_waited_for(&self.chassis.db).await?;
        let gone = centres.into_iter().filter(|centre| {
            let unit = self.catalogue.unit(&UnitId::new(centre.as_str()));
            unit.is_some_and(|unit| !unit.in_force(today))
        });
        let gone: Vec<String> = gone.collect();
        if gone.is_empty() {
            return Ok(0);
        }
        let waiting = store::waiting_at(&self.chassis.db, &gone, BATCH).await?;
        let mut orders = Vec::new();
        for waits in waiting {
            let centre = UnitId::new(waits.centre);
            let place = UnitId::new(waits.place);
            match self.catalogue.successor_for(&centre, &place, today) {
                Succession::One(unit) => {
                    let to = unit.id.clone();
                    let order = Command::MoveReceiving { to, at: now };
                    orders.push((DossierId::from(waits.id), order));
                }
                _ => {
                    tracing::warn!(%centre, %place, "nobody took over from a centre that is no more")
                }
            }
        }
        self.carry_out_all(orders).await
    }

    /// How many of them changed something.
    pub(crate) async fn carry_out_all(&self, orders: Vec<(DossierId, Command)>) -> Result<usize> {
        if orders.is_empty() {
            return Ok(0);
        }
        let now = self.chassis.clock.now();
        let actor = self.chassis.actor();
        let order = |(id, command)| Order::new(id, command, &actor, now);
        let orders = orders.into_iter().map(order).collect();
        let mut tx = self.chassis.begin().await?;
        let done = execute::<Dossiers>(&mut tx, &self.desk(now), orders).await?;
        self.chassis.commit(tx).await?;
        let changed = done.iter().flatten().filter(|done| !done.events.is_empty());
        Ok(changed.count())
    }
}
