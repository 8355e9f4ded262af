//! Whether the broker keeps what it acknowledges.

use std::time::Duration;

use anyhow::{Context as _, bail};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::{Request, Uri, body::Bytes, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};

const PATIENCE: Duration = Duration::from_secs(5);
/// The page is some kilobytes.
const MOST: usize = 1024 * 1024;

/// Makes sure that the server syncs before it acknowledges (`sync_interval: always`). With the
/// default it acknowledges first: a loss of power takes away what was acknowledged.
///
/// # Errors
/// When the monitoring address does not answer, or the server does not sync. Without an address
/// nothing can be made sure of; the log says so.
pub(crate) async fn check(monitor: &str) -> anyhow::Result<()> {
    if monitor.is_empty() {
        tracing::warn!(
            "nats.monitor is not set: nobody makes sure that the bus has sync_interval: always"
        );
        return Ok(());
    }
    let page = timeout(PATIENCE, page(monitor))
        .await
        .context("no answer within five seconds")
        .and_then(|page| page)
        .with_context(|| format!("asking {monitor}/varz (nats.monitor) about the bus"))?;
    let always = page.pointer("/jetstream/config/sync_always");
    if always.and_then(serde_json::Value::as_bool) != Some(true) {
        bail!(
            "the bus acknowledges before it has written: its configuration needs \
             `jetstream {{ sync_interval: always }}`"
        );
    }
    Ok(())
}

async fn page(monitor: &str) -> anyhow::Result<serde_json::Value> {
    let address: Uri = monitor.parse()?;
    let host = address.host().context("an address needs a host")?;
    let port = address.port_u16().unwrap_or(8222);
    let stream = TcpStream::connect((host, port)).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let request = Request::get("/varz")
        .header(header::HOST, format!("{host}:{port}"))
        .body(Empty::<Bytes>::new())?;
    let ask = async {
        let answer = sender.send_request(request).await?;
        let body = Limited::new(answer.into_body(), MOST).collect().await;
        let body = body.map_err(anyhow::Error::from_boxed)?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    };
    // The connection makes the request move; it ends with it.
    tokio::select! {
        answer = ask => answer,
        ended = connection => {
            ended?;
            bail!("the connection ended before the answer")
        }
    }
}
