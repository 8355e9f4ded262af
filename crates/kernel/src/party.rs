//! Who takes part in a dossier, by number.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{CitizenId, TextError, text::as_text};

/// The number that tells one party of a dossier from another (LADM: party; cá nhân, tổ chức): a
/// person's identification number (số định danh cá nhân, 12 digits), an organisation's tax code, which
/// is an enterprise's number as well (mã số thuế, 10 digits; of a dependent unit 13, kept as
/// `0000000017-001`), or the number of a passport after the code of the state that issued it, since two
/// states may give the same one (`KOR M12345678`).
///
/// Sources: Luật Căn cước 26/2023/QH15; Luật Doanh nghiệp 59/2020/QH14 Điều 29; ICAO Doc 9303 part 3
/// (codes of states) and part 4 (numbers of at most nine letters and digits).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartyId(String);

/// Whose number a [`PartyId`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    Citizen,
    Organisation,
    PassportHolder,
}

as_text!(PartyId);

impl FromStr for PartyId {
    type Err = TextError;
    fn from_str(raw: &str) -> Result<Self, TextError> {
        let typed = raw.trim().to_ascii_uppercase();
        let numeric = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-');
        if typed.chars().all(numeric) {
            let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
            return Self::of_digits(digits);
        }
        let (state, number) = typed.split_once([' ', '-']).ok_or(TextError::PartyId)?;
        let number: String = number.chars().filter(|c| *c != ' ').collect();
        // What German passports say of their state in their first line.
        let state = if state == "D" { "DEU" } else { state };
        let is_state = state.len() == 3 && state.bytes().all(|b| b.is_ascii_uppercase());
        let is_number = (5..=9).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_alphanumeric())
            && number.bytes().any(|b| b.is_ascii_digit());
        (is_state && is_number)
            .then(|| Self(format!("{state} {number}")))
            .ok_or(TextError::PartyId)
    }
}

impl PartyId {
    /// Whose number this is.
    pub fn kind(&self) -> PartyKind {
        match self.0.as_bytes() {
            [b'0'..=b'9', ..] if self.0.len() == 12 => PartyKind::Citizen,
            [b'0'..=b'9', ..] => PartyKind::Organisation,
            _ => PartyKind::PassportHolder,
        }
    }

    /// Whether it is no person, so that somebody has to act for it.
    pub fn is_organisation(&self) -> bool {
        self.kind() == PartyKind::Organisation
    }

    fn of_digits(digits: String) -> Result<Self, TextError> {
        match digits.len() {
            12 => Ok(Self(digits)),
            10 | 13 if is_tax_code(digits.as_bytes()) => {
                let (unit, dependent) = digits.split_at(10);
                Ok(Self(if dependent.is_empty() {
                    digits
                } else {
                    format!("{unit}-{dependent}")
                }))
            }
            10 | 13 => Err(TextError::TaxCode(digits)),
            _ => Err(TextError::PartyId),
        }
    }
}

impl From<CitizenId> for PartyId {
    fn from(number: CitizenId) -> Self {
        Self(number.into())
    }
}

/// Whether the tenth digit is the one that the nine before it ask for: ten less the remainder by
/// eleven of their weighted sum.
fn is_tax_code(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let value = |digit: &u8| u32::from(digit.wrapping_sub(b'0'));
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| value(d) * w).sum();
    digits.get(9).map(value) == Some(10 - sum % 11)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_is_a_citizen_an_organisation_or_who_holds_a_passport() {
        let kept = [
            ("051 088 000 001", "051088000001", PartyKind::Citizen),
            ("0000000017", "0000000017", PartyKind::Organisation),
            ("0000000017-001", "0000000017-001", PartyKind::Organisation),
            ("0000000017001", "0000000017-001", PartyKind::Organisation),
            ("kor m1234 5678", "KOR M12345678", PartyKind::PassportHolder),
            ("USA-123456789", "USA 123456789", PartyKind::PassportHolder),
            ("D C01X00T47", "DEU C01X00T47", PartyKind::PassportHolder),
        ];
        for (typed, number, kind) in kept {
            let party: PartyId = typed.parse().unwrap();
            assert_eq!((party.as_str(), party.kind()), (number, kind), "{typed:?}");
            assert_eq!(number.parse(), Ok(party), "it reads what it writes");
        }
    }

    #[test]
    fn a_party_number_that_could_be_anybodys_is_refused() {
        // A passport without its state, an old nine-digit card, a phone, and what is no number at all.
        for raw in [
            "M12345678",
            "051088001",
            "",
            "-",
            "KO M12345678",
            "KOR ABCDEFG",
            "KOR M1234567890",
            "０５１０８８００００01",
            "KOR <script>",
            "KÓR M12345678",
            "05108800000",
            "KOR",
        ] {
            assert_eq!(raw.parse::<PartyId>(), Err(TextError::PartyId), "{raw:?}");
        }
        for raw in ["0912345678", "0000000018", "0000000018001"] {
            let wrong = TextError::TaxCode(raw.to_owned());
            assert_eq!(raw.parse::<PartyId>(), Err(wrong), "{raw:?}");
        }
    }
}
