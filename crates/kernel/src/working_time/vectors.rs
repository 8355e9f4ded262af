//! Cases a clerk could check by hand, each with its source.

use chrono::{FixedOffset, NaiveDate, NaiveTime, Weekday};

use super::*;
use crate::Instant;

pub(super) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Two years with the exchanges of working days that the cases are about.
///
/// Sources: Bộ luật Lao động 45/2019/QH14 Điều 111, 112; the yearly decisions on exchanges.
pub(super) fn calendar() -> Calendar {
    let off = [
        ("2024-04-18", "Giỗ Tổ Hùng Vương"),
        ("2024-04-29", "Nghỉ hoán đổi (làm bù 04/05)"),
        ("2024-04-30", "Ngày Chiến thắng"),
        ("2024-05-01", "Quốc tế Lao động"),
        ("2026-08-31", "Nghỉ hoán đổi (làm bù 22/08)"),
        ("2026-09-01", "Quốc khánh (ngày liền kề)"),
        ("2026-09-02", "Quốc khánh"),
        ("2026-11-24", "Ngày Văn hóa Việt Nam"),
    ];
    let made_up = [
        ("2024-05-04", "Làm bù cho 29/04"),
        ("2026-08-22", "Làm bù cho 31/08"),
    ];
    let special = |kind| {
        move |(on, name): (&str, &str)| SpecialDay {
            date: date(on),
            kind,
            name: name.to_owned(),
        }
    };
    Calendar::new(spec(
        off.map(special(SpecialKind::Off))
            .into_iter()
            .chain(made_up.map(special(SpecialKind::MakeUp)))
            .collect(),
    ))
    .unwrap()
}

fn spec(days: Vec<SpecialDay>) -> CalendarSpec {
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    CalendarSpec {
        zone: FixedOffset::east_opt(7 * 3600).unwrap(),
        weekly_rest: vec![Weekday::Sat, Weekday::Sun],
        hours: vec![Hours {
            from: date("2024-01-01"),
            spans: vec![(time(7, 0), time(11, 30)), (time(13, 30), time(17, 0))],
        }],
        days,
        covers: date("2024-01-01")..=date("2026-12-31"),
    }
}

/// `2024-04-26 09:00` in the province.
pub(super) fn at(text: &str) -> Instant {
    let (day, time) = text.split_once(' ').unwrap();
    calendar().at(date(day), NaiveTime::parse_from_str(time, "%H:%M").unwrap())
}

pub(super) fn civil(instant: Instant) -> String {
    calendar()
        .civil(instant)
        .format("%Y-%m-%d %H:%M")
        .to_string()
}

fn due(start: &str, term: &str) -> String {
    civil(
        calendar()
            .due(at(start), &term.parse().unwrap())
            .unwrap()
            .at,
    )
}

#[test]
fn whole_days_end_at_closing_time_and_the_day_of_the_start_does_not_count() {
    // Bộ luật Dân sự 2015 Điều 147.2, 148; 29/04 exchanged, 30/04 and 01/05 holidays.
    assert_eq!(due("2024-04-26 09:00", "2d"), "2024-05-03 17:00");
    // 04/05/2024 is a Saturday that is worked.
    assert_eq!(due("2024-04-26 09:00", "3d"), "2024-05-04 17:00");
    // So is 22/08/2026.
    assert_eq!(due("2026-08-21 16:59", "1d"), "2026-08-22 17:00");
    // 24/11 is a day off from 2026.
    assert_eq!(due("2026-11-23 07:00", "1d"), "2026-11-25 17:00");
}

#[test]
fn a_same_day_procedure_received_after_three_in_the_afternoon_is_due_the_next_working_day() {
    // NĐ 99/2022/NĐ-CP Điều 16.1. 2024-04-05 is a Friday.
    let rule = StartRule {
        cutoff: NaiveTime::from_hms_opt(15, 0, 0),
    };
    let due = |received| {
        let calendar = calendar();
        let start = calendar.start(at(received), rule).unwrap();
        civil(calendar.due(start, &Term::same_day()).unwrap().at)
    };
    assert_eq!(due("2024-04-05 16:10"), "2024-04-08 17:00");
    assert_eq!(due("2024-04-05 15:01"), "2024-04-08 17:00");
    assert_eq!(due("2024-04-05 15:00"), "2024-04-05 17:00");
    assert_eq!(due("2024-04-05 06:00"), "2024-04-05 17:00");
    assert_eq!(due("2024-04-06 10:00"), "2024-04-08 17:00");
}

#[test]
fn what_comes_in_while_the_office_is_closed_starts_when_it_opens() {
    // Practice of provincial systems: 07:00–11:30, 13:30–17:00, after 17:00 the next day.
    let start = |at_| civil(calendar().start(at(at_), StartRule::default()).unwrap());
    assert_eq!(start("2024-04-05 06:15"), "2024-04-05 07:00");
    assert_eq!(start("2024-04-05 12:00"), "2024-04-05 13:30");
    assert_eq!(start("2024-04-05 16:59"), "2024-04-05 16:59");
    assert_eq!(start("2024-04-05 17:00"), "2024-04-08 07:00");
    assert_eq!(start("2024-04-27 08:00"), "2024-05-02 07:00");
    assert_eq!(start("2024-05-04 08:00"), "2024-05-04 08:00");
}

#[test]
fn parts_of_days_are_counted_in_minutes_from_the_start() {
    // Internal processes allot quarters, halves and one and a half days.
    assert_eq!(due("2024-04-05 09:00", "0.5d"), "2024-04-05 15:00");
    assert_eq!(due("2024-04-05 16:00", "0.25d"), "2024-04-08 08:00");
    assert_eq!(due("2024-04-05 07:00", "1.5d"), "2024-04-08 11:00");
    assert_eq!(due("2024-04-05 11:00", "90min"), "2024-04-05 14:30");
    assert_eq!(due("2024-04-06 10:00", "0d"), "2024-04-08 07:00");
    assert_eq!(due("2024-04-05 10:00", "0d"), "2024-04-05 10:00");
}

#[test]
fn calendar_days_count_every_day_but_are_not_due_on_a_rest_day() {
    // Bộ luật Dân sự 2015 Điều 148.5; NĐ 131/2021/NĐ-CP Điều 123 gives "12 ngày".
    assert_eq!(due("2024-04-15 09:00", "12cd"), "2024-05-02 17:00");
    assert_eq!(due("2024-04-15 09:00", "4cd"), "2024-04-19 17:00");
    // The 12 days begin where the 7 working days end: 24/04 + 12 is Monday 06/05.
    assert_eq!(due("2024-04-12 09:00", "7d + 12cd"), "2024-05-06 17:00");
    assert_eq!(due("2024-01-31 09:00", "1mo"), "2024-02-29 17:00");
    assert_eq!(due("2024-03-27 09:00", "1mo"), "2024-05-02 17:00");
}

#[test]
fn a_due_date_explains_itself() {
    let due = calendar()
        .due(at("2024-04-26 09:05"), &"3d".parse().unwrap())
        .unwrap();
    expect_test::expect![[r#"
        Thời hạn bắt đầu lúc 09:05 thứ Sáu, 26/04/2024.
        Không tính ngày bắt đầu, thứ Sáu, 26/04/2024.
        Không tính thứ Bảy, 27/04/2024: ngày nghỉ hằng tuần.
        Không tính Chủ nhật, 28/04/2024: ngày nghỉ hằng tuần.
        Không tính thứ Hai, 29/04/2024: Nghỉ hoán đổi (làm bù 04/05).
        Không tính thứ Ba, 30/04/2024: Ngày Chiến thắng.
        Không tính thứ Tư, 01/05/2024: Quốc tế Lao động.
        Có tính thứ Bảy, 04/05/2024: Làm bù cho 29/04.
        Đủ 03 ngày làm việc lúc 17:00 thứ Bảy, 04/05/2024."#]]
    .assert_eq(&due.sentences().join("\n"));

    let due = calendar()
        .due(at("2024-04-15 09:00"), &"12cd".parse().unwrap())
        .unwrap();
    expect_test::expect![[r#"
        Thời hạn bắt đầu lúc 09:00 thứ Hai, 15/04/2024.
        Không tính ngày bắt đầu, thứ Hai, 15/04/2024.
        Thứ Bảy, 27/04/2024 là ngày nghỉ nên hạn chuyển sang ngày làm việc tiếp theo, thứ Năm, 02/05/2024.
        Đủ 12 ngày lúc 17:00 thứ Năm, 02/05/2024."#]]
    .assert_eq(&due.sentences().join("\n"));
}

#[test]
fn time_spent_explains_itself() {
    let (minutes, because) = calendar()
        .explain_spent(at("2024-05-03 16:00"), at("2024-05-06 08:30"))
        .unwrap();
    assert_eq!(minutes, WorkingMinutes::new(60 + 480 + 90));
    let sentences: Vec<String> = because.iter().map(ToString::to_string).collect();
    expect_test::expect![[r#"
        Giờ làm việc từ ngày 03/05/2024: 07:00–11:30, 13:30–17:00.
        Có tính thứ Bảy, 04/05/2024: Làm bù cho 29/04.
        Không tính Chủ nhật, 05/05/2024: ngày nghỉ hằng tuần.
        Từ 16:00 thứ Sáu, 03/05/2024 đến 08:30 thứ Hai, 06/05/2024: 1 ngày 2 giờ 30 phút làm việc."#]].assert_eq(&sentences.join("\n"));
    let (none, because) = calendar()
        .explain_spent(at("2024-05-06 08:30"), at("2024-05-03 16:00"))
        .unwrap();
    assert_eq!((none, because.len()), (WorkingMinutes::ZERO, 1));
}

#[test]
fn dates_beyond_the_calendar_are_refused_and_not_guessed() {
    let beyond = |error| {
        assert_eq!(
            error,
            Some(ClockError::BeyondCalendar {
                date: date("2027-01-01")
            })
        )
    };
    let calendar = calendar();
    let last = at("2026-12-31 09:00");
    beyond(calendar.due(last, &Term::days(1)).err());
    beyond(calendar.due(last, &Term::quarters(7)).err());
    beyond(calendar.due(last, &Term::calendar_days(1)).err());
    beyond(
        calendar
            .start(at("2026-12-31 18:00"), StartRule::default())
            .err(),
    );
    beyond(calendar.is_working(date("2027-01-01")).err());
    assert!(calendar.spent(at("2023-12-31 09:00"), last).is_err());
    assert!(
        Calendar::none(calendar.zone())
            .due(last, &Term::zero())
            .is_err()
    );
    assert_eq!(
        calendar
            .is_working(date("2027-01-01"))
            .unwrap_err()
            .to_string(),
        "Lịch làm việc chưa có dữ liệu của ngày 01/01/2027, nên không thể tính thời hạn. \
         Hãy nạp lịch nghỉ, làm bù của năm 2027 rồi thực hiện lại."
    );
}

#[test]
fn data_that_contradicts_itself_makes_no_calendar() {
    let day = |on: &str, kind| SpecialDay {
        date: date(on),
        kind,
        name: "x".to_owned(),
    };
    let error = |days| Calendar::new(spec(days)).unwrap_err();
    let monday = date("2024-05-06");
    assert_eq!(
        error(vec![day("2024-05-06", SpecialKind::MakeUp)]),
        CalendarError::MakeUpOfWorkingDay(monday)
    );
    assert_eq!(
        error(vec![
            day("2024-05-06", SpecialKind::Off),
            day("2024-05-06", SpecialKind::Off)
        ]),
        CalendarError::DayTwice(monday)
    );
    assert_eq!(
        error(vec![day("2028-05-06", SpecialKind::Off)]),
        CalendarError::DayOutside(date("2028-05-06"))
    );
    let mut short = spec(vec![]);
    short.hours[0].spans.pop();
    assert_eq!(
        Calendar::new(short).unwrap_err(),
        CalendarError::NotEightHours(date("2024-01-01"), 270)
    );
    let mut late = spec(vec![]);
    late.hours[0].from = date("2024-01-02");
    assert_eq!(
        Calendar::new(late).unwrap_err(),
        CalendarError::NoHours(date("2024-01-01"))
    );
}

#[test]
fn opening_hours_change_on_their_date() {
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    let mut spec = spec(vec![]);
    spec.hours.push(Hours {
        from: date("2024-04-08"),
        spans: vec![(time(7, 30), time(11, 30)), (time(13, 0), time(17, 0))],
    });
    let calendar = Calendar::new(spec).unwrap();
    let due = calendar
        .due(at("2024-04-05 16:00"), &"0.5d".parse().unwrap())
        .unwrap();
    assert_eq!(civil(due.at), "2024-04-08 10:30");
}

#[test]
fn terms_are_written_as_they_are_read() {
    for text in [
        "0d",
        "8d",
        "0.5d",
        "0.25d",
        "1.75d",
        "7d + 12cd",
        "1mo",
        "same-day",
        "1h",
        "90min",
        "7d + 12cd + 1min",
    ] {
        assert_eq!(text.parse::<Term>().unwrap().to_string(), text);
    }
    for (text, same) in [
        ("8.0d", "8d"),
        ("0.50d", "0.5d"),
        ("1d+2d", "3d"),
        ("2d + 0cd", "2d"),
        ("1m", "1mo"),
        ("same day", "same-day"),
        ("4h", "0.5d"),
        ("480min", "1d"),
        ("1d + 30min", "510min"),
    ] {
        assert_eq!(text.parse::<Term>().unwrap().to_string(), same);
    }
    for text in [
        "", "d", "8", "0.3d", "-1d", "+1d", "1,5d", "0.5cd", "1 d", "99999d", "8d +", "٣d", "1.5h",
        "0.5mo", "80001h", "1M", "h", ".5d", "1..5d",
    ] {
        assert_eq!(
            text.parse::<Term>(),
            Err(TermError {
                text: text.to_owned()
            }),
            "{text:?}"
        );
    }
    assert_eq!(
        "7d + 12cd".parse::<Term>().unwrap().sentence(),
        "07 ngày làm việc và 12 ngày"
    );
    assert_eq!(
        "0.5d".parse::<Term>().unwrap().sentence(),
        "0,5 ngày làm việc"
    );
    assert_eq!(
        "90min".parse::<Term>().unwrap().sentence(),
        "1 giờ 30 phút làm việc"
    );
    assert_eq!(
        WorkingMinutes::new(480 + 75).to_string(),
        "1 ngày 1 giờ 15 phút làm việc"
    );
}
