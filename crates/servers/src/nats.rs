//! A private NATS server with JetStream that flushes every message it acknowledges.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use rustix::process::Signal;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use crate::account::Account;
use crate::binaries;
use crate::home::Home;
use crate::process::{Process, stop_leftover};

const USER: &str = "motcua";
const PATIENCE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(2);

/// How to start a [`Nats`].
#[derive(Clone, Debug)]
pub struct NatsOptions {
    /// The `nats-server` binary; found by itself when `None`.
    pub bin: Option<PathBuf>,
    /// A port on the loopback address; the last one used here, or a free one, when `None`.
    pub port: Option<u16>,
    /// The JetStream domain of an agency's own server.
    pub domain: Option<String>,
    /// Whether one generated user is all there is. Say `false` where `more` has accounts.
    pub single_user: bool,
    /// Whether it writes before it acknowledges. Say `false` only to show who notices.
    pub durable: bool,
    /// Further configuration in the server's own syntax: accounts, leaf nodes.
    pub more: String,
}

impl Default for NatsOptions {
    fn default() -> Self {
        Self {
            bin: None,
            port: None,
            domain: None,
            single_user: true,
            durable: true,
            more: String::new(),
        }
    }
}

/// A running server. Dropping it stops it; [`Nats::stop`] does so with patience.
#[derive(Debug)]
pub struct Nats {
    process: Process,
    home: Home,
    account: Account,
    bin: PathBuf,
    options: NatsOptions,
    at: Ports,
    url: String,
}

#[derive(Clone, Copy, Debug)]
struct Ports {
    clients: u16,
    monitor: u16,
}

impl Nats {
    /// Starts the server whose home is `dir`. A server left over from a process that was killed
    /// is stopped first. Ready when it returns, some 50 ms later.
    ///
    /// # Errors
    /// When the binary is missing or older than 2.15, when another process uses `dir`, or when
    /// the server does not come up; the message carries the end of its log.
    pub async fn start(dir: impl AsRef<Path>, options: NatsOptions) -> Result<Self> {
        let account = Account::current()?;
        let mut bin = binaries::nats(options.bin.as_deref())?;
        let home = Home::open(dir.as_ref(), &account)?;
        if bin.is_absolute() && !account.can("-x", &bin) {
            let copy = home.join("nats-server");
            std::fs::copy(&bin, &copy)?;
            bin = copy;
        }
        let store = home.join("data");
        if !store.exists() {
            std::fs::create_dir(&store)?;
            account.take_over(&store)?;
        }
        let (process, at) = launch(&home, &account, &bin, &options).await?;
        let user = if options.single_user {
            format!("{USER}:{}@", home.secret(USER)?)
        } else {
            String::new()
        };
        let url = format!("nats://{user}127.0.0.1:{}", at.clients);
        Ok(Self {
            process,
            home,
            account,
            bin,
            options,
            at,
            url,
        })
    }

    /// Where clients connect, with the generated user unless `single_user` was `false`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The generated user and password, unless `single_user` was `false`. They also stand in
    /// [`Nats::url`], where some clients (`async-nats` among them) do not look.
    pub fn user(&self) -> Option<(&str, &str)> {
        let (credentials, _) = self.url.strip_prefix("nats://")?.split_once('@')?;
        credentials.split_once(':')
    }

    /// The port for clients on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.at.clients
    }

    /// The monitoring pages (`/healthz`, `/varz`, `/jsz`, `/leafz`).
    pub fn monitor_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.at.monitor)
    }

    /// The server's process id.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Where the server keeps its data, configuration and log.
    pub fn dir(&self) -> &Path {
        self.home.path()
    }

    /// A sentence for the operator when the data lie elsewhere than was asked.
    pub fn note(&self) -> Option<&str> {
        self.home.note()
    }

    /// Ends the server as a crash would: `kill -9`.
    ///
    /// # Errors
    /// When it cannot be signalled.
    pub fn kill(&mut self) -> Result<()> {
        self.process.kill()
    }

    /// Starts it again on the same ports, after [`Nats::kill`] or in place of the running one.
    ///
    /// # Errors
    /// As [`Nats::start`].
    pub async fn start_again(&mut self) -> Result<()> {
        self.process.stop(PATIENCE).await?;
        let fixed = NatsOptions {
            port: Some(self.at.clients),
            ..self.options.clone()
        };
        (self.process, self.at) = launch(&self.home, &self.account, &self.bin, &fixed).await?;
        Ok(())
    }

    /// Freezes the server (`SIGSTOP`): connections stay open and nothing answers.
    ///
    /// # Errors
    /// When it cannot be signalled.
    pub fn freeze(&self) -> Result<()> {
        self.process.signal(Signal::STOP)
    }

    /// Lets a frozen server go on.
    ///
    /// # Errors
    /// When it cannot be signalled.
    pub fn thaw(&self) -> Result<()> {
        self.process.signal(Signal::CONT)
    }

    /// Stops it in order: clients are told, files are closed.
    ///
    /// # Errors
    /// When it had to be killed.
    pub async fn stop(mut self) -> Result<()> {
        self.process.stop(PATIENCE).await
    }
}

async fn launch(
    home: &Home,
    account: &Account,
    bin: &Path,
    options: &NatsOptions,
) -> Result<(Process, Ports)> {
    let (config, pid_file) = (home.join("nats.conf"), home.join("pid"));
    stop_leftover(&pid_file, &config, Signal::TERM, PATIENCE).await?;
    let deadline = Instant::now() + Duration::from_secs(15);
    loop {
        let at = Ports {
            clients: home.port("clients", options.port)?,
            monitor: home.port("monitor", None)?,
        };
        write_config(&config, home, account, options, at)?;
        let mut command = account.command(bin, Some("TERM"));
        command.arg("-c").arg(&config);
        let log = home.fresh_log()?;
        command.stdout(log.try_clone()?).stderr(log);
        let mut process = Process::spawn(command, Signal::TERM)?;
        std::fs::write(&pid_file, process.id().to_string())?;
        while process.ended()?.is_none() {
            if greets(at.clients).await {
                return Ok((process, at));
            }
            if Instant::now() > deadline {
                bail!("NATS is not ready after 15 s:\n{}", home.log_tail());
            }
            tokio::time::sleep(POLL).await;
        }
        // Somebody else took a port between our look and the server's bind.
        let log = home.log_tail();
        if !log.contains("address already in use") || Instant::now() > deadline {
            bail!("NATS did not start:\n{log}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn write_config(
    path: &Path,
    home: &Home,
    account: &Account,
    options: &NatsOptions,
    at: Ports,
) -> Result<()> {
    let mut text = String::new();
    writeln!(text, "listen: \"127.0.0.1:{}\"", at.clients)?;
    writeln!(text, "http: \"127.0.0.1:{}\"", at.monitor)?;
    writeln!(text, "jetstream {{")?;
    writeln!(text, "  store_dir: {:?}", home.join("data"))?;
    if options.durable {
        writeln!(
            text,
            "  # Without this a power cut loses messages that were acknowledged."
        )?;
        writeln!(text, "  sync_interval: always")?;
    }
    if let Some(domain) = &options.domain {
        writeln!(text, "  domain: {domain}")?;
    }
    writeln!(text, "}}")?;
    if options.single_user {
        writeln!(
            text,
            "authorization {{ user: {USER}, password: {:?} }}",
            home.secret(USER)?
        )?;
    }
    text.push_str(&options.more);
    // It holds a password, and the server's account must read it.
    crate::home::write_private(path, &text)?;
    account.take_over(path)
}

/// Whether a NATS server says its INFO line on this port.
async fn greets(port: u16) -> bool {
    let mut word = [0; 4];
    let hello = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.read_exact(&mut word).await
    };
    matches!(
        tokio::time::timeout(Duration::from_secs(1), hello).await,
        Ok(Ok(_))
    ) && &word == b"INFO"
}
