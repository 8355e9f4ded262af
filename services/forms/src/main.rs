use std::{path::PathBuf, process::ExitCode};

use chassis::Boot;
use clap::{Parser, Subcommand};
use tokio_util::sync::CancellationToken;

/// Official papers as PDF/A. Without a command: answers calls.
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Draws every form with invented people, as PDF and as pictures.
    Samples {
        /// The folder of the province's data.
        #[arg(long, default_value = "provinces/quang-ngai")]
        province: PathBuf,
        /// Where they are written.
        #[arg(long)]
        out: PathBuf,
    },
    /// Says how long one paper takes.
    Bench {
        /// The folder of the province's data.
        #[arg(long, default_value = "provinces/quang-ngai")]
        province: PathBuf,
        /// Papers of each kind.
        #[arg(long, default_value_t = 100)]
        count: usize,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let ran = match Args::parse().command {
        None => serve().await,
        Some(Command::Samples { province, out }) => forms::samples(&province, &out).map(say),
        Some(Command::Bench { province, count }) => forms::bench(&province, count).map(say),
    };
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    tokio::spawn(chassis::stop_on_signal(stop.clone()));
    let served = forms::serve(Boot::new("forms"), stop).await;
    chassis::telemetry::flush().await;
    served
}

#[expect(clippy::print_stdout, reason = "what was measured is the output")]
fn say(lines: Vec<String>) {
    for line in lines {
        println!("{line}");
    }
}

#[expect(
    clippy::print_stderr,
    reason = "telemetry may not be up when the service cannot start"
)]
fn complain(error: &anyhow::Error) {
    eprintln!("forms: {error:#}");
}
