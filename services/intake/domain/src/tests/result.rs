//! The result: in time or not, in whose hands, put right where an agency erred.

use super::*;

fn settled_at(when: &str) -> Dossier {
    let dossier = received("2026-11-02T09:00", LAND);
    run(when, &dossier, settle(when))
}

fn taken_by(name: &str, citizen_id: &str, authorisation: Option<&str>) -> Command {
    Command::Return {
        method: ReturnMethod::Counter,
        tracking: None,
        proxy: Some(Proxy {
            name: Personal::new(name.to_owned()),
            number: Personal::new(citizen_id.parse().unwrap()),
            authorisation: authorisation.map(|paper| Personal::new(paper.to_owned())),
        }),
    }
}

/// By date: before it, on it, after it.
#[test]
fn a_result_is_early_on_time_or_late_by_date() {
    let of = |when| settled_at(when).timeliness(catalogue().calendar());
    assert_eq!(of("2026-11-05T16:59"), Some(Timeliness::Early));
    assert_eq!(of("2026-11-06T18:00"), Some(Timeliness::OnTime));
    assert_eq!(of("2026-11-09T07:00"), Some(Timeliness::Late));
    assert_eq!(
        received("2026-11-02T09:00", LAND).timeliness(catalogue().calendar()),
        None
    );
    let paused = Command::StopClock {
        ground: "tax-assessment".to_owned(),
        at: at("2026-11-05T09:00"),
    };
    let paused = run(
        "2026-11-05T09:00",
        &received("2026-11-02T09:00", LAND),
        paused,
    );
    let settled = run("2026-11-20T09:00", &paused, settle("2026-11-20T09:00"));
    assert_eq!(
        settled.timeliness(catalogue().calendar()),
        Some(Timeliness::Early),
        "time that does not count"
    );
}

/// NĐ 61/2018/NĐ-CP Điều 19.8: what is not eligible is returned with a written refusal.
#[test]
fn a_dossier_that_is_not_eligible_has_a_refusal_for_its_result() {
    let dossier = received("2026-11-02T09:00", LAND);
    let refused = Command::Settle {
        granted: false,
        at: at("2026-11-04T09:00"),
    };
    let settled = run("2026-11-04T09:00", &dossier, refused);
    assert_eq!(
        (settled.standing(), settled.sync.owed),
        (Standing::Settled, 8)
    );
    let returned = run("2026-11-04T10:00", &settled, hand_back());
    assert_eq!(
        (returned.standing(), returned.sync.owed),
        (Standing::Returned, 8)
    );
}

/// NĐ 61/2018/NĐ-CP Điều 20: into the right hands.
#[test]
fn a_result_goes_to_the_owner_the_submitter_or_somebody_with_a_paper() {
    let desk = desk("2026-11-02T09:00");
    let mut filed = filing(&desk, LAND);
    filed.submitter = Some(Person {
        name: Personal::new("Lê Thị Mẫu".to_owned()),
        number: Personal::new("051080000003".parse().unwrap()),
        ..person()
    });
    let dossier = first(&desk, take_in(&desk, filed, counter()));
    let settled = run("2026-11-05T09:00", &dossier, settle("2026-11-05T09:00"));
    let now = "2026-11-06T09:00";
    let taker = |command| match run(now, &settled, command).stage {
        Stage::Returned { handover, .. } => handover.taken_by,
        other => panic!("{other:?}"),
    };
    assert_eq!(taker(hand_back()), Taker::Owner);
    assert_eq!(
        taker(taken_by("Nguyễn Văn Mẫu", "051070000001", None)),
        Taker::Owner
    );
    assert_eq!(
        taker(taken_by("Lê Thị Mẫu", "051080000003", None)),
        Taker::Submitter
    );
    let stranger = refused(
        now,
        &settled,
        taken_by("Phạm Văn Thử", "051090000004", None),
    );
    assert_eq!(
        (stranger.reason(), fields(&stranger)),
        ("not-authorised", vec!["authorisation".to_owned()])
    );
    let proxy = taker(taken_by(
        "Phạm Văn Thử",
        "051090000004",
        Some("Giấy ủy quyền 05/2026"),
    ));
    assert!(matches!(proxy, Taker::Proxy { .. }));
}

/// NĐ 61/2018/NĐ-CP Điều 20: what an organisation gets is taken by a person, who is named.
#[test]
fn a_result_of_an_organisation_is_taken_by_a_person() {
    let desk = desk("2026-11-02T09:00");
    let mut filed = filing(&desk, LAND);
    filed.submitter = Some(person());
    filed.owner.number = Personal::new("0000000017-001".parse().unwrap());
    let dossier = first(&desk, take_in(&desk, filed, counter()));
    let settled = run("2026-11-05T09:00", &dossier, settle("2026-11-05T09:00"));
    let now = "2026-11-06T09:00";
    let firm = taken_by("Công ty TNHH Ví Dụ", "0000000017-001", Some("GGT 05/2026"));
    for command in [hand_back(), firm] {
        let refusal = refused(now, &settled, command);
        assert_eq!(
            (refusal.reason(), fields(&refusal)),
            ("no-taker", vec!["proxy_name".to_owned()])
        );
    }
    let taker = |command| match run(now, &settled, command).stage {
        Stage::Returned { handover, .. } => handover.taken_by,
        other => panic!("{other:?}"),
    };
    let representative = taken_by("Nguyễn Văn Mẫu", "051070000001", None);
    assert_eq!(taker(representative), Taker::Submitter);
    let sent = taken_by("Phạm Văn Thử", "LAO P1234567", Some("GGT 05/2026"));
    assert!(matches!(taker(sent), Taker::Proxy { .. }));
    let posted = Command::Return {
        method: ReturnMethod::Post,
        tracking: Some("EQ000000001VN".to_owned()),
        proxy: None,
    };
    assert_eq!(taker(posted), Taker::Owner);
}

#[test]
fn a_result_by_post_has_a_number_and_nobody_at_the_counter() {
    let settled = settled_at("2026-11-05T09:00");
    let now = "2026-11-06T09:00";
    let by_post = |tracking: Option<&str>| Command::Return {
        method: ReturnMethod::Post,
        tracking: tracking.map(str::to_owned),
        proxy: None,
    };
    let refusal = refused(now, &settled, by_post(None));
    assert_eq!(
        (refusal.reason(), fields(&refusal)),
        ("no-tracking-number", vec!["tracking".to_owned()])
    );
    assert_eq!(
        run(now, &settled, by_post(Some("EQ000000001VN"))).standing(),
        Standing::Returned
    );
    let sent = run(now, &settled, by_post(Some("EQ000000001VN")));
    let again = by_post(Some("EQ000000001VN"));
    assert_eq!(run(now, &sent, again), sent, "told twice");
    let other = by_post(Some("EQ000000002VN"));
    assert_eq!(
        refused(now, &sent, other).reason(),
        "out-of-turn",
        "another item is no retry"
    );
    let electronic = Command::Return {
        method: ReturnMethod::Electronic,
        tracking: None,
        proxy: None,
    };
    assert_eq!(run(now, &settled, electronic).sync.owed, 10);
    let mixed = match taken_by("Phạm Văn Thử", "051090000004", None) {
        Command::Return {
            proxy, tracking, ..
        } => Command::Return {
            method: ReturnMethod::Electronic,
            tracking,
            proxy,
        },
        other => other,
    };
    assert_eq!(
        refused(now, &settled, mixed).reason(),
        "proxy-not-at-counter"
    );
}

/// TT 03/2025/TT-VPCP, form 05: before the decision only.
#[test]
fn a_dossier_is_withdrawn_or_stopped_only_before_its_decision() {
    let dossier = received("2026-11-02T09:00", LAND);
    let withdraw = || Command::Withdraw {
        reason: "đổi ý".to_owned(),
    };
    let stop = || Command::Stop {
        reason: "có tranh chấp đang được tòa án thụ lý".to_owned(),
    };
    let now = "2026-11-05T09:00";
    assert_eq!(run(now, &dossier, withdraw()).sync.owed, 7);
    assert_eq!(run(now, &dossier, stop()).sync.owed, 8);
    let settled = settled_at("2026-11-04T09:00");
    for command in [withdraw(), stop()] {
        let refused = refused(now, &settled, command);
        assert_eq!(refused.reason(), "out-of-turn");
        assert!(
            refused.sentence().contains("mẫu số 05"),
            "{}",
            refused.sentence()
        );
    }
    let waiting = submitted("2026-11-02T09:00", LAND);
    assert_eq!(
        refused(now, &waiting, stop()).reason(),
        "out-of-turn",
        "what was not received is refused, not stopped"
    );
}

/// NĐ 61/2018/NĐ-CP Điều 21: an agency's error is put right at its cost, with a date of its own.
#[test]
fn an_error_is_put_right_under_a_promise_of_its_own() {
    let settled = settled_at("2026-11-05T09:00");
    let returned = run("2026-11-06T09:00", &settled, hand_back());
    let open = || Command::OpenCorrection {
        leg: None,
        reason: "sai tên chủ sử dụng".to_owned(),
    };
    let now = "2026-12-01T09:00";
    let correcting = run(now, &returned, open());
    assert_eq!(
        (correcting.standing(), due(&correcting).as_str()),
        (Standing::Correcting, "2026-12-07 17:00")
    );
    assert_eq!(correcting.appointment.as_ref().unwrap().moved(), 0);
    assert_eq!(run(now, &correcting, open()), correcting, "told twice");
    let other = Command::OpenCorrection {
        leg: None,
        reason: "sai diện tích".to_owned(),
    };
    assert_eq!(
        refused(now, &correcting, other).reason(),
        "out-of-turn",
        "one after the other"
    );
    let ask = Command::AskSupplement(ask(&["contract"]));
    assert_eq!(
        refused(now, &correcting, ask).reason(),
        "out-of-turn",
        "the person is not asked for an agency's error"
    );
    let old = settle("2026-11-05T09:00");
    assert_eq!(
        run(now, &correcting, old),
        correcting,
        "the result that is being corrected"
    );
    let again = run("2026-12-04T09:00", &correcting, settle("2026-12-04T09:00"));
    assert_eq!(
        again.timeliness(catalogue().calendar()),
        Some(Timeliness::Early)
    );
    assert_eq!(
        run("2026-12-04T10:00", &again, hand_back()).standing(),
        Standing::Returned
    );
    let dossier = received("2026-11-02T09:00", LAND);
    assert_eq!(
        refused(now, &dossier, open()).reason(),
        "out-of-turn",
        "there is no result to correct"
    );
}
