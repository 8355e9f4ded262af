//! What moves: a promised date, the centre that has a dossier, and what comes after its end.

use kernel::{Instant, LegId, UnitId};

use super::{accepted, at, row, zone};
use crate::{Fact, GroupBy, Line, Move, Period, Standing, line, progress, unit};

fn period(from: &str, to: &str) -> Period {
    Period::parse(from, to, zone()).unwrap()
}

/// Received on 5 October, promised for 20 October 17:00.
fn received() -> (Instant, Fact) {
    let promised = at("2026-10-20T17:00");
    (
        at("2026-10-05T09:00"),
        Fact::Accepted(accepted(false), promised),
    )
}

/// The date moved from one to another, said at a moment.
fn moved(on: &str, previous: &str, due: &str) -> (Instant, Fact) {
    let (previous, due) = (Some(at(previous)), at(due));
    (at(on), Fact::Moved(Move { previous, due }))
}

fn october(history: &[(Instant, Fact)], as_of: &str) -> Line {
    let row = row([received()].into_iter().chain(history.to_vec()));
    line(&row, &period("2026-10-01", "2026-10-31"), at(as_of)).unwrap()
}

/// NĐ 61/2018/NĐ-CP Điều 19.9: a new date, given with an apology before the old one passes.
#[test]
fn a_date_moved_in_time_is_the_date_it_is_judged_by_and_the_move_is_counted() {
    let mut history = vec![moved(
        "2026-10-19T10:00",
        "2026-10-20T17:00",
        "2026-10-27T17:00",
    )];
    let open = october(&history, "2026-10-22T10:00");
    assert_eq!((open.standing, open.moved), (Standing::Open, true));
    assert!(!october(&history, "2026-10-19T09:59").moved, "not yet");
    for (on, standing) in [
        ("2026-10-26T10:00", Standing::Early),
        ("2026-10-27T20:00", Standing::OnTime),
        ("2026-10-28T08:00", Standing::Late),
    ] {
        history.truncate(1);
        history.push((at(on), Fact::Ready(Some(at("2026-10-27T17:00")))));
        let settled = october(&history, "2026-10-31T10:00");
        assert_eq!((settled.standing, settled.moved), (standing, true), "{on}");
    }
}

/// The same article: “chậm nhất 01 ngày trước ngày hết hạn”. A date given afterwards is owed to the
/// person, and does not make the agency punctual.
#[test]
fn a_date_moved_after_it_had_passed_makes_nothing_good() {
    let late = moved("2026-10-21T10:00", "2026-10-20T17:00", "2026-10-29T17:00");
    let open = october(std::slice::from_ref(&late), "2026-10-22T10:00");
    assert_eq!((open.standing, open.moved), (Standing::OpenLate, true));
    let ready = (
        at("2026-10-28T10:00"),
        Fact::Ready(Some(at("2026-10-29T17:00"))),
    );
    let history = [late, ready];
    assert_eq!(
        october(&history, "2026-10-31T10:00").standing,
        Standing::Late
    );
    // It was signed in time, and only the desk was slow to change the date.
    let signed = (
        at("2026-10-19T16:00"),
        Fact::Apologised(at("2026-10-29T17:00")),
    );
    let history = [history.to_vec(), vec![signed]].concat();
    assert_eq!(
        october(&history, "2026-10-31T10:00").standing,
        Standing::Early
    );
}

#[test]
fn an_apology_for_one_promise_excuses_no_other() {
    let signed = (
        at("2026-10-19T16:00"),
        Fact::Apologised(at("2026-10-23T17:00")),
    );
    let first = moved("2026-10-19T16:30", "2026-10-20T17:00", "2026-10-23T17:00");
    let second = moved("2026-10-24T08:00", "2026-10-23T17:00", "2026-10-30T17:00");
    let open = october(&[signed, first, second], "2026-10-26T10:00");
    assert_eq!(open.standing, Standing::OpenLate);
}

/// NĐ 61/2018/NĐ-CP Điều 21: an error is corrected at the agency's cost; it is no new dossier.
#[test]
fn what_a_correction_brings_does_not_count_again() {
    let ready = (
        at("2026-10-19T10:00"),
        Fact::Ready(Some(at("2026-10-20T17:00"))),
    );
    let again = [
        (at("2026-11-03T10:00"), Fact::Paused),
        moved("2026-11-05T10:00", "2026-11-04T17:00", "2026-11-09T17:00"),
        (
            at("2026-11-12T10:00"),
            Fact::Ready(Some(at("2026-11-09T17:00"))),
        ),
        (at("2026-11-12T11:00"), Fact::Returned),
    ];
    let history: Vec<_> = [ready].into_iter().chain(again).collect();
    let row = row([received()].into_iter().chain(history));
    let later = at("2026-12-31T10:00");
    let settled = line(&row, &period("2026-10-01", "2026-10-31"), later).unwrap();
    assert_eq!((settled.standing, settled.moved), (Standing::Early, false));
    let november = period("2026-11-01", "2026-11-30");
    assert_eq!(line(&row, &november, later), None, "it is counted once");
    assert_eq!(row.holder(), None);
}

fn to_successor() -> (Instant, Fact) {
    (
        at("2026-11-01T00:00"),
        Fact::ReceivingMoved("org:mc-00002".into()),
    )
}

/// As on 01/07/2025: the successor goes on with what its predecessor had open.
#[test]
fn a_dossier_counts_under_the_centre_that_had_it_when_the_table_ends() {
    let row = row([received(), to_successor()]);
    let later = at("2026-12-31T10:00");
    for (from, to, centre) in [
        ("2026-10-01", "2026-10-31", "org:mc-00001"),
        ("2026-11-01", "2026-11-30", "org:mc-00002"),
        ("2026-10-01", "2026-12-31", "org:mc-00002"),
    ] {
        let period = period(from, to);
        assert_eq!(unit(&row, &period, later), Some(&centre.into()), "{to}");
        let table = progress([&row], &period, later, GroupBy::Unit);
        assert_eq!(table.groups.keys().collect::<Vec<_>>(), [centre]);
        assert_eq!(table.groups[centre], table.total, "nobody is lost");
    }
    assert_eq!(row.holder(), Some(&"org:mc-00002".into()));
}

#[test]
fn what_a_centre_had_finished_stays_its_own() {
    let ready = (at("2026-10-30T10:00"), Fact::Ready(None));
    let row = row([received(), ready, to_successor()]);
    let whole = period("2026-10-01", "2026-12-31");
    let later = at("2026-12-31T10:00");
    assert_eq!(unit(&row, &whole, later), Some(&"org:mc-00001".into()));
}

#[test]
fn a_centre_that_was_moved_before_the_desk_received_it_does_not_take_it_from_its_heir() {
    let mut history = [received(), to_successor()];
    history[1].0 = at("2026-10-04T00:00");
    let october = period("2026-10-01", "2026-10-31");
    let row = row(history);
    let later = at("2026-12-31T10:00");
    assert_eq!(unit(&row, &october, later), Some(&"org:mc-00001".into()));
}

#[test]
fn a_leg_goes_on_in_the_successors_hands_and_ends_when_it_is_closed() {
    let leg = LegId::mint();
    let mut history = vec![
        received(),
        (
            at("2026-10-06T08:00"),
            Fact::Taken(leg, 1, "org:district".into()),
        ),
        (
            at("2026-11-01T00:00"),
            Fact::LegMovedUnit(leg, "org:commune".into()),
        ),
    ];
    let holds = |history: &[(Instant, Fact)]| row(history.to_vec()).holder().cloned();
    assert_eq!(holds(&history), Some(UnitId::new("org:commune")));
    history.push((at("2026-11-03T08:00"), Fact::LegClosed(leg)));
    assert_eq!(holds(&history), Some(UnitId::new("org:mc-00001")));
    // Offered anew to another, who takes it.
    let taken = Fact::Taken(leg, 2, "org:province".into());
    history.push((at("2026-11-04T08:00"), taken));
    assert_eq!(holds(&history), Some(UnitId::new("org:province")));
    history.reverse();
    assert_eq!(holds(&history), Some(UnitId::new("org:province")));
}
