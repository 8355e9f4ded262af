//! A neighbour that says facts: it writes them into a journal of its own, and its relay puts them
//! on the bus, as the real one does.

use chassis::{Actor, Assembly, Boot, Chassis, Fact, Order, Repository, Stored, config};
use kernel::{Decider, DossierId, Instant};
use sqlx::{PgConnection, migrate::Migrator};
use testkit::Database;
use uuid::Uuid;

use super::{Running, free_address};

pub struct Voice {
    chassis: Chassis,
    _database: Database,
    _running: Running,
}

impl Voice {
    pub async fn start(name: &'static str, nats: &testkit::Nats) -> Self {
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
        let chassis = Boot::new(name)
            .chassis(&telemetry, &own, &bus, &NOTHING)
            .await
            .unwrap();
        let grpc = config::Grpc {
            listen: free_address(),
        };
        let running = Running::start(Assembly::new(&chassis, &grpc));
        Self {
            chassis,
            _database: database,
            _running: running,
        }
    }

    /// Says facts about dossiers, in this order.
    pub async fn says(&self, facts: Vec<(DossierId, Fact)>) {
        let (actor, now) = (Actor::service(self.chassis.name), self.chassis.clock.now());
        let order = |(dossier, fact): (DossierId, Fact)| {
            Order::new(dossier, fact.about(dossier), &actor, now)
        };
        let orders = facts.into_iter().map(order).collect();
        let mut tx = self.chassis.begin().await.unwrap();
        chassis::execute::<Said>(&mut tx, &(), orders)
            .await
            .unwrap();
        self.chassis.commit(tx).await.unwrap();
    }
}

const NOTHING: Migrator = Migrator::DEFAULT;

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
        let heard: Vec<(Uuid, i32)> = sqlx::query_as(
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
        Ok(heard.into_iter().map(stored).collect())
    }

    async fn save(_: &mut PgConnection, _: &[Stored<Told>]) -> sqlx::Result<()> {
        Ok(())
    }

    fn fact(_: DossierId, _: &Told, fact: &Fact, _: Instant) -> Fact {
        fact.clone()
    }
}
