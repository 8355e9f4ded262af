//! The bus as its operator sees it: what lies on it, who has heard it, and doing it harm.

use std::collections::BTreeMap;

use anyhow::Context as _;
use async_nats::jetstream::{self, stream};
use proto::operations::v1::GetStatusRequest;
use province::{Clients, World};

use super::records;

/// Everybody who says anything.
pub const SPEAKERS: [&str; 6] = [
    "intake",
    "routing",
    "land-records",
    "social-welfare",
    "agency-desk",
    "notification",
];
/// Those who hear only what is addressed to them.
pub const AGENCIES: [&str; 3] = ["land-records", "social-welfare", "agency-desk"];

pub fn stream_name(speaker: &str) -> String {
    speaker.to_uppercase().replace('-', "_")
}

pub async fn connect(world: &World) -> anyhow::Result<async_nats::Client> {
    let mut options = async_nats::ConnectOptions::new();
    if let Some((user, password)) = world.nats.user() {
        options = options.user_and_password(user.to_owned(), password.to_owned());
    }
    Ok(options
        .connect(format!("127.0.0.1:{}", world.nats.port()))
        .await?)
}

/// How far everybody is: two looks that are alike and quiet mean that all is said and heard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Entries in each service's journal.
    journals: BTreeMap<String, i64>,
    /// What each service owes the bus.
    owed: BTreeMap<String, i64>,
    /// Listener and speaker with the last message meant for the listener, and the last it heard.
    heard: BTreeMap<(String, String), (i64, i64)>,
}

impl Standing {
    pub fn is_quiet(&self) -> bool {
        self.owed.values().all(|owed| *owed == 0)
            && self.heard.values().all(|(last, heard)| last <= heard)
    }
}

pub async fn standing(world: &World) -> anyhow::Result<Standing> {
    let clients = Clients::of(world)?;
    let jetstream = jetstream::new(connect(world).await?);
    let mut standing = Standing::default();
    for service in world
        .options
        .services
        .iter()
        .copied()
        .filter(|name| *name != "portal")
    {
        let status = clients
            .operations(service)
            .get_status(GetStatusRequest {})
            .await?;
        let status = status.into_inner();
        standing
            .journals
            .insert(service.to_owned(), status.journal as i64);
        standing
            .owed
            .insert(service.to_owned(), status.outbox as i64);
        let mut db = records::open(world, service).await?;
        for hearing in status.hearings {
            let stream = jetstream.get_stream(stream_name(&hearing.speaker)).await?;
            let last = last_for(service, &hearing.speaker, &stream).await?;
            let created = i64::try_from(stream.cached_info().created.unix_timestamp_nanos())?;
            let heard = records::place(&mut db, &hearing.speaker, created).await?;
            standing
                .heard
                .insert((service.to_owned(), hearing.speaker), (last, heard));
        }
    }
    Ok(standing)
}

/// The last message on a speaker's stream that is meant for the listener.
async fn last_for(listener: &str, speaker: &str, stream: &stream::Stream) -> anyhow::Result<i64> {
    if !(speaker == "routing" && AGENCIES.contains(&listener)) {
        return Ok(i64::try_from(stream.cached_info().state.last_sequence)?);
    }
    let filter = format!("motcua.routing.v1.*.{listener}.>");
    match stream.get_last_raw_message_by_subject(&filter).await {
        Ok(message) => Ok(i64::try_from(message.sequence)?),
        Err(error) if error.kind() == stream::LastRawMessageErrorKind::NoMessageFound => Ok(0),
        Err(error) => Err(error).context("the last message"),
    }
}

/// Says everything on every stream a second time, under new message ids: what the bus itself
/// would recognise as a double is then for the listeners to recognise.
pub async fn say_again(world: &World) -> usize {
    let jetstream = jetstream::new(connect(world).await.unwrap());
    let mut said = 0;
    for speaker in SPEAKERS {
        let Ok(stream) = jetstream.get_stream(stream_name(speaker)).await else {
            continue;
        };
        let last = stream.cached_info().state.last_sequence;
        for sequence in 1..=last {
            let message = stream.get_raw_message(sequence).await.unwrap();
            let mut headers = message.headers;
            headers.insert("Nats-Msg-Id", uuid::Uuid::now_v7().to_string());
            // Marks of the batch it came in.
            let headers = headers
                .iter()
                .filter(|(name, _)| !name.to_string().starts_with("Nats-Batch"))
                .flat_map(|(name, values)| values.iter().map(move |value| (name, value)))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect::<async_nats::HeaderMap>();
            let sent = jetstream.publish_with_headers(message.subject, headers, message.payload);
            sent.await.unwrap().await.unwrap();
            said += 1;
        }
    }
    said
}

/// Loses every stream, as a broker without its disk would.
pub async fn lose_streams(world: &World) {
    let jetstream = jetstream::new(connect(world).await.unwrap());
    for speaker in SPEAKERS {
        jetstream.delete_stream(stream_name(speaker)).await.unwrap();
    }
}
