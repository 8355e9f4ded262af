//! What people wrote, made fit to be drawn: no name breaks a paper, and none is left out.

use serde_json::Value;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::fonts::Fonts;

/// Stands for a letter the fonts lack, an open box that nobody takes for a letter.
pub(crate) const LACKING: char = '\u{25a1}';
/// A word longer than this is given places to break at.
const LONGEST_WORD: usize = 24;
/// Vietnamese needs two marks on a letter; more than this is not writing.
const MOST_MARKS: usize = 3;
const BREAK_HERE: char = '\u{200b}';

/// Every text in `data`, made fit.
pub(crate) fn fit(data: Value, fonts: &Fonts) -> Value {
    match data {
        Value::String(text) => Value::String(line(&text, fonts)),
        Value::Array(items) => items.into_iter().map(|item| fit(item, fonts)).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| (key, fit(value, fonts)))
            .collect(),
        other => other,
    }
}

/// NFC, without what is invisible or turns the text around, with [`LACKING`] for what cannot be
/// drawn.
fn line(raw: &str, fonts: &Fonts) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut in_word = 0;
    let mut marks = 0;
    for letter in raw.nfc().filter_map(visible) {
        marks = if is_combining_mark(letter) {
            marks + 1
        } else {
            0
        };
        if marks > MOST_MARKS {
            continue;
        }
        if letter.is_whitespace() {
            in_word = 0;
        } else if marks == 0 {
            in_word += 1;
            if in_word > LONGEST_WORD {
                text.push(BREAK_HERE);
                in_word = 1;
            }
        }
        let drawn = letter.is_whitespace() || fonts.has(letter);
        text.push(if drawn { letter } else { LACKING });
    }
    text
}

/// The letter, a space for a line's end, nothing for what hides.
fn visible(letter: char) -> Option<char> {
    match letter {
        '\n' | '\r' | '\t' | '\u{a0}' | '\u{2028}' | '\u{2029}' => Some(' '),
        // Soft hyphen, joiners, marks of direction, selectors of a variant, tags, byte order.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        control if control.is_control() => None,
        letter => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{LONGEST_WORD, line};
    use crate::fonts::Fonts;

    fn drawn(raw: &str) -> String {
        line(raw, &Fonts::load(Path::new("")).unwrap())
    }

    #[test]
    fn vietnamese_in_either_form_is_the_same_letters() {
        let composed = "Nguyễn Thị Thúy Ngọc";
        let decomposed = "Nguye\u{302}\u{303}n Thi\u{323} Thu\u{301}y Ngo\u{323}c";
        assert_eq!(drawn(composed), composed);
        assert_eq!(drawn(decomposed), composed);
    }

    #[test]
    fn what_the_fonts_lack_is_a_box_and_not_an_error() {
        assert_eq!(drawn("An 🙂 李"), "An □ □");
        assert_eq!(drawn("👩‍👩‍👧"), "□□□", "joiners are no letters");
        assert_eq!(drawn("👍🏽"), "□", "nor is the colour of a skin");
    }

    #[test]
    fn nothing_turns_the_text_around_or_hides_in_it() {
        assert_eq!(drawn("An\u{202e}gnud\u{200f}\u{0}\u{7}\u{200b}"), "Angnud");
        assert_eq!(drawn("một\r\nhai\tba"), "một  hai ba");
    }

    #[test]
    fn a_heap_of_marks_is_kept_to_what_writing_needs() {
        let heap = format!("a{}", "\u{316}".repeat(50));
        assert_eq!(drawn(&heap).chars().count(), 4);
    }

    #[test]
    fn a_word_without_end_can_be_broken() {
        let broken = drawn(&"x".repeat(100));
        assert!(
            broken
                .split('\u{200b}')
                .all(|part| part.chars().count() <= LONGEST_WORD)
        );
        assert_eq!(broken.replace('\u{200b}', "").len(), 100);
    }
}
