//! The reader: hears one speaker's facts in the order they were said, each effect once.
//!
//! How far it has heard is a row in the listener's own database, moved in the transaction
//! of the effect; so the broker keeps no state of ours and there is nothing to acknowledge.
//! A replica that loses the race for that row stands by.

use std::{future::Future, sync::Arc, time::Duration};

use async_nats::jetstream::{
    self,
    consumer::{DeliverPolicy, pull},
};
use chrono::{DateTime, Utc};
use futures::{FutureExt as _, StreamExt as _, future::BoxFuture};
use prost::{Message, Name, bytes::Bytes};
use sqlx::PgConnection;
use tokio_util::sync::CancellationToken;
use tracing::Span;
use uuid::Uuid;

use crate::{
    Chassis, Error, Result, bus,
    letters::{self, Letter},
    propagation,
    relay::header,
};

/// The most facts one transaction acts on.
const BATCH: usize = 256;
/// How long a replica that lost the race waits before it looks again.
const STANDBY: Duration = Duration::from_secs(5);
/// How often one fact is tried before it is taken for a dead letter, and how long between.
const BACKOFF: [Duration; 4] = [
    Duration::from_millis(50),
    Duration::from_millis(200),
    Duration::from_millis(800),
    Duration::from_millis(3200),
];

/// What a service does when it hears the facts of one speaker.
pub trait Listen: Send + Sync + 'static {
    /// Acts on `facts`, which are in order and new, inside the transaction that remembers
    /// having heard them. What it does not know, it leaves alone.
    ///
    /// It only writes to its own database; what is owed to others is a row first.
    ///
    /// # Errors
    /// Any error loses the whole batch, which is then heard one by one to find the culprit.
    fn hear(
        &self,
        tx: &mut PgConnection,
        facts: &[Heard],
    ) -> impl Future<Output = Result<()>> + Send;
}

/// A fact as it was heard.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Full name of the message.
    pub fact: String,
    pub aggregate: Uuid,
    pub sequence: u32,
    pub dossier: Option<Uuid>,
    pub payload: Bytes,
    pub speaker: &'static str,
    /// When this service heard it, by its own clock.
    pub at: DateTime<Utc>,
    /// The hop that acts on it: a root span, linked to the span that wrote the fact.
    pub span: Span,
    pub(crate) message: String,
    pub(crate) previous: u32,
    pub(crate) subject: String,
    pub(crate) origin: Option<String>,
}

impl Heard {
    /// The message, when this fact is one of its kind.
    ///
    /// # Errors
    /// When it is of that kind but its bytes are not.
    pub fn read<M: Message + Name + Default>(&self) -> Result<Option<M>> {
        if self.fact != M::full_name() {
            return Ok(None);
        }
        M::decode(self.payload.clone())
            .map(Some)
            .map_err(|cause| Error::undecodable(&self.fact, &cause))
    }

    /// The `traceparent` of the hop that acts on it.
    pub fn hop(&self) -> Option<String> {
        propagation::of(&self.span)
    }
}

/// [`Listen`], for keeping listeners of different services side by side.
pub(crate) trait Ear: Send + Sync {
    fn hear<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        facts: &'a [Heard],
    ) -> BoxFuture<'a, Result<()>>;
}

impl<L: Listen> Ear for L {
    fn hear<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        facts: &'a [Heard],
    ) -> BoxFuture<'a, Result<()>> {
        Listen::hear(self, tx, facts).boxed()
    }
}

/// One listener's ear for one speaker.
#[derive(Clone)]
pub(crate) struct Reader {
    pub chassis: Chassis,
    pub speaker: &'static str,
    /// Hear only what is addressed to this account.
    pub account: Option<&'static str>,
    pub ear: Arc<dyn Ear>,
}

/// How far the reader has heard, and of which stream.
#[derive(Clone, Copy, Debug)]
struct Place {
    stream: i64,
    position: i64,
}

enum Stop {
    /// Another replica moved on.
    Raced,
    Fault(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}

impl Reader {
    pub async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let wait = match self.follow(&stop).await {
                Ok(()) => Duration::ZERO,
                Err(Stop::Raced) => STANDBY,
                Err(Stop::Fault(error)) => {
                    let (listener, speaker) = (self.chassis.name, self.speaker);
                    tracing::warn!(
                        listener,
                        speaker,
                        error = format!("{error:#}"),
                        "listens anew"
                    );
                    Duration::from_millis(500)
                }
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    async fn follow(&self, stop: &CancellationToken) -> Result<(), Stop> {
        let mut place = self.place().await?;
        let stream = self.chassis.bus.stream(self.speaker).await?;
        let mut messages = stream
            .create_consumer(pull::OrderedConfig {
                filter_subject: bus::filter(self.speaker, self.account),
                deliver_policy: DeliverPolicy::ByStartSequence {
                    start_sequence: place.position as u64 + 1,
                },
                ..Default::default()
            })
            .await?
            .messages()
            .await?;
        loop {
            let first = tokio::select! {
                message = messages.next() => message,
                () = stop.cancelled() => return Ok(()),
            };
            let Some(first) = first else { return Ok(()) };
            let mut batch = vec![first?];
            while batch.len() < BATCH
                && let Some(Some(Ok(next))) = messages.next().now_or_never()
            {
                batch.push(next);
            }
            place = self.take_in(place, &batch).await?;
        }
    }

    /// Where to go on. A stream that was lost and made anew is read from its start:
    /// the gate shrugs at what was heard before.
    async fn place(&self) -> Result<Place, Stop> {
        let info = self
            .chassis
            .bus
            .stream(self.speaker)
            .await?
            .get_info()
            .await?;
        let created = i64::try_from(info.created.unix_timestamp_nanos()).unwrap_or(0);
        let row = sqlx::query_as!(
            Place,
            "insert into bus.reader (speaker, stream, position) values ($1, $2, 0)
             on conflict (speaker) do update set
                stream = excluded.stream,
                position = case when bus.reader.stream = excluded.stream
                                then bus.reader.position else 0 end
             returning stream, position",
            self.speaker,
            created,
        )
        .fetch_one(&self.chassis.db)
        .await?;
        Ok(row)
    }

    async fn take_in(&self, from: Place, batch: &[jetstream::Message]) -> Result<Place, Stop> {
        let now = self.chassis.clock.now();
        let mut facts = Vec::with_capacity(batch.len());
        let mut garbage = Vec::new();
        let mut last = from.position;
        for message in batch {
            last = message
                .info()
                .map_err(anyhow::Error::from_boxed)?
                .stream_sequence as i64;
            match self.recognise(message, now) {
                Ok(heard) => facts.push((last, heard)),
                Err(letter) => garbage.push(letter),
            }
        }
        let to = Place {
            position: last,
            ..from
        };
        let heard: Vec<Heard> = facts.iter().map(|(_, heard)| heard.clone()).collect();
        match self.act(from, to, &heard, &garbage).await {
            Ok(()) => return Ok(to),
            Err(Stop::Raced) => return Err(Stop::Raced),
            Err(Stop::Fault(error)) => {
                tracing::debug!(error = format!("{error:#}"), "heard one by one");
            }
        }
        let mut place = from;
        if !garbage.is_empty() {
            self.act(place, place, &[], &garbage).await?;
        }
        for (position, heard) in facts {
            let next = Place { position, ..place };
            self.one(place, next, heard).await?;
            place = next;
        }
        if place.position != to.position {
            self.act(place, to, &[], &[]).await?;
        }
        Ok(to)
    }

    /// Acts on one fact; after enough attempts, or at once when trying again cannot help,
    /// it becomes a dead letter and its lane waits behind it.
    async fn one(&self, from: Place, to: Place, heard: Heard) -> Result<(), Stop> {
        let mut attempts = 0;
        loop {
            let error = match self.act(from, to, std::slice::from_ref(&heard), &[]).await {
                Ok(()) => return Ok(()),
                Err(Stop::Raced) => return Err(Stop::Raced),
                Err(Stop::Fault(error)) => error,
            };
            let hopeless = error
                .downcast_ref::<Error>()
                .is_some_and(|error| !error.is_fault());
            let pause = BACKOFF.get(attempts).copied();
            attempts += 1;
            match pause {
                Some(pause) if !hopeless => tokio::time::sleep(pause).await,
                // Everything is down, not this fact: wait for as long as it takes.
                None if !crate::health::ready(&self.chassis).await => {
                    return Err(Stop::Fault(error));
                }
                _ => {
                    let listener = self.chassis.name;
                    let reason = format!("{error:#}");
                    tracing::error!(listener, fact = heard.fact, reason, "a dead letter");
                    let letter = Letter::dead(heard, reason, attempts as i32);
                    return self.act(from, to, &[], &[letter]).await;
                }
            }
        }
    }

    /// One transaction: the place moves, the gate opens, the listener acts, letters are laid aside.
    async fn act(
        &self,
        from: Place,
        to: Place,
        heard: &[Heard],
        laid: &[Letter],
    ) -> Result<(), Stop> {
        let mut tx = self.chassis.db.begin().await?;
        let moved = sqlx::query!(
            "update bus.reader set position = $4 where speaker = $1 and stream = $2 and position = $3",
            self.speaker,
            from.stream,
            from.position,
            to.position,
        )
        .execute(&mut *tx)
        .await?;
        if moved.rows_affected() != 1 {
            return Err(Stop::Raced);
        }
        let sorted = letters::gate(&mut tx, self.speaker, heard).await?;
        if !sorted.new.is_empty() {
            self.ear.hear(&mut tx, &sorted.new).await?;
            letters::remember(&mut tx, self.speaker, &sorted.new).await?;
        }
        letters::lay_aside(&mut tx, self.speaker, laid, self.chassis.clock.now()).await?;
        letters::lay_aside(
            &mut tx,
            self.speaker,
            &sorted.early,
            self.chassis.clock.now(),
        )
        .await?;
        tx.commit().await?;
        self.chassis.wake_relay();
        for lane in sorted.awaited {
            self.release(lane).await?;
        }
        Ok(())
    }

    /// Acts on what waited in a lane, for as long as nothing dead is in the way.
    pub async fn release(&self, lane: Uuid) -> Result<()> {
        while let Some(letter) = letters::next(&self.chassis.db, self.speaker, lane).await? {
            self.reread(letter).await?;
        }
        Ok(())
    }

    /// Acts on a letter as if it had just been heard.
    pub async fn reread(&self, letter: letters::Kept) -> Result<()> {
        let now = self.chassis.clock.now();
        let heard = letter.heard(
            self.speaker,
            self.span(&letter.fact, None, letter.trace.as_deref()),
            now,
        )?;
        let mut tx = self.chassis.db.begin().await?;
        self.ear.hear(&mut tx, std::slice::from_ref(&heard)).await?;
        letters::remember(&mut tx, self.speaker, std::slice::from_ref(&heard)).await?;
        letters::forget(&mut tx, letter.id).await?;
        tx.commit().await?;
        self.chassis.wake_relay();
        Ok(())
    }

    fn recognise(&self, message: &jetstream::Message, now: DateTime<Utc>) -> Result<Heard, Letter> {
        let get = |name: &str| {
            let headers = message.headers.as_ref()?;
            Some(headers.get(name)?.as_str())
        };
        // What it follows depends on who listens: to everything, or to what is addressed to it.
        let follows = if self.account.is_some() {
            header::ADDRESSED
        } else {
            header::PREVIOUS
        };
        let fact = message
            .subject
            .split('.')
            .take(4)
            .collect::<Vec<_>>()
            .join(".");
        let (Some(id), Some(aggregate), Some(sequence), Some(previous)) = (
            get(header::ID),
            get(header::AGGREGATE).and_then(|id| id.parse().ok()),
            get(header::SEQUENCE)
                .and_then(|n| n.parse().ok())
                .filter(|n| *n > 0),
            get(follows).and_then(|n| n.parse().ok()),
        ) else {
            let reason = "its headers do not say what, which and when".to_owned();
            return Err(Letter::garbage(message, fact, reason));
        };
        let dossier: Option<Uuid> = get(header::DOSSIER).and_then(|id| id.parse().ok());
        let origin = get(header::TRACE).map(str::to_owned);
        Ok(Heard {
            span: self.span(&fact, dossier, origin.as_deref()),
            fact,
            aggregate,
            sequence,
            dossier,
            payload: message.payload.clone(),
            speaker: self.speaker,
            at: now,
            message: id.to_owned(),
            previous,
            subject: message.subject.to_string(),
            origin,
        })
    }

    fn span(&self, fact: &str, dossier: Option<Uuid>, origin: Option<&str>) -> Span {
        let name = fact.rsplit('.').next().unwrap_or(fact);
        let span = tracing::info_span!(
            parent: None,
            "hear",
            otel.name = format!("hear {name}"),
            otel.kind = "consumer",
            motcua.service = self.chassis.name,
            motcua.fact = fact,
            motcua.dossier.id = dossier.map(tracing::field::display),
            messaging.system = "nats",
        );
        propagation::link(&span, origin);
        span
    }
}
