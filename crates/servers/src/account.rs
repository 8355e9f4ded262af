//! The system account the servers run as. PostgreSQL refuses to run as root, and nothing here
//! needs root, so root is dropped before either server is started.

use std::os::unix::fs::chown;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

/// Accounts tried in place of root, in this order.
const INSTEAD_OF_ROOT: [&str; 2] = ["postgres", "nobody"];

#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// Who to become; `None` when already an ordinary user.
    become_user: Option<User>,
    /// Whether `setpriv` with `--pdeathsig` is there.
    setpriv: bool,
}

#[derive(Clone, Debug)]
struct User {
    uid: u32,
    gid: u32,
}

impl Account {
    /// The account to run servers as: ourselves, or an unprivileged one when we are root.
    pub fn current() -> Result<Self> {
        static SETPRIV: OnceLock<bool> = OnceLock::new();
        let setpriv = *SETPRIV.get_or_init(|| {
            let mut probe = Command::new("setpriv");
            probe
                .args(["--pdeathsig", "keep", "true"])
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            probe.status().is_ok_and(|status| status.success())
        });
        if !rustix::process::geteuid().is_root() {
            return Ok(Self {
                become_user: None,
                setpriv,
            });
        }
        if !setpriv {
            bail!(
                "running as root needs `setpriv` (package util-linux) to start PostgreSQL without root; or run as an ordinary user"
            );
        }
        let passwd = std::fs::read_to_string("/etc/passwd").context("read /etc/passwd")?;
        let user = INSTEAD_OF_ROOT
            .iter()
            .find_map(|name| User::find(&passwd, name));
        let user =
            user.context("running as root, and neither `postgres` nor `nobody` is in /etc/passwd")?;
        Ok(Self {
            become_user: Some(user),
            setpriv,
        })
    }

    /// A command that runs `program` as this account, in a bare environment. The kernel sends it
    /// the signal `on_parent_death` (such as `TERM`) when the thread that spawned it is gone.
    pub fn command(&self, program: &Path, on_parent_death: Option<&str>) -> Command {
        let mut command = if self.setpriv {
            let mut command = Command::new("setpriv");
            if let Some(User { uid, gid }) = self.become_user {
                command
                    .arg(format!("--reuid={uid}"))
                    .arg(format!("--regid={gid}"));
                command.args(["--clear-groups", "--no-new-privs"]);
            }
            if let Some(signal) = on_parent_death {
                command.args(["--pdeathsig", signal]);
            }
            command.arg(program);
            command
        } else {
            Command::new(program)
        };
        command
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", "/");
        command.current_dir("/").stdin(Stdio::null());
        command
    }

    /// Makes this account the owner of `path`.
    pub fn take_over(&self, path: &Path) -> Result<()> {
        if let Some(User { uid, gid }) = self.become_user {
            chown(path, Some(uid), Some(gid))
                .with_context(|| format!("give {} to uid {uid}", path.display()))?;
        }
        Ok(())
    }

    /// What `test` answers this account about `path` (`-w`, `-x`): root's own answer would not tell.
    pub fn can(&self, question: &str, path: &Path) -> bool {
        let mut probe = self.command(Path::new("test"), None);
        probe
            .arg(question)
            .arg(path)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        probe.status().is_ok_and(|status| status.success())
    }

    /// Whether a file owned by `uid` can only have been made by us.
    pub fn owns(&self, uid: u32) -> bool {
        uid == rustix::process::geteuid().as_raw()
            || self
                .become_user
                .as_ref()
                .is_some_and(|user| user.uid == uid)
    }
}

impl User {
    fn find(passwd: &str, name: &str) -> Option<Self> {
        let line = passwd
            .lines()
            .find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some(Self {
            uid: fields.next()?.parse().ok()?,
            gid: fields.next()?.parse().ok()?,
        })
    }
}
