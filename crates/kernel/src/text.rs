//! What people type: normalised, bounded, and refused with a remedy when it cannot be kept.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// Why a text is not accepted. Its display is the sentence shown to the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("Mục này không được để trống. Hãy điền nội dung.")]
    Empty,
    #[error("Nội dung dài {length} ký tự, tối đa {limit} ký tự. Hãy rút gọn.")]
    TooLong { length: usize, limit: usize },
    #[error("Nội dung có ký tự điều khiển không in được. Hãy xóa và gõ lại.")]
    ControlCharacter,
    #[error("Số định danh cá nhân phải có đúng 12 chữ số. Hãy xem lại trên thẻ căn cước.")]
    CitizenId,
    #[error(
        "Số này không đúng dạng. Cá nhân: 12 chữ số trên thẻ căn cước; tổ chức: mã số thuế 10 hoặc 13 \
         chữ số; hộ chiếu: mã nước, dấu cách rồi số, ví dụ KOR M12345678."
    )]
    PartyId,
    #[error(
        "Mã số thuế {0} sai chữ số kiểm tra. Hãy xem lại trên giấy chứng nhận đăng ký của tổ chức."
    )]
    TaxCode(String),
    #[error("Số điện thoại phải có 10 chữ số và bắt đầu bằng 0, ví dụ 0912345678.")]
    Phone,
}

/// One line of text: NFC, trimmed, no control characters, at most `limit` characters.
///
/// # Errors
/// When it is empty, too long, or carries a control or direction-changing character.
pub fn line(raw: &str, limit: usize) -> Result<String, TextError> {
    bounded(raw, limit, |_| false)
}

/// Several lines of text: as [`line()`], with line breaks kept.
///
/// # Errors
/// As [`line()`].
pub fn paragraph(raw: &str, limit: usize) -> Result<String, TextError> {
    bounded(raw, limit, |c| c == '\n' || c == '\t')
}

/// Lower case without diacritics, so that `dat dai` finds `Đất đai`.
pub fn folded(text: &str) -> String {
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

fn bounded(raw: &str, limit: usize, kept: fn(char) -> bool) -> Result<String, TextError> {
    // Cheap refusal first: ten megabytes need not be normalised to be found too long.
    if raw.len() > limit.saturating_mul(16).saturating_add(1024) {
        return Err(TextError::TooLong {
            length: raw.chars().count(),
            limit,
        });
    }
    let text: String = raw.replace("\r\n", "\n").nfc().collect();
    let text = text.trim();
    if text.chars().any(|c| hidden(c) && !kept(c)) {
        return Err(TextError::ControlCharacter);
    }
    match text.chars().count() {
        0 => Err(TextError::Empty),
        length if length > limit => Err(TextError::TooLong { length, limit }),
        _ => Ok(text.to_owned()),
    }
}

/// Control characters, and the marks that silently turn text around or hide in it.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A personal identification number (số định danh cá nhân): 12 digits.
///
/// Source: Luật Căn cước 26/2023/QH15; `domain` has no check digit to test.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CitizenId(String);

/// A Vietnamese mobile number in its national form: ten digits, the first a zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl FromStr for CitizenId {
    type Err = TextError;
    fn from_str(raw: &str) -> Result<Self, TextError> {
        let digits: String = raw.chars().filter(|c| !matches!(c, ' ' | '.')).collect();
        (digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit()))
            .then_some(Self(digits))
            .ok_or(TextError::CitizenId)
    }
}

impl FromStr for Phone {
    type Err = TextError;
    fn from_str(raw: &str) -> Result<Self, TextError> {
        let compact: String = raw
            .chars()
            .filter(|c| !matches!(c, ' ' | '.' | '-'))
            .collect();
        let national = match compact
            .strip_prefix("+84")
            .or_else(|| compact.strip_prefix("84"))
        {
            Some(rest) if rest.len() == 9 => format!("0{rest}"),
            _ => compact,
        };
        (national.len() == 10
            && national.bytes().all(|b| b.is_ascii_digit())
            && matches!(national.as_bytes(), [b'0', b'2'..=b'9', ..]))
        .then_some(Self(national))
        .ok_or(TextError::Phone)
    }
}

macro_rules! as_text {
    ($($name:ident),*) => {$(
        impl $name {
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl TryFrom<String> for $name {
            type Error = TextError;
            fn try_from(raw: String) -> Result<Self, TextError> { raw.parse() }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self { value.0 }
        }
    )*};
}
pub(crate) use as_text;
as_text!(CitizenId, Phone);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_either_unicode_form_are_the_same_name() {
        assert_eq!(
            line("Nguyê\u{303}n Va\u{306}n A", 100),
            line("Nguyễn Văn A", 100)
        );
    }

    #[test]
    fn hidden_characters_and_oversized_texts_are_refused() {
        for raw in ["a\u{0}b", "a\u{202e}b", "a\u{200b}b", "a\nb", "\u{1b}[31m"] {
            assert_eq!(line(raw, 100), Err(TextError::ControlCharacter), "{raw:?}");
        }
        assert_eq!(line("   ", 100), Err(TextError::Empty));
        let long = "ắ".repeat(101);
        assert_eq!(
            line(&long, 100),
            Err(TextError::TooLong {
                length: 101,
                limit: 100
            })
        );
        let huge = "x".repeat(10 << 20);
        assert_eq!(
            line(&huge, 100),
            Err(TextError::TooLong {
                length: 10 << 20,
                limit: 100
            })
        );
        assert_eq!(paragraph("một\r\nhai", 100).unwrap(), "một\nhai");
    }

    #[test]
    fn identity_numbers_have_twelve_ascii_digits() {
        assert_eq!(
            "051 088 000 001".parse::<CitizenId>().unwrap().as_str(),
            "051088000001"
        );
        for raw in [
            "05108800000",
            "0510880000012",
            "05108800000a",
            "０５１０８８００００01",
            "",
        ] {
            assert_eq!(
                raw.parse::<CitizenId>(),
                Err(TextError::CitizenId),
                "{raw:?}"
            );
        }
    }

    #[test]
    fn phones_are_kept_in_national_form() {
        for raw in [
            "0912345678",
            "+84912345678",
            "84 912 345 678",
            "0912.345.678",
        ] {
            assert_eq!(
                raw.parse::<Phone>().unwrap().as_str(),
                "0912345678",
                "{raw:?}"
            );
        }
        for raw in [
            "912345678",
            "01234567890",
            "09123 4567x",
            "0112345678",
            "📱",
        ] {
            assert_eq!(raw.parse::<Phone>(), Err(TextError::Phone), "{raw:?}");
        }
    }
}
