//! A service put together and run: the same in every one.

use std::{sync::Arc, time::Duration};

use anyhow::{Context as _, anyhow, bail};
use futures::future::BoxFuture;
use proto::operations::v1::operations_service_server::OperationsServiceServer;
use tokio::{
    net::TcpListener,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tonic::{
    service::RoutesBuilder,
    transport::{Server, server::TcpIncoming},
};

use crate::{
    Chassis, Listen, Permits, config,
    door::Door,
    health,
    identity::Identity,
    operations::{self, Operations},
    permits::Table,
    propagation,
    reader::Reader,
    relay,
    watch::Watch,
};

/// How long a stopping service may finish the work in hand: first its calls, then what runs
/// beside them, then the relay.
const DEADLINE: Duration = Duration::from_secs(8);

/// A service being put together. Boxed, so that it is compiled once, where it is written, and
/// not again in every program that starts it.
pub type Assembling = BoxFuture<'static, anyhow::Result<Assembly>>;

/// A service put together: what it answers, what it hears, what it does by itself.
pub struct Assembly {
    chassis: Chassis,
    listen: String,
    routes: RoutesBuilder,
    permits: Table,
    readers: Vec<Reader>,
    jobs: Vec<Job>,
}

type Job = (
    &'static str,
    Box<dyn FnOnce(CancellationToken) -> BoxFuture<'static, ()> + Send>,
);

impl Assembly {
    pub fn new(chassis: &Chassis, grpc: &config::Grpc) -> Self {
        let mut permits = Table::default();
        permits.add(&[operations::PERMITS]);
        Self {
            chassis: chassis.clone(),
            listen: grpc.listen.clone(),
            routes: RoutesBuilder::default(),
            permits,
            readers: Vec::new(),
            jobs: Vec::new(),
        }
    }

    /// Answers the calls of the services that `add` adds.
    pub fn serve(mut self, add: impl FnOnce(&mut RoutesBuilder)) -> Self {
        add(&mut self.routes);
        self
    }

    /// Lets those in whom `permits` name; whoever calls anything else is refused.
    pub fn permit(mut self, permits: &[Permits]) -> Self {
        self.permits.add(permits);
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
    /// When the port cannot be had, the server fails, or something that runs beside it breaks.
    pub fn run(self, stop: CancellationToken) -> BoxFuture<'static, anyhow::Result<()>> {
        Box::pin(self.serve_until(stop))
    }

    async fn serve_until(mut self, stop: CancellationToken) -> anyhow::Result<()> {
        let chassis = self.chassis;
        let name = chassis.name;
        let (reporter, health) = tonic_health::server::health_reporter();
        reporter
            .set_service_status("", tonic_health::ServingStatus::NotServing)
            .await;
        let readers = Arc::new(self.readers);
        check_ears(&readers)?;
        check_door(name, &chassis.identity, &self.listen)?;
        let door = Door {
            identity: chassis.identity.clone(),
            table: Arc::new(self.permits),
        };
        let watch = Watch::new(chassis.db.clone(), chassis.written.clone(), stop.clone());
        self.routes
            .add_service(health)
            .add_service(OperationsServiceServer::new(Operations {
                chassis: chassis.clone(),
                readers: readers.clone(),
                watch: watch.clone(),
            }));
        let listener = TcpListener::bind(&self.listen)
            .await
            .with_context(|| format!("{name} cannot listen on {}", self.listen))?;
        let mut tasks = JoinSet::new();
        for reader in readers.iter() {
            tasks.spawn(reader.clone().run(stop.clone()));
        }
        for (_, job) in self.jobs {
            tasks.spawn(job(stop.clone()));
        }
        tasks.spawn(watch.run());
        tasks.spawn(health::watch(chassis.clone(), reporter, stop.clone()));
        // The relay goes last: what the others still write must reach the bus.
        let relay_stop = CancellationToken::new();
        let mut relay = JoinSet::new();
        relay.spawn({
            let (chassis, stop) = (chassis.clone(), relay_stop.clone());
            async move { relay::run(chassis.db, chassis.bus, name, &chassis.wake, stop).await }
        });
        tracing::info!(service = name, listen = self.listen, "ready");
        let served = Server::builder()
            .trace_fn(move |request| span(name, request))
            .layer(door)
            .add_routes(self.routes.routes())
            .serve_with_incoming_shutdown(
                TcpIncoming::from(listener).with_nodelay(Some(true)),
                stop.clone().cancelled_owned(),
            );
        let ended = tokio::select! {
            served = served => served.with_context(|| format!("the server of {name}")),
            broken = broken(&mut tasks) => Err(broken),
            broken = broken(&mut relay) => Err(broken),
            () = async { stop.cancelled().await; sleep(DEADLINE).await } => Ok(()),
        };
        stop.cancel();
        let in_time = timeout(DEADLINE, finished(&mut tasks)).await.is_ok();
        relay_stop.cancel();
        let relayed = timeout(DEADLINE, finished(&mut relay)).await.is_ok();
        if !(in_time && relayed) {
            tracing::warn!(
                service = name,
                "stopped with work in hand; it is taken up at the next start"
            );
        }
        // What did not end by itself must not keep the connections.
        tasks.abort_all();
        relay.abort_all();
        let _ = timeout(DEADLINE, chassis.db.close()).await;
        ended
    }
}

/// What was heard of a speaker is kept by its name: two ears would take turns at one place.
fn check_ears(readers: &[Reader]) -> anyhow::Result<()> {
    let mut speakers: Vec<&str> = readers.iter().map(|reader| reader.speaker).collect();
    speakers.sort_unstable();
    match speakers.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => bail!("there are two listeners for {}", pair[0]),
        None => Ok(()),
    }
}

/// A service that believes any name must be out of everybody's reach.
pub(crate) fn check_door(name: &str, identity: &Identity, listen: &str) -> anyhow::Result<()> {
    let host = listen.rsplit_once(':').map_or(listen, |(host, _)| host);
    let here = matches!(host, "127.0.0.1" | "[::1]" | "localhost");
    if identity.believes_names() && !here {
        bail!(
            "identity.check = \"names\" believes whoever asks, and {name} listens on {listen}, where others \
             reach it: set identity.check = \"signed\" with keys of `motcua keys`, or listen on 127.0.0.1"
        );
    }
    Ok(())
}

/// Why a task ended that should not have: a service without it would look alive and be deaf
/// or mute. Waits for ever when none does.
async fn broken(tasks: &mut JoinSet<()>) -> anyhow::Error {
    while let Some(ended) = tasks.join_next().await {
        if let Err(error) = ended {
            return anyhow!(error).context("something that must run broke down");
        }
    }
    std::future::pending().await
}

async fn finished(tasks: &mut JoinSet<()>) {
    while tasks.join_next().await.is_some() {}
}

pub(crate) fn span(
    service: &'static str,
    request: &tonic::codegen::http::Request<()>,
) -> tracing::Span {
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
