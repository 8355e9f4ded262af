//! What time does to documents: drafts nobody came back to end, and contents nothing refers to go.

use std::time::Duration;

use chassis::{Result, repeat};
use tokio_util::sync::CancellationToken;

use super::store;
use crate::Intake;

/// The most drafts, or contents, of one transaction.
const BATCH: i64 = 100;

/// How long contents are kept that nothing refers to: longer than any request that might be about
/// to.
const GRACE: chrono::Duration = chrono::Duration::hours(2);

impl Intake {
    /// Looks `every` so often, until `stop`, for what is to go.
    pub(crate) async fn sweep_documents(self, every: Duration, stop: CancellationToken) {
        let waits = "documents that are to go stay for now";
        repeat(every, stop, waits, || self.sweep()).await;
    }

    /// Whether there may be more at once.
    async fn sweep(&self) -> Result<bool> {
        let ended = self.end_expired_drafts().await?;
        let gone = self.forget_unwanted().await?;
        Ok(ended.max(gone) as i64 == BATCH)
    }

    async fn end_expired_drafts(&self) -> Result<usize> {
        let now = self.chassis.clock.now();
        let drafts = store::expired(&self.chassis.db, now, BATCH).await?;
        let actor = self.chassis.actor();
        for draft in &drafts {
            let mut tx = self.chassis.db.begin().await?;
            store::end_draft(&mut tx, *draft, actor.as_str(), now).await?;
            tx.commit().await?;
        }
        Ok(drafts.len())
    }

    async fn forget_unwanted(&self) -> Result<usize> {
        let before = self.chassis.clock.now() - GRACE;
        let mut tx = self.chassis.db.begin().await?;
        let unwanted = store::unwanted(&mut tx, before, BATCH).await?;
        let mut gone = Vec::new();
        for sha256 in unwanted {
            match self.documents.contents.delete(&sha256).await {
                Ok(()) => gone.push(sha256),
                Err(error) => tracing::warn!(%error, "a content that is to go stays for now"),
            }
        }
        store::forget_contents(&mut tx, &gone).await?;
        tx.commit().await?;
        Ok(gone.len())
    }
}
