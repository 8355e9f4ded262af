//! How a service starts, runs and stops: the same in every one.

use std::{
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use serde::de::DeserializeOwned;
use sqlx::{PgPool, Postgres, Transaction, migrate::Migrator, postgres::PgPoolOptions};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    Actor, Assembly, Bus, Clock, Peer, Result, config, error::is_outage, identity::Identity,
    telemetry,
};

/// How long a start waits for the database.
const STARTING: Duration = Duration::from_secs(60);

/// What `main` answers.
pub type Exit = ExitCode;

/// What a service is started with.
#[derive(Clone, Debug)]
pub struct Boot {
    pub name: &'static str,
    pub overrides: config::Overrides,
    pub clock: Clock,
}

impl Boot {
    /// A service started by itself.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            overrides: config::Overrides::new(),
            clock: Clock::new(),
        }
    }

    /// The service's settings.
    ///
    /// # Errors
    /// When one is unknown, missing or of the wrong kind.
    pub fn settings<T: DeserializeOwned>(&self, embedded: &str) -> anyhow::Result<T> {
        config::load(self.name, embedded, &self.overrides)
    }

    /// Connects to the service's database and to the bus, and brings the tables up to date.
    ///
    /// # Errors
    /// When one of them does not answer, or is not fit to be used.
    pub async fn chassis(
        &self,
        telemetry: &config::Telemetry,
        database: &config::Database,
        nats: &config::Nats,
        identity: &config::Identity,
        migrations: &Migrator,
    ) -> anyhow::Result<Chassis> {
        let identity = Arc::new(Identity::new(self.name, identity)?);
        telemetry::init(self.name, telemetry)?;
        let db = connected(database)
            .await
            .with_context(|| format!("the database of {} does not answer", self.name))?;
        sqlx::migrate!()
            .run(&db)
            .await
            .context("the chassis's tables")?;
        migrations
            .run(&db)
            .await
            .with_context(|| format!("the tables of {}", self.name))?;
        let bus = Bus::connect(self.name, nats).await?;
        Ok(Chassis {
            name: self.name,
            db,
            bus,
            clock: self.clock.clone(),
            wake: Arc::new(Notify::new()),
            written: Arc::new(Notify::new()),
            identity,
        })
    }
}

/// The pool, once the database has answered. It may be starting itself, or the machine be busy
/// with a whole province's start.
async fn connected(database: &config::Database) -> anyhow::Result<PgPool> {
    let db = PgPoolOptions::new()
        .max_connections(database.connections)
        .acquire_timeout(Duration::from_secs(5))
        .connect_lazy(&database.url)?;
    let began = Instant::now();
    loop {
        let Err(error) = db.acquire().await else {
            return Ok(db);
        };
        let error = anyhow::Error::from(error);
        if began.elapsed() > STARTING || !is_outage(&error) {
            return Err(error);
        }
        tracing::warn!(
            error = format!("{error:#}"),
            "the database does not answer yet"
        );
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// What a running service stands on. Clones share everything.
#[derive(Clone, Debug)]
pub struct Chassis {
    pub name: &'static str,
    pub db: PgPool,
    pub bus: Bus,
    pub clock: Clock,
    pub(crate) wake: Arc<Notify>,
    /// Told to whoever follows the journal.
    pub(crate) written: Arc<Notify>,
    pub(crate) identity: Arc<Identity>,
}

impl Chassis {
    /// This service, acting on its own account.
    pub fn actor(&self) -> Actor {
        Actor::service(self.name)
    }

    /// Another service, by the name it gives itself, where it answers.
    ///
    /// # Errors
    /// When the endpoint is not an address, or there is no key to sign with.
    pub fn to(&self, service: &str, endpoint: &str) -> anyhow::Result<Peer> {
        Peer::new(service, endpoint, &self.identity)
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<Transaction<'static, Postgres>> {
        Ok(self.db.begin().await?)
    }

    /// Commits, and lets the relay know that something may be owed.
    ///
    /// # Errors
    /// When the database does not confirm; whether it took is then not known.
    pub async fn commit(&self, tx: Transaction<'_, Postgres>) -> Result<()> {
        tx.commit().await?;
        self.wake_relay();
        Ok(())
    }

    pub fn wake_relay(&self) {
        self.wake.notify_one();
        self.written.notify_one();
    }
}

/// Starts a service and runs it until it is told to stop (SIGTERM, Ctrl-C).
pub async fn run<F>(name: &'static str, assemble: impl FnOnce(Boot) -> F) -> Exit
where
    F: Future<Output = anyhow::Result<Assembly>>,
{
    let stop = CancellationToken::new();
    tokio::spawn(stop_on_signal(stop.clone()));
    let ran = async { assemble(Boot::new(name)).await?.run(stop).await }.await;
    telemetry::flush().await;
    match ran {
        Ok(()) => Exit::SUCCESS,
        Err(error) => {
            complain(name, &error);
            Exit::FAILURE
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "telemetry may not be up when a service cannot start"
)]
fn complain(name: &str, error: &anyhow::Error) {
    eprintln!("{name}: {error:#}");
}

/// Cancels `stop` when the process is asked to end.
pub async fn stop_on_signal(stop: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    stop.cancel();
}
