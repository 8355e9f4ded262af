//! The gate of the inbox, and the letters that could not pass it.

use std::collections::{HashMap, HashSet};

use async_nats::jetstream;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use tracing::Span;
use uuid::Uuid;

use crate::{Error, Result, reader::Heard};

/// A fact that is laid aside instead of acted upon.
#[derive(Debug)]
pub(crate) struct Letter {
    message: String,
    subject: String,
    fact: String,
    aggregate: Option<Uuid>,
    sequence: Option<i32>,
    previous: Option<i32>,
    payload: Vec<u8>,
    trace: Option<String>,
    reason: String,
    /// It is sound, but something before it is missing or dead.
    parked: bool,
    attempts: i32,
}

impl Letter {
    pub fn dead(heard: Heard, reason: String, attempts: i32) -> Self {
        Self {
            attempts,
            ..Self::of(heard, reason, false)
        }
    }

    fn parked(heard: Heard, reason: &str) -> Self {
        Self::of(heard, reason.to_owned(), true)
    }

    fn of(heard: Heard, reason: String, parked: bool) -> Self {
        Self {
            message: heard.message,
            subject: heard.subject,
            fact: heard.fact,
            aggregate: Some(heard.aggregate),
            sequence: Some(heard.sequence as i32),
            previous: Some(heard.previous as i32),
            payload: heard.payload.to_vec(),
            trace: heard.origin,
            reason,
            parked,
            attempts: 1,
        }
    }

    /// Something on the stream that is not a fact at all.
    pub fn garbage(message: &jetstream::Message, fact: String, reason: String) -> Self {
        let id = message
            .headers
            .as_ref()
            .and_then(|headers| headers.get("Nats-Msg-Id"));
        Self {
            message: id.map_or_else(String::new, |id| id.to_string()),
            subject: message.subject.to_string(),
            fact,
            aggregate: None,
            sequence: None,
            previous: None,
            payload: message.payload.to_vec(),
            trace: None,
            reason,
            parked: false,
            attempts: 1,
        }
    }
}

/// A letter as it is kept.
#[derive(Debug)]
pub(crate) struct Kept {
    pub id: i64,
    pub message: String,
    pub subject: String,
    pub fact: String,
    pub aggregate: Option<Uuid>,
    pub sequence: Option<i32>,
    pub previous: Option<i32>,
    pub payload: Vec<u8>,
    pub trace: Option<String>,
    pub reason: String,
    pub parked: bool,
    pub attempts: i32,
    pub speaker: String,
    pub at: DateTime<Utc>,
}

impl Kept {
    /// # Errors
    /// When it never was a fact: such a letter can only be dropped.
    pub fn heard(&self, speaker: &'static str, span: Span, at: DateTime<Utc>) -> Result<Heard> {
        let (Some(aggregate), Some(sequence), Some(previous)) =
            (self.aggregate, self.sequence, self.previous)
        else {
            return Err(Error::field(
                "id",
                "Thư này không phải là một sự kiện; chỉ có thể bỏ.",
            ));
        };
        Ok(Heard {
            fact: self.fact.clone(),
            aggregate,
            sequence: sequence as u32,
            dossier: None,
            payload: self.payload.clone().into(),
            speaker,
            at,
            span,
            message: self.message.clone(),
            previous: previous as u32,
            subject: self.subject.clone(),
            origin: self.trace.clone(),
        })
    }
}

/// What the gate makes of a batch.
#[derive(Default)]
pub(crate) struct Sorted {
    /// Next in their lanes: to be acted upon.
    pub new: Vec<Heard>,
    /// Behind something missing or dead: to be laid aside.
    pub early: Vec<Letter>,
    /// Lanes in which something may have waited for what is new.
    pub awaited: Vec<Uuid>,
}

/// Sorts a batch: the next fact of its aggregate passes, a seen one is dropped, one behind
/// a gap or a dead letter waits. This is what makes every effect happen once and in order,
/// through redelivery, replicas and replay.
pub(crate) async fn gate(
    tx: &mut PgConnection,
    speaker: &str,
    batch: &[Heard],
) -> sqlx::Result<Sorted> {
    let mut sorted = Sorted::default();
    if batch.is_empty() {
        return Ok(sorted);
    }
    let lanes: Vec<Uuid> = batch.iter().map(|heard| heard.aggregate).collect();
    let rows = sqlx::query!(
        "select aggregate, sequence from bus.heard where speaker = $1 and aggregate = any($2)",
        speaker,
        &lanes,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut seen: HashMap<Uuid, u32> = rows
        .into_iter()
        .map(|row| (row.aggregate, row.sequence as u32))
        .collect();
    let laid = sqlx::query!(
        r#"select aggregate as "aggregate!", sequence as "sequence!", bool_or(not parked) as "dead!"
           from bus.dead_letter
           where speaker = $1 and aggregate = any($2) and sequence is not null group by 1, 2"#,
        speaker,
        &lanes,
    )
    .fetch_all(tx)
    .await?;
    let blocked: HashSet<Uuid> = laid
        .iter()
        .filter(|row| row.dead)
        .map(|row| row.aggregate)
        .collect();
    let waiting: HashSet<(Uuid, u32)> = laid
        .iter()
        .map(|row| (row.aggregate, row.sequence as u32))
        .collect();
    let awaited: HashSet<Uuid> = laid.iter().map(|row| row.aggregate).collect();
    for heard in batch {
        let lane = heard.aggregate;
        let last = seen.get(&lane).copied().unwrap_or(0);
        if heard.sequence <= last || waiting.contains(&(lane, heard.sequence)) {
            continue;
        }
        if blocked.contains(&lane) {
            sorted
                .early
                .push(Letter::parked(heard.clone(), "behind a dead letter"));
        } else if heard.previous > last {
            sorted
                .early
                .push(Letter::parked(heard.clone(), "behind a gap"));
        } else {
            seen.insert(lane, heard.sequence);
            if awaited.contains(&lane) && !sorted.awaited.contains(&lane) {
                sorted.awaited.push(lane);
            }
            sorted.new.push(heard.clone());
        }
    }
    Ok(sorted)
}

/// Remembers what was acted upon.
pub(crate) async fn remember(
    tx: &mut PgConnection,
    speaker: &str,
    heard: &[Heard],
) -> sqlx::Result<()> {
    let last: HashMap<Uuid, i32> = heard
        .iter()
        .map(|heard| (heard.aggregate, heard.sequence as i32))
        .collect();
    let mut lanes: Vec<(Uuid, i32)> = last.into_iter().collect();
    lanes.sort_unstable();
    let (aggregates, sequences): (Vec<Uuid>, Vec<i32>) = lanes.into_iter().unzip();
    sqlx::query!(
        "insert into bus.heard (speaker, aggregate, sequence)
         select $1, * from unnest($2::uuid[], $3::int[])
         on conflict (speaker, aggregate) do update set sequence = excluded.sequence",
        speaker,
        &aggregates,
        &sequences,
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn lay_aside(
    tx: &mut PgConnection,
    speaker: &str,
    letters: &[Letter],
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    for letter in letters {
        sqlx::query!(
            "insert into bus.dead_letter (message, speaker, subject, fact, aggregate, sequence,
                                          previous, payload, trace, reason, parked, attempts, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            letter.message,
            speaker,
            letter.subject,
            letter.fact,
            letter.aggregate,
            letter.sequence,
            letter.previous,
            letter.payload,
            letter.trace,
            letter.reason,
            letter.parked,
            letter.attempts,
            at,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// The next letter of a lane that may be acted upon now.
pub(crate) async fn next(db: &PgPool, speaker: &str, lane: Uuid) -> sqlx::Result<Option<Kept>> {
    let first = sqlx::query_as!(
        Kept,
        "select id, message, subject, fact, aggregate, sequence, previous, payload, trace, reason,
                parked, attempts, speaker, at
         from bus.dead_letter where speaker = $1 and aggregate = $2 order by sequence limit 1",
        speaker,
        lane,
    )
    .fetch_optional(db)
    .await?;
    let Some(first) = first.filter(|letter| letter.parked) else {
        return Ok(None);
    };
    let last = sqlx::query_scalar!(
        "select sequence from bus.heard where speaker = $1 and aggregate = $2",
        speaker,
        lane,
    )
    .fetch_optional(db)
    .await?
    .unwrap_or(0);
    Ok((first.previous.unwrap_or(0) <= last).then_some(first))
}

pub(crate) async fn find(db: &PgPool, id: i64) -> sqlx::Result<Option<Kept>> {
    sqlx::query_as!(
        Kept,
        "select id, message, subject, fact, aggregate, sequence, previous, payload, trace, reason,
                parked, attempts, speaker, at
         from bus.dead_letter where id = $1",
        id,
    )
    .fetch_optional(db)
    .await
}

pub(crate) async fn list(db: &PgPool, limit: i64) -> sqlx::Result<Vec<Kept>> {
    sqlx::query_as!(
        Kept,
        "select id, message, subject, fact, aggregate, sequence, previous, payload, trace, reason,
                parked, attempts, speaker, at
         from bus.dead_letter order by parked, id limit $1",
        limit,
    )
    .fetch_all(db)
    .await
}

pub(crate) async fn forget(tx: &mut PgConnection, id: i64) -> sqlx::Result<()> {
    sqlx::query!("delete from bus.dead_letter where id = $1", id)
        .execute(tx)
        .await?;
    Ok(())
}

/// Gives a letter up: it is kept for good, and its lane goes on as if it had been heard.
pub(crate) async fn give_up(
    tx: &mut PgConnection,
    letter: &Kept,
    why: &str,
    by: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into bus.dropped_letter (id, message, speaker, fact, payload, reason, why, by, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        letter.id,
        letter.message,
        letter.speaker,
        letter.fact,
        letter.payload,
        letter.reason,
        why,
        by,
        at,
    )
    .execute(&mut *tx)
    .await?;
    if let (Some(aggregate), Some(sequence)) = (letter.aggregate, letter.sequence) {
        sqlx::query!(
            "insert into bus.heard (speaker, aggregate, sequence) values ($1, $2, $3)
             on conflict (speaker, aggregate)
                do update set sequence = greatest(bus.heard.sequence, excluded.sequence)",
            letter.speaker,
            aggregate,
            sequence,
        )
        .execute(&mut *tx)
        .await?;
    }
    forget(tx, letter.id).await
}
