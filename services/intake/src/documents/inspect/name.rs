//! The name a person's machine gave a file: kept to be shown, never used as a path.

use unicode_normalization::UnicodeNormalization as _;

/// The most characters of a name that are kept.
const LIMIT: usize = 120;

/// The name as it is shown: its last part, NFC, without characters that hide or turn text around,
/// shortened in the middle so that its ending can still be read.
pub fn display_name(raw: &str) -> String {
    // A megabyte of name need not be normalised to be shortened.
    let start = raw.len().saturating_sub(16 * 1024);
    let start = (start..=raw.len()).find(|at| raw.is_char_boundary(*at));
    let raw = &raw[start.unwrap_or(0)..];
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last
        .nfc()
        .filter(|c| !is_hidden(*c))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let words: Vec<&str> = shown.split(' ').filter(|word| !word.is_empty()).collect();
    let shown = words.join(" ");
    let shown = shown.trim_start_matches('.');
    if shown.is_empty() {
        return "tệp không tên".to_owned();
    }
    let characters: Vec<char> = shown.chars().collect();
    if characters.len() <= LIMIT {
        return shown.to_owned();
    }
    let (head, tail) = (LIMIT - 17, 16);
    let head: String = characters[..head].iter().collect();
    let tail: String = characters[characters.len() - tail..].iter().collect();
    format!("{head}…{tail}")
}

/// Control characters, and the marks that silently turn text around or hide in it.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}
