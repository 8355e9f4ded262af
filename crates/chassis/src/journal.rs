//! The journal: what happened, written in the transaction that made it true.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use prost::{Message, Name};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Actor;

/// An event in its public words.
#[derive(Clone, Debug)]
pub struct Fact {
    name: String,
    payload: Vec<u8>,
    dossier: Option<Uuid>,
    audience: Option<String>,
}

impl Fact {
    pub fn new<M: Message + Name>(message: &M) -> Self {
        Self {
            name: M::full_name(),
            payload: message.encode_to_vec(),
            dossier: None,
            audience: None,
        }
    }

    /// The dossier it is about.
    pub fn about(mut self, dossier: impl Into<Uuid>) -> Self {
        self.dossier = Some(dossier.into());
        self
    }

    /// The only account that may hear it.
    pub fn only_for(mut self, account: &str) -> Self {
        self.audience = Some(account.to_owned());
        self
    }
}

/// A fact with its place in the history of its aggregate.
#[derive(Clone, Debug)]
pub struct Entry {
    pub aggregate: Uuid,
    pub sequence: u32,
    pub fact: Fact,
    pub actor: Actor,
    pub trace: Option<String>,
    pub at: DateTime<Utc>,
}

/// Writes entries down, and what the relay owes for them, in one statement.
pub(crate) async fn append(tx: &mut PgConnection, entries: &[Entry]) -> sqlx::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let previous = previous(tx, entries).await?;
    let n = entries.len();
    let mut rows = Rows::with_capacity(n);
    for (entry, previous) in entries.iter().zip(previous) {
        rows.push(entry, previous);
    }
    sqlx::query!(
        r#"with written as (
             insert into bus.journal (id, aggregate, sequence, dossier, fact, audience, previous,
                                      payload, actor, trace, leaf, at)
             select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[],
                                  $6::text[], $7::int[], $8::bytea[], $9::text[], $10::text[],
                                  $11::bytea[], $12::timestamptz[])
             returning position)
           insert into bus.outbox (position) select position from written"#,
        &rows.id,
        &rows.aggregate,
        &rows.sequence,
        &rows.dossier as &[Option<Uuid>],
        &rows.fact,
        &rows.audience as &[Option<String>],
        &rows.previous,
        &rows.payload,
        &rows.actor,
        &rows.trace as &[Option<String>],
        &rows.leaf,
        &rows.at,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// For each entry the sequence its audience heard last of the same aggregate.
///
/// Everybody hears every entry of an unaddressed aggregate; an account hears only its
/// own, so its entries form a chain of their own.
async fn previous(tx: &mut PgConnection, entries: &[Entry]) -> sqlx::Result<Vec<i32>> {
    let mut last: HashMap<(Uuid, String), i32> = HashMap::new();
    let addressed: Vec<Uuid> = entries
        .iter()
        .filter(|entry| entry.fact.audience.is_some() && entry.sequence > 1)
        .map(|entry| entry.aggregate)
        .collect();
    if !addressed.is_empty() {
        let rows = sqlx::query!(
            r#"select aggregate, audience as "audience!", max(sequence) as "sequence!"
               from bus.journal where aggregate = any($1) and audience is not null group by 1, 2"#,
            &addressed,
        )
        .fetch_all(tx)
        .await?;
        last.extend(
            rows.into_iter()
                .map(|row| ((row.aggregate, row.audience), row.sequence)),
        );
    }
    Ok(entries
        .iter()
        .map(|entry| {
            let sequence = entry.sequence as i32;
            match &entry.fact.audience {
                None => sequence - 1,
                Some(account) => last
                    .insert((entry.aggregate, account.clone()), sequence)
                    .unwrap_or(0),
            }
        })
        .collect())
}

#[derive(Default)]
struct Rows {
    id: Vec<Uuid>,
    aggregate: Vec<Uuid>,
    sequence: Vec<i32>,
    dossier: Vec<Option<Uuid>>,
    fact: Vec<String>,
    audience: Vec<Option<String>>,
    previous: Vec<i32>,
    payload: Vec<Vec<u8>>,
    actor: Vec<String>,
    trace: Vec<Option<String>>,
    leaf: Vec<Vec<u8>>,
    at: Vec<DateTime<Utc>>,
}

impl Rows {
    fn with_capacity(n: usize) -> Self {
        Self {
            payload: Vec::with_capacity(n),
            leaf: Vec::with_capacity(n),
            ..Self::default()
        }
    }

    fn push(&mut self, entry: &Entry, previous: i32) {
        let id = Uuid::now_v7();
        self.leaf.push(leaf(id, entry));
        self.id.push(id);
        self.aggregate.push(entry.aggregate);
        self.sequence.push(entry.sequence as i32);
        self.dossier.push(entry.fact.dossier);
        self.fact.push(entry.fact.name.clone());
        self.audience.push(entry.fact.audience.clone());
        self.previous.push(previous);
        self.payload.push(entry.fact.payload.clone());
        self.actor.push(entry.actor.to_string());
        self.trace.push(entry.trace.clone());
        self.at.push(entry.at);
    }
}

/// The leaf hash of RFC 6962 §2.1: SHA-256 over 0x00 and the entry, each part with its length.
fn leaf(id: Uuid, entry: &Entry) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update([0u8]);
    for part in [
        id.as_bytes().as_slice(),
        entry.aggregate.as_bytes(),
        &entry.sequence.to_be_bytes(),
        entry.fact.name.as_bytes(),
        &entry.fact.payload,
        entry.actor.as_str().as_bytes(),
        &entry.at.timestamp_micros().to_be_bytes(),
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}
