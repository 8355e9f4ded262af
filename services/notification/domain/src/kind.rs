use std::{fmt, str::FromStr};

use crate::Channel;

/// What a notice says. The words name the province's templates; the order is that in which notices
/// of one moment follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Filed online; a desk has yet to receive it.
    Submitted,
    /// Received, with code and appointment (NĐ 61/2018 Điều 17).
    Received,
    /// Something must be added (form 02, NĐ 61/2018 Điều 17.2).
    SupplementAsked,
    /// Part of it came; something is still missing (form 02 goes on).
    SupplementPartial,
    /// All of it came.
    SupplementReceived,
    /// It did not come in time: the dossier goes back without a result.
    SupplementExpired,
    /// A fee or tax is to be paid before the dossier goes on (NĐ 61/2018 Điều 22).
    PaymentAwaited,
    /// It was paid.
    PaymentSettled,
    /// It was noted as a debt instead (ghi nợ).
    DebtNoted,
    /// Money came that nobody asked for, such as a second payment: it goes back.
    RefundOwed,
    /// Less came than is asked: it goes back, and the notice is still to be paid.
    PaymentShort,
    /// Money that was owed went back.
    RefundMade,
    /// The clock runs again, with a new date.
    Resumed,
    /// The promised date was moved, with an apology (form 04, NĐ 61/2018 Điều 19.9).
    AppointmentMoved,
    /// The result lies ready before its date: the desk says so first (NĐ 61/2018 Điều 20.4).
    ResultEarly,
    /// The result lies ready (NĐ 61/2018 Điều 20).
    ResultReady,
    /// The result is a refusal in writing (NĐ 61/2018 Điều 19.8).
    NotEligible,
    /// The result was given to the post (QĐ 45/2016/QĐ-TTg Điều 8.4).
    ResultPosted,
    /// The slip that goes on the envelope with the result (QĐ 45/2016/QĐ-TTg Điều 9).
    PostalSlip,
    /// Not received (form 03).
    Refused,
    /// Stopped at the person's request (form 05).
    Withdrawn,
    /// Stopped on a ground of law (form 05).
    Stopped,
    /// An error of the agency is put right at its cost (NĐ 61/2018 Điều 21).
    CorrectionOpened,
    /// Papers were lost; the unit bears the cost of new ones (NĐ 61/2018 Điều 21).
    LossReported,
    /// The time to answer a request for a supplement is running out.
    SupplementDueSoon,
    /// Digits by which a person proves that a dossier is theirs.
    Proof,
    /// A complaint came in (NĐ 20/2008/NĐ-CP).
    ComplaintReceived,
    /// It was answered.
    ComplaintAnswered,
    /// A time at a centre was booked (đặt lịch hẹn).
    BookingMade,
    /// It was moved to another time.
    BookingMoved,
    /// It was called off.
    BookingCancelled,
}

/// A word that names no kind of notice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no kind of notice is called `{0}`")]
pub struct UnknownKind(pub String);

impl Kind {
    pub const ALL: [Self; 31] = [
        Self::Submitted,
        Self::Received,
        Self::SupplementAsked,
        Self::SupplementPartial,
        Self::SupplementReceived,
        Self::SupplementExpired,
        Self::PaymentAwaited,
        Self::PaymentSettled,
        Self::DebtNoted,
        Self::RefundOwed,
        Self::PaymentShort,
        Self::RefundMade,
        Self::Resumed,
        Self::AppointmentMoved,
        Self::ResultEarly,
        Self::ResultReady,
        Self::NotEligible,
        Self::ResultPosted,
        Self::PostalSlip,
        Self::Refused,
        Self::Withdrawn,
        Self::Stopped,
        Self::CorrectionOpened,
        Self::LossReported,
        Self::SupplementDueSoon,
        Self::Proof,
        Self::ComplaintReceived,
        Self::ComplaintAnswered,
        Self::BookingMade,
        Self::BookingMoved,
        Self::BookingCancelled,
    ];

    /// The template's name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Received => "received",
            Self::SupplementAsked => "supplement-asked",
            Self::SupplementPartial => "supplement-partial",
            Self::SupplementReceived => "supplement-received",
            Self::SupplementExpired => "supplement-expired",
            Self::PaymentAwaited => "payment-awaited",
            Self::PaymentSettled => "payment-settled",
            Self::DebtNoted => "debt-noted",
            Self::RefundOwed => "refund-owed",
            Self::PaymentShort => "payment-short",
            Self::RefundMade => "refund-made",
            Self::Resumed => "resumed",
            Self::AppointmentMoved => "appointment-moved",
            Self::ResultEarly => "result-early",
            Self::ResultReady => "result-ready",
            Self::NotEligible => "not-eligible",
            Self::ResultPosted => "result-posted",
            Self::PostalSlip => "postal-slip",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
            Self::CorrectionOpened => "correction-opened",
            Self::LossReported => "loss-reported",
            Self::SupplementDueSoon => "supplement-due-soon",
            Self::Proof => "proof",
            Self::ComplaintReceived => "complaint-received",
            Self::ComplaintAnswered => "complaint-answered",
            Self::BookingMade => "booking-made",
            Self::BookingMoved => "booking-moved",
            Self::BookingCancelled => "booking-cancelled",
        }
    }

    /// True for what tells a person when their result is due: the date in force is told, even where
    /// the fact that made the notice owed is older.
    pub fn promises(self) -> bool {
        matches!(
            self,
            Self::Received
                | Self::SupplementReceived
                | Self::Resumed
                | Self::AppointmentMoved
                | Self::CorrectionOpened
        )
    }

    /// The one way it may travel, where no other will do: a slip is paper, and digits prove who
    /// has the phone.
    pub fn only(self) -> Option<Channel> {
        match self {
            Self::PostalSlip => Some(Channel::Post),
            Self::Proof => Some(Channel::Sms),
            _ => None,
        }
    }

    /// True for what a person waits for at their screen: it goes out by night too.
    pub fn is_urgent(self) -> bool {
        matches!(self, Self::Proof)
    }

    /// True for what is said about a complaint, which need not be about a dossier.
    pub fn is_of_complaint(self) -> bool {
        matches!(self, Self::ComplaintReceived | Self::ComplaintAnswered)
    }

    /// True for what is said about a booking, which is about no dossier.
    pub fn is_of_booking(self) -> bool {
        matches!(
            self,
            Self::BookingMade | Self::BookingMoved | Self::BookingCancelled
        )
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
