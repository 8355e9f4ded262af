//! A private PostgreSQL: Vietnamese collation, checksums, passwords, loopback only.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal};

use crate::account::Account;
use crate::admin::{self, Admin};
use crate::binaries;
use crate::home::{Home, write_private};
use crate::process::{Process, runs_with, stop_leftover};

const SUPERUSER: &str = "motcua";
/// Fast shutdown: running transactions are rolled back, a checkpoint is written.
const FAST: Signal = Signal::INT;
const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(5);

/// What every private server is started with, before the caller's own settings.
const SETTINGS: [(&str, &str); 9] = [
    ("listen_addresses", "127.0.0.1"),
    ("unix_socket_directories", ""),
    ("max_connections", "200"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    // A commit waits 0.2 ms for others to share its flush, if five are under way.
    ("commit_delay", "200"),
    // A connection begun and forgotten must not hold up whoever drops a database.
    ("authentication_timeout", "10s"),
    ("password_encryption", "scram-sha-256"),
    ("log_line_prefix", "%m [%p] %u@%d "),
];

/// How to start a [`Postgres`].
#[derive(Clone, Debug)]
pub struct PostgresOptions {
    /// The directory of `initdb` and `postgres`; found by itself when `None`.
    pub bin: Option<PathBuf>,
    /// A port on the loopback address; the last one used here, or a free one, when `None`.
    pub port: Option<u16>,
    /// Whether a commit is flushed to disk before it is answered. Only a test that loses nothing
    /// of value with its machine may say `false`.
    pub durable: bool,
    /// Further settings, such as `("max_wal_size", "4GB")`; they win over ours.
    pub settings: Vec<(String, String)>,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self {
            bin: None,
            port: None,
            durable: true,
            settings: Vec::new(),
        }
    }
}

/// A running server. Dropping it stops it; [`Postgres::stop`] does so with patience.
#[derive(Debug)]
pub struct Postgres {
    process: Process,
    home: Home,
    account: Account,
    bin: PathBuf,
    admin: Admin,
    options: PostgresOptions,
}

impl Postgres {
    /// Starts the server whose home is `dir`, making the cluster at the first start. A server
    /// left over from a process that was killed is stopped first. Ready when it returns: about
    /// a second at the first start, a quarter of one later.
    ///
    /// # Errors
    /// When the binaries are missing or too old, when another process uses `dir`, or when the
    /// server does not come up; the message carries the end of its log.
    pub async fn start(dir: impl AsRef<Path>, options: PostgresOptions) -> Result<Self> {
        let account = Account::current()?;
        let home = Home::open(dir.as_ref(), &account)?;
        let data = home.join("data");
        let made_by = std::fs::read_to_string(data.join("PG_VERSION")).ok();
        let made_by = made_by.and_then(|version| version.trim().parse().ok());
        let bin = binaries::postgres(options.bin.as_deref(), made_by)?;
        let password = home.secret("superuser")?;
        if made_by.is_none() {
            initialise(&home, &account, &bin, &password, &options)?;
        }
        let (process, port) = launch(&home, &account, &bin, &options).await?;
        let admin = Admin::new(port, SUPERUSER, password);
        Ok(Self {
            process,
            home,
            account,
            bin,
            admin,
            options,
        })
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.admin.port()
    }

    /// The process id of the postmaster.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Where the server keeps its data, log and passwords.
    pub fn dir(&self) -> &Path {
        self.home.path()
    }

    /// A sentence for the operator when the data lie elsewhere than was asked.
    pub fn note(&self) -> Option<&str> {
        self.home.note()
    }

    /// The superuser's access.
    pub fn admin(&self) -> &Admin {
        &self.admin
    }

    /// One login role and one database that belongs to it, both called `name` (dashes become
    /// underscores). Answers the URL; asking again gives the same one.
    ///
    /// # Errors
    /// When `name` is no lower-case identifier, or the server refuses.
    pub async fn create_service_database(&self, name: &str) -> Result<String> {
        let name = name.replace('-', "_");
        admin::check_name(&name)?;
        let password = self.home.secret(&name)?;
        self.admin.create_service_database(&name, &password).await
    }

    /// Ends the server as a crash would: `kill -9` of the postmaster.
    ///
    /// # Errors
    /// When it cannot be signalled.
    pub fn kill(&mut self) -> Result<()> {
        self.process.kill()
    }

    /// Starts it again on the same port after [`Postgres::kill`]; recovery is done when it returns.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub async fn start_again(&mut self) -> Result<()> {
        let fixed = PostgresOptions {
            port: Some(self.admin.port()),
            ..self.options.clone()
        };
        if self.process.ended()?.is_none() {
            self.process.stop(PATIENCE).await?;
        }
        self.process = launch(&self.home, &self.account, &self.bin, &fixed)
            .await?
            .0;
        Ok(())
    }

    /// Stops it in order (fast shutdown).
    ///
    /// # Errors
    /// When it had to be killed.
    pub async fn stop(mut self) -> Result<()> {
        self.process.stop(PATIENCE).await
    }
}

/// `initdb` beside, then a rename: a half-made cluster is never taken for a whole one.
fn initialise(
    home: &Home,
    account: &Account,
    bin: &Path,
    password: &str,
    options: &PostgresOptions,
) -> Result<()> {
    let (data, password_file) = (home.join("data.new"), home.join("initial-password"));
    let _ = std::fs::remove_dir_all(&data);
    std::fs::create_dir(&data)?;
    account.take_over(&data)?;
    write_private(&password_file, password)?;
    account.take_over(&password_file)?;

    let mut initdb = account.command(&bin.join("initdb"), None);
    initdb
        .arg("-D")
        .arg(&data)
        .args(["-U", SUPERUSER, "--auth=scram-sha-256"]);
    let mut named = std::ffi::OsString::from("--pwfile=");
    named.push(&password_file);
    initdb.arg(named);
    initdb.args([
        "--locale-provider=icu",
        "--icu-locale=vi-VN",
        "--locale=C.UTF-8",
        "--encoding=UTF8",
        "--data-checksums",
    ]);
    if !options.durable {
        initdb.arg("--no-sync");
    }
    let output = initdb.output().context("run initdb");
    std::fs::remove_file(&password_file)?;
    let output = output?;
    if !output.status.success() {
        bail!(
            "initdb failed: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    // Only the account itself may rename what it owns in a directory of ours, or we as its owner.
    std::fs::rename(&data, home.join("data")).context("put the new cluster in place")
}

/// Starts the postmaster and waits until it takes connections.
async fn launch(
    home: &Home,
    account: &Account,
    bin: &Path,
    options: &PostgresOptions,
) -> Result<(Process, u16)> {
    let data = home.join("data");
    let lock_file = data.join("postmaster.pid");
    stop_leftover(&lock_file, &data, FAST, PATIENCE).await?;
    forget_stranger(&lock_file, &data);

    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let port = home.port("postgres", options.port)?;
        let mut command = account.command(&bin.join("postgres"), Some("INT"));
        command.arg("-D").arg(&data).arg("-p").arg(port.to_string());
        let speed: &[(&str, &str)] = if options.durable {
            &[("synchronous_commit", "on")]
        } else {
            &[
                ("fsync", "off"),
                ("synchronous_commit", "off"),
                ("full_page_writes", "off"),
            ]
        };
        let own = options
            .settings
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in SETTINGS.iter().chain(speed).copied().chain(own) {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        let log = home.fresh_log()?;
        command.stdout(log.try_clone()?).stderr(log);
        let mut process = Process::spawn(command, FAST)?;
        while process.ended()?.is_none() {
            if is_ready(&lock_file, process.id()) {
                return Ok((process, port));
            }
            if Instant::now() > deadline {
                bail!("PostgreSQL is not ready after 30 s:\n{}", home.log_tail());
            }
            tokio::time::sleep(POLL).await;
        }
        let log = home.log_tail();
        // Somebody took our free port first, or the backends of a killed server are not gone yet.
        let passing =
            log.contains("in use") && (options.port.is_none() || log.contains("shared memory"));
        if !passing || Instant::now() > deadline {
            bail!("PostgreSQL did not start:\n{log}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Line 8 of `postmaster.pid` is the server's own word on its state.
fn is_ready(lock_file: &Path, pid: u32) -> bool {
    let content = std::fs::read_to_string(lock_file).unwrap_or_default();
    let mut lines = content.lines();
    lines.next() == Some(pid.to_string().as_str())
        && lines.nth(6).is_some_and(|state| state.trim() == "ready")
}

/// A lock file left by a crash may name an id that has since gone to some other program, and
/// PostgreSQL would then refuse to start. We hold the home and have looked: it is no server of
/// this cluster.
fn forget_stranger(lock_file: &Path, data: &Path) {
    let content = std::fs::read_to_string(lock_file).unwrap_or_default();
    let pid = content
        .lines()
        .next()
        .and_then(|line| line.trim().parse().ok())
        .and_then(Pid::from_raw);
    if pid
        .is_some_and(|pid| rustix::process::test_kill_process(pid).is_ok() && !runs_with(pid, data))
    {
        let _ = std::fs::remove_file(lock_file);
    }
}
