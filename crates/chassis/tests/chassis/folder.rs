//! A small aggregate with the facts of real services, so that what is proved here is what they do.

use std::collections::HashMap;

use chassis::{Actor, Chassis, Fact, Order, Repository, Stored, execute};
use chrono::{DateTime, Utc};
use kernel::{Decider, Refuse};
use proto::{intake::v1 as intake, routing::v1 as routing};
use sqlx::{PgConnection, PgPool, Row as _};
use uuid::Uuid;

/// What has been put into it, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folder {
    pub events: u32,
}

#[derive(Clone, Debug)]
pub enum Command {
    /// intake says `DossierAccepted`; nothing when it already was.
    Accept,
    /// intake says `SupplementAsked` with this word.
    Ask(String),
    /// routing says `RoutePlanned`.
    Plan,
    /// routing says `LegOffered`, to this account only.
    Offer(&'static str),
    /// Is written down, and not said.
    Whisper,
    /// The rules say no.
    Forbid,
}

#[derive(Clone, Debug)]
pub enum Event {
    Accepted,
    Asked(String),
    Planned,
    Offered(&'static str),
    Whispered,
}

#[derive(Debug, thiserror::Error)]
#[error("forbidden")]
pub struct Forbidden;

impl Refuse for Forbidden {
    fn reason(&self) -> &'static str {
        "forbidden"
    }
    fn field(&self) -> Option<String> {
        Some("filing.procedure".to_owned())
    }
    fn sentence(&self) -> String {
        "Quy định không cho phép việc này.".to_owned()
    }
}

impl Decider for Folder {
    type Context = ();
    type Command = Command;
    type Event = Event;
    type Refusal = Forbidden;

    fn decide((): &(), state: Option<&Self>, command: Command) -> Result<Vec<Event>, Forbidden> {
        Ok(match command {
            Command::Accept if state.is_some() => vec![],
            Command::Accept => vec![Event::Accepted],
            Command::Ask(word) => vec![Event::Asked(word)],
            Command::Plan => vec![Event::Planned],
            Command::Offer(account) => vec![Event::Offered(account)],
            Command::Whisper => vec![Event::Whispered],
            Command::Forbid => return Err(Forbidden),
        })
    }

    fn evolve(state: Option<Self>, _: &Event) -> Option<Self> {
        let events = state.unwrap_or_default().events + 1;
        Some(Self { events })
    }
}

/// Where folders are kept. One that whispers must say so.
pub struct Folders<const QUIET: bool = false>;

impl<const QUIET: bool> Repository for Folders<QUIET> {
    type Aggregate = Folder;
    type Id = Uuid;
    const QUIET: bool = QUIET;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Folder>>> {
        let rows = sqlx::query(
            "select id, version, events from folder where id = any($1) order by id for update",
        )
        .bind(ids)
        .fetch_all(db)
        .await?;
        let stored = rows.into_iter().map(|row| Stored {
            id: row.get("id"),
            version: row.get::<i32, _>("version") as u32,
            state: Folder {
                events: row.get::<i32, _>("events") as u32,
            },
        });
        Ok(stored.collect())
    }

    async fn save(db: &mut PgConnection, folders: &[Stored<Folder>]) -> sqlx::Result<()> {
        let ids: Vec<Uuid> = folders.iter().map(|folder| folder.id).collect();
        let versions: Vec<i32> = folders.iter().map(|folder| folder.version as i32).collect();
        let events = folders.iter().map(|folder| folder.state.events as i32);
        sqlx::query(
            "insert into folder (id, version, events) select * from unnest($1, $2, $3)
             on conflict (id) do update set version = excluded.version, events = excluded.events",
        )
        .bind(ids)
        .bind(versions)
        .bind(events.collect::<Vec<i32>>())
        .execute(db)
        .await?;
        Ok(())
    }

    fn fact(id: Uuid, _: &Folder, event: &Event, _: DateTime<Utc>) -> Fact {
        let dossier_id = id.to_string();
        let fact = match event {
            Event::Accepted => Fact::new(&intake::DossierAccepted {
                dossier_id,
                ..Default::default()
            }),
            Event::Asked(word) => Fact::new(&asked(id, word)),
            Event::Planned => Fact::new(&routing::RoutePlanned {
                dossier_id,
                ..Default::default()
            }),
            Event::Offered(account) => Fact::new(&routing::LegOffered {
                dossier_id,
                ..Default::default()
            })
            .only_for(account),
            Event::Whispered => Fact::new(&intake::DossierWithdrawn {
                dossier_id,
                ..Default::default()
            })
            .quietly(),
        };
        fact.about(id)
    }
}

pub fn asked(dossier: Uuid, word: &str) -> intake::SupplementAsked {
    intake::SupplementAsked {
        dossier_id: dossier.to_string(),
        components: vec![word.to_owned()],
        ..Default::default()
    }
}

/// What both the speaker and the listener of these tests keep.
pub async fn make_tables(db: &PgPool) {
    // One at a time: replicas start together.
    let mut tx = db.begin().await.expect("begin");
    for statement in [
        "select pg_advisory_xact_lock(1)",
        "create table if not exists folder
            (id uuid primary key, version int not null, events int not null)",
        "create table if not exists effect
            (n bigint generated always as identity primary key, speaker text not null,
             aggregate uuid not null, sequence int not null, fact text not null,
             dossier uuid, word text not null)",
    ] {
        let made = sqlx::query(statement).execute(&mut *tx).await;
        made.expect("make the tables of the test");
    }
    tx.commit().await.expect("commit");
}

/// Carries the commands out in one transaction.
pub async fn say(chassis: &Chassis, commands: impl IntoIterator<Item = (Uuid, Command)>) {
    try_say::<false>(chassis, commands)
        .await
        .expect("carried out");
}

/// As [`say`], for folders that whisper.
pub async fn say_or_whisper(
    chassis: &Chassis,
    commands: impl IntoIterator<Item = (Uuid, Command)>,
) {
    try_say::<true>(chassis, commands)
        .await
        .expect("carried out");
}

pub async fn try_say<const QUIET: bool>(
    chassis: &Chassis,
    commands: impl IntoIterator<Item = (Uuid, Command)>,
) -> chassis::Result<()> {
    let (actor, now) = (Actor::from("officer:an@org:test"), chassis.clock.now());
    let orders = commands
        .into_iter()
        .map(|(id, command)| Order::new(id, command, &actor, now))
        .collect();
    let mut tx = chassis.begin().await?;
    for answer in execute::<Folders<QUIET>>(&mut tx, &(), orders).await? {
        answer?;
    }
    chassis.commit(tx).await
}

/// The published facts of each aggregate as the journal has them, in order.
pub async fn said(db: &PgPool) -> HashMap<Uuid, Vec<i32>> {
    lanes(
        db,
        "select aggregate, sequence from bus.journal where published order by position",
    )
    .await
}

/// What the listener did about each aggregate, in the order it did it.
pub async fn heard(db: &PgPool) -> HashMap<Uuid, Vec<i32>> {
    lanes(db, "select aggregate, sequence from effect order by n").await
}

async fn lanes(db: &PgPool, query: &'static str) -> HashMap<Uuid, Vec<i32>> {
    let rows = sqlx::query(query).fetch_all(db).await.expect("read");
    let mut lanes: HashMap<Uuid, Vec<i32>> = HashMap::new();
    for row in rows {
        let lane = lanes.entry(row.get("aggregate")).or_default();
        lane.push(row.get("sequence"));
    }
    lanes
}

pub async fn count(db: &PgPool, query: &'static str) -> i64 {
    let counted = sqlx::query_scalar(query).fetch_one(db).await;
    counted.expect("count")
}
