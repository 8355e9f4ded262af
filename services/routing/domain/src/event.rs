use chrono::NaiveDate;
use kernel::{Instant, UnitId};

use crate::{Blame, CloseGround, Duty, Leg, Receipt, Refund, Returned, Route};

/// What has happened on a route. `leg` is a position in [`Route::legs`].
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Planned(Box<Route>),
    Offered {
        leg: usize,
        attempt: u32,
        at: Instant,
        due: Option<Instant>,
        /// Why it is offered anew, where somebody decided so.
        reason: Option<String>,
    },
    /// The agency is asked to hand the offer back.
    Recalled {
        leg: usize,
        reason: Option<String>,
        at: Instant,
    },
    /// The agency has handed back what was recalled or closed.
    LetGo {
        leg: usize,
        at: Instant,
    },
    Accepted {
        leg: usize,
        at: Instant,
    },
    Completed {
        leg: usize,
        granted: bool,
        document: Option<String>,
        payment_due: bool,
        at: Instant,
    },
    Refused {
        leg: usize,
        reason: String,
        at: Instant,
    },
    GivenBack {
        leg: usize,
        reason: String,
        at: Instant,
    },
    Skipped {
        leg: usize,
        at: Instant,
    },
    /// The agency's case is over before it was completed.
    Ceased {
        leg: usize,
        ground: CloseGround,
        at: Instant,
    },
    PaymentAwaited {
        leg: usize,
        reference: String,
        at: Instant,
    },
    PaymentSettled {
        leg: usize,
        receipt: Receipt,
        debt_noted: bool,
        at: Instant,
    },
    /// Money came that settles nothing, or more than was asked: it is owed back.
    RefundOwed(Box<Refund>),
    /// The money at this position of [`Route::refunds`] went back.
    RefundMade {
        refund: usize,
        returned: Returned,
    },
    SupplementRequested {
        leg: usize,
        components: Vec<String>,
        reason: String,
        at: Instant,
    },
    /// A side leg that was not planned, at the end of the legs.
    OpinionAsked {
        leg: Box<Leg>,
        at: Instant,
    },
    OpinionLate {
        leg: usize,
        due: Instant,
        at: Instant,
    },
    /// A leg whose turn has not come lost its unit.
    Unresolved {
        leg: usize,
        why: String,
        at: Instant,
    },
    /// The dossier waits for somebody to name the competent unit.
    Undetermined {
        leg: usize,
        why: String,
        at: Instant,
    },
    Resolved {
        leg: usize,
        unit: UnitId,
        reason: String,
        at: Instant,
    },
    WaitStarted {
        leg: usize,
        due: Option<Instant>,
        at: Instant,
    },
    WaitEnded {
        leg: usize,
        /// Why before its time; none when its time is over.
        reason: Option<String>,
        at: Instant,
    },
    UnitMoved {
        leg: usize,
        from: UnitId,
        to: UnitId,
        reason: String,
        at: Instant,
    },
    ReceivingMoved {
        from: UnitId,
        to: UnitId,
        reason: String,
        at: Instant,
    },
    /// The legs as they are under the new version: those known keep their position.
    Migrated {
        version: NaiveDate,
        legs: Vec<Leg>,
        reason: String,
        at: Instant,
    },
    /// The route goes on with a leg that puts an error right.
    Reopened {
        leg: Box<Leg>,
        at: Instant,
    },
    Promised {
        due: Instant,
        round: Option<u32>,
        at: Instant,
    },
    CitizenAsked {
        at: Instant,
    },
    CitizenAnswered {
        due: Option<Instant>,
        at: Instant,
    },
    LegDueSoon {
        leg: usize,
        due: Instant,
        at: Instant,
    },
    LegOverdue {
        leg: usize,
        due: Instant,
        at: Instant,
    },
    DossierDueSoon {
        unit: UnitId,
        due: Instant,
        at: Instant,
    },
    DossierOverdue {
        unit: UnitId,
        leg: Option<usize>,
        due: Instant,
        at: Instant,
    },
    /// Nobody accepted the offer in time; a recall follows, then a new offer.
    OfferExpired {
        leg: usize,
        attempt: u32,
        at: Instant,
    },
    ApologyOwed(Duty),
    Apologised {
        leg: usize,
        unit: UnitId,
        new_due: Instant,
        reason: String,
        signer: String,
        /// Signed after the promised date: the breach stands and the date does not move.
        late: bool,
        at: Instant,
    },
    ApologyMissed {
        leg: Option<usize>,
        unit: UnitId,
        due: Instant,
        at: Instant,
    },
    /// What a leg's time came to, in working minutes.
    Accounted {
        leg: usize,
        /// From the offer to the acceptance.
        waiting: u32,
        /// In custody, as far as it was the agency's.
        spent: u32,
        /// By the norm; zero when none is set.
        allotted: u32,
        at: Instant,
    },
    DelayAttributed {
        late_minutes: u32,
        blames: Vec<Blame>,
        at: Instant,
    },
    /// How the time of a leg in an agency's hands stands since now. Told to its host alone; it
    /// changes nothing here.
    Timed {
        leg: usize,
        /// The time is the person's.
        paused: bool,
        due: Option<Instant>,
        /// Opinions asked for it and not yet given.
        opinions: u32,
        at: Instant,
    },
    ClockStopped {
        ground: String,
        at: Instant,
    },
    ClockStarted {
        phase: u8,
        at: Instant,
    },
    Settled {
        granted: bool,
        /// The leg that decided.
        leg: Option<usize>,
        at: Instant,
    },
    Closed {
        at: Instant,
    },
}

impl Event {
    /// The position of the leg it is about, when it changes that leg.
    pub fn leg(&self) -> Option<usize> {
        match self {
            Self::Offered { leg, .. }
            | Self::Recalled { leg, .. }
            | Self::LetGo { leg, .. }
            | Self::Accepted { leg, .. }
            | Self::Completed { leg, .. }
            | Self::Refused { leg, .. }
            | Self::GivenBack { leg, .. }
            | Self::Skipped { leg, .. }
            | Self::Ceased { leg, .. }
            | Self::PaymentAwaited { leg, .. }
            | Self::PaymentSettled { leg, .. }
            | Self::SupplementRequested { leg, .. }
            | Self::OpinionLate { leg, .. }
            | Self::Unresolved { leg, .. }
            | Self::Undetermined { leg, .. }
            | Self::Resolved { leg, .. }
            | Self::WaitStarted { leg, .. }
            | Self::WaitEnded { leg, .. }
            | Self::UnitMoved { leg, .. }
            | Self::LegDueSoon { leg, .. }
            | Self::LegOverdue { leg, .. }
            | Self::OfferExpired { leg, .. }
            | Self::Apologised { leg, .. }
            | Self::Accounted { leg, .. } => Some(*leg),
            _ => None,
        }
    }
}
