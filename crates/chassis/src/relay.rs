//! The relay: publishes what the outbox owes, in order, one relay at a time.

use std::{sync::atomic::Ordering, time::Duration};

use anyhow::{Context as _, bail};
use async_nats::{HeaderMap, connection::State};
use sqlx::{PgConnection, PgPool, pool::PoolConnection};
use tokio::{sync::Notify, time::Instant};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{Bus, bus};

/// From here on one atomic batch costs less than awaited single messages (measured).
const ATOMIC_FROM: usize = 8;
/// After so many the next ones wait as long as these took, and at most this: under load a
/// batch then carries more for the same work.
const LINGER: Duration = Duration::from_millis(10);
/// When nobody wakes the relay, how often it looks.
const POLL: Duration = Duration::from_millis(500);

/// How often it looks whether the connection still stands.
const LOOK: Duration = Duration::from_millis(100);

pub(crate) mod header {
    pub const ID: &str = "Nats-Msg-Id";
    pub const AGGREGATE: &str = "Motcua-Aggregate";
    pub const SEQUENCE: &str = "Motcua-Sequence";
    pub const PREVIOUS: &str = "Motcua-Previous";
    pub const ADDRESSED: &str = "Motcua-Addressed";
    pub const DOSSIER: &str = "Motcua-Dossier";
    pub const TRACE: &str = "traceparent";
}

#[derive(Debug)]
struct Owed {
    position: i64,
    id: Uuid,
    aggregate: Uuid,
    dossier: Option<Uuid>,
    sequence: i32,
    previous: i32,
    addressed: Option<i32>,
    fact: String,
    audience: Option<String>,
    payload: Vec<u8>,
    trace: Option<String>,
}

/// Publishes until `stop`; then once more what is left.
pub(crate) async fn run(
    db: PgPool,
    bus: Bus,
    speaker: &str,
    wake: &Notify,
    stop: CancellationToken,
) {
    // Also when told to stop before it began: something may be owed.
    loop {
        if let Err(error) = relay(&db, &bus, speaker, wake, &stop).await {
            tracing::warn!(
                speaker,
                error = format!("{error:#}"),
                "the relay starts again"
            );
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                () = stop.cancelled() => {}
            }
        }
        if stop.is_cancelled() {
            return;
        }
    }
}

async fn relay(
    db: &PgPool,
    bus: &Bus,
    speaker: &str,
    wake: &Notify,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let mut connection = db.acquire().await?;
    if !only_one(&mut connection).await? {
        // Another replica relays; it holds the lock as long as its connection lives.
        tokio::select! {
            () = tokio::time::sleep(POLL * 4) => {}
            () = stop.cancelled() => {}
        }
        return Ok(());
    }
    // The lock lives with the connection: it must not go back to the pool while held.
    let mut connection = connection.detach();
    bus.stream(speaker).await?;
    loop {
        let stopping = stop.is_cancelled();
        let owed = owed(&mut connection).await?;
        if owed.is_empty() {
            if stopping {
                return Ok(());
            }
            tokio::select! {
                () = wake.notified() => {}
                () = tokio::time::sleep(POLL) => {}
                () = stop.cancelled() => {}
            }
            continue;
        }
        let began = Instant::now();
        tokio::select! {
            published = publish(bus, speaker, &owed) => published?,
            () = broken(bus) => bail!("the connection to the bus broke"),
        }
        let positions: Vec<i64> = owed.iter().map(|fact| fact.position).collect();
        settle(&mut connection, &positions).await?;
        if owed.len() >= ATOMIC_FROM && !stopping {
            tokio::time::sleep(began.elapsed().min(LINGER)).await;
        }
    }
}

/// True when this connection now is the one that relays.
async fn only_one(connection: &mut PoolConnection<sqlx::Postgres>) -> sqlx::Result<bool> {
    let locked = sqlx::query_scalar!(
        r#"select pg_try_advisory_lock(hashtext('motcua.relay')) as "locked!""#
    )
    .fetch_one(&mut **connection)
    .await?;
    if locked {
        // A settled row that comes back after a crash is published again, and shrugged at.
        sqlx::query!("set synchronous_commit = off")
            .execute(&mut **connection)
            .await?;
    }
    Ok(locked)
}

async fn owed(connection: &mut PgConnection) -> sqlx::Result<Vec<Owed>> {
    // 500 at most: an atomic batch carries no more than 1,000. `offset 0` holds the way, from what
    // is owed to its entry, one look for each: a plan made while the journal was short would
    // else read all of it once it is long.
    sqlx::query_as!(
        Owed,
        r#"select entry.position as "position!", entry.id as "id!",
                  entry.aggregate as "aggregate!", entry.dossier, entry.sequence as "sequence!",
                  entry.previous as "previous!", entry.addressed, entry.fact as "fact!",
                  entry.audience, entry.payload as "payload!", entry.trace
           from (select position from bus.outbox order by position limit 500) as owed,
                lateral (select * from bus.journal where position = owed.position offset 0) as entry
           order by owed.position"#
    )
    .fetch_all(connection)
    .await
}

async fn settle(connection: &mut PgConnection, positions: &[i64]) -> sqlx::Result<()> {
    sqlx::query!("delete from bus.outbox where position = any($1)", positions)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends when the connection is no longer the one it is now: what was said into it is not
/// answered any more, and there is no use in waiting until the patience runs out.
async fn broken(bus: &Bus) {
    let connects = || bus.client().statistics().connects.load(Ordering::Relaxed);
    let now = connects();
    while connects() == now && bus.client().connection_state() == State::Connected {
        tokio::time::sleep(LOOK).await;
    }
}

async fn publish(bus: &Bus, speaker: &str, owed: &[Owed]) -> anyhow::Result<()> {
    if owed.len() >= ATOMIC_FROM && atomically(bus, speaker, owed).await? {
        return Ok(());
    }
    let mut acks = Vec::with_capacity(owed.len());
    for fact in owed {
        acks.push(
            bus.jetstream()
                .publish_with_headers(
                    fact.subject(speaker),
                    fact.headers(),
                    fact.payload.clone().into(),
                )
                .await?,
        );
    }
    for ack in acks {
        ack.await?;
    }
    Ok(())
}

/// One batch, stored and synced at once. False when the bus has seen part of it before:
/// it then refuses the whole, and the messages must go one by one.
async fn atomically(bus: &Bus, speaker: &str, owed: &[Owed]) -> anyhow::Result<bool> {
    let batch = Uuid::now_v7().to_string();
    for (n, fact) in owed.iter().enumerate() {
        let mut headers = fact.headers();
        headers.insert("Nats-Batch-Id", batch.as_str());
        headers.insert("Nats-Batch-Sequence", (n + 1).to_string());
        let payload = fact.payload.clone().into();
        if n + 1 < owed.len() {
            bus.client()
                .publish_with_headers(fact.subject(speaker), headers, payload)
                .await?;
            continue;
        }
        headers.insert("Nats-Batch-Commit", "1");
        let answer = bus
            .client()
            .request_with_headers(fact.subject(speaker), headers, payload)
            .await
            .context("the bus did not confirm a batch")?;
        let answer: serde_json::Value = serde_json::from_slice(&answer.payload)?;
        match answer
            .pointer("/error/err_code")
            .and_then(serde_json::Value::as_i64)
        {
            None if answer.get("stream").is_some() => return Ok(true),
            // "batch contains a duplicate message id"
            Some(10201) => return Ok(false),
            _ => bail!("the bus refused a batch: {answer}"),
        }
    }
    Ok(true)
}

impl Owed {
    fn subject(&self, speaker: &str) -> String {
        let lane = self.dossier.unwrap_or(self.aggregate);
        bus::subject(speaker, &self.fact, self.audience.as_deref(), lane)
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ID, self.id.to_string());
        headers.insert(header::AGGREGATE, self.aggregate.to_string());
        headers.insert(header::SEQUENCE, self.sequence.to_string());
        headers.insert(header::PREVIOUS, self.previous.to_string());
        if let Some(addressed) = self.addressed {
            headers.insert(header::ADDRESSED, addressed.to_string());
        }
        if let Some(dossier) = self.dossier {
            headers.insert(header::DOSSIER, dossier.to_string());
        }
        if let Some(trace) = &self.trace {
            headers.insert(header::TRACE, trace.as_str());
        }
        headers
    }
}
