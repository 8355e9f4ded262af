//! What time alone makes happen: warnings, expired offers, waits that are over, apologies owed.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    time::Duration,
};

use catalogue::Catalogue;
use chassis::{Order, Result, execute, repeat};
use kernel::DossierId;
use routing_domain::Command;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    Routing,
    store::{Routes, time},
};

/// How long a route is left alone whose dates lie beyond the calendar.
const LATER: chrono::TimeDelta = chrono::TimeDelta::hours(1);

impl Routing {
    /// Looks at each route when there is something to say, until `stop`. Any number of replicas may
    /// do so at once.
    pub async fn keep_watch(self, stop: CancellationToken) {
        if self.watch.every_ms == 0 {
            return stop.cancelled().await;
        }
        let every = Duration::from_millis(self.watch.every_ms);
        let reckoned = OnceCell::new();
        repeat(every, stop, "routes wait to be looked at", || async {
            reckoned.get_or_try_init(|| self.reckon()).await?;
            // There may be more than one batch.
            self.look().await.map(|found| found >= self.watch.batch)
        })
        .await;
    }

    /// With other rules or another calendar, the moments to look are others too.
    async fn reckon(&self) -> Result<()> {
        let now = self.chassis.clock.now();
        time::reckon_by(&self.chassis.db, &digest(&self.catalogue), now).await?;
        Ok(())
    }

    /// One batch; how many routes were looked at.
    async fn look(&self) -> Result<usize> {
        let now = self.chassis.clock.now();
        let router = self.router(now);
        let mut tx = self.chassis.begin().await?;
        let most = i64::try_from(self.watch.batch).unwrap_or(i64::MAX);
        let ripe = time::ripe(&mut tx, now, most).await?;
        if ripe.is_empty() {
            return Ok(0);
        }
        let actor = self.chassis.actor();
        let order = |id: &Uuid| Order::new(DossierId::from(*id), Command::Watch, &actor, now);
        let orders = ripe.iter().map(order).collect();
        let done = execute::<Routes>(&mut tx, &router, orders).await?;
        let mut unchanged = Vec::new();
        for (id, done) in ripe.iter().zip(done) {
            match done {
                Ok(carried) if carried.events.is_empty() => {
                    let next = carried.state.next_look(&router);
                    unchanged.push((*id, next.unwrap_or(Some(now + LATER))));
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(dossier = %id, %error, "a route's dates cannot be reckoned");
                    unchanged.push((*id, Some(now + LATER)));
                }
            }
        }
        time::look_again(&mut tx, &unchanged).await?;
        self.chassis.commit(tx).await?;
        Ok(ripe.len())
    }
}

/// Stands for the rules and the calendar that moments are reckoned by. When the same data get
/// another digest, everything is looked at once more and nothing is said twice.
fn digest(catalogue: &Catalogue) -> String {
    let mut hasher = DefaultHasher::new();
    format!("{:?}{:?}", catalogue.rules(), catalogue.calendar()).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
