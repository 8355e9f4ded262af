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
    published: bool,
}

impl Fact {
    pub fn new<M: Message + Name>(message: &M) -> Self {
        Self {
            name: M::full_name(),
            payload: message.encode_to_vec(),
            dossier: None,
            audience: None,
            published: true,
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

    /// Only written down: nobody else needs to hear it. The repository must say that it
    /// has such facts ([`crate::Repository::QUIET`]).
    pub fn quietly(mut self) -> Self {
        self.published = false;
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
pub(crate) async fn append(
    tx: &mut PgConnection,
    entries: &[Entry],
    quiet: bool,
) -> sqlx::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let follows = follows(tx, entries, quiet).await?;
    let n = entries.len();
    let mut rows = Rows::with_capacity(n);
    for (entry, follows) in entries.iter().zip(follows) {
        rows.push(entry, follows);
    }
    sqlx::query!(
        r#"with written as (
             insert into bus.journal (id, aggregate, sequence, dossier, fact, audience, published,
                                      previous, addressed, payload, actor, trace, leaf, at)
             select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[],
                                  $6::text[], $7::boolean[], $8::int[], $9::int[], $10::bytea[],
                                  $11::text[], $12::text[], $13::bytea[], $14::timestamptz[])
             returning position, published)
           insert into bus.outbox (position) select position from written where published"#,
        &rows.id,
        &rows.aggregate,
        &rows.sequence,
        &rows.dossier as &[Option<Uuid>],
        &rows.fact,
        &rows.audience as &[Option<String>],
        &rows.published,
        &rows.previous,
        &rows.addressed as &[Option<i32>],
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

/// What an entry follows: the published one before it of its aggregate, and the one its
/// audience was told before it. A listener that misses its predecessor waits for it.
#[derive(Clone, Copy, Debug)]
struct Follows {
    previous: i32,
    addressed: Option<i32>,
}

async fn follows(
    tx: &mut PgConnection,
    entries: &[Entry],
    quiet: bool,
) -> sqlx::Result<Vec<Follows>> {
    let mut told: HashMap<(Uuid, String), i32> = HashMap::new();
    let mut published: HashMap<Uuid, i32> = HashMap::new();
    // What is asked for: the last one published to anybody, and the last one told to an account.
    let mut asked: Vec<(Uuid, Option<&str>)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.sequence > 1) {
        if quiet {
            asked.push((entry.aggregate, None));
        }
        if let Some(account) = &entry.fact.audience {
            asked.push((entry.aggregate, Some(account)));
        }
    }
    asked.sort_unstable();
    asked.dedup();
    if !asked.is_empty() {
        let (aggregates, audiences): (Vec<Uuid>, Vec<Option<&str>>) = asked.into_iter().unzip();
        // From the newest entry backwards: a long history costs what a short one does.
        let rows = sqlx::query!(
            r#"select asked.aggregate as "aggregate!", asked.audience, last.sequence
               from unnest($1::uuid[], $2::text[]) as asked (aggregate, audience),
                    lateral (select sequence from bus.journal
                             where aggregate = asked.aggregate and published
                               and (asked.audience is null or audience = asked.audience)
                             order by sequence desc limit 1) as last"#,
            &aggregates,
            &audiences as &[Option<&str>],
        )
        .fetch_all(tx)
        .await?;
        for row in rows {
            match row.audience {
                Some(account) => drop(told.insert((row.aggregate, account), row.sequence)),
                None => drop(published.insert(row.aggregate, row.sequence)),
            }
        }
    }
    Ok(entries
        .iter()
        .map(|entry| {
            let sequence = entry.sequence as i32;
            let last = if quiet {
                published.get(&entry.aggregate).copied().unwrap_or(0)
            } else {
                sequence - 1
            };
            if entry.fact.published {
                published.insert(entry.aggregate, sequence);
            }
            let addressed = entry.fact.audience.as_ref().map(|account| {
                told.insert((entry.aggregate, account.clone()), sequence)
                    .unwrap_or(0)
            });
            Follows {
                previous: last,
                addressed,
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
    published: Vec<bool>,
    previous: Vec<i32>,
    addressed: Vec<Option<i32>>,
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

    fn push(&mut self, entry: &Entry, follows: Follows) {
        let id = Uuid::now_v7();
        self.leaf.push(leaf(id, entry));
        self.id.push(id);
        self.aggregate.push(entry.aggregate);
        self.sequence.push(entry.sequence as i32);
        self.dossier.push(entry.fact.dossier);
        self.fact.push(entry.fact.name.clone());
        self.audience.push(entry.fact.audience.clone());
        self.published.push(entry.fact.published);
        self.previous.push(follows.previous);
        self.addressed.push(follows.addressed);
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
