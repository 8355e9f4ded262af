//! What leaders read: the honest rate, apologies and ratings, weeks, and who is ranked.

use std::collections::BTreeMap;

use kernel::Instant;

use super::{accepted, at, row, zone};
use crate::{
    Apology, Beside, Breach, Column, Fact, Figure, Line, Overview, Period, Received, Row, Standing,
    Told, beside, ranks,
};

fn period(from: &str, to: &str) -> Period {
    Period::parse(from, to, zone()).unwrap()
}

fn october() -> Period {
    period("2026-10-01", "2026-10-31")
}

/// So many dossiers in time and so many late, open or not.
fn part(in_time: u64, late: u64, open_late: u64) -> Overview {
    let mut part = Overview::default();
    for (standing, dossiers) in [
        (Standing::Early, in_time),
        (Standing::Late, late),
        (Standing::OpenLate, open_late),
    ] {
        let line = Line {
            received: Received::Counter,
            standing,
            moved: false,
        };
        part.place(line, dossiers);
    }
    part
}

#[test]
fn what_is_open_and_late_counts_against_the_rate() {
    let part = part(9, 0, 1);
    let figure = |column| part.get(Figure::Column(column));
    assert_eq!(figure(Column::ResolvedInTime), 9);
    assert_eq!(
        figure(Column::ResolvedTotal),
        9,
        "all that was finished was in time"
    );
    assert_eq!(figure(Column::Judged), 10, "and still one of ten is late");
}

#[test]
fn a_unit_with_too_little_to_judge_has_no_rank() {
    let parts = [
        part(99, 1, 0),
        part(2, 0, 0),
        part(20, 5, 0),
        part(40, 0, 10),
    ];
    assert_eq!(ranks(&parts, 10), [Some(1), None, Some(2), Some(2)]);
    assert_eq!(
        ranks(&parts, 0)[1],
        Some(1),
        "nobody is too small when no threshold is set"
    );
    assert_eq!(ranks(&[part(0, 0, 0)], 0), [None], "nothing has no rate");
}

#[test]
fn after_a_shared_rank_the_next_is_left_out() {
    let parts = [part(10, 0, 0), part(30, 0, 0), part(19, 1, 0)];
    assert_eq!(ranks(&parts, 10), [Some(1), Some(1), Some(3)]);
}

fn breach(due: &str) -> Breach {
    Breach {
        at: at(due),
        due: at(due),
        unit: "org:a".into(),
        leg: None,
    }
}

/// Received on 5 October, promised for 20 October 17:00.
fn promised(then: impl IntoIterator<Item = (Instant, Fact)>) -> Row {
    let received = (
        at("2026-10-05T09:00"),
        Fact::Accepted(accepted(false), at("2026-10-20T17:00")),
    );
    row([received].into_iter().chain(then))
}

fn apology(row: &Row, breaches: &[Breach], of: &Period) -> Option<Apology> {
    beside(row, breaches, &BTreeMap::new(), of, at("2026-12-01T00:00"))?.apology
}

/// NĐ 61/2018/NĐ-CP Điều 19.9: reason and new date before the limit expires.
#[test]
fn an_apology_counts_when_it_was_signed_before_the_promise_passed() {
    let signed = |on| [(at(on), Fact::Apologised(at("2026-11-03T17:00")))];
    let in_time = promised(signed("2026-10-19T10:00"));
    let passed = [breach("2026-10-20T17:00")];
    assert_eq!(apology(&in_time, &[], &october()), Some(Apology::Given));
    assert_eq!(
        apology(&in_time, &passed, &october()),
        Some(Apology::Given),
        "a breach said before the apology was heard of is none"
    );
    let late = promised(signed("2026-10-21T10:00"));
    assert_eq!(apology(&late, &[], &october()), None, "it mends nothing");
    assert_eq!(apology(&late, &passed, &october()), Some(Apology::Missed));
    assert_eq!(
        apology(&promised([]), &[], &october()),
        None,
        "none was owed"
    );
    let november = period("2026-11-01", "2026-11-30");
    assert_eq!(
        apology(&late, &passed, &november),
        None,
        "each in its period"
    );
}

#[test]
fn of_two_promises_one_missed_is_missed() {
    let row = promised([
        (
            at("2026-10-10T10:00"),
            Fact::Apologised(at("2026-10-25T17:00")),
        ),
        (
            at("2026-10-20T17:00"),
            Fact::Resumed(Some(at("2026-10-25T17:00"))),
        ),
    ]);
    let missed = [breach("2026-10-25T17:00")];
    assert_eq!(apology(&row, &missed, &october()), Some(Apology::Missed));
}

#[test]
fn the_last_rating_of_the_period_counts() {
    let row = promised([]);
    let ratings: BTreeMap<_, _> = [
        (at("2026-10-22T08:00"), 2),
        (at("2026-10-23T08:00"), 5),
        (at("2026-11-02T08:00"), 1),
    ]
    .into();
    let score = |of: &Period, as_of| beside(&row, &[], &ratings, of, at(as_of))?.score;
    assert_eq!(score(&october(), "2026-12-01T00:00"), Some(5));
    assert_eq!(
        score(&october(), "2026-10-22T12:00"),
        Some(2),
        "as it stood then"
    );
    assert_eq!(
        score(&period("2026-11-01", "2026-11-30"), "2026-12-01T00:00"),
        Some(1)
    );
    assert_eq!(
        score(&period("2026-12-01", "2026-12-31"), "2026-12-31T00:00"),
        None
    );
}

#[test]
fn from_four_of_five_a_person_is_satisfied() {
    let mut whole = Overview::default();
    for (score, dossiers) in [(5, 3), (4, 1), (3, 1), (1, 1)] {
        let said = Beside {
            apology: None,
            score: Some(score),
        };
        whole.tell(said, dossiers);
    }
    let figure = |told| whole.get(Figure::Told(told));
    assert_eq!(figure(Told::Rated), 6);
    assert_eq!(figure(Told::Satisfied), 4);
    assert_eq!(figure(Told::Unsatisfied), 2);
    assert_eq!(whole.scores, 23);
}

#[test]
fn late_begins_with_the_first_broken_promise() {
    let moved = Fact::Moved(crate::Move {
        previous: Some(at("2026-10-20T17:00")),
        due: at("2026-11-10T17:00"),
    });
    let row = promised([(at("2026-10-22T09:00"), moved)]);
    assert_eq!(
        row.late_since(at("2026-10-21T00:00")),
        Some(at("2026-10-20T17:00"))
    );
    assert_eq!(
        row.late_since(at("2026-11-01T00:00")),
        Some(at("2026-10-20T17:00")),
        "a date given afterwards mends nothing"
    );
}

#[test]
fn the_period_before_is_of_the_same_kind() {
    for (of, before) in [
        (("2026-11-16", "2026-11-22"), ("2026-11-09", "2026-11-15")),
        (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
        (("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31")),
        (("2024-01-01", "2024-12-31"), ("2023-01-01", "2023-12-31")),
        // As many days, when it is no whole month, quarter or year.
        (("2026-11-01", "2026-11-22"), ("2026-10-10", "2026-10-31")),
        (("2026-02-01", "2026-04-30"), ("2025-11-04", "2026-01-31")),
        (("2026-07-01", "2027-06-30"), ("2025-07-01", "2026-06-30")),
    ] {
        let meant = period(before.0, before.1);
        assert_eq!(period(of.0, of.1).previous(), meant, "before {of:?}");
    }
}

/// ISO 8601: a week belongs to the year of its Thursday, and is not cut at New Year.
#[test]
fn a_week_is_whole_at_new_year() {
    let weeks = period("2027-01-01", "2027-01-31").weeks(3, at("2027-01-02T12:00"));
    let meant = [
        period("2026-12-14", "2026-12-20"),
        period("2026-12-21", "2026-12-27"),
        period("2026-12-28", "2027-01-03"),
    ];
    assert_eq!(
        weeks, meant,
        "up to the running one, though the period goes on"
    );
    let past = period("2025-12-01", "2025-12-31").weeks(1, at("2027-01-02T12:00"));
    assert_eq!(past, [period("2025-12-29", "2026-01-04")]);
}
