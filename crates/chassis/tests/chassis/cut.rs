//! A wire that can be cut.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinHandle};

/// Forwards connections to a server until it is dropped.
pub struct Wire {
    pub address: SocketAddr,
    connections: Arc<Mutex<Vec<AbortHandle>>>,
    accepting: JoinHandle<()>,
}

impl Wire {
    pub async fn to(port: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let connections = Arc::new(Mutex::new(Vec::<AbortHandle>::new()));
        let kept = connections.clone();
        let address = listener.local_addr().unwrap();
        let accepting = tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let forward = tokio::spawn(async move {
                    if let Ok(mut far) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await {
                        // It ends when either side does, or when it is cut.
                        let _ = copy_bidirectional(&mut near, &mut far).await;
                    }
                });
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push(forward.abort_handle());
            }
        });
        Self {
            address,
            connections,
            accepting,
        }
    }

    /// Cuts what is connected now, with whatever was under way in it.
    pub fn cut(&self) {
        let mut connections = self
            .connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for connection in connections.drain(..) {
            connection.abort();
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}
