//! From the facts to the head's approval.

use proto::{agency::v1::*, routing::v1::LegOffered};
use testkit::eventually;

use crate::{
    AN, STRANGER, UNIT, adult,
    support::{PATIENCE, at, reason},
    world,
};

const DECIDED: [&str; 5] = [
    "CaseOpened",
    "LegAccepted",
    "EntitlementApplied",
    "EntitlementDecided",
    "CaseProposed",
];

/// Nghị định 20/2021/NĐ-CP, điểm e khoản 1 Điều 6; mức chuẩn của Nghị định 335/2026/NĐ-CP.
#[tokio::test(flavor = "multi_thread")]
async fn a_severely_disabled_adult_is_granted_the_allowance() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    let tried = world.assess(adult("severe-disability"), "").await.unwrap();
    let decided = world.decide(AN, &offer, adult("severe-disability")).await;
    let decided = decided.unwrap();
    let assessment = decided.assessment.clone().unwrap();
    assert!(assessment.eligible);
    assert_eq!(
        (
            assessment.coefficient,
            assessment.standard,
            assessment.amount
        ),
        (150, 540_000, 810_000)
    );
    assert_eq!(assessment.from_month, "2026-10");
    assert_eq!(decided.decision_no, "1/QĐ-UBND");
    assert_eq!(
        assessment.working,
        [
            "Ngày xét 20/11/2026: sinh ngày 01/05/1990, đủ 36 tuổi. (Hồ sơ của đối tượng)",
            "Thuộc diện người khuyết tật nặng (Nghị định 20/2021/NĐ-CP, khoản 6 Điều 5): hệ số 1,5. (Nghị định 20/2021/NĐ-CP, điểm e khoản 1 Điều 6)",
            "Mức chuẩn trợ giúp xã hội: 540.000 đồng/tháng, áp dụng từ 01/07/2026. (Nghị định 335/2026/NĐ-CP, Điều 4)",
            "Mức hưởng: 540.000 đồng × 1,5 = 810.000 đồng/tháng. (Nghị định 20/2021/NĐ-CP, khoản 1 Điều 6)",
            "Diện người khuyết tật nặng: hưởng từ tháng 10/2026, tháng được cấp giấy xác nhận mức độ khuyết tật. (Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8)",
            "Hệ số lấy theo Nghị định 20/2021/NĐ-CP; đối chiếu với Nghị định 335/2026/NĐ-CP trước khi ký. (Nghị định 335/2026/NĐ-CP, hiệu lực từ 05/10/2026)",
            "Truy lĩnh từ tháng 10/2026 đến trước tháng ký quyết định: 810.000 đồng. (Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8)",
        ]
    );
    // What was tried beforehand is what is decided, but for the arrears of the decision.
    assert_eq!(tried.amount, assessment.amount);
    assert_eq!(tried.working, assessment.working[..6]);

    let case = world.case(AN, &offer.leg_id).await;
    assert_eq!(case.stage(), CaseStage::Proposed);
    let proposed = case.conclusion.unwrap();
    assert!(proposed.granted);
    assert_eq!(proposed.document, "1/QĐ-UBND");
    world.approve(&offer).await;
    world.complete(&offer, None).await.unwrap();
    let facts = [
        &DECIDED[..],
        &["CaseApproved", "EntitlementChanged", "LegCompleted"],
    ]
    .concat();
    assert_eq!(world.journal(&offer.dossier_id).await, facts);
    let said: LegCompleted = world.said(&offer.dossier_id).await;
    assert!(said.granted && !said.payment_due);
    assert_eq!(said.document, "1/QĐ-UBND");

    let kept = world.entitlement(AN, &offer.dossier_id).await.unwrap();
    assert_eq!(kept.entitlement_id, decided.entitlement_id);
    assert_eq!(
        (kept.stage.as_str(), kept.decision_no.as_str()),
        ("granted", "1/QĐ-UBND")
    );
    assert_eq!(kept.assessment, decided.assessment);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_facts_again_are_the_same_decision() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    let facts = || adult("severe-disability");
    let first = world.decide(AN, &offer, facts()).await.unwrap();
    // The standard amount or the day may have changed since: what was decided has not.
    world.clock.set(at("2027-02-03T09:00"));
    assert_eq!(world.decide(AN, &offer, facts()).await.unwrap(), first);
    assert_eq!(world.journal(&offer.dossier_id).await, DECIDED);
    world.approve(&offer).await;
    assert_eq!(world.decide(AN, &offer, facts()).await.unwrap(), first);
    let case = world.case(AN, &offer.leg_id).await;
    assert_eq!(
        case.stage(),
        CaseStage::Approved,
        "asking again completes nothing"
    );
    world.complete(&offer, None).await.unwrap();
    assert_eq!(world.decide(AN, &offer, facts()).await.unwrap(), first);
    let facts = [
        &DECIDED[..],
        &["CaseApproved", "EntitlementChanged", "LegCompleted"],
    ]
    .concat();
    assert_eq!(world.journal(&offer.dossier_id).await, facts);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clicks_at_once_are_one_decision() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    let ask = || world.decide(AN, &offer, adult("severe-disability"));
    let (one, other) = tokio::join!(ask(), ask());
    assert_eq!(one.unwrap(), other.unwrap());
    assert_eq!(world.journal(&offer.dossier_id).await, DECIDED);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_meets_no_condition_is_refused_in_words() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    let facts = || proto::social_welfare::v1::Facts {
        date_of_birth: "1955-05-01".into(),
        ..adult("elderly-without-carer")
    };
    let decided = world.decide(AN, &offer, facts()).await.unwrap();
    let assessment = decided.assessment.clone().unwrap();
    assert!(!assessment.eligible);
    assert_eq!((assessment.amount, assessment.from_month.as_str()), (0, ""));
    assert_eq!(decided.decision_no, "1/QĐ-UBND");
    let proposed = world.case(AN, &offer.leg_id).await.conclusion.unwrap();
    assert!(!proposed.granted);
    assert_eq!(
        proposed.reason,
        "Không tính diện người cao tuổi thuộc hộ nghèo, không có người phụng dưỡng: không thuộc hộ nghèo. (Nghị định 20/2021/NĐ-CP, điểm a khoản 5 Điều 5)\n\
         Không đủ điều kiện hưởng trợ cấp xã hội hằng tháng. (Nghị định 20/2021/NĐ-CP, Điều 5)"
    );
    assert_eq!(world.decide(AN, &offer, facts()).await.unwrap(), decided);
    world.approve(&offer).await;
    world.complete(&offer, None).await.unwrap();
    let said: LegCompleted = world.said(&offer.dossier_id).await;
    assert_eq!((said.granted, said.document.as_str()), (false, "1/QĐ-UBND"));
    let kept = world.entitlement(AN, &offer.dossier_id).await.unwrap();
    assert_eq!(kept.stage, "denied");
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_are_numbered_by_committee_and_year() {
    let (world, _running) = world().await;
    let decide = async |who: &str, offer: &LegOffered| {
        let decided = world.decide(who, offer, adult("severe-disability")).await;
        decided.map(|decided| decided.decision_no)
    };
    let untaken = world.offer(UNIT, "decide-allowance");
    world.arrived(AN, &untaken).await;
    let early = decide(AN, &untaken).await.unwrap_err();
    assert_eq!(reason(&early), "not-taken");

    let first = world.taken().await;
    let second = world.taken().await;
    assert_eq!(
        decide(AN, &first).await.unwrap(),
        "1/QĐ-UBND",
        "no number is lost"
    );
    assert_eq!(decide(AN, &second).await.unwrap(), "2/QĐ-UBND");
    let elsewhere = LegOffered {
        approval: true,
        ..world.offer("org:ubnd-21172", "decide-allowance")
    };
    world.arrived(STRANGER, &elsewhere).await;
    world.take(STRANGER, &elsewhere).await;
    assert_eq!(decide(STRANGER, &elsewhere).await.unwrap(), "1/QĐ-UBND");

    // The year is that of the office: 17:30 the evening before in Greenwich.
    world.clock.set(at("2027-01-01T00:30"));
    let next_year = world.taken().await;
    assert_eq!(decide(AN, &next_year).await.unwrap(), "1/QĐ-UBND");
}

#[tokio::test(flavor = "multi_thread")]
async fn until_the_head_approves_the_facts_can_be_put_right() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    let severe = world.decide(AN, &offer, adult("severe-disability")).await;
    let right = adult("very-severe-disability");
    let decided = world.decide(AN, &offer, right.clone()).await.unwrap();
    assert_eq!(decided.decision_no, severe.unwrap().decision_no);
    assert_eq!(decided.assessment.clone().unwrap().amount, 1_080_000);
    let facts = [
        &DECIDED[..],
        &[
            "EntitlementChanged",
            "EntitlementChanged",
            "EntitlementDecided",
        ],
    ]
    .concat();
    assert_eq!(world.journal(&offer.dossier_id).await, facts);

    // From yes to no, the head is asked again.
    world.approve(&offer).await;
    let late = world.decide(AN, &offer, adult("severe-disability")).await;
    assert_eq!(reason(&late.unwrap_err()), "already-approved");
    let kept = world.entitlement(AN, &offer.dossier_id).await.unwrap();
    assert_eq!(kept.assessment, decided.assessment);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_turns_from_yes_to_no_is_proposed_anew() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    world
        .decide(AN, &offer, adult("severe-disability"))
        .await
        .unwrap();
    let elderly = adult("elderly-without-pension");
    world.decide(AN, &offer, elderly).await.unwrap();
    let proposed = world.case(AN, &offer.leg_id).await.conclusion.unwrap();
    assert!(!proposed.granted);
    assert_eq!(proposed.document, "1/QĐ-UBND");
    assert!(
        proposed
            .reason
            .contains("36 tuổi không thuộc độ tuổi của diện này")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_given_back_and_offered_again_keeps_its_decision() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    let first = world.decide(AN, &offer, adult("severe-disability")).await;
    let give_back = GiveBackRequest {
        case_id: offer.leg_id.clone(),
        reason: "Thiếu biên bản xét duyệt của xã".into(),
        ..Default::default()
    };
    world.agency(AN).give_back(give_back).await.unwrap();
    let anew = LegOffered {
        attempt: 2,
        ..offer.clone()
    };
    world.offers(&anew).await;
    let facts = [&DECIDED[..], &["LegReturned", "CaseOpened"]].concat();
    let journal = || world.journal(&offer.dossier_id);
    eventually(PATIENCE, journal, |got| *got == facts).await;
    world.take(AN, &offer).await;
    let again = world.decide(AN, &offer, adult("severe-disability")).await;
    assert_eq!(again.unwrap(), first.unwrap());
    let case = world.case(AN, &offer.leg_id).await;
    assert_eq!(case.stage(), CaseStage::Proposed);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_allowance_is_concluded_by_the_rules_alone() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    let yes = Conclusion {
        granted: true,
        document: "9/QĐ-UBND".into(),
        ..Default::default()
    };
    let no = Conclusion {
        reason: "Không đủ điều kiện theo quy định".into(),
        ..Default::default()
    };
    let refused = async |conclusion: &Conclusion| {
        let conclusion = Some(conclusion.clone());
        let propose = ProposeRequest {
            case_id: offer.leg_id.clone(),
            conclusion: conclusion.clone(),
            ..Default::default()
        };
        let proposed = world.agency(AN).propose(propose).await.unwrap_err();
        assert_eq!(reason(&proposed), "own-act-needed");
        let completed = world.complete(&offer, conclusion).await.unwrap_err();
        assert_eq!(reason(&completed), "own-act-needed");
    };
    refused(&yes).await;
    refused(&no).await;
    assert!(world.complete(&offer, None).await.is_err());
    world
        .decide(AN, &offer, adult("severe-disability"))
        .await
        .unwrap();
    refused(&yes).await;
    refused(&no).await;
    assert_eq!(world.journal(&offer.dossier_id).await, DECIDED);

    // As it was decided, it can be said in full.
    world.approve(&offer).await;
    let said = world.case(AN, &offer.leg_id).await.conclusion;
    world.complete(&offer, said).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn other_work_is_concluded_as_at_any_agency() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    world.arrived(AN, &offer).await;
    world.take(AN, &offer).await;
    let decided = world.decide(AN, &offer, adult("severe-disability")).await;
    assert_eq!(reason(&decided.unwrap_err()), "other-task");
    let granted = Conclusion {
        granted: true,
        ..Default::default()
    };
    let costly = Conclusion {
        amount: Some(5000),
        ..granted.clone()
    };
    let status = world.complete(&offer, Some(costly)).await.unwrap_err();
    assert_eq!(crate::support::fields(&status), ["conclusion.amount"]);
    world.complete(&offer, Some(granted)).await.unwrap();
}
