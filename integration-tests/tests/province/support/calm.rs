//! Waiting until nobody has anything left to say or to do, by connections that stay open: for
//! tests in which many days pass.

use std::collections::BTreeMap;

use anyhow::Context as _;
use async_nats::jetstream::{self, stream::LastRawMessageErrorKind};
use chrono::{DateTime, Utc};
use province::World;
use sqlx::{Connection as _, PgConnection};

use super::{PATIENCE, bus, records};

/// Open lines to every journal, and to the bus.
pub struct Calm {
    journals: Vec<(&'static str, PgConnection)>,
    jetstream: jetstream::Context,
}

/// What everybody has written down, and how far they have heard each speaker.
#[derive(Default, PartialEq)]
struct Look {
    written: Vec<i64>,
    owed: i64,
    /// By speaker and listener.
    heard: BTreeMap<(String, &'static str), i64>,
}

impl Calm {
    /// # Panics
    /// When a database or the bus does not answer.
    pub async fn of(world: &World) -> Self {
        let mut journals = Vec::new();
        for service in records::keepers(world) {
            journals.push((service, records::open(world, service).await.unwrap()));
        }
        let jetstream = jetstream::new(bus::connect(world).await.unwrap());
        Self {
            journals,
            jetstream,
        }
    }

    /// Waits until everything that was said has been heard, nothing is owed to the bus, and time
    /// makes nothing more happen on any route by `now`.
    ///
    /// # Panics
    /// When that never comes.
    pub async fn comes(&mut self, now: DateTime<Utc>) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut before = None;
        loop {
            let look = self.look(now).await.unwrap();
            if look.is_some() && look == before {
                return;
            }
            assert!(
                tokio::time::Instant::now() < deadline,
                "it never becomes quiet"
            );
            before = look;
            tokio::time::sleep(std::time::Duration::from_millis(3)).await;
        }
    }

    /// None while somebody is behind.
    async fn look(&mut self, now: DateTime<Utc>) -> anyhow::Result<Option<Look>> {
        let mut look = Look::default();
        for (service, db) in &mut self.journals {
            let (written, owed): (i64, i64) = sqlx::query_as(
                "select (select coalesce(max(position), 0) from bus.journal),
                        (select count(*) from bus.outbox)",
            )
            .fetch_one(&mut *db)
            .await?;
            look.written.push(written);
            look.owed += owed;
            let heard: Vec<(String, i64)> =
                sqlx::query_as("select speaker, position from bus.reader")
                    .fetch_all(&mut *db)
                    .await?;
            let heard = heard
                .into_iter()
                .map(|(speaker, at)| ((speaker, *service), at));
            look.heard.extend(heard);
            if *service == "routing" {
                look.owed += ripe(db, now).await?;
            }
        }
        Ok((look.owed == 0 && self.all_heard(&look).await?).then_some(look))
    }

    async fn all_heard(&self, look: &Look) -> anyhow::Result<bool> {
        for ((speaker, listener), position) in &look.heard {
            if self.last_for(speaker, listener).await? > *position {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The last message of a speaker that is meant for the listener.
    async fn last_for(&self, speaker: &str, listener: &str) -> anyhow::Result<i64> {
        let stream = self
            .jetstream
            .get_stream_no_info(bus::stream_name(speaker))
            .await?;
        let addressed = speaker == "routing" && bus::AGENCIES.contains(&listener);
        let subject = match addressed {
            true => format!("motcua.routing.v1.*.{listener}.>"),
            false => "motcua.>".to_owned(),
        };
        match stream.get_last_raw_message_by_subject(&subject).await {
            Ok(message) => Ok(i64::try_from(message.sequence)?),
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => Ok(0),
            Err(error) => Err(error).context("the last message"),
        }
    }

    pub async fn close(self) {
        for (_, db) in self.journals {
            // The server is about to go anyway.
            drop(db.close().await);
        }
    }
}

/// Open routes on which time has something to do.
async fn ripe(db: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from route where not ended and look <= $1")
        .bind(now)
        .fetch_one(db)
        .await
}
