use std::time::Duration;

use anyhow::Context as _;
use chassis::config::{Database, Grpc, Identity, Nats, Province, Telemetry};
use chrono::{FixedOffset, NaiveTime, TimeDelta};
use notification_domain::{QuietHours, Retry};
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub telemetry: Telemetry,
    pub database: Database,
    pub nats: Nats,
    pub identity: Identity,
    pub grpc: Grpc,
    pub province: Province,
    pub services: Services,
    pub sending: Sending,
    pub retry: RetrySettings,
    pub quiet: Quiet,
    pub email: Email,
}

/// The mail server; none when `server` is empty.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Email {
    pub server: String,
    pub from: String,
    pub name: String,
    patience_s: u64,
}

impl Email {
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.patience_s)
    }
}

/// The address can carry a password.
impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Email")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Services {
    pub intake: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sending {
    poll_ms: u64,
    pub batch: u32,
    pub abreast: usize,
    patience_s: u64,
    unknown_after_s: u32,
    later_s: u32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetrySettings {
    first_s: u32,
    longest_s: u32,
    attempts: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiet {
    enabled: bool,
    from: String,
    to: String,
}

impl Sending {
    pub fn poll(&self) -> Duration {
        Duration::from_millis(self.poll_ms)
    }

    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.patience_s)
    }

    pub fn unknown_after(&self) -> TimeDelta {
        TimeDelta::seconds(self.unknown_after_s.into())
    }

    /// How long one notice waits when intake cannot answer for its dossier alone.
    pub fn later(&self) -> TimeDelta {
        TimeDelta::seconds(self.later_s.into())
    }
}

impl Config {
    /// # Errors
    /// When a setting cannot work.
    pub fn check(&self) -> anyhow::Result<()> {
        let Sending { batch, abreast, .. } = self.sending;
        anyhow::ensure!(batch > 0, "sending.batch must be at least 1");
        anyhow::ensure!(abreast > 0, "sending.abreast must be at least 1");
        anyhow::ensure!(self.retry.attempts > 0, "retry.attempts must be at least 1");
        anyhow::ensure!(
            self.email.server.is_empty() || self.email.patience_s < self.sending.patience_s,
            "email.patience_s must be shorter than sending.patience_s"
        );
        anyhow::ensure!(
            u64::from(self.sending.unknown_after_s) > self.sending.patience_s,
            "sending.unknown_after_s must be longer than sending.patience_s"
        );
        Ok(())
    }

    pub fn retry(&self) -> Retry {
        Retry {
            first: TimeDelta::seconds(self.retry.first_s.into()),
            longest: TimeDelta::seconds(self.retry.longest_s.into()),
            attempts: self.retry.attempts,
        }
    }

    /// The hours in which no phone is to ring, when there are any.
    ///
    /// # Errors
    /// When a time of day is not one.
    pub fn quiet(&self, zone: FixedOffset) -> anyhow::Result<Option<QuietHours>> {
        let time = |key: &str, text: &str| {
            NaiveTime::parse_from_str(text, "%H:%M")
                .with_context(|| format!("quiet.{key} is {text:?}, not a time such as 21:00"))
        };
        let from = time("from", &self.quiet.from)?;
        let to = time("to", &self.quiet.to)?;
        Ok(self.quiet.enabled.then_some(QuietHours { from, to, zone }))
    }
}
