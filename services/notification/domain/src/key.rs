use std::{fmt, str::FromStr};

use chrono::{DateTime, SecondsFormat};
use kernel::{ComplaintId, DossierId, Instant, LegId, ProofId};

use crate::Kind;

/// What makes a notice the same notice: derived from the fact alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// What it is about; the complaint's own id where that is about no dossier, and a booking's.
    pub dossier: DossierId,
    pub kind: Kind,
    pub occurrence: Occurrence,
}

/// Which notice of its kind: facts that can happen again are told apart by what they carry.
///
/// Written `once`, `at 2026-11-20T02:00:00.000000Z`, `leg 0198…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Occurrence {
    /// The fact happens once in a dossier's life.
    Once,
    /// The fact as it happened at this moment.
    At(Instant),
    /// The fact of one leg of the route.
    Leg(LegId),
    /// One sending of digits.
    Proof(ProofId),
    /// What happened to one complaint.
    Complaint(ComplaintId),
}

/// A text that names no occurrence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no occurrence")]
pub struct UnknownOccurrence(pub String);

impl fmt::Display for Occurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once => f.write_str("once"),
            Self::At(at) => write!(f, "at {}", at.to_rfc3339_opts(SecondsFormat::Micros, true)),
            Self::Leg(leg) => write!(f, "leg {leg}"),
            Self::Proof(proof) => write!(f, "proof {proof}"),
            Self::Complaint(complaint) => write!(f, "complaint {complaint}"),
        }
    }
}

impl FromStr for Occurrence {
    type Err = UnknownOccurrence;
    fn from_str(text: &str) -> Result<Self, UnknownOccurrence> {
        let occurrence = match text.split_once(' ') {
            None if text == "once" => Some(Self::Once),
            Some(("at", at)) => DateTime::parse_from_rfc3339(at)
                .ok()
                .map(|at| Self::At(at.to_utc())),
            Some(("leg", leg)) => leg.parse().ok().map(Self::Leg),
            Some(("proof", proof)) => proof.parse().ok().map(Self::Proof),
            Some(("complaint", complaint)) => complaint.parse().ok().map(Self::Complaint),
            _ => None,
        };
        occurrence.ok_or_else(|| UnknownOccurrence(text.to_owned()))
    }
}
