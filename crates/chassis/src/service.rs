//! How a service starts, runs and stops: the same in every one.

use std::{process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context as _;
use futures::future::BoxFuture;
use proto::operations::v1::operations_service_server::OperationsServiceServer;
use serde::de::DeserializeOwned;
use sqlx::{PgPool, Postgres, Transaction, migrate::Migrator, postgres::PgPoolOptions};
use tokio::{net::TcpListener, sync::Notify, task::JoinSet};
use tokio_util::sync::CancellationToken;
use tonic::{service::RoutesBuilder, transport::Server};

use crate::{
    Actor, Bus, Clock, Listen, Result, config, health, operations::Operations, propagation,
    reader::Reader, relay, telemetry,
};

/// What `main` answers.
pub type Exit = ExitCode;

/// How long a stopping service may finish the work in hand.
const DEADLINE: Duration = Duration::from_secs(20);

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
        migrations: &Migrator,
    ) -> anyhow::Result<Chassis> {
        telemetry::init(self.name, telemetry)?;
        let db = PgPoolOptions::new()
            .max_connections(database.connections)
            .acquire_timeout(Duration::from_secs(5))
            .connect(&database.url)
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
        })
    }
}

/// What a running service stands on. Clones share everything.
#[derive(Clone, Debug)]
pub struct Chassis {
    pub name: &'static str,
    pub db: PgPool,
    pub bus: Bus,
    pub clock: Clock,
    wake: Arc<Notify>,
}

impl Chassis {
    /// This service, acting on its own account.
    pub fn actor(&self) -> Actor {
        Actor::service(self.name)
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
    }
}

/// A service put together: what it answers, what it hears, what it does by itself.
pub struct Assembly {
    chassis: Chassis,
    listen: String,
    routes: RoutesBuilder,
    readers: Vec<Reader>,
    jobs: Vec<Job>,
}

type Job = (
    &'static str,
    Box<dyn FnOnce(CancellationToken) -> BoxFuture<'static, ()> + Send>,
);

impl Assembly {
    pub fn new(chassis: &Chassis, grpc: &config::Grpc) -> Self {
        Self {
            chassis: chassis.clone(),
            listen: grpc.listen.clone(),
            routes: RoutesBuilder::default(),
            readers: Vec::new(),
            jobs: Vec::new(),
        }
    }

    /// Answers the calls of the services that `add` adds.
    pub fn serve(mut self, add: impl FnOnce(&mut RoutesBuilder)) -> Self {
        add(&mut self.routes);
        self
    }

    /// Hears everything `speaker` says.
    pub fn hear(self, speaker: &'static str, listener: impl Listen) -> Self {
        self.hear_as(speaker, None, listener)
    }

    /// Hears what `speaker` addresses to `account`, and nothing else.
    pub fn hear_only(
        self,
        speaker: &'static str,
        account: &'static str,
        listener: impl Listen,
    ) -> Self {
        self.hear_as(speaker, Some(account), listener)
    }

    fn hear_as(
        mut self,
        speaker: &'static str,
        account: Option<&'static str>,
        listener: impl Listen,
    ) -> Self {
        let chassis = self.chassis.clone();
        self.readers.push(Reader {
            chassis,
            speaker,
            account,
            ear: Arc::new(listener),
        });
        self
    }

    /// Does something by itself for as long as the service runs.
    pub fn job<F>(
        mut self,
        name: &'static str,
        job: impl FnOnce(CancellationToken) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.jobs
            .push((name, Box::new(move |stop| Box::pin(job(stop)))));
        self
    }

    /// Runs until `stop`: not serving, stop accepting, finish the work in hand, exit.
    ///
    /// # Errors
    /// When the port cannot be had, or the server fails.
    pub async fn run(mut self, stop: CancellationToken) -> anyhow::Result<()> {
        let chassis = self.chassis;
        let (reporter, health) = tonic_health::server::health_reporter();
        let readers = Arc::new(self.readers);
        self.routes
            .add_service(health)
            .add_service(OperationsServiceServer::new(Operations {
                chassis: chassis.clone(),
                readers: readers.clone(),
            }));
        let listener = TcpListener::bind(&self.listen)
            .await
            .with_context(|| format!("{} cannot listen on {}", chassis.name, self.listen))?;
        // The relay goes last: what the others still write must reach the bus.
        let relay_stop = CancellationToken::new();
        let mut tasks = JoinSet::new();
        for reader in readers.iter() {
            tasks.spawn(reader.clone().run(stop.clone()));
        }
        for (_, job) in self.jobs {
            tasks.spawn(job(stop.clone()));
        }
        tasks.spawn(health::watch(chassis.clone(), reporter, stop.clone()));
        let relay = tokio::spawn({
            let (chassis, stop) = (chassis.clone(), relay_stop.clone());
            async move { relay::run(chassis.db, chassis.bus, chassis.name, &chassis.wake, stop).await }
        });
        let name = chassis.name;
        tracing::info!(service = name, listen = self.listen, "ready");
        let served = Server::builder()
            .trace_fn(move |request| span(name, request))
            .add_routes(self.routes.routes())
            .serve_with_incoming_shutdown(
                tonic::transport::server::TcpIncoming::from(listener).with_nodelay(Some(true)),
                stop.clone().cancelled_owned(),
            );
        let served = async {
            tokio::select! {
                served = served => served,
                () = async { stop.cancelled().await; tokio::time::sleep(DEADLINE).await } => Ok(()),
            }
        }
        .await;
        stop.cancel();
        let finish = async { while tasks.join_next().await.is_some() {} };
        let in_time = tokio::time::timeout(DEADLINE, finish).await.is_ok();
        relay_stop.cancel();
        let relayed = tokio::time::timeout(DEADLINE, relay).await.is_ok();
        if !(in_time && relayed) {
            tracing::warn!(
                service = name,
                "stopped with work in hand; it is taken up at the next start"
            );
        }
        chassis.db.close().await;
        served.with_context(|| format!("the server of {name}"))
    }
}

fn span(service: &'static str, request: &tonic::codegen::http::Request<()>) -> tracing::Span {
    let path = request.uri().path();
    if path.starts_with("/grpc.health") || path.starts_with("/motcua.operations") {
        return tracing::Span::none();
    }
    let span = tracing::info_span!(
        "serve",
        otel.name = path.trim_start_matches('/'),
        otel.kind = "server",
        motcua.service = service,
        motcua.dossier.id = tracing::field::Empty,
    );
    let metadata = tonic::metadata::MetadataMap::from_headers(request.headers().clone());
    propagation::continue_from(&span, &metadata);
    span
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
