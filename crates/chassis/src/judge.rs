//! When to try again, and when to give a fact up for dead.

use std::time::Duration;

use crate::{Chassis, Error, error, reader::Stop};

/// How often one fact is tried before it is taken for a dead letter, and how long between.
const BACKOFF: [Duration; 4] = [
    Duration::from_millis(50),
    Duration::from_millis(200),
    Duration::from_millis(800),
    Duration::from_millis(3200),
];

/// How often a fact was acted upon in vain.
#[derive(Debug, Default)]
pub(crate) struct Attempts(usize);

pub(crate) enum Verdict {
    Again,
    Dead { reason: String, attempts: i32 },
}

impl Attempts {
    /// Waits before the next attempt, or says that there is no use in one.
    ///
    /// # Errors
    /// When everything is down and not this fact: that is waited for, however long it takes.
    pub async fn failed(
        &mut self,
        error: anyhow::Error,
        chassis: &Chassis,
    ) -> Result<Verdict, Stop> {
        if error::is_outage(&error) {
            return Err(Stop::Fault(error));
        }
        let hopeless = error
            .downcast_ref::<Error>()
            .is_some_and(|error| !error.is_fault());
        let pause = BACKOFF.get(self.0);
        self.0 += 1;
        match pause {
            Some(pause) if !hopeless => {
                tokio::time::sleep(*pause).await;
                Ok(Verdict::Again)
            }
            None if !crate::health::ready(chassis).await => Err(Stop::Fault(error)),
            _ => Ok(Verdict::Dead {
                reason: format!("{error:#}"),
                attempts: self.0 as i32,
            }),
        }
    }
}
