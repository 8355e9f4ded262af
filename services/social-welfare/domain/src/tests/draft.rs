//! A decision the head has not signed can be drawn up again.

use kernel::{Decider as _, Personal};

use super::fixture::*;
use crate::*;

fn put_right(history: &[Event], today: &str, facts: Facts, no: &str) -> Vec<Event> {
    let facts = Personal::new(facts);
    let taken_back = after(history, today, Command::TakeBack);
    let corrected = after(&taken_back, today, Command::Correct { facts });
    after(&corrected, today, decide(no))
}

#[test]
fn a_draft_put_right_is_as_if_it_had_been_right_at_once() {
    let wrong = severe("1990-04-12", "2026-05-20");
    let right = with("1990-04-12", Circumstance::ElderlyWithoutPension);
    for (first, then) in [(wrong.clone(), right.clone()), (right, wrong)] {
        let drafted = after(&[applied(first)], "2026-11-22", decide("1/QĐ"));
        let again = put_right(&drafted, "2026-11-22", then.clone(), "1/QĐ");
        let at_once = after(&[applied(then)], "2026-11-22", decide("1/QĐ"));
        let (again, at_once) = (Entitlement::replay(&again), Entitlement::replay(&at_once));
        let (again, at_once) = (again.unwrap(), at_once.unwrap());
        assert_eq!(again.outcome, at_once.outcome);
        assert_eq!(
            (again.stage, again.rates, again.decisions),
            (at_once.stage, at_once.rates, at_once.decisions)
        );
    }
}

#[test]
fn taking_back_what_was_not_drafted_changes_nothing() {
    let history = [applied(severe("1990-04-12", "2026-05-20"))];
    assert_eq!(
        refused_or(&history, "2026-11-22", Command::TakeBack),
        Ok(vec![])
    );
}

#[test]
fn what_was_acted_upon_is_no_draft_any_more() {
    let granted = after(
        &[applied(severe("1990-04-12", "2026-06-01"))],
        "2026-06-15",
        decide("1/QĐ"),
    );
    let paused = after(
        &granted,
        "2026-07-01",
        suspend("2/QĐ", SuspensionGround::Detained, "2026-08-01"),
    );
    let resumed = after(
        &paused,
        "2026-09-01",
        Command::Resume {
            decision_no: "3/QĐ".into(),
            from: month("2026-09-01"),
        },
    );
    for history in [paused, resumed] {
        let refused = refused_or(&history, "2026-09-02", Command::TakeBack);
        assert!(matches!(refused, Err(Refusal::OutOfTurn { .. })));
    }
}
