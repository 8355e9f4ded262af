use kernel::{Instant, LegId, UnitId};

/// What was said beside a dossier's course: figures somebody else has already come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    Accounted(Account),
    Attributed(Attribution),
    ApologyMissed(Breach),
    OfferExpired(Expiry),
    /// A leg went past its norm.
    LegOverdue {
        leg: LegId,
        unit: UnitId,
        due: Instant,
    },
    /// The promised date passed while this unit held the dossier.
    Overdue {
        unit: UnitId,
        due: Instant,
    },
    /// An agency's error is put right at its cost (NĐ 61/2018/NĐ-CP Điều 21).
    Corrected,
    /// The person says how it was handled, from 1 to 5; the last word counts.
    Rated {
        score: u8,
    },
    /// Papers were lost while this unit had them (the same).
    Lost {
        unit: UnitId,
    },
}

/// What a leg's time came to, in working minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub leg: LegId,
    /// The leg's name in the procedure.
    pub key: String,
    pub unit: UnitId,
    /// National procedure code.
    pub procedure: String,
    pub at: Instant,
    /// From the offer until it was accepted.
    pub waiting: u64,
    /// In the agency's hands, the agency's own.
    pub spent: u64,
    /// The norm; 0 when there is none.
    pub allotted: u64,
}

impl Account {
    /// It took longer than its norm.
    pub fn late(&self) -> bool {
        self.allotted > 0 && self.spent > self.allotted
    }
}

/// Who made a dossier late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    pub at: Instant,
    pub blames: Vec<Blame>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blame {
    /// Empty when nobody exceeded a norm, and the norms together do not fit the term.
    pub unit: UnitId,
    /// None when it was the desk itself, or nobody.
    pub leg: Option<LegId>,
    /// The leg's name in the procedure; `desk` and `norms` when it is none.
    pub key: String,
    /// Working minutes.
    pub minutes: u64,
}

/// A promised date that passed without a valid apology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    pub at: Instant,
    /// The promised date.
    pub due: Instant,
    /// Who owed the apology.
    pub unit: UnitId,
    /// None when it was the desk itself.
    pub leg: Option<LegId>,
}

/// An offer nobody accepted in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiry {
    pub leg: LegId,
    pub attempt: u32,
    pub unit: UnitId,
    pub at: Instant,
}
