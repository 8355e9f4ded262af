use std::collections::BTreeMap;

use kernel::{DossierId, Instant, LegId, UnitId};

/// What was said about a dossier, as far as the tables count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A desk received it; the date promised.
    Accepted(Accepted, Instant),
    /// The clock stands still: a supplement is awaited, a tax or fee is to be paid.
    Paused,
    /// The clock runs again; the new date, when one is promised.
    Resumed(Option<Instant>),
    /// The result is there; the date it was promised for.
    Ready(Option<Instant>),
    Returned,
    Refused,
    Withdrawn,
    /// A unit took a leg into its custody, on this attempt.
    Taken(LegId, u32, UnitId),
    /// The unit is done with the leg, or gave it back.
    LetGo(LegId, u32, UnitId),
}

/// The dossier as the desk received it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub code: String,
    /// National procedure code.
    pub procedure: String,
    /// Field of administration (lĩnh vực).
    pub field: String,
    /// The one-stop centre that received it.
    pub unit: UnitId,
    /// Filed online, rather than at the counter or by post.
    pub online: bool,
}

/// How the clock stands from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub due: Option<Instant>,
    /// It stands still on a lawful ground.
    pub paused: bool,
}

/// How a dossier came off the desk's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// With a result, granted or not: judged by its date (NĐ 61/2018/NĐ-CP Điều 19.8).
    Settled,
    /// Sent back without one (trả hồ sơ).
    Refused,
    /// Stopped at the person's request (rút hồ sơ).
    Withdrawn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finish {
    pub at: Instant,
    pub how: How,
}

/// What is known of one leg of the route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    pub attempt: u32,
    pub unit: UnitId,
    pub since: Instant,
    /// False once the unit is done with it.
    pub held: bool,
}

/// One dossier as the tables see it.
///
/// The clock is kept with its history, so that a table of a past period counts what was so then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub dossier: DossierId,
    pub accepted: Option<(Instant, Accepted)>,
    /// Each standing of the clock, by the moment it began.
    pub clock: BTreeMap<Instant, Clock>,
    pub finish: Option<Finish>,
    pub returned_at: Option<Instant>,
    pub legs: BTreeMap<LegId, Leg>,
}

impl Row {
    /// A dossier nothing is known of yet.
    pub fn new(dossier: DossierId) -> Self {
        Self {
            dossier,
            accepted: None,
            clock: BTreeMap::new(),
            finish: None,
            returned_at: None,
            legs: BTreeMap::new(),
        }
    }

    /// How the clock stood at a moment.
    pub fn clock_at(&self, at: Instant) -> Clock {
        let standing = self.clock.range(..=at).next_back();
        standing.map_or(
            Clock {
                due: None,
                paused: false,
            },
            |(_, clock)| *clock,
        )
    }

    /// Who holds an open dossier: the unit that took a leg last and is not done with it, else the
    /// centre that received it. Nobody holds a finished one.
    pub fn holder(&self) -> Option<&UnitId> {
        if self.finish.is_some() {
            return None;
        }
        let held = self.legs.iter().filter(|(_, leg)| leg.held);
        let last = held
            .max_by_key(|(id, leg)| (leg.since, **id))
            .map(|(_, leg)| &leg.unit);
        last.or(self.accepted.as_ref().map(|(_, accepted)| &accepted.unit))
    }
}

/// The row after a fact that happened at `at`.
///
/// Facts of one speaker about a dossier come in order. Those of the desk and those of the
/// agencies touch different parts of the row, and those of a leg carry their attempt: so the
/// order between speakers is free.
pub fn fold(mut row: Row, at: Instant, fact: Fact) -> Row {
    let due = row.clock_at(at).due;
    match fact {
        Fact::Accepted(accepted, due) => {
            if row.accepted.is_none() {
                row.clock.insert(
                    at,
                    Clock {
                        due: Some(due),
                        paused: false,
                    },
                );
                row.accepted = Some((at, accepted));
            }
        }
        Fact::Paused => {
            row.clock.insert(at, Clock { due, paused: true });
        }
        Fact::Resumed(new) => {
            row.clock.insert(
                at,
                Clock {
                    due: new.or(due),
                    paused: false,
                },
            );
        }
        Fact::Ready(promised) => {
            row.clock.insert(
                at,
                Clock {
                    due: promised.or(due),
                    paused: false,
                },
            );
            finish(&mut row, at, How::Settled);
        }
        Fact::Returned => row.returned_at = row.returned_at.or(Some(at)),
        Fact::Refused => finish(&mut row, at, How::Refused),
        Fact::Withdrawn => finish(&mut row, at, How::Withdrawn),
        Fact::Taken(leg, attempt, unit) => {
            let news = row
                .legs
                .get(&leg)
                .is_none_or(|known| known.attempt < attempt);
            if news {
                row.legs.insert(
                    leg,
                    Leg {
                        attempt,
                        unit,
                        since: at,
                        held: true,
                    },
                );
            }
        }
        Fact::LetGo(leg, attempt, unit) => {
            let news = row
                .legs
                .get(&leg)
                .is_none_or(|known| known.attempt <= attempt);
            if news {
                row.legs.insert(
                    leg,
                    Leg {
                        attempt,
                        unit,
                        since: at,
                        held: false,
                    },
                );
            }
        }
    }
    row
}

/// A dossier comes off the desk's hands once.
fn finish(row: &mut Row, at: Instant, how: How) {
    row.finish = row.finish.or(Some(Finish { at, how }));
}
