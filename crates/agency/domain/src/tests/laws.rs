//! What holds whatever is done in whatever order, however often.

use kernel::Decider as _;
use proptest::prelude::*;

use super::fixture::*;
use crate::*;

fn conclusions() -> impl Strategy<Value = Conclusion> {
    prop_oneof![
        Just(Conclusion::granted()),
        Just(numbered("1/QĐ")),
        Just(denied("Không đủ điều kiện")),
        Just(denied("")),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Take),
        (0..3usize).prop_map(|i| Act::Refuse(RefuseReason::ALL[i])),
        Just(Act::GiveBack {
            reason: "Sai thẩm quyền".into()
        }),
        conclusions().prop_map(Act::Propose),
        Just(Act::Withdraw),
        Just(Act::Approve),
        proptest::option::of(conclusions()).prop_map(Act::Complete),
        proptest::sample::select(&[AN, BINH, HEAD][..]).prop_map(reassign),
        Just(send_back()),
        proptest::sample::select(&["ban-ve", "to-khai"][..]).prop_map(|key| need(&[key])),
        (4..20i64).prop_map(delay),
        Just(Act::SignApology),
    ]
}

fn commands() -> impl Strategy<Value = Command> {
    prop_oneof![
        (1..5u32, any::<bool>(), any::<bool>()).prop_map(|(attempt, approval, automatic)| {
            Command::Receive(Offer {
                approval,
                automatic,
                ..offer(attempt)
            })
        }),
        (0..5u32).prop_map(recall),
        (0..4usize, 0..5u32).prop_map(|(i, attempt)| match close(Ground::ALL[i]) {
            Command::Close {
                case,
                dossier,
                ground,
                ..
            } => Command::Close {
                case,
                dossier,
                attempt,
                ground,
            },
            other => other,
        }),
        Just(move_unit(HERE, "org:don-vi-khac")),
        (any::<bool>(), 0..3u32).prop_map(|(paused, opinions)| timed(paused, opinions)),
        Just(move_unit("org:don-vi-khac", HERE)),
        (1..12i64, any::<bool>()).prop_map(|(due, may_move)| Command::Owe(Duty {
            may_move,
            ..duty(due)
        })),
        (
            proptest::sample::select(&[AN, BINH, HEAD, STRANGER][..]),
            acts()
        )
            .prop_map(|(by, what)| act(by, what)),
    ]
}

fn step(case: Option<Case>, command: &Command) -> (Option<Case>, usize) {
    let events = Case::decide(&desk(), case.as_ref(), command.clone()).unwrap_or_default();
    let after = events.iter().fold(case, Case::evolve);
    (after, events.len())
}

proptest! {
    #[test]
    fn saying_anything_twice_changes_nothing_the_second_time(
        commands in proptest::collection::vec(commands(), 0..40),
    ) {
        let mut case = None;
        for command in &commands {
            let (once, happened) = step(case, command);
            let (twice, again) = step(once.clone(), command);
            prop_assert!(happened == 0 || again == 0, "{command:?} on {once:?}");
            prop_assert_eq!(&once, &twice);
            case = once;
        }
    }

    #[test]
    fn attempts_never_go_back_and_what_is_held_is_lost_only_by_an_act(
        commands in proptest::collection::vec(commands(), 0..40),
    ) {
        let mut case: Option<Case> = None;
        for command in &commands {
            let before = case.clone();
            (case, _) = step(case, command);
            let (Some(before), Some(after)) = (before, &case) else { continue };
            prop_assert!(before.offer.attempt <= after.offer.attempt);
            let may_end = matches!(command, Command::Act { .. } | Command::Close { .. });
            if before.is_in_custody() && !may_end {
                prop_assert!(after.is_in_custody(), "{command:?} took {before:?}");
            }
        }
    }

    #[test]
    fn nothing_that_needs_approval_completes_without_two_people(
        commands in proptest::collection::vec(commands(), 0..40),
    ) {
        let mut case: Option<Case> = None;
        for command in &commands {
            let before = case.clone();
            let events = Case::decide(&desk(), case.as_ref(), command.clone()).unwrap_or_default();
            case = events.iter().fold(case, Case::evolve);
            let completed = events.iter().any(|event| matches!(event, Event::Completed { .. }));
            let Some(before) = before else { continue };
            if completed && before.offer.approval && matches!(command, Command::Act { .. }) {
                let Stage::Approved { proposer, approver, .. } = &before.stage else {
                    panic!("completed from {}", before.stage.name())
                };
                prop_assert_ne!(proposer, approver);
            }
        }
    }

    /// What routing is told of custody, whatever it said and officers did before, in whatever
    /// order: attempts only grow, and each is accepted once, left once, and never taken up again.
    #[test]
    fn nothing_is_held_under_two_attempts_or_after_its_end(
        commands in proptest::collection::vec(commands(), 0..60),
    ) {
        let mut case: Option<Case> = None;
        let (mut told, mut left, mut route_over) = (0, 0, false);
        for command in &commands {
            let events = Case::decide(&desk(), case.as_ref(), command.clone()).unwrap_or_default();
            for event in &events {
                case = Case::evolve(case, event);
                let attempt = case.as_ref().unwrap().offer.attempt;
                match event {
                    Event::Accepted { .. } | Event::Confirmed { .. } => {
                        prop_assert!(attempt > told && attempt > left, "{event:?}");
                        prop_assert!(!route_over, "held after the end of the route");
                        told = attempt;
                    }
                    Event::Refused { .. } => {
                        prop_assert!(attempt > told && attempt > left);
                        left = attempt;
                    }
                    Event::Returned { .. } | Event::Completed { .. } => {
                        prop_assert_eq!(attempt, told, "left without having been held");
                        prop_assert!(attempt > left, "left twice");
                        left = attempt;
                    }
                    Event::Withdrawn { .. } => left = left.max(attempt),
                    Event::Closed { ground, .. } => {
                        left = left.max(attempt);
                        route_over |= ground.is_final();
                    }
                    Event::Opened { .. } => prop_assert!(attempt > left && !route_over),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn what_the_end_of_the_route_closed_stays_closed(
        before in proptest::collection::vec(commands(), 0..20),
        after in proptest::collection::vec(commands(), 0..40),
    ) {
        let (mut case, _) = before
            .iter()
            .fold((None, 0), |(case, _), command| step(case, command));
        (case, _) = step(case, &close(Ground::RouteClosed));
        let ended = case.clone().unwrap().stage;
        let is_over = matches!(ended, Stage::Closed { .. } | Stage::Completed { .. });
        prop_assert!(is_over);
        for command in &after {
            (case, _) = step(case, command);
            let stage = &case.as_ref().unwrap().stage;
            prop_assert_eq!(stage.name(), ended.name(), "{:?}", command);
        }
    }

    #[test]
    fn an_apology_is_signed_once_for_a_promise_and_by_another_than_who_stated_it(
        commands in proptest::collection::vec(commands(), 0..60),
    ) {
        let mut case: Option<Case> = None;
        let mut signed = Vec::new();
        for command in &commands {
            let events = Case::decide(&desk(), case.as_ref(), command.clone()).unwrap_or_default();
            for event in &events {
                case = Case::evolve(case, event);
                let apology = case.as_ref().and_then(|case| case.apology.as_ref());
                if let Event::ApologySigned { statement, signature } = event {
                    let duty = &apology.unwrap().duty;
                    prop_assert_ne!(&statement.by, &signature.by);
                    prop_assert!(duty.may_move && statement.new_due > duty.due);
                    prop_assert!(!signed.contains(&duty.due), "signed twice");
                    signed.push(duty.due);
                }
            }
        }
    }
}
