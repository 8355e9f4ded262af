//! Every stage of an allowance against every command.

use expect_test::expect;
use kernel::{Decider as _, Personal, Refuse as _};

use super::fixture::*;
use crate::*;

#[test]
fn the_whole_procedure_on_one_page() {
    let facts = severe("1990-04-12", "2026-06-01");
    let unfounded = Facts {
        household: Household::Other,
        ..with("1950-01-01", Circumstance::AcceptedForFacility)
    };
    let applied_for = vec![applied(facts.clone())];
    let granted = after(&applied_for, "2026-06-15", decide("1/QĐ"));
    let stop = Command::Stop {
        decision_no: "4/QĐ".into(),
        ground: StopGround::Renounced,
        on: day("2026-07-05"),
    };
    let pause = suspend("2/QĐ", SuspensionGround::NotCollected, "2026-11-01");
    let stages = [
        ("not applied for", vec![]),
        ("applied", applied_for),
        (
            "denied",
            after(&[applied(unfounded)], "2026-06-15", decide("1/QĐ")),
        ),
        ("granted", granted.clone()),
        ("issued", after(&granted, "2026-06-16", Command::Issue)),
        ("dropped", after(&granted, "2026-06-16", Command::Drop)),
        (
            "suspended",
            after(
                &granted,
                "2026-07-01",
                suspend("1b/QĐ", SuspensionGround::Detained, "2026-07-01"),
            ),
        ),
        ("stopped", after(&granted, "2026-07-10", stop.clone())),
    ];
    let commands = [
        ("apply", apply(facts)),
        ("take back", Command::TakeBack),
        (
            "correct",
            Command::Correct {
                facts: Personal::new(severe("1990-04-12", "2026-06-02")),
            },
        ),
        ("decide", decide("5/QĐ")),
        ("issue", Command::Issue),
        ("drop", Command::Drop),
        ("amend", amend("6/QĐ", severe("1990-04-12", "2026-05-02"))),
        ("suspend", pause),
        (
            "resume",
            Command::Resume {
                decision_no: "3/QĐ".into(),
                from: month("2026-11-01"),
            },
        ),
        ("stop", stop),
        ("recalculate", Command::Recalculate),
    ];
    let mut page = String::new();
    for (stage, history) in stages {
        page += &format!("{stage}\n");
        let known = Entitlement::replay(&history);
        for (name, command) in &commands {
            let outcome =
                match Entitlement::decide(&office("2026-11-22"), known.as_ref(), command.clone()) {
                    Ok(events) if events.is_empty() => "already so".to_owned(),
                    Ok(events) => events.iter().map(name_of).collect::<Vec<_>>().join(" + "),
                    Err(refusal) => format!("no: {}", refusal.reason()),
                };
            page += &format!("    {name:<12} {outcome}\n");
        }
    }
    expect![[r#"
        not applied for
            apply        Applied
            take back    no: entitlement-unknown
            correct      no: entitlement-unknown
            decide       no: entitlement-unknown
            issue        no: entitlement-unknown
            drop         no: entitlement-unknown
            amend        no: entitlement-unknown
            suspend      no: entitlement-unknown
            resume       no: entitlement-unknown
            stop         no: entitlement-unknown
            recalculate  no: entitlement-unknown
        applied
            apply        already so
            take back    already so
            correct      FactsCorrected
            decide       Granted
            issue        no: out-of-turn
            drop         Dropped
            amend        no: out-of-turn
            suspend      no: out-of-turn
            resume       no: out-of-turn
            stop         no: out-of-turn
            recalculate  no: out-of-turn
        denied
            apply        no: already-applied
            take back    DraftTakenBack
            correct      no: out-of-turn
            decide       no: out-of-turn
            issue        Issued
            drop         Dropped
            amend        no: not-issued
            suspend      no: out-of-turn
            resume       no: out-of-turn
            stop         no: out-of-turn
            recalculate  no: out-of-turn
        granted
            apply        already so
            take back    DraftTakenBack
            correct      no: out-of-turn
            decide       no: out-of-turn
            issue        Issued
            drop         Dropped
            amend        no: not-issued
            suspend      Suspended
            resume       no: out-of-turn
            stop         Stopped
            recalculate  AmountChanged
        issued
            apply        already so
            take back    no: issued
            correct      no: out-of-turn
            decide       no: out-of-turn
            issue        already so
            drop         already so
            amend        Amended
            suspend      Suspended
            resume       no: out-of-turn
            stop         Stopped
            recalculate  AmountChanged
        dropped
            apply        already so
            take back    no: out-of-turn
            correct      no: out-of-turn
            decide       no: out-of-turn
            issue        no: out-of-turn
            drop         already so
            amend        no: out-of-turn
            suspend      no: out-of-turn
            resume       no: out-of-turn
            stop         no: out-of-turn
            recalculate  no: out-of-turn
        suspended
            apply        already so
            take back    no: out-of-turn
            correct      no: out-of-turn
            decide       no: out-of-turn
            issue        no: out-of-turn
            drop         already so
            amend        no: not-issued
            suspend      no: out-of-turn
            resume       Resumed
            stop         Stopped
            recalculate  AmountChanged
        stopped
            apply        already so
            take back    no: out-of-turn
            correct      no: out-of-turn
            decide       no: out-of-turn
            issue        no: out-of-turn
            drop         already so
            amend        no: out-of-turn
            suspend      no: out-of-turn
            resume       no: out-of-turn
            stop         already so
            recalculate  AmountChanged
    "#]]
    .assert_eq(&page);
}

fn name_of(event: &Event) -> &'static str {
    match event {
        Event::Applied { .. } => "Applied",
        Event::FactsCorrected { .. } => "FactsCorrected",
        Event::Granted { .. } => "Granted",
        Event::Denied { .. } => "Denied",
        Event::Suspended { .. } => "Suspended",
        Event::Resumed { .. } => "Resumed",
        Event::Stopped { .. } => "Stopped",
        Event::AmountChanged { .. } => "AmountChanged",
        Event::DraftTakenBack => "DraftTakenBack",
        Event::Issued { .. } => "Issued",
        Event::Dropped => "Dropped",
        Event::Amended { .. } => "Amended",
    }
}
