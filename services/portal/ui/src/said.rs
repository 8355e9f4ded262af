//! What services say in Vietnamese, said in English on English pages.
//!
//! A service answers in the language of the law. The portal keeps the English of every sentence
//! a service can say beside the Vietnamese, as `(Vietnamese, English)`, with `{}` where the
//! sentence carries a value. A test reads the services' sources, so a sentence without its
//! English, or English that nobody says any more, is found before it is released. What comes
//! from a service that this release does not know stays Vietnamese, and is marked so that a
//! screen reader pronounces it rightly (WCAG 2.2, 3.1.2).

use std::{borrow::Cow, collections::HashMap, fmt, sync::LazyLock};

use askama::filters::HtmlSafe;

mod book;
mod pattern;
#[cfg(test)]
mod sources;

use book::{BOOK, COMPOSED};
use pattern::Pattern;

/// One sentence: the Vietnamese, with `{}` for each value, and the English, with `{0}` for the
/// first of them and so on, or `{}` where the order is the same.
pub type Line = (&'static str, &'static str);

struct Book {
    whole: HashMap<&'static str, &'static str>,
    /// The most particular first: a sentence with one value before a value with a full stop.
    patterns: Vec<Pattern>,
}

static ENGLISH: LazyLock<Book> =
    LazyLock::new(|| Book::of(BOOK.iter().copied().flatten().chain(COMPOSED)));

impl Book {
    fn of<'a>(lines: impl Iterator<Item = &'a Line>) -> Self {
        let mut book = Self {
            whole: HashMap::new(),
            patterns: Vec::new(),
        };
        for (vi, en) in lines {
            match Pattern::new(vi, en) {
                Some(pattern) => book.patterns.push(pattern),
                None => drop(book.whole.insert(vi, en)),
            }
        }
        book.patterns
            .sort_by_key(|pattern| std::cmp::Reverse(pattern.fixed()));
        book
    }

    /// The English of a sentence, or of all its parts.
    fn english(&self, text: &str) -> Option<String> {
        let text = text.trim();
        if !is_vietnamese(text) {
            return Some(text.to_owned());
        }
        self.one(text).or_else(|| self.several(text))
    }

    fn one(&self, text: &str) -> Option<String> {
        if let Some(en) = self.whole.get(text) {
            return Some((*en).to_owned());
        }
        // A value may be one of the book's own words, such as the state a dossier is in.
        let value = |value: &str| self.english(value).unwrap_or_else(|| value.to_owned());
        self.patterns
            .iter()
            .find_map(|pattern| pattern.say(text, value))
    }

    /// Sentences that a service set one after another.
    fn several(&self, text: &str) -> Option<String> {
        ["; ", ". ", ", "].into_iter().find_map(|between| {
            let mut at = text
                .match_indices(between)
                .map(|(at, _)| at + between.len() - 1);
            at.find_map(|at| {
                // The mark stays with the sentence that it ends.
                let (first, rest) = text.split_at(at);
                let first = self.one(first).or_else(|| {
                    let bare = first.trim_end_matches([';', ',']);
                    self.one(bare)
                        .map(|said| format!("{said}{}", &first[bare.len()..]))
                })?;
                Some(format!("{first} {}", self.english(rest)?))
            })
        })
    }
}

/// The English of what a service said; `None` when it says something this release does not know.
pub fn english(text: &str) -> Option<String> {
    ENGLISH.english(text)
}

/// Whether a text has letters that only Vietnamese writes.
pub fn is_vietnamese(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(
            letter,
            'ă' | 'Ă' | 'đ' | 'Đ' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư'
        ) || ('\u{1ea0}'..='\u{1ef9}').contains(&letter)
            || "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ".contains(letter)
    })
}

/// A text of a service as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    text: Cow<'a, str>,
    /// The language of the text where it is not the page's.
    foreign: bool,
}

impl<'a> Told<'a> {
    /// As the service said it, or its English on an English page.
    pub fn said(english_page: bool, text: &'a str) -> Self {
        match english_page.then(|| english(text)).flatten() {
            Some(en) => Self {
                text: Cow::Owned(en),
                foreign: false,
            },
            None => Self::vietnamese(english_page, text),
        }
    }

    /// Vietnamese on every page: names, addresses, what people wrote.
    pub fn vietnamese(english_page: bool, text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            foreign: english_page && is_vietnamese(text),
        }
    }
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text =
            askama::filters::escape(&*self.text, askama::filters::Html).map_err(|_| fmt::Error)?;
        if self.foreign {
            write!(f, r#"<span lang="vi">{text}</span>"#)
        } else {
            write!(f, "{text}")
        }
    }
}

/// It escapes its text itself.
impl HtmlSafe for Told<'_> {}
