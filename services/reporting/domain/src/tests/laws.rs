//! What holds for every history: the sums of the form, and that it counts what happened once,
//! whatever order it was heard in.

use chrono::TimeDelta;
use kernel::{DossierId, Instant, UnitId};
use proptest::prelude::*;

use super::{at, zone};
use crate::{
    Accepted, Channel, Column, Counts, Fact, GroupBy, Move, Period, Row, Table, fold, progress,
};

type History = Vec<(Instant, Fact)>;

fn start() -> Instant {
    at("2026-09-01T00:00")
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let due = (0i64..120).prop_map(|days| start() + TimeDelta::days(days));
    let accepted =
        (0..3, 0..2, 0..3, 0..3usize).prop_map(|(unit, field, procedure, channel)| Accepted {
            code: "H00.00001-261001-0001".into(),
            procedure: format!("1.00000{procedure}"),
            field: format!("field-{field}"),
            unit: format!("org:mc-{unit}").as_str().into(),
            channel: [Channel::Online, Channel::Counter, Channel::Post][channel],
        });
    let moved = (proptest::option::of(due.clone()), due.clone())
        .prop_map(|(previous, due)| Fact::Moved(Move { previous, due }));
    let apologised = due.clone().prop_map(Fact::Apologised);
    prop_oneof![
        3 => (accepted, due.clone()).prop_map(|(accepted, due)| Fact::Accepted(accepted, due)),
        2 => Just(Fact::Paused),
        2 => proptest::option::of(due.clone()).prop_map(Fact::Resumed),
        2 => proptest::option::of(due).prop_map(Fact::Ready),
        1 => Just(Fact::Returned),
        1 => Just(Fact::Refused),
        1 => Just(Fact::Withdrawn),
        1 => Just(Fact::Stopped),
        1 => Just(Fact::Lapsed),
        1 => (0..3).prop_map(|unit| Fact::ReceivingMoved(format!("org:mc-{unit}").as_str().into())),
        1 => moved,
        1 => apologised,
        2 => any_custody(),
    ]
}

fn any_custody() -> impl Strategy<Value = Fact> {
    let leg = (1..3).prop_map(|n| format!("{n:032x}").parse().unwrap());
    let unit = (0..3).prop_map(|unit| UnitId::new(format!("org:unit-{unit}")));
    (leg, 1u32..3, unit, 0..4).prop_map(|(leg, attempt, unit, act)| match act {
        0 => Fact::Taken(leg, attempt, unit),
        1 => Fact::LetGo(leg, attempt, unit),
        2 => Fact::LegMovedUnit(leg, unit),
        _ => Fact::LegClosed(leg),
    })
}

/// Facts in any sequence, lawful or not, each later than the one before.
fn any_history() -> impl Strategy<Value = History> {
    proptest::collection::vec((1i64..20 * 24 * 60, any_fact()), 0..12).prop_map(|steps| {
        let mut now = start();
        let step = |(minutes, fact)| {
            now += TimeDelta::minutes(minutes);
            (now, fact)
        };
        steps.into_iter().map(step).collect()
    })
}

fn any_period() -> impl Strategy<Value = Period> {
    (0i64..120, 0i64..60).prop_map(|(from, days)| {
        let date = |days| (at("2026-09-01T12:00") + TimeDelta::days(days)).date_naive();
        Period::new(date(from), date(from + days), zone()).unwrap()
    })
}

fn any_moment() -> impl Strategy<Value = Instant> {
    (0i64..180 * 24 * 60).prop_map(|minutes| start() + TimeDelta::minutes(minutes))
}

fn rows(histories: &[History]) -> Vec<Row> {
    let told = |(n, history): (usize, &History)| {
        let id: DossierId = format!("{:032x}", n + 1).parse().unwrap();
        history
            .iter()
            .cloned()
            .fold(Row::new(id), |row, (at, fact)| fold(row, at, fact))
    };
    histories.iter().enumerate().map(told).collect()
}

fn sums_hold(counts: &Counts) -> bool {
    use Column::*;
    let sum = |columns: &[Column]| columns.iter().map(|c| counts.get(*c)).sum::<u64>();
    let total = counts.get(ReceivedTotal);
    total == sum(&[ReceivedOnline, ReceivedCounterAndPost, CarriedOver])
        && total == sum(&[ResolvedTotal, OpenTotal])
        && counts.get(ResolvedTotal) == sum(&[ResolvedEarly, ResolvedOnTime, ResolvedLate])
        && counts.get(OpenTotal) == sum(&[OpenInTime, OpenLate])
        && counts.get(Paused) <= counts.get(OpenInTime)
        && counts.get(Rescheduled) <= total
}

fn table(rows: &[Row], period: &Period, as_of: Instant) -> Table {
    progress(rows, period, as_of, GroupBy::Unit)
}

proptest! {
    /// The form's own checks: (3)=(4)+(5)+(6), (3)=(7)+(11), (7)=(8)+(9)+(10), (11)=(12)+(13).
    #[test]
    fn the_sums_of_the_form_hold(
        histories in proptest::collection::vec(any_history(), 0..40),
        period in any_period(),
        as_of in any_moment(),
    ) {
        let rows = rows(&histories);
        let mut totals = Vec::new();
        for group_by in [GroupBy::Unit, GroupBy::Field, GroupBy::Procedure] {
            let table = progress(&rows, &period, as_of, group_by);
            prop_assert!(sums_hold(&table.total) && table.groups.values().all(sums_hold));
            for column in Column::ALL {
                let sum: u64 = table.groups.values().map(|counts| counts.get(column)).sum();
                prop_assert_eq!(sum, table.total.get(column));
            }
            totals.push(table.total);
        }
        prop_assert!(totals.windows(2).all(|pair| pair[0] == pair[1]), "grouping loses nobody");
    }

    /// A table sent to the Government Office must come out the same when it is asked for again.
    #[test]
    fn what_happens_later_does_not_change_a_past_period(
        histories in proptest::collection::vec(any_history(), 0..20),
        period in any_period(),
        as_of in any_moment(),
    ) {
        let end = period.until(as_of);
        let then: Vec<History> = histories
            .iter()
            .map(|history| history.iter().filter(|(at, _)| *at <= end).cloned().collect())
            .collect();
        prop_assert_eq!(
            table(&rows(&then), &period, as_of),
            table(&rows(&histories), &period, end)
        );
    }

    /// What is open when one period ends is carried over into the next.
    #[test]
    fn what_is_open_is_carried_over(
        histories in proptest::collection::vec(any_history(), 0..20),
        days in 1i64..100,
    ) {
        let rows = rows(&histories);
        let date = |days| (at("2026-09-01T12:00") + TimeDelta::days(days)).date_naive();
        let first = Period::new(date(0), date(days), zone()).unwrap();
        let next = Period::new(date(days + 1), date(days + 30), zone()).unwrap();
        let late = at("2027-12-31T00:00");
        prop_assert_eq!(
            table(&rows, &first, late).total.get(Column::OpenTotal),
            table(&rows, &next, late).total.get(Column::CarriedOver)
        );
    }

    #[test]
    fn facts_heard_twice_and_in_any_order_count_once(
        (history, heard) in any_history().prop_flat_map(|history| {
            let twice = [history.clone(), history.clone()].concat();
            (Just(history), Just(twice).prop_shuffle())
        }),
        period in any_period(),
        as_of in any_moment(),
    ) {
        let (once, again) = (rows(&[history]), rows(&[heard]));
        prop_assert_eq!(once[0].holder(), again[0].holder());
        prop_assert_eq!(table(&once, &period, as_of), table(&again, &period, as_of));
        for fact in once[0].clock.keys() {
            prop_assert_eq!(once[0].clock_at(*fact), again[0].clock_at(*fact));
        }
    }
}
