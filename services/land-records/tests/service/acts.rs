//! Mortgages and lost certificates.

use proto::{
    agency::v1::{CaseStage, LegCompleted},
    land_records::v1::CertificateClosed,
};

use crate::{
    AN, BUYER, Registry, SELLER, WIFE, mortgage, reissue,
    support::{fields, reason, stamp},
    transfer, valid,
};

/// Nghị định 99/2022/NĐ-CP: the moment of registration counts to the minute.
#[tokio::test(flavor = "multi_thread")]
async fn a_mortgage_is_registered_to_the_minute_and_then_stands_in_the_way() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken("1.011441", "register", false).await;
    let mut moments = Vec::new();
    for _ in 0..2 {
        let done = registry.land(AN).register_mortgage(mortgage(&leg)).await;
        moments.push(done.unwrap().into_inner().registered_at.unwrap());
        registry
            .world
            .clock
            .advance(std::time::Duration::from_secs(90));
    }
    assert_eq!(moments[0], moments[1]);
    assert_eq!(moments[0].seconds % 60, 0);
    assert!(moments[0].seconds <= stamp(registry.world.clock.now()).unwrap().seconds);
    let facts = [
        "CaseOpened",
        "LegAccepted",
        "RestrictionRegistered",
        "LegCompleted",
    ];
    assert_eq!(registry.world.journal(&leg.dossier_id).await, facts);
    let parcel = registry.find().await;
    assert_eq!(parcel.restrictions[0].kind, "mortgage");

    let sale = registry.taken("1.013831", "register", false).await;
    let refused = registry
        .land(AN)
        .register_transfer(transfer(&sale, BUYER))
        .await;
    assert_eq!(reason(&refused.unwrap_err()), "mortgaged-without-consent");
    let mut consented = transfer(&sale, BUYER);
    consented.mortgagee_consents = true;
    registry
        .land(AN)
        .register_transfer(consented)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mortgage_not_asked_for_by_all_holders_is_refused() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER, WIFE]).await;
    let leg = registry.taken("1.011441", "register", false).await;
    let refused = registry.land(AN).register_mortgage(mortgage(&leg)).await;
    assert_eq!(reason(&refused.unwrap_err()), "co-holder-missing");
    let both = format!("{SELLER};{WIFE}");
    registry
        .intake
        .keeps(&leg.dossier_id, &[("mortgagor_id", &both)]);
    registry
        .land(AN)
        .register_mortgage(mortgage(&leg))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_certificate_is_cancelled_and_another_issued_when_approved() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken("1.012786", "register", true).await;
    let wrong = registry
        .land(AN)
        .reissue_certificate(reissue(&leg, "BA 999999"))
        .await;
    let wrong = wrong.unwrap_err();
    assert_eq!(reason(&wrong), "certificate-not-current");
    assert_eq!(fields(&wrong), ["lost_serial"]);
    // Who does not remember the number means the valid one.
    let drafted = registry
        .land(AN)
        .reissue_certificate(reissue(&leg, ""))
        .await;
    let drafted = drafted.unwrap().into_inner().certificate.unwrap();
    assert_eq!(valid(&registry.find().await), ["BA 123456"]);
    registry.approve(&leg).await;
    let done = registry.complete(&leg).await.unwrap();
    assert_eq!(done.stage(), CaseStage::Completed);
    assert_eq!(valid(&registry.find().await), [drafted.serial.as_str()]);
    let closed: CertificateClosed = registry.world.said(&leg.dossier_id).await;
    assert_eq!(closed.ground, "lost");
    let said: LegCompleted = registry.world.said(&leg.dossier_id).await;
    assert_eq!(said.document, drafted.serial);
    let again = registry
        .land(AN)
        .reissue_certificate(reissue(&leg, ""))
        .await;
    assert_eq!(
        again.unwrap().into_inner().certificate.unwrap().serial,
        drafted.serial
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn blanks_are_given_out_without_gaps_over_those_already_used() {
    let registry = Registry::new().await;
    let mut old = crate::entry(&[SELLER]);
    old.serial = "AA 00000001".into();
    registry.land(AN).enter_parcel(old).await.unwrap();
    let mut issued = Vec::new();
    for _ in 0..2 {
        let leg = registry.taken("1.012786", "register", false).await;
        // Refused: the blank it would have used is not lost.
        let bad = registry
            .land(AN)
            .reissue_certificate(reissue(&leg, "BA 999999"))
            .await;
        bad.unwrap_err();
        let done = registry
            .land(AN)
            .reissue_certificate(reissue(&leg, ""))
            .await;
        issued.push(done.unwrap().into_inner().certificate.unwrap().serial);
    }
    assert_eq!(issued, ["AA 00000002", "AA 00000003"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn legs_without_an_act_are_concluded_like_any_agencys() {
    let registry = Registry::new().await;
    let leg = registry.taken("1.012786", "examine", false).await;
    let complete = proto::agency::v1::CompleteRequest {
        case_id: leg.leg_id.clone(),
        conclusion: Some(proto::agency::v1::Conclusion {
            granted: true,
            ..Default::default()
        }),
        ..Default::default()
    };
    registry
        .world
        .agency(AN)
        .complete(complete.clone())
        .await
        .unwrap();
    let mut priced = complete;
    priced.conclusion.as_mut().unwrap().amount = Some(1);
    let other = registry.taken("1.012786", "examine", false).await;
    priced.case_id = other.leg_id;
    let status = registry
        .world
        .agency(AN)
        .complete(priced)
        .await
        .unwrap_err();
    assert_eq!(fields(&status), ["conclusion.amount"]);
}
