//! Two services on two databases and one bus.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

use chassis::{Actor, Assembly, Boot, Chassis, Clock, client::Speaking, config};
use proto::operations::v1::operations_service_client::OperationsServiceClient;
use sqlx::{PgPool, migrate::Migrator};
use testkit::{Database, Nats, eventually};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tonic::transport::Channel;
use uuid::Uuid;

use crate::ear::Ear;
use crate::folder::{self, count};

/// How long anything may take that is bound to happen.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The tables of these tests are made by hand: a service's migrations are not the subject.
pub static NONE: LazyLock<Migrator> = LazyLock::new(|| Migrator {
    migrations: std::borrow::Cow::Borrowed(&[]),
    ..Migrator::DEFAULT
});

pub struct World {
    pub nats: Nats,
    pub speaker: Database,
    pub listener: Database,
}

impl World {
    pub async fn new() -> Self {
        let (nats, speaker, listener) =
            tokio::join!(testkit::nats(), Database::new(&[]), Database::new(&[]));
        Self {
            nats,
            speaker,
            listener,
        }
    }

    /// What `intake` stands on.
    pub async fn intake(&self) -> Chassis {
        stand("intake", &self.speaker.url, self.nats.url()).await
    }

    /// `intake`, running: it speaks.
    pub async fn speaking(&self) -> Running {
        run(self.intake().await, |assembly| assembly)
    }

    /// What `routing` stands on.
    pub async fn routing(&self) -> Chassis {
        stand("routing", &self.listener.url, self.nats.url()).await
    }

    /// `routing`, running: it hears what intake says.
    pub async fn listening(&self, ear: &Ear) -> Running {
        let ear = ear.clone();
        run(self.routing().await, |assembly| {
            assembly.hear("intake", ear)
        })
    }

    /// Waits until all that intake said is on the bus and all that is on the bus was dealt with.
    pub async fn settled(&self) {
        settled(&self.speaker.pool, &self.listener.pool, &self.nats).await;
    }

    /// Waits for everything to be dealt with; then each effect is there once and in order.
    pub async fn settled_with_each_effect_once(&self) {
        each_effect_once(&self.speaker.pool, &self.listener.pool, &self.nats).await;
    }

    /// The last sequence of a stream; zero when there is none.
    pub async fn last_on(&self, stream: &'static str) -> u64 {
        last_on(&self.nats, stream).await
    }
}

async fn last_on(nats: &Nats, stream: &'static str) -> u64 {
    let jetstream = async_nats::jetstream::new(nats.connect().await);
    match jetstream.get_stream(stream).await {
        Ok(stream) => stream.cached_info().state.last_sequence,
        Err(_) => 0,
    }
}

async fn settled(speaker: &PgPool, listener: &PgPool, nats: &Nats) {
    let owed = async || count(speaker, "select count(*) from bus.outbox").await;
    eventually(PATIENCE, owed, |owed| *owed == 0).await;
    let last = last_on(nats, "INTAKE").await as i64;
    let place = "select coalesce(max(position), 0) from bus.reader";
    let place = async || count(listener, place).await;
    eventually(PATIENCE, place, |place| *place == last).await;
}

/// All that the speaker wrote down was heard, in its order, and acted upon once.
pub async fn each_effect_once(speaker: &PgPool, listener: &PgPool, nats: &Nats) {
    let all = async || folder::heard(listener).await == folder::said(speaker).await;
    eventually(PATIENCE, all, |all| *all).await;
    // What comes now would come twice.
    settled(speaker, listener, nats).await;
    assert_eq!(folder::heard(listener).await, folder::said(speaker).await);
}

/// Connects a service as its own `assemble` would.
pub async fn stand(name: &'static str, database: &str, nats: &str) -> Chassis {
    stand_traced(name, database, nats, "").await
}

pub async fn stand_traced(name: &'static str, database: &str, nats: &str, traces: &str) -> Chassis {
    stand_as(name, database, nats, traces, &names()).await
}

pub async fn stand_as(
    name: &'static str,
    database: &str,
    nats: &str,
    traces: &str,
    identity: &config::Identity,
) -> Chassis {
    let boot = Boot {
        name,
        overrides: config::Overrides::new(),
        clock: Clock::new(),
    };
    let telemetry = config::Telemetry {
        endpoint: traces.to_owned(),
        logs: "info,sqlx=warn".to_owned(),
    };
    let database = config::Database {
        url: database.to_owned(),
        connections: 8,
    };
    let nats = config::Nats {
        url: nats.to_owned(),
        monitor: String::new(),
        replicas: 1,
    };
    let chassis = boot
        .chassis(&telemetry, &database, &nats, identity, &NONE)
        .await;
    let chassis = chassis.expect("stand");
    folder::make_tables(&chassis.db).await;
    chassis
}

/// Whoever names themselves is believed.
pub fn names() -> config::Identity {
    config::Identity {
        check: config::Check::Names,
        key: String::new(),
        speaks_for_people: String::new(),
        trusted: BTreeMap::new(),
    }
}

/// A service that runs.
pub struct Running {
    pub chassis: Chassis,
    pub endpoint: String,
    pub token: CancellationToken,
    task: JoinHandle<anyhow::Result<()>>,
}

/// Runs a service on a free port.
pub fn run(chassis: Chassis, assemble: impl FnOnce(Assembly) -> Assembly) -> Running {
    let port = servers::free_port().expect("a free port");
    let listen = format!("127.0.0.1:{port}");
    let grpc = config::Grpc {
        listen: listen.clone(),
    };
    let token = CancellationToken::new();
    let assembly = assemble(Assembly::new(&chassis, &grpc));
    Running {
        chassis,
        endpoint: format!("http://{listen}"),
        task: tokio::spawn(assembly.run(token.clone())),
        token,
    }
}

impl Running {
    /// Stops it in order.
    pub async fn stop(self) {
        self.token.cancel();
        self.ended().await;
    }

    /// Waits for it to end, as it does after its token is cancelled.
    pub async fn ended(self) {
        self.result().await.expect("it stops in order");
    }

    /// Waits for what its `main` would answer.
    pub async fn result(self) -> anyhow::Result<()> {
        let ended = tokio::time::timeout(PATIENCE, self.task).await;
        ended
            .expect("a service stops when told to")
            .expect("it does not panic")
    }

    pub fn channel(&self) -> Channel {
        chassis::client::channel(&self.endpoint).expect("an address")
    }

    /// What its operator uses.
    pub async fn operations(&self) -> OperationsServiceClient<Speaking> {
        let up = async || tokio::net::TcpStream::connect(&self.endpoint["http://".len()..]).await;
        eventually(PATIENCE, async || up().await.is_ok(), |up| *up).await;
        OperationsServiceClient::new(chassis::client::speaking(
            self.channel(),
            &Actor::from("operator:test"),
        ))
    }
}

/// So many new ids.
pub fn ids(n: usize) -> Vec<Uuid> {
    (0..n).map(|_| Uuid::now_v7()).collect()
}

/// The error of a call, as the caller sees it.
pub fn status<T: std::fmt::Debug>(answer: Result<T, tonic::Status>) -> tonic::Status {
    answer.expect_err("the call is refused")
}
