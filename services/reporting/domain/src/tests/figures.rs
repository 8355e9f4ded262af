//! Where a dossier is counted: the notes to Biểu II.06a/VPCP/KSTT, one by one.

use kernel::Instant;

use super::{accepted, at, row, zone};
use crate::{BadQuery, Column, Fact, Figure, Period, Received, Standing, line};

fn october() -> Period {
    Period::parse("2026-10-01", "2026-10-31", zone()).unwrap()
}

/// Received on 5 October, promised for 20 October 17:00, and then what follows.
fn standing(then: Vec<(Instant, Fact)>, as_of: &str) -> Standing {
    let received = (
        at("2026-10-05T09:00"),
        Fact::Accepted(accepted(false), at("2026-10-20T17:00")),
    );
    let row = row([received].into_iter().chain(then));
    line(&row, &october(), at(as_of)).unwrap().standing
}

fn ready(on: &str) -> Vec<(Instant, Fact)> {
    vec![(at(on), Fact::Ready(Some(at("2026-10-20T17:00"))))]
}

#[test]
fn a_result_is_judged_by_the_date_not_the_hour() {
    let end = "2026-10-31T12:00";
    assert_eq!(standing(ready("2026-10-19T23:59"), end), Standing::Early);
    assert_eq!(standing(ready("2026-10-20T00:00"), end), Standing::OnTime);
    assert_eq!(standing(ready("2026-10-20T23:59"), end), Standing::OnTime);
    assert_eq!(standing(ready("2026-10-21T00:00"), end), Standing::Late);
}

#[test]
fn an_open_dossier_is_late_from_the_day_after_its_date() {
    assert_eq!(standing(vec![], "2026-10-20T23:59"), Standing::Open);
    assert_eq!(standing(vec![], "2026-10-21T00:00"), Standing::OpenLate);
}

#[test]
fn a_dossier_whose_clock_stands_still_is_in_time() {
    let paused = vec![(at("2026-10-12T10:00"), Fact::Paused)];
    assert_eq!(
        standing(paused.clone(), "2026-10-30T10:00"),
        Standing::Paused
    );
    let resumed = |due| {
        let mut history = paused.clone();
        history.push((at("2026-10-26T10:00"), Fact::Resumed(Some(at(due)))));
        history
    };
    assert_eq!(
        standing(resumed("2026-10-30T17:00"), "2026-10-30T18:00"),
        Standing::Open
    );
    assert_eq!(
        standing(resumed("2026-10-27T17:00"), "2026-10-30T18:00"),
        Standing::OpenLate
    );
}

#[test]
fn sent_back_stopped_and_withdrawn_count_as_on_time_even_after_the_date() {
    for fact in [Fact::Refused, Fact::Withdrawn, Fact::Stopped, Fact::Lapsed] {
        assert_eq!(
            standing(vec![(at("2026-10-29T10:00"), fact)], "2026-10-30T10:00"),
            Standing::OnTime
        );
    }
}

#[test]
fn a_dossier_is_received_online_at_the_desk_or_carried_over() {
    let received = |online, on| {
        let row = row([(
            at(on),
            Fact::Accepted(accepted(online), at("2026-12-01T17:00")),
        )]);
        line(&row, &october(), at("2026-10-15T08:00")).map(|line| line.received)
    };
    assert_eq!(received(true, "2026-10-01T00:00"), Some(Received::Online));
    assert_eq!(received(false, "2026-10-01T00:00"), Some(Received::Counter));
    assert_eq!(
        received(true, "2026-09-30T23:59"),
        Some(Received::CarriedOver)
    );
    assert_eq!(
        received(true, "2026-10-15T08:01"),
        None,
        "nobody has received it yet"
    );
}

#[test]
fn what_was_finished_before_the_period_is_not_carried_over() {
    let finished = |on| {
        let row = row([
            (
                at("2026-09-05T09:00"),
                Fact::Accepted(accepted(false), at("2026-10-20T17:00")),
            ),
            (at(on), Fact::Withdrawn),
        ]);
        line(&row, &october(), at("2026-11-20T08:00"))
    };
    assert_eq!(finished("2026-09-30T23:59"), None);
    assert!(finished("2026-10-01T00:00").is_some());
}

#[test]
fn a_past_period_shows_how_things_stood_at_its_end() {
    // Paused over the end of October, promised anew and finished in November.
    let history = vec![
        (at("2026-10-12T10:00"), Fact::Paused),
        (
            at("2026-11-03T10:00"),
            Fact::Resumed(Some(at("2026-11-10T17:00"))),
        ),
        (
            at("2026-11-09T10:00"),
            Fact::Ready(Some(at("2026-11-10T17:00"))),
        ),
    ];
    assert_eq!(standing(history, "2026-11-20T10:00"), Standing::Paused);
}

#[test]
fn a_dossier_nobody_received_is_in_no_table() {
    let row = row([
        (at("2026-10-05T09:00"), Fact::Paused),
        (at("2026-10-06T09:00"), Fact::Refused),
    ]);
    assert_eq!(line(&row, &october(), at("2026-10-30T10:00")), None);
}

#[test]
fn a_question_that_makes_no_sense_is_answered_with_the_field_to_change() {
    let period = |from, to| Period::parse(from, to, zone()).unwrap_err();
    assert_eq!(period("2026-10-31", "2026-10-01"), BadQuery::Reversed);
    for text in [
        "",
        "31/10/2026",
        "2026-13-01",
        "2026-02-29",
        "+2026-1-05",
        "0000-01-01",
        "2026-1-01 ",
    ] {
        assert_eq!(period(text, "2026-10-31").field(), "from", "{text:?}");
        assert_eq!(period("2026-10-01", text).field(), "to", "{text:?}");
    }
    assert_eq!(
        "open_latest".parse::<Figure>().unwrap_err().field(),
        "column"
    );
    for column in Column::ALL {
        assert_eq!(column.word().parse(), Ok(Figure::Column(column)));
    }
    assert!(
        Period::parse("2026-10-31", "2026-10-31", zone()).is_ok(),
        "a day is a period"
    );
    assert!(Period::parse("1970-01-01", "9999-12-31", zone()).is_ok());
}
