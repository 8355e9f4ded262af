//! One server process: spawning, signalling, waiting, and finding one left over.

use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::sync::{OnceLock, mpsc};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

const POLL: Duration = Duration::from_millis(5);

#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    /// Asks for an orderly but prompt end.
    stop_signal: Signal,
}

impl Process {
    pub fn spawn(command: Command, stop_signal: Signal) -> Result<Self> {
        Ok(Self {
            child: keeper_spawn(command)?,
            stop_signal,
        })
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn signal(&self, signal: Signal) -> Result<()> {
        kill_process(Pid::from_child(&self.child), signal).context("signal the server")
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Ends it at once, as a crash would.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to stop and waits.
    ///
    /// # Errors
    /// When it had to be killed because `patience` ran out.
    pub async fn stop(&mut self, patience: Duration) -> Result<()> {
        if self.ended()?.is_some() {
            return Ok(());
        }
        self.signal(self.stop_signal)?;
        let deadline = Instant::now() + patience;
        while self.ended()?.is_none() {
            if Instant::now() > deadline {
                self.kill()?;
                bail!("the server did not stop within {patience:?} and was killed");
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }
}

impl Drop for Process {
    /// A handle that goes out of scope takes its server along, in order if that is quick.
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        let _ = self.signal(self.stop_signal);
        let deadline = Instant::now() + Duration::from_secs(3);
        while matches!(self.child.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                let _ = self.kill();
                return;
            }
            std::thread::sleep(POLL);
        }
    }
}

/// Spawns on a thread that lives as long as this process: the kernel sends the parent-death
/// signal when the spawning *thread* ends, and a runtime's worker may end long before.
fn keeper_spawn(command: Command) -> Result<Child> {
    type Order = (Command, mpsc::Sender<std::io::Result<Child>>);
    static KEEPER: OnceLock<mpsc::Sender<Order>> = OnceLock::new();
    let keeper = KEEPER.get_or_init(|| {
        let (orders, inbox) = mpsc::channel::<Order>();
        std::thread::spawn(move || {
            for (mut command, answer) in inbox {
                // Nobody waits for the answer any more: nothing to tell.
                let _ = answer.send(command.spawn());
            }
        });
        orders
    });
    let program = command.get_program().to_owned();
    let (answer, spawned) = mpsc::channel();
    keeper
        .send((command, answer))
        .context("the spawning thread is gone")?;
    let spawned = spawned.recv().context("the spawning thread is gone")?;
    spawned.with_context(|| format!("start {}", program.display()))
}

/// Ends a server that outlived the process that started it.
///
/// `pid_file` names a process; it is ours only if `argument`, a path no other server is started
/// with, stands on its command line. Anything else with that id is left alone.
pub(crate) async fn stop_leftover(
    pid_file: &Path,
    argument: &Path,
    signal: Signal,
    patience: Duration,
) -> Result<()> {
    let recorded = std::fs::read_to_string(pid_file).unwrap_or_default();
    let Some(pid) = recorded
        .lines()
        .next()
        .and_then(|line| line.trim().parse().ok())
        .and_then(Pid::from_raw)
    else {
        return Ok(());
    };
    if !runs_with(pid, argument) {
        return Ok(());
    }
    let deadline = Instant::now() + patience;
    // It may end between our look and our signal.
    let _ = kill_process(pid, signal);
    while test_kill_process(pid).is_ok() && runs_with(pid, argument) {
        if Instant::now() > deadline {
            let _ = kill_process(pid, Signal::KILL);
        }
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}

/// Whether the process exists and `argument` is one of its arguments (a zombie has none left).
pub(crate) fn runs_with(pid: Pid, argument: &Path) -> bool {
    let line = std::fs::read(format!("/proc/{}/cmdline", pid.as_raw_nonzero())).unwrap_or_default();
    line.split(|byte| *byte == 0)
        .any(|word| word == argument.as_os_str().as_encoded_bytes())
}
