use anyhow::{Context as _, bail};
use catalogue::{Catalogue, SourceFile};
use chassis::config;
use chrono::FixedOffset;

const FILE: &str = "province.yaml";

/// The civil time the province lives by; an agency needs no more of the province's data.
///
/// # Errors
/// When the province's own file cannot be read or says no zone.
pub fn zone(province: &config::Province) -> anyhow::Result<FixedOffset> {
    let path = province.dir.join(FILE);
    let text = std::fs::read_to_string(&path);
    let text = text.with_context(|| format!("reading {}", path.display()))?;
    let path = FILE.to_owned();
    let loaded = Catalogue::parse(&[SourceFile { path, text }]);
    if let Some(problem) = loaded.problems.iter().find(|problem| problem.file == FILE) {
        bail!("{problem}");
    }
    Ok(loaded.catalogue.province().zone)
}
