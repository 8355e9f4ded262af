//! The promised date, each rule with its source.

use chrono::NaiveDate;

use super::*;

fn stop(ground: &str, when: &str) -> Command {
    Command::StopClock {
        ground: ground.to_owned(),
        at: at(when),
    }
}

fn start(phase: u8, when: &str) -> Command {
    let at = at(when);
    Command::StartClock { phase, at }
}

fn apology(due: &str, when: &str) -> Apology {
    Apology {
        due: at(due),
        reason: "chờ trích lục".to_owned(),
        signer: "Giám đốc".to_owned(),
        position: String::new(),
        unit: UnitId::new("org:vpdkdd"),
        leg: None,
        at: at(when),
    }
}

/// NĐ 151/2025/NĐ-CP: eight working days in two phases around the payment of taxes.
#[test]
fn a_land_transfer_is_promised_in_two_phases_and_tax_time_does_not_count() {
    let dossier = received("2026-11-02T09:00", LAND);
    assert_eq!(due(&dossier), "2026-11-06 17:00");
    let now = "2026-11-05T10:00";
    let dossier = run(now, &dossier, stop("tax-assessment", now));
    assert_eq!(dossier.standing(), Standing::ClockStopped);
    // 24 November is a day off from 2026 (Ngày Văn hóa Việt Nam).
    let now = "2026-11-20T14:00";
    let dossier = run(now, &dossier, start(2, now));
    assert_eq!(dossier.standing(), Standing::InProgress);
    assert_eq!(due(&dossier), "2026-11-27 17:00");
    assert_eq!(dossier.appointment.unwrap().phase, 2);
}

/// A pause within one phase moves the date by the working time that did not count.
#[test]
fn a_pause_within_a_phase_extends_it_by_its_working_time() {
    let dossier = received("2026-11-02T09:00", "1.012786");
    let before = due(&dossier);
    let paused = run(
        "2026-11-03T07:00",
        &dossier,
        stop("public-notice", "2026-11-03T07:00"),
    );
    let dossier = run("2026-11-05T07:00", &paused, start(1, "2026-11-05T07:00"));
    let after = due(&dossier);
    let days = |text: &str| NaiveDate::parse_from_str(&text[..10], "%Y-%m-%d").unwrap();
    assert_eq!(
        (days(&after) - days(&before)).num_days(),
        2,
        "two working days"
    );
    let because = dossier.appointment.unwrap().because();
    assert!(
        because
            .last()
            .unwrap()
            .contains("Không tính thời gian tạm dừng")
    );
}

/// Several grounds can hold the clock; the person's time holds it whatever else ends.
#[test]
fn the_clock_stands_still_while_the_person_is_asked_whatever_else_ends() {
    let dossier = received("2026-11-02T09:00", LAND);
    let now = "2026-11-03T09:00";
    let dossier = run(now, &dossier, stop("tax-assessment", now));
    let asked = run(
        "2026-11-04T09:00",
        &dossier,
        Command::AskSupplement(ask(&["contract"])),
    );
    let next = run("2026-11-09T09:00", &asked, start(2, "2026-11-09T09:00"));
    let promise = next.appointment.as_ref().unwrap();
    assert_eq!(promise.phase, 2);
    assert!(
        promise.ledger.paused_since().is_some(),
        "the person is still asked"
    );
    let done = run("2026-11-16T09:00", &next, supply(&["contract"]));
    assert_eq!(
        due(&done),
        "2026-11-20 17:00",
        "four working days from the supplement"
    );
    assert_eq!(done.standing(), Standing::InProgress);
}

/// NĐ 99/2022/NĐ-CP Điều 16: same day; after 15:00 the next working day; counted from when
/// the land office has the dossier.
#[test]
fn a_mortgage_is_due_the_same_day_from_custody() {
    assert_eq!(
        due(&received("2026-11-02T09:00", "1.011441")),
        "2026-11-02 17:00"
    );
    let late = received("2026-11-06T16:10", "1.011441");
    assert_eq!(
        due(&late),
        "2026-11-09 17:00",
        "Friday after 15:00 is due on Monday"
    );
    let custody = start(1, "2026-11-09T15:30");
    let dossier = run("2026-11-09T15:30", &late, custody.clone());
    assert_eq!(due(&dossier), "2026-11-10 17:00");
    let again = Dossier::decide(&desk("2026-11-09T15:31"), Some(&dossier), custody).unwrap();
    assert_eq!(again, [], "told twice, it does not move again");
}

#[test]
fn a_date_beyond_the_calendar_is_refused_not_guessed() {
    let now = "2027-12-30T09:00";
    let refused = Dossier::decide(&desk(now), None, accept(&desk(now), LAND)).unwrap_err();
    assert_eq!(refused.reason(), "beyond-calendar");
    assert!(
        refused.sentence().contains("2028"),
        "{}",
        refused.sentence()
    );
    let dossier = received("2027-12-20T09:00", LAND);
    let absurd = super::refused(
        "2027-12-24T09:00",
        &dossier,
        stop("tax-assessment", "9999-12-30T09:00"),
    );
    assert_eq!(
        absurd.reason(),
        "beyond-calendar",
        "a pause that could never end"
    );
    let now = "2027-12-24T09:00";
    let paused = run(now, &dossier, stop("tax-assessment", now));
    let refused = super::refused("2031-03-03T09:00", &paused, start(1, "2031-03-03T09:00"));
    assert_eq!(refused.reason(), "beyond-calendar", "years of pause");
}

/// NĐ 61/2018/NĐ-CP Điều 19.9: an apology gives another date, once.
#[test]
fn an_apology_of_an_agency_moves_the_date_once_and_the_next_is_written_down() {
    let dossier = received("2026-11-02T09:00", LAND);
    let first = Command::Apologised(apology("2026-11-12T17:00", "2026-11-05T09:00"));
    let moved = run("2026-11-05T09:00", &dossier, first);
    assert_eq!(due(&moved), "2026-11-12 17:00");
    let promise = moved.appointment.as_ref().unwrap();
    assert_eq!(promise.moved(), 1);
    let letter = moved.apologised.as_ref().unwrap();
    assert_eq!(letter.apology.reason, "chờ trích lục");
    assert_eq!(Some(letter.previous_due), promise.original_due());
    assert_eq!(
        promise.original_due(),
        dossier.appointment.as_ref().map(Appointment::due)
    );
    let second = Command::Apologised(apology("2026-11-18T17:00", "2026-11-11T09:00"));
    let desk = desk("2026-11-11T09:00");
    let events = Dossier::decide(&desk, Some(&moved), second).unwrap();
    assert!(
        matches!(
            events.as_slice(),
            [Event::ApologySetAside {
                why: SetAside::Limit,
                ..
            }]
        ),
        "{events:?}"
    );
    let twice = rules(
        "reappointments:\n    value: 1",
        "reappointments:\n    value: 2",
    );
    let second = Command::Apologised(apology("2026-11-18T17:00", "2026-11-11T09:00"));
    let again = by(&desk_of(twice, "2026-11-11T09:00"), &moved, second).unwrap();
    assert_eq!(due(&again), "2026-11-18 17:00", "where the rule allows two");
    assert_eq!(again.appointment.unwrap().moved(), 2);
}

/// What cannot move a date is not lost: it is written down with the reason.
#[test]
fn an_apology_that_cannot_move_the_date_is_set_aside_with_the_reason() {
    let dossier = received("2026-11-02T09:00", LAND);
    let settled = run("2026-11-04T09:00", &dossier, settle("2026-11-04T09:00"));
    for (dossier, new_due, expected) in [
        (&dossier, "2026-11-05T17:00", SetAside::NotLater),
        (&dossier, "2026-11-15T17:00", SetAside::DayOfRest),
        (&dossier, "2028-11-15T17:00", SetAside::BeyondCalendar),
        (&settled, "2026-11-12T17:00", SetAside::Over),
    ] {
        let command = Command::Apologised(apology(new_due, "2026-11-05T09:00"));
        let after = run("2026-11-05T09:00", dossier, command.clone());
        assert_eq!(due(&after), due(dossier));
        let desk = desk("2026-11-05T09:00");
        match Dossier::decide(&desk, Some(dossier), command)
            .unwrap()
            .as_slice()
        {
            [Event::ApologySetAside { why, .. }] => assert_eq!(*why, expected),
            other => panic!("{other:?}"),
        }
    }
}

/// The desk itself is late: the same rules, told to whoever asks.
#[test]
fn the_desk_moves_its_own_date_once_to_a_later_working_day() {
    let dossier = received("2026-11-02T09:00", LAND);
    let to = |due: &str| Command::MoveAppointment {
        due: at(due),
        reason: "hệ thống gián đoạn".to_owned(),
        signer: Signature {
            name: "Lê Thị Mẫu".to_owned(),
            position: "Giám đốc Trung tâm".to_owned(),
        },
    };
    for (due, reason) in [
        ("2026-11-06T16:00", "new-due"),
        ("2026-11-14T17:00", "new-due"),
        ("2028-02-01T17:00", "beyond-calendar"),
    ] {
        let refused = refused("2026-11-05T09:00", &dossier, to(due));
        assert_eq!(
            (refused.reason(), fields(&refused)),
            (reason, vec!["due".to_owned()])
        );
    }
    let moved = run("2026-11-05T09:00", &dossier, to("2026-11-11T17:00"));
    assert_eq!(due(&moved), "2026-11-11 17:00");
    let refused = refused("2026-11-10T09:00", &moved, to("2026-11-16T17:00"));
    assert_eq!(refused.reason(), "moved-already");
    assert!(
        refused.sentence().contains("Điều 19.9"),
        "{}",
        refused.sentence()
    );
}

#[test]
fn what_is_told_of_a_phase_that_is_past_or_never_was_moves_nothing() {
    let dossier = received("2026-11-02T09:00", LAND);
    let second = run("2026-11-04T09:00", &dossier, start(2, "2026-11-04T09:00"));
    assert_eq!(
        run("2026-11-05T09:00", &second, start(1, "2026-11-05T09:00")),
        second
    );
    for phase in [0, 3, u8::MAX] {
        let refused = refused(
            "2026-11-05T09:00",
            &second,
            start(phase, "2026-11-05T09:00"),
        );
        assert_eq!(refused.reason(), "no-such-phase");
    }
}
