//! Sums of money as notices state them.

use std::{fmt, str::FromStr};

/// A sum in đồng, from nothing to ten million million; đồng have no smaller part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dong(i64);

/// A text or number that is no sum. Its display is the sentence shown to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DongError {
    #[error("Số tiền ghi bằng chữ số, không có phần lẻ, ví dụ 1.174.500.")]
    NotANumber,
    #[error("Số tiền phải từ 0 đến 10.000.000.000.000 đồng.")]
    OutOfRange,
}

impl Dong {
    pub const NOTHING: Self = Self(0);
    const MOST: i64 = 10_000_000_000_000;

    /// # Errors
    /// Less than nothing, or more than ten million million.
    pub fn new(amount: i64) -> Result<Self, DongError> {
        (0..=Self::MOST)
            .contains(&amount)
            .then_some(Self(amount))
            .ok_or(DongError::OutOfRange)
    }
    pub fn get(self) -> i64 {
        self.0
    }
}

/// As a notice writes it: `1.174.500 đồng`.
impl fmt::Display for Dong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        f.write_str(" đồng")
    }
}

/// Reads digits, plain or grouped in threes by full stops, with or without the word đồng.
impl FromStr for Dong {
    type Err = DongError;
    fn from_str(raw: &str) -> Result<Self, DongError> {
        let raw = raw.trim();
        let raw = raw
            .strip_suffix("đồng")
            .or_else(|| raw.strip_suffix('đ'))
            .unwrap_or(raw)
            .trim_end();
        let groups: Vec<&str> = raw.split('.').collect();
        let grouped = match groups.as_slice() {
            [first, rest @ ..] if !rest.is_empty() => {
                first.len() <= 3 && rest.iter().all(|g| g.len() == 3)
            }
            _ => true,
        };
        let digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
        if !grouped || !groups.iter().all(digits) {
            return Err(DongError::NotANumber);
        }
        groups
            .concat()
            .parse()
            .map_err(|_| DongError::OutOfRange)
            .and_then(Self::new)
    }
}
