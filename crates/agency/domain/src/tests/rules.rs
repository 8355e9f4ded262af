//! One rule a test.

use kernel::{Decider as _, Refuse as _};

use super::fixture::*;
use crate::*;

#[track_caller]
fn refused(case: &Case, command: Command) -> Refusal {
    Case::decide(&desk(), Some(case), command).unwrap_err()
}

#[test]
fn an_automatic_leg_is_accepted_and_completed_as_it_arrives() {
    let automatic = Offer {
        automatic: true,
        ..offer(1)
    };
    let events = history(vec![Command::Receive(automatic)]);
    let [
        Event::Opened { .. },
        Event::Accepted { officer, .. },
        Event::Completed { conclusion, .. },
    ] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    assert_eq!(officer, MACHINE);
    assert_eq!(*conclusion, Conclusion::granted());
}

#[test]
fn whoever_proposes_does_not_approve() {
    let proposed = case(vec![
        Command::Receive(offer(1)),
        act(AN, Act::Take),
        act(BINH, Act::Propose(numbered("1/QĐ"))),
    ]);
    assert_eq!(
        refused(&proposed, act(BINH, Act::Approve)),
        Refusal::SamePerson
    );
    // Who has it in hand may approve what somebody else proposed.
    Case::decide(&desk(), Some(&proposed), act(AN, Act::Approve)).unwrap();
}

#[test]
fn another_unit_learns_no_more_than_if_there_were_no_case() {
    let held = case(vec![Command::Receive(offer(1)), act(AN, Act::Take)]);
    let seen = refused(&held, act(STRANGER, Act::Complete(None)));
    let absent = Case::decide(&desk(), None, act(STRANGER, Act::Take)).unwrap_err();
    assert_eq!(seen, absent);
    assert!(seen.is_absence());
}

#[test]
fn a_recall_that_crosses_an_acceptance_leaves_custody_where_it_is() {
    let held = case(vec![
        Command::Receive(offer(1)),
        act(AN, Act::Take),
        recall(0),
        Command::Receive(offer(2)),
    ]);
    assert_eq!(
        held.held().and_then(|held| held.officer.as_deref()),
        Some(AN)
    );
    assert_eq!(held.offer.attempt, 2);
}

#[test]
fn a_leg_offered_anew_starts_over() {
    for ended in [
        vec![act(AN, Act::Refuse(RefuseReason::WrongPapers))],
        vec![recall(0)],
        vec![
            act(AN, Act::Take),
            act(
                AN,
                Act::GiveBack {
                    reason: "Thiếu biên bản".into(),
                },
            ),
        ],
    ] {
        let mut commands = vec![Command::Receive(offer(1))];
        commands.extend(ended);
        commands.push(Command::Receive(offer(2)));
        let again = case(commands);
        assert_eq!((again.stage.name(), again.offer.attempt), ("offered", 2));
        assert_eq!(again.held(), None);
    }
}

#[test]
fn a_leg_completes_as_it_was_approved_and_may_add_the_paper_it_made() {
    let approved = case(vec![
        Command::Receive(offer(1)),
        act(AN, Act::Take),
        act(AN, Act::Propose(Conclusion::granted())),
        act(BINH, Act::Approve),
    ]);
    let no = act(AN, Act::Complete(Some(denied("Không đủ điều kiện"))));
    assert_eq!(refused(&approved, no), Refusal::NotAsApproved);
    let with_number = act(AN, Act::Complete(Some(numbered("AA 00000009"))));
    Case::decide(&desk(), Some(&approved), with_number).unwrap();
}

#[test]
fn a_corrected_conclusion_must_be_approved_again() {
    let corrected = case(vec![
        Command::Receive(offer(1)),
        act(AN, Act::Take),
        act(AN, Act::Propose(numbered("1/QĐ"))),
        act(BINH, Act::Approve),
        act(AN, Act::Propose(numbered("2/QĐ"))),
    ]);
    assert_eq!(
        refused(&corrected, act(AN, Act::Complete(None))),
        Refusal::ApprovalNeeded
    );
}

#[test]
fn conclusions_that_say_too_little_or_nonsense_are_refused_with_their_field() {
    let held = case(vec![
        Command::Receive(without_approval()),
        act(AN, Act::Take),
    ]);
    let field =
        |conclusion: Conclusion| refused(&held, act(AN, Act::Complete(Some(conclusion)))).field();
    let expected = |path: &str| Some(path.to_owned());
    assert_eq!(field(denied("  ")), expected("conclusion.reason"));
    assert_eq!(
        field(numbered("a\u{202e}b")),
        expected("conclusion.document")
    );
    let owing = |amount| Conclusion {
        amount,
        pay_by: "2026-12-31".parse().ok(),
        ..Conclusion::granted()
    };
    assert_eq!(field(owing(None)), expected("conclusion.amount"));
    assert_eq!(field(owing(Some(0))), expected("conclusion.amount"));
    assert_eq!(field(owing(Some(-1))), expected("conclusion.amount"));
    assert_eq!(
        refused(&held, act(AN, Act::Complete(None))),
        Refusal::ConclusionMissing
    );
}

#[test]
fn the_reason_of_a_conclusion_is_not_printed() {
    let printed = format!("{:?}", denied("nhiễm bệnh"));
    assert!(!printed.contains("nhiễm"), "{printed}");
}
