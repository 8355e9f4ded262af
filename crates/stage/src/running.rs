use std::net::TcpListener;

use chassis::Assembly;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A service in its own task, stopped when dropped.
#[derive(Debug)]
pub struct Running {
    stop: CancellationToken,
    task: JoinHandle<anyhow::Result<()>>,
}

impl Running {
    /// Runs a service beside the test.
    pub fn start(assembly: Assembly) -> Self {
        let stop = CancellationToken::new();
        let task = tokio::spawn(assembly.run(stop.clone()));
        Self { stop, task }
    }

    /// Stops as a process is asked to.
    ///
    /// # Panics
    /// When the service ended with an error.
    pub async fn stop(mut self) {
        self.stop.cancel();
        let ended = (&mut self.task).await.expect("the service did not panic");
        ended.expect("the service ended well");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
        self.task.abort();
    }
}

/// An address of this machine that nobody listens on, such as `127.0.0.1:41234`.
///
/// # Panics
/// When no port is free.
pub fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("the port just bound");
    address.to_string()
}
