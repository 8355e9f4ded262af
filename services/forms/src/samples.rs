//! Every form with its invented people, to be looked at.

use std::path::Path;

use anyhow::{Context as _, ensure};
use chassis::Clock;

use crate::{draw, press::press};

/// Pixels to the point: 144 to the inch.
const SCALE: f64 = 2.0;

/// Writes each form as PDF, and its pages as PNG, into `out`; the names of the files.
///
/// # Errors
/// When a form cannot be read, drawn or written.
pub fn samples(province: &Path, out: &Path) -> anyhow::Result<Vec<String>> {
    let press = press(province, &out.join("without-versions"), Clock::new())?;
    std::fs::create_dir_all(out)?;
    let mut written = Vec::new();
    for form in &press.index.forms {
        let drawn =
            draw::draw(press.sample_sheet(form, 42)?).and_then(|drawn| Ok((drawn.pdf()?, drawn)));
        let (pdf, drawn) = drawn
            .map_err(|problems| anyhow::anyhow!("{problems:?}"))
            .with_context(|| form.key.clone())?;
        ensure!(
            drawn.warnings.is_empty(),
            "{}: {:?}",
            form.key,
            drawn.warnings
        );
        let mut keep = |name: String, bytes: &[u8]| {
            std::fs::write(out.join(&name), bytes).with_context(|| format!("writing {name}"))?;
            written.push(name);
            anyhow::Ok(())
        };
        keep(format!("{}.pdf", form.key), &pdf)?;
        for (at, picture) in drawn.pictures(SCALE, usize::MAX)?.iter().enumerate() {
            keep(format!("{}-{}.png", form.key, at + 1), picture)?;
        }
    }
    Ok(written)
}
