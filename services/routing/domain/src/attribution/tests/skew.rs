//! Clocks that are apart by hours: never a negative minute, never a panic, and the sum stands.

use super::*;

/// What is told of one leg whose agency's clock differs by `hours` from the desk's.
fn skewed(hours: i64) -> Account {
    let apart = |at: Instant| at + chrono::TimeDelta::hours(hours);
    let moves = [
        promised(evening(4)),
        Move::new(What::Offered, morning(2))
            .on(0, 1)
            .due(Some(evening(3))),
        Move::new(What::Accepted, apart(at(2, 9, 0))).on(0, 1),
        Move::new(What::Completed, apart(evening(3))).on(0, 1),
        Move::new(What::Offered, apart(evening(3)))
            .on(1, 1)
            .due(Some(evening(4))),
        Move::new(What::Accepted, evening(3)).on(1, 1),
        Move::new(What::Completed, evening(4)).on(1, 1),
        settled(evening(4)),
    ];
    Plan::line(2).account(&moves, evening(4))
}

#[test]
fn whatever_the_clocks_say_every_minute_is_somebodys() {
    // Hours apart; whole minutes; late minutes.
    let table = [
        (0, 1440, 0),
        (-3, 1440, 0),
        (-72, 1440, 0),
        (2, 1440, 0),
        (16, 1440, 0),
        // The next agency cannot have had it before the first let it go, whatever its clock says.
        (48, 1920, 480),
    ];
    for (hours, total, late) in table {
        let account = skewed(hours);
        let sum: u32 = account.totals.iter().map(|total| total.minutes.get()).sum();
        assert_eq!(
            (account.total.get(), account.late.get()),
            (total, late),
            "{hours} h"
        );
        assert_eq!(sum, total, "{hours} h");
    }
}

#[test]
fn a_very_late_fact_changes_the_account_as_if_it_had_come_in_time() {
    let mut moves = vec![promised(evening(3)), settled(evening(4))];
    moves.extend(worked(0, morning(2), evening(3), evening(4)));
    let plan = Plan::line(1);
    assert_eq!(plan.account(&moves, evening(4)).late.get(), 480);
    let asked = [
        Move::new(What::CitizenAsked, morning(3)),
        Move::new(What::CitizenAnswered, morning(4)),
        Move::new(What::Promised, morning(4)).due(Some(evening(4))),
    ];
    let mut in_time = asked.to_vec();
    in_time.append(&mut moves.clone());
    moves.extend(asked);
    let account = plan.account(&moves, evening(4));
    assert_eq!(account.late, WorkingMinutes::ZERO);
    assert_eq!(account, plan.account(&in_time, evening(4)));
}

#[test]
fn beyond_the_calendar_is_said_not_guessed() {
    let moves = [settled("2031-01-02T09:00:00+07:00".parse().unwrap())];
    let plan = Plan::line(1);
    let answer = attribute(&plan.course(&moves), morning(2), calendar());
    assert!(matches!(answer, Err(ClockError::BeyondCalendar { .. })));
}
