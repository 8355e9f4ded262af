//! Where a leg stands × what is said of it: the whole page.

use kernel::Refuse as _;

use super::*;

const CENTRE: &str = "org:mc-21028";

/// A leg in each of its stages, on a route of its own.
fn stages() -> Vec<(&'static str, Route, LegId)> {
    let on = |procedure: &str, key: &str, done: &[&str], then: &[fn(&Leg) -> Command]| {
        let mut route = planned(procedure);
        for key in done {
            let before = leg(&route, key).clone();
            tell(&mut route, completed(&before, true));
        }
        for say in then {
            let subject = leg(&route, key).clone();
            tell(&mut route, say(&subject));
        }
        let id = leg(&route, key).id;
        (route, id)
    };
    let decline: fn(&Leg) -> Command = |leg| Command::Refuse {
        leg: leg.id,
        attempt: leg.attempt,
        reason: "wrong-papers".to_owned(),
        at: at_nine(),
    };
    let dispute: fn(&Leg) -> Command = |leg| Command::Refuse {
        leg: leg.id,
        attempt: leg.attempt,
        reason: "not-competent".to_owned(),
        at: at_nine(),
    };
    let take: fn(&Leg) -> Command = |leg| accepted(leg);
    let recall: fn(&Leg) -> Command = |leg| recalled(leg.id);
    let close: fn(&Leg) -> Command = |_| Command::Close { at: at_nine() };
    let deny: fn(&Leg) -> Command = |leg| completed(leg, false);
    let transfer = "1.013831";
    let tax = ["examine", "tax-assessment"];
    let mut stages: Vec<(&str, (Route, LegId))> = vec![
        ("waiting", on(transfer, "register", &[], &[])),
        ("offered", on(transfer, "examine", &[], &[])),
        ("recalled", on(transfer, "examine", &[], &[recall])),
        ("held", on(transfer, "examine", &[], &[take])),
        ("refused", on(transfer, "examine", &[], &[decline])),
        ("undetermined", on(transfer, "examine", &[], &[dispute])),
        ("done", on(transfer, "examine", &["examine"], &[])),
        ("to be paid", on(transfer, "pay", &tax, &[])),
        (
            "in wait",
            on(
                "1.012786",
                "public-notice",
                &["refer", "prepare-notice"],
                &[],
            ),
        ),
        ("settled", on(transfer, "examine", &[], &[deny])),
        ("closed", on(transfer, "examine", &[], &[take, close])),
    ];
    let (mut route, examine) = on(transfer, "examine", &[], &[take]);
    let opinion = LegId::mint();
    tell(&mut route, ask(examine, opinion));
    stages.push(("opinion asked", (route.clone(), opinion)));
    let subject = route.legs[route.position(opinion).unwrap()].clone();
    tell(&mut route, accepted(&subject));
    stages.push(("opinion held", (route, opinion)));
    stages
        .into_iter()
        .map(|(name, (route, id))| (name, route, id))
        .collect()
}

fn at_nine() -> Instant {
    at("2026-11-03T09:00")
}

fn ask(leg: LegId, opinion: LegId) -> Command {
    Command::AskOpinion {
        leg,
        opinion,
        by: UnitId::new("org:vpdkdd"),
        unit: UnitId::new("org:thue-tinh"),
        question: "Có nợ thuế không?".to_owned(),
        answer_by: at("2026-11-06T17:00"),
    }
}

fn commands(route: &Route, id: LegId) -> Vec<(&'static str, Command)> {
    let subject = &route.legs[route.position(id).unwrap()];
    let (leg, attempt, at) = (id, subject.attempt.max(1), at_nine());
    let reason = || "lý do".to_owned();
    let by = || UnitId::new(CENTRE);
    vec![
        ("accept", Command::Accept { leg, attempt, at }),
        (
            "complete",
            Command::Complete {
                leg,
                attempt,
                granted: true,
                document: "TB-0001".to_owned(),
                payment_due: false,
                at,
            },
        ),
        (
            "refuse",
            Command::Refuse {
                leg,
                attempt,
                reason: reason(),
                at,
            },
        ),
        (
            "give back",
            Command::GiveBack {
                leg,
                attempt,
                reason: reason(),
                at,
            },
        ),
        ("let go", Command::LetGo { leg, at }),
        (
            "need supplement",
            Command::NeedSupplement {
                leg,
                attempt,
                components: vec!["contract".to_owned()],
                reason: reason(),
                at,
            },
        ),
        (
            "recall",
            Command::Recall {
                leg,
                by: by(),
                reason: reason(),
            },
        ),
        (
            "recall by a stranger",
            Command::Recall {
                leg,
                by: UnitId::new("org:bhxh"),
                reason: reason(),
            },
        ),
        ("pay", paid(subject.document.clone().unwrap_or_default())),
        ("ask opinion", ask(leg, LegId::mint())),
        (
            "end wait",
            Command::EndWait {
                leg,
                by: subject.unit.clone(),
                reason: reason(),
            },
        ),
        (
            "resolve",
            Command::Resolve {
                leg,
                by: by(),
                unit: UnitId::new("org:bhxh"),
                reason: reason(),
            },
        ),
        ("cease", Command::Cease { leg }),
        (
            "offer anew",
            Command::OfferAnew {
                leg,
                reason: reason(),
            },
        ),
        (
            "correct",
            Command::Correct {
                leg: Some(leg),
                id: LegId::mint(),
                due: None,
                at,
            },
        ),
        ("close", Command::Close { at }),
    ]
}

/// `Offered { leg: 0 }` is Offered.
fn name(event: &Event) -> String {
    let told = format!("{event:?}");
    let end = told.find([' ', '(']).unwrap_or(told.len());
    told[..end].to_owned()
}

#[test]
fn every_stage_answers_every_command() {
    let mut page = String::new();
    let router = router("2026-11-03T09:00");
    for (stage, route, id) in stages() {
        page += &format!("{stage}\n");
        for (what, command) in commands(&route, id) {
            let answer = match Route::decide(&router, Some(&route), command) {
                Ok(events) if events.is_empty() => "-".to_owned(),
                Ok(events) => events.iter().map(name).collect::<Vec<_>>().join(", "),
                Err(refusal) => format!("no: {}", refusal.reason()),
            };
            page += &format!("    {what}: {answer}\n");
        }
    }
    expect_test::expect_file!["page.txt"].assert_eq(&page);
}
