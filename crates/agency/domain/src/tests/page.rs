//! Every stage against every command.

use expect_test::expect_file;
use kernel::{Decider as _, Refuse as _};

use super::fixture::*;
use crate::*;

#[test]
fn the_whole_procedure_on_one_page() {
    let take = || act(AN, Act::Take);
    let propose = || act(AN, Act::Propose(numbered("1/QĐ")));
    let approve = || act(BINH, Act::Approve);
    let give_back = || {
        let reason = "Sai thẩm quyền".to_owned();
        act(AN, Act::GiveBack { reason })
    };
    let refuse = || act(AN, Act::Refuse(RefuseReason::NotCompetent));
    let complete = || act(AN, Act::Complete(None));
    let receive = || Command::Receive(offer(1));
    let held = || vec![receive(), take()];
    let owing = |may_move| {
        let duty = Duty {
            may_move,
            ..duty(3)
        };
        vec![receive(), take(), Command::Owe(duty)]
    };
    let stated = || [owing(true), vec![act(AN, delay(9))]].concat();
    let done = || [held(), vec![propose(), approve(), complete()]].concat();
    let stages: [(&str, Vec<Command>); 17] = [
        ("unknown", vec![]),
        ("offered", vec![receive()]),
        ("held", held()),
        (
            "held, no approval",
            vec![Command::Receive(without_approval()), take()],
        ),
        ("held, opinion", vec![Command::Receive(opinion()), take()]),
        (
            "held, unit moved",
            vec![
                Command::Receive(Offer {
                    unit: "org:cu".into(),
                    ..offer(1)
                }),
                act("officer:an@org:cu", Act::Take),
                move_unit("org:cu", HERE),
            ],
        ),
        ("held, owing", owing(true)),
        ("held, owing in vain", owing(false)),
        ("held, delay stated", stated()),
        (
            "held, apology signed",
            [stated(), vec![act(HEAD, Act::SignApology)]].concat(),
        ),
        ("proposed", [held(), vec![propose()]].concat()),
        ("approved", [held(), vec![propose(), approve()]].concat()),
        ("completed", done()),
        ("refused", vec![receive(), refuse()]),
        ("returned", [held(), vec![give_back()]].concat()),
        ("recalled", vec![receive(), recall(0)]),
        (
            "closed",
            [held(), vec![close(Ground::RouteClosed)]].concat(),
        ),
    ];
    let commands = [
        ("offer again", receive()),
        ("offer anew", Command::Receive(offer(2))),
        ("recall", recall(1)),
        ("recall next", recall(2)),
        ("close", close(Ground::RouteClosed)),
        ("close, moved", close(Ground::Moved)),
        ("move unit", move_unit(HERE, "org:moi")),
        ("time", timed(true, 1)),
        ("owe", Command::Owe(duty(3))),
        ("owe, next promise", Command::Owe(duty(9))),
        ("take", take()),
        ("take, other", act(BINH, Act::Take)),
        ("take, other unit", act(STRANGER, Act::Take)),
        ("refuse", refuse()),
        ("give back", give_back()),
        ("propose", propose()),
        ("propose anew", act(AN, Act::Propose(numbered("2/QĐ")))),
        ("withdraw", act(AN, Act::Withdraw)),
        ("withdraw, other", act(BINH, Act::Withdraw)),
        ("approve", approve()),
        ("send back", act(HEAD, send_back())),
        ("complete", complete()),
        (
            "complete with",
            act(AN, Act::Complete(Some(numbered("1/QĐ")))),
        ),
        ("reassign", act(AN, reassign(BINH))),
        ("reassign, head", act(HEAD, reassign(BINH))),
        ("reassign, other", act(BINH, reassign(BINH))),
        ("supplement", act(AN, need(&["ban-ve"]))),
        ("state delay", act(AN, delay(9))),
        ("sign apology", act(HEAD, Act::SignApology)),
    ];
    let mut page = String::new();
    for (stage, before) in stages {
        page += &format!("{stage}\n");
        let case = Case::replay(&history(before));
        for (name, command) in &commands {
            let outcome = match Case::decide(&desk(), case.as_ref(), command.clone()) {
                Ok(events) if events.is_empty() => "already so".to_owned(),
                Ok(events) => events.iter().map(name_of).collect::<Vec<_>>().join(" + "),
                Err(refusal) => format!("no: {}", refusal.reason()),
            };
            page += &format!("    {name:<18} {outcome}\n");
        }
    }
    expect_file!["page.txt"].assert_eq(&page);
}

fn name_of(event: &Event) -> &'static str {
    match event {
        Event::Opened { .. } => "Opened",
        Event::Accepted { .. } => "Accepted",
        Event::Confirmed { .. } => "Confirmed",
        Event::Refused { .. } => "Refused",
        Event::Returned { .. } => "Returned",
        Event::Proposed { .. } => "Proposed",
        Event::ProposalWithdrawn { .. } => "ProposalWithdrawn",
        Event::Timed { .. } => "Timed",
        Event::Approved { .. } => "Approved",
        Event::Completed { .. } => "Completed",
        Event::Withdrawn { .. } => "Withdrawn",
        Event::Closed { .. } => "Closed",
        Event::MovedUnit { .. } => "MovedUnit",
        Event::Reassigned { .. } => "Reassigned",
        Event::SentBack { .. } => "SentBack",
        Event::SupplementNeeded { .. } => "SupplementNeeded",
        Event::ApologyOwed { .. } => "ApologyOwed",
        Event::DelayStated { .. } => "DelayStated",
        Event::ApologySigned { .. } => "ApologySigned",
    }
}
