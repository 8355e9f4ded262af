use kernel::{DossierId, Instant, LegId};

use crate::{Key, Kind, Occurrence};

/// What others said about a dossier, as far as it concerns what a person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    Submitted,
    Accepted { due: Instant },
    SupplementAsked { at: Instant },
    SupplementReceived { at: Instant, due: Option<Instant> },
    PaymentAwaited { leg: LegId, reference: String },
    Resumed { at: Instant, due: Instant },
    ResultReady { at: Instant },
    ResultReturned { by_post: bool },
    Refused,
    Withdrawn,
}

/// A notice that a fact makes owed, with the values only the fact knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub key: Key,
    /// The date promised, when the notice promises one.
    pub due: Option<Instant>,
    /// The number to pay by, when something is to be paid.
    pub reference: Option<String>,
}

/// The notices a fact makes owed: the notification matrix.
///
/// Sources: NĐ 61/2018/NĐ-CP Điều 17, 19.9, 20.4, 22; QĐ 45/2016/QĐ-TTg Điều 8.4, 9.
pub fn owed(dossier: DossierId, fact: Fact) -> Vec<Owed> {
    let (once, bare) = (Occurrence::Once, (None, None));
    let notices = match fact {
        Fact::Submitted => vec![(Kind::Submitted, once, bare)],
        Fact::Accepted { due } => vec![(Kind::Received, once, (Some(due), None))],
        Fact::SupplementAsked { at } => {
            vec![(Kind::SupplementAsked, Occurrence::At(at), bare)]
        }
        Fact::SupplementReceived { at, due } => {
            vec![(Kind::SupplementReceived, Occurrence::At(at), (due, None))]
        }
        Fact::PaymentAwaited { leg, reference } => {
            vec![(
                Kind::PaymentAwaited,
                Occurrence::Leg(leg),
                (None, Some(reference)),
            )]
        }
        Fact::Resumed { at, due } => {
            vec![(Kind::Resumed, Occurrence::At(at), (Some(due), None))]
        }
        Fact::ResultReady { at } => vec![(Kind::ResultReady, Occurrence::At(at), bare)],
        // Handed over at the counter: the person holds it, there is nothing to tell.
        Fact::ResultReturned { by_post: false } => vec![],
        Fact::ResultReturned { by_post: true } => {
            vec![
                (Kind::PostalSlip, once, (None, None)),
                (Kind::ResultPosted, once, bare),
            ]
        }
        Fact::Refused => vec![(Kind::Refused, once, bare)],
        Fact::Withdrawn => vec![(Kind::Withdrawn, once, bare)],
    };
    notices
        .into_iter()
        .map(|(kind, occurrence, (due, reference))| Owed {
            key: Key {
                dossier,
                kind,
                occurrence,
            },
            due,
            reference,
        })
        .collect()
}
