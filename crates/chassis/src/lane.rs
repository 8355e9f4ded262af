//! Requests that arrive together share one transaction.

use std::{future::Future, panic::AssertUnwindSafe, sync::Arc};

use futures::FutureExt as _;
use sqlx::{PgConnection, PgPool};
use tokio::sync::{mpsc, oneshot};

use crate::{Error, Result};

/// The most requests one transaction carries.
const BATCH: usize = 128;

/// A kind of work that can be done for many requests in one transaction.
pub trait Work: Send + Sync + 'static {
    type Item: Send + Sync + 'static;
    type Answer: Send + 'static;

    /// Does the work. Each item is answered by itself; the outer error loses the transaction.
    fn carry_out(
        &self,
        tx: &mut PgConnection,
        items: &[Self::Item],
    ) -> impl Future<Output = Result<Vec<Result<Self::Answer>>>> + Send;
}

type Waiting<W> = (
    <W as Work>::Item,
    oneshot::Sender<Result<<W as Work>::Answer>>,
);

/// The way in. A request waits while the batch before it commits; what arrives
/// meanwhile goes together, so the batch grows with the load and nobody lingers.
pub struct Lane<W: Work> {
    requests: mpsc::Sender<Waiting<W>>,
}

impl<W: Work> Clone for Lane<W> {
    fn clone(&self) -> Self {
        Self {
            requests: self.requests.clone(),
        }
    }
}

impl<W: Work> Lane<W> {
    /// Starts the lane; it ends when the last clone is dropped. `committed` is called after each batch.
    pub fn start(db: PgPool, work: W, committed: impl Fn() + Send + Sync + 'static) -> Self {
        let (requests, mut incoming) = mpsc::channel::<Waiting<W>>(1024);
        let work = Arc::new(work);
        tokio::spawn(async move {
            let mut batch = Vec::with_capacity(BATCH);
            while incoming.recv_many(&mut batch, BATCH).await > 0 {
                let (items, replies): (Vec<_>, Vec<_>) = batch.drain(..).unzip();
                for (answer, reply) in answer(&db, &*work, items).await.into_iter().zip(replies) {
                    // The caller may have gone; the work stands all the same.
                    let _ = reply.send(answer);
                }
                committed();
            }
        });
        Self { requests }
    }

    /// Has `item` done, together with what waits beside it.
    ///
    /// # Errors
    /// The item's own refusal, or a fault.
    pub async fn ask(&self, item: W::Item) -> Result<W::Answer> {
        let (reply, answer) = oneshot::channel();
        let gone = || Error::fault(anyhow::anyhow!("the lane is closed"));
        self.requests
            .send((item, reply))
            .await
            .map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

/// All in one transaction; when that is lost, each by itself, so that one cannot spoil the others.
async fn answer<W: Work>(db: &PgPool, work: &W, items: Vec<W::Item>) -> Vec<Result<W::Answer>> {
    match together(db, work, &items).await {
        Ok(answers) => answers,
        Err(error) if items.len() == 1 => vec![Err(error)],
        // Not one of them is to blame, and each would wait in vain as long as all.
        Err(error) if error.is_outage() => {
            let away = || Err(Error::fault(sqlx::Error::PoolTimedOut));
            items.iter().map(|_| away()).collect()
        }
        Err(_) => {
            let mut answers = Vec::with_capacity(items.len());
            for item in &items {
                let alone = together(db, work, std::slice::from_ref(item)).await;
                answers.push(alone.and_then(|mut answers| {
                    answers.pop().unwrap_or_else(|| {
                        Err(Error::fault(anyhow::anyhow!("an item without an answer")))
                    })
                }));
            }
            answers
        }
    }
}

async fn together<W: Work>(
    db: &PgPool,
    work: &W,
    items: &[W::Item],
) -> Result<Vec<Result<W::Answer>>> {
    let mut tx = db.begin().await?;
    // A mistake in the work must not end the lane for everybody after.
    let answers = AssertUnwindSafe(work.carry_out(&mut tx, items))
        .catch_unwind()
        .await
        .map_err(|_| Error::fault(anyhow::anyhow!("the work of a lane panicked")))??;
    tx.commit().await?;
    Ok(answers)
}
