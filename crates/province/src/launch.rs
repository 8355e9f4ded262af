//! How one service is started, asked and stopped.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context as _, bail};
use chassis::{Boot, config::Overrides};
use futures::future::BoxFuture;
use tokio::process::Child;
use tokio_util::sync::CancellationToken;
use tonic_health::pb::{HealthCheckRequest, health_check_response, health_client::HealthClient};

/// The port people expect pages on, when nobody has it.
pub(crate) fn usual_port() -> Option<u16> {
    std::net::TcpListener::bind(("127.0.0.1", 8080))
        .ok()
        .map(|_| 8080)
}

/// Asks a service to stop in order.
pub(crate) fn terminate(child: &Child) {
    if let Some(pid) = child.id() {
        servers::terminate(pid);
    }
}

/// Runs a service in this process.
pub(crate) fn serve(boot: Boot, stop: CancellationToken) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        match boot.name {
            "intake" => intake::assemble(boot).await?.run(stop).await,
            "routing" => routing::assemble(boot).await?.run(stop).await,
            "land-records" => land_records::assemble(boot).await?.run(stop).await,
            "social-welfare" => social_welfare::assemble(boot).await?.run(stop).await,
            "agency-desk" => agency_desk::assemble(boot).await?.run(stop).await,
            "notification" => notification::assemble(boot).await?.run(stop).await,
            "reporting" => reporting::assemble(boot).await?.run(stop).await,
            "portal" => portal::serve(boot, stop).await,
            other => bail!("there is no service called {other}"),
        }
    })
}

/// Starts a service's own binary, which lies beside this one.
pub(crate) fn spawn(service: &str, overrides: &Overrides) -> anyhow::Result<Child> {
    let binary = binary(service)?;
    let mut command = tokio::process::Command::new(&binary);
    command.stdin(Stdio::null()).kill_on_drop(true);
    for (key, value) in overrides {
        command.env(
            format!("MOTCUA__{}", key.to_uppercase().replace('.', "__")),
            value,
        );
    }
    command.spawn().with_context(|| {
        format!(
            "{} cannot be run; `cargo build --workspace --bins` builds it",
            binary.display()
        )
    })
}

/// Where a service's own binary lies.
///
/// # Errors
/// When it was not built.
pub(crate) fn binary(service: &str) -> anyhow::Result<PathBuf> {
    let binary = binaries()?.join(service);
    if !binary.is_file() {
        bail!(
            "{} is not there; `cargo build --workspace --bins` builds it",
            binary.display()
        );
    }
    Ok(binary)
}

fn binaries() -> anyhow::Result<PathBuf> {
    let here = std::env::current_exe()?;
    let dir = here.parent().unwrap_or(Path::new("."));
    // The test binaries lie one folder deeper.
    let dir = if dir.ends_with("deps") {
        dir.parent().unwrap_or(dir)
    } else {
        dir
    };
    Ok(dir.to_owned())
}

/// True when the service is ready.
pub(crate) async fn answers(service: &str, endpoint: &str) -> bool {
    if service == "portal" {
        let address = endpoint.trim_start_matches("http://");
        return tokio::net::TcpStream::connect(address).await.is_ok();
    }
    let Ok(channel) = chassis::client::channel(endpoint) else {
        return false;
    };
    let request = HealthCheckRequest {
        service: String::new(),
    };
    let serving = health_check_response::ServingStatus::Serving;
    HealthClient::new(channel)
        .check(request)
        .await
        .is_ok_and(|answer| answer.into_inner().status() == serving)
}
