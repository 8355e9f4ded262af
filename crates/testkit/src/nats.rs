use std::ops::{Deref, DerefMut};
use std::time::Duration;

use servers::NatsOptions;
use tempfile::TempDir;

use crate::eventually;

/// A NATS server for one test, in a directory that goes away with it. Open to any client.
#[derive(Debug)]
pub struct Nats {
    server: servers::Nats,
    /// After the server: fields are dropped in this order.
    _dir: TempDir,
}

/// Starts a server with JetStream on a free port (about 50 ms).
///
/// # Panics
/// When it does not come up.
pub async fn nats() -> Nats {
    Nats::with(NatsOptions {
        single_user: false,
        ..NatsOptions::default()
    })
    .await
}

impl Nats {
    /// The same with options of the test's own: a domain, accounts, leaf nodes.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn with(options: NatsOptions) -> Self {
        let dir = tempfile::Builder::new().prefix("motcua-nats-").tempdir();
        let dir = dir.expect("make a temporary directory");
        let server = servers::Nats::start(dir.path(), options).await;
        let server = server.expect("start a NATS server");
        Self { server, _dir: dir }
    }

    /// A client of this server.
    ///
    /// # Panics
    /// When it cannot connect.
    pub async fn connect(&self) -> async_nats::Client {
        let options = match self.server.user() {
            Some((user, password)) => {
                async_nats::ConnectOptions::with_user_and_password(user.into(), password.into())
            }
            None => async_nats::ConnectOptions::new(),
        };
        let client = options.connect(self.server.url()).await;
        client.expect("connect to the NATS server")
    }

    /// Puts a message on the stream that takes its subject, once there is one.
    ///
    /// # Panics
    /// When the server does not take it.
    pub async fn publish(&self, subject: &str, headers: &[(&str, String)], payload: Vec<u8>) {
        let jetstream = async_nats::jetstream::new(self.connect().await);
        let mut map = async_nats::HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.as_str());
        }
        let put = || async {
            let (subject, map, payload) = (subject.to_owned(), map.clone(), payload.clone());
            let sent = jetstream.publish_with_headers(subject, map, payload.into());
            sent.await
                .map_err(|error| error.to_string())?
                .await
                .map_err(|error| error.to_string())
        };
        let stored = eventually(Duration::from_secs(10), put, Result::is_ok).await;
        stored.expect("it holds");
    }
}

impl Deref for Nats {
    type Target = servers::Nats;

    fn deref(&self) -> &servers::Nats {
        &self.server
    }
}

impl DerefMut for Nats {
    fn deref_mut(&mut self) -> &mut servers::Nats {
        &mut self.server
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        // Its files are thrown away: no need to let it close them. It may be dead already.
        let _ = self.server.kill();
    }
}
