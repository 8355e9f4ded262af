//! `motcua up`.

use std::{path::Path, time::Instant};

use anyhow::Context as _;
use chassis::Clock;
use province::{Clients, Options, World};
use tokio_util::sync::CancellationToken;

use crate::{
    Up,
    say::say,
    story::{self, Told, busy},
    viewer::Viewer,
};

/// What the story left, so that a second start does not tell it again.
const TOLD: &str = "story.json";

pub async fn up(asked: Up) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    tokio::spawn(chassis::stop_on_signal(stop.clone()));
    let started = Instant::now();
    let viewer = viewer(&asked).await;
    let options = options(&asked, viewer.as_ref());
    if !asked.separate {
        // One process has one name for all the services in it; each span says whose it is.
        let telemetry = chassis::config::Telemetry {
            endpoint: options.traces.clone(),
            logs: options.logs.clone(),
        };
        chassis::telemetry::init("motcua", &telemetry)?;
    }
    let world = tokio::select! {
        world = World::start(options) => world?,
        () = stop.cancelled() => return Ok(()),
    };
    for note in &world.notes {
        say(note);
    }
    let how = if asked.separate {
        "mỗi dịch vụ một tiến trình"
    } else {
        "một tiến trình"
    };
    say(&format!(
        "Tỉnh đã chạy sau {:.1} giây ({how}).",
        started.elapsed().as_secs_f64()
    ));
    let told = tokio::select! {
        told = tell(&world, &asked, viewer.as_ref()) => told,
        () = stop.cancelled() => Ok(()),
    };
    if told.is_ok() && !asked.once && !stop.is_cancelled() {
        say("");
        say("Ctrl-C để dừng; dữ liệu được giữ trong thư mục trên (make clean-data để xóa).");
        if let Some(viewer) = &viewer {
            say(&format!("Vết (Jaeger): {}", viewer.pages));
        }
        say(&format!("Cổng dịch vụ: {}", world.endpoint("portal")?));
        stop.cancelled().await;
        say("Đang dừng…");
    }
    let stopped = world.stop().await;
    // After the services: it takes the last of their traces.
    if let Some(viewer) = viewer {
        viewer.stop().await;
    }
    told.and(stopped)
}

/// The viewer of traces, where there is one and traces are not wanted elsewhere. The province
/// runs without it just as well.
async fn viewer(asked: &Up) -> Option<Viewer> {
    if asked.once || !asked.traces.is_empty() || !asked.trace_viewer.exists() {
        return None;
    }
    match Viewer::start(&asked.trace_viewer).await {
        Ok(viewer) => Some(viewer),
        Err(error) => {
            say(&format!("Chạy không có trình xem vết: {error:#}."));
            None
        }
    }
}

fn options(asked: &Up, viewer: Option<&Viewer>) -> Options {
    let mut options = Options {
        separate: asked.separate,
        logs: asked.logs.clone(),
        traces: viewer.map_or_else(|| asked.traces.clone(), |viewer| viewer.traces.clone()),
        trace_viewer: viewer.map(Viewer::trace).unwrap_or_default(),
        settings: asked
            .portal
            .iter()
            .map(|(key, value)| (("portal", key.clone()), value.clone()))
            .collect(),
        ..Options::new(&asked.data, &asked.province)
    };
    if asked.busy {
        options.clock = busy::clock(asked.data.join(TOLD).exists());
        busy::settings(&mut options);
    }
    if let Some(at) = asked.at {
        options.clock = Clock::showing(at);
    }
    options
}

async fn tell(world: &World, asked: &Up, viewer: Option<&Viewer>) -> anyhow::Result<()> {
    let kept = asked.data.join(TOLD);
    if kept.exists() && !asked.again {
        say("Hai hồ sơ đã đi qua ở lần chạy trước (--again để chạy lại):");
        for line in std::fs::read_to_string(&kept)?.lines() {
            say(&format!("  {line}"));
        }
        return Ok(());
    }
    let clients = Clients::of(world)?;
    let clock = &world.options.clock;
    if asked.busy {
        busy::weeks(&clients, clock).await?;
    }
    let land = story::land_transfer(&clients)
        .await
        .context("the land transfer")?;
    let welfare = story::welfare_claim(&clients)
        .await
        .context("the welfare claim")?;
    if asked.busy {
        busy::over(&clients, clock).await?;
    }
    let told = [land, welfare];
    if let Some(viewer) = viewer {
        say("");
        for Told { code, trace } in &told {
            let page = viewer.trace().replace("{trace_id}", trace);
            say(&format!("Vết của hồ sơ {code}: {page}"));
        }
    }
    remember(&kept, &told)
}

fn remember(file: &Path, told: &[Told]) -> anyhow::Result<()> {
    let lines: Vec<String> = told
        .iter()
        .map(|told| format!("{} (vết {})", told.code, told.trace))
        .collect();
    if let Some(dir) = file.parent() {
        std::fs::create_dir_all(dir)?;
    }
    std::fs::write(file, lines.join("\n") + "\n")?;
    Ok(())
}
