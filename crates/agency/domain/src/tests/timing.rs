//! A clock that stands still, opinions awaited, and a step taken back.

use chrono::{FixedOffset, TimeDelta};
use kernel::{
    Decider as _, Refuse as _,
    working_time::{Calendar, CalendarSpec, Hours},
};

use super::fixture::*;
use crate::*;

/// Eight working hours on each day of the week that `now` is in.
fn calendar() -> Calendar {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let time = |text: &str| text.parse::<chrono::NaiveTime>().unwrap();
    let hours = Hours {
        from: day("2026-01-01"),
        spans: vec![
            (time("07:00:00"), time("11:30:00")),
            (time("13:30:00"), time("17:00:00")),
        ],
    };
    Calendar::new(CalendarSpec {
        zone: FixedOffset::east_opt(7 * 3600).unwrap(),
        hours: vec![hours],
        weekly_rest: vec![],
        covers: day("2026-01-01")..=day("2026-12-31"),
        days: vec![],
    })
    .unwrap()
}

/// Offered at ten o'clock with a norm of eight hours: until ten the next day.
fn with_a_norm() -> Command {
    Command::Receive(Offer {
        due: Some(days(1)),
        allotted: 480,
        ..offer(1)
    })
}

#[test]
fn the_time_used_grows_with_the_office_hours_and_beyond_the_norm() {
    let case = case(vec![with_a_norm(), act(AN, Act::Take)]);
    let after = |hours| case.spent(now() + TimeDelta::hours(hours), &calendar());
    // Ten to half past eleven is an hour and a half; the midday break is none.
    assert_eq!(after(1), Ok(60));
    assert_eq!(after(3), Ok(90));
    assert_eq!(after(24), Ok(480));
    assert_eq!(after(25), Ok(540));
}

#[test]
fn the_clock_stands_still_while_the_time_is_the_persons() {
    // NĐ 61/2018/NĐ-CP Điều 19.4: what the person takes is not the agency's.
    let paused = case(vec![with_a_norm(), act(AN, Act::Take), timed(true, 0)]);
    let soon = paused.spent(now() + TimeDelta::hours(1), &calendar());
    let later = paused.spent(now() + TimeDelta::days(9), &calendar());
    assert_eq!(soon, later);
    assert_eq!(paused.urgent(), None);
    let on = case(vec![
        with_a_norm(),
        act(AN, Act::Take),
        timed(true, 0),
        timed(false, 0),
    ]);
    assert_eq!(on.urgent(), Some(days(5)));
}

#[test]
fn an_apology_owed_is_urgent_even_while_the_clock_stands_still() {
    let owing = case(vec![
        with_a_norm(),
        act(AN, Act::Take),
        timed(true, 0),
        Command::Owe(duty(3)),
    ]);
    assert_eq!(owing.urgent(), Some(days(2)));
}

#[test]
fn time_told_twice_or_after_the_end_changes_nothing() {
    let told = case(vec![with_a_norm(), timed(true, 1)]);
    assert_eq!(
        Case::decide(&desk(), Some(&told), timed(true, 1)),
        Ok(vec![])
    );
    let over = case(vec![with_a_norm(), close(Ground::RouteClosed)]);
    assert_eq!(
        Case::decide(&desk(), Some(&over), timed(true, 1)),
        Ok(vec![])
    );
    assert_eq!(
        Case::decide(&desk(), None, timed(true, 1)),
        Err(Refusal::Unknown)
    );
}

#[test]
fn a_proposal_is_taken_back_by_who_made_it_until_the_head_agreed() {
    let proposed = || {
        vec![
            Command::Receive(offer(1)),
            act(AN, Act::Take),
            act(AN, Act::Propose(numbered("1/QĐ"))),
        ]
    };
    let other = Case::decide(&desk(), Some(&case(proposed())), act(BINH, Act::Withdraw));
    assert_eq!(other.unwrap_err().reason(), "not-your-proposal");
    let back = case([proposed(), vec![act(AN, Act::Withdraw)]].concat());
    assert_eq!(back.stage.name(), "held");
    assert_eq!(back.conclusion(), None);
    let twice = Case::decide(&desk(), Some(&back), act(AN, Act::Withdraw));
    assert_eq!(twice, Ok(vec![]));
    let approved = case([proposed(), vec![act(HEAD, Act::Approve)]].concat());
    let late = Case::decide(&desk(), Some(&approved), act(AN, Act::Withdraw));
    assert_eq!(late.unwrap_err().reason(), "too-late-to-withdraw");
}
