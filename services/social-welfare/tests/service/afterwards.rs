//! What comes back to the office: a dossier withdrawn, given back, or decided wrongly.

use proto::{
    agency::v1::*,
    routing::v1::{LegClosed, LegOffered},
    social_welfare::v1::*,
};
use testkit::eventually;

use crate::{
    AN, UNIT, adult,
    support::{PATIENCE, World, fields, reason, stamp},
    world,
};

async fn closes(world: &World, offer: &LegOffered) {
    let closed = LegClosed {
        leg_id: offer.leg_id.clone(),
        dossier_id: offer.dossier_id.clone(),
        host: offer.host.clone(),
        at: stamp(world.clock.now()),
        ground: "route-closed".into(),
        attempt: offer.attempt,
    };
    world.says(&offer.dossier_id, &closed).await;
}

async fn stage(world: &World, offer: &LegOffered) -> String {
    let known = world.entitlement(AN, &offer.dossier_id).await;
    known.unwrap().stage
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_dossier_drops_a_draft_and_keeps_a_decision() {
    let (world, _running) = world().await;
    let (drafted, signed) = (world.taken().await, world.taken().await);
    for offer in [&drafted, &signed] {
        let decided = world.decide(AN, offer, adult("severe-disability")).await;
        decided.unwrap();
    }
    world.approve(&signed).await;
    world.complete(&signed, None).await.unwrap();
    for offer in [&signed, &drafted] {
        closes(&world, offer).await;
    }
    let ask = || stage(&world, &drafted);
    eventually(PATIENCE, ask, |stage| stage == "dropped").await;
    assert_eq!(stage(&world, &signed).await, "granted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_decision_that_comes_back_is_not_decided_otherwise() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    let first = world.decide(AN, &offer, adult("severe-disability")).await;
    let first = first.unwrap();
    world.approve(&offer).await;
    world.complete(&offer, None).await.unwrap();
    let anew = LegOffered {
        attempt: 2,
        ..offer.clone()
    };
    world.offers(&anew).await;
    let ask = || world.case(AN, &offer.leg_id);
    eventually(PATIENCE, ask, |case| case.attempt == 2).await;
    world.take(AN, &offer).await;
    let other = world
        .decide(AN, &offer, adult("very-severe-disability"))
        .await;
    let other = other.unwrap_err();
    assert_eq!(reason(&other), "issued");
    assert!(other.message().contains("Điều 21"), "{}", other.message());
    // The same stands, and goes to the head again.
    let same = world.decide(AN, &offer, adult("severe-disability")).await;
    assert_eq!(same.unwrap().decision_no, first.decision_no);
    world.approve(&offer).await;
    world.complete(&offer, None).await.unwrap();
    assert_eq!(stage(&world, &offer).await, "granted");
}

/// A leg that corrects, of the same dossier as `of`, in An's hands.
async fn correcting(world: &World, of: &LegOffered, approval: bool) -> LegOffered {
    let offer = LegOffered {
        dossier_id: of.dossier_id.clone(),
        approval,
        ..world.offer(UNIT, "correct")
    };
    world.arrived(AN, &offer).await;
    world.take(AN, &offer).await;
    offer
}

/// Nghị định 61/2018/NĐ-CP, Điều 21.
#[tokio::test(flavor = "multi_thread")]
async fn an_error_of_the_office_is_put_right_by_another_decision_once_the_head_signs() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    let first = world.decide(AN, &offer, adult("severe-disability")).await;
    let first = first.unwrap();
    world.approve(&offer).await;
    world.complete(&offer, None).await.unwrap();

    let leg = correcting(&world, &offer, true).await;
    let wordless = world
        .decide(AN, &leg, adult("very-severe-disability"))
        .await;
    let wordless = wordless.unwrap_err();
    assert_eq!(
        (reason(&wordless).as_str(), fields(&wordless)),
        ("reason-needed", vec!["reason".to_owned()])
    );
    let request = DecideAllowanceRequest {
        case_id: leg.leg_id.clone(),
        facts: Some(adult("very-severe-disability")),
        reason: "Ghi nhầm mức độ khuyết tật".into(),
        ..Default::default()
    };
    let mut drafts = Vec::new();
    for _ in 0..2 {
        let draft = world.welfare(AN).decide_allowance(request.clone()).await;
        drafts.push(draft.unwrap().into_inner());
    }
    assert_eq!(drafts[0], drafts[1]);
    assert_ne!(drafts[0].decision_no, first.decision_no);
    // What was decided holds until the head has signed.
    let known = world.entitlement(AN, &offer.dossier_id).await.unwrap();
    assert_eq!(known.decision_no, first.decision_no);
    world.approve(&leg).await;
    world.complete(&leg, None).await.unwrap();
    let known = world.entitlement(AN, &offer.dossier_id).await.unwrap();
    assert_eq!(known.decision_no, drafts[0].decision_no);
    let (before, now) = (first.assessment.unwrap(), known.assessment.unwrap());
    assert!(now.amount > before.amount);
    assert_eq!(now.from_month, before.from_month);
    assert!(
        now.working
            .iter()
            .any(|line| line.contains("Ghi nhầm mức độ"))
    );
    let said: LegCompleted = world.said(&offer.dossier_id).await;
    assert_eq!(
        (said.leg_id, said.document),
        (leg.leg_id, drafts[0].decision_no.clone())
    );
    let changed: EntitlementChanged = world.said(&offer.dossier_id).await;
    assert_eq!(changed.act, "corrected");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_other_paper_is_corrected_by_its_number_and_reason() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    let leg = correcting(&world, &offer, false).await;
    let said = |document: &str, why: &str| {
        Some(Conclusion {
            granted: true,
            document: document.into(),
            reason: why.into(),
            ..Default::default()
        })
    };
    let bare = world.complete(&leg, said("", "")).await.unwrap_err();
    assert_eq!(fields(&bare), ["conclusion.document", "conclusion.reason"]);
    let full = said("5/GXN-UBND", "Ghi sai ngày sinh trên giấy xác nhận");
    world.complete(&leg, full).await.unwrap();
}

/// Nghị định 20/2021/NĐ-CP, khoản 3 và 4 Điều 5: poor and near-poor are not the same.
#[tokio::test(flavor = "multi_thread")]
async fn the_law_is_told_whether_a_household_is_poor_or_nearly_so() {
    let (world, _running) = world().await;
    let parent = |household: &str, poor_household| Facts {
        circumstances: vec![Circumstance {
            kind: "single-parent".into(),
            children: 1,
        }],
        household: household.into(),
        poor_household,
        disability_certified_on: String::new(),
        ..adult("severe-disability")
    };
    for (household, poor, eligible) in [
        ("poor", false, true),
        ("near-poor", false, true),
        ("other", false, false),
        ("", true, true),
        ("", false, false),
    ] {
        let assessed = world.assess(parent(household, poor), "2026-11-20").await;
        assert_eq!(assessed.unwrap().eligible, eligible, "{household}");
    }
    for (household, poor) in [("rich", false), ("near-poor", true)] {
        let refused = world.assess(parent(household, poor), "2026-11-20").await;
        assert_eq!(fields(&refused.unwrap_err()), ["facts.household"]);
    }
}
