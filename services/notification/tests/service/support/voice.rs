//! A neighbour that says facts: it writes them into a journal of its own, and its relay puts them
//! on the bus, as the real one does.

use chassis::{Actor, Assembly, Boot, Chassis, Fact, Order, Repository, Stored, config};
use kernel::{Decider, DossierId, Instant};
use prost::{Message, Name};
use proto::intake::v1::intake_service_server::IntakeServiceServer;
use sqlx::PgConnection;
use sqlx::migrate::Migrator;
use testkit::Database;
use uuid::Uuid;

use super::{Desk, Running, free_address};

pub struct Voice {
    pub address: String,
    chassis: Chassis,
    _database: Database,
    _running: Running,
}

impl Voice {
    pub async fn start(name: &'static str, nats: &testkit::Nats, desk: Desk) -> Self {
        let database = Database::new(&[]).await;
        let telemetry = config::Telemetry {
            endpoint: String::new(),
            logs: "warn".into(),
        };
        let url = database.url.clone();
        let own = config::Database {
            url,
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
        let listen = free_address();
        let grpc = config::Grpc {
            listen: listen.clone(),
        };
        let assembly = Assembly::new(&chassis, &grpc).serve(|routes| {
            routes.add_service(IntakeServiceServer::new(desk));
        });
        let running = Running::start(assembly);
        let address = format!("http://{listen}");
        Self {
            address,
            chassis,
            _database: database,
            _running: running,
        }
    }

    /// Says a fact about a dossier.
    pub async fn says<M: Message + Name>(&self, dossier: DossierId, message: &M) {
        let fact = Fact::new(message).about(dossier);
        let now = self.chassis.clock.now();
        let order = Order::new(dossier, fact, &Actor::service(self.chassis.name), now);
        let mut tx = self.chassis.begin().await.unwrap();
        chassis::execute_one::<Said>(&mut tx, &(), order)
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
