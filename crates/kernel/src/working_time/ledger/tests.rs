//! What happens to a promised date, each rule with its source.

use super::{
    super::vectors::{at, calendar, civil, date},
    *,
};

fn opened(received: &str, term: &str) -> Ledger {
    let term = term.parse().unwrap();
    let rule = StartRule::default();
    Ledger::open(
        &calendar(),
        rule,
        &term,
        StartEvent::Reception,
        at(received),
    )
    .unwrap()
}

fn due(ledger: &Ledger) -> String {
    civil(ledger.due())
}

/// Practice of provincial systems: the new date is the old one and the time of the pause.
#[test]
fn a_pause_moves_the_date_by_the_working_time_that_did_not_count() {
    let calendar = calendar();
    let ledger = opened("2024-04-15 09:00", "5d");
    assert_eq!(due(&ledger), "2024-04-23 17:00");
    let paused = ledger.pause(&calendar, "public-notice", at("2024-04-17 09:00"));
    assert_eq!(due(&paused), "2024-04-23 17:00");
    assert_eq!(
        paused.state(),
        LedgerState::Paused {
            ground: "public-notice".into(),
            since: at("2024-04-17 09:00")
        }
    );
    // 18 April is Giỗ Tổ: of the two days between, one is worked.
    let again = paused.resume(&calendar, at("2024-04-19 09:00")).unwrap();
    assert_eq!(due(&again), "2024-04-24 17:00");
    assert_eq!(again.state(), LedgerState::Running);
    assert_eq!(civil(again.original_due()), "2024-04-23 17:00");
}

/// NĐ 61/2018/NĐ-CP Điều 19.4.
#[test]
fn a_complete_supplement_counts_the_term_from_zero_or_extends_it_as_the_rule_says() {
    let calendar = calendar();
    let paused =
        opened("2024-04-15 09:00", "5d").pause(&calendar, "supplement", at("2024-04-16 15:00"));
    let supplied = at("2024-04-22 18:30");
    let restarted = paused
        .go_on(&calendar, Policy::Restart, "supplement", supplied)
        .unwrap();
    // Counted from Tuesday the 23rd; 29 and 30 April and 1 May are off.
    assert_eq!(due(&restarted), "2024-05-03 17:00");
    assert_eq!(civil(restarted.counted_from()), "2024-04-23 07:00");
    assert!(matches!(restarted.state(), LedgerState::Restarted { .. }));
    let extended = paused
        .go_on(&calendar, Policy::Extend, "supplement", supplied)
        .unwrap();
    // Two hours of Tuesday, Wednesday, Friday, and all of Monday.
    assert_eq!(due(&extended), "2024-05-02 09:00");
}

/// NĐ 61/2018/NĐ-CP Điều 19.9: later, once, with an apology; Bộ luật Dân sự 2015 Điều 148.5.
#[test]
fn another_date_is_later_and_no_day_of_rest() {
    let calendar = calendar();
    let ledger = opened("2024-04-15 09:00", "5d");
    let move_to = |to| ledger.move_to(&calendar, at(to), "apology", at("2024-04-22 09:00"));
    let moved = move_to("2024-05-04 17:00").unwrap();
    assert_eq!(due(&moved), "2024-05-04 17:00");
    assert!(matches!(moved.state(), LedgerState::Moved { .. }));
    assert_eq!(moved.times_moved(), 1);
    assert_eq!(
        move_to("2024-04-23 17:00").unwrap_err().to_string(),
        "Ngày hẹn lại phải sau ngày đã hẹn, 23/04/2024. Hãy chọn một ngày làm việc sau đó."
    );
    assert_eq!(
        move_to("2024-04-27 17:00").unwrap_err().to_string(),
        "Ngày hẹn lại 27/04/2024 là ngày nghỉ. Hãy chọn ngày làm việc, chẳng hạn 02/05/2024."
    );
    assert!(matches!(
        move_to("2027-01-04 17:00").unwrap_err(),
        LedgerError::Clock(ClockError::BeyondCalendar { .. })
    ));
    // Already late: the new date lies ahead of today, too.
    let late = ledger.move_to(
        &calendar,
        at("2024-04-24 17:00"),
        "apology",
        at("2024-04-25 09:00"),
    );
    assert_eq!(
        late,
        Err(LedgerError::NotLater {
            due: date("2024-04-25")
        })
    );
}

#[test]
fn time_given_anew_during_a_pause_does_not_count_twice() {
    let calendar = calendar();
    let ledger = opened("2024-04-08 09:00", "3d")
        .pause(&calendar, "tax-assessment", at("2024-04-09 07:00"))
        .move_to(
            &calendar,
            at("2024-04-16 17:00"),
            "apology",
            at("2024-04-11 07:00"),
        )
        .unwrap();
    let again = ledger.resume(&calendar, at("2024-04-12 07:00")).unwrap();
    assert_eq!(due(&again), "2024-04-17 17:00", "one day, not three");
}

#[test]
fn the_clock_runs_again_when_the_last_ground_has_ended() {
    let calendar = calendar();
    let both = opened("2024-04-08 09:00", "3d")
        .pause(&calendar, "tax-assessment", at("2024-04-09 07:00"))
        .pause(&calendar, "supplement", at("2024-04-10 07:00"));
    let told_twice = both.pause(&calendar, "supplement", at("2024-04-10 08:00"));
    assert_eq!(told_twice, both);
    let one = both
        .end_pause(&calendar, "tax-assessment", at("2024-04-11 07:00"))
        .unwrap();
    assert_eq!(one.grounds(), [&Ground::from("supplement")]);
    assert_eq!(one.paused_since(), Some(at("2024-04-09 07:00")));
    assert_eq!(
        one.end_pause(&calendar, "tax-assessment", at("2024-04-11 08:00")),
        Ok(one.clone())
    );
    let none = one
        .end_pause(&calendar, "supplement", at("2024-04-12 07:00"))
        .unwrap();
    assert_eq!(due(&none), "2024-04-16 17:00", "three days in all");
    assert_eq!(
        none.resume(&calendar, at("2024-04-15 07:00")),
        Ok(none.clone())
    );
}

#[test]
fn a_pause_before_the_term_begins_to_count_takes_nothing() {
    let calendar = calendar();
    let rule = StartRule {
        cutoff: chrono::NaiveTime::from_hms_opt(15, 0, 0),
    };
    // Friday after three; counted from Monday the 8th, 07:00.
    let received = at("2024-04-05 15:20");
    let ledger = Ledger::open(
        &calendar,
        rule,
        &Term::days(1),
        StartEvent::PostMinutes,
        received,
    )
    .unwrap();
    assert_eq!(due(&ledger), "2024-04-09 17:00");
    let again = ledger
        .pause(&calendar, "system-outage", at("2024-04-05 15:30"))
        .resume(&calendar, at("2024-04-08 08:00"))
        .unwrap();
    assert_eq!(due(&again), "2024-04-10 08:00", "one hour of Monday");
}

#[test]
fn clocks_that_differ_never_give_a_pause_of_less_than_nothing() {
    let calendar = calendar();
    let ledger = opened("2024-04-15 09:00", "5d");
    let paused = ledger.pause(&calendar, "payment", at("2024-04-17 09:00"));
    let again = paused.resume(&calendar, at("2024-04-17 06:30")).unwrap();
    assert_eq!(again.due(), ledger.due());
    let said_before_reception = ledger
        .pause(&calendar, "payment", at("2024-04-15 04:00"))
        .resume(&calendar, at("2024-04-15 05:00"))
        .unwrap();
    assert_eq!(said_before_reception.due(), ledger.due());
    expect_test::expect![[r#"
        Thời điểm được báo, 06:30 thứ Tư, 17/04/2024, sớm hơn việc đã ghi nhận trước đó; lấy 09:00 thứ Tư, 17/04/2024.
        Không tính thời gian tạm dừng từ 09:00 thứ Tư, 17/04/2024 đến 09:00 thứ Tư, 17/04/2024 (0 phút làm việc); hẹn đến 17:00 thứ Ba, 23/04/2024."#]]
    .assert_eq(&again.sentences()[again.sentences().len() - 2..].join("\n"));
}

#[test]
fn years_of_pause_are_counted_and_a_pause_beyond_the_calendar_is_refused() {
    let calendar = calendar();
    let ledger =
        opened("2024-04-15 09:00", "5d").pause(&calendar, "force-majeure", at("2024-04-16 07:00"));
    let years = ledger.resume(&calendar, at("2026-10-01 07:00")).unwrap();
    assert_eq!(due(&years), "2026-10-07 17:00");
    let beyond = ledger
        .resume(&calendar, at("2027-01-04 07:00"))
        .unwrap_err();
    assert_eq!(
        beyond,
        LedgerError::Clock(ClockError::BeyondCalendar {
            date: date("2027-01-04")
        })
    );
    let close =
        opened("2026-12-28 09:00", "2d").pause(&calendar, "force-majeure", at("2026-12-28 10:00"));
    let over = close.resume(&calendar, at("2026-12-31 16:00")).unwrap_err();
    assert!(over.to_string().contains("năm 2027"), "{over}");
}

#[test]
fn no_time_at_all_is_due_at_once() {
    let ledger = opened("2024-04-15 12:00", "0d");
    assert_eq!(due(&ledger), "2024-04-15 13:30");
    let calendar = calendar();
    let again = ledger
        .pause(&calendar, "supplement", at("2024-04-15 14:00"))
        .resume(&calendar, at("2024-04-15 15:00"))
        .unwrap();
    assert_eq!(due(&again), "2024-04-15 14:30");
    assert!(again.is_overdue(at("2024-04-15 15:00")));
}

#[test]
fn lateness_stands_still_with_the_clock() {
    let calendar = calendar();
    let paused =
        opened("2024-04-08 09:00", "3d").pause(&calendar, "payment", at("2024-04-10 09:00"));
    assert!(!paused.is_overdue(at("2024-06-10 09:00")));
    let left = |now| paused.left(&calendar, at(now)).unwrap();
    assert_eq!(left("2024-04-09 17:00"), WorkingMinutes::days(2));
    assert_eq!(left("2024-06-10 09:00"), WorkingMinutes::new(360 + 480));
    let late = opened("2024-04-08 09:00", "1d").pause(&calendar, "payment", at("2024-04-10 09:00"));
    let by = |now| late.late(&calendar, at(now)).unwrap();
    assert_eq!(by("2024-04-09 17:00"), WorkingMinutes::ZERO);
    assert_eq!(by("2024-04-10 08:00"), WorkingMinutes::new(60));
    assert_eq!(by("2024-06-10 09:00"), WorkingMinutes::new(120));
}

#[test]
fn the_whole_working_can_be_read() {
    let calendar = calendar();
    let rule = StartRule {
        cutoff: chrono::NaiveTime::from_hms_opt(15, 0, 0),
    };
    let ledger = Ledger::open(
        &calendar,
        rule,
        &Term::days(1),
        StartEvent::PostMinutes,
        at("2024-04-05 15:20"),
    )
    .unwrap()
    .pause(&calendar, "tax-assessment", at("2024-04-08 09:00"))
    .restart(
        &calendar,
        "phase",
        at("2024-04-27 10:00"),
        &Term::quarters(2),
    )
    .unwrap()
    .move_to(
        &calendar,
        at("2024-05-06 17:00"),
        "apology",
        at("2024-05-02 09:00"),
    )
    .unwrap();
    expect_test::expect![[r#"
        Ký biên bản giao nhận với bưu chính lúc 15:20 thứ Sáu, 05/04/2024.
        Sau 15:00 nên tính từ ngày làm việc tiếp theo.
        Thời hạn bắt đầu lúc 07:00 thứ Hai, 08/04/2024.
        Không tính ngày bắt đầu, thứ Hai, 08/04/2024.
        Đủ 01 ngày làm việc lúc 17:00 thứ Ba, 09/04/2024.
        Tạm dừng tính thời gian lúc 09:00 thứ Hai, 08/04/2024: xác định nghĩa vụ tài chính.
        Tính lại từ đầu lúc 10:00 thứ Bảy, 27/04/2024: bắt đầu giai đoạn tiếp theo.
        Thứ Bảy, 27/04/2024 là ngày nghỉ (ngày nghỉ hằng tuần) nên tính từ ngày làm việc tiếp theo.
        Thời hạn bắt đầu lúc 07:00 thứ Năm, 02/05/2024.
        Giờ làm việc từ ngày 02/05/2024: 07:00–11:30, 13:30–17:00.
        Đủ 0,5 ngày làm việc lúc 11:00 thứ Năm, 02/05/2024.
        Hẹn lại từ 11:00 thứ Năm, 02/05/2024 sang 17:00 thứ Hai, 06/05/2024: xin lỗi và hẹn lại ngày trả kết quả."#]].assert_eq(&ledger.sentences().join("\n"));
}
