//! The whole procedure: every stage and every command.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

#[test]
fn the_same_filing_again_changes_nothing_and_another_under_its_id_is_refused() {
    let dossier = received("2026-11-02T09:00", "1.013831");
    let desk = desk("2026-11-02T09:05");
    let same = Command::Accept {
        id: dossier.id,
        code: "H48.21028-261102-0002".to_owned(),
        filing: dossier.filing.clone(),
        channel: Channel::Counter,
    };
    assert_eq!(Dossier::decide(&desk, Some(&dossier), same).unwrap(), []);
    let other = accept(&desk, "1.011441");
    let refused = Dossier::decide(&desk, Some(&dossier), other).unwrap_err();
    assert_eq!(refused.reason(), "dossier-id-taken");
}

fn stages() -> Vec<Dossier> {
    let submitted = {
        let desk = desk("2026-11-02T09:00");
        let filing = filing(&desk, "1.001776");
        let command = Command::Submit {
            id: DossierId::mint(),
            code: "M".to_owned(),
            filing,
        };
        run("2026-11-02T09:00", None, command)
    };
    let progress = received("2026-11-02T09:00", "1.013831");
    let next = |dossier: &Dossier, command| run("2026-11-03T09:00", Some(dossier.clone()), command);
    let component = progress.filing.papers[0].component.clone();
    let asked = next(
        &progress,
        Command::AskSupplement {
            components: vec![component],
            reason: "mờ".to_owned(),
        },
    );
    let stopped = next(
        &progress,
        Command::StopClock {
            ground: "tax".to_owned(),
            at: at("2026-11-03T09:00"),
        },
    );
    let settled = next(
        &progress,
        Command::Settle {
            granted: true,
            at: at("2026-11-03T09:00"),
        },
    );
    let returned = next(
        &settled,
        Command::Return {
            method: ReturnMethod::Counter,
            tracking: None,
        },
    );
    let refused = next(
        &submitted,
        Command::Refuse {
            reason: "sai thẩm quyền".to_owned(),
        },
    );
    let withdrawn = next(
        &progress,
        Command::Withdraw {
            reason: "đổi ý".to_owned(),
        },
    );
    vec![
        submitted, progress, asked, stopped, settled, returned, refused, withdrawn,
    ]
}

fn commands(dossier: &Dossier) -> Vec<(&'static str, Command)> {
    let papers = dossier
        .filing
        .papers
        .iter()
        .map(|paper| Paper {
            originals: 1,
            ..paper.clone()
        })
        .collect();
    let component = dossier.filing.papers[0].component.clone();
    let moment = at("2026-11-04T09:00");
    vec![
        ("accept submitted", Command::AcceptSubmitted),
        (
            "ask supplement",
            Command::AskSupplement {
                components: vec![component],
                reason: "mờ".to_owned(),
            },
        ),
        ("supply", Command::Supply { papers }),
        (
            "refuse",
            Command::Refuse {
                reason: "sai".to_owned(),
            },
        ),
        (
            "withdraw",
            Command::Withdraw {
                reason: "đổi ý".to_owned(),
            },
        ),
        (
            "stop clock",
            Command::StopClock {
                ground: "tax".to_owned(),
                at: moment,
            },
        ),
        (
            "start clock",
            Command::StartClock {
                phase: 2,
                at: moment,
            },
        ),
        (
            "settle",
            Command::Settle {
                granted: true,
                at: moment,
            },
        ),
        (
            "return",
            Command::Return {
                method: ReturnMethod::Counter,
                tracking: None,
            },
        ),
    ]
}

#[test]
fn the_whole_procedure_on_one_page() {
    let mut page = String::new();
    for dossier in stages() {
        page += &format!("{}\n", dossier.stage.name());
        for (name, command) in commands(&dossier) {
            let desk = desk("2026-11-04T09:00");
            let outcome = match Dossier::decide(&desk, Some(&dossier), command) {
                Err(_) => continue,
                Ok(events) if events.is_empty() => "already so".to_owned(),
                Ok(events) => {
                    let after = events
                        .iter()
                        .fold(Some(dossier.clone()), Dossier::evolve)
                        .unwrap();
                    after.stage.name().to_owned()
                }
            };
            page += &format!("    {name:<17} -> {outcome}\n");
        }
    }
    page_expected().assert_eq(&page);
}

fn page_expected() -> Expect {
    expect![[r#"
        submitted
            accept submitted  -> in-progress
            refuse            -> refused
            withdraw          -> withdrawn
        in-progress
            accept submitted  -> already so
            ask supplement    -> awaiting-supplement
            withdraw          -> withdrawn
            stop clock        -> clock-stopped
            start clock       -> already so
            settle            -> settled
        awaiting-supplement
            accept submitted  -> already so
            ask supplement    -> already so
            supply            -> in-progress
            withdraw          -> withdrawn
            stop clock        -> already so
            start clock       -> already so
            settle            -> settled
        clock-stopped
            accept submitted  -> already so
            withdraw          -> withdrawn
            stop clock        -> already so
            start clock       -> in-progress
            settle            -> settled
        settled
            accept submitted  -> already so
            stop clock        -> already so
            start clock       -> already so
            settle            -> already so
            return            -> returned
        returned
            accept submitted  -> already so
            stop clock        -> already so
            start clock       -> already so
            settle            -> already so
            return            -> already so
        refused
            refuse            -> already so
            stop clock        -> already so
            start clock       -> already so
            settle            -> already so
        withdrawn
            accept submitted  -> already so
            withdraw          -> already so
            stop clock        -> already so
            start clock       -> already so
            settle            -> already so
    "#]]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// No order of commands breaks the desk, and the history always leads to the same dossier.
    #[test]
    fn any_order_of_commands_is_answered(order in proptest::collection::vec(0usize..9, 0..12)) {
        let mut dossier = received("2026-11-02T09:00", "1.013831");
        let accepted = dossier.clone();
        let mut history = Vec::new();
        for n in order {
            let (_, command) = commands(&dossier).swap_remove(n);
            if let Ok(events) = Dossier::decide(&desk("2026-11-04T09:00"), Some(&dossier), command) {
                dossier = events.iter().fold(Some(dossier), Dossier::evolve).unwrap();
                history.extend(events);
            }
            prop_assert!(dossier.appointment.is_some());
        }
        let replayed = history.iter().fold(Some(accepted), Dossier::evolve).unwrap();
        prop_assert_eq!(replayed, dossier);
    }
}
