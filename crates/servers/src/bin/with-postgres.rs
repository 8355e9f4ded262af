//! `with-postgres [--dir DIR] [--fast] -- COMMAND…`: runs a command beside a private PostgreSQL.
//!
//! The command finds the superuser's URL in `MOTCUA_TEST_POSTGRES`. The server is stopped when
//! the command ends; the exit code is the command's. Without `--dir` the data are removed too.
//! `--fast` leaves out the flush to disk: for tests.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use servers::{Postgres, PostgresOptions};
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let mut options = PostgresOptions::default();
    let mut dir = None;
    loop {
        let argument = arguments
            .next()
            .context("usage: with-postgres [--dir DIR] [--fast] -- COMMAND…")?;
        match argument.to_str() {
            Some("--fast") => options.durable = false,
            Some("--dir") => {
                dir = Some(PathBuf::from(
                    arguments.next().context("--dir needs a directory")?,
                ))
            }
            Some("--") => break,
            _ => bail!("unknown argument {argument:?}"),
        }
    }
    let program = arguments.next().context("no command after --")?;
    let passing = dir.is_none();
    let dir = dir.unwrap_or_else(|| {
        std::env::temp_dir().join(format!("motcua-with-postgres-{}", std::process::id()))
    });

    let postgres = Postgres::start(&dir, options).await?;
    let mut command = tokio::process::Command::new(&program);
    command
        .args(arguments)
        .env("MOTCUA_TEST_POSTGRES", postgres.admin().url("postgres"));
    let mut child = command
        .spawn()
        .with_context(|| format!("run {}", program.display()))?;
    let mut terminate = signal(SignalKind::terminate())?;
    let status = loop {
        // The terminal sends Ctrl-C to the command as well; a TERM has to be handed on. Either
        // way the command decides when it is done.
        tokio::select! {
            status = child.wait() => break status?,
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => child.id().into_iter().for_each(servers::terminate),
        }
    };
    let place = postgres.dir().to_owned();
    postgres.stop().await?;
    if passing {
        std::fs::remove_dir_all(&place)?;
        if dir.exists() {
            std::fs::remove_dir_all(&dir)?;
        }
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
