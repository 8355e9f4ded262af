//! The critical path, and whose the lateness is (domain rule: blamed along the critical path, net
//! of the time earlier legs saved).

use super::*;

/// Two legs of two days each in a term of four.
fn two(first: Instant, second: Instant) -> Account {
    let mut moves = vec![promised(evening(5)), settled(second)];
    moves.extend(worked(0, morning(2), evening(3), first));
    // The deadline of the second is two working days after it began.
    let due = calendar().advance(first, WorkingMinutes::days(2)).unwrap();
    moves.extend(worked(1, first, due, second));
    Plan::line(2).account(&moves, second)
}

#[test]
fn a_day_more_after_a_day_saved_blames_nobody() {
    let account = two(evening(2), evening(5));
    assert_eq!(account.late, WorkingMinutes::ZERO);
    assert_eq!(blamed(&account), [""; 0]);
    assert_eq!(account.total.get(), 4 * 480);
}

#[test]
fn the_leg_that_overran_is_blamed_though_another_ended_late() {
    let account = two(evening(4), evening(6));
    assert_eq!(account.late.get(), 480);
    assert_eq!(blamed(&account), ["unit:0 480"]);
}

#[test]
fn a_later_leg_that_saved_time_lessens_the_blame_before_it() {
    // Two days over, one day saved: one day late.
    let account = two(evening(5), evening(6));
    assert_eq!(blamed(&account), ["unit:0 480"]);
}

#[test]
fn each_is_blamed_for_what_it_added() {
    let account = two(evening(4), evening(9));
    assert_eq!(account.late.get(), 2 * 480);
    assert_eq!(blamed(&account), ["unit:0 480", "unit:1 480"]);
}

#[test]
fn what_no_overrun_explains_is_the_norms_that_do_not_fit() {
    let mut moves = vec![promised(evening(3)), settled(evening(4))];
    moves.extend(worked(0, morning(2), evening(3), evening(3)));
    moves.extend(worked(1, evening(3), evening(4), evening(4)));
    let account = Plan::line(2).account(&moves, evening(4));
    assert_eq!(blamed(&account), ["norms 480"]);
}

#[test]
fn without_a_norm_the_nearest_leg_that_has_none_is_blamed() {
    let moves = [
        promised(evening(3)),
        Move::new(What::Offered, morning(2)).on(0, 1),
        Move::new(What::Accepted, morning(2)).on(0, 1),
        Move::new(What::Completed, evening(4)).on(0, 1),
        settled(evening(4)),
    ];
    let account = Plan::line(1).account(&moves, evening(4));
    assert_eq!(blamed(&account), ["unit:0 480"]);
}

#[test]
fn time_from_offer_to_acceptance_is_the_givers() {
    let moves = [
        promised(evening(5)),
        Move::new(What::Offered, morning(2))
            .on(0, 1)
            .due(Some(evening(2))),
        Move::new(What::Accepted, at(2, 9, 0)).on(0, 1),
        Move::new(What::Completed, evening(2)).on(0, 1),
        Move::new(What::Offered, evening(2))
            .on(1, 1)
            .due(Some(evening(4))),
        Move::new(What::Accepted, evening(3)).on(1, 1),
        Move::new(What::Completed, evening(4)).on(1, 1),
        settled(evening(4)),
    ];
    let account = Plan::line(2).account(&moves, evening(4));
    assert_eq!(
        held(&account),
        [
            "desk Transfer 120",
            "unit:0 Work 360",
            "unit:0 Transfer 480",
            "unit:1 Work 480",
        ]
    );
    assert_eq!(account.legs[1].waiting.get(), 480);
    assert_eq!(account.legs[1].spent.get(), 480);
}

#[test]
fn the_minute_is_that_of_the_branch_that_ends_last() {
    let plan = Plan::of(&[(true, &[]), (true, &[0]), (true, &[0]), (true, &[1, 2])]);
    let mut moves = vec![promised(evening(6)), settled(evening(6))];
    moves.extend(worked(0, morning(2), evening(2), evening(2)));
    moves.extend(worked(1, evening(2), evening(3), evening(3)));
    moves.extend(worked(2, evening(2), evening(5), evening(5)));
    moves.extend(worked(3, evening(5), evening(6), evening(6)));
    let account = plan.account(&moves, evening(6));
    assert_eq!(
        held(&account),
        ["unit:0 Work 480", "unit:2 Work 1440", "unit:3 Work 480"]
    );
    // The other branch's own time is told apart.
    assert_eq!(account.legs[1].spent.get(), 480);
}

#[test]
fn the_persons_time_and_waits_are_apart() {
    let plan = Plan::of(&[(true, &[]), (false, &[0]), (true, &[1])]);
    let mut moves = vec![promised(evening(10)), settled(evening(6))];
    moves.extend(worked(0, morning(2), evening(3), evening(3)));
    moves.push(Move::new(What::CitizenAsked, morning(3)));
    moves.push(Move::new(What::CitizenAnswered, at(3, 11, 30)));
    moves.push(Move::new(What::WaitStarted, evening(3)).on(1, 0));
    moves.push(Move::new(What::WaitEnded, evening(5)).on(1, 0));
    moves.extend(worked(2, evening(5), evening(6), evening(6)));
    let account = plan.account(&moves, evening(6));
    assert_eq!(
        held(&account),
        [
            "unit:0 Work 480",
            "citizen Supplement 270 apart",
            "unit:0 Work 210",
            "outside Wait 960 apart",
            "unit:2 Work 480",
        ]
    );
    assert_eq!(account.legs[0].spent.get(), 690);
}

#[test]
fn a_leg_given_back_goes_through_its_giver_again() {
    let mut moves = vec![settled(evening(5))];
    moves.extend(worked(0, morning(2), evening(2), evening(2)));
    moves.extend([
        Move::new(What::Offered, evening(2)).on(1, 1),
        Move::new(What::Accepted, evening(2)).on(1, 1),
        Move::new(What::GivenBack, evening(3)).on(1, 1),
        Move::new(What::Offered, evening(3)).on(0, 2),
        Move::new(What::Accepted, evening(3)).on(0, 2),
        Move::new(What::Completed, evening(4)).on(0, 2),
        Move::new(What::Offered, evening(4)).on(1, 2),
        Move::new(What::Accepted, evening(4)).on(1, 2),
        Move::new(What::Completed, evening(5)).on(1, 2),
    ]);
    let account = Plan::line(2).account(&moves, evening(5));
    assert_eq!(
        held(&account),
        [
            "unit:0 Work 480",
            "unit:1 Work 480",
            "unit:0 Work 480",
            "unit:1 Work 480",
        ]
    );
}

#[test]
fn a_promise_after_a_stop_holds_from_when_the_clock_ran_again() {
    // Two phases: the first promise was past long before the second phase began, and the desk told
    // the second one hours after that.
    let plan = Plan::of(&[(true, &[]), (false, &[0]), (true, &[1])]);
    let mut moves = vec![promised(evening(3)), settled(evening(16))];
    moves.extend(worked(0, morning(2), evening(3), evening(3)));
    moves.push(Move::new(What::ToPay, evening(3)).on(1, 0));
    moves.push(Move::new(What::Paid, evening(10)).on(1, 0));
    moves.push(Move::new(What::Promised, at(11, 9, 0)).due(Some(evening(13))));
    moves.extend(worked(2, evening(10), evening(12), evening(16)));
    let account = plan.account(&moves, evening(16));
    assert_eq!(account.late.get(), 480);
    assert_eq!(blamed(&account), ["unit:2 480"]);
}

#[test]
fn before_the_first_custody_nothing_counts_where_the_law_says_so() {
    // NĐ 99/2022/NĐ-CP Điều 16.2.
    let plan = Plan {
        from_custody: true,
        ..Plan::line(1)
    };
    let moves = [
        promised(evening(2)),
        Move::new(What::Offered, morning(2)).on(0, 1),
        Move::new(What::Accepted, morning(4)).on(0, 1),
    ];
    let account = plan.account(&moves, evening(4));
    assert_eq!(
        held(&account),
        ["desk Transfer 960 apart", "unit:0 Work 480"]
    );
}

#[test]
fn who_lets_an_offer_lie_is_late_though_the_giver_holds() {
    let plan = Plan::line(1);
    let moves = [
        promised(evening(3)),
        Move::new(What::Offered, morning(2))
            .on(0, 1)
            .due(Some(evening(2))),
        Move::new(What::Accepted, morning(4)).on(0, 1),
        Move::new(What::Completed, evening(4)).on(0, 1),
        settled(evening(4)),
    ];
    let account = plan.account(&moves, evening(4));
    assert_eq!(held(&account), ["desk Transfer 960", "unit:0 Work 480"]);
    assert_eq!(blamed(&account), ["unit:0 480"]);
}
