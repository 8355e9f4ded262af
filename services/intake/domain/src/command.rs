//! What somebody wants of a dossier.

use chrono::NaiveDate;
use kernel::{Instant, PartyId, Personal, UnitId};
use serde::{Deserialize, Serialize};

use crate::{Checked, Need, Paper, ReturnMethod};

/// What somebody wants of one dossier. Those with an `at` follow a fact of another service, which
/// says when.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Takes in a filing that the desk has checked: files it online, or receives it.
    TakeIn(Box<Checked>),
    /// Receives what was filed online.
    AcceptSubmitted,
    /// Declines what was filed online (form 03).
    Refuse { reason: String },
    /// An agency says that something is missing.
    NoteNeed(Need),
    /// Asks the person, once and completely (form 02).
    AskSupplement(Ask),
    /// Takes in what was asked for, or part of it.
    Supply { papers: Vec<Paper> },
    /// Reminds the person when the time to answer is running out.
    Remind,
    /// Ends it if the person has not answered in time.
    Lapse,
    /// Ends it at the person's request (form 05).
    Withdraw { reason: String },
    /// Ends it on a ground of law (form 05).
    Stop { reason: String },
    /// Time is outside the term from `at` on.
    StopClock { ground: String, at: Instant },
    /// Time counts again from `at` on, in `phase`.
    StartClock { phase: u8, at: Instant },
    /// The person has to pay.
    AwaitPayment { reference: String, at: Instant },
    /// The person has paid, or the debt was noted.
    SettlePayment { debt_noted: bool, at: Instant },
    /// The desk itself is late: another date, with an apology (form 04).
    MoveAppointment {
        due: Instant,
        reason: String,
        signer: Signature,
    },
    /// An agency has apologised and given another date (form 04).
    Apologised(Apology),
    /// Every agency has answered.
    Settle { granted: bool, at: Instant },
    /// Hands the result over.
    Return {
        method: ReturnMethod,
        tracking: Option<String>,
        /// Who takes it, when that is not the owner.
        proxy: Option<Proxy>,
    },
    /// Papers go from hand to hand.
    HandOver {
        /// Back to the person when none.
        to: Option<UnitId>,
        /// Received there; on its way otherwise.
        received: bool,
        /// The number of the hand-over slip.
        slip: String,
    },
    /// Papers were lost.
    ReportLoss { unit: UnitId, reason: String },
    /// An agency's error is to be put right at its cost.
    OpenCorrection { leg: Option<String>, reason: String },
    /// The centre that has it is no more.
    MoveReceiving { to: UnitId, at: Instant },
    /// It goes on under another version of its procedure.
    KeepVersion { version: NaiveDate, at: Instant },
    /// The national portal has taken a code in, or failed to.
    RecordSync { status: u8, failure: Option<String> },
}

/// A request for a supplement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    pub components: Vec<String>,
    pub reason: String,
    /// The ground in law of a request beyond the rule, and who approved it.
    pub ground: Option<String>,
    pub approver: Option<String>,
}

/// Who signs, as the signature line names them (họ tên, chức vụ).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub name: String,
    pub position: String,
}

/// An apology of whoever is late, signed by its head, with the new date
/// (NĐ 61/2018/NĐ-CP Điều 19.9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apology {
    pub due: Instant,
    pub reason: String,
    /// The name of who signed; at an agency, their account.
    pub signer: String,
    /// What they are (chức vụ); empty where nobody knows.
    #[serde(default)]
    pub position: String,
    /// Who was late.
    pub unit: UnitId,
    /// On which leg; none when it was the desk.
    pub leg: Option<String>,
    pub at: Instant,
}

/// Somebody who takes a result for its owner.
#[derive(Clone, Debug, PartialEq)]
pub struct Proxy {
    pub name: Personal<String>,
    pub number: Personal<PartyId>,
    /// The paper that lets them.
    pub authorisation: Option<Personal<String>>,
}
