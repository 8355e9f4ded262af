use chrono::NaiveDate;
use kernel::{DossierId, Instant, LegId, UnitId};

use crate::Receipt;

/// What somebody wants of a route.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Lays the path out. `legs` are ids minted for it, at least as many as the procedure has legs.
    Plan {
        dossier: DossierId,
        code: String,
        procedure: String,
        version: NaiveDate,
        receiving: UnitId,
        place: UnitId,
        /// The conditional legs that the filing calls for, by key.
        conditional: Vec<String>,
        difficult: bool,
        /// The promised date.
        due: Option<Instant>,
        at: Instant,
        legs: Vec<LegId>,
    },
    /// What the account `host` says of one of its legs.
    Said { host: String, said: Box<Command> },
    Accept {
        leg: LegId,
        attempt: u32,
        at: Instant,
    },
    Complete {
        leg: LegId,
        attempt: u32,
        granted: bool,
        document: String,
        payment_due: bool,
        at: Instant,
    },
    /// `reason` is a word: not-competent, wrong-papers, duplicate.
    Refuse {
        leg: LegId,
        attempt: u32,
        reason: String,
        at: Instant,
    },
    GiveBack {
        leg: LegId,
        attempt: u32,
        reason: String,
        at: Instant,
    },
    /// The agency has handed back what was recalled or closed.
    LetGo { leg: LegId, at: Instant },
    /// The agency needs something of the person; only the desk asks (form 02).
    NeedSupplement {
        leg: LegId,
        attempt: u32,
        components: Vec<String>,
        reason: String,
        at: Instant,
    },
    /// Takes an unanswered or declined offer back, and offers it anew.
    Recall {
        leg: LegId,
        by: UnitId,
        reason: String,
    },
    /// The person has paid by the notice `reference`, or the debt was noted.
    SettlePayment {
        reference: String,
        receipt: Receipt,
        /// What the notice asks, in đồng, where its agency says.
        asked: Option<i64>,
        debt_noted: bool,
        /// Only while the notice waits: money by a notice that waits no more is refused, not put
        /// down as owed back.
        while_due: bool,
    },
    /// Money that came by `notice` and was owed back went back by the voucher `reference`: what
    /// `provider` knows under `number`.
    RecordRefund {
        notice: String,
        provider: String,
        number: String,
        reference: String,
        by: String,
    },
    /// The unit that holds `leg` asks `unit` its opinion until `answer_by`.
    AskOpinion {
        leg: LegId,
        opinion: LegId,
        by: UnitId,
        unit: UnitId,
        question: String,
        answer_by: Instant,
    },
    /// The unit in charge ends a wait before its time.
    EndWait {
        leg: LegId,
        by: UnitId,
        reason: String,
    },
    /// Names the unit that is competent.
    Resolve {
        leg: LegId,
        by: UnitId,
        unit: UnitId,
        reason: String,
    },
    /// What units that are no more on `on` had in hand goes to those that took over.
    Reorganise { on: NaiveDate, reason: String },
    /// Goes on under another version of the procedure. `legs` are ids minted for new legs.
    Migrate {
        version: NaiveDate,
        reason: String,
        legs: Vec<LegId>,
    },
    /// An error of an agency is put right: the leg that produced the result, or the one named, is
    /// worked on again as `id` (NĐ 61/2018/NĐ-CP Điều 21).
    Correct {
        leg: Option<LegId>,
        id: LegId,
        due: Option<Instant>,
        at: Instant,
    },
    /// The agency holds what it should not: its case is over.
    Cease { leg: LegId },
    /// The agency has no trace of a leg that it should have: it is offered anew.
    OfferAnew { leg: LegId, reason: String },
    /// The date is promised. `round` is how often it was moved with an apology, when it was.
    Promise {
        due: Instant,
        round: Option<u32>,
        at: Instant,
    },
    /// The person is asked for something: time is theirs.
    CitizenAsked { at: Instant },
    /// The person has answered; the date promised anew.
    CitizenAnswered { due: Option<Instant>, at: Instant },
    /// Time has passed: whatever is due at the router's `now` happens.
    Watch,
    /// The unit in charge of `leg` has stated reason and new date, signed by its head.
    Apologise {
        leg: LegId,
        attempt: u32,
        new_due: Instant,
        reason: String,
        signer: String,
        at: Instant,
    },
    /// The dossier was withdrawn or stopped.
    Close { at: Instant },
}
