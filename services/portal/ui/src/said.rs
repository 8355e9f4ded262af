//! What services say in Vietnamese, said in English on English pages.
//!
//! A service answers in the language of the law. The portal keeps the English of every sentence
//! a service can say beside the Vietnamese, as `(Vietnamese, English)`, with `{}` where the
//! sentence carries a value. A test reads the services' sources, so a sentence without its
//! English, or English that nobody says any more, is found before it is released. What comes
//! from a service that this release does not know stays Vietnamese, and is marked so that a
//! screen reader pronounces it rightly (WCAG 2.2, 3.1.2).

use std::{borrow::Cow, cell::Cell, collections::HashMap, fmt, sync::LazyLock};

use askama::filters::{Html, HtmlSafe, escape};

use crate::{format::english_figures, frame::Lang};

#[cfg(test)]
mod agencies;
mod book;
mod pattern;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod working;

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
    fn english(&self, text: &str) -> Option<Pieces> {
        let left = Cell::new(LOOKUPS);
        let said = Reading { book: self, left }.english(text)?;
        Some(said.with_english_figures())
    }

    /// A sentence of the portal's own English around its values.
    fn around(&self, text: &str) -> Pieces {
        let mut said = Pieces::default();
        for part in text.split(OPENS) {
            let (value, rest) = part.split_once(CLOSES).unwrap_or(("", part));
            said.push(
                self.english(value)
                    .unwrap_or_else(|| Pieces::vietnamese(value)),
            );
            said.push(Pieces::english(rest));
        }
        said
    }
}

/// How often the book is opened for one text. A service's longest answers need a fraction; what
/// people wrote into one may be made to need more for ever.
const LOOKUPS: usize = 300;

/// One text being looked up.
struct Reading<'b> {
    book: &'b Book,
    left: Cell<usize>,
}

impl Reading<'_> {
    fn english(&self, text: &str) -> Option<Pieces> {
        let text = text.trim();
        if !is_vietnamese(text) {
            return Some(Pieces::english(text));
        }
        let one = self.one(text, Reach::Sentence);
        one.or_else(|| self.several(text))
            .or_else(|| self.one(text, Reach::All))
    }

    fn one(&self, text: &str, reach: Reach) -> Option<Pieces> {
        if let Some(en) = self.book.whole.get(text) {
            return Some(Pieces::english(en));
        }
        self.left.set(self.left.get().checked_sub(1)?);
        // A value may be one of the book's own words, such as the state a dossier is in.
        let value = |value: &str| {
            self.english(value)
                .unwrap_or_else(|| Pieces::vietnamese(value))
        };
        let said = |pattern: &Pattern| pattern.say(text, reach, value);
        self.book.patterns.iter().find_map(said)
    }

    /// Sentences that a service set one after another.
    fn several(&self, text: &str) -> Option<Pieces> {
        ["\n", "; ", ". ", ", "].into_iter().find_map(|between| {
            let mut ends = text.match_indices(between);
            ends.find_map(|(at, _)| {
                let (mark, gap) = between.split_at(between.len() - 1);
                let (first, rest) = text.split_at(at + mark.len());
                let mut said = self.one(first, Reach::All).or_else(|| {
                    // A mark that only stands between the two belongs to neither.
                    let bare = first.trim_end_matches([';', ',']);
                    let mut said = (bare != first).then(|| self.one(bare, Reach::All))??;
                    said.push(Pieces::english(&first[bare.len()..]));
                    Some(said)
                })?;
                said.push(Pieces::english(gap));
                said.push(self.english(rest)?);
                Some(said)
            })
        })
    }
}

/// How far a value may go: past the end of its sentence only where nothing else fits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Sentence,
    All,
}

/// A text, and whether each piece of it is Vietnamese still.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Pieces(Vec<(String, bool)>);

impl Pieces {
    fn english(text: &str) -> Self {
        Self(vec![(text.to_owned(), false)])
    }

    fn vietnamese(text: &str) -> Self {
        Self(vec![(text.to_owned(), is_vietnamese(text))])
    }

    fn push(&mut self, more: Self) {
        for (text, vietnamese) in more.0 {
            match self.0.last_mut() {
                Some((last, same)) if *same == vietnamese => last.push_str(&text),
                _ => self.0.push((text, vietnamese)),
            }
        }
    }

    /// Services write figures as Vietnamese does.
    fn with_english_figures(self) -> Self {
        let piece = |(text, vietnamese): (String, bool)| match vietnamese {
            true => (text, true),
            false => (english_figures(&text).into_owned(), false),
        };
        Self(self.0.into_iter().map(piece).collect())
    }

    fn text(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// The English of what a service said; `None` when it says something this release does not know.
pub fn english(text: &str) -> Option<String> {
    ENGLISH.english(text).map(|pieces| pieces.text())
}

/// Whether a text has letters that only Vietnamese writes.
pub fn is_vietnamese(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| !is_number(word));
    words.flat_map(str::chars).any(|letter| {
        matches!(
            letter,
            'ă' | 'Ă' | 'đ' | 'Đ' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư'
        ) || ('\u{1ea0}'..='\u{1ef9}').contains(&letter)
            || "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ".contains(letter)
    })
}

/// Whether a word is the number of a document, which is of no language: `61/2018/NĐ-CP`.
fn is_number(word: &str) -> bool {
    word.contains('/')
        && word.contains(|letter: char| letter.is_ascii_digit())
        && !word.contains(char::is_lowercase)
}

/// The attribute that names the language of an element whose text is `text`: an option, a title,
/// where no element fits inside. Empty where the page's language holds.
pub fn lang_of(english_page: bool, text: &str) -> &'static str {
    if english_page && is_vietnamese(text) {
        r#" lang="vi""#
    } else {
        ""
    }
}

/// What isolates a value inside a sentence of the portal's own English.
const OPENS: char = '\u{2068}';
const CLOSES: char = '\u{2069}';

/// A value set into a sentence of the portal's own English: a name, a reason. [`Told::said`] tells
/// it apart from the sentence.
pub fn value(text: &str) -> String {
    format!("{OPENS}{text}{CLOSES}")
}

/// The same of words that a page makes in both languages alike, such as `Note: …`.
pub fn within(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Vi => text.to_owned(),
        Lang::En => value(text),
    }
}

/// A text of a service as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told<'a> {
    /// All of it in the language of the page.
    Plain(Cow<'a, str>),
    /// Vietnamese on an English page.
    Vietnamese(&'a str),
    /// English, with values that stay as they are.
    Mixed(Vec<(String, bool)>),
}

impl<'a> Told<'a> {
    /// As the service said it, or its English on an English page.
    pub fn said(english_page: bool, text: &'a str) -> Self {
        if english_page && text.contains(OPENS) {
            return Self::Mixed(ENGLISH.around(text).0);
        }
        match english_page.then(|| ENGLISH.english(text)).flatten() {
            Some(Pieces(pieces)) if pieces.iter().any(|(_, vietnamese)| *vietnamese) => {
                Self::Mixed(pieces)
            }
            Some(pieces) => Self::Plain(pieces.text().into()),
            None => Self::vietnamese(english_page, text),
        }
    }

    /// Vietnamese on every page: names, addresses, what people wrote.
    pub fn vietnamese(english_page: bool, text: &'a str) -> Self {
        if english_page && is_vietnamese(text) {
            Self::Vietnamese(text)
        } else {
            Self::Plain(text.into())
        }
    }
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(text) => piece(f, text, false),
            Self::Vietnamese(text) => piece(f, text, true),
            Self::Mixed(pieces) => pieces
                .iter()
                .try_for_each(|(text, vietnamese)| piece(f, text, *vietnamese)),
        }
    }
}

fn piece(f: &mut fmt::Formatter<'_>, text: &str, vietnamese: bool) -> fmt::Result {
    let text = escape(text, Html).map_err(|_| fmt::Error)?;
    if vietnamese {
        write!(f, r#"<span lang="vi">{text}</span>"#)
    } else {
        write!(f, "{text}")
    }
}

/// It escapes its text itself.
impl HtmlSafe for Told<'_> {}
