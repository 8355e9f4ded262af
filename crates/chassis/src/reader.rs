//! The reader: hears one speaker's facts in the order they were said, each effect once.
//!
//! How far it has heard is a row in the listener's own database, moved in the transaction
//! of the effect; so the broker keeps no state of ours and there is nothing to acknowledge.
//! A replica that loses the race for that row stands by.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use anyhow::anyhow;
use async_nats::jetstream::{
    self,
    consumer::{AckPolicy, Consumer, DeliverPolicy, pull},
};
use chrono::{DateTime, Utc};
use futures::{FutureExt as _, StreamExt as _};
use sqlx::PgConnection;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_util::sync::CancellationToken;
use tracing::Span;
use uuid::Uuid;

use crate::{
    Chassis, Error, Result, bus, gate,
    judge::{Attempts, Verdict},
    letters::{self, Letter},
    listen::{Ear, Heard},
    propagation,
    relay::header,
};

/// The most facts one transaction acts on.
const BATCH: usize = 256;
/// The most facts the bus sends ahead.
const AHEAD: usize = 500;
/// How long a replica that lost the race waits before it looks again.
const STANDBY: Duration = Duration::from_secs(5);
/// How long to wait after a failure.
const PAUSE: Duration = Duration::from_millis(500);
/// How often to look for what was missed, and for what waits without need.
const LOOK: Duration = Duration::from_secs(5);
/// How often the bus says that it is there when it has nothing to say.
const HEARTBEAT: Duration = Duration::from_secs(3);
/// From this many facts on a batch says that more are on their way: the next one then waits
/// as long as this one took, and at most [`LINGER`], so that it carries more for the same work.
const BUSY: usize = 4;
const LINGER: Duration = Duration::from_millis(20);

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
pub(crate) struct Place {
    pub stream: i64,
    pub position: i64,
}

/// A message with its place: a fact, or what is none.
type Item = (Place, Result<Heard, Letter>);

pub(crate) enum Stop {
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
                    let error = format!("{error:#}");
                    tracing::warn!(listener, speaker, error, "listens anew");
                    PAUSE
                }
            };
            tokio::select! {
                () = sleep(wait) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    async fn follow(&self, stop: &CancellationToken) -> Result<(), Stop> {
        let mut place = self.place().await?;
        self.release_all().await?;
        let mut consumer = self.consumer(place).await?;
        let messages = consumer
            .stream()
            .max_messages_per_batch(AHEAD)
            .heartbeat(HEARTBEAT)
            .messages()
            .await?;
        let mut messages = messages.ready_chunks(BATCH);
        let (mut delivered, mut sent) = (0, 0);
        let mut look = Instant::now() + LOOK;
        loop {
            let arrived = tokio::select! {
                arrived = timeout_at(look, messages.next()) => arrived,
                () = stop.cancelled() => return Ok(()),
            };
            let Ok(arrived) = arrived else {
                // What the bus had sent at the last look has had the time to come.
                if sent > delivered {
                    return Err(anyhow!("messages were lost on their way").into());
                }
                sent = consumer.info().await?.delivered.consumer_sequence;
                self.release_all().await?;
                look = Instant::now() + LOOK;
                continue;
            };
            let Some(arrived) = arrived else {
                return Ok(());
            };
            let mut batch = Vec::with_capacity(arrived.len());
            let mut broken = None;
            for message in arrived {
                match message.map_err(Stop::from).and_then(|message| {
                    in_turn(&message, &mut delivered)?;
                    Ok(message)
                }) {
                    Ok(message) => batch.push(message),
                    Err(why) => {
                        broken = Some(why);
                        break;
                    }
                }
            }
            if let Some(last) = batch.last() {
                let to = self.at(place, last)?;
                let began = Instant::now();
                self.take_in(place, to, &batch).await?;
                place = to;
                if batch.len() >= BUSY {
                    sleep(began.elapsed().min(LINGER)).await;
                }
            }
            if let Some(why) = broken {
                return Err(why);
            }
        }
    }

    /// Nothing of it outlives the bus: where to go on is ours to know.
    async fn consumer(&self, place: Place) -> Result<Consumer<pull::Config>, Stop> {
        let stream = self.chassis.bus.stream(self.speaker).await?;
        let consumer = stream
            .create_consumer(pull::Config {
                filter_subject: bus::filter(self.speaker, self.account),
                deliver_policy: DeliverPolicy::ByStartSequence {
                    start_sequence: place.position as u64 + 1,
                },
                ack_policy: AckPolicy::None,
                memory_storage: true,
                num_replicas: 1,
                inactive_threshold: Duration::from_secs(30),
                ..Default::default()
            })
            .await?;
        Ok(consumer)
    }

    /// Where to go on. A stream that was made anew, or ends before what was heard of it, is
    /// read from its start: the gate shrugs at what was heard before.
    async fn place(&self) -> Result<Place, Stop> {
        // Before the stream: another replica may move on meanwhile.
        let known = sqlx::query_as!(
            Place,
            "select stream, position from bus.reader where speaker = $1",
            self.speaker
        )
        .fetch_optional(&self.chassis.db)
        .await?;
        let stream = self.chassis.bus.stream(self.speaker).await?;
        let info = stream.get_info().await?;
        let start = Place {
            stream: i64::try_from(info.created.unix_timestamp_nanos()).unwrap_or(0),
            position: 0,
        };
        if let Some(known) = known
            && known.stream == start.stream
            && known.position <= info.state.last_sequence as i64
        {
            return Ok(known);
        }
        let moved = sqlx::query!(
            "insert into bus.reader (speaker, stream, position) values ($1, $2, 0)
             on conflict (speaker) do update set stream = excluded.stream, position = 0
                where bus.reader.stream = $3 and bus.reader.position = $4",
            self.speaker,
            start.stream,
            known.map_or(-1, |known| known.stream),
            known.map_or(-1, |known| known.position),
        )
        .execute(&self.chassis.db)
        .await?;
        if moved.rows_affected() == 1 {
            Ok(start)
        } else {
            Err(Stop::Raced)
        }
    }

    fn at(&self, place: Place, message: &jetstream::Message) -> Result<Place, Stop> {
        let info = message.info().map_err(anyhow::Error::from_boxed)?;
        let position = info.stream_sequence as i64;
        Ok(Place { position, ..place })
    }

    /// Acts on a batch in one transaction; when that fails, on each message by itself.
    async fn take_in(
        &self,
        from: Place,
        to: Place,
        batch: &[jetstream::Message],
    ) -> Result<(), Stop> {
        let now = self.chassis.clock.now();
        let mut items: Vec<Item> = Vec::with_capacity(batch.len());
        for message in batch {
            items.push((self.at(from, message)?, self.recognise(message, now)));
        }
        let facts = items.iter().filter_map(|(_, item)| item.clone().ok());
        let garbage = items.iter().filter_map(|(_, item)| item.clone().err());
        let (facts, garbage): (Vec<_>, Vec<_>) = (facts.collect(), garbage.collect());
        match self.act(from, to, &facts, &garbage).await {
            Ok(lanes) => return self.release_each(&lanes).await,
            Err(Stop::Raced) => return Err(Stop::Raced),
            Err(Stop::Fault(error)) => {
                tracing::debug!(error = format!("{error:#}"), "heard one by one");
            }
        }
        let mut place = from;
        for (next, item) in items {
            match item {
                Ok(heard) => self.one(place, next, heard).await?,
                Err(letter) => {
                    self.act(place, next, &[], &[letter]).await?;
                }
            }
            place = next;
        }
        Ok(())
    }

    /// Acts on one fact; after enough attempts, or at once when trying again cannot help,
    /// it becomes a dead letter and its lane waits behind it.
    async fn one(&self, from: Place, to: Place, heard: Heard) -> Result<(), Stop> {
        let mut attempts = Attempts::default();
        loop {
            let error = match self.act(from, to, std::slice::from_ref(&heard), &[]).await {
                Ok(lanes) => return self.release_each(&lanes).await,
                Err(Stop::Raced) => return Err(Stop::Raced),
                Err(Stop::Fault(error)) => error,
            };
            if let Verdict::Dead { reason, attempts } =
                attempts.failed(error, &self.chassis).await?
            {
                let (listener, fact) = (self.chassis.name, &heard.fact);
                tracing::error!(listener, fact, reason, "a dead letter");
                let letter = Letter::dead(heard, reason, attempts);
                self.act(from, to, &[], &[letter]).await?;
                return Ok(());
            }
        }
    }

    /// One transaction: the place moves, the gate opens, the listener acts, letters are laid
    /// aside. Answers the lanes in which something may now be let go.
    async fn act(
        &self,
        from: Place,
        to: Place,
        heard: &[Heard],
        laid: &[Letter],
    ) -> Result<Vec<Uuid>, Stop> {
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.db.begin().await?;
        let entered = gate::enter(&mut tx, self.speaker, from, to.position, heard).await?;
        let mut sorted = entered.ok_or(Stop::Raced)?;
        if !sorted.new.is_empty() {
            self.ear(&mut tx, &mut sorted.new).await?;
            gate::remember(&mut tx, self.speaker, &sorted.new).await?;
        }
        letters::lay_aside(&mut tx, self.speaker, laid, now).await?;
        letters::lay_aside(&mut tx, self.speaker, &sorted.early, now).await?;
        tx.commit().await?;
        self.chassis.wake_relay();
        Ok(sorted.awaited)
    }

    fn recognise(&self, message: &jetstream::Message, now: DateTime<Utc>) -> Result<Heard, Letter> {
        let get = |name: &str| {
            let headers = message.headers.as_ref()?;
            Some(headers.get(name)?.as_str())
        };
        let number = |name: &str| get(name)?.parse::<i32>().ok();
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
            number(header::SEQUENCE).filter(|n| *n > 0),
            number(follows).filter(|n| *n >= 0),
        ) else {
            let reason = "its headers do not say what, which and when".to_owned();
            return Err(Letter::garbage(message, fact, reason));
        };
        let dossier: Option<Uuid> = get(header::DOSSIER).and_then(|id| id.parse().ok());
        let origin = get(header::TRACE).map(str::to_owned);
        Ok(Heard {
            span: Span::none(),
            fact,
            aggregate,
            sequence: sequence as u32,
            dossier,
            payload: message.payload.clone(),
            speaker: self.speaker,
            at: now,
            message: id.to_owned(),
            previous: previous as u32,
            subject: message.subject.to_string(),
            origin,
        })
    }

    /// Lets the listener act, each fact in a hop of its own. What was heard before makes none.
    pub async fn ear(&self, tx: &mut PgConnection, facts: &mut [Heard]) -> Result<()> {
        for heard in facts.iter_mut() {
            heard.span = self.span(heard);
        }
        // A listener that panics must not leave a service that is deaf and looks well.
        AssertUnwindSafe(self.ear.hear(tx, facts))
            .catch_unwind()
            .await
            .map_err(|_| Error::fault(anyhow!("the listener panicked")))?
    }

    /// The hop that acts on a fact: a root, linked to the span that wrote it.
    fn span(&self, heard: &Heard) -> Span {
        let name = heard.fact.rsplit('.').next().unwrap_or(&heard.fact);
        let span = tracing::info_span!(
            parent: None,
            "hear",
            otel.name = format!("hear {name}"),
            otel.kind = "consumer",
            motcua.service = self.chassis.name,
            motcua.fact = heard.fact,
            motcua.dossier.id = heard.dossier.map(tracing::field::display),
            messaging.system = "nats",
        );
        propagation::link(&span, heard.origin.as_deref());
        span
    }
}

/// Whether nothing was lost between the one before and this one.
fn in_turn(message: &jetstream::Message, delivered: &mut u64) -> Result<(), Stop> {
    let info = message.info().map_err(anyhow::Error::from_boxed)?;
    if info.consumer_sequence != *delivered + 1 {
        return Err(anyhow!("messages were lost on their way").into());
    }
    *delivered += 1;
    Ok(())
}
