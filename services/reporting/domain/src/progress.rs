use std::{collections::BTreeMap, str::FromStr};

use kernel::{Instant, UnitId};

use crate::{BadQuery, How, Period, Row};

/// What a line of the table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    Unit,
    Field,
    Procedure,
}

/// Where a dossier stands in the "received" half of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    Online,
    CounterOrPost,
    /// Received before the period and open when it began (kỳ trước).
    CarriedOver,
}

impl Received {
    pub const ALL: [Self; 3] = [Self::Online, Self::CounterOrPost, Self::CarriedOver];

    pub fn word(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::CounterOrPost => "counter-or-post",
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
    let received = match accepted.online {
        _ if *accepted_at < period.start() => Received::CarriedOver,
        true => Received::Online,
        false => Received::CounterOrPost,
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

/// A column of the table; [`Column::word`] is its name in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    ReceivedTotal,
    ReceivedOnline,
    ReceivedCounterAndPost,
    CarriedOver,
    ResolvedTotal,
    ResolvedEarly,
    ResolvedOnTime,
    ResolvedLate,
    OpenTotal,
    OpenInTime,
    OpenLate,
    Paused,
    Rescheduled,
}

impl Column {
    /// In the order of the form: (3) to (13), then the paused and the moved.
    pub const ALL: [Self; 13] = [
        Self::ReceivedTotal,
        Self::ReceivedOnline,
        Self::ReceivedCounterAndPost,
        Self::CarriedOver,
        Self::ResolvedTotal,
        Self::ResolvedEarly,
        Self::ResolvedOnTime,
        Self::ResolvedLate,
        Self::OpenTotal,
        Self::OpenInTime,
        Self::OpenLate,
        Self::Paused,
        Self::Rescheduled,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::ReceivedTotal => "received_total",
            Self::ReceivedOnline => "received_online",
            Self::ReceivedCounterAndPost => "received_counter_and_post",
            Self::CarriedOver => "carried_over",
            Self::ResolvedTotal => "resolved_total",
            Self::ResolvedEarly => "resolved_early",
            Self::ResolvedOnTime => "resolved_on_time",
            Self::ResolvedLate => "resolved_late",
            Self::OpenTotal => "open_total",
            Self::OpenInTime => "open_in_time",
            Self::OpenLate => "open_late",
            Self::Paused => "paused",
            Self::Rescheduled => "rescheduled",
        }
    }

    /// Whether a dossier at this place of the table is counted in the column.
    pub fn counts(self, line: Line) -> bool {
        use Standing::{Early, Late, OnTime, Open, OpenLate, Paused};
        let Line {
            received, standing, ..
        } = line;
        match self {
            Self::ReceivedTotal => true,
            Self::ReceivedOnline => received == Received::Online,
            Self::ReceivedCounterAndPost => received == Received::CounterOrPost,
            Self::CarriedOver => received == Received::CarriedOver,
            Self::ResolvedTotal => matches!(standing, Early | OnTime | Late),
            Self::ResolvedEarly => standing == Early,
            Self::ResolvedOnTime => standing == OnTime,
            Self::ResolvedLate => standing == Late,
            Self::OpenTotal => matches!(standing, Open | Paused | OpenLate),
            Self::OpenInTime => matches!(standing, Open | Paused),
            Self::OpenLate => standing == OpenLate,
            Self::Paused => standing == Paused,
            Self::Rescheduled => line.moved,
        }
    }
}

impl FromStr for Column {
    type Err = BadQuery;
    fn from_str(word: &str) -> Result<Self, BadQuery> {
        let column = Self::ALL.into_iter().find(|column| column.word() == word);
        column.ok_or_else(|| BadQuery::Column(word.to_owned()))
    }
}

/// The figures of one line, in the order of [`Column::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u64; Column::ALL.len()]);

impl Counts {
    pub fn get(&self, column: Column) -> u64 {
        self.0[column as usize]
    }

    fn add(&mut self, line: Line, dossiers: u64) {
        for (figure, column) in self.0.iter_mut().zip(Column::ALL) {
            *figure += if column.counts(line) { dossiers } else { 0 };
        }
    }
}

/// The table: a line per group, by its key, and their total.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub groups: BTreeMap<String, Counts>,
    pub total: Counts,
}

impl Table {
    /// Counts so many dossiers at one place of a group.
    pub fn add(&mut self, key: &str, line: Line, dossiers: u64) {
        self.groups
            .entry(key.to_owned())
            .or_default()
            .add(line, dossiers);
        self.total.add(line, dossiers);
    }
}

/// Counts dossiers into the standard progress table.
pub fn progress<'a>(
    rows: impl IntoIterator<Item = &'a Row>,
    period: &Period,
    as_of: Instant,
    group_by: GroupBy,
) -> Table {
    let mut table = Table::default();
    for row in rows {
        let placed = line(row, period, as_of).zip(row.accepted.as_ref());
        let Some((line, (_, accepted))) = placed else {
            continue;
        };
        let key = match group_by {
            GroupBy::Unit => unit(row, period, as_of).map_or("", UnitId::as_str),
            GroupBy::Field => &accepted.field,
            GroupBy::Procedure => &accepted.procedure,
        };
        table.add(key, line, 1);
    }
    table
}

/// Under which centre a dossier is counted: the one that had it when it was finished, else at the
/// moment the table shows. One that was moved since counts where it was then.
pub fn unit<'a>(row: &'a Row, period: &Period, as_of: Instant) -> Option<&'a UnitId> {
    let until = period.until(as_of);
    row.unit_at(row.finish.map_or(until, |finish| finish.at.min(until)))
}
