//! What the register (sổ theo dõi) is searched by.

use std::collections::BTreeSet;

use kernel::folded;

use crate::{Dossier, Filing};

/// The words a dossier is found by: of its code, of the names in it, and the identity numbers; small
/// letters without diacritics, each once.
pub fn words(dossier: &Dossier) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = split(&dossier.code);
    for person in people(&dossier.filing) {
        words.extend(split(person.name.reveal()));
        words.extend(split(person.number.reveal().as_str()));
    }
    words
}

/// The words of what somebody typed to find a dossier, each the beginning of a word of it.
pub fn sought(typed: &str) -> BTreeSet<String> {
    split(typed)
}

/// Letters and digits only: nothing that a query could read as its own grammar.
fn split(text: &str) -> BTreeSet<String> {
    let folded = folded(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn people(filing: &Filing) -> impl Iterator<Item = &crate::Person> {
    std::iter::once(&filing.owner).chain(&filing.submitter)
}
