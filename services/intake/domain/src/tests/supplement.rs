//! Asked once, with everything in it; answered in part, in whole, or not at all.

use super::*;

fn asked_for(components: &[&str]) -> Command {
    Command::AskSupplement(ask(components))
}

fn need(leg: &str, components: &[&str]) -> Command {
    Command::NoteNeed(Need {
        leg: leg.to_owned(),
        unit: UnitId::new("org:vpdkdd"),
        components: components.iter().map(ToString::to_string).collect(),
        reason: "thiếu chữ ký".to_owned(),
        at: at("2026-11-03T09:00"),
    })
}

/// NĐ 61/2018/NĐ-CP Điều 19.4: the limit starts from zero when the dossier is complete.
#[test]
fn a_supplement_restarts_the_limit() {
    let dossier = received("2026-11-02T09:00", LAND);
    let asked = run("2026-11-04T09:00", &dossier, asked_for(&["contract"]));
    assert_eq!(asked.standing(), Standing::AwaitingSupplement);
    assert_eq!(
        due(&asked),
        due(&dossier),
        "the date stands while the person is asked"
    );
    let whole = run("2026-11-16T09:00", &asked, supply(&["contract"]));
    assert_eq!(due(&whole), "2026-11-20 17:00");
}

/// Where a province extends instead, the date moves by the working time that was the person's.
#[test]
fn a_supplement_extends_the_limit_where_the_rule_says_so() {
    let extend = rules("policy: restart", "policy: extend");
    let desk = |now| desk_of(extend.clone(), now);
    let dossier = received_by(&desk("2026-11-02T09:00"), LAND);
    let asked = by(
        &desk("2026-11-04T09:00"),
        &dossier,
        asked_for(&["contract"]),
    )
    .unwrap();
    let whole = by(&desk("2026-11-09T09:00"), &asked, supply(&["contract"])).unwrap();
    assert_eq!(
        due(&whole),
        "2026-11-11 17:00",
        "three working days later than Friday the sixth"
    );
}

/// What is handed in in part leaves the rest asked for.
#[test]
fn what_is_supplied_in_part_leaves_the_rest_missing() {
    let dossier = received("2026-11-02T09:00", LAND);
    let asked = run(
        "2026-11-03T09:00",
        &dossier,
        asked_for(&["contract", "certificate"]),
    );
    let refused = refused("2026-11-04T09:00", &asked, supply(&["application"]));
    assert_eq!(
        (refused.reason(), fields(&refused)),
        ("supplement-incomplete", vec!["papers".to_owned()])
    );
    let part = run("2026-11-04T09:00", &asked, supply(&["contract"]));
    assert_eq!(
        part.stage,
        Stage::AwaitingSupplement {
            missing: vec!["certificate".to_owned()]
        }
    );
    assert!(
        part.appointment
            .as_ref()
            .unwrap()
            .ledger
            .paused_since()
            .is_some()
    );
    let whole = run("2026-11-05T09:00", &part, supply(&["certificate"]));
    assert_eq!(
        (whole.standing(), due(&whole).as_str()),
        (Standing::InProgress, "2026-11-11 17:00")
    );
}

/// NĐ 61/2018/NĐ-CP Điều 11.2, 15.3: once. A second needs its ground in law and an approver.
#[test]
fn a_second_request_needs_a_ground_and_somebody_who_approved_it() {
    let dossier = received("2026-11-02T09:00", LAND);
    let asked = run("2026-11-02T10:00", &dossier, asked_for(&["contract"]));
    let whole = run("2026-11-02T11:00", &asked, supply(&["contract"]));
    let now = "2026-11-03T09:00";
    let refusal = refused(now, &whole, asked_for(&["certificate"]));
    assert_eq!(refusal.reason(), "supplement-limit");
    assert_eq!(fields(&refusal), ["ground", "approver"]);
    assert!(
        refusal.sentence().contains("Điều 11.2, 15.3"),
        "{}",
        refusal.sentence()
    );
    let with = |ground: Option<&str>, approver: Option<&str>| {
        Command::AskSupplement(Ask {
            ground: ground.map(str::to_owned),
            approver: approver.map(str::to_owned),
            ..ask(&["certificate"])
        })
    };
    let law = Some("NĐ 151/2025/NĐ-CP");
    let half = refused(now, &whole, with(law, None));
    assert_eq!(fields(&half), ["approver"]);
    let second = run(now, &whole, with(law, Some("Giám đốc Trung tâm")));
    assert_eq!(second.open_request().unwrap().round, 2);
    assert_eq!(second.requests.len(), 2);

    let never = rules(
        "second_needs_approver: true",
        "second_needs_approver: false",
    );
    let desk = desk_of(never, now);
    let refused = by(&desk, &whole, with(law, Some("Giám đốc"))).unwrap_err();
    assert_eq!(
        (refused.reason(), fields(&refused)),
        ("supplement-limit", vec![]),
        "never where the rule says so"
    );
}

/// NĐ 61/2018/NĐ-CP Điều 19.4: within three working days of reception.
#[test]
fn a_late_request_needs_a_ground_and_somebody_who_approved_it() {
    let dossier = received("2026-11-02T09:00", "1.001776");
    let component = dossier.filing.papers[0].component.clone();
    let last = run("2026-11-05T16:59", &dossier, asked_for(&[&component]));
    assert_eq!(last.standing(), Standing::AwaitingSupplement);
    let refused = refused("2026-11-06T07:00", &dossier, asked_for(&[&component]));
    assert_eq!(refused.reason(), "supplement-late");
    assert!(
        refused.sentence().contains("03 ngày làm việc"),
        "{}",
        refused.sentence()
    );
}

#[test]
fn one_request_is_open_at_a_time_and_asks_for_what_the_procedure_has() {
    let dossier = received("2026-11-02T09:00", LAND);
    let now = "2026-11-03T09:00";
    assert_eq!(
        refused(now, &dossier, asked_for(&[])).reason(),
        "nothing-asked"
    );
    let unknown = refused(now, &dossier, asked_for(&["horoscope"]));
    assert_eq!(
        (unknown.reason(), fields(&unknown)),
        ("component-unknown", vec!["components".to_owned()])
    );
    let asked = run(now, &dossier, asked_for(&["contract", "contract"]));
    assert_eq!(asked.open_request().unwrap().components, ["contract"]);
    assert_eq!(
        run(now, &asked, asked_for(&["contract"])),
        asked,
        "the same again is already asked"
    );
    assert_eq!(
        refused(now, &asked, asked_for(&["certificate"])).reason(),
        "supplement-open"
    );
}

/// Asked before reception, it comes back to where it was, and is promised only when received.
#[test]
fn what_waits_for_reception_can_be_supplemented_and_then_received() {
    let waiting = submitted("2026-11-02T09:00", LAND);
    let asked = run("2026-11-02T10:00", &waiting, asked_for(&["contract"]));
    assert!(asked.open_request().unwrap().at_reception);
    let early = refused("2026-11-02T11:00", &asked, Command::AcceptSubmitted);
    assert_eq!(early.reason(), "out-of-turn");
    let whole = run("2026-11-03T10:00", &asked, supply(&["contract"]));
    assert_eq!(
        (whole.standing(), &whole.appointment),
        (Standing::Submitted, &None)
    );
    let received = run("2026-11-03T11:00", &whole, Command::AcceptSubmitted);
    assert_eq!(received.standing(), Standing::InProgress);
    let refused = run(
        "2026-11-02T11:00",
        &asked,
        Command::Refuse {
            reason: "không bổ sung".to_owned(),
        },
    );
    assert_eq!(refused.standing(), Standing::Refused);
}

/// Nobody answers: it ends, as not received where it had not been.
#[test]
fn a_request_that_nobody_answers_in_time_ends_the_dossier() {
    for (dossier, code) in [
        (received("2026-11-02T09:00", LAND), 8),
        (submitted("2026-11-02T09:00", LAND), 3),
    ] {
        let asked = run("2026-11-03T09:00", &dossier, asked_for(&["contract"]));
        let until = asked.open_request().unwrap().answer_by;
        // Thirty working days, without 24 November.
        assert_eq!(until, at("2026-12-16T17:00"));
        assert_eq!(
            run("2026-12-16T17:00", &asked, Command::Lapse),
            asked,
            "the last moment"
        );
        let ended = run("2026-12-16T17:01", &asked, Command::Lapse);
        assert_eq!(
            (ended.standing(), ended.sync.owed),
            (Standing::Lapsed, code)
        );
        assert_eq!(run("2026-12-17T09:00", &ended, Command::Lapse), ended);
    }
}

/// NĐ 61/2018/NĐ-CP Điều 5: an agency says what is missing, only the desk asks.
#[test]
fn what_agencies_miss_is_on_the_desks_list_until_the_desk_asks() {
    let dossier = received("2026-11-02T09:00", LAND);
    let now = "2026-11-03T09:00";
    let noted = run(now, &dossier, need("a", &["contract"]));
    assert_eq!(
        noted.standing(),
        Standing::InProgress,
        "nobody was asked yet"
    );
    assert_eq!(
        run(now, &noted, need("a", &["contract"])),
        noted,
        "told twice"
    );
    let both = run(now, &noted, need("b", &["certificate"]));
    assert_eq!(both.needs.len(), 2);
    let asked = run(now, &both, asked_for(&["contract", "certificate"]));
    assert_eq!(asked.needs, []);
}
