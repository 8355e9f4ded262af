//! Private PostgreSQL and NATS servers, started and stopped from Rust.
//!
//! `motcua up`, the tests and the scripts all stand on this crate: it finds the binaries, makes
//! the data directory, keeps the passwords, drops root, chooses free ports on the loopback
//! address and takes everything down again. Each server has one *home* directory and keeps all
//! it owns there, so that starting again in the same home finds the same data, the same ports
//! and the same passwords, also after a `kill -9`.
//!
//! **When the parent dies.** Servers are started through `setpriv --pdeathsig` (util-linux 2.33
//! or later), so the kernel stops them in an orderly way when the process that started them is
//! gone, however it went. Where `setpriv` is missing they live on until the next start in the
//! same home, which stops them first.
//!
//! Linux only: it reads `/proc`. Production runs PostgreSQL and NATS by other means.

mod account;
mod admin;
mod binaries;
mod home;
mod nats;
mod postgres;
mod process;

pub use admin::Admin;
pub use home::free_port;
pub use nats::{Nats, NatsOptions};
pub use postgres::{Postgres, PostgresOptions};

/// Asks the process to end in order (SIGTERM). One that is gone already is not asked.
pub fn terminate(pid: u32) {
    use rustix::process::{Pid, Signal, kill_process};
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        // The only failure is that it has ended, which is what was wanted.
        let _ = kill_process(pid, Signal::TERM);
    }
}
