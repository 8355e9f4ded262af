//! The certificate (Giấy chứng nhận) and the number printed on its blank.

use std::{fmt, str::FromStr};

use kernel::{CertificateId, DossierId, Instant};

/// The number of a certificate's blank (số phát hành): two letters, then eight digits on
/// the blanks issued since 2025, six on older ones, which stay valid.
///
/// Source: Thông tư 10/2024/TT-BTNMT (eight digits); Thông tư 23/2014/TT-BTNMT (six).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial(String);

/// Why a text is no serial. Its display is the sentence shown to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "Số phát hành Giấy chứng nhận gồm 2 chữ cái và 8 chữ số (phôi cũ: 6 chữ số), ví dụ AA 01234567. Hãy xem lại trên trang 1 Giấy chứng nhận."
)]
pub struct SerialError;

impl Serial {
    /// As printed on the blank: `AA 01234567`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// True of the blanks that may still be issued.
    pub fn is_of_present_form(&self) -> bool {
        self.0.chars().filter(char::is_ascii_digit).count() == 8
    }
}

impl FromStr for Serial {
    type Err = SerialError;
    fn from_str(raw: &str) -> Result<Self, SerialError> {
        let compact: String = raw
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_uppercase)
            .collect();
        let at = compact
            .char_indices()
            .nth(2)
            .map_or(compact.len(), |(at, _)| at);
        let (letters, digits) = compact.split_at(at);
        let well_formed = letters.chars().count() == 2
            && letters.chars().all(|c| c.is_ascii_uppercase() || c == 'Đ')
            && matches!(digits.len(), 6 | 8)
            && digits.bytes().all(|b| b.is_ascii_digit());
        well_formed
            .then(|| Self(format!("{letters} {digits}")))
            .ok_or(SerialError)
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A certificate about to be issued, on a blank that has been set aside for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCertificate {
    pub id: CertificateId,
    pub serial: Serial,
    /// The number in the register of certificates (số vào sổ cấp Giấy chứng nhận).
    pub register_no: String,
}

/// A certificate of a right (LA_AdministrativeSource): issued, and at most once closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub id: CertificateId,
    pub serial: Serial,
    pub register_no: String,
    /// The right it certifies, by its place in [`crate::Parcel::rights`].
    pub right: usize,
    pub issued_at: Instant,
    /// The dossier it was issued for; none when it was taken over from older books.
    pub dossier: Option<DossierId>,
    pub closed: Option<Closed>,
}

/// When and why a certificate ceased to be valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    pub at: Instant,
    pub dossier: DossierId,
    pub ground: Closing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// The right went to somebody else, who has a certificate of their own.
    Transferred,
    /// It was lost and another was issued in its place (procedure 1.012786).
    Lost,
    /// The registry had erred, and issued another at its own cost
    /// (Nghị định 61/2018/NĐ-CP, Điều 21).
    Corrected,
}

impl Closing {
    /// A stable word for programs and tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::Transferred => "transferred",
            Self::Lost => "lost",
            Self::Corrected => "corrected",
        }
    }
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Transferred, Self::Lost, Self::Corrected]
            .into_iter()
            .find(|ground| ground.key() == key)
    }
}
