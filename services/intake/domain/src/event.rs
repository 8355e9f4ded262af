//! What has happened to a dossier.

use chrono::NaiveDate;
use kernel::{DossierId, Instant, UnitId, working_time::Term};

use crate::{
    Apology, Appointment, Channel, Correction, Declined, Ending, Filing, Handover, Loss, Need,
    Originals, Outcome, Paper, ProcedureRef, Request,
};

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Submitted(Box<Submission>),
    Accepted(Box<Receipt>),
    /// Brought to a desk, and not received.
    Declined(Box<Declined>),
    Refused(Ending),
    SupplementNeeded(Need),
    SupplementAsked {
        request: Request,
        /// With its clock stopped; none before reception.
        appointment: Option<Appointment>,
    },
    SupplementReceived {
        papers: Vec<Paper>,
        missing: Vec<String>,
        /// The promise once nothing is missing; none before, or before reception.
        appointment: Option<Appointment>,
        at: Instant,
    },
    /// The time to answer is running out.
    SupplementDueSoon {
        answer_by: Instant,
        round: u32,
        at: Instant,
    },
    Lapsed {
        at: Instant,
    },
    Withdrawn(Ending),
    Stopped(Ending),
    ClockStopped {
        ground: String,
        appointment: Appointment,
        at: Instant,
    },
    ClockStarted {
        appointment: Appointment,
        at: Instant,
    },
    PaymentAwaited {
        reference: String,
        at: Instant,
    },
    PaymentSettled {
        reference: String,
        debt_noted: bool,
        at: Instant,
    },
    AppointmentMoved {
        apology: Apology,
        previous_due: Instant,
        appointment: Appointment,
    },
    /// An apology came that cannot move the date; it is written down with the reason.
    ApologySetAside {
        apology: Apology,
        why: SetAside,
    },
    Settled(Outcome),
    Returned(Handover),
    HandedOver {
        from: UnitId,
        slip: String,
        originals: Originals,
        at: Instant,
    },
    LossReported(Loss),
    CorrectionOpened {
        correction: Correction,
        appointment: Appointment,
    },
    ReceivingMoved {
        to: UnitId,
        at: Instant,
    },
    VersionKept {
        version: NaiveDate,
        /// The terms of the phases to come under that version.
        terms: Vec<Term>,
        at: Instant,
    },
    SyncRecorded {
        status: u8,
        failure: Option<String>,
        at: Instant,
    },
}

/// A person filed online; no desk has received it yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    pub id: DossierId,
    pub code: String,
    pub procedure: ProcedureRef,
    pub filing: Filing,
    pub at: Instant,
}

/// A desk received the dossier: the promise stands from here.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    pub id: DossierId,
    pub code: String,
    pub procedure: ProcedureRef,
    pub filing: Filing,
    pub channel: Channel,
    pub minutes: Option<String>,
    /// Form 01 is issued.
    pub receipt: bool,
    pub difficult: bool,
    /// The keys of the procedure's conditional legs that the filing calls for.
    pub legs: Vec<String>,
    pub terms: Vec<Term>,
    pub appointment: Appointment,
    pub at: Instant,
}

/// Why an apology does not move the date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetAside {
    /// The date was moved as often as the rules allow (NĐ 61/2018/NĐ-CP Điều 19.9).
    Limit,
    /// The result is there, or the dossier has ended.
    Over,
    NotLater,
    DayOfRest,
    BeyondCalendar,
}

impl SetAside {
    /// A stable word for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Limit => "limit",
            Self::Over => "over",
            Self::NotLater => "not-later",
            Self::DayOfRest => "day-of-rest",
            Self::BeyondCalendar => "beyond-calendar",
        }
    }
}

impl Event {
    /// When it happened.
    pub fn at(&self) -> Instant {
        match self {
            Self::Submitted(submission) => submission.at,
            Self::Accepted(receipt) => receipt.at,
            Self::Declined(declined) => declined.ending.at,
            Self::Refused(ending) | Self::Withdrawn(ending) | Self::Stopped(ending) => ending.at,
            Self::SupplementNeeded(need) => need.at,
            Self::SupplementAsked { request, .. } => request.at,
            Self::AppointmentMoved { apology, .. } | Self::ApologySetAside { apology, .. } => {
                apology.at
            }
            Self::Settled(outcome) => outcome.at,
            Self::Returned(handover) => handover.at,
            Self::LossReported(loss) => loss.at,
            Self::CorrectionOpened { correction, .. } => correction.at,
            Self::SupplementReceived { at, .. }
            | Self::SupplementDueSoon { at, .. }
            | Self::Lapsed { at }
            | Self::ClockStopped { at, .. }
            | Self::ClockStarted { at, .. }
            | Self::PaymentAwaited { at, .. }
            | Self::PaymentSettled { at, .. }
            | Self::HandedOver { at, .. }
            | Self::ReceivingMoved { at, .. }
            | Self::VersionKept { at, .. }
            | Self::SyncRecorded { at, .. } => *at,
        }
    }
}
