//! What the law lets whom do, and what routing answers those who may not.

use kernel::Refuse as _;

use super::*;

const CENTRE: &str = "org:mc-21028";

fn refused(route: &Route, command: Command) -> Refusal {
    Route::decide(&router("2026-11-03T09:00"), Some(route), command).unwrap_err()
}

fn held(procedure: &str, key: &str) -> Route {
    let mut route = planned(procedure);
    let first = leg(&route, key).clone();
    tell(&mut route, accepted(&first));
    route
}

fn asks(route: &Route, key: &str, by: &str, unit: &str, opinion: LegId) -> Command {
    Command::AskOpinion {
        leg: leg(route, key).id,
        opinion,
        by: UnitId::new(by),
        unit: UnitId::new(unit),
        question: "Thửa đất có tranh chấp không?".to_owned(),
        answer_by: at("2026-11-06T17:00"),
    }
}

/// NĐ 61/2018/NĐ-CP Điều 19.5: who examines asks, with content and date; the dossier stays.
#[test]
fn opinions_are_asked_side_by_side_and_the_dossier_stays_with_who_asks() {
    let mut route = held("1.013831", "examine");
    let (one, two) = (LegId::mint(), LegId::mint());
    let question = asks(&route, "examine", "org:vpdkdd", "org:thue-tinh", one);
    tell(&mut route, question);
    let question = asks(&route, "examine", "org:vpdkdd", "org:kt-21028", two);
    tell(&mut route, question);
    let first = route.legs[route.position(one).unwrap()].clone();
    assert_eq!((first.kind, first.status), (Kind::Opinion, Status::Offered));
    assert_eq!(first.due, Some(at("2026-11-06T17:00")), "by its own date");
    assert_eq!(first.host, "agency-desk");
    let holds = Holder::Unit(UnitId::new("org:vpdkdd"));
    assert_eq!(route.holdings().len(), 1);
    assert_eq!(route.holdings()[0].holder, holds);
    // Asked again under the same id, nothing happens; another question under it is refused.
    let again = asks(&route, "examine", "org:vpdkdd", "org:thue-tinh", one);
    assert_eq!(tell(&mut route, again), []);
    let other = asks(&route, "examine", "org:vpdkdd", "org:kt-21028", one);
    assert_eq!(refused(&route, other).reason(), "opinion-known");

    tell(&mut route, accepted(&first));
    assert_eq!(route.holdings()[0].holder, holds, "custody stays");
    // A negative opinion is an answer, and not the end of the dossier.
    tell(&mut route, completed(&first, false));
    assert_eq!(route.end, None);
    // Done with an opinion open: it is taken back, and the route goes on.
    let examine = leg(&route, "examine").clone();
    let events = tell(&mut route, completed(&examine, true));
    let two = route.position(two).unwrap();
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::Recalled { leg, .. } if *leg == two))
    );
    assert_eq!(route.legs[two].status, Status::Skipped);
    assert_eq!(leg(&route, "tax-assessment").status, Status::Offered);
    // Who took it before hearing so is told that nobody needs it any more.
    let late = route.legs[two].clone();
    let events = tell(&mut route, accepted(&late));
    assert!(
        matches!(
            events[..],
            [Event::Ceased {
                ground: CloseGround::NotNeeded,
                ..
            }]
        ),
        "{events:?}"
    );
    assert_eq!(tell(&mut route, accepted(&late)), []);
}

#[test]
fn only_the_unit_that_holds_the_leg_asks_an_opinion_and_not_of_everybody() {
    let offered = planned("1.013831");
    let held = held("1.013831", "examine");
    let id = LegId::mint();
    for (route, by, unit, why) in [
        (&offered, "org:vpdkdd", "org:thue-tinh", "not-the-holder"),
        (&held, CENTRE, "org:thue-tinh", "not-the-holder"),
        (&held, "org:thue-tinh", "org:kt-21028", "not-the-holder"),
        (&held, "org:vpdkdd", "org:vpdkdd", "asks-itself"),
        (&held, "org:vpdkdd", "adm:21028", "not-an-agency"),
        (&held, "org:vpdkdd", CENTRE, "not-an-agency"),
        (&held, "org:vpdkdd", "org:nobody", "not-an-agency"),
    ] {
        let no = refused(route, asks(route, "examine", by, unit, id));
        assert_eq!(no.reason(), why, "{by} asks {unit}");
    }
    assert!(
        Refusal::NotTheHolder
            .sentence()
            .contains("NĐ 61/2018/NĐ-CP Điều 19.5")
    );
    let Command::AskOpinion {
        leg,
        opinion,
        by,
        unit,
        question,
        ..
    } = asks(&held, "examine", "org:vpdkdd", "org:thue-tinh", id)
    else {
        unreachable!()
    };
    let past = Command::AskOpinion {
        leg,
        opinion,
        by,
        unit,
        question,
        answer_by: at("2026-11-03T08:59"),
    };
    assert_eq!(refused(&held, past).reason(), "deadline-past");
}

fn resolves(route: &Route, key: &str, by: &str, unit: &str) -> Command {
    Command::Resolve {
        leg: leg(route, key).id,
        by: UnitId::new(by),
        unit: UnitId::new(unit),
        reason: "Hai cơ quan đã thống nhất".to_owned(),
    }
}

/// A leg declined for want of competence goes to the coordination queue; the centre names another.
#[test]
fn a_disputed_leg_waits_at_the_centre_until_the_centre_names_the_unit() {
    let mut route = planned("1.001776");
    let verify = leg(&route, "verify").clone();
    assert_eq!(
        refused(&route, resolves(&route, "verify", CENTRE, "org:bhxh")).reason(),
        "competence-determined"
    );
    let no = Command::Refuse {
        leg: verify.id,
        attempt: 1,
        reason: "not-competent".to_owned(),
        at: at("2026-11-03T09:00"),
    };
    tell(&mut route, no);
    let queued = leg(&route, "verify");
    assert_eq!(queued.status, Status::Undetermined);
    assert!(queued.unresolved.as_ref().unwrap().contains("thẩm quyền"));
    assert_eq!(
        route.holdings()[0].holder,
        Holder::Unit(UnitId::new(CENTRE))
    );
    assert_eq!(
        refused(&route, recalled(verify.id)).reason(),
        "competence-undetermined"
    );
    for by in ["org:vhxh-21028", "org:vpdkdd", "org:mc-21034", ""] {
        let no = refused(&route, resolves(&route, "verify", by, "org:bhxh"));
        assert_eq!(no.reason(), "not-the-centre", "{by}");
    }
    let no = refused(&route, resolves(&route, "verify", CENTRE, "org:nobody"));
    assert_eq!(
        (no.reason(), no.field().as_deref()),
        ("not-an-agency", Some("unit"))
    );

    let named = resolves(&route, "verify", CENTRE, "org:bhxh");
    tell(&mut route, named);
    let named = leg(&route, "verify");
    assert_eq!((named.unit.as_str(), named.attempt), ("org:bhxh", 2));
    assert_eq!(named.status, Status::Offered);
    let again = resolves(&route, "verify", CENTRE, "org:bhxh");
    assert_eq!(tell(&mut route, again), [], "named twice, it is the same");
}

/// What the two answers to one offer cannot both be: the second is laid aside with its reason.
#[test]
fn contradictory_answers_are_refused_by_name_and_repeated_ones_change_nothing() {
    type Saying = (&'static str, fn(&Leg) -> Command);
    let says: [Saying; 5] = [
        ("accepts", |leg| accepted(leg)),
        ("completes", |leg| completed(leg, true)),
        ("denies", |leg| completed(leg, false)),
        ("declines", |leg| Command::Refuse {
            leg: leg.id,
            attempt: leg.attempt,
            reason: "wrong-papers".to_owned(),
            at: at("2026-11-03T09:00"),
        }),
        ("gives back", |leg| Command::GiveBack {
            leg: leg.id,
            attempt: leg.attempt,
            reason: "nhầm".to_owned(),
            at: at("2026-11-03T09:00"),
        }),
    ];
    let mut page = String::new();
    for (first, say) in says {
        page += &format!("{first:>10}, then");
        for (second, again) in says {
            let mut route = planned("1.001776");
            let verify = leg(&route, "verify").clone();
            tell(&mut route, say(&verify));
            let router = router("2026-11-03T09:00");
            let answer = match Route::decide(&router, Some(&route), again(&verify)) {
                Ok(events) if events.is_empty() => "nothing".to_owned(),
                Ok(events) => format!("{} events", events.len()),
                Err(refusal) => refusal.reason().to_owned(),
            };
            page += &format!(" {second}: {answer};");
        }
        page.push('\n');
    }
    expect_test::expect![[r#"
           accepts, then accepts: nothing; completes: 3 events; denies: 4 events; declines: contradiction; gives back: 2 events;
         completes, then accepts: nothing; completes: nothing; denies: contradiction; declines: contradiction; gives back: contradiction;
            denies, then accepts: nothing; completes: nothing; denies: nothing; declines: nothing; gives back: nothing;
          declines, then accepts: contradiction; completes: contradiction; denies: contradiction; declines: nothing; gives back: contradiction;
        gives back, then accepts: nothing; completes: contradiction; denies: contradiction; declines: contradiction; gives back: nothing;
    "#]].assert_eq(&page);
}

#[test]
fn an_agency_speaks_of_its_own_legs_and_of_offers_that_were_made() {
    let route = planned("1.013831");
    let examine = leg(&route, "examine").clone();
    let said = |host: &str, said| Command::Said {
        host: host.to_owned(),
        said: Box::new(said),
    };
    let stranger = refused(&route, said("agency-desk", accepted(&examine)));
    assert_eq!(stranger.reason(), "not-the-host");
    let ahead = Command::Accept {
        leg: examine.id,
        attempt: 2,
        at: at("2026-11-03T09:00"),
    };
    assert_eq!(
        refused(&route, said("land-records", ahead)).reason(),
        "never-offered"
    );
    let unknown = Command::LetGo {
        leg: LegId::mint(),
        at: at("2026-11-03T09:00"),
    };
    assert_eq!(
        refused(&route, said("land-records", unknown)).reason(),
        "leg-unknown"
    );
}

/// The desk asks the person, and nobody else: routing passes the agency's need on.
#[test]
fn a_need_for_a_supplement_is_passed_on_and_the_leg_stays_where_it_is() {
    let mut route = held("1.013831", "examine");
    let examine = leg(&route, "examine").clone();
    let need = Command::NeedSupplement {
        leg: examine.id,
        attempt: 1,
        components: vec!["contract".to_owned()],
        reason: "Hợp đồng chưa công chứng".to_owned(),
        at: at("2026-11-03T09:00"),
    };
    let events = tell(&mut route, need);
    assert!(
        matches!(events[..], [Event::SupplementRequested { .. }]),
        "{events:?}"
    );
    assert_eq!(leg(&route, "examine").status, Status::Held);
    let asked = at("2026-11-03T10:00");
    tell(&mut route, Command::CitizenAsked { at: asked });
    assert_eq!(route.with_citizen, Some(asked));
    let due = Some(at("2026-11-20T09:00"));
    tell(
        &mut route,
        Command::CitizenAnswered {
            due,
            at: at("2026-11-05T10:00"),
        },
    );
    assert_eq!((route.with_citizen, route.due), (None, due));
}

/// NĐ 61/2018/NĐ-CP Điều 21: the agency whose result was wrong puts it right.
#[test]
fn a_correction_reopens_the_route_for_the_unit_that_erred() {
    let mut route = planned("1.011441");
    let register = leg(&route, "register").clone();
    tell(&mut route, completed(&register, true));
    let id = LegId::mint();
    let correct = Command::Correct {
        leg: None,
        id,
        due: Some(at("2026-11-10T09:00")),
        at: at("2026-11-05T09:00"),
    };
    tell(&mut route, correct.clone());
    let leg = route.legs[route.position(id).unwrap()].clone();
    assert_eq!((leg.unit, leg.host), (register.unit, register.host));
    assert_eq!(
        (leg.status, leg.due),
        (Status::Offered, Some(at("2026-11-10T09:00")))
    );
    assert_eq!((route.end, route.due), (None, Some(at("2026-11-10T09:00"))));
    let leg = route.legs[route.position(id).unwrap()].clone();
    tell(&mut route, completed(&leg, true));
    assert!(matches!(
        route.end,
        Some(End::Settled { granted: true, .. })
    ));

    let mut withdrawn = planned("1.011441");
    tell(
        &mut withdrawn,
        Command::Close {
            at: at("2026-11-03T09:00"),
        },
    );
    assert_eq!(refused(&withdrawn, correct).reason(), "route-over");
}

/// A wait outside the term is ended early by the unit in charge, and by nobody else.
#[test]
fn only_the_unit_in_charge_ends_a_wait_before_its_time() {
    let mut route = planned("1.012786");
    for key in ["refer", "prepare-notice"] {
        let done = leg(&route, key).clone();
        tell(&mut route, completed(&done, true));
    }
    let notice = leg(&route, "public-notice").clone();
    assert_eq!(notice.status, Status::InWait);
    assert_eq!(
        route.holdings()[0].holder,
        Holder::Unit(notice.unit.clone())
    );
    assert!(route.clock_stopped.is_some(), "outside the term");
    let end = |leg: LegId, by: &UnitId| Command::EndWait {
        leg,
        by: by.clone(),
        reason: "Người mất giấy đã tìm thấy giấy".to_owned(),
    };
    let stranger = refused(&route, end(notice.id, &UnitId::new(CENTRE)));
    assert_eq!(stranger.reason(), "not-in-charge");
    let minutes = leg(&route, "minutes");
    assert_eq!(
        refused(&route, end(minutes.id, &minutes.unit)).reason(),
        "not-in-wait"
    );
    tell(&mut route, end(notice.id, &notice.unit));
    assert_eq!(leg(&route, "public-notice").status, Status::Done);
    assert_eq!(leg(&route, "minutes").status, Status::Offered);
}
