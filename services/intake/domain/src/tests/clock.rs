//! The promised date, each rule with its source.

use chrono::NaiveDate;

use super::*;

/// NĐ 151/2025/NĐ-CP: eight working days in two phases around the payment of taxes.
#[test]
fn a_land_transfer_is_promised_in_two_phases_and_tax_time_does_not_count() {
    let dossier = received("2026-11-02T09:00", "1.013831");
    assert_eq!(due(&dossier), "2026-11-06 17:00");
    let stop = Command::StopClock {
        ground: "tax-assessment".to_owned(),
        at: at("2026-11-05T10:00"),
    };
    let dossier = run("2026-11-05T10:00", Some(dossier), stop);
    assert_eq!(dossier.stage.name(), "clock-stopped");
    // 24 November is a day off from 2026 (Ngày Văn hóa Việt Nam).
    let start = Command::StartClock {
        phase: 2,
        at: at("2026-11-20T14:00"),
    };
    let dossier = run("2026-11-20T14:00", Some(dossier), start);
    assert_eq!(due(&dossier), "2026-11-27 17:00");
    assert_eq!(dossier.appointment.unwrap().phase, 2);
}

/// A pause within one phase moves the date by the working time that did not count.
#[test]
fn a_pause_within_a_phase_extends_it_by_its_working_time() {
    let dossier = received("2026-11-02T09:00", "1.012786");
    let before = due(&dossier);
    let stop = Command::StopClock {
        ground: "public-notice".to_owned(),
        at: at("2026-11-03T07:00"),
    };
    let dossier = run("2026-11-03T07:00", Some(dossier), stop);
    let start = Command::StartClock {
        phase: 1,
        at: at("2026-11-05T07:00"),
    };
    let dossier = run("2026-11-05T07:00", Some(dossier), start);
    let after = due(&dossier);
    let days = |text: &str| NaiveDate::parse_from_str(&text[..10], "%Y-%m-%d").unwrap();
    assert_eq!(
        (days(&after) - days(&before)).num_days(),
        2,
        "two working days"
    );
    assert!(
        dossier
            .appointment
            .unwrap()
            .because
            .last()
            .unwrap()
            .contains("Không tính thời gian tạm dừng")
    );
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
    let start = Command::StartClock {
        phase: 1,
        at: at("2026-11-09T15:30"),
    };
    let dossier = run("2026-11-09T15:30", Some(late), start.clone());
    assert_eq!(due(&dossier), "2026-11-10 17:00");
    let again = Dossier::decide(&desk("2026-11-09T15:31"), Some(&dossier), start).unwrap();
    assert_eq!(again, [], "told twice, it does not move again");
}

/// NĐ 61/2018/NĐ-CP Điều 19.4: the limit starts from zero when the dossier is complete.
#[test]
fn a_supplement_restarts_the_limit() {
    let dossier = received("2026-11-02T09:00", "1.013831");
    let component = dossier.filing.papers[0].component.clone();
    let ask = Command::AskSupplement {
        components: vec![component.clone()],
        reason: "mờ".to_owned(),
    };
    let dossier = run("2026-11-04T09:00", Some(dossier), ask);
    let short = Command::Supply { papers: vec![] };
    let refused = Dossier::decide(&desk("2026-11-16T09:00"), Some(&dossier), short).unwrap_err();
    assert_eq!(refused.reason(), "supplement-incomplete");
    let paper = Paper {
        component,
        originals: 1,
        copies: 0,
        electronic: false,
    };
    let dossier = run(
        "2026-11-16T09:00",
        Some(dossier),
        Command::Supply {
            papers: vec![paper],
        },
    );
    assert_eq!(due(&dossier), "2026-11-20 17:00");
}

#[test]
fn a_date_beyond_the_calendar_is_refused_not_guessed() {
    let now = "2027-12-30T09:00";
    let refused = Dossier::decide(&desk(now), None, accept(&desk(now), "1.013831")).unwrap_err();
    assert_eq!(refused.reason(), "beyond-calendar");
    assert!(
        refused.sentence().contains("2028"),
        "{}",
        refused.sentence()
    );
}
