use chassis::{Assembly, Boot, Chassis, Fact, Order, Permits, Repository, Stored, config};
use kernel::{Decider, DossierId, Instant};
use prost::{Message, Name};
use sqlx::{PgConnection, migrate::Migrator};
use testkit::{Database, Nats};
use tonic::service::RoutesBuilder;
use uuid::Uuid;

use crate::{Running, free_address};

const NOTHING: Migrator = Migrator::DEFAULT;

/// A neighbour of the service under test, reduced to what it says: it writes facts into a journal
/// of its own, and its relay puts them on the bus, as the real one does.
#[derive(Debug)]
pub struct Voice {
    /// Where it answers calls: `http://127.0.0.1:port`.
    pub address: String,
    chassis: Chassis,
    _running: Running,
    /// After what uses it: fields are dropped in this order.
    _database: Database,
}

impl Voice {
    /// The voice of the service of that name.
    pub async fn start(name: &'static str, nats: &Nats) -> Self {
        Self::answering(name, nats, &[], |_| ()).await
    }

    /// One that also answers the calls of the services that `add` adds, to those in `permits`.
    ///
    /// # Panics
    /// When its database or the bus cannot be had.
    pub async fn answering(
        name: &'static str,
        nats: &Nats,
        permits: &[Permits],
        add: impl FnOnce(&mut RoutesBuilder),
    ) -> Self {
        let database = Database::new(&[]).await;
        let telemetry = config::Telemetry {
            endpoint: String::new(),
            logs: "warn".to_owned(),
        };
        let own = config::Database {
            url: database.url.clone(),
            connections: 3,
        };
        let bus = config::Nats {
            url: nats.url().to_owned(),
            monitor: String::new(),
            replicas: 1,
        };
        let identity = config::Identity {
            check: config::Check::Names,
            key: String::new(),
            speaks_for_people: String::new(),
            trusted: Default::default(),
        };
        let chassis = Boot::new(name)
            .chassis(&telemetry, &own, &bus, &identity, &NOTHING)
            .await;
        let chassis = chassis.expect("a database and a bus");
        let listen = free_address();
        let address = format!("http://{listen}");
        let assembly = Assembly::new(&chassis, &config::Grpc { listen })
            .permit(permits)
            .serve(add);
        Self {
            address,
            chassis,
            _running: Running::start(assembly),
            _database: database,
        }
    }

    /// Says a fact about a dossier to everybody.
    pub async fn says<M: Message + Name>(&self, dossier: DossierId, message: &M) {
        self.says_all(vec![(dossier, Fact::new(message))]).await;
    }

    /// Says a fact about a dossier to one account alone.
    pub async fn says_to<M: Message + Name>(&self, account: &str, dossier: DossierId, message: &M) {
        let fact = Fact::new(message).only_for(account);
        self.says_all(vec![(dossier, fact)]).await;
    }

    /// Says facts about dossiers, in this order and in one transaction.
    ///
    /// # Panics
    /// When its database does not take them.
    pub async fn says_all(&self, facts: Vec<(DossierId, Fact)>) {
        let (actor, now) = (self.chassis.actor(), self.chassis.clock.now());
        let order = |(dossier, fact): (DossierId, Fact)| {
            Order::new(dossier, fact.about(dossier), &actor, now)
        };
        let orders = facts.into_iter().map(order).collect();
        let mut tx = self.chassis.begin().await.expect("a transaction");
        let said = chassis::execute::<Said>(&mut tx, &(), orders).await;
        said.expect("what is said is written down");
        self.chassis.commit(tx).await.expect("what was said stands");
    }
}

/// That something was said about a dossier: all a voice remembers.
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
            version: version.unsigned_abs(),
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
