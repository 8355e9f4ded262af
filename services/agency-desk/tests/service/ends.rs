//! What routing ends, moves and offers anew.

use std::time::Duration;

use proto::{
    agency::v1::*,
    routing::v1::{LegClosed, LegMovedUnit, LegOffered},
};
use testkit::eventually;
use tonic::Code;

use crate::{
    AN, STRANGER, UNIT,
    support::{PATIENCE, World, reason, stamp},
    world,
};

const NEW: &str = "org:thue-co-so-1";
const MOI: &str = "officer:moi@org:thue-co-so-1";

async fn closes(world: &World, offered: &LegOffered, ground: &str) {
    let closed = LegClosed {
        leg_id: offered.leg_id.clone(),
        dossier_id: offered.dossier_id.clone(),
        host: offered.host.clone(),
        at: stamp(world.clock.now()),
        ground: ground.into(),
        attempt: offered.attempt,
    };
    world.says(&offered.dossier_id, &closed).await;
}

async fn take(world: &World, actor: &str, case_id: &str) -> Case {
    let case_id = case_id.to_owned();
    let taken = world
        .agency(actor)
        .take(TakeRequest {
            case_id,
            ..Default::default()
        })
        .await;
    taken.unwrap().into_inner().case.unwrap()
}

async fn journal(world: &World, dossier: &str, facts: &[&str]) {
    eventually(PATIENCE, || world.journal(dossier), |got| got == facts).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_route_that_ends_takes_the_case_out_of_the_queue_and_says_why() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    world.arrived(AN, &offer).await;
    take(&world, AN, &offer.leg_id).await;
    for _ in 0..2 {
        closes(&world, &offer, "route-closed").await;
    }
    let facts = ["CaseOpened", "LegAccepted", "CaseClosed"];
    journal(&world, &offer.dossier_id, &facts).await;
    let closed = world.case(AN, &offer.leg_id).await;
    assert_eq!(closed.stage(), CaseStage::Closed);
    assert_eq!(
        (closed.reason.as_str(), closed.officer.as_str()),
        ("route-closed", AN)
    );
    assert!(closed.ended_at.is_some());
    assert!(world.held_legs().await.unwrap().is_empty());

    let mut an = world.agency(AN);
    let open = an.list_queue(ListQueueRequest::default());
    assert!(open.await.unwrap().into_inner().cases.is_empty());
    let stages = vec![CaseStage::Closed.into()];
    let listed = an.list_queue(ListQueueRequest {
        stages,
        ..Default::default()
    });
    assert_eq!(listed.await.unwrap().into_inner().cases.len(), 1);
    let case_id = offer.leg_id.clone();
    let late = an.give_back(GiveBackRequest {
        case_id,
        reason: "Thiếu bản đồ".into(),
        ..Default::default()
    });
    assert_eq!(reason(&late.await.unwrap_err()), "out-of-turn");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_overtakes_its_offer_leaves_nobody_a_case() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    closes(&world, &offer, "route-closed").await;
    for attempt in [1, 2] {
        let late = LegOffered {
            attempt,
            ..offer.clone()
        };
        world.offers(&late).await;
    }
    // What was said after it has been heard: so has it.
    let other = world.offer(UNIT, "verify");
    world.arrived(AN, &other).await;
    journal(&world, &offer.dossier_id, &["CaseClosed"]).await;
    let case_id = offer.leg_id.clone();
    let seen = world.agency(AN).get_case(GetCaseRequest { case_id }).await;
    assert_eq!(seen.unwrap_err().code(), Code::NotFound);
    assert!(world.held_legs().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_successor_unit_goes_on_with_the_same_case() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    world.arrived(AN, &offer).await;
    take(&world, AN, &offer.leg_id).await;
    let held = world.case(AN, &offer.leg_id).await;
    let moved = LegMovedUnit {
        leg_id: offer.leg_id.clone(),
        dossier_id: offer.dossier_id.clone(),
        host: offer.host.clone(),
        from_unit: UNIT.into(),
        to_unit: NEW.into(),
        at: stamp(world.clock.now()),
        reason: "Sắp xếp cơ quan thuế".into(),
    };
    for _ in 0..2 {
        world.says(&offer.dossier_id, &moved).await;
    }
    let facts = ["CaseOpened", "LegAccepted", "CaseMoved"];
    journal(&world, &offer.dossier_id, &facts).await;
    let case = world.case(MOI, &offer.leg_id).await;
    assert_eq!((case.stage(), case.unit.as_str()), (CaseStage::Held, NEW));
    assert_eq!(
        (case.officer.as_str(), case.accepted_at),
        ("", held.accepted_at)
    );

    let legs = ListHeldLegsRequest {};
    let legs = world.agency("service:routing").list_held_legs(legs).await;
    let legs = legs.unwrap().into_inner();
    let [leg] = legs.held.as_slice() else {
        panic!("{legs:?}")
    };
    assert_eq!((leg.unit.as_str(), leg.attempt), (NEW, 1));
    assert_eq!(
        (&leg.leg_id, &leg.dossier_id),
        (&offer.leg_id, &offer.dossier_id)
    );
    assert_eq!(
        (leg.since, &legs.leg_ids[0]),
        (held.accepted_at, &leg.leg_id)
    );

    let case_id = offer.leg_id.clone();
    let gone = world
        .agency(AN)
        .take(TakeRequest {
            case_id,
            ..Default::default()
        })
        .await;
    assert_eq!(gone.unwrap_err().code(), Code::NotFound);
    let taken = take(&world, MOI, &offer.leg_id).await;
    assert_eq!(taken.officer, MOI);
    // Custody did not move: nothing more is said of it.
    let accepted = world.journal(&offer.dossier_id).await;
    let accepted = accepted.iter().filter(|fact| *fact == "LegAccepted");
    assert_eq!(accepted.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_left_unanswered_comes_again_as_the_next_attempt() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    let first = world.arrived(AN, &offer).await;
    assert_eq!(first.attempt, 1);
    world.clock.advance(Duration::from_secs(24 * 3600));
    let anew = LegOffered {
        attempt: 2,
        at: stamp(world.clock.now()),
        ..offer.clone()
    };
    world.offers(&anew).await;
    let queue = || async {
        let mut an = world.agency(AN);
        let queue = an.list_queue(ListQueueRequest::default()).await;
        queue.unwrap().into_inner().cases
    };
    let second = |cases: &Vec<Case>| cases.iter().any(|case| case.attempt == 2);
    let cases = eventually(PATIENCE, queue, second).await;
    assert_eq!(cases.len(), 1);
    take(&world, AN, &offer.leg_id).await;
    let said: LegAccepted = world.said(&offer.dossier_id).await;
    assert_eq!(said.attempt, 2);
}

/// Nghị định 61/2018/NĐ-CP, khoản 5 Điều 19.
#[tokio::test(flavor = "multi_thread")]
async fn an_opinion_is_answered_in_words_that_the_asker_may_read() {
    let (world, _running) = world().await;
    let offer = LegOffered {
        opinion_for: kernel::LegId::mint().to_string(),
        asked_by: "org:so-noi-vu".into(),
        due: stamp(world.clock.now() + Duration::from_secs(3 * 24 * 3600)),
        ..world.offer(UNIT, "opinion")
    };
    world.arrived(AN, &offer).await;
    take(&world, AN, &offer.leg_id).await;
    let answer = |reason: &str| CompleteRequest {
        case_id: offer.leg_id.clone(),
        conclusion: Some(Conclusion {
            granted: true,
            reason: reason.into(),
            ..Default::default()
        }),
        ..Default::default()
    };
    let wordless = world.agency(AN).complete(answer("")).await;
    assert_eq!(reason(&wordless.unwrap_err()), "opinion-missing");
    let words = "Thống nhất với nội dung dự thảo";
    world.agency(AN).complete(answer(words)).await.unwrap();

    let read = world.case(STRANGER, &offer.leg_id).await;
    assert_eq!(read.conclusion.unwrap().reason, words);
    assert_eq!(
        (read.opinion_for, read.asked_by),
        (offer.opinion_for.clone(), offer.asked_by.clone())
    );
    let touched = world.agency(STRANGER).complete(answer(words)).await;
    assert_eq!(touched.unwrap_err().code(), Code::NotFound);
    let case_id = offer.leg_id.clone();
    let mut third = world.agency("officer:ba@org:so-y-te");
    let third = third.get_case(GetCaseRequest { case_id });
    assert_eq!(third.await.unwrap_err().code(), Code::NotFound);
}
