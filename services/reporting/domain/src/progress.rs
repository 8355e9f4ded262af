use std::collections::BTreeMap;

use kernel::{Instant, UnitId};

use crate::{Line, Period, Received, Row, Standing, line, unit};

/// What a line of the table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    Unit,
    Field,
    Procedure,
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
    ReceivedInPeriod,
    ReceivedCounter,
    ReceivedPost,
    ResolvedInTime,
    Judged,
}

impl Column {
    /// In the order of the form: (3) to (13), then the paused and the moved, then what the
    /// overview adds.
    pub const ALL: [Self; 18] = [
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
        Self::ReceivedInPeriod,
        Self::ReceivedCounter,
        Self::ReceivedPost,
        Self::ResolvedInTime,
        Self::Judged,
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
            Self::ReceivedInPeriod => "received_in_period",
            Self::ReceivedCounter => "received_counter",
            Self::ReceivedPost => "received_post",
            Self::ResolvedInTime => "resolved_in_time",
            Self::Judged => "judged",
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
            Self::ReceivedCounterAndPost => {
                matches!(received, Received::Counter | Received::Post)
            }
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
            Self::ReceivedInPeriod => received != Received::CarriedOver,
            Self::ReceivedCounter => received == Received::Counter,
            Self::ReceivedPost => received == Received::Post,
            Self::ResolvedInTime => matches!(standing, Early | OnTime),
            // Were what is open and late left out, the worst would spoil no rate.
            Self::Judged => matches!(standing, Early | OnTime | Late | OpenLate),
        }
    }
}

/// The figures of one line, in the order of [`Column::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u64; Column::ALL.len()]);

impl Counts {
    pub fn get(&self, column: Column) -> u64 {
        self.0[column as usize]
    }

    /// Adds the figures of another line.
    pub fn sum(&mut self, other: &Self) {
        for (figure, more) in self.0.iter_mut().zip(other.0) {
            *figure += more;
        }
    }

    /// Counts so many dossiers at one place.
    pub fn add(&mut self, line: Line, dossiers: u64) {
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
