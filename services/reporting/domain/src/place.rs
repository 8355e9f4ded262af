use kernel::{Instant, UnitId};

use crate::{Channel, How, Period, Row};

/// Where a dossier stands in the "received" half of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    Online,
    Counter,
    Post,
    /// Received before the period and open when it began (kỳ trước).
    CarriedOver,
}

impl Received {
    pub const ALL: [Self; 4] = [Self::Online, Self::Counter, Self::Post, Self::CarriedOver];

    pub fn word(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Counter => "counter",
            Self::Post => "post",
            Self::CarriedOver => "carried-over",
        }
    }
}

/// Where a dossier stands in the other half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Early,
    OnTime,
    Late,
    Open,
    Paused,
    OpenLate,
}

impl Standing {
    pub const ALL: [Self; 6] = [
        Self::Early,
        Self::OnTime,
        Self::Late,
        Self::Open,
        Self::Paused,
        Self::OpenLate,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::OnTime => "on-time",
            Self::Late => "late",
            Self::Open => "open",
            Self::Paused => "paused",
            Self::OpenLate => "open-late",
        }
    }
}

/// A dossier's place in the table: one cell of each half, and whether its date was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub received: Received,
    pub standing: Standing,
    /// The promised date was moved (hẹn lại).
    pub moved: bool,
}

impl Line {
    /// Every place there is.
    pub fn all() -> impl Iterator<Item = Self> {
        Received::ALL.into_iter().flat_map(|received| {
            Standing::ALL.into_iter().flat_map(move |standing| {
                [false, true].map(|moved| Self {
                    received,
                    standing,
                    moved,
                })
            })
        })
    }
}

/// The dossier's place in the table of `period` as it stood at `as_of`; none when the table does
/// not count it: not yet received, or off the desk's hands before the period began.
///
/// Dates are compared, not hours: before the due date is early, on it on time, after it late.
/// A dossier sent back, stopped or withdrawn is on time, and one whose clock stands still is in
/// time. Source: notes to Biểu II.06a/VPCP/KSTT.
///
/// The date is the promise in force: one moved with an apology before the first had passed is the
/// due date from then on, and the dossier is counted as moved besides. A date moved only
/// afterwards makes nothing good (NĐ 61/2018/NĐ-CP Điều 19.9): the dossier stays late.
pub fn line(row: &Row, period: &Period, as_of: Instant) -> Option<Line> {
    let until = period.until(as_of);
    let (accepted_at, accepted) = row.accepted.as_ref()?;
    let finish = row.finish.filter(|finish| finish.at <= until);
    if *accepted_at > until || finish.is_some_and(|finish| finish.at < period.start()) {
        return None;
    }
    let received = match accepted.channel {
        _ if *accepted_at < period.start() => Received::CarriedOver,
        Channel::Online => Received::Online,
        Channel::Counter => Received::Counter,
        Channel::Post => Received::Post,
    };
    let then = finish.map_or(until, |finish| finish.at);
    let clock = row.clock_at(then);
    let broken = row.broken_by(then);
    let day = |at| period.date(at);
    let standing = match (finish, clock.due) {
        (Some(finish), _) if finish.how != How::Settled => Standing::OnTime,
        (Some(_), _) if broken => Standing::Late,
        (Some(finish), Some(due)) => match day(finish.at).cmp(&day(due)) {
            std::cmp::Ordering::Less => Standing::Early,
            std::cmp::Ordering::Equal => Standing::OnTime,
            std::cmp::Ordering::Greater => Standing::Late,
        },
        (Some(_), None) => Standing::OnTime,
        (None, _) if clock.paused => Standing::Paused,
        (None, _) if broken => Standing::OpenLate,
        (None, Some(due)) if day(until) > day(due) => Standing::OpenLate,
        (None, _) => Standing::Open,
    };
    Some(Line {
        received,
        standing,
        moved: row.moves_by(then) > 0,
    })
}

/// Under which centre a dossier is counted: the one that had it when it was finished, else at the
/// moment the table shows. One that was moved since counts where it was then.
pub fn unit<'a>(row: &'a Row, period: &Period, as_of: Instant) -> Option<&'a UnitId> {
    let until = period.until(as_of);
    row.unit_at(row.finish.map_or(until, |finish| finish.at.min(until)))
}
