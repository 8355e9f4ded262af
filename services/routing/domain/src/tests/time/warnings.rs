//! Warnings, offers that expire, and moments at which nothing is due.

use super::*;

#[test]
fn each_warning_is_given_once_and_the_apology_is_owed_a_day_before() {
    // NĐ 61/2018/NĐ-CP Điều 19.9: at the latest one day before the date.
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    check(
        &course.watch("2026-11-13T17:00"),
        &expect![[r#"
            04 15:00 examine due soon
            05 15:00 examine overdue
            05 17:00 due soon at org:vpdkdd
            05 17:00 apology owed by org:vpdkdd at land-records for examine until 06 17:00: last-day
            06 17:00 overdue at org:vpdkdd
            06 17:00 missed by org:vpdkdd
        "#]],
    );
    assert_eq!(course.watch("2026-11-20T17:00"), [""; 0]);
    assert_eq!(course.statuses(), [DutyStatus::Missed]);
}

#[test]
fn after_days_without_watching_all_is_said_once_in_order() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    let events = course.tell("2026-11-12T08:00", Command::Watch);
    let said: Vec<String> = events.iter().map(|event| course.line(event)).collect();
    check(
        &said,
        &expect![[r#"
            12 08:00 examine due soon
            12 08:00 examine overdue
            12 08:00 due soon at org:vpdkdd
            12 08:00 apology owed by org:vpdkdd at land-records for examine until 06 17:00: last-day
            12 08:00 overdue at org:vpdkdd
            12 08:00 missed by org:vpdkdd
        "#]],
    );
    assert_eq!(course.tell("2026-11-12T08:01", Command::Watch), []);
}

#[test]
fn between_two_phases_there_is_no_date_to_keep() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    course.complete("examine", "2026-11-05T09:00");
    course.accept("tax-assessment", "2026-11-05T09:30");
    let said = course.watch("2026-11-27T17:00");
    let of_the_leg = |line: &String| line.contains("tax-assessment");
    assert!(said.iter().all(of_the_leg), "{said:#?}");
}

#[test]
fn from_the_first_custody_the_new_promise_is_awaited() {
    // NĐ 99/2022/NĐ-CP Điều 16.2: the term of a mortgage counts from when the office takes over.
    let mut course = Course::promised("1.011441", "2026-11-02T17:00");
    course.accept("register", "2026-11-02T16:00");
    assert_eq!(course.route.due, None);
    let said = course.watch("2026-11-03T08:00");
    assert!(
        said.iter().all(|line| line.contains("register")),
        "{said:#?}"
    );
    let resumed = Command::Promise {
        due: at("2026-11-03T17:00"),
        round: None,
        at: at("2026-11-02T16:00"),
    };
    course.tell("2026-11-03T08:00", resumed);
    let said = course.watch("2026-11-03T17:00");
    assert_eq!(
        said.iter()
            .filter(|line| line.contains("overdue at"))
            .count(),
        1
    );
}

#[test]
fn an_offer_that_nobody_answers_expires_once_each_time_it_is_made() {
    let mut course = Course::of_land();
    course.watch("2026-11-03T17:00");
    let offered = leg(&course.route, "examine").clone();
    assert!(offered.recalling);
    course.tell(
        "2026-11-03T17:05",
        Command::LetGo {
            leg: offered.id,
            at: at("2026-11-03T17:05"),
        },
    );
    assert_eq!(leg(&course.route, "examine").attempt, 2);
    let said = course.watch("2026-11-05T10:00");
    let expired = said.iter().filter(|line| line.contains("expired"));
    assert_eq!(expired.count(), 1, "{said:#?}");
}

#[test]
fn an_opinion_is_late_once() {
    // NĐ 61/2018/NĐ-CP Điều 19.5: the head of the one-stop desk is told.
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    let asked = Command::AskOpinion {
        leg: leg(&course.route, "examine").id,
        opinion: LegId::mint(),
        by: UnitId::new("org:vpdkdd"),
        unit: UnitId::new("org:kt-21028"),
        question: "Thửa đất có tranh chấp không?".to_owned(),
        answer_by: at("2026-11-04T17:00"),
    };
    course.tell("2026-11-02T10:00", asked);
    let said = course.watch("2026-11-05T10:00");
    let late = said.iter().filter(|line| line.ends_with(" late"));
    assert_eq!(late.count(), 1, "{said:#?}");
}

#[test]
fn the_cost_of_a_history_is_measured_on_one_of_any_length() {
    use crate::measure::Sample;
    for facts in [1, 10, 100, 1000] {
        let units = (UnitId::new("org:mc-21028"), UnitId::new("adm:21028"));
        let from = at("2026-03-02T09:00");
        let sample = Sample::of(catalogue(), "1.013831", units, from, facts).unwrap();
        assert!((facts..facts + 10).contains(&sample.facts));
        assert!(sample.decide().unwrap() > 0);
        assert!(facts < 10 || sample.attribute().unwrap() > 0);
    }
}
