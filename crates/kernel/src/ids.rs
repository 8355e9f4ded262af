use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id (UUIDv7), made by whoever names the thing first.
            pub fn mint() -> Self { Self(Uuid::now_v7()) }
            pub fn uuid(self) -> Uuid { self.0 }
        }
        impl From<Uuid> for $name { fn from(uuid: Uuid) -> Self { Self(uuid) } }
        impl From<$name> for Uuid { fn from(id: $name) -> Self { id.0 } }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { s.parse().map(Self) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
    )*};
}

ids! {
    /// One citizen's application for one administrative procedure (hồ sơ).
    DossierId,
    /// One stretch of a dossier's route in one agency's hands (khâu).
    LegId,
    /// The same stretch, as the agency that works on it knows it (việc).
    CaseId,
    /// A file that was handed in (tài liệu điện tử).
    DocumentId,
    /// A message owed to a person (thông báo).
    NoticeId,
    /// A parcel of land in the register (thửa đất).
    ParcelId,
    /// A land-use right certificate (Giấy chứng nhận).
    CertificateId,
    /// A person's entitlement to an allowance (chế độ trợ giúp).
    EntitlementId,
    /// One sending of digits by which a person proves that a dossier is theirs (mã xác nhận).
    ProofId,
    /// What a person says of one dossier: rating, and how to be told (đánh giá).
    FeedbackId,
    /// A complaint or proposal (phản ánh, kiến nghị).
    ComplaintId,
}

/// An administrative unit or agency as the province's own data names it, such as
/// `adm:21028` (a commune) or `org:vpdkdd` (the land registration office).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitId(String);

impl UnitId {
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for UnitId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
