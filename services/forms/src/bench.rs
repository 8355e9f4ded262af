//! How long a paper takes.

use std::{path::Path, time::Instant};

use anyhow::Context as _;
use chassis::Clock;

use crate::{
    draw,
    index::{Form, Index},
    press::press,
};

/// Draws the newest form of each kind `count` times with its sample, one after another, and says how
/// long one took.
///
/// # Errors
/// When the province's forms cannot be read or drawn.
pub fn bench(province: &Path, count: usize) -> anyhow::Result<Vec<String>> {
    let dir = std::env::temp_dir().join("motcua-forms-bench-without-versions");
    let press = press(province, &dir, Clock::new())?;
    let index = Index::read(province)?;
    let newest: Vec<&Form> = index
        .forms
        .iter()
        .filter(|form| form.valid_to.is_none())
        .collect();
    let mut lines = Vec::new();
    let mut all = Vec::new();
    for form in newest {
        let mut took = Vec::with_capacity(count);
        let mut bytes = 0;
        for at in 0..count.max(1) {
            // Another dossier each time, as at a desk.
            let sheet = press.sample_sheet(form, at)?;
            let started = Instant::now();
            let pdf = draw::draw(sheet).and_then(|drawn| drawn.pdf());
            took.push(started.elapsed().as_secs_f64() * 1e3);
            let pdf = pdf
                .map_err(|problems| anyhow::anyhow!("{problems:?}"))
                .with_context(|| form.key.clone())?;
            bytes = pdf.len();
        }
        let first = took[0];
        took.sort_by(f64::total_cmp);
        all.push(middle(&took));
        lines.push(format!(
            "{:24} first {first:6.1} ms  median {:6.1} ms  p99 {:6.1} ms  {:5} KB",
            form.key,
            middle(&took),
            took[took.len() * 99 / 100],
            bytes / 1024
        ));
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    lines.push(format!(
        "mean of the medians      {mean:.1} ms a paper; {:.0} papers a second on one processor",
        1e3 / mean
    ));
    Ok(lines)
}

fn middle(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}
