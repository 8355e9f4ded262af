//! `motcua bench`: what the province carries, and the machine's own limit beside it.

mod cpu;
mod floor;
mod history;
mod load;
pub mod pages;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use province::{Options, World};

use crate::say::say;
use load::{Measured, percentile};

/// The measured procedure.
pub const PROCEDURE: &str = "0.000005";
const PROCEDURE_FILE: &str = include_str!("procedure.yaml");
/// The services a dossier of it passes: those that decide, hold and do.
const SERVICES: [&str; 5] = [
    "intake",
    "routing",
    "land-records",
    "social-welfare",
    "agency-desk",
];
const LEGS: f64 = 5.0;

/// What is measured.
#[derive(clap::Subcommand)]
pub enum What {
    /// One closed-loop workload, for comparison with other engines.
    Dossiers {
        /// Dossiers in flight at any time.
        #[arg(long, default_value_t = 64)]
        in_flight: usize,
        /// Measured seconds.
        #[arg(long, default_value_t = 20)]
        seconds: u64,
        /// Seconds before the measurement.
        #[arg(long, default_value_t = 5)]
        warm: u64,
    },
    /// Pages of the portal with many dossiers, beside a page that asks one SELECT 1.
    Pages(pages::Asked),
}

/// The whole page: legs a second at 1, 16 and 256 dossiers in flight, latencies, CPU, the floor.
///
/// # Errors
/// When something cannot be started or measured.
pub async fn page(data: &Path, province: &Path, seconds: u64) -> anyhow::Result<()> {
    let started = Instant::now();
    let world = start(data, province).await?;
    let ready = started.elapsed().as_secs_f64();
    say(&format!(
        "from start to ready {ready:.1} s (five services, one process each)"
    ));
    for service in SERVICES {
        if let Some(pid) = world.pid(service) {
            say(&format!(
                "resident {service}: {:.0} MiB",
                cpu::resident_mib(pid)
            ));
        }
    }
    say(&format!(
        "resident postgres: {:.0} MiB, nats: {:.0} MiB",
        cpu::resident_mib(world.postgres.pid()),
        cpu::resident_mib(world.nats.pid())
    ));
    say("");
    say("in flight   legs/s   of floor   CPU s/1000 legs   hop p50 ms   hop p99 ms   errors");
    for in_flight in [1, 16, 256] {
        let window = Duration::from_secs(seconds);
        let mut cpu = 0.0;
        let parties = parties(&world);
        let before = std::cell::Cell::new(0.0);
        let mut measured = load::run(
            &world,
            in_flight,
            Duration::from_secs(3),
            window,
            || before.set(spent(&parties).iter().sum()),
            || cpu = spent(&parties).iter().sum::<f64>() - before.get(),
        )
        .await?;
        let floor = floor::legs_per_second(&world, seconds.min(10)).await?;
        let legs = measured.done as f64 * LEGS / measured.seconds;
        say(&format!(
            "{in_flight:>9} {legs:>8.0} {:>10.2} {:>17.3} {:>12.1} {:>12.1} {:>8}",
            legs / floor,
            cpu / (measured.done as f64 * LEGS) * 1000.0,
            percentile(&mut measured.steps, 0.5),
            percentile(&mut measured.steps, 0.99),
            measured.errors,
        ));
    }
    say("");
    history::page(province)?;
    world.stop().await
}

/// What is asked for: pages, or one run told in the form other engines' runs are told in.
///
/// # Errors
/// When something cannot be started or measured.
pub async fn one(data: &Path, province: &Path, what: What) -> anyhow::Result<()> {
    let (in_flight, seconds, warm) = match what {
        What::Dossiers {
            in_flight,
            seconds,
            warm,
        } => (in_flight, seconds, warm),
        What::Pages(asked) => return pages::page(data, province, asked).await,
    };
    let world = start(data, province).await?;
    let parties = parties(&world);
    let before = std::cell::RefCell::new(Vec::new());
    let mut after = Vec::new();
    let measured = load::run(
        &world,
        in_flight,
        Duration::from_secs(warm),
        Duration::from_secs(seconds),
        || {
            *before.borrow_mut() = spent(&parties);
            say("MEASURE_START");
        },
        || {
            after = spent(&parties);
            say("MEASURE_END");
        },
    )
    .await?;
    let thousands = measured.done.max(1) as f64 / 1000.0;
    say(&result(measured));
    let of_each: Vec<f64> = after
        .iter()
        .zip(before.into_inner())
        .map(|(after, before)| (after - before) / thousands)
        .collect();
    let shares: Vec<String> = parties
        .iter()
        .zip(&of_each)
        .map(|((name, _), spent)| format!("{name} {spent:.2}"))
        .collect();
    say(&format!(
        "CPU seconds per 1000 dossiers: {:.2} ({})",
        of_each.iter().sum::<f64>(),
        shares.join(", ")
    ));
    world.stop().await
}

fn result(mut measured: Measured) -> String {
    let ms = |values: &mut [f64], p: f64| (percentile(values, p) * 100.0).round() / 100.0;
    let told = serde_json::json!({
        "done": measured.done,
        "dossiers_s": (measured.done as f64 / measured.seconds * 10.0).round() / 10.0,
        "step_p50_ms": ms(&mut measured.steps, 0.5),
        "step_p99_ms": ms(&mut measured.steps, 0.99),
        "e2e_p50_ms": ms(&mut measured.whole, 0.5),
        "e2e_p99_ms": ms(&mut measured.whole, 0.99),
        "errors": measured.errors,
    });
    format!("RESULT {told}")
}

/// Everything that works for a dossier: the five services, the database, the broker. Whoever
/// creates the dossiers is not among them.
fn parties(world: &World) -> Vec<(&'static str, u32)> {
    let services = SERVICES
        .iter()
        .filter_map(|service| Some((*service, world.pid(service)?)));
    let servers = [
        ("postgres", world.postgres.pid()),
        ("nats", world.nats.pid()),
    ];
    services.chain(servers).collect()
}

/// CPU seconds of each so far.
fn spent(parties: &[(&'static str, u32)]) -> Vec<f64> {
    parties.iter().map(|(_, pid)| cpu::seconds(*pid)).collect()
}

async fn start(data: &Path, province: &Path) -> anyhow::Result<World> {
    let data = data.join("bench");
    let with_procedure = province_with_procedure(&data, province)?;
    let mut options = Options::new(&data, with_procedure);
    options.separate = true;
    options.services = SERVICES.to_vec();
    World::start(options).await
}

/// The real province with the measured procedure beside its own.
fn province_with_procedure(data: &Path, province: &Path) -> anyhow::Result<PathBuf> {
    let copy = data.join("province");
    let mut folders = vec![province.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let to = copy.join(path.strip_prefix(province)?);
            if path.is_dir() {
                std::fs::create_dir_all(&to)?;
                folders.push(path);
            } else {
                std::fs::create_dir_all(to.parent().unwrap_or(&copy))?;
                std::fs::copy(&path, &to)?;
            }
        }
    }
    std::fs::write(copy.join("procedures/bench.yaml"), PROCEDURE_FILE)?;
    Ok(std::path::absolute(copy)?)
}
