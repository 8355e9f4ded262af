//! Channels to other services: connected when first used, with the caller's trace and who asks on
//! every request.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use tonic::{
    Request, Status,
    metadata::{Ascii, Binary, MetadataValue},
    service::{Interceptor, interceptor::InterceptedService},
    transport::{Channel, Endpoint},
};

use crate::{
    Actor, Caller,
    actor::{METADATA_KEY, STATEMENT_KEY},
    caller::Kind,
    clock, config,
    identity::{Identity, stated},
    propagation,
};

/// A channel that speaks for somebody.
pub type Speaking = InterceptedService<Channel, Speaker>;

/// Puts the trace and who asks on a request.
#[derive(Clone, Debug)]
pub struct Speaker(Who);

#[derive(Clone, Debug)]
enum Who {
    /// By name alone.
    Named(Option<MetadataValue<Ascii>>),
    /// By a statement, made when it is needed.
    Stated {
        peer: Box<Peer>,
        caller: Caller,
        evidence: Arc<[u8]>,
    },
}

impl Interceptor for Speaker {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let metadata = request.metadata_mut();
        propagation::inject(metadata);
        match &self.0 {
            Who::Named(Some(name)) => {
                metadata.insert(METADATA_KEY, name.clone());
            }
            Who::Named(None) => {}
            Who::Stated {
                peer,
                caller,
                evidence,
            } => {
                let now = clock::machine().timestamp();
                let signed = peer.identity.state(&peer.name, caller, evidence, now);
                let signed = signed.ok_or_else(|| Status::internal("no key to sign with"))?;
                metadata.insert_bin(STATEMENT_KEY, MetadataValue::<Binary>::from_bytes(&signed));
            }
        }
        Ok(request)
    }
}

/// How long an answer is waited for.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Another service, as this one asks it.
#[derive(Clone, Debug)]
pub struct Peer {
    /// What it calls itself.
    name: Arc<str>,
    channel: Channel,
    identity: Arc<Identity>,
}

impl Peer {
    pub(crate) fn new(
        name: &str,
        endpoint: &str,
        identity: &Arc<Identity>,
    ) -> anyhow::Result<Self> {
        identity.must_sign()?;
        Ok(Self {
            name: Arc::from(name),
            channel: channel(endpoint)?,
            identity: identity.clone(),
        })
    }

    /// The same service, given `within` to answer where other questions have [`PATIENCE`].
    ///
    /// # Errors
    /// When the endpoint is not an address.
    pub fn patient(&self, endpoint: &str, within: Duration) -> anyhow::Result<Self> {
        Ok(Self {
            channel: channel_within(endpoint, within)?,
            ..self.clone()
        })
    }

    /// The service, asked on behalf of whoever sent us a request, or on our own account.
    pub fn speaking(&self, actor: &Actor) -> Speaking {
        let evidence = actor.evidence().unwrap_or_default();
        let known = stated(evidence).filter(|caller| caller.actor == *actor);
        let (caller, evidence) = match known {
            Some(caller) => (caller, evidence),
            None if actor.as_str().starts_with("service:") => {
                (Caller::plain(actor.clone(), Kind::Service), &[][..])
            }
            None if self.identity.believes_names() => (Caller::believed(actor.clone()), &[][..]),
            None => (Caller::plain(actor.clone(), Kind::Anonymous), &[][..]),
        };
        self.speak(&caller, evidence)
    }

    /// The service, asked for somebody this one vouches for.
    pub fn speaking_for(&self, caller: &Caller) -> Speaking {
        self.speak(caller, caller.actor.evidence().unwrap_or_default())
    }

    fn speak(&self, caller: &Caller, evidence: &[u8]) -> Speaking {
        let who = if self.identity.believes_names() {
            Who::Named(caller.actor.as_str().parse().ok())
        } else {
            Who::Stated {
                peer: Box::new(self.clone()),
                caller: caller.clone(),
                evidence: Arc::from(evidence),
            }
        };
        InterceptedService::new(self.channel.clone(), Speaker(who))
    }
}

/// One who asks services and answers none: the portal, a command, a test.
#[derive(Clone, Debug)]
pub struct Asker(Arc<Identity>);

impl Asker {
    /// # Errors
    /// When the key cannot be read.
    pub fn new(name: &'static str, settings: &config::Identity) -> anyhow::Result<Self> {
        Ok(Self(Arc::new(Identity::asking(name, settings)?)))
    }

    /// Another service, by the name it gives itself, where it answers.
    ///
    /// # Errors
    /// When the endpoint is not an address, or there is no key to sign with.
    pub fn to(&self, service: &str, endpoint: &str) -> anyhow::Result<Peer> {
        Peer::new(service, endpoint, &self.0)
    }
}

/// A lazy channel to `endpoint` (such as `http://127.0.0.1:50051`).
///
/// # Errors
/// When the endpoint is not an address.
pub fn channel(endpoint: &str) -> anyhow::Result<Channel> {
    channel_within(endpoint, PATIENCE)
}

fn channel_within(endpoint: &str, within: Duration) -> anyhow::Result<Channel> {
    Ok(Endpoint::from_shared(endpoint.to_owned())
        .with_context(|| format!("{endpoint:?} is not an address of a service"))?
        .connect_timeout(Duration::from_secs(3))
        .timeout(within)
        .connect_lazy())
}

/// The channel, speaking by name alone: only for a service that believes names.
pub fn speaking(channel: Channel, actor: &Actor) -> Speaking {
    let name = actor.as_str().parse().ok();
    InterceptedService::new(channel, Speaker(Who::Named(name)))
}
