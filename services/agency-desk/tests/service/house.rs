//! What officers do with each other, and what they say of the person's papers and of delay.

use std::time::Duration;

use proto::{
    agency::v1::*,
    routing::v1::{ApologyDue, LegOffered},
};
use testkit::eventually;

use crate::{
    AN, BINH, STRANGER, UNIT, granted,
    support::{PATIENCE, World, at, fields, reason, stamp},
    world,
};

const HEAD: &str = "head:chi@org:thue-tinh";

async fn taken(world: &World, offer: &LegOffered) {
    world.arrived(AN, offer).await;
    let case_id = offer.leg_id.clone();
    world
        .agency(AN)
        .take(TakeRequest {
            case_id,
            ..Default::default()
        })
        .await
        .unwrap();
}

/// Nghị định 61/2018/NĐ-CP, khoản 1 Điều 19.
#[tokio::test(flavor = "multi_thread")]
async fn a_case_changes_hands_inside_the_unit_and_the_journal_knows_whose() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    taken(&world, &offer).await;
    let to = |officer: &str| ReassignRequest {
        case_id: offer.leg_id.clone(),
        officer: officer.into(),
        reason: "Người thụ lý nghỉ phép".into(),
        ..Default::default()
    };
    let stolen = world.agency(BINH).reassign(to(BINH)).await.unwrap_err();
    assert_eq!(reason(&stolen), "not-in-your-hands");
    let outside = world.agency(AN).reassign(to(STRANGER)).await.unwrap_err();
    assert_eq!(
        (reason(&outside).as_str(), fields(&outside)),
        ("not-of-unit", vec!["officer".to_owned()])
    );
    for _ in 0..2 {
        let case = world.agency(HEAD).reassign(to(BINH)).await.unwrap();
        let case = case.into_inner().case.unwrap();
        assert_eq!(
            (case.officer.as_str(), case.stage()),
            (BINH, CaseStage::Held)
        );
        assert_eq!(case.reason, "Người thụ lý nghỉ phép");
    }
    let facts = ["CaseOpened", "LegAccepted", "CaseReassigned"];
    assert_eq!(world.journal(&offer.dossier_id).await, facts);
    let said: CaseReassigned = world.said(&offer.dossier_id).await;
    assert_eq!((said.from.as_str(), said.to.as_str()), (AN, BINH));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_sent_back_is_proposed_anew() {
    let (world, _running) = world().await;
    let offer = LegOffered {
        approval: true,
        ..world.offer(UNIT, "verify")
    };
    taken(&world, &offer).await;
    let case_id = offer.leg_id.clone();
    let back = SendBackRequest {
        case_id: case_id.clone(),
        reason: "Nêu rõ điều khoản áp dụng".into(),
        ..Default::default()
    };
    let early = world.agency(HEAD).send_back(back.clone()).await;
    assert_eq!(reason(&early.unwrap_err()), "nothing-to-send-back");
    let propose = ProposeRequest {
        case_id: case_id.clone(),
        conclusion: Some(granted()),
        ..Default::default()
    };
    let mut an = world.agency(AN);
    an.propose(propose.clone()).await.unwrap();
    for _ in 0..2 {
        let held = world.agency(HEAD).send_back(back.clone()).await.unwrap();
        let held = held.into_inner().case.unwrap();
        assert_eq!(
            (held.stage(), held.reason.as_str()),
            (CaseStage::Held, back.reason.as_str())
        );
    }
    let premature = an.complete(CompleteRequest {
        case_id,
        conclusion: Some(granted()),
        ..Default::default()
    });
    assert_eq!(reason(&premature.await.unwrap_err()), "approval-needed");
    let anew = an
        .propose(propose)
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    assert_eq!(
        (anew.stage(), anew.reason.as_str()),
        (CaseStage::Proposed, "")
    );
}

/// Nghị định 61/2018/NĐ-CP, khoản 4 Điều 19.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_person_must_supply_is_said_once_and_is_of_the_procedure() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    world.arrived(AN, &offer).await;
    let ask = |components: &[&str]| NeedSupplementRequest {
        case_id: offer.leg_id.clone(),
        components: components.iter().map(|key| (*key).to_owned()).collect(),
        reason: "Hợp đồng thiếu trang có chữ ký".into(),
        ..Default::default()
    };
    let early = world.agency(AN).need_supplement(ask(&["x"])).await;
    assert_eq!(reason(&early.unwrap_err()), "not-taken");
    taken(&world, &offer).await;
    let unknown = world.agency(AN).need_supplement(ask(&["so-ho-khau"])).await;
    let unknown = unknown.unwrap_err();
    assert_eq!(
        (reason(&unknown).as_str(), fields(&unknown)),
        ("component-unknown", vec!["components".to_owned()])
    );
    let key = "contract".to_owned();
    for _ in 0..2 {
        let asked = world.agency(AN).need_supplement(ask(&[&key])).await;
        let case = asked.unwrap().into_inner().case.unwrap();
        assert_eq!(case.stage(), CaseStage::Held);
        assert_eq!(case.supplement, [key.as_str()]);
    }
    let facts = ["CaseOpened", "LegAccepted", "SupplementNeeded"];
    assert_eq!(world.journal(&offer.dossier_id).await, facts);
    let said: SupplementNeeded = world.said(&offer.dossier_id).await;
    assert_eq!((said.attempt, said.components), (1, vec![key]));
    assert!(!said.reason.is_empty());
}

/// Nghị định 61/2018/NĐ-CP, khoản 9 Điều 19.
#[tokio::test(flavor = "multi_thread")]
async fn an_apology_is_urgent_until_reason_and_date_are_stated_and_signed_by_another() {
    let (world, _running) = world().await;
    let calm = LegOffered {
        due: stamp(world.clock.now() + Duration::from_secs(2 * 3600)),
        ..world.offer(UNIT, "verify")
    };
    world.arrived(AN, &calm).await;
    let offer = world.offer(UNIT, "verify");
    taken(&world, &offer).await;
    let case_id = offer.leg_id.clone();
    let state = |new_due: &str| StateDelayRequest {
        case_id: case_id.clone(),
        reason: "Phải đo đạc lại ranh giới thửa đất".into(),
        new_due: stamp(at(new_due)),
        ..Default::default()
    };
    let sign = SignApologyRequest {
        case_id: case_id.clone(),
        ..Default::default()
    };
    let unowed = world
        .agency(AN)
        .state_delay(state("2026-11-26T16:00"))
        .await;
    assert_eq!(reason(&unowed.unwrap_err()), "no-apology-owed");

    world
        .says(&offer.dossier_id, &owed(&world, &offer, true))
        .await;
    let first = || async {
        let mut an = world.agency(AN);
        let queue = an.list_queue(ListQueueRequest::default()).await;
        queue.unwrap().into_inner().cases.swap_remove(0)
    };
    let urgent = eventually(PATIENCE, first, |case| case.case_id == case_id).await;
    let apology = urgent.apology.unwrap();
    assert_eq!(
        (apology.ground.as_str(), apology.may_move),
        ("impossible", true)
    );

    let unstated = world.agency(HEAD).sign_apology(sign.clone()).await;
    assert_eq!(reason(&unstated.unwrap_err()), "delay-not-stated");
    for (new_due, why) in [
        ("2026-11-23T09:00", "new-date-not-later"),
        ("2026-11-28T09:00", "new-date-closed"),
        ("2026-11-26T19:00", "new-date-closed"),
        ("2031-01-06T09:00", "beyond-calendar"),
    ] {
        let refused = world
            .agency(AN)
            .state_delay(state(new_due))
            .await
            .unwrap_err();
        assert_eq!(reason(&refused), why, "{new_due}");
        assert_eq!(fields(&refused), ["new_due"]);
    }
    for _ in 0..2 {
        world
            .agency(AN)
            .state_delay(state("2026-11-26T16:00"))
            .await
            .unwrap();
    }
    let own = world.agency(AN).sign_apology(sign.clone()).await;
    assert_eq!(reason(&own.unwrap_err()), "not-permitted");
    for _ in 0..2 {
        let signed = world.agency(HEAD).sign_apology(sign.clone()).await.unwrap();
        let signed = signed.into_inner().case.unwrap().apology.unwrap();
        assert_eq!(
            (signed.stated_by.as_str(), signed.signed_by.as_str()),
            (AN, HEAD)
        );
    }
    let other = "head:dung@org:thue-tinh";
    let again = world.agency(other).sign_apology(sign).await.unwrap_err();
    assert_eq!(reason(&again), "apology-signed");
    let facts = [
        "CaseOpened",
        "LegAccepted",
        "ApologyNoted",
        "DelayStated",
        "ApologySigned",
    ];
    assert_eq!(world.journal(&offer.dossier_id).await, facts);
    let said: ApologySigned = world.said(&offer.dossier_id).await;
    assert_eq!(
        (said.attempt, said.unit.as_str(), said.signer.as_str()),
        (1, UNIT, HEAD)
    );
    assert_eq!(said.new_due, stamp(at("2026-11-26T16:00")));
    // Nothing is left to sign: what is due first is first again.
    assert_eq!(first().await.case_id, calm.leg_id);
}

/// Nghị định 61/2018/NĐ-CP, khoản 9 Điều 19: not more than once.
#[tokio::test(flavor = "multi_thread")]
async fn a_date_that_may_not_move_again_is_answered_with_what_to_do_instead() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    taken(&world, &offer).await;
    world
        .says(&offer.dossier_id, &owed(&world, &offer, false))
        .await;
    let ask = || world.case(AN, &offer.leg_id);
    eventually(PATIENCE, ask, |case| case.apology.is_some()).await;
    let mut an = world.agency(AN);
    let refused = an.state_delay(StateDelayRequest {
        case_id: offer.leg_id.clone(),
        reason: "Phải đo đạc lại ranh giới thửa đất".into(),
        new_due: stamp(at("2026-11-26T16:00")),
        ..Default::default()
    });
    let refused = refused.await.unwrap_err();
    assert_eq!(reason(&refused), "may-not-move-again");
    assert!(
        refused.message().contains("Hãy hoàn thành hồ sơ ngay"),
        "{}",
        refused.message()
    );
}

/// The promise of Monday the 23rd will not be kept; to be signed within the hour.
fn owed(world: &World, offer: &LegOffered, may_move: bool) -> ApologyDue {
    ApologyDue {
        dossier_id: offer.dossier_id.clone(),
        code: offer.code.clone(),
        leg_id: offer.leg_id.clone(),
        unit: offer.unit.clone(),
        host: offer.host.clone(),
        at: stamp(world.clock.now()),
        due: stamp(at("2026-11-23T09:00")),
        state_by: stamp(world.clock.now() + Duration::from_secs(3600)),
        ground: "impossible".into(),
        may_move,
    }
}
