//! Every stage against every command.

use expect_test::expect;
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
    let stages: [(&str, Vec<Command>); 10] = [
        ("unknown", vec![]),
        ("offered", vec![receive()]),
        ("held", vec![receive(), take()]),
        (
            "held, no approval",
            vec![Command::Receive(without_approval()), take()],
        ),
        ("proposed", vec![receive(), take(), propose()]),
        ("approved", vec![receive(), take(), propose(), approve()]),
        (
            "completed",
            vec![receive(), take(), propose(), approve(), complete()],
        ),
        ("refused", vec![receive(), refuse()]),
        ("returned", vec![receive(), take(), give_back()]),
        ("recalled", vec![receive(), Command::Recall]),
    ];
    let commands = [
        ("offer again", receive()),
        ("offer anew", Command::Receive(offer(2))),
        ("recall", Command::Recall),
        ("take", take()),
        ("take, other", act(BINH, Act::Take)),
        ("take, other unit", act(STRANGER, Act::Take)),
        ("refuse", refuse()),
        ("give back", give_back()),
        ("propose", propose()),
        ("propose anew", act(AN, Act::Propose(numbered("2/QĐ")))),
        ("approve", approve()),
        ("complete", complete()),
        (
            "complete with",
            act(AN, Act::Complete(Some(numbered("1/QĐ")))),
        ),
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
            page += &format!("    {name:<17} {outcome}\n");
        }
    }
    expect![[r#"
        unknown
            offer again       Opened
            offer anew        Opened
            recall            no: case-unknown
            take              no: case-unknown
            take, other       no: case-unknown
            take, other unit  no: case-unknown
            refuse            no: case-unknown
            give back         no: case-unknown
            propose           no: case-unknown
            propose anew      no: case-unknown
            approve           no: case-unknown
            complete          no: case-unknown
            complete with     no: case-unknown
        offered
            offer again       already so
            offer anew        Opened
            recall            Withdrawn
            take              Accepted
            take, other       Accepted
            take, other unit  no: case-unknown
            refuse            Refused
            give back         no: not-taken
            propose           no: not-taken
            propose anew      no: not-taken
            approve           no: not-taken
            complete          no: not-taken
            complete with     no: not-taken
        held
            offer again       already so
            offer anew        Confirmed
            recall            already so
            take              already so
            take, other       no: taken-by-another
            take, other unit  no: case-unknown
            refuse            no: too-late-to-refuse
            give back         Returned
            propose           Proposed
            propose anew      Proposed
            approve           no: nothing-proposed
            complete          no: approval-needed
            complete with     no: approval-needed
        held, no approval
            offer again       already so
            offer anew        Confirmed
            recall            already so
            take              already so
            take, other       no: taken-by-another
            take, other unit  no: case-unknown
            refuse            no: too-late-to-refuse
            give back         Returned
            propose           Proposed
            propose anew      Proposed
            approve           no: nothing-proposed
            complete          no: conclusion-missing
            complete with     Completed
        proposed
            offer again       already so
            offer anew        Confirmed
            recall            already so
            take              already so
            take, other       no: taken-by-another
            take, other unit  no: case-unknown
            refuse            no: too-late-to-refuse
            give back         Returned
            propose           already so
            propose anew      Proposed
            approve           Approved
            complete          no: approval-needed
            complete with     no: approval-needed
        approved
            offer again       already so
            offer anew        Confirmed
            recall            already so
            take              already so
            take, other       no: taken-by-another
            take, other unit  no: case-unknown
            refuse            no: too-late-to-refuse
            give back         Returned
            propose           already so
            propose anew      Proposed
            approve           already so
            complete          Completed
            complete with     Completed
        completed
            offer again       already so
            offer anew        Opened
            recall            already so
            take              no: out-of-turn
            take, other       no: out-of-turn
            take, other unit  no: case-unknown
            refuse            no: out-of-turn
            give back         no: out-of-turn
            propose           already so
            propose anew      no: concluded-otherwise
            approve           no: out-of-turn
            complete          already so
            complete with     already so
        refused
            offer again       already so
            offer anew        Opened
            recall            already so
            take              no: out-of-turn
            take, other       no: out-of-turn
            take, other unit  no: case-unknown
            refuse            already so
            give back         no: out-of-turn
            propose           no: out-of-turn
            propose anew      no: out-of-turn
            approve           no: out-of-turn
            complete          no: out-of-turn
            complete with     no: out-of-turn
        returned
            offer again       already so
            offer anew        Opened
            recall            already so
            take              no: out-of-turn
            take, other       no: out-of-turn
            take, other unit  no: case-unknown
            refuse            no: out-of-turn
            give back         already so
            propose           no: out-of-turn
            propose anew      no: out-of-turn
            approve           no: out-of-turn
            complete          no: out-of-turn
            complete with     no: out-of-turn
        recalled
            offer again       already so
            offer anew        Opened
            recall            already so
            take              no: out-of-turn
            take, other       no: out-of-turn
            take, other unit  no: case-unknown
            refuse            no: out-of-turn
            give back         no: out-of-turn
            propose           no: out-of-turn
            propose anew      no: out-of-turn
            approve           no: out-of-turn
            complete          no: out-of-turn
            complete with     no: out-of-turn
    "#]]
    .assert_eq(&page);
}

fn name_of(event: &Event) -> &'static str {
    match event {
        Event::Opened { .. } => "Opened",
        Event::Accepted { .. } => "Accepted",
        Event::Confirmed { .. } => "Confirmed",
        Event::Refused { .. } => "Refused",
        Event::Returned { .. } => "Returned",
        Event::Proposed { .. } => "Proposed",
        Event::Approved { .. } => "Approved",
        Event::Completed { .. } => "Completed",
        Event::Withdrawn { .. } => "Withdrawn",
    }
}
