//! The apology as a duty with a clock (NĐ 61/2018/NĐ-CP Điều 19.9).

use super::*;

#[test]
fn an_apology_signed_in_time_is_given_and_the_new_date_warned_of_anew() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    course.watch("2026-11-06T09:00");
    course
        .apologise("examine", "2026-11-10T17:00", "2026-11-06T09:00")
        .unwrap();
    assert_eq!(course.statuses(), [DutyStatus::Given]);
    course.tell(
        "2026-11-06T09:01",
        Command::Promise {
            due: at("2026-11-10T17:00"),
            round: Some(1),
            at: at("2026-11-06T09:01"),
        },
    );
    check(
        &course.watch("2026-11-13T17:00"),
        &expect![[r#"
            09 17:00 due soon at org:vpdkdd
            09 17:00 apology owed by org:vpdkdd at land-records for examine until 10 17:00: last-day
            10 17:00 overdue at org:vpdkdd
            10 17:00 missed by org:vpdkdd
        "#]],
    );
    // NĐ 61/2018/NĐ-CP Điều 19.9: not more than once.
    let duty = course.route.duties.last().unwrap();
    assert!(!duty.may_move);
}

#[test]
fn a_second_apology_moves_nothing() {
    // NĐ 61/2018/NĐ-CP Điều 19.9: not more than once.
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    course.tell(
        "2026-11-03T09:00",
        Command::Promise {
            due: at("2026-11-10T17:00"),
            round: Some(1),
            at: at("2026-11-03T09:00"),
        },
    );
    let again = course.apologise("examine", "2026-11-12T17:00", "2026-11-10T08:00");
    assert_eq!(again, Err(NoApology::NoMore(1).into()));
}

#[test]
fn the_new_date_lies_after_the_old_on_a_working_day_the_calendar_knows() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    let mut with = |new_due| course.apologise("examine", new_due, "2026-11-05T09:00");
    assert_eq!(with("2026-11-06T17:00"), Err(NoApology::NotLater.into()));
    // Sunday.
    assert_eq!(with("2026-11-08T17:00"), Err(NoApology::RestDay.into()));
    assert!(matches!(with("2041-01-03T17:00"), Err(Refusal::Clock(_))));
}

#[test]
fn an_apology_after_the_date_is_written_down_and_the_breach_stands() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    let events = course
        .apologise("examine", "2026-11-10T17:00", "2026-11-09T08:00")
        .unwrap();
    assert!(matches!(
        events.as_slice(),
        [
            ..,
            Event::ApologyMissed { .. },
            Event::Apologised { late: true, .. }
        ]
    ));
    assert_eq!(course.statuses(), [DutyStatus::Missed]);
}

#[test]
fn an_apology_signed_in_time_and_heard_late_counts() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    course.watch("2026-11-09T08:00");
    assert_eq!(course.statuses(), [DutyStatus::Missed]);
    let leg = leg(&course.route, "examine");
    let signed = Command::Apologise {
        leg: leg.id,
        attempt: leg.attempt,
        new_due: at("2026-11-10T17:00"),
        reason: "chờ xác minh".to_owned(),
        signer: "officer:truong".to_owned(),
        at: at("2026-11-06T10:00"),
    };
    let events = course.tell("2026-11-09T08:01", signed.clone());
    assert!(matches!(
        events.as_slice(),
        [Event::Apologised { late: false, .. }]
    ));
    assert_eq!(course.statuses(), [DutyStatus::Given]);
    assert_eq!(course.tell("2026-11-09T08:02", signed), []);
}

#[test]
fn while_the_person_is_asked_there_is_no_duty() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    let asked = at("2026-11-04T09:00");
    course.tell("2026-11-04T09:00", Command::CitizenAsked { at: asked });
    assert_eq!(course.watch("2026-11-20T17:00"), [""; 0]);
    course.tell(
        "2026-11-20T17:00",
        Command::CitizenAnswered {
            due: Some(at("2026-11-27T17:00")),
            at: at("2026-11-20T17:00"),
        },
    );
    // The leg has as much time left as it had when the person was asked.
    check(
        &course.watch("2026-11-27T16:00"),
        &expect![[r#"
            23 11:00 examine due soon
            25 11:00 examine overdue
            26 17:00 due soon at org:vpdkdd
            26 17:00 apology owed by org:vpdkdd at land-records for examine until 27 17:00: last-day
        "#]],
    );
}

#[test]
fn while_nobody_took_it_over_the_desk_itself_is_in_charge() {
    let mut course = Course::of_land();
    check(
        &course.watch("2026-11-05T17:00"),
        &expect![[r#"
            03 17:00 examine expired
            03 17:00 examine recalled
            04 15:00 examine due soon
            05 15:00 examine overdue
            05 17:00 due soon at org:mc-21028
            05 17:00 apology owed by org:mc-21028 at intake for desk until 06 17:00: last-day
        "#]],
    );
    // The desk moves the appointment itself.
    course.tell(
        "2026-11-06T08:00",
        Command::Promise {
            due: at("2026-11-09T17:00"),
            round: Some(1),
            at: at("2026-11-06T08:00"),
        },
    );
    assert_eq!(course.statuses(), [DutyStatus::Given]);
}

#[test]
fn the_duty_passes_on_with_the_dossier() {
    let mut course = Course::promised("1.001776", "2026-11-06T17:00");
    course.accept("verify", "2026-11-02T09:30");
    course.watch("2026-11-05T17:00");
    course.complete("verify", "2026-11-06T08:00");
    assert_eq!(course.route.duties.len(), 1);
    course.accept("decide-allowance", "2026-11-06T08:30");
    let said = course.watch("2026-11-06T17:00");
    let owed: Vec<_> = said
        .iter()
        .filter(|line| line.contains("apology"))
        .collect();
    assert_eq!(owed.len(), 1, "{said:#?}");
    assert!(owed[0].contains("org:ubnd-21028"), "{said:#?}");
    assert_eq!(course.route.duties.len(), 1);
}

#[test]
fn a_dossier_that_ends_in_time_owes_nothing() {
    let mut course = Course::promised("1.001776", "2026-11-06T17:00");
    course.accept("verify", "2026-11-02T09:30");
    course.watch("2026-11-05T17:00");
    course.complete("verify", "2026-11-06T08:00");
    course.accept("decide-allowance", "2026-11-06T08:30");
    course.complete("decide-allowance", "2026-11-06T10:00");
    assert!(
        course
            .statuses()
            .iter()
            .all(|status| *status == DutyStatus::Lapsed)
    );
    assert_eq!(
        course.route.next_look(&router("2026-11-09T08:00")),
        Ok(None)
    );
}

#[test]
fn a_leg_that_makes_the_date_impossible_raises_the_duty_at_once() {
    // NĐ 61/2018/NĐ-CP Điều 19.9. Twelve days to verify, ten to decide, promised in twenty-two.
    let router = router("2026-11-02T09:00");
    let term = "22d".parse().unwrap();
    let due = router
        .catalogue
        .calendar()
        .due(router.now, &term)
        .unwrap()
        .at;
    let due = (due + chrono::TimeDelta::hours(7)).format("%Y-%m-%dT%H:%M");
    let mut course = Course::promised("1.001776", &due.to_string());
    course.accept("verify", "2026-11-02T09:30");
    check(
        &course.watch("2026-11-27T17:00"),
        &expect![[r#"
        17 17:00 verify due soon
        18 17:00 verify overdue
        18 17:00 apology owed by org:vhxh-21028 at agency-desk for verify until 02 17:00: impossible
    "#]],
    );
    // What the duty's own agency saved or lost no longer matters once it is done; who has the
    // dossier next owes the apology.
    course.complete("verify", "2026-11-30T08:00");
    course.accept("decide-allowance", "2026-11-30T09:00");
    check(
        &course.watch("2026-11-30T10:00"),
        &expect![[r#"
        30 09:00 apology owed by org:ubnd-21028 at social-welfare for decide-allowance until 02 17:00: impossible
    "#]],
    );
}

#[test]
fn a_promise_broken_before_a_pause_is_not_broken_again_after_it() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    course.watch("2026-11-10T09:00");
    assert_eq!(course.statuses(), [DutyStatus::Missed]);
    // The pause moved the date by its own length: it is past all the same.
    course.tell(
        "2026-11-11T09:00",
        Command::Promise {
            due: at("2026-11-09T17:00"),
            round: None,
            at: at("2026-11-11T09:00"),
        },
    );
    assert_eq!(course.watch("2026-11-20T17:00"), [""; 0]);
    assert_eq!(course.statuses(), [DutyStatus::Missed]);
}

#[test]
fn a_promise_of_one_day_leaves_no_day_for_an_apology() {
    // NĐ 61/2018/NĐ-CP Điều 19.9 wants it a day before the date.
    let mut course = Course::promised("1.013831", "2026-11-03T17:00");
    course.accept("examine", "2026-11-02T09:30");
    let said = course.watch("2026-11-03T16:59");
    assert!(!said.iter().any(|line| line.contains("owed")), "{said:#?}");
    assert!(course.watch("2026-11-03T17:00").concat().contains("missed"));
}
