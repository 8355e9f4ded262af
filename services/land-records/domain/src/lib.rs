//! The rules of the land register (ISO 19152, Land Administration Domain Model): what may
//! be entered on a parcel, in what order, and what the register forbids.

mod certificate;
mod correct;
mod decide;
mod evolve;
mod examine;
mod land;
mod measure;
mod parcel;
mod refusal;
mod slip;

use chrono::NaiveDate;
use kernel::{CertificateId, Decider, DossierId, Instant, ParcelId, PartyId, Personal};

pub use certificate::{Certificate, Closed, Closing, NewCertificate, Serial, SerialError};
pub use correct::{Corrected, Correction};
pub use examine::SentSlip;
pub use land::{LandUse, Origin, Place, Term, Use};
pub use measure::{Area, MeasureError, Share};
pub use parcel::{Holder, Parcel, Restriction, RestrictionKind, Right, Source, SourceKind};
pub use refusal::Refusal;
pub use slip::{Filing, Party, SlipLine, TaxSlip};

/// What the register knows when it decides: the moment, and the civil day it falls on.
#[derive(Clone, Copy, Debug)]
pub struct Registry {
    pub now: Instant,
    pub today: NaiveDate,
}

/// What somebody wants done to a parcel.
#[derive(Clone, Debug)]
pub enum Command {
    /// First registration, or a parcel taken over from older books.
    Enter(Entry),
    /// Whether the register allows the transfer that a dossier asks for; `slip` is the number
    /// of the paper that tells the tax office so. Another number takes the place of the last.
    CheckTransfer {
        dossier: DossierId,
        claim: Claim,
        slip: String,
    },
    /// The dossier goes no further: the slips made for it count no more.
    VoidSlips { dossier: DossierId },
    /// Đính chính (Nghị định 61/2018/NĐ-CP, Điều 21): the registry erred, and issues another
    /// certificate at its own cost.
    CorrectCertificate {
        dossier: DossierId,
        correction: Correction,
        certificate: NewCertificate,
    },
    /// Chuyển nhượng, thừa kế, tặng cho (procedure 1.013831): the whole right changes hands.
    RegisterTransfer {
        dossier: DossierId,
        from: Vec<Personal<PartyId>>,
        to: Vec<Holder>,
        certificate: NewCertificate,
        mortgagee_consents: bool,
    },
    /// Đăng ký thế chấp (procedure 1.011441), asked for by all holders.
    RegisterMortgage {
        dossier: DossierId,
        mortgagors: Vec<Personal<PartyId>>,
        mortgagee: Personal<String>,
        contract: String,
    },
    /// Xóa đăng ký thế chấp (procedure 1.011443): `mortgage` is the dossier that registered it.
    DischargeMortgage {
        dossier: DossierId,
        mortgage: DossierId,
    },
    /// Cấp lại Giấy chứng nhận do bị mất (procedure 1.012786), after the public notice.
    ReissueCertificate {
        dossier: DossierId,
        lost: Serial,
        certificate: NewCertificate,
    },
    /// An authority's order against any disposal: kê biên, or another securing measure.
    Seize {
        order: String,
        by: String,
        ground: String,
    },
    /// Giải tỏa kê biên: `order` is the number of the order that is lifted.
    LiftSeizure { order: String },
    /// Ghi nợ nghĩa vụ tài chính, allowed by that tax notice.
    NoteDebt { dossier: DossierId, notice: String },
    /// Xóa ghi nợ (procedure 1.013988): `debt` is the dossier under which it was noted.
    ClearDebt { dossier: DossierId, debt: DossierId },
}

/// All that is needed to open a parcel's page in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub parcel: ParcelId,
    pub place: Place,
    pub address: String,
    pub area: Area,
    pub uses: Vec<Use>,
    pub origin: Origin,
    pub holders: Vec<Holder>,
    pub certificate: NewCertificate,
    /// The day on the certificate; the right is counted from then.
    pub issued_at: Instant,
    /// None when the page is taken over from older books.
    pub dossier: Option<DossierId>,
}

/// What the papers of a dossier say about the parcel and who gives it away.
#[derive(Clone, Debug)]
pub struct Claim {
    pub sheet: u32,
    pub number: u32,
    pub area: Area,
    /// The certificate handed in, when it was.
    pub serial: Option<Serial>,
    pub transferors: Vec<Personal<PartyId>>,
    pub mortgagee_consents: bool,
}

/// What has happened to a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Entered {
        entry: Entry,
        at: Instant,
    },
    TransferExamined {
        dossier: DossierId,
        slip: String,
        at: Instant,
    },
    SlipVoided {
        dossier: DossierId,
        slip: String,
        at: Instant,
    },
    CertificateCorrected {
        dossier: DossierId,
        certificate: CertificateId,
        correction: Correction,
        at: Instant,
    },
    RightTransferred {
        dossier: DossierId,
        to: Vec<Holder>,
        at: Instant,
    },
    CertificateClosed {
        dossier: DossierId,
        certificate: CertificateId,
        at: Instant,
    },
    CertificateCancelledAsLost {
        dossier: DossierId,
        certificate: CertificateId,
        at: Instant,
    },
    CertificateIssued {
        dossier: DossierId,
        certificate: NewCertificate,
        at: Instant,
    },
    /// `at` is a whole minute.
    MortgageRegistered {
        dossier: DossierId,
        mortgagee: Personal<String>,
        contract: String,
        at: Instant,
    },
    MortgageDischarged {
        dossier: DossierId,
        mortgage: DossierId,
        at: Instant,
    },
    Seized {
        order: String,
        by: String,
        ground: String,
        at: Instant,
    },
    SeizureLifted {
        order: String,
        at: Instant,
    },
    DebtNoted {
        dossier: DossierId,
        notice: String,
        at: Instant,
    },
    DebtCleared {
        dossier: DossierId,
        debt: DossierId,
        at: Instant,
    },
}

impl Decider for Parcel {
    type Context = Registry;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(
        registry: &Registry,
        parcel: Option<&Self>,
        command: Command,
    ) -> Result<Vec<Event>, Refusal> {
        decide::decide(registry, parcel, command)
    }
    fn evolve(parcel: Option<Self>, event: &Event) -> Option<Self> {
        evolve::evolve(parcel, event)
    }
}

#[cfg(test)]
mod tests;
