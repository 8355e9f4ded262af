//! What time does to dossiers: a request for a supplement that nobody answers ends them.

use std::time::Duration;

use chassis::{Order, Result, execute};
use intake_domain::Command;
use kernel::DossierId;
use tokio_util::sync::CancellationToken;

use crate::{
    Intake,
    store::{self, Dossiers},
};

/// The most dossiers that end in one transaction.
const BATCH: i64 = 200;

impl Intake {
    /// Ends, until `stop`, what was not supplemented in time; looks `every` so often.
    pub(crate) async fn end_the_unanswered(self, every: Duration, stop: CancellationToken) {
        while !stop.is_cancelled() {
            match self.end_some().await {
                // There may be more.
                Ok(ended) if ended as i64 == BATCH => continue,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "unanswered dossiers wait"),
            }
            tokio::select! {
                () = tokio::time::sleep(every) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    async fn end_some(&self) -> Result<usize> {
        let now = self.chassis.clock.now();
        let ids = store::unanswered(&self.chassis.db, now, BATCH).await?;
        if ids.is_empty() {
            return Ok(0);
        }
        let actor = self.chassis.actor();
        let order = |id| Order::new(DossierId::from(id), Command::Lapse, &actor, now);
        let orders = ids.into_iter().map(order).collect();
        let mut tx = self.chassis.begin().await?;
        let done = execute::<Dossiers>(&mut tx, &self.desk(now), orders).await?;
        self.chassis.commit(tx).await?;
        let ended = done.iter().flatten().filter(|done| !done.events.is_empty());
        Ok(ended.count())
    }
}
