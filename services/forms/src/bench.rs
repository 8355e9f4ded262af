//! How long a paper takes.

use std::{path::Path, time::Instant};

use anyhow::Context as _;
use chassis::Clock;

use crate::{
    draw::{self, Sheet},
    index::{Form, Index},
    press::press,
};

/// The least a paper can be: one word, fit for the archive all the same.
const FLOOR: &str = r#"#set document(title: "–", date: datetime(year: 2026, month: 1, day: 1))
#set text(lang: "vi", font: "Tinos")
#json("data.json").subject.code"#;

/// Draws the newest form of each kind `count` times with its sample, one after another, and says how
/// long one took, beside a page of one word.
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
    let mut floor = 0.0;
    for (at, form) in newest.iter().take(1).chain(&newest).enumerate() {
        let measured = measure(count, |number| {
            // Another dossier each time, as at a desk.
            let mut sheet = press.sample_sheet(form, number)?;
            if at == 0 {
                FLOOR.clone_into(&mut sheet.template);
            }
            Ok(sheet)
        })
        .with_context(|| form.key.clone())?;
        let (first, took, bytes) = measured;
        if at == 0 {
            floor = middle(&took);
            lines.push(format!(
                "a page of one word       {floor:6.1} ms: the floor"
            ));
            continue;
        }
        all.push(middle(&took));
        lines.push(format!(
            "{:24} {:6.1} ms, {:4.1} of the floor; first {first:.1}, p99 {:.1} ms, {} KB",
            form.key,
            middle(&took),
            middle(&took) / floor,
            took[took.len() * 99 / 100],
            bytes / 1024
        ));
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    lines.push(format!(
        "mean                     {mean:6.1} ms, {:.1} of the floor: {:.0} papers a second on one processor",
        mean / floor,
        1e3 / mean
    ));
    Ok(lines)
}

/// The first time, all times in order, in milliseconds, and the size of the last PDF.
fn measure(
    count: usize,
    sheet: impl Fn(usize) -> anyhow::Result<Sheet>,
) -> anyhow::Result<(f64, Vec<f64>, usize)> {
    let mut took = Vec::with_capacity(count);
    let mut bytes = 0;
    for number in 0..count.max(1) {
        let sheet = sheet(number)?;
        let started = Instant::now();
        let pdf = draw::draw(sheet).and_then(|drawn| drawn.pdf());
        took.push(started.elapsed().as_secs_f64() * 1e3);
        bytes = pdf
            .map_err(|problems| anyhow::anyhow!("{problems:?}"))?
            .len();
    }
    let first = took[0];
    took.sort_by(f64::total_cmp);
    Ok((first, took, bytes))
}

fn middle(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}
