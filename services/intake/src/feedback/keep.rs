//! What time does: people are reminded, answered complaints are closed, digits forgotten.

use chassis::{Order, Result, execute};
use chrono::TimeDelta;
use intake_domain::{Command, ComplaintCommand};
use kernel::DossierId;

use super::{store, store::Complaints};
use crate::{Intake, jobs::BATCH};

impl Intake {
    /// How many people were reminded that their time to answer runs out.
    pub(crate) async fn remind_the_asked(&self) -> Result<usize> {
        let now = self.chassis.clock.now();
        let Ok(until) = self.desk(now).reminded_until() else {
            return Ok(0);
        };
        let ids = store::to_remind(&self.chassis.db, now, until, BATCH).await?;
        let remind = |id| (DossierId::from(id), Command::Remind);
        self.carry_out_all(ids.into_iter().map(remind).collect())
            .await
    }

    /// How many complaints were closed, their time after the answer gone by.
    pub(crate) async fn close_the_answered(&self) -> Result<usize> {
        let now = self.chassis.clock.now();
        // Not earlier than any rule closes; the rule itself decides.
        let before = now - TimeDelta::days(1);
        let ids = store::to_close(&self.chassis.db, before, BATCH).await?;
        if ids.is_empty() {
            return Ok(0);
        }
        let actor = self.chassis.actor();
        let orders = ids
            .into_iter()
            .map(|id| Order::new(id, ComplaintCommand::Close, &actor, now))
            .collect();
        let mut tx = self.chassis.begin().await?;
        let done = execute::<Complaints>(&mut tx, &self.grievances(now), orders).await?;
        self.chassis.commit(tx).await?;
        Ok(done
            .iter()
            .flatten()
            .filter(|done| !done.events.is_empty())
            .count())
    }

    pub(crate) async fn forget_proofs(&self) -> Result<()> {
        let now = self.chassis.clock.now();
        let (tokens, proofs) = (now, now - TimeDelta::days(2));
        store::forget(&self.chassis.db, tokens, proofs).await?;
        Ok(())
    }
}
