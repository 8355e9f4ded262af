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
/// can be, and none empty. The first place of a part leaves most to those after it, so there is
/// nothing to try again.
fn values<'a>(text: &'a str, fixed: &[&str]) -> Option<Vec<&'a str>> {
    let Some((last, parts)) = fixed.split_last() else {
        return text.is_empty().then(Vec::new);
    };
    let mut left = text;
    let mut values = Vec::with_capacity(fixed.len());
    for part in parts {
        let (at, _) = left.match_indices(part).find(|(at, _)| *at > 0)?;
        values.push(&left[..at]);
        left = &left[at + part.len()..];
    }
    let value = left.strip_suffix(last)?;
    values.push(value);
    (!value.is_empty()).then_some(values)
}
