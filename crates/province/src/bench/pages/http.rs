//! One browser's connection: pages as it asks for them, and what they weigh on the wire.

use std::time::Instant;

use anyhow::{Context as _, bail};
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, body::Bytes, client::conn::http1::SendRequest, header};
use hyper_util::rt::TokioIo;

/// A connection that stays open, with the cookies it was given.
pub struct Browser {
    to: SendRequest<Full<Bytes>>,
    host: String,
    cookies: Vec<(String, String)>,
}

/// What came back.
pub struct Page {
    pub status: u16,
    /// Milliseconds from the question to the last byte.
    pub milliseconds: f64,
    /// Bytes on the wire, compressed as browsers ask.
    pub weight: usize,
    pub location: String,
    pub text: Vec<u8>,
}

impl Browser {
    /// # Errors
    /// When nobody listens there.
    pub async fn open(host: &str) -> anyhow::Result<Self> {
        let stream = tokio::net::TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        let (to, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self {
            to,
            host: host.to_owned(),
            cookies: Vec::new(),
        })
    }

    pub async fn get(&mut self, path: &str, compressed: bool) -> anyhow::Result<Page> {
        self.ask("GET", path, String::new(), compressed).await
    }

    pub async fn post(&mut self, path: &str, form: &[(String, String)]) -> anyhow::Result<Page> {
        let body: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        self.ask("POST", path, body.join("&"), true).await
    }

    async fn ask(
        &mut self,
        method: &str,
        path: &str,
        body: String,
        compressed: bool,
    ) -> anyhow::Result<Page> {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::ORIGIN, format!("http://{}", self.host))
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if compressed {
            request = request.header(header::ACCEPT_ENCODING, "gzip");
        }
        let request = request.body(Full::new(Bytes::from(body)))?;
        let asked = Instant::now();
        self.to.ready().await?;
        let response = self.to.send_request(request).await?;
        let (parts, body) = response.into_parts();
        let text = body.collect().await?.to_bytes();
        let milliseconds = asked.elapsed().as_secs_f64() * 1000.0;
        for kept in parts.headers.get_all(header::SET_COOKIE) {
            let pair = kept.to_str()?.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').context("a cookie without a value")?;
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        let location = parts
            .headers
            .get(header::LOCATION)
            .and_then(|to| to.to_str().ok());
        Ok(Page {
            status: parts.status.as_u16(),
            milliseconds,
            weight: text.len(),
            location: location.unwrap_or_default().to_owned(),
            text: text.to_vec(),
        })
    }
}

impl Page {
    /// The value of a hidden input of the page.
    ///
    /// # Errors
    /// When the page has none of that name.
    pub fn hidden(&self, name: &str) -> anyhow::Result<String> {
        let html = String::from_utf8_lossy(&self.text);
        let at = html.find(&format!("name=\"{name}\""));
        let rest = at.and_then(|at| html[at..].split_once("value=\""));
        match rest.and_then(|(_, rest)| rest.split_once('"')) {
            Some((value, _)) => Ok(value.to_owned()),
            None => bail!("the page has no input {name}"),
        }
    }
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
