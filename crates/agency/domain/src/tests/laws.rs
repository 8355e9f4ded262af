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
        Just(Act::Approve),
        proptest::option::of(conclusions()).prop_map(Act::Complete),
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
        Just(Command::Recall),
        (proptest::sample::select(&[AN, BINH, STRANGER][..]), acts())
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
            let in_custody = |case: &Case| Stage::IN_CUSTODY.contains(&case.stage.name());
            if in_custody(&before) && !matches!(command, Command::Act { .. }) {
                prop_assert!(in_custody(after), "{command:?} took {before:?}");
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
}
