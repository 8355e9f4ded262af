//! What a listener is given, and what it promises.

use std::future::Future;

use chrono::{DateTime, Utc};
use futures::{FutureExt as _, future::BoxFuture};
use prost::{Message, Name, bytes::Bytes};
use sqlx::PgConnection;
use tracing::Span;
use uuid::Uuid;

use crate::{Error, Result, propagation};

/// What a service does when it hears the facts of one speaker.
pub trait Listen: Send + Sync + 'static {
    /// Acts on `facts`, which are in order and new, inside the transaction that remembers
    /// having heard them. What it does not know, it leaves alone.
    ///
    /// It only writes to its own database; what is owed to others is a row first.
    ///
    /// # Errors
    /// Any error loses the whole batch, which is then heard one by one to find the culprit.
    fn hear(
        &self,
        tx: &mut PgConnection,
        facts: &[Heard],
    ) -> impl Future<Output = Result<()>> + Send;
}

/// A fact as it was heard.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Full name of the message.
    pub fact: String,
    pub aggregate: Uuid,
    pub sequence: u32,
    pub dossier: Option<Uuid>,
    pub payload: Bytes,
    pub speaker: &'static str,
    /// When this service heard it, by its own clock.
    pub at: DateTime<Utc>,
    /// The hop that acts on it: a root span, linked to the span that wrote the fact.
    pub span: Span,
    pub(crate) message: String,
    pub(crate) previous: u32,
    pub(crate) subject: String,
    pub(crate) origin: Option<String>,
}

impl Heard {
    /// The message, when this fact is one of its kind.
    ///
    /// # Errors
    /// When it is of that kind but its bytes are not.
    pub fn read<M: Message + Name + Default>(&self) -> Result<Option<M>> {
        if self.fact != M::full_name() {
            return Ok(None);
        }
        M::decode(self.payload.clone())
            .map(Some)
            .map_err(|cause| Error::undecodable(&self.fact, &cause))
    }

    /// The `traceparent` of the hop that acts on it.
    pub fn hop(&self) -> Option<String> {
        propagation::of(&self.span)
    }
}

/// [`Listen`], for keeping listeners of different services side by side.
pub(crate) trait Ear: Send + Sync {
    fn hear<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        facts: &'a [Heard],
    ) -> BoxFuture<'a, Result<()>>;
}

impl<L: Listen> Ear for L {
    fn hear<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        facts: &'a [Heard],
    ) -> BoxFuture<'a, Result<()>> {
        Listen::hear(self, tx, facts).boxed()
    }
}
