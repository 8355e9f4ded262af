use std::{fmt, str::FromStr};

/// What a notice says. The words name the province's templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Filed online; a desk has yet to receive it.
    Submitted,
    /// Received, with code and appointment (NĐ 61/2018 Điều 17).
    Received,
    /// Something must be added (form 02, NĐ 61/2018 Điều 17.2).
    SupplementAsked,
    SupplementReceived,
    /// A fee or tax is to be paid before the dossier goes on (NĐ 61/2018 Điều 22).
    PaymentAwaited,
    /// The clock runs again, with a new date.
    Resumed,
    /// The result lies ready (NĐ 61/2018 Điều 20).
    ResultReady,
    /// The result was given to the post (QĐ 45/2016/QĐ-TTg Điều 8.4).
    ResultPosted,
    /// The slip that goes on the envelope with the result (QĐ 45/2016/QĐ-TTg Điều 9).
    PostalSlip,
    /// Not received (form 03).
    Refused,
    /// Stopped at the person's request (form 05).
    Withdrawn,
}

/// A word that names no kind of notice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no kind of notice is called `{0}`")]
pub struct UnknownKind(pub String);

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::Submitted,
        Self::Received,
        Self::SupplementAsked,
        Self::SupplementReceived,
        Self::PaymentAwaited,
        Self::Resumed,
        Self::ResultReady,
        Self::ResultPosted,
        Self::PostalSlip,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// The template's name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Received => "received",
            Self::SupplementAsked => "supplement-asked",
            Self::SupplementReceived => "supplement-received",
            Self::PaymentAwaited => "payment-awaited",
            Self::Resumed => "resumed",
            Self::ResultReady => "result-ready",
            Self::ResultPosted => "result-posted",
            Self::PostalSlip => "postal-slip",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// True for what only paper can be: it never goes to a phone.
    pub fn paper_only(self) -> bool {
        matches!(self, Self::PostalSlip)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;
    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| UnknownKind(word.to_owned()))
    }
}
