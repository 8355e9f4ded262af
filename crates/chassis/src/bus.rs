//! The bus: one stream per speaker, named after it; JetStream is transport, never the truth.

use std::time::Duration;

use anyhow::{Context as _, bail};
use async_nats::{
    Client, ConnectOptions, ServerAddr,
    jetstream::{self, stream},
};
use uuid::Uuid;

use crate::{config, durability};

/// The oldest server that syncs an atomic batch once. Older ones accept the headers and
/// silently store each message by itself, or do not know them at all.
const OLDEST_SERVER: (u64, u64) = (2, 15);
const SHARDS: u128 = 8;
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
const REMEMBERED: Duration = Duration::from_secs(600);
/// How long an answer may take. What was said into a connection that broke is never answered,
/// and saying it again does no harm.
const PATIENCE: Duration = Duration::from_secs(5);

/// A connection to the bus.
#[derive(Clone, Debug)]
pub struct Bus {
    client: Client,
    jetstream: jetstream::Context,
    replicas: usize,
}

impl Bus {
    /// Connects, for as long as it takes once it was reached; later losses heal by themselves.
    ///
    /// # Errors
    /// When no server answers within ten seconds, or it is too old to be trusted.
    pub async fn connect(service: &str, settings: &config::Nats) -> anyhow::Result<Self> {
        let mut options = ConnectOptions::new();
        // The client library does not look for a user in the address by itself.
        let address: ServerAddr = settings
            .url
            .parse()
            .with_context(|| format!("{:?} is not an address", settings.url))?;
        if let (Some(user), Some(password)) = (address.username(), address.password()) {
            options = options.user_and_password(user.to_owned(), password.to_owned());
        }
        let options = options
            .name(service)
            .connection_timeout(PATIENCE)
            .request_timeout(Some(PATIENCE))
            .max_reconnects(None);
        let client = tokio::time::timeout(
            Duration::from_secs(10),
            options.connect(settings.url.as_str()),
        )
        .await
        .context("the bus did not answer within ten seconds")?
        .with_context(|| format!("no bus at {}:{}", address.host(), address.port()))?;
        let server = client.server_info();
        check_version(&server.version)?;
        durability::check(&settings.monitor).await?;
        let jetstream = jetstream::ContextBuilder::new()
            .timeout(PATIENCE)
            .ack_timeout(PATIENCE)
            .build(client.clone());
        Ok(Self {
            client,
            jetstream,
            replicas: settings.replicas,
        })
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn jetstream(&self) -> &jetstream::Context {
        &self.jetstream
    }

    /// The stream on which `speaker` publishes its facts, created when it is not there.
    ///
    /// # Errors
    /// When the bus does not answer, or holds a stream of that name with other settings.
    pub async fn stream(&self, speaker: &str) -> anyhow::Result<stream::Stream> {
        let stream = self
            .jetstream
            .get_or_create_stream(stream::Config {
                name: stream_name(speaker),
                subjects: vec![
                    format!("{}>", package(speaker)),
                    format!("motcua.agency.v1.*.{speaker}.>"),
                ],
                max_age: KEPT,
                // A full stream makes the relay wait; it never drops what nobody has heard.
                discard: stream::DiscardPolicy::New,
                duplicate_window: REMEMBERED,
                allow_atomic_publish: true,
                allow_direct: true,
                deny_delete: true,
                num_replicas: self.replicas,
                ..Default::default()
            })
            .await
            .with_context(|| format!("the stream of {speaker}"))?;
        Ok(stream)
    }
}

fn check_version(version: &str) -> anyhow::Result<()> {
    let mut parts = version
        .split('.')
        .map(|part| part.parse::<u64>().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found < OLDEST_SERVER {
        bail!(
            "the bus runs nats-server {version}; {}.{} or newer is needed, because older ones \
             take an atomic batch for single messages",
            OLDEST_SERVER.0,
            OLDEST_SERVER.1
        );
    }
    Ok(())
}

pub(crate) fn stream_name(speaker: &str) -> String {
    speaker.to_uppercase().replace('-', "_")
}

/// The package whose messages only `speaker` says, with its dot: `motcua.land_records.v1.`.
fn package(speaker: &str) -> String {
    format!("motcua.{}.v1.", speaker.replace('-', "_"))
}

/// Where a fact travels: the message's full name, then the speaker where the message is
/// every agency's, then the only account that may hear it, then the shard.
pub(crate) fn subject(speaker: &str, fact: &str, audience: Option<&str>, lane: Uuid) -> String {
    let mut subject = fact.to_owned();
    if !fact.starts_with(&package(speaker)) {
        subject = format!("{subject}.{speaker}");
    }
    if let Some(account) = audience {
        subject = format!("{subject}.{account}");
    }
    format!("{subject}.s{}", shard_of(lane))
}

/// What a listener asks of a speaker's stream: everything, or what is addressed to one account.
pub(crate) fn filter(speaker: &str, account: Option<&str>) -> String {
    match account {
        None => String::new(),
        Some(account) => format!("{}*.{account}.>", package(speaker)),
    }
}

/// The shard a dossier's facts travel in.
pub fn shard_of(id: Uuid) -> u128 {
    // The low bits of a version 7 id are random.
    id.as_u128() % SHARDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_carry_the_tokens_an_account_is_granted_by() {
        let lane = Uuid::from_u128(3);
        assert_eq!(
            subject(
                "routing",
                "motcua.routing.v1.LegOffered",
                Some("land-records"),
                lane
            ),
            "motcua.routing.v1.LegOffered.land-records.s3"
        );
        assert_eq!(
            subject("land-records", "motcua.agency.v1.LegCompleted", None, lane),
            "motcua.agency.v1.LegCompleted.land-records.s3"
        );
        assert_eq!(
            subject(
                "land-records",
                "motcua.land_records.v1.RightRegistered",
                None,
                lane
            ),
            "motcua.land_records.v1.RightRegistered.s3"
        );
        assert_eq!(
            filter("routing", Some("land-records")),
            "motcua.routing.v1.*.land-records.>"
        );
    }

    #[test]
    fn servers_that_do_not_know_atomic_batches_are_refused() {
        assert!(check_version("2.9.10").is_err());
        assert!(check_version("2.14.3").is_err());
        assert!(check_version("2.15.1").is_ok());
        assert!(check_version("3.0.0").is_ok());
        assert!(check_version("").is_err());
    }
}
