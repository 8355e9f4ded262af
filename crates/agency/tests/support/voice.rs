//! Routing, as far as it says something: it writes facts into a journal of its own, and its relay
//! puts them on the bus, as the real one does.

use chassis::{Assembly, Boot, Chassis, Fact, Order, Repository, Stored, config};
use kernel::{Decider, DossierId, Instant};
use prost::{Message, Name};
use sqlx::{PgConnection, migrate::Migrator};
use testkit::Database;
use uuid::Uuid;

use super::{Running, free_address};

pub struct Voice {
    chassis: Chassis,
    _database: Database,
    _running: Running,
}

const NOTHING: Migrator = Migrator::DEFAULT;

impl Voice {
    pub async fn start(nats: &testkit::Nats) -> Self {
        let database = Database::new(&[]).await;
        let telemetry = config::Telemetry {
            endpoint: String::new(),
            logs: "warn".into(),
        };
        let own = config::Database {
            url: database.url.clone(),
            connections: 3,
        };
        let bus = config::Nats {
            url: nats.url().to_owned(),
            replicas: 1,
        };
        let boot = Boot::new("routing");
        let chassis = boot
            .chassis(&telemetry, &own, &bus, &NOTHING)
            .await
            .unwrap();
        let listen = free_address();
        let running = Running::start(Assembly::new(&chassis, &config::Grpc { listen }));
        Self {
            chassis,
            _database: database,
            _running: running,
        }
    }

    /// Says a fact about a dossier to one account.
    pub async fn says<M: Message + Name>(&self, dossier: DossierId, account: &str, message: &M) {
        let fact = Fact::new(message).about(dossier).only_for(account);
        let now = self.chassis.clock.now();
        let order = Order::new(dossier, fact, &self.chassis.actor(), now);
        let mut tx = self.chassis.begin().await.unwrap();
        chassis::execute_one::<Said>(&mut tx, &(), order)
            .await
            .unwrap();
        self.chassis.commit(tx).await.unwrap();
    }
}

/// How much was said about a dossier: all a voice remembers.
#[derive(Clone)]
struct Told;

impl Decider for Told {
    type Context = ();
    type Command = Fact;
    type Event = Fact;
    type Refusal = std::convert::Infallible;

    fn decide((): &(), _: Option<&Self>, fact: Fact) -> Result<Vec<Fact>, Self::Refusal> {
        Ok(vec![fact])
    }

    fn evolve(_: Option<Self>, _: &Fact) -> Option<Self> {
        Some(Self)
    }
}

struct Said;

impl Repository for Said {
    type Aggregate = Told;
    type Id = DossierId;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Told>>> {
        let said: Vec<(Uuid, i32)> = sqlx::query_as(
            "select aggregate, max(sequence) from bus.journal where aggregate = any($1) group by 1",
        )
        .bind(ids)
        .fetch_all(db)
        .await?;
        let stored = |(id, version): (Uuid, i32)| Stored {
            id,
            version: version.try_into().unwrap(),
            state: Told,
        };
        Ok(said.into_iter().map(stored).collect())
    }

    async fn save(_: &mut PgConnection, _: &[Stored<Told>]) -> sqlx::Result<()> {
        Ok(())
    }

    fn fact(_: DossierId, _: &Told, fact: &Fact, _: Instant) -> Fact {
        fact.clone()
    }
}
