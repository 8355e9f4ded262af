//! `motcua up`.

use std::{path::Path, time::Instant};

use anyhow::Context as _;
use province::{Clients, Options, World};
use tokio_util::sync::CancellationToken;

use crate::{
    Up,
    say::say,
    story::{self, Told},
};

/// What the story left, so that a second start does not tell it again.
const TOLD: &str = "story.json";

pub async fn up(asked: Up) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    tokio::spawn(chassis::stop_on_signal(stop.clone()));
    let started = Instant::now();
    let mut options = Options::new(&asked.data, &asked.province);
    options.separate = asked.separate;
    options.traces = asked.traces.clone();
    options.logs = asked.logs.clone();
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
        told = tell(&world, &asked) => told,
        () = stop.cancelled() => Ok(()),
    };
    if told.is_ok() && !asked.once && !stop.is_cancelled() {
        say("");
        say("Ctrl-C để dừng; dữ liệu được giữ trong thư mục trên (make clean-data để xóa).");
        say(&format!("Cổng dịch vụ: {}", world.endpoint("portal")?));
        stop.cancelled().await;
        say("Đang dừng…");
    }
    let stopped = world.stop().await;
    told.and(stopped)
}

async fn tell(world: &World, asked: &Up) -> anyhow::Result<()> {
    let kept = asked.data.join(TOLD);
    if kept.exists() && !asked.again {
        say("Hai hồ sơ đã đi qua ở lần chạy trước (--again để chạy lại):");
        for line in std::fs::read_to_string(&kept)?.lines() {
            say(&format!("  {line}"));
        }
        return Ok(());
    }
    let clients = Clients::of(world)?;
    let land = story::land_transfer(&clients)
        .await
        .context("the land transfer")?;
    let welfare = story::welfare_claim(&clients)
        .await
        .context("the welfare claim")?;
    remember(&kept, &[land, welfare])
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
