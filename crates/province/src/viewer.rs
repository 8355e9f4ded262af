//! The viewer of traces that `make run` has built: started beside the province, gone with it.

use std::{path::Path, process::Stdio, time::Duration};

use anyhow::{Context as _, bail};
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{Instant, sleep, timeout},
};

const PATIENCE: Duration = Duration::from_secs(10);

/// The port Jaeger is known by.
const USUAL_PORT: u16 = 16686;

/// A running viewer.
pub struct Viewer {
    /// Where its pages are, such as `http://127.0.0.1:16686`.
    pub pages: String,
    /// Where it takes traces (OTLP over gRPC).
    pub traces: String,
    child: Child,
}

impl Viewer {
    /// Starts `binary`; it takes traces when this returns.
    ///
    /// # Errors
    /// When it cannot be run or does not answer within ten seconds.
    pub async fn start(binary: &Path) -> anyhow::Result<Self> {
        let pages = match std::net::TcpListener::bind(("127.0.0.1", USUAL_PORT)) {
            Ok(_) => USUAL_PORT,
            Err(_) => servers::free_port()?,
        };
        let [pages, traces] =
            [pages, servers::free_port()?].map(|port| format!("127.0.0.1:{port}"));
        let mut child = Command::new(binary)
            .args(["--otlp", &traces, "--ui", &pages, "--until-input-ends"])
            // It reads to the end of this, so it goes even when this process is killed.
            .stdin(Stdio::piped())
            // Ctrl-C is for this process; the viewer takes the last traces before it goes.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be run", binary.display()))?;
        let deadline = Instant::now() + PATIENCE;
        for address in [&traces, &pages] {
            while TcpStream::connect(address).await.is_err() {
                if let Some(status) = child.try_wait()? {
                    bail!("the viewer of traces ended while it was starting: {status}");
                }
                if Instant::now() > deadline {
                    bail!("the viewer of traces does not answer");
                }
                sleep(Duration::from_millis(20)).await;
            }
        }
        Ok(Self {
            pages: format!("http://{pages}"),
            traces: format!("http://{traces}"),
            child,
        })
    }

    /// The address of one trace, with `{trace_id}` in place of its id.
    pub fn trace(&self) -> String {
        format!("{}/trace/{{trace_id}}", self.pages)
    }

    /// Ends it.
    pub async fn stop(mut self) {
        drop(self.child.stdin.take());
        // What does not go by itself is killed when it is dropped.
        let _ = timeout(Duration::from_secs(2), self.child.wait()).await;
    }
}
