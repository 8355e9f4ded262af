//! The bus by hand: what is on it, and putting on it what no relay would.

use async_nats::HeaderMap;
use async_nats::jetstream::{Context, message::StreamMessage};
use prost::{Message, Name};
use testkit::Nats;
use uuid::Uuid;

use crate::folder::asked;

pub struct Bus {
    pub jetstream: Context,
}

impl Bus {
    pub async fn of(nats: &Nats) -> Self {
        let jetstream = async_nats::jetstream::new(nats.connect().await);
        Self { jetstream }
    }

    /// Everything on a stream, in order.
    pub async fn all(&self, stream: &str) -> Vec<StreamMessage> {
        let mut stream = self.jetstream.get_stream(stream).await.expect("the stream");
        let state = stream.info().await.expect("its state").state.clone();
        let mut messages = Vec::new();
        for sequence in state.first_sequence.max(1)..=state.last_sequence {
            messages.push(stream.get_raw_message(sequence).await.expect("a message"));
        }
        messages
    }

    /// Publishes, and waits for the bus to have it.
    pub async fn put(&self, subject: &str, headers: HeaderMap, payload: Vec<u8>) {
        let ack = self
            .jetstream
            .publish_with_headers(subject.to_owned(), headers, payload.into())
            .await;
        ack.expect("sent").await.expect("stored");
    }

    /// Publishes intake's `SupplementAsked` as the `sequence`th fact of `folder`.
    pub async fn ask(&self, folder: Uuid, sequence: u32, word: &str) {
        let payload = asked(folder, word).encode_to_vec();
        let headers = headers(folder, sequence);
        self.put(
            &subject::<proto::intake::v1::SupplementAsked>(),
            headers,
            payload,
        )
        .await;
    }
}

pub fn subject<M: Name>() -> String {
    format!("{}.s0", M::full_name())
}

/// The headers of the `sequence`th fact of `folder`, under an id of its own.
pub fn headers(folder: Uuid, sequence: u32) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("Nats-Msg-Id", Uuid::now_v7().to_string());
    headers.insert("Motcua-Aggregate", folder.to_string());
    headers.insert("Motcua-Sequence", sequence.to_string());
    headers.insert("Motcua-Previous", (sequence - 1).to_string());
    headers.insert("Motcua-Dossier", folder.to_string());
    headers
}
