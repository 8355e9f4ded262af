//! What holds of every history.

use proptest::prelude::*;

use super::*;

fn moment() -> impl Strategy<Value = Instant> {
    (2..28u32, 0..24u32, 0..60u32).prop_map(|(day, hour, minute)| at(day, hour, minute))
}

fn any_what() -> impl Strategy<Value = What> {
    use What::*;
    proptest::sample::select(vec![
        Promised,
        Reopened,
        Undetermined,
        Offered,
        Expired,
        Accepted,
        Refused,
        GivenBack,
        LetGo,
        Completed,
        ToPay,
        Paid,
        WaitStarted,
        WaitEnded,
        Skipped,
        CitizenAsked,
        CitizenAnswered,
        Settled,
        Closed,
    ])
}

fn any_move(legs: usize) -> impl Strategy<Value = Move> {
    let due = proptest::option::of(moment());
    (any_what(), 0..legs + 1, 0..4u32, moment(), due).prop_map(|(what, leg, attempt, at, due)| {
        let whole = matches!(
            what,
            What::Promised
                | What::Reopened
                | What::CitizenAsked
                | What::CitizenAnswered
                | What::Settled
                | What::Closed
        );
        let one = Move::new(what, at).due(due);
        if whole { one } else { one.on(leg, attempt) }
    })
}

/// Sequences, forks and joins; some legs outside the term.
fn any_plan() -> impl Strategy<Value = Plan> {
    let leg = (
        any::<bool>(),
        proptest::collection::vec(any::<proptest::sample::Index>(), 0..3),
    );
    (proptest::collection::vec(leg, 1..6), any::<bool>()).prop_map(|(legs, from_custody)| {
        let mut counts = Vec::new();
        let mut after = Vec::new();
        for (n, (counted, before)) in legs.into_iter().enumerate() {
            counts.push(counted);
            let mut before: Vec<usize> = match n {
                0 => Vec::new(),
                n => before.iter().map(|index| index.index(n)).collect(),
            };
            before.sort_unstable();
            before.dedup();
            after.push(before);
        }
        Plan {
            desk: UnitId::new("desk"),
            units: (0..counts.len())
                .map(|n| UnitId::new(format!("unit:{n}")))
                .collect(),
            counts,
            after,
            from_custody,
        }
    })
}

/// Whatever is told, in whatever order.
fn any_history() -> impl Strategy<Value = (Plan, Vec<Move>, Vec<Move>, Instant)> {
    let moves = proptest::collection::vec(any_move(5), 0..60);
    (any_plan(), moves, moment()).prop_flat_map(|(plan, moves, now)| {
        let shuffled = Just(moves.clone()).prop_shuffle();
        (Just(plan), Just(moves), shuffled, Just(now))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_minute_has_exactly_one_holder((plan, moves, _, now) in any_history()) {
        let account = plan.account(&moves, now);
        let (mut at, mut sum) = (morning(2), 0);
        for span in &account.spans {
            prop_assert_eq!(span.from, at);
            prop_assert!(span.to > span.from);
            at = span.to;
            sum += span.minutes.get();
        }
        let end = account.spans.last().map_or(morning(2), |span| span.to);
        prop_assert_eq!(sum, calendar().spent(morning(2), end).unwrap().get());
        prop_assert_eq!(sum, account.total.get());
        let holders: u32 = account.totals.iter().map(|total| total.minutes.get()).sum();
        prop_assert_eq!(holders, account.total.get());
        prop_assert!(account.totals.iter().all(|total| total.counted <= total.minutes));
    }

    #[test]
    fn the_order_of_arrival_changes_nothing((plan, moves, shuffled, now) in any_history()) {
        prop_assert_eq!(plan.account(&moves, now), plan.account(&shuffled, now));
    }

    #[test]
    fn the_blame_comes_to_the_lateness((plan, moves, _, now) in any_history()) {
        let account = plan.account(&moves, now);
        let blamed: u32 = account.blames.iter().map(|blame| blame.minutes.get()).sum();
        prop_assert_eq!(blamed, account.late.get());
        let counted: u32 = account.totals.iter().map(|total| total.counted.get()).sum();
        prop_assert!(account.late.get() <= counted);
        prop_assert!(account.blames.iter().all(|blame| !blame.minutes.is_zero()));
    }

    #[test]
    fn only_units_have_minutes_inside_the_term((plan, moves, _, now) in any_history()) {
        let account = plan.account(&moves, now);
        let others = |span: &&Span| !matches!(span.holder, Keeper::Unit(_));
        prop_assert!(account.spans.iter().filter(others).all(|span| !span.counts));
    }
}
