//! Shows traces in a browser: takes them over OTLP/gRPC, keeps the newest in memory, and serves
//! the pages of Jaeger. For one machine and one developer; nothing outlives the process.
//!
//! `trace-viewer --otlp 127.0.0.1:4317 --ui 127.0.0.1:16686`; with `--until-input-ends` also for
//! no longer than whoever started it holds its standard input.

mod taking;

use std::{env, error::Error, io::Read as _, thread};

use axum::{http::StatusCode, middleware, response::Response};
use otlp_embedded::{Config, State, TraceServiceImpl, TraceServiceServer, ui_app};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::oneshot,
};
use tonic::transport::server::TcpIncoming;

/// The oldest traces go when there are more, or when they take more bytes.
const KEPT: Config = Config {
    max_length: 50_000,
    max_memory_usage: 256 << 20,
};

struct Arguments {
    otlp: String,
    ui: String,
    until_input_ends: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments()?;
    let traces = State::new(KEPT);
    let otlp = TcpListener::bind(&arguments.otlp).await?;
    let ui = TcpListener::bind(&arguments.ui).await?;
    let taking = tonic::transport::Server::builder()
        .add_service(TraceServiceServer::new(taking::Taking(
            TraceServiceImpl::new(traces.clone()),
        )))
        .serve_with_incoming(TcpIncoming::from(otlp));
    let pages = ui_app(traces, "/").layer(middleware::map_response(found));
    tokio::select! {
        ended = taking => Ok(ended?),
        ended = axum::serve(ui, pages) => Ok(ended?),
        told = told_to_stop() => Ok(told?),
        () = input_ends(), if arguments.until_input_ends => Ok(()),
    }
}

fn arguments() -> Result<Arguments, String> {
    const USAGE: &str = "trace-viewer --otlp ADDRESS:PORT --ui ADDRESS:PORT [--until-input-ends]";
    let (mut otlp, mut ui, mut until_input_ends) = (None, None, false);
    let mut given = env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--otlp" => otlp = given.next(),
            "--ui" => ui = given.next(),
            "--until-input-ends" => until_input_ends = true,
            _ => return Err(USAGE.to_owned()),
        }
    }
    let (Some(otlp), Some(ui)) = (otlp, ui) else {
        return Err(USAGE.to_owned());
    };
    Ok(Arguments {
        otlp,
        ui,
        until_input_ends,
    })
}

/// The page of a trace comes as a redirection to nowhere. Browsers show it all the same, but a
/// check that the address works would not.
async fn found(mut page: Response) -> Response {
    if page.status() == StatusCode::TEMPORARY_REDIRECT {
        *page.status_mut() = StatusCode::OK;
    }
    page
}

async fn told_to_stop() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        told = tokio::signal::ctrl_c() => told,
    }
}

/// Also when whoever holds the other end was killed and could say nothing. A thread of its own,
/// since a read that waits would keep the runtime from ending.
async fn input_ends() {
    let (tell, told) = oneshot::channel::<()>();
    thread::spawn(move || {
        let mut ignored = [0; 64];
        while std::io::stdin()
            .read(&mut ignored)
            .is_ok_and(|read| read > 0)
        {}
        drop(tell);
    });
    let _ = told.await;
}
