//! What the register counts in: square metres to a tenth, and fractions of a right.

use std::{fmt, str::FromStr};

/// A text that is no area or no share. Its display is the sentence shown to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    #[error(
        "Diện tích ghi bằng mét vuông, nhiều nhất một chữ số thập phân, ví dụ 123,4 hoặc 1.250."
    )]
    Area,
    #[error("Diện tích phải lớn hơn 0 và không quá 429.496.729,5 m².")]
    AreaOutOfRange,
    #[error("Tỷ lệ quyền ghi bằng phân số từ trên 0 đến 1, mẫu số không quá 10.000, ví dụ 1/2.")]
    Share,
}

/// An area in tenths of a square metre, the precision of a land certificate; never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area(u32);

impl Area {
    /// # Errors
    /// Zero is no area.
    pub fn from_tenths(tenths: u32) -> Result<Self, MeasureError> {
        (tenths > 0)
            .then_some(Self(tenths))
            .ok_or(MeasureError::AreaOutOfRange)
    }
    pub fn tenths(self) -> u32 {
        self.0
    }
}

/// Prints as the certificate does: `123,4`, `1.250,0`.
impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = (self.0 / 10).to_string();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ",{}", self.0 % 10)
    }
}

/// Reads Vietnamese figures only: a comma before the tenth, full stops between thousands.
/// `123.4` is refused rather than guessed at.
impl FromStr for Area {
    type Err = MeasureError;
    fn from_str(raw: &str) -> Result<Self, MeasureError> {
        let raw = raw
            .trim()
            .trim_end_matches("m²")
            .trim_end_matches("m2")
            .trim_end();
        let (whole, tenth) = raw.split_once(',').unwrap_or((raw, "0"));
        let groups: Vec<&str> = whole.split('.').collect();
        let grouped = match groups.as_slice() {
            [_] => true,
            [first, rest @ ..] => first.len() <= 3 && rest.iter().all(|group| group.len() == 3),
            [] => false,
        };
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !grouped
            || !groups.iter().all(|group| digits(group))
            || !digits(tenth)
            || tenth.len() > 1
        {
            return Err(MeasureError::Area);
        }
        let tenths = format!("{}{tenth}", groups.concat());
        tenths
            .parse()
            .map_err(|_| MeasureError::AreaOutOfRange)
            .and_then(Self::from_tenths)
    }
}

/// A holder's part of a common right (tỷ lệ), in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    numerator: u32,
    denominator: u32,
}

impl Share {
    /// The whole right, in one hand.
    pub const WHOLE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    /// # Errors
    /// Nothing, more than the whole, or parts finer than a ten-thousandth.
    pub fn new(numerator: u32, denominator: u32) -> Result<Self, MeasureError> {
        if numerator == 0 || numerator > denominator || denominator > 10_000 {
            return Err(MeasureError::Share);
        }
        let by = gcd(numerator.into(), denominator.into()) as u32;
        Ok(Self {
            numerator: numerator / by,
            denominator: denominator / by,
        })
    }
    pub fn numerator(self) -> u32 {
        self.numerator
    }
    pub fn denominator(self) -> u32 {
        self.denominator
    }

    /// True when the shares together are exactly the whole right.
    pub fn make_whole(shares: impl IntoIterator<Item = Self>) -> bool {
        let sum = shares
            .into_iter()
            .try_fold((0u128, 1u128), |(n, d), share| {
                let (m, e) = (u128::from(share.numerator), u128::from(share.denominator));
                let n = n.checked_mul(e)?.checked_add(m.checked_mul(d)?)?;
                let d = d.checked_mul(e)?;
                let by = gcd(n, d);
                Some((n / by, d / by))
            });
        sum == Some((1, 1))
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            &Self::WHOLE => f.write_str("1"),
            Self {
                numerator,
                denominator,
            } => write!(f, "{numerator}/{denominator}"),
        }
    }
}

impl FromStr for Share {
    type Err = MeasureError;
    fn from_str(raw: &str) -> Result<Self, MeasureError> {
        let (n, d) = raw.trim().split_once('/').unwrap_or((raw.trim(), "1"));
        let number = |s: &str| s.trim().parse::<u32>().map_err(|_| MeasureError::Share);
        Self::new(number(n)?, number(d)?)
    }
}
