//! The whole procedure: every stage and every command.

use expect_test::{Expect, expect};

use super::*;

const NOW: &str = "2026-11-04T09:00";
/// After every request for a supplement has run out.
const MUCH_LATER: &str = "2027-02-01T09:00";

/// One dossier in each place a dossier can stand, with a short head for its column.
pub(super) fn stages() -> Vec<(&'static str, Dossier)> {
    let submitted = submitted("2026-11-02T09:00", LAND);
    let progress = received("2026-11-02T09:00", LAND);
    let next = |dossier: &Dossier, command| run("2026-11-03T09:00", dossier, command);
    let settled = next(&progress, settle("2026-11-03T09:00"));
    let returned = next(&settled, hand_back());
    let asked = Command::AskSupplement(ask(&["contract"]));
    let text = || "lý do".to_owned();
    vec![
        ("wait", submitted.clone()),
        ("ask0", next(&submitted, asked.clone())),
        ("work", progress.clone()),
        (
            "stop",
            next(
                &progress,
                Command::StopClock {
                    ground: "tax".to_owned(),
                    at: at("2026-11-03T09:00"),
                },
            ),
        ),
        ("ask1", next(&progress, asked)),
        ("done", settled.clone()),
        ("gave", returned.clone()),
        (
            "mend",
            next(
                &returned,
                Command::OpenCorrection {
                    leg: None,
                    reason: text(),
                },
            ),
        ),
        ("refu", next(&submitted, Command::Refuse { reason: text() })),
        (
            "with",
            next(&progress, Command::Withdraw { reason: text() }),
        ),
        ("halt", next(&progress, Command::Stop { reason: text() })),
        ("laps", {
            let asked = Command::AskSupplement(ask(&["contract"]));
            run(MUCH_LATER, &next(&progress, asked), Command::Lapse)
        }),
    ]
}

/// Every command there is, as somebody might sensibly give it, and when.
pub(super) fn commands(dossier: &Dossier) -> Vec<(&'static str, &'static str, Command)> {
    let text = || "lý do".to_owned();
    let moment = at(NOW);
    let apology = Apology {
        due: at("2026-12-01T17:00"),
        reason: text(),
        signer: "Giám đốc".to_owned(),
        position: String::new(),
        unit: UnitId::new("org:vpdkdd"),
        leg: None,
        at: moment,
    };
    let desk = desk(NOW);
    let again = desk.check(dossier.id, dossier.filing.clone(), counter());
    let commands = vec![
        ("take in again", Command::TakeIn(Box::new(again))),
        ("accept submitted", Command::AcceptSubmitted),
        ("refuse", Command::Refuse { reason: text() }),
        (
            "note need",
            Command::NoteNeed(Need {
                leg: "leg".to_owned(),
                unit: UnitId::new("org:vpdkdd"),
                components: vec!["contract".to_owned()],
                reason: text(),
                at: moment,
            }),
        ),
        ("ask supplement", Command::AskSupplement(ask(&["contract"]))),
        ("supply", supply(&["contract"])),
        ("lapse", Command::Lapse),
        ("withdraw", Command::Withdraw { reason: text() }),
        ("stop", Command::Stop { reason: text() }),
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
            "await payment",
            Command::AwaitPayment {
                reference: "TB-1".to_owned(),
                at: moment,
            },
        ),
        (
            "settle payment",
            Command::SettlePayment {
                debt_noted: false,
                at: moment,
            },
        ),
        (
            "move appointment",
            Command::MoveAppointment {
                due: apology.due,
                reason: text(),
                signer: Signature {
                    name: text(),
                    position: text(),
                },
            },
        ),
        ("apologised", Command::Apologised(apology)),
        ("settle", settle(NOW)),
        ("return", hand_back()),
        (
            "open correction",
            Command::OpenCorrection {
                leg: None,
                reason: text(),
            },
        ),
        (
            "hand over",
            Command::HandOver {
                to: Some(UnitId::new("org:vpdkdd")),
                received: true,
                slip: "PGN-01".to_owned(),
            },
        ),
        (
            "report loss",
            Command::ReportLoss {
                unit: UnitId::new("org:vpdkdd"),
                reason: text(),
            },
        ),
        (
            "move receiving",
            Command::MoveReceiving {
                to: UnitId::new("org:mc-21025"),
                at: moment,
            },
        ),
        (
            "keep version",
            Command::KeepVersion {
                version: dossier.procedure.version,
                at: moment,
            },
        ),
        (
            "record sync",
            Command::RecordSync {
                status: dossier.sync.owed,
                failure: None,
            },
        ),
    ];
    let when = |name| if name == "lapse" { MUCH_LATER } else { NOW };
    let dated = commands.into_iter();
    dated
        .map(|(name, command)| (name, when(name), command))
        .collect()
}

/// The head of the column a dossier stands in.
fn head(stages: &[(&'static str, Dossier)], dossier: &Dossier) -> &'static str {
    let same = |stage: &Dossier| stage.standing() == dossier.standing();
    let alike = |stage: &Dossier| same(stage) && stage.is_received() == dossier.is_received();
    let exact = stages.iter().find(|(_, stage)| alike(stage));
    let found = exact.or_else(|| stages.iter().find(|(_, stage)| same(stage)));
    found.map_or("????", |(head, _)| *head)
}

/// Read along a line: where the command leads from each stage. `·` is a refusal, `=` says that it
/// is already so or too late to matter, `+` that something is recorded and the stage stays.
#[test]
fn the_whole_procedure_on_one_page() {
    let stages = stages();
    let heads: Vec<&str> = stages.iter().map(|(head, _)| *head).collect();
    let mut page = format!("{:<17}{}\n", "", heads.join("  "));
    for n in 0..commands(&stages[0].1).len() {
        let mut line = String::new();
        for (_, dossier) in &stages {
            let (name, when, command) = commands(dossier).swap_remove(n);
            if line.is_empty() {
                line = format!("{name:<17}");
            }
            let cell = match Dossier::decide(&desk(when), Some(dossier), command) {
                Err(_) => "·",
                Ok(events) if events.is_empty() => "=",
                Ok(events) => {
                    let after = events.iter().fold(Some(dossier.clone()), Dossier::evolve);
                    let after = after.unwrap();
                    match after.standing() == dossier.standing() {
                        true => "+",
                        false => head(&stages, &after),
                    }
                }
            };
            line += &format!("{cell:<6}");
        }
        page += &format!("{}\n", line.trim_end());
    }
    expected().assert_eq(&page);
}

fn expected() -> Expect {
    expect![[r#"
                         wait  ask0  work  stop  ask1  done  gave  mend  refu  with  halt  laps
        take in again    =     =     =     =     =     =     =     =     =     =     =     =
        accept submitted work  ·     =     =     =     =     =     =     ·     =     =     =
        refuse           refu  refu  ·     ·     ·     ·     ·     ·     =     ·     ·     ·
        note need        ·     ·     +     +     +     =     =     +     =     =     =     =
        ask supplement   ask0  =     ask1  ask1  =     ·     ·     ·     ·     ·     ·     ·
        supply           ·     wait  ·     ·     work  ·     ·     ·     ·     ·     ·     ·
        lapse            =     laps  =     =     laps  =     =     =     =     =     =     =
        withdraw         with  with  with  with  with  ·     ·     ·     ·     =     ·     ·
        stop             ·     ·     halt  halt  halt  ·     ·     ·     ·     ·     =     ·
        stop clock       ·     ·     stop  =     +     =     =     +     =     =     =     =
        start clock      ·     ·     +     work  +     =     =     +     =     =     =     =
        await payment    ·     ·     +     +     +     =     =     +     =     =     =     =
        settle payment   ·     ·     +     +     +     =     =     +     =     =     =     =
        move appointment ·     ·     +     +     +     ·     ·     +     ·     ·     ·     ·
        apologised       ·     ·     +     +     +     +     +     +     ·     +     +     +
        settle           ·     ·     done  done  done  =     =     done  =     =     =     =
        return           ·     ·     ·     ·     ·     gave  =     ·     ·     ·     ·     ·
        open correction  ·     ·     ·     ·     ·     mend  mend  =     ·     ·     ·     ·
        hand over        +     +     +     +     +     +     +     +     +     +     +     +
        report loss      +     +     +     +     +     +     +     +     +     +     +     +
        move receiving   +     +     +     +     +     +     +     +     +     +     +     +
        keep version     =     =     =     =     =     =     =     =     =     =     =     =
        record sync      +     +     +     +     +     +     +     +     +     +     +     +
    "#]]
}

/// Every refusal says what to do, in Vietnamese, and the rules name their law.
#[test]
fn every_act_out_of_turn_is_told_the_rule_and_its_law() {
    for (head, dossier) in stages() {
        for (name, when, command) in commands(&dossier) {
            let Err(refusal) = Dossier::decide(&desk(when), Some(&dossier), command) else {
                continue;
            };
            let told = refusal.sentence();
            if refusal.reason() == "out-of-turn" {
                let law = ["Điều", "mẫu số"].iter().any(|word| told.contains(word));
                assert!(law, "{head}, {name}: {told}");
            }
            assert!(told.ends_with('.'), "{head}, {name}: {told}");
        }
    }
}
