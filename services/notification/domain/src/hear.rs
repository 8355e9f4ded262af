use chrono::FixedOffset;
use kernel::{ComplaintId, DossierId, Instant, LegId, ProofId, UnitId};

use crate::{Key, Kind, Occurrence};

/// What others said about a dossier, as far as it concerns what a person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    Submitted,
    Accepted {
        due: Instant,
    },
    /// Until when the person may answer.
    SupplementAsked {
        answer_by: Option<Instant>,
    },
    SupplementReceived {
        due: Option<Instant>,
        /// Something is still missing.
        partial: bool,
    },
    SupplementExpired,
    PaymentAwaited {
        leg: LegId,
        reference: String,
    },
    PaymentSettled {
        leg: LegId,
        /// The debt was noted instead (ghi nợ).
        debt: bool,
    },
    RefundOwed {
        /// Less came than is asked, which settles nothing.
        short: bool,
    },
    RefundMade,
    Resumed {
        due: Instant,
    },
    AppointmentMoved {
        due: Instant,
        previous: Option<Instant>,
        /// Who was late.
        unit: UnitId,
    },
    ResultReady(Outcome),
    ResultReturned {
        by_post: bool,
        /// The number of the postal item, when it is known.
        tracking: Option<String>,
    },
    CorrectionOpened {
        due: Instant,
    },
    LossReported,
    Refused,
    Withdrawn,
    Stopped,
    /// The request for a supplement is soon to lapse.
    SupplementDueSoon {
        answer_by: Instant,
    },
    /// Somebody asks for digits.
    ProofAsked {
        proof: ProofId,
    },
    ComplaintFiled {
        complaint: ComplaintId,
        answer_by: Instant,
    },
    /// A booking; it stands where a dossier would.
    BookingMade,
    BookingMoved,
    BookingCancelled,
    ComplaintAnswered {
        complaint: ComplaintId,
    },
}

/// How a result lies ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Before the promised date: the person does not expect it yet.
    Early,
    Ready,
    /// A refusal in writing.
    NotEligible,
}

impl Outcome {
    /// A result that lay ready at `at`, promised for `due`. Dates are compared, not hours.
    pub fn of(granted: bool, at: Instant, due: Option<Instant>, zone: FixedOffset) -> Self {
        let day = |at: Instant| at.with_timezone(&zone).date_naive();
        match due {
            _ if !granted => Self::NotEligible,
            Some(due) if day(at) < day(due) => Self::Early,
            _ => Self::Ready,
        }
    }
}

/// A notice that a fact makes owed, with the values only the fact knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub key: Key,
    /// When the fact happened.
    pub at: Instant,
    pub values: Values,
}

/// What a fact says that its notice repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// The date promised, or until when to answer.
    pub due: Option<Instant>,
    /// The date promised before.
    pub previous_due: Option<Instant>,
    /// The number to pay by, or that of the postal item.
    pub reference: Option<String>,
    /// Who was late.
    pub unit: Option<UnitId>,
}

impl Values {
    fn until(due: impl Into<Option<Instant>>) -> Self {
        let due = due.into();
        Self {
            due,
            ..Self::default()
        }
    }

    fn numbered(reference: Option<String>) -> Self {
        Self {
            reference,
            ..Self::default()
        }
    }
}

/// The notices that a fact makes owed, which happened at `at`: the notification matrix.
///
/// Sources: NĐ 61/2018/NĐ-CP Điều 17, 19, 20.4, 21, 22; QĐ 45/2016/QĐ-TTg Điều 8.4, 9.
pub fn owed(dossier: DossierId, at: Instant, fact: Fact) -> Vec<Owed> {
    let (once, now) = (Occurrence::Once, Occurrence::At(at));
    let bare = Values::default();
    let notices = match fact {
        Fact::Submitted => vec![(Kind::Submitted, once, bare)],
        Fact::Accepted { due } => vec![(Kind::Received, once, Values::until(due))],
        Fact::SupplementAsked { answer_by } => {
            vec![(Kind::SupplementAsked, now, Values::until(answer_by))]
        }
        Fact::SupplementReceived { partial: true, .. } => {
            vec![(Kind::SupplementPartial, now, bare)]
        }
        Fact::SupplementReceived { due, .. } => {
            vec![(Kind::SupplementReceived, now, Values::until(due))]
        }
        Fact::SupplementExpired => vec![(Kind::SupplementExpired, once, bare)],
        Fact::PaymentAwaited { leg, reference } => {
            let number = Values::numbered(Some(reference));
            vec![(Kind::PaymentAwaited, Occurrence::Leg(leg), number)]
        }
        Fact::PaymentSettled { leg, debt } => {
            let kind = match debt {
                true => Kind::DebtNoted,
                false => Kind::PaymentSettled,
            };
            vec![(kind, Occurrence::Leg(leg), bare)]
        }
        // Each money that comes is told of by itself.
        Fact::RefundOwed { short } => {
            let kind = match short {
                true => Kind::PaymentShort,
                false => Kind::RefundOwed,
            };
            vec![(kind, now, bare)]
        }
        Fact::RefundMade => vec![(Kind::RefundMade, now, bare)],
        // A date that has passed already is no promise: what is owed for it is an apology.
        Fact::Resumed { due } => {
            let to_come = Some(due).filter(|due| *due > at);
            vec![(Kind::Resumed, now, Values::until(to_come))]
        }
        Fact::AppointmentMoved {
            due,
            previous,
            unit,
        } => {
            let values = Values {
                previous_due: previous,
                unit: Some(unit),
                ..Values::until(due)
            };
            vec![(Kind::AppointmentMoved, now, values)]
        }
        Fact::ResultReady(outcome) => {
            let kind = match outcome {
                Outcome::Early => Kind::ResultEarly,
                Outcome::Ready => Kind::ResultReady,
                Outcome::NotEligible => Kind::NotEligible,
            };
            vec![(kind, now, bare)]
        }
        // Handed over at the counter: the person holds it, there is nothing to tell.
        Fact::ResultReturned { by_post: false, .. } => vec![],
        // A corrected result is posted a second time.
        Fact::ResultReturned { tracking, .. } => {
            let number = Values::numbered(tracking);
            vec![
                (Kind::PostalSlip, now, number.clone()),
                (Kind::ResultPosted, now, number),
            ]
        }
        Fact::CorrectionOpened { due } => vec![(Kind::CorrectionOpened, now, Values::until(due))],
        Fact::LossReported => vec![(Kind::LossReported, now, bare)],
        Fact::Refused => vec![(Kind::Refused, once, bare)],
        Fact::Withdrawn => vec![(Kind::Withdrawn, once, bare)],
        Fact::Stopped => vec![(Kind::Stopped, once, bare)],
        Fact::SupplementDueSoon { answer_by } => {
            vec![(Kind::SupplementDueSoon, now, Values::until(answer_by))]
        }
        Fact::ProofAsked { proof } => vec![(Kind::Proof, Occurrence::Proof(proof), bare)],
        Fact::ComplaintFiled {
            complaint,
            answer_by,
        } => {
            let which = Occurrence::Complaint(complaint);
            vec![(Kind::ComplaintReceived, which, Values::until(answer_by))]
        }
        // The time told is the one in force when the message goes out.
        Fact::BookingMade => vec![(Kind::BookingMade, once, bare)],
        Fact::BookingMoved => vec![(Kind::BookingMoved, now, bare)],
        Fact::BookingCancelled => vec![(Kind::BookingCancelled, once, bare)],
        Fact::ComplaintAnswered { complaint } => {
            vec![(
                Kind::ComplaintAnswered,
                Occurrence::Complaint(complaint),
                bare,
            )]
        }
    };
    let owed = |(kind, occurrence, values)| {
        let key = Key {
            dossier,
            kind,
            occurrence,
        };
        Owed { key, at, values }
    };
    notices.into_iter().map(owed).collect()
}
