//! Starting and stopping: a private PostgreSQL, a private NATS, and the services, in this
//! process or one process each.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use anyhow::{Context as _, bail};
use chassis::{Boot, Clock, config::Overrides};
use servers::{Nats, NatsOptions, Postgres, PostgresOptions};
use tokio::{process::Child, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{
    identity::Keys,
    launch::{answers, binary, serve, spawn, terminate, usual_port},
};

/// Every service, in the order they start.
pub const SERVICES: [&str; 9] = [
    "intake",
    "routing",
    "land-records",
    "social-welfare",
    "agency-desk",
    "notification",
    "reporting",
    FORMS,
    "portal",
];

/// The papers' service. It is always a process of its own, so that nothing else is built with what
/// it is made of; and everything else works without it.
pub(crate) const FORMS: &str = "forms";

const PATIENCE: Duration = Duration::from_secs(60);

/// How a province is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the servers keep their data.
    pub dir: PathBuf,
    /// The province's data.
    pub province: PathBuf,
    /// Whether a commit is flushed to disk; only a test that loses nothing of value says no.
    pub durable: bool,
    /// Further settings of the database server, such as `("log_statement", "all")`.
    pub database: Vec<(String, String)>,
    /// One process for each service.
    pub separate: bool,
    /// Which services run; all of them by default.
    pub services: Vec<&'static str>,
    /// Where traces go; empty: nowhere.
    pub traces: String,
    /// Which log lines are kept.
    pub logs: String,
    /// The time as the services see it, where they run in this process.
    pub clock: Clock,
    /// Further settings, by service and key.
    pub settings: BTreeMap<(&'static str, String), String>,
    /// How a trace is looked at, with `{trace_id}` in place of its id; empty when nothing shows it.
    pub trace_viewer: String,
}

impl Options {
    pub fn new(dir: impl Into<PathBuf>, province: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            province: province.into(),
            durable: true,
            database: Vec::new(),
            separate: false,
            services: SERVICES.to_vec(),
            traces: String::new(),
            logs: "warn".to_owned(),
            clock: Clock::new(),
            settings: BTreeMap::new(),
            trace_viewer: String::new(),
        }
    }

    /// For a test: nothing outlives the machine, and nobody looks at pages or papers.
    pub fn quick(dir: impl Into<PathBuf>, province: impl Into<PathBuf>) -> Self {
        Self {
            durable: false,
            services: SERVICES
                .into_iter()
                .filter(|service| !matches!(*service, "portal" | FORMS))
                .collect(),
            ..Self::new(dir, province)
        }
    }
}

/// A running province. [`World::stop`] ends it in order; dropping it ends it at once.
pub struct World {
    pub options: Options,
    pub postgres: Postgres,
    pub nats: Nats,
    services: BTreeMap<&'static str, Running>,
    /// `http://127.0.0.1:port` of each service.
    endpoints: BTreeMap<&'static str, String>,
    overrides: BTreeMap<&'static str, Overrides>,
    pub(crate) keys: Keys,
    /// What the portal seals sessions with, as long as this province runs.
    portal_key: String,
    /// What the operator should know about where things lie.
    pub notes: Vec<String>,
}

enum Running {
    Here {
        task: JoinHandle<anyhow::Result<()>>,
        stop: CancellationToken,
    },
    Apart(Child),
}

impl World {
    /// Starts everything; ready when it returns.
    ///
    /// # Errors
    /// When a server or a service does not come up; the message says which and why.
    pub async fn start(mut options: Options) -> anyhow::Result<Self> {
        let stored = PostgresOptions {
            durable: options.durable,
            settings: options.database.clone(),
            ..PostgresOptions::default()
        };
        // Open to pass through: the servers' account, when it is not ours, must reach its folders.
        std::fs::create_dir_all(&options.dir)?;
        let (postgres, nats) = tokio::try_join!(
            Postgres::start(options.dir.join("postgres"), stored),
            Nats::start(options.dir.join("nats"), NatsOptions::default()),
        )?;
        let mut notes: Vec<String> = [postgres.note(), nats.note()]
            .into_iter()
            .flatten()
            .map(str::to_owned)
            .collect();
        if options.services.contains(&FORMS)
            && let Err(missing) = binary(FORMS)
        {
            notes.push(without_papers(&missing));
            options.services.retain(|service| *service != FORMS);
        }
        let mut endpoints = BTreeMap::new();
        for service in &options.services {
            let port = match *service {
                "portal" => usual_port().map_or_else(servers::free_port, Ok)?,
                _ => servers::free_port()?,
            };
            endpoints.insert(*service, format!("http://127.0.0.1:{port}"));
        }
        let mut world = Self {
            options,
            postgres,
            nats,
            services: BTreeMap::new(),
            endpoints,
            overrides: BTreeMap::new(),
            keys: Keys::make()?,
            portal_key: portal::new_key()?,
            notes,
        };
        for service in world.options.services.clone() {
            let overrides = world.overrides(service).await?;
            world.overrides.insert(service, overrides);
        }
        for service in world.options.services.clone() {
            world.start_service(service)?;
        }
        for service in world.options.services.clone() {
            match world.wait_until_ready(service).await {
                Err(why) if service == FORMS => {
                    world.notes.push(without_papers(&why));
                    world.services.remove(service);
                }
                ready => ready?,
            }
        }
        Ok(world)
    }

    /// Where a service answers.
    ///
    /// # Errors
    /// When it does not run here.
    pub fn endpoint(&self, service: &str) -> anyhow::Result<&str> {
        self.endpoints
            .get(service)
            .map(String::as_str)
            .with_context(|| format!("{service} does not run here"))
    }

    async fn overrides(&self, service: &'static str) -> anyhow::Result<Overrides> {
        let mut set = self.keys.settings(service);
        let mut put = |key: &str, value: String| drop(set.insert(key.to_owned(), value));
        put("telemetry.endpoint", self.options.traces.clone());
        put("telemetry.logs", self.options.logs.clone());
        let listen = self
            .endpoint(service)?
            .trim_start_matches("http://")
            .to_owned();
        if service == "portal" {
            put("http.listen", listen.clone());
            put("http.public_url", format!("http://{listen}"));
            put("demo.enabled", "true".to_owned());
            put("payment.provider", "sandbox".to_owned());
            let people = self.options.province.with_extension("demo.yaml");
            if people.exists() {
                put("demo.accounts", people.display().to_string());
            }
            put("sign_in.keys", self.portal_key.clone());
            put("trace.viewer", self.options.trace_viewer.clone());
        } else if service == FORMS {
            put("grpc.listen", listen);
            put("province.dir", self.options.province.display().to_string());
            put(
                "templates.dir",
                self.options.dir.join(FORMS).display().to_string(),
            );
        } else {
            put(
                "database.url",
                self.postgres.create_service_database(service).await?,
            );
            put("nats.url", self.nats.url().to_owned());
            put("nats.monitor", self.nats.monitor_url());
            put("grpc.listen", listen);
            put("province.dir", self.options.province.display().to_string());
        }
        if service == "intake" {
            let documents = self.options.dir.join("documents");
            put("documents.dir", documents.display().to_string());
        }
        let needs: &[&str] = match service {
            "portal" => &SERVICES[..8],
            "notification" | "land-records" => &["intake"],
            // It compares custody with those who have it.
            "routing" => &["land-records", "social-welfare", "agency-desk"],
            _ => &[],
        };
        for other in needs {
            if let Some(endpoint) = self.endpoints.get(other) {
                put(
                    &format!("services.{}", other.replace('-', "_")),
                    endpoint.clone(),
                );
            }
        }
        for ((of, key), value) in &self.options.settings {
            if *of == service {
                put(key, value.clone());
            }
        }
        Ok(set)
    }

    /// Starts one service, the first time or again after it was stopped or killed.
    ///
    /// # Errors
    /// When its binary cannot be run.
    pub fn start_service(&mut self, service: &'static str) -> anyhow::Result<()> {
        let overrides = self.overrides.get(service).cloned().unwrap_or_default();
        let running = if self.options.separate || service == FORMS {
            Running::Apart(spawn(service, &overrides)?)
        } else {
            let boot = Boot {
                name: service,
                overrides,
                clock: self.options.clock.clone(),
            };
            let stop = CancellationToken::new();
            Running::Here {
                task: tokio::spawn(serve(boot, stop.clone())),
                stop,
            }
        };
        self.services.insert(service, running);
        Ok(())
    }

    /// Waits until a service answers that it is ready.
    ///
    /// # Errors
    /// When it ends instead, or is not ready within a minute.
    pub async fn wait_until_ready(&mut self, service: &'static str) -> anyhow::Result<()> {
        let endpoint = self.endpoint(service)?.to_owned();
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let answered = answers(service, &endpoint).await;
            // Whoever answers may be somebody else, on a port that could not be had.
            self.has_not_ended(service).await?;
            if answered {
                return Ok(());
            }
            if tokio::time::Instant::now() > deadline {
                bail!(
                    "{service} is not ready after {} seconds",
                    PATIENCE.as_secs()
                );
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    async fn has_not_ended(&mut self, service: &'static str) -> anyhow::Result<()> {
        match self.services.get_mut(service) {
            Some(Running::Here { task, .. }) if task.is_finished() => match task.await {
                Ok(Err(error)) => Err(error.context(format!("{service} does not start"))),
                _ => bail!("{service} ended while it was starting"),
            },
            Some(Running::Apart(child)) => match child.try_wait()? {
                Some(status) => bail!("{service} ended while it was starting: {status}"),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Ends a separate service as a crash would: `kill -9`.
    ///
    /// # Errors
    /// When it runs in this process, or not at all.
    pub async fn kill_service(&mut self, service: &str) -> anyhow::Result<()> {
        match self.services.get_mut(service) {
            Some(Running::Apart(child)) => Ok(child.kill().await?),
            _ => bail!("{service} is not a process of its own"),
        }
    }

    /// The process id of a separate service.
    pub fn pid(&self, service: &str) -> Option<u32> {
        match self.services.get(service) {
            Some(Running::Apart(child)) => child.id(),
            _ => None,
        }
    }

    /// Stops one service in order.
    ///
    /// # Errors
    /// When it ended with an error.
    pub async fn stop_service(&mut self, service: &str) -> anyhow::Result<()> {
        match self.services.remove(service) {
            None => Ok(()),
            Some(Running::Here { task, stop }) => {
                stop.cancel();
                task.await?
            }
            Some(Running::Apart(mut child)) => {
                terminate(&child);
                if tokio::time::timeout(Duration::from_secs(25), child.wait())
                    .await
                    .is_err()
                {
                    child.kill().await?;
                }
                Ok(())
            }
        }
    }

    /// Stops everything in order: the services, then what they stand on.
    ///
    /// # Errors
    /// The first thing that did not end as it should; the rest is stopped all the same.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let names: Vec<&'static str> = self.services.keys().copied().collect();
        for running in self.services.values() {
            match running {
                Running::Here { stop, .. } => stop.cancel(),
                Running::Apart(child) => terminate(child),
            }
        }
        let mut result = Ok(());
        for name in names {
            let stopped = self.stop_service(name).await;
            result = result.and(stopped.with_context(|| format!("stopping {name}")));
        }
        chassis::telemetry::flush().await;
        let stopped = tokio::join!(self.nats.stop(), self.postgres.stop());
        result.and(stopped.0).and(stopped.1)
    }
}

/// What the operator reads when there is nobody to print.
fn without_papers(why: &anyhow::Error) -> String {
    format!(
        "Chạy không có dịch vụ in giấy ({why:#}); mọi việc khác vẫn làm được. Để in biểu mẫu: \
         cargo build --bin forms, rồi chạy lại."
    )
}
