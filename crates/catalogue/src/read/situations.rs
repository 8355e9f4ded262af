use serde::Deserialize;
use serde_saphyr::Spanned;

use super::Page;
use crate::Situation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSituations {
    situations: Vec<RawSituation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSituation {
    title: Spanned<String>,
    words: Vec<String>,
    procedures: Vec<String>,
}

/// What people call their matters. A file that cannot be read leaves the search with names.
pub(super) fn read(page: &mut Page<'_>) -> Option<Vec<Situation>> {
    let raw: RawSituations = page.parse()?;
    page.unique(raw.situations.iter().map(|one| &one.title), "situation");
    let situations = raw.situations.into_iter().map(|one| Situation {
        title: one.title.value,
        words: one.words,
        procedures: one.procedures,
    });
    Some(situations.collect())
}
