//! What comes back to the registry: a slip from the tax office, the end of a dossier, an error.

use proto::{
    agency::v1::*,
    land_records::v1::*,
    routing::v1::{LegClosed, LegOffered},
};
use testkit::eventually;

use crate::{
    AN, COMMUNE, Registry, SELLER, UNIT, entry, examine,
    support::{PATIENCE, fields, reason, stamp},
    valid,
};

async fn journal(registry: &Registry, leg: &LegOffered, facts: &[&str]) {
    let ask = || registry.world.journal(&leg.dossier_id);
    eventually(PATIENCE, ask, |got| got == facts).await;
}

async fn slip(registry: &Registry, leg: &LegOffered) -> String {
    let examined = registry.land(AN).examine_transfer(examine(leg)).await;
    examined.unwrap().into_inner().tax_slip.join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_the_tax_office_sent_back_is_made_anew_under_another_number() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken("1.013831", "examine", false).await;
    slip(&registry, &leg).await;
    let anew = LegOffered {
        attempt: 2,
        ..leg.clone()
    };
    registry.world.offers(&anew).await;
    let ask = || registry.world.case(AN, &leg.leg_id);
    eventually(PATIENCE, ask, |case| case.attempt == 2).await;
    let case_id = leg.leg_id.clone();
    let take = TakeRequest {
        case_id,
        ..Default::default()
    };
    registry.world.agency(AN).take(take).await.unwrap();
    let mut printed = Vec::new();
    for _ in 0..2 {
        printed.push(slip(&registry, &leg).await);
    }
    assert_eq!(printed[0], printed[1]);
    assert!(printed[0].contains("1/PCTT"), "{}", printed[0]);
    let done = registry.world.case(AN, &leg.leg_id).await;
    assert_eq!(done.conclusion.unwrap().document, "2/PCTT");
    let facts = [
        "CaseOpened",
        "LegAccepted",
        "TaxSlipSent",
        "LegCompleted",
        "CaseOpened",
        "LegAccepted",
        "TaxSlipVoided",
        "TaxSlipSent",
        "LegCompleted",
    ];
    assert_eq!(registry.world.journal(&leg.dossier_id).await, facts);
    let void: TaxSlipVoided = registry.world.said(&leg.dossier_id).await;
    assert_eq!(void.number, "1/PCTT");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_before_the_head_is_void_once_the_dossier_is_withdrawn_or_given_back() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    for withdrawn in [true, false] {
        let leg = registry.taken("1.013831", "examine", true).await;
        slip(&registry, &leg).await;
        let end = if withdrawn {
            let closed = LegClosed {
                leg_id: leg.leg_id.clone(),
                dossier_id: leg.dossier_id.clone(),
                host: leg.host.clone(),
                at: stamp(registry.world.clock.now()),
                ground: "route-closed".into(),
                attempt: 1,
            };
            registry.world.says(&leg.dossier_id, &closed).await;
            "CaseClosed"
        } else {
            let give_back = GiveBackRequest {
                case_id: leg.leg_id.clone(),
                reason: "Thiếu bản đồ trích đo".into(),
                ..Default::default()
            };
            for _ in 0..2 {
                let mut an = registry.world.agency(AN);
                an.give_back(give_back.clone()).await.unwrap();
            }
            "LegReturned"
        };
        let facts = [
            "CaseOpened",
            "LegAccepted",
            "TaxSlipSent",
            "CaseProposed",
            end,
            "TaxSlipVoided",
        ];
        journal(&registry, &leg, &facts).await;
    }
}

fn correct(leg: &LegOffered) -> CorrectCertificateRequest {
    CorrectCertificateRequest {
        case_id: leg.leg_id.clone(),
        commune: COMMUNE.into(),
        sheet: 12,
        number: 551,
        reason: "In sai họ tên người sử dụng đất".into(),
        holders: vec![Holder {
            name: "Nguyễn Thị Mẫu Mực".into(),
            citizen_id: SELLER.into(),
            share_numerator: 1,
            share_denominator: 1,
        }],
        ..Default::default()
    }
}

/// Nghị định 61/2018/NĐ-CP, Điều 21.
#[tokio::test(flavor = "multi_thread")]
async fn an_error_of_the_registry_is_corrected_by_another_certificate_at_its_own_cost() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken("1.013831", "correct", true).await;
    let other = CorrectCertificateRequest {
        wrong_serial: "BA 999999".into(),
        ..correct(&leg)
    };
    let refused = registry.land(AN).correct_certificate(other).await;
    let refused = refused.unwrap_err();
    assert_eq!(reason(&refused), "certificate-not-current");
    assert_eq!(fields(&refused), ["wrong_serial"]);
    let mut drafted = Vec::new();
    for _ in 0..2 {
        let asked = registry.land(AN).correct_certificate(correct(&leg)).await;
        drafted.push(asked.unwrap().into_inner().certificate.unwrap().serial);
    }
    assert_eq!(drafted[0], drafted[1]);
    // Nothing is changed before the head has approved.
    assert_eq!(valid(&registry.find().await), ["BA 123456"]);
    registry.approve(&leg).await;
    let done = registry.complete(&leg).await.unwrap();
    assert_eq!(done.conclusion.unwrap().document, drafted[0]);
    let parcel = registry.find().await;
    assert_eq!(valid(&parcel), [drafted[0].as_str()]);
    assert_eq!(parcel.holders[0].name, "Nguyễn Thị Mẫu Mực");
    let [made] = parcel.corrections.as_slice() else {
        panic!("{:?}", parcel.corrections)
    };
    assert_eq!(
        (made.at_cost_of.as_str(), &made.dossier_id),
        (UNIT, &leg.dossier_id)
    );
    assert_eq!(made.reason, "In sai họ tên người sử dụng đất");
    let closed: CertificateClosed = registry.world.said(&leg.dossier_id).await;
    assert_eq!(closed.ground, "corrected");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_on_another_paper_is_corrected_by_its_number_and_reason() {
    let registry = Registry::new().await;
    let leg = registry.taken("1.013831", "correct", false).await;
    let complete = |document: &str, why: &str| CompleteRequest {
        case_id: leg.leg_id.clone(),
        conclusion: Some(Conclusion {
            granted: true,
            document: document.into(),
            reason: why.into(),
            ..Default::default()
        }),
        ..Default::default()
    };
    let bare = registry.world.agency(AN).complete(complete("", "")).await;
    let bare = fields(&bare.unwrap_err());
    assert_eq!(bare, ["conclusion.document", "conclusion.reason"]);
    let given = complete("12/TB-VPDK", "Ghi sai số thửa trên thông báo");
    registry.world.agency(AN).complete(given).await.unwrap();
    let said: LegCompleted = registry.world.said(&leg.dossier_id).await;
    assert_eq!(said.document, "12/TB-VPDK");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_is_entered_with_what_its_certificate_says() {
    let registry = Registry::new().await;
    let mut request = EnterParcelRequest {
        issued_on: "2019-05-06".into(),
        origin: "recognised-free".into(),
        address: "Tổ dân phố Thử Nghiệm".into(),
        ..entry(&[SELLER])
    };
    request.uses[0].term = "lasting".into();
    for _ in 0..2 {
        let entered = registry.land(AN).enter_parcel(request.clone()).await;
        entered.unwrap();
    }
    let parcel = registry.find().await;
    assert_eq!(parcel.origin, "recognised-free");
    assert!(
        parcel
            .address
            .starts_with("Tổ dân phố Thử Nghiệm, Phường Nghĩa Lộ")
    );
    assert_eq!(parcel.uses[0].term, "lasting");
    let issued = parcel.certificates[0].issued_at.unwrap();
    // Midnight where the certificate was signed.
    assert_eq!(issued.seconds, 1_557_075_600);

    let wrong = EnterParcelRequest {
        parcel_id: kernel::ParcelId::mint().to_string(),
        number: 552,
        issued_on: "2030-01-01".into(),
        origin: "found".into(),
        ..request
    };
    let refused = registry.land(AN).enter_parcel(wrong).await.unwrap_err();
    assert_eq!(fields(&refused), ["issued_on", "origin"]);
}
