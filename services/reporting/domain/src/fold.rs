use kernel::{Instant, LegId, UnitId};

use crate::{Leg, Row};

/// What was said about a dossier, as far as the tables count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A desk received it; the date promised.
    Accepted(Accepted, Instant),
    /// The clock stands still: a supplement is awaited, a tax or fee is to be paid.
    Paused,
    /// The clock runs again; the new date, when one is promised.
    Resumed(Option<Instant>),
    /// The promised date was moved with an apology (form 04).
    Moved(Move),
    /// Reason and new date were signed (NĐ 61/2018/NĐ-CP Điều 19.9); the new date.
    Apologised(Instant),
    /// The centre that had it is no more; another goes on with it.
    ReceivingMoved(UnitId),
    /// The result is there; the date it was promised for.
    Ready(Option<Instant>),
    Returned,
    Refused,
    Withdrawn,
    /// Stopped by the desk on a ground of law.
    Stopped,
    /// Nobody answered a request for a supplement in time.
    Lapsed,
    /// A leg is offered: what it is for.
    Offered(LegId, Task),
    /// A unit took a leg into its custody, on this attempt.
    Taken(LegId, u32, UnitId),
    /// The unit is done with the leg, or gave it back.
    LetGo(LegId, u32, UnitId),
    /// The unit that had the leg is no more; this one goes on with it.
    LegMovedUnit(LegId, UnitId),
    /// The route ended, or the leg is somebody else's, while a unit held it.
    LegClosed(LegId),
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
    pub channel: Channel,
}

/// How the filing came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    Online,
    Counter,
    Post,
}

/// What a leg is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// A word, such as `examine`.
    pub word: String,
    /// The same in Vietnamese.
    pub title: String,
    /// Only an opinion is asked: the dossier stays with who asks.
    pub opinion: bool,
}

/// How the clock stands at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    pub due: Option<Instant>,
    /// It stands still on a lawful ground.
    pub paused: bool,
}

/// What a fact says of the clock; it leaves alone what it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub due: Option<Instant>,
    pub paused: Option<bool>,
}

/// A promised date moved to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The date promised before, when it is known.
    pub previous: Option<Instant>,
    pub due: Instant,
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
    /// Stopped on a ground of law (dừng giải quyết, form 05).
    Stopped,
    /// Sent back because what was asked for was not supplied in time.
    Lapsed,
}

impl How {
    pub const ALL: [Self; 5] = [
        Self::Settled,
        Self::Refused,
        Self::Withdrawn,
        Self::Stopped,
        Self::Lapsed,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
            Self::Lapsed => "lapsed",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finish {
    pub at: Instant,
    pub how: How,
}

/// The row after a fact that happened at `at`.
///
/// Facts may come in any order and any number of times: each part of the row is kept by when its
/// facts happened. Only of two that one speaker says of one moment must the later come later.
pub fn fold(mut row: Row, at: Instant, fact: Fact) -> Row {
    match fact {
        Fact::Accepted(accepted, due) => {
            says(&mut row, at, Some(due), Some(false));
            if row.accepted.as_ref().is_none_or(|(known, _)| at < *known) {
                row.accepted = Some((at, accepted));
            }
        }
        Fact::Paused => says(&mut row, at, None, Some(true)),
        Fact::Resumed(due) => says(&mut row, at, due, Some(false)),
        Fact::Moved(moved) => {
            says(&mut row, at, Some(moved.due), None);
            row.moves.insert(at, moved);
        }
        Fact::Apologised(new) => {
            row.apologies.insert(at, new);
        }
        Fact::ReceivingMoved(unit) => {
            row.receiving.insert(at, unit);
        }
        Fact::Ready(due) => {
            says(&mut row, at, due, Some(false));
            finish(&mut row, at, How::Settled);
        }
        Fact::Returned => {
            row.returned_at = Some(row.returned_at.map_or(at, |known| known.min(at)));
        }
        Fact::Refused => finish(&mut row, at, How::Refused),
        Fact::Withdrawn => finish(&mut row, at, How::Withdrawn),
        Fact::Stopped => finish(&mut row, at, How::Stopped),
        Fact::Lapsed => finish(&mut row, at, How::Lapsed),
        Fact::Offered(leg, task) => {
            let kept = row.legs.entry(leg).or_insert_with(Leg::untaken);
            // Every offer of a leg says the same of it.
            kept.task.get_or_insert(task);
        }
        Fact::Taken(leg, attempt, unit) => hands(&mut row, leg, attempt, unit, (at, true)),
        Fact::LetGo(leg, attempt, unit) => hands(&mut row, leg, attempt, unit, (at, false)),
        Fact::LegMovedUnit(leg, unit) => {
            let kept = row.legs.entry(leg).or_insert_with(Leg::untaken);
            if kept.moved.as_ref().is_none_or(|(known, _)| *known <= at) {
                kept.moved = Some((at, unit));
            }
        }
        Fact::LegClosed(leg) => {
            let kept = row.legs.entry(leg).or_insert_with(Leg::untaken);
            kept.closed = Some(kept.closed.map_or(at, |known| known.max(at)));
        }
    }
    row
}

fn says(row: &mut Row, at: Instant, due: Option<Instant>, paused: Option<bool>) {
    let change = row.clock.entry(at).or_default();
    change.due = due.or(change.due);
    change.paused = paused.or(change.paused);
}

/// A dossier comes off the desk's hands once, by whatever ended it first: the result of a later
/// correction is no second one.
fn finish(row: &mut Row, at: Instant, how: How) {
    if row.finish.is_none_or(|known| at < known.at) {
        row.finish = Some(Finish { at, how });
    }
}

/// A leg comes into hands or out of them; a later attempt wins, of one attempt its end, and of
/// two that say they took it the first.
fn hands(row: &mut Row, leg: LegId, attempt: u32, unit: UnitId, (at, held): (Instant, bool)) {
    let known = row.legs.get(&leg);
    let news = known.is_none_or(|known| {
        let first = known.held && (!held || at < known.since);
        known.attempt < attempt || (known.attempt == attempt && first)
    });
    if news {
        let leg_now = Leg {
            attempt,
            unit,
            since: at,
            held,
            ..known.cloned().unwrap_or_else(Leg::untaken)
        };
        row.legs.insert(leg, leg_now);
    }
}
