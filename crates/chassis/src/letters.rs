//! The letters that could not pass the gate, and what becomes of them.

use async_nats::jetstream;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use tracing::Span;
use uuid::Uuid;

use crate::{Error, Result, listen::Heard};

/// A fact that is laid aside instead of acted upon.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    message: String,
    subject: String,
    fact: String,
    aggregate: Option<Uuid>,
    sequence: Option<i32>,
    previous: Option<i32>,
    dossier: Option<Uuid>,
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

    pub fn parked(heard: Heard, reason: &str) -> Self {
        Self::of(heard, reason.to_owned(), true)
    }

    fn of(heard: Heard, reason: String, parked: bool) -> Self {
        Self {
            message: storable(&heard.message),
            subject: storable(&heard.subject),
            fact: storable(&heard.fact),
            aggregate: Some(heard.aggregate),
            sequence: Some(heard.sequence as i32),
            previous: Some(heard.previous as i32),
            dossier: heard.dossier,
            payload: heard.payload.to_vec(),
            trace: heard.origin.as_deref().map(storable),
            reason: storable(&reason),
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
            message: id.map_or_else(String::new, |id| storable(id.as_str())),
            subject: storable(&message.subject),
            fact: storable(&fact),
            aggregate: None,
            sequence: None,
            previous: None,
            dossier: None,
            payload: message.payload.to_vec(),
            trace: None,
            reason,
            parked: false,
            attempts: 1,
        }
    }
}

/// The database cannot keep every text the bus can carry.
fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
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
    pub dossier: Option<Uuid>,
    pub payload: Vec<u8>,
    pub trace: Option<String>,
    pub reason: String,
    pub parked: bool,
    pub attempts: i32,
    pub speaker: String,
    pub at: DateTime<Utc>,
    /// The last fact of its lane that was acted upon.
    pub last: i32,
}

impl Kept {
    /// Whether what it follows was acted upon.
    pub fn is_next(&self) -> bool {
        self.previous.unwrap_or(0) <= self.last
    }

    /// # Errors
    /// When it never was a fact: such a letter can only be dropped.
    pub fn lane(&self) -> Result<Uuid> {
        self.aggregate.ok_or_else(not_a_fact)
    }

    /// # Errors
    /// As [`Kept::lane`].
    pub fn heard(self, speaker: &'static str, at: DateTime<Utc>) -> Result<Heard> {
        let (Some(aggregate), Some(sequence), Some(previous)) =
            (self.aggregate, self.sequence, self.previous)
        else {
            return Err(not_a_fact());
        };
        Ok(Heard {
            fact: self.fact,
            aggregate,
            sequence: sequence as u32,
            dossier: self.dossier,
            payload: self.payload.into(),
            speaker,
            at,
            span: Span::none(),
            message: self.message,
            previous: previous as u32,
            subject: self.subject,
            origin: self.trace,
        })
    }
}

fn not_a_fact() -> Error {
    Error::field("id", "Thư này không phải là một sự kiện; chỉ có thể bỏ.")
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
                                          previous, dossier, payload, trace, reason, parked,
                                          attempts, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            letter.message,
            speaker,
            letter.subject,
            letter.fact,
            letter.aggregate,
            letter.sequence,
            letter.previous,
            letter.dossier,
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

/// The letter before all others of its lane, which must be dealt with first.
pub(crate) async fn first(db: &PgPool, speaker: &str, lane: Uuid) -> sqlx::Result<Option<Kept>> {
    sqlx::query_as!(
        Kept,
        r#"select id, message, subject, fact, aggregate, dead_letter.sequence, previous, dossier,
                payload, trace, reason, parked, attempts, speaker, at,
                coalesce(heard.sequence, 0) as "last!"
         from bus.dead_letter left join bus.heard using (speaker, aggregate)
         where speaker = $1 and aggregate = $2 order by dead_letter.sequence limit 1"#,
        speaker,
        lane,
    )
    .fetch_optional(db)
    .await
}

/// The lanes of a speaker in which the first letter waits for nothing any more.
pub(crate) async fn ready_lanes(db: &PgPool, speaker: &str) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"select aggregate as "aggregate!"
           from (select distinct on (aggregate) aggregate, previous, parked
                 from bus.dead_letter where speaker = $1 and aggregate is not null
                 order by aggregate, sequence) as first
           left join (select aggregate, sequence from bus.heard where speaker = $1) as heard
                using (aggregate)
           where parked and previous <= coalesce(heard.sequence, 0)"#,
        speaker,
    )
    .fetch_all(db)
    .await
}

pub(crate) async fn find(db: &PgPool, id: i64) -> sqlx::Result<Option<Kept>> {
    sqlx::query_as!(
        Kept,
        r#"select id, message, subject, fact, aggregate, dead_letter.sequence, previous, dossier,
                payload, trace, reason, parked, attempts, speaker, at,
                coalesce(heard.sequence, 0) as "last!"
         from bus.dead_letter left join bus.heard using (speaker, aggregate) where id = $1"#,
        id,
    )
    .fetch_optional(db)
    .await
}

pub(crate) async fn list(db: &PgPool, limit: i64) -> sqlx::Result<Vec<Kept>> {
    sqlx::query_as!(
        Kept,
        r#"select id, message, subject, fact, aggregate, dead_letter.sequence, previous, dossier,
                payload, trace, reason, parked, attempts, speaker, at,
                coalesce(heard.sequence, 0) as "last!"
         from bus.dead_letter left join bus.heard using (speaker, aggregate)
         order by parked, id limit $1"#,
        limit,
    )
    .fetch_all(db)
    .await
}

/// Takes a letter away. False when somebody else has.
pub(crate) async fn forget(tx: &mut PgConnection, id: i64) -> sqlx::Result<bool> {
    let gone = sqlx::query!("delete from bus.dead_letter where id = $1", id)
        .execute(tx)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// A letter was tried again in vain.
pub(crate) async fn mark_dead(
    db: &PgPool,
    id: i64,
    reason: &str,
    attempts: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update bus.dead_letter set parked = false, reason = $2, attempts = attempts + $3
         where id = $1",
        id,
        storable(reason),
        attempts,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a letter up: it is kept for good, and its lane goes on as if it had been heard.
/// False when somebody else has dealt with it.
pub(crate) async fn give_up(
    tx: &mut PgConnection,
    letter: &Kept,
    why: &str,
    by: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    if !forget(tx, letter.id).await? {
        return Ok(false);
    }
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
    Ok(true)
}
