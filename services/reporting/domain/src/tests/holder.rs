//! Who holds a dossier, told by agencies that do not wait for one another.

use kernel::{LegId, UnitId};
use proptest::prelude::*;

use super::{accepted, at, row};
use crate::Fact;

fn taken(leg: LegId, attempt: u32, unit: &str) -> Fact {
    Fact::Taken(leg, attempt, unit.into())
}

fn let_go(leg: LegId, attempt: u32, unit: &str) -> Fact {
    Fact::LetGo(leg, attempt, unit.into())
}

fn received() -> (kernel::Instant, Fact) {
    (
        at("2026-10-05T09:00"),
        Fact::Accepted(accepted(false), at("2026-10-20T17:00")),
    )
}

#[test]
fn the_unit_that_took_a_leg_holds_it_until_done_then_the_desk() {
    let (first, second) = (LegId::mint(), LegId::mint());
    let mut history = vec![received()];
    let desk: UnitId = "org:mc-00001".into();
    assert_eq!(row(history.clone()).holder(), Some(&desk));
    history.push((at("2026-10-05T10:00"), taken(first, 1, "org:vpdkdd")));
    assert_eq!(row(history.clone()).holder(), Some(&"org:vpdkdd".into()));
    history.push((at("2026-10-06T10:00"), let_go(first, 1, "org:vpdkdd")));
    assert_eq!(row(history.clone()).holder(), Some(&desk));
    history.push((at("2026-10-06T11:00"), taken(second, 1, "org:tax")));
    assert_eq!(row(history.clone()).holder(), Some(&"org:tax".into()));
    history.push((at("2026-10-07T11:00"), Fact::Withdrawn));
    assert_eq!(row(history).holder(), None);
}

proptest! {
    #[test]
    fn the_order_in_which_agencies_are_heard_does_not_matter(
        order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle()
    ) {
        let legs: [LegId; 2] = [1, 2].map(|n| format!("{n:032x}").parse().unwrap());
        let facts = [
            received(),
            (at("2026-10-05T10:00"), taken(legs[0], 1, "org:vpdkdd")),
            (at("2026-10-05T11:00"), let_go(legs[0], 1, "org:vpdkdd")),
            // Offered anew: a later attempt wins, whenever it is heard.
            (at("2026-10-06T10:00"), taken(legs[0], 2, "org:branch")),
            (at("2026-10-06T11:00"), taken(legs[1], 1, "org:tax")),
            (at("2026-10-06T12:00"), let_go(legs[1], 1, "org:tax")),
            (at("2026-10-06T13:00"), Fact::Paused),
        ];
        let shuffled = row(order.into_iter().map(|n| facts[n].clone()));
        prop_assert_eq!(shuffled.holder(), Some(&"org:branch".into()));
        prop_assert_eq!(shuffled.legs, row(facts).legs);
    }
}
