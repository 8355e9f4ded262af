//! A province for one test, and what can be asked of it from outside.

pub mod bus;
pub mod calm;
pub mod custody;
pub mod filings;
pub mod people;
pub mod records;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use chassis::Clock;
use chrono::{DateTime, Utc};
use province::{Clients, Options, World};
use tempfile::TempDir;

pub use filings::{CENTRE, Dossier, PLACE};
pub use people::{Part, finish, pay};

/// How long anything may take before it counts as not happening.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running province in a directory that goes away with it.
pub struct Province {
    pub world: World,
    pub clients: Clients,
    pub clock: Clock,
    /// After the world, whose servers write to it: fields are dropped in this order.
    _dir: TempDir,
}

impl Province {
    /// Every service but the portal, in this process.
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let dir = tempfile::Builder::new()
            .prefix("motcua-province-")
            .tempdir()
            .unwrap();
        let mut options = Options::quick(dir.path(), data());
        change(&mut options);
        let clock = options.clock.clone();
        let world = World::start(options).await.unwrap();
        let clients = Clients::of(&world).unwrap();
        Self {
            world,
            clients,
            clock,
            _dir: dir,
        }
    }

    pub async fn stop(self) {
        self.world.stop().await.unwrap();
    }

    /// Everybody's clock shows `text`, such as `2026-11-02T09:00`, in civil time.
    pub fn is_now(&self, text: &str) {
        self.clock.set(at(text));
    }

    /// Waits until everything that was said has been heard, and nothing is owed to the bus.
    pub async fn settled(&self) {
        let mut before = None;
        people::until("silence", async || {
            let standing = bus::standing(&self.world).await.ok()?;
            let settled = standing.is_quiet() && before.as_ref() == Some(&standing);
            before = Some(standing);
            settled.then_some(())
        })
        .await;
    }
}

/// The province's own data.
pub fn data() -> PathBuf {
    root().join("provinces/quang-ngai")
}

/// The workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// A moment in civil time.
pub fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(&format!("{text}:00+07:00"))
        .unwrap()
        .to_utc()
}

/// A moment of the contract, as people in the province read it.
pub fn civil(at: Option<prost_types::Timestamp>) -> String {
    let at = at.unwrap();
    let at = DateTime::from_timestamp(at.seconds, at.nanos as u32).unwrap();
    let zone = chrono::FixedOffset::east_opt(7 * 3600).unwrap();
    at.with_timezone(&zone).format("%H:%M %d/%m/%Y").to_string()
}
