//! Channels to other services: connected when first used, with the caller's trace
//! and acting person on every request.

use std::time::Duration;

use anyhow::Context as _;
use tonic::{
    Request, Status,
    metadata::MetadataValue,
    service::{Interceptor, interceptor::InterceptedService},
    transport::{Channel, Endpoint},
};

use crate::{Actor, actor, propagation};

/// A channel that speaks for somebody.
pub type Speaking = InterceptedService<Channel, Speaker>;

/// Puts the trace and the acting person on a request.
#[derive(Clone, Debug)]
pub struct Speaker {
    actor: Option<MetadataValue<tonic::metadata::Ascii>>,
}

impl Interceptor for Speaker {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        propagation::inject(request.metadata_mut());
        if let Some(actor) = &self.actor {
            request
                .metadata_mut()
                .insert(actor::METADATA_KEY, actor.clone());
        }
        Ok(request)
    }
}

/// A lazy channel to `endpoint` (such as `http://127.0.0.1:50051`).
///
/// # Errors
/// When the endpoint is not an address.
pub fn channel(endpoint: &str) -> anyhow::Result<Channel> {
    Ok(Endpoint::from_shared(endpoint.to_owned())
        .with_context(|| format!("{endpoint:?} is not an address of a service"))?
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(15))
        .connect_lazy())
}

/// The channel, speaking for `actor`.
pub fn speaking(channel: Channel, actor: &Actor) -> Speaking {
    InterceptedService::new(
        channel,
        Speaker {
            actor: actor.as_str().parse().ok(),
        },
    )
}
