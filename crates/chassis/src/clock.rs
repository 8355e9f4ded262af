//! The only place that asks the machine for the time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use kernel::Instant;

/// The time as a service knows it: the machine's, shifted when a test, the sandbox
/// or the simulator says so. Clones share the shift.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Milliseconds ahead of the machine.
    shift: Arc<AtomicI64>,
}

impl Clock {
    pub fn new() -> Self {
        Self::default()
    }

    /// A clock that shows `now` at this moment.
    pub fn showing(now: Instant) -> Self {
        let clock = Self::new();
        clock.set(now);
        clock
    }

    pub fn now(&self) -> Instant {
        machine() + chrono::Duration::milliseconds(self.shift.load(Ordering::Relaxed))
    }

    pub fn set(&self, now: Instant) {
        self.shift
            .store((now - machine()).num_milliseconds(), Ordering::Relaxed);
    }

    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.shift.fetch_add(by, Ordering::Relaxed);
    }
}

/// The machine's own time, which no simulation moves: for what two machines agree on.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock the others ask"
)]
pub(crate) fn machine() -> Instant {
    chrono::Utc::now()
}
