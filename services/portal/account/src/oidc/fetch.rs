//! Asking a provider: over TLS with ring, no redirects followed, short answers, little patience.

use std::{future::Future, io::Cursor, pin::Pin, sync::Arc, time::Duration};

use anyhow::Context as _;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

const PATIENCE: Duration = Duration::from_secs(6);
const LONGEST: usize = 512 * 1024;

/// What did not work, in words for the log.
#[derive(Debug, thiserror::Error)]
#[error("{0:#}")]
pub struct Unfetched(anyhow::Error);

/// Asks over HTTP.
#[derive(Clone, Debug)]
pub struct Fetch {
    client: Client<HttpsConnector<HttpConnector>, Full<Cursor<Vec<u8>>>>,
}

impl Fetch {
    /// # Errors
    /// When the machine has no list of authorities to trust.
    pub fn new() -> anyhow::Result<Self> {
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots((*ring).clone())
            .context("the machine's authorities cannot be read")?
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
        })
    }

    async fn ask(self, request: HttpRequest) -> anyhow::Result<HttpResponse> {
        let request = request.map(|body| Full::new(Cursor::new(body)));
        let answered = self.client.request(request).await.context("asking")?;
        let (parts, body) = answered.into_parts();
        let body = Limited::new(body, LONGEST).collect().await;
        let body = body.map_err(|why| anyhow::anyhow!("an answer broken off: {why}"))?;
        Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
    }
}

impl<'c> AsyncHttpClient<'c> for Fetch {
    type Error = Unfetched;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unfetched>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let asked = self.clone().ask(request);
        Box::pin(async {
            match tokio::time::timeout(PATIENCE, asked).await {
                Ok(answered) => answered.map_err(Unfetched),
                Err(_) => Err(Unfetched(anyhow::anyhow!("no answer in {PATIENCE:?}"))),
            }
        })
    }
}
