use std::process::ExitCode;

use chassis::Boot;
use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() -> ExitCode {
    let stop = CancellationToken::new();
    tokio::spawn(chassis::stop_on_signal(stop.clone()));
    let served = portal::serve(Boot::new("portal"), stop).await;
    chassis::telemetry::flush().await;
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "telemetry may not be up when the portal cannot start"
)]
fn complain(error: &anyhow::Error) {
    eprintln!("portal: {error:#}");
}
