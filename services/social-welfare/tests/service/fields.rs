//! The allowance is decided by the officers of the unit who are charged with its field, one at a
//! time: to others there is no such case, and who comes second is told by whom and what.

use kernel::{CaseId, DossierId};
use proto::{
    agency::v1::*,
    routing::v1::LegOffered,
    social_welfare::v1::{social_welfare_service_client::SocialWelfareServiceClient, *},
};
use tonic::{Code, Status};

use crate::{
    AN, BINH, STRANGER, UNIT, adult, started,
    support::{Running, World, reason},
};

const OWN: &str = "bao-tro-xa-hoi";
const OTHER: &str = "dat-dai";
const CHI: &str = "officer:chi@org:ubnd-21028";

type Welfare = SocialWelfareServiceClient<chassis::client::Speaking>;

async fn guarded() -> (World, Running) {
    started(World::guarded("social-welfare").await).await
}

/// The allowance of the national procedure, in An's hands.
async fn taken(world: &World) -> LegOffered {
    let offer = LegOffered {
        approval: true,
        procedure: "1.001776".into(),
        procedure_version: "2025-07-01".into(),
        ..world.offer(UNIT, "decide-allowance")
    };
    world.arrived(AN, &offer).await;
    world.take(AN, &offer).await;
    offer
}

fn decide(case: &str, version: u32, kind: &str) -> DecideAllowanceRequest {
    DecideAllowanceRequest {
        case_id: case.to_owned(),
        facts: Some(adult(kind)),
        expected_version: version,
        ..Default::default()
    }
}

async fn every_act(welfare: &mut Welfare, case: &str, dossier: &str) -> [Result<(), Status>; 2] {
    let find = GetEntitlementRequest {
        dossier_id: dossier.to_owned(),
    };
    let decide = decide(case, 0, "severe-disability");
    [
        welfare.decide_allowance(decide).await.map(drop),
        welfare.get_entitlement(find).await.map(drop),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_of_another_unit_or_field_answers_like_what_is_not_there() {
    let (world, _running) = guarded().await;
    let offer = taken(&world).await;
    let (leg, dossier) = (offer.leg_id.as_str(), offer.dossier_id.as_str());
    let decided = decide(leg, 0, "severe-disability");
    let mut own = SocialWelfareServiceClient::new(world.charged(AN, &[OWN]));
    own.decide_allowance(decided).await.unwrap();
    let missing = (CaseId::mint().to_string(), DossierId::mint().to_string());
    let strangers = [
        ("another field", world.charged(AN, &[OTHER])),
        ("another unit", world.speaking(STRANGER)),
    ];
    for (who, channel) in strangers {
        let mut welfare = SocialWelfareServiceClient::new(channel);
        let theirs = every_act(&mut welfare, leg, dossier).await;
        let nobodys = every_act(&mut welfare, &missing.0, &missing.1).await;
        for (theirs, nobodys) in theirs.into_iter().zip(nobodys) {
            let (theirs, nobodys) = (theirs.unwrap_err(), nobodys.unwrap_err());
            assert_eq!(theirs.code(), Code::NotFound, "{who}: {theirs:?}");
            assert_eq!(theirs.message(), nobodys.message(), "{who}");
        }
    }
    for result in every_act(&mut own, leg, dossier).await {
        result.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_differently_the_later_is_told_what_the_first_did() {
    let (world, _running) = guarded().await;
    let offer = taken(&world).await;
    let seen = world.case(AN, &offer.leg_id).await.version;
    let first = decide(&offer.leg_id, seen, "severe-disability");
    let other = decide(&offer.leg_id, seen, "very-severe-disability");
    let decided = world.welfare(AN).decide_allowance(first.clone()).await;
    let decided = decided.unwrap().into_inner();
    let again = world.welfare(AN).decide_allowance(first).await.unwrap();
    assert_eq!(decided, again.into_inner(), "sent twice it is one decision");
    let refused = world.welfare(CHI).decide_allowance(other.clone()).await;
    let refused = refused.unwrap_err();
    assert_eq!(reason(&refused), "changed-meanwhile");
    assert!(refused.message().contains(AN), "{}", refused.message());
    assert!(refused.message().contains("trình kết luận"));
    // The first decision stands as it was.
    let known = world.entitlement(AN, &offer.dossier_id).await.unwrap();
    assert_eq!(known.assessment, decided.assessment);
    world.approve(&offer).await;
    let refused = world.welfare(AN).decide_allowance(other).await.unwrap_err();
    assert_eq!(reason(&refused), "changed-meanwhile");
    assert!(refused.message().contains(BINH), "{}", refused.message());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looked_since_decides_anew_under_the_same_number() {
    let (world, _running) = guarded().await;
    let offer = taken(&world).await;
    let first = decide(&offer.leg_id, 0, "severe-disability");
    let first = world.welfare(AN).decide_allowance(first).await.unwrap();
    let version = world.case(AN, &offer.leg_id).await.version;
    let anew = decide(&offer.leg_id, version, "very-severe-disability");
    let anew = world.welfare(AN).decide_allowance(anew).await.unwrap();
    let (first, anew) = (first.into_inner(), anew.into_inner());
    assert_eq!(first.decision_no, anew.decision_no);
    assert_ne!(first.assessment, anew.assessment);
    let take = TakeRequest {
        case_id: offer.leg_id.clone(),
        ..Default::default()
    };
    let taken = world.agency(AN).take(take).await.unwrap();
    let case = taken.into_inner().case.unwrap();
    assert_eq!(case.stage(), CaseStage::Proposed, "taking again is nothing");
}
