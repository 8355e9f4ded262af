//! A server's home directory: its lock, its ports, its passwords, its log.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::ops::Range;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, bail};

use crate::account::Account;

/// ```text
/// lock          held while a process uses this home; always where the home was asked for
/// elsewhere     where the rest is, when it could not be here
/// secrets/      generated passwords, 0600
/// ports/        the port of each listener, kept for the next start
/// pid  log      of the running server
/// data/ …       the server's own, and owned by the account it runs as
/// ```
#[derive(Debug)]
pub(crate) struct Home {
    path: PathBuf,
    note: Option<String>,
    _lock: File,
}

impl Home {
    /// Takes `asked` as a home, creating it when missing.
    ///
    /// When the account the server will run as cannot get there (a repository under `/root`, say),
    /// a directory under the system's temporary one takes its place, always the same one for the
    /// same `asked`, and [`Home::note`] says so.
    ///
    /// # Errors
    /// When another living process holds this home.
    pub fn open(asked: &Path, account: &Account) -> Result<Self> {
        create_private(asked)?;
        let asked = asked
            .canonicalize()
            .with_context(|| format!("resolve {}", asked.display()))?;
        let lock = File::create(asked.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("{} is in use by another running process", asked.display())
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).context("lock the home directory");
            }
        }
        let (path, note) = if reachable(&asked, account) {
            (asked, None)
        } else {
            let elsewhere = substitute(&asked, account)?;
            std::fs::write(
                asked.join("elsewhere"),
                elsewhere.as_os_str().as_encoded_bytes(),
            )?;
            let note = format!(
                "the server's account cannot write in {}; its data are in {} instead (a temporary directory: move the repository to keep them for good)",
                asked.display(),
                elsewhere.display()
            );
            (elsewhere, Some(note))
        };
        create_private(&path.join("secrets"))?;
        std::fs::create_dir_all(path.join("ports"))?;
        Ok(Self {
            path,
            note,
            _lock: lock,
        })
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the operator should know about where the data are, if anything.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The password called `name`: 48 hexadecimal digits, generated at the first call.
    pub fn secret(&self, name: &str) -> Result<String> {
        let path = self.path.join("secrets").join(name);
        if let Ok(known) = std::fs::read_to_string(&path) {
            return Ok(known);
        }
        let mut bytes = [0; 24];
        File::open("/dev/urandom")?.read_exact(&mut bytes)?;
        let secret: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        write_private(&path, &secret)?;
        Ok(secret)
    }

    /// The port for `name`: `fixed`, else the one of the last start when it is still free, else
    /// a free one.
    pub fn port(&self, name: &str, fixed: Option<u16>) -> Result<u16> {
        let record = self.path.join("ports").join(name);
        let last = || std::fs::read_to_string(&record).ok()?.trim().parse().ok();
        let port = match fixed.or_else(|| last().filter(|port| is_free(*port))) {
            Some(port) => port,
            None => free_port()?,
        };
        std::fs::write(&record, port.to_string())?;
        Ok(port)
    }

    /// Moves the last log aside and opens a new one.
    pub fn fresh_log(&self) -> Result<File> {
        let log = self.join("log");
        if log.exists() {
            std::fs::rename(&log, self.join("log.1"))?;
        }
        OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o640)
            .open(&log)
            .context("open the server's log")
    }

    /// The last lines of the server's log, for an error message.
    pub fn log_tail(&self) -> String {
        let log = std::fs::read(self.join("log")).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(8)..].join("\n")
    }
}

/// Where free ports are looked for: below those that connections on their way out are given, so
/// that none of them takes a port before its server does, or while its server is down.
const PORTS: Range<u32> = 10_000..32_000;
/// How far apart two processes begin to look.
const APART: u32 = 64;

/// A port nobody listens on now, and that this process has not named for long. Somebody else may
/// take it before it is used; what looks for ports this way begins elsewhere in each process.
///
/// # Errors
/// When the machine has no free port.
pub fn free_port() -> Result<u16> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let begin = std::process::id().wrapping_mul(APART);
    let ports = PORTS.map(|_| {
        let next = begin.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed));
        PORTS.start + next % (PORTS.end - PORTS.start)
    });
    let mut ports = ports.filter_map(|port| u16::try_from(port).ok());
    ports.find(|port| is_free(*port)).context("no port is free")
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

pub(crate) fn write_private(path: &Path, text: &str) -> Result<()> {
    let mut file = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())
        .with_context(|| format!("write {}", path.display()))
}

fn create_private(path: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder
        .create(path)
        .with_context(|| format!("create {}", path.display()))
}

/// Whether the account can own and use directories inside `path`. Lets the account pass through
/// `path` itself, which holds nothing readable, but opens nothing above it.
fn reachable(path: &Path, account: &Account) -> bool {
    let try_it = || -> Result<bool> {
        std::fs::set_permissions(path, PermissionsExt::from_mode(0o711))?;
        let probe = path.join("probe");
        create_private(&probe)?;
        account.take_over(&probe)?;
        let answer = account.can("-w", &probe);
        std::fs::remove_dir(&probe)?;
        Ok(answer)
    };
    try_it().unwrap_or(false)
}

/// The first is kept over a restart of the machine.
const TEMPORARY: [&str; 2] = ["/var/tmp", "/tmp"];

fn substitute(asked: &Path, account: &Account) -> Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    asked.hash(&mut hasher);
    let name = format!("motcua-{:016x}", hasher.finish());
    for parent in TEMPORARY.map(Path::new).iter().filter(|dir| dir.is_dir()) {
        let path = parent.join(&name);
        create_private(&path)?;
        // The name can be guessed and anyone may write in a temporary directory.
        let found = std::fs::symlink_metadata(&path)?;
        if !found.is_dir() || !account.owns(found.uid()) {
            bail!(
                "{} belongs to somebody else: remove it, or move the repository",
                path.display()
            );
        }
        if reachable(&path, account) {
            return Ok(path);
        }
    }
    bail!(
        "the server's account can write neither in {} nor in a temporary directory",
        asked.display()
    )
}
