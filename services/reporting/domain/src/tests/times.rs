//! How long people wait, in days as the law counts them.

use chrono::{NaiveDate, NaiveTime, Weekday};
use kernel::working_time::{Calendar, CalendarSpec, ClockError, Hours, SpecialDay, SpecialKind};
use proptest::prelude::*;

use super::{at, zone};
use crate::{Times, Wait};

/// Autumn 2026, with a day off on 24 November.
fn calendar() -> Calendar {
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    Calendar::new(CalendarSpec {
        zone: zone(),
        weekly_rest: vec![Weekday::Sat, Weekday::Sun],
        hours: vec![Hours {
            from: date("2026-01-01"),
            spans: vec![(time(7, 30), time(11, 30)), (time(13, 0), time(17, 0))],
        }],
        days: vec![SpecialDay {
            date: date("2026-11-24"),
            kind: SpecialKind::Off,
            name: "Ngày Văn hóa Việt Nam".into(),
        }],
        covers: date("2026-09-01")..=date("2026-12-31"),
    })
    .unwrap()
}

fn wait(accepted: &str, finished: &str, clock: &[(&str, bool)]) -> Wait {
    let clock = clock.iter().map(|(when, stands)| (at(when), *stands));
    Wait::of(&calendar(), at(accepted), at(finished), clock).unwrap()
}

/// Bộ luật Dân sự 91/2015/QH13 Điều 147.2: the first day is not counted.
#[test]
fn the_day_of_reception_is_none_and_a_day_begun_is_one() {
    for (accepted, finished, days) in [
        ("2026-11-09T07:30", "2026-11-09T16:59", 0),
        ("2026-11-09T16:59", "2026-11-10T07:31", 1),
        ("2026-11-09T08:00", "2026-11-11T17:00", 2),
        // Over a weekend and a day off, received on a day of rest, ended on one.
        ("2026-11-20T08:00", "2026-11-25T09:00", 2),
        ("2026-11-21T08:00", "2026-11-23T09:00", 1),
        ("2026-11-19T08:00", "2026-11-22T09:00", 1),
        // Said to be over before it began.
        ("2026-11-11T08:00", "2026-11-09T09:00", 0),
    ] {
        let whole = wait(accepted, finished, &[]);
        let meant = Wait {
            running: days,
            whole: days,
        };
        assert_eq!(whole, meant, "{accepted} to {finished}");
    }
}

#[test]
fn what_the_clock_stood_still_counts_only_in_the_whole() {
    let clock = [
        ("2026-11-09T08:00", false),
        ("2026-11-10T07:30", true),
        ("2026-11-12T17:00", false),
    ];
    let told = wait("2026-11-09T08:00", "2026-11-16T10:00", &clock);
    assert_eq!((told.running, told.whole), (2, 5));
    let still = [("2026-11-09T09:00", true)];
    let told = wait("2026-11-09T08:00", "2026-11-16T10:00", &still);
    assert_eq!((told.running, told.whole), (0, 5));
    // What is said after the end changes nothing.
    let late = [("2026-11-17T08:00", true), ("2026-11-18T08:00", false)];
    let told = wait("2026-11-09T08:00", "2026-11-16T10:00", &late);
    assert_eq!((told.running, told.whole), (5, 5));
}

#[test]
fn beyond_the_calendar_nothing_is_guessed() {
    let told = Wait::of(
        &calendar(),
        at("2026-08-03T08:00"),
        at("2026-09-09T08:00"),
        [],
    );
    assert!(matches!(told, Err(ClockError::BeyondCalendar { .. })));
}

fn running(days: impl IntoIterator<Item = u32>) -> Vec<Wait> {
    let wait = |running| Wait {
        running,
        whole: running + 1,
    };
    days.into_iter().map(wait).collect()
}

#[test]
fn of_few_nothing_is_said() {
    assert_eq!(Times::of(&running(1..10), 10), None);
    assert_eq!(Times::of(&[], 0), None);
    let ten = Times::of(&running(1..=10), 10).unwrap();
    assert_eq!((ten.dossiers, ten.half, ten.nine_tenths), (10, 5, 9));
    assert_eq!(ten.half_whole, 6);
}

proptest! {
    #[test]
    fn so_many_took_no_longer_and_no_shorter_time_would_do(
        days in prop::collection::vec(0u32..40, 1..60),
    ) {
        let times = Times::of(&running(days.iter().copied()), 1).unwrap();
        for (time, tenths) in [(times.half, 5), (times.nine_tenths, 9)] {
            let within = |limit: u32| days.iter().filter(|d| **d <= limit).count() * 10;
            let needed = days.len() * tenths;
            prop_assert!(days.contains(&time) && within(time) >= needed);
            prop_assert!(time == 0 || within(time - 1) < needed);
        }
    }
}
