//! `motcua`: the whole province on one machine.

mod bench;
mod calendar;
mod keys;
mod procedures;
mod say;
mod story;
mod up;
mod viewer;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Một Cửa: a Vietnamese province's one-stop shop.
#[derive(Parser)]
#[command(name = "motcua", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the whole province, carry two dossiers through it, and stay up.
    Up(Up),
    /// Measure what the province carries.
    Bench(Bench),
    /// In một cặp khóa mới để các dịch vụ nhận ra nhau (mục `identity` của cấu hình).
    Keys,
    /// Tính hạn trả, thời gian còn lại, thời gian đã dùng theo lịch của tỉnh.
    Calendar(calendar::Asked),
    /// Kiểm tra, lập thử quy trình, so sánh các thủ tục trong dữ liệu của tỉnh.
    Procedures(procedures::Asked),
}

/// What is measured, and where.
#[derive(clap::Args)]
struct Bench {
    #[command(subcommand)]
    what: Option<bench::What>,
    /// Where the servers keep their data.
    #[arg(long, default_value = ".motcua", global = true)]
    data: PathBuf,
    /// The province's data.
    #[arg(long, default_value = "provinces/quang-ngai", global = true)]
    province: PathBuf,
    /// Measured seconds of each row of the page.
    #[arg(long, default_value_t = 15)]
    window: u64,
}

/// How the province is started.
#[derive(clap::Args)]
struct Up {
    /// One process for each service instead of one for all.
    #[arg(long)]
    separate: bool,
    /// Where the servers keep their data.
    #[arg(long, default_value = ".motcua")]
    data: PathBuf,
    /// The province's data.
    #[arg(long, default_value = "provinces/quang-ngai")]
    province: PathBuf,
    /// Where traces go (OTLP over gRPC), such as http://127.0.0.1:4317.
    #[arg(long, default_value = "")]
    traces: String,
    /// The program that shows traces, started where it exists and traces go nowhere else.
    #[arg(long, default_value = ".tools/bin/trace-viewer")]
    trace_viewer: PathBuf,
    /// Carry the two dossiers through again, even where they have been before.
    #[arg(long)]
    again: bool,
    /// Tell eleven invented weeks of the whole province first, up to the evening of 20/11/2026, and
    /// let the clock stand there.
    #[arg(long, conflicts_with_all = ["separate", "again"])]
    busy: bool,
    /// Start the clock at this moment instead of now, such as 2026-11-20T09:00:00+07:00.
    #[arg(long, value_name = "MOMENT", conflicts_with_all = ["separate", "busy"])]
    at: Option<chrono::DateTime<chrono::Utc>>,
    /// Stop when the two dossiers have been carried through.
    #[arg(long)]
    once: bool,
    /// Which log lines are shown.
    #[arg(long, default_value = "warn,sqlx=error")]
    logs: String,
    /// A setting of the portal, such as `sign_in.officials.issuer=https://sso.example`; repeatable.
    #[arg(long = "portal", value_name = "KEY=VALUE", value_parser = setting)]
    portal: Vec<(String, String)>,
}

fn setting(raw: &str) -> Result<(String, String), String> {
    let parts = raw.split_once('=');
    let (key, value) = parts.ok_or_else(|| format!("{raw:?} has no `=`"))?;
    Ok((key.to_owned(), value.to_owned()))
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let done = match Cli::parse().command {
        Command::Up(options) => up::up(options).await,
        Command::Bench(Bench {
            what: None,
            data,
            province,
            window,
        }) => bench::page(&data, &province, window).await,
        Command::Bench(Bench {
            what: Some(what),
            data,
            province,
            ..
        }) => bench::one(&data, &province, what).await,
        Command::Keys => keys::keys(),
        Command::Calendar(asked) => return Ok(calendar::calendar(asked)),
        Command::Procedures(asked) => return Ok(procedures::procedures(asked)),
    };
    done.map(|()| ExitCode::SUCCESS)
}
