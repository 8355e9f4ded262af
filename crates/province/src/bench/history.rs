//! What a decision and an attribution cost as a dossier's history grows.

use std::{hint::black_box, path::Path, sync::Arc, time::Instant};

use anyhow::anyhow;
use catalogue::Catalogue;
use kernel::UnitId;
use routing_domain::measure::Sample;

use crate::say::say;

const LENGTHS: [usize; 4] = [1, 10, 100, 1000];
/// How often each is done: enough for a clock that counts microseconds.
const TIMES: u32 = 200;
/// Each row is the quickest of so many: what else the machine does is not the history's fault.
const ROUNDS: u32 = 5;

/// One row for each length: microseconds of one decision and of one attribution.
///
/// # Errors
/// When the province's data do not carry a land transfer.
pub fn page(province: &Path) -> anyhow::Result<()> {
    let province = chassis::config::Province {
        dir: province.to_owned(),
    };
    let catalogue = Arc::new(Catalogue::parse(&province.files()?).catalogue);
    say("facts in the history   decision µs   attribution µs");
    for length in LENGTHS {
        let place = (UnitId::new("org:mc-21028"), UnitId::new("adm:21028"));
        let from = "2026-11-02T02:00:00Z".parse()?;
        let sample = Sample::of(catalogue.clone(), "1.013831", place, from, length)
            .map_err(|refusal| anyhow!("{refusal:?}"))?;
        let decision = quickest(|| black_box(sample.decide()).is_ok())?;
        let attribution = quickest(|| black_box(sample.attribute()).is_ok())?;
        say(&format!(
            "{:>20} {decision:>13.1} {attribution:>16.1}",
            sample.facts
        ));
    }
    Ok(())
}

/// Microseconds of one.
fn quickest(mut once: impl FnMut() -> bool) -> anyhow::Result<f64> {
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let began = Instant::now();
        for _ in 0..TIMES {
            anyhow::ensure!(once(), "what is measured was refused");
        }
        best = best.min(began.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES));
    }
    Ok(best)
}
