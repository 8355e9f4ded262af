//! The journal as it grows, told to those who follow it: what happened, never its content.

use std::{collections::BTreeMap, pin::Pin, sync::Arc, time::Duration};

use futures::{Stream, StreamExt as _, stream};
use proto::operations::v1::WatchJournalResponse;
use sqlx::PgPool;
use tokio::{
    sync::{Notify, broadcast, watch},
    time::{Instant, sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tonic::Status;

use crate::{Error, wire::timestamp};

/// When nobody says that something was written, how often is looked: another process of the same
/// service may have.
const LOOK: Duration = Duration::from_secs(2);
/// How long an entry may be on its way after a later one was seen: its transaction began before.
const GRACE: Duration = Duration::from_secs(20);
/// The most such entries that are waited for.
const GAPS: usize = 1000;
/// The most that is told one by one to who was away, and kept for who is slow.
const MOST: usize = 500;
/// How often a stream says that it lives.
const ALIVE: Duration = Duration::from_secs(15);

/// One thing that was written down.
type Told = Arc<WatchJournalResponse>;
pub(crate) type Telling = Pin<Box<dyn Stream<Item = Result<WatchJournalResponse, Status>> + Send>>;

/// Follows the journal while somebody listens.
#[derive(Clone)]
pub(crate) struct Watch {
    db: PgPool,
    /// Says that something was written here.
    written: Arc<Notify>,
    /// Says that somebody began to listen.
    wanted: Arc<Notify>,
    /// Whether everything that is written from now on is told.
    following: watch::Sender<bool>,
    told: broadcast::Sender<Told>,
    stop: CancellationToken,
}

impl Watch {
    pub fn new(db: PgPool, written: Arc<Notify>, stop: CancellationToken) -> Self {
        Self {
            db,
            written,
            wanted: Arc::default(),
            following: watch::Sender::new(false),
            told: broadcast::Sender::new(MOST),
            stop,
        }
    }

    /// Reads what is new and tells it, until the service stops.
    pub async fn run(self) {
        let stop = self.stop.clone();
        let following = async {
            loop {
                self.wanted.notified().await;
                self.follow().await;
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = following => {}
        }
    }

    /// Until nobody listens any more. While the database does not answer everything waits, and
    /// nothing is left out.
    async fn follow(&self) {
        let mut last = self.begin().await;
        let mut gaps = BTreeMap::new();
        while !self.idle() {
            let _ = timeout(LOOK, self.written.notified()).await;
            if let Err(error) = self.tell(&mut last, &mut gaps).await {
                tracing::warn!(%error, "the journal cannot be followed now");
                sleep(LOOK).await;
            }
        }
    }

    /// Where the journal ends; what is written after it is told from now on.
    async fn begin(&self) -> i64 {
        loop {
            match end(&self.db).await {
                Ok(end) => {
                    self.following.send_replace(true);
                    return end;
                }
                Err(error) => {
                    tracing::warn!(%error, "the journal cannot be followed now");
                    sleep(LOOK).await;
                }
            }
        }
    }

    /// Whether nobody listens. Whoever begins to after this was asked waits until it is followed
    /// again.
    fn idle(&self) -> bool {
        self.following.send_if_modified(|following| {
            *following = self.told.receiver_count() > 0;
            !*following
        })
    }

    /// Tells what is new.
    async fn tell(&self, last: &mut i64, gaps: &mut BTreeMap<i64, Instant>) -> sqlx::Result<()> {
        loop {
            let missing: Vec<i64> = gaps.keys().copied().collect();
            let found = after(&self.db, *last, &missing).await?;
            let more = found.len() == MOST;
            for entry in found {
                let position = entry.position as i64;
                gaps.remove(&position);
                let passed = last.saturating_add(1)..position;
                gaps.extend(passed.take(GAPS).map(|gap| (gap, Instant::now() + GRACE)));
                *last = (*last).max(position);
                let _ = self.told.send(Arc::new(entry));
            }
            let now = Instant::now();
            gaps.retain(|_, until| now < *until);
            while gaps.len() > GAPS {
                gaps.pop_first();
            }
            if !more {
                return Ok(());
            }
        }
    }

    /// What was written since `known`, and from now on; only from now on when it is zero.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn since(&self, known: u64) -> Result<Telling, Error> {
        // Both before it is looked where the journal ends, so that nothing falls between.
        let live = self.told.subscribe();
        self.followed().await?;
        let end = end(&self.db).await?;
        let known = i64::try_from(known).unwrap_or(i64::MAX);
        let mut before = match known {
            0 => Vec::new(),
            known => after(&self.db, known, &[]).await?,
        };
        let told_to = before.last().map_or(end, |last| last.position as i64);
        // Too much to tell, or of a journal that is not this one.
        if before.len() == MOST || known > end {
            before.clear();
            before.push(mark(end as u64, true));
        }
        before.push(mark(told_to.max(end) as u64, false));
        let live = Live {
            told: live,
            position: end as u64,
            stop: self.stop.clone(),
        };
        let live = stream::unfold(live, Live::next);
        Ok(Box::pin(
            stream::iter(before).chain(live).map(Ok::<_, Status>),
        ))
    }

    /// Comes back when everything that is written from now on is told.
    async fn followed(&self) -> Result<(), Error> {
        let mut following = self.following.subscribe();
        self.wanted.notify_one();
        tokio::select! {
            followed = following.wait_for(|following| *following) => {
                followed.map(drop).map_err(Error::fault)
            }
            () = self.stop.cancelled() => Err(Error::fault(Status::unavailable("the service stops"))),
        }
    }
}

/// One who listens, and how far they were told.
struct Live {
    told: broadcast::Receiver<Told>,
    position: u64,
    stop: CancellationToken,
}

impl Live {
    /// What is told next; nothing more when the service stops.
    async fn next(mut self) -> Option<(WatchJournalResponse, Self)> {
        let next = tokio::select! {
            () = self.stop.cancelled() => return None,
            next = timeout(ALIVE, self.told.recv()) => next,
        };
        let entry = match next {
            Ok(Ok(entry)) => {
                self.position = self.position.max(entry.position);
                WatchJournalResponse::clone(&entry)
            }
            Ok(Err(broadcast::error::RecvError::Closed)) => return None,
            Ok(Err(broadcast::error::RecvError::Lagged(_))) => mark(self.position, true),
            Err(_) => mark(self.position, false),
        };
        Some((entry, self))
    }
}

/// How far, without anything that happened.
fn mark(position: u64, missed: bool) -> WatchJournalResponse {
    WatchJournalResponse {
        position,
        missed,
        ..Default::default()
    }
}

async fn end(db: &PgPool) -> sqlx::Result<i64> {
    let end =
        sqlx::query_scalar!(r#"select coalesce(max(position), 0) as "end!" from bus.journal"#);
    end.fetch_one(db).await
}

/// What stands after `last`, and what was `missing` before it.
async fn after(db: &PgPool, last: i64, missing: &[i64]) -> sqlx::Result<Vec<WatchJournalResponse>> {
    let rows = sqlx::query!(
        "select position, fact, dossier, aggregate, sequence, at from bus.journal
         where position > $1 or position = any($2) order by position limit $3",
        last,
        missing,
        MOST as i64,
    )
    .fetch_all(db)
    .await?;
    let told = rows.into_iter().map(|row| WatchJournalResponse {
        position: row.position as u64,
        fact: row.fact,
        dossier_id: row.dossier.map(|id| id.to_string()).unwrap_or_default(),
        aggregate: row.aggregate.to_string(),
        sequence: row.sequence as u32,
        at: Some(timestamp(row.at)),
        missed: false,
    });
    Ok(told.collect())
}
