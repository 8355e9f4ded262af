//! Two officers at once: one wins, the other is told by whom and what was changed.

use proto::{agency::v1::*, routing::v1::LegOffered};
use tonic::{Code, Status};

use crate::{AN, BUYER, HEAD, Registry, SELLER, WIFE, examine, reissue, support::reason, transfer};

const BINH: &str = "officer:binh@org:vpdkdd";

/// The version of the case now.
async fn version(registry: &Registry, leg: &LegOffered) -> u32 {
    registry.world.case(AN, &leg.leg_id).await.version
}

/// Refused as somebody who looked before another acted.
fn told(refused: &Status, who: &str, what: &str) {
    assert_eq!(reason(refused), "changed-meanwhile", "{refused:?}");
    assert_eq!(refused.code(), Code::FailedPrecondition);
    let sentence = refused.message();
    assert!(sentence.contains(who), "{sentence}");
    assert!(sentence.contains(what), "{sentence}");
}

/// Nghị định 61/2018/NĐ-CP, khoản 1 Điều 19: whoever has it in hand answers for it.
async fn given_to_binh(registry: &Registry, leg: &LegOffered) {
    let given = ReassignRequest {
        case_id: leg.leg_id.clone(),
        officer: BINH.into(),
        reason: "Nghỉ phép".into(),
        ..Default::default()
    };
    registry.world.agency(HEAD).reassign(given).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_register_a_transfer_differently_the_later_is_told_what_the_first_did() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken("1.013831", "register", true).await;
    let expected_version = version(&registry, &leg).await;
    let to = |buyer: &str| proto::land_records::v1::RegisterTransferRequest {
        expected_version,
        ..transfer(&leg, buyer)
    };
    let mut an = registry.land(AN);
    let drafted = an.register_transfer(to(BUYER)).await.unwrap();
    // Sent twice by the same hand it is the same act.
    let again = an.register_transfer(to(BUYER)).await.unwrap();
    assert_eq!(drafted.into_inner(), again.into_inner());
    let refused = an.register_transfer(to(WIFE)).await.unwrap_err();
    told(&refused, AN, "trình kết luận");
    registry.approve(&leg).await;
    let refused = an.register_transfer(to(WIFE)).await.unwrap_err();
    told(&refused, HEAD, "phê duyệt");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_examines_what_was_given_to_another_meanwhile_is_told() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken("1.013831", "examine", true).await;
    let expected_version = version(&registry, &leg).await;
    given_to_binh(&registry, &leg).await;
    let seen = || proto::land_records::v1::ExamineTransferRequest {
        expected_version,
        ..examine(&leg)
    };
    let refused = registry.land(AN).examine_transfer(seen()).await;
    told(&refused.unwrap_err(), HEAD, "phân công lại");
    let held = registry.world.case(AN, &leg.leg_id).await;
    assert_eq!(held.stage(), CaseStage::Held, "nothing was proposed");
    // Bình, who looked since, examines; An's older look is told of it even now.
    let now = proto::land_records::v1::ExamineTransferRequest {
        expected_version: held.version,
        ..examine(&leg)
    };
    let mut binh = registry.land(BINH);
    let slip = binh.examine_transfer(now.clone()).await.unwrap();
    let again = binh.examine_transfer(now).await.unwrap();
    assert_eq!(slip.into_inner(), again.into_inner());
    let refused = registry.land(AN).examine_transfer(seen()).await;
    told(&refused.unwrap_err(), BINH, "trình kết luận");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_on_a_case_that_left_meanwhile_says_by_whom() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken("1.012786", "register", true).await;
    let expected_version = version(&registry, &leg).await;
    given_to_binh(&registry, &leg).await;
    let back = GiveBackRequest {
        case_id: leg.leg_id.clone(),
        reason: "Hồ sơ gửi nhầm".into(),
        ..Default::default()
    };
    registry.world.agency(BINH).give_back(back).await.unwrap();
    let asked = proto::land_records::v1::ReissueCertificateRequest {
        expected_version,
        ..reissue(&leg, "BA 123456")
    };
    let refused = registry.land(AN).reissue_certificate(asked).await;
    told(&refused.unwrap_err(), BINH, "trả lại nơi chuyển");
}
