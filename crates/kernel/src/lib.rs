//! The few words every service speaks. Pure: no I/O, no async, no clock of its own.

mod decider;
mod ids;
mod party;
mod personal;
mod role;
mod text;
pub mod working_time;

pub use decider::{Decider, Refuse};
pub use ids::{
    CaseId, CertificateId, ComplaintId, DocumentId, DossierId, EntitlementId, FeedbackId, LegId,
    NoticeId, ParcelId, ProofId, UnitId,
};
pub use party::{PartyId, PartyKind};
pub use personal::Personal;
pub use role::{NoRole, Role};
pub use text::{CitizenId, Phone, TextError, folded, line, paragraph};

/// A moment. Stored and sent in UTC; read by people in the province's civil time.
pub type Instant = chrono::DateTime<chrono::Utc>;
