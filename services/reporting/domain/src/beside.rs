use std::collections::BTreeMap;

use kernel::Instant;

use crate::{Breach, Period, Row};

/// How a promise that could not be kept was dealt with in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apology {
    /// Each such promise was apologised for before it passed.
    Given,
    /// One passed without.
    Missed,
}

impl Apology {
    pub const ALL: [Self; 2] = [Self::Given, Self::Missed];

    pub fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Missed => "missed",
        }
    }
}

/// From this score of 5 a person counts as satisfied (hài lòng, rất hài lòng).
pub const SATISFIED: u8 = 4;

/// What was said of a dossier in a period beside its place in the table: it may be off the desk's
/// hands by then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// None when no apology was owed.
    pub apology: Option<Apology>,
    /// The last rating of the period.
    pub score: Option<u8>,
}

impl Beside {
    /// Everything that can be said.
    pub fn all() -> impl Iterator<Item = Self> {
        let apologies = [None, Some(Apology::Given), Some(Apology::Missed)];
        apologies.into_iter().flat_map(|apology| {
            let scores = std::iter::once(None).chain((1..=5).map(Some));
            scores.map(move |score| Self { apology, score })
        })
    }
}

/// What was said of a dossier in a period, as it stood at `as_of`; none when that is nothing.
///
/// An apology counts when it was signed before a promise passed and gives a later date; of that
/// promise none is then missed (NĐ 61/2018/NĐ-CP Điều 19.9).
pub fn beside(
    row: &Row,
    breaches: &[Breach],
    ratings: &BTreeMap<Instant, u8>,
    period: &Period,
    as_of: Instant,
) -> Option<Beside> {
    let until = period.until(as_of);
    let within = |at: Instant| period.start() <= at && at <= until;
    let (accepted_at, _) = row.accepted.as_ref()?;
    if *accepted_at > until {
        return None;
    }
    let promises = || row.clock.values().filter_map(|change| change.due);
    let given = row
        .apologies
        .iter()
        .filter(|(at, _)| within(**at))
        .any(|(at, new)| promises().any(|due| *at <= due && due < *new));
    let missed = breaches
        .iter()
        .any(|breach| within(breach.at) && !row.excused(breach.due));
    let apology = match (missed, given) {
        (true, _) => Some(Apology::Missed),
        (false, true) => Some(Apology::Given),
        (false, false) => None,
    };
    let last = ratings.iter().rfind(|(at, _)| within(**at));
    let score = last.map(|(_, score)| *score);
    (apology.is_some() || score.is_some()).then_some(Beside { apology, score })
}

/// A figure about apologies or ratings; [`Told::word`] is its name in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    ApologiesOwed,
    ApologiesGiven,
    ApologiesMissed,
    Rated,
    Satisfied,
    Unsatisfied,
}

impl Told {
    pub const ALL: [Self; 6] = [
        Self::ApologiesOwed,
        Self::ApologiesGiven,
        Self::ApologiesMissed,
        Self::Rated,
        Self::Satisfied,
        Self::Unsatisfied,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::ApologiesOwed => "apologies_owed",
            Self::ApologiesGiven => "apologies_given",
            Self::ApologiesMissed => "apologies_missed",
            Self::Rated => "rated",
            Self::Satisfied => "satisfied",
            Self::Unsatisfied => "unsatisfied",
        }
    }

    /// Whether a dossier is counted in the figure.
    pub fn counts(self, said: Beside) -> bool {
        match self {
            Self::ApologiesOwed => said.apology.is_some(),
            Self::ApologiesGiven => said.apology == Some(Apology::Given),
            Self::ApologiesMissed => said.apology == Some(Apology::Missed),
            Self::Rated => said.score.is_some(),
            Self::Satisfied => said.score.is_some_and(|score| score >= SATISFIED),
            Self::Unsatisfied => said.score.is_some_and(|score| score < SATISFIED),
        }
    }
}
