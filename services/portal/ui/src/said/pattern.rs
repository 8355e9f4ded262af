//! A sentence with values in it: found in Vietnamese, said in English.

use super::{Pieces, Reach};

/// The fixed parts of a sentence, and its English with a place for each value.
#[derive(Debug)]
pub(super) struct Pattern {
    fixed: Vec<&'static str>,
    en: &'static str,
}

impl Pattern {
    /// `None` for a sentence that carries no value.
    pub(super) fn new(vi: &'static str, en: &'static str) -> Option<Self> {
        vi.contains("{}").then(|| Self {
            fixed: vi.split("{}").collect(),
            en,
        })
    }

    /// How much of the sentence is not a value: what it may be told from others by.
    pub(super) fn fixed(&self) -> usize {
        self.fixed.iter().map(|part| part.len()).sum()
    }

    /// The English of `text` if this is its sentence, each value said by `value`.
    pub(super) fn say(
        &self,
        text: &str,
        reach: Reach,
        value: impl Fn(&str) -> Pieces,
    ) -> Option<Pieces> {
        let (first, rest) = self.fixed.split_first()?;
        let values = values(text.strip_prefix(first)?, rest)?;
        let ends = |value: &&str| value.contains(". ") || value.contains('\n');
        if reach == Reach::Sentence && values.iter().any(ends) {
            return None;
        }
        let mut said = Pieces::default();
        let mut en = self.en;
        let mut next = 0;
        while let Some((before, after)) = en.split_once('{') {
            let (number, after) = after.split_once('}')?;
            let which = match number {
                "" => next,
                number => number.parse().ok()?,
            };
            next += 1;
            said.push(Pieces::english(before));
            said.push(value(values.get(which)?));
            en = after;
        }
        said.push(Pieces::english(en));
        Some(said)
    }
}

/// The values of `text` between the fixed parts, the last of which ends it; each as short as
/// can be, and none empty.
fn values<'a>(text: &'a str, fixed: &[&str]) -> Option<Vec<&'a str>> {
    match fixed {
        [] => text.is_empty().then(Vec::new),
        [last] => {
            let value = text.strip_suffix(last)?;
            (!value.is_empty()).then(|| vec![value])
        }
        [next, rest @ ..] => text.match_indices(next).find_map(|(at, part)| {
            let value = &text[..at];
            let mut found = values(&text[at + part.len()..], rest)?;
            (!value.is_empty()).then(|| {
                found.insert(0, value);
                found
            })
        }),
    }
}
