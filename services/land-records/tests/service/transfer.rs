//! A transfer (1.013831): examined with its tax slip, then registered.

use proto::{agency::v1::*, land_records::v1::CertificateIssued};
use tonic::Code;

use crate::{
    AN, BUYER, Registry, SELLER, STRANGER, WIFE, examine, holders,
    support::{fields, reason},
    transfer, valid,
};

const TRANSFER: &str = "1.013831";

#[tokio::test(flavor = "multi_thread")]
async fn an_examined_transfer_makes_the_slip_and_is_proposed_to_the_head() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken(TRANSFER, "examine", true).await;
    let mut slips = Vec::new();
    for _ in 0..2 {
        let examined = registry.land(AN).examine_transfer(examine(&leg)).await;
        slips.push(examined.unwrap().into_inner().tax_slip);
    }
    assert_eq!(slips[0], slips[1]);
    let slip = slips[0].join("\n");
    for said in [
        "Chuyển nhượng quyền sử dụng đất",
        "Trần Thị Ví Dụ",
        BUYER,
        SELLER,
        "16/11/2026",
        "Phường Nghĩa Lộ",
        "125,0",
        "BA 123456",
    ] {
        assert!(slip.contains(said), "{said} is not in\n{slip}");
    }
    assert_eq!(registry.intake.readers(&leg.dossier_id), [AN, AN]);
    registry.approve(&leg).await;
    let done = registry.complete(&leg).await.unwrap();
    assert_eq!(done.conclusion.unwrap().document, "1/PCTT");
    let facts = [
        "CaseOpened",
        "LegAccepted",
        "TaxSlipSent",
        "CaseProposed",
        "CaseApproved",
        "LegCompleted",
    ];
    assert_eq!(registry.world.journal(&leg.dossier_id).await, facts);
    // Whoever wants the slip again gets it, and nothing happens.
    registry
        .land(AN)
        .examine_transfer(examine(&leg))
        .await
        .unwrap();
    assert_eq!(registry.world.journal(&leg.dossier_id).await, facts);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_head_is_asked_the_examination_ends_the_leg() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken(TRANSFER, "examine", false).await;
    registry
        .land(AN)
        .examine_transfer(examine(&leg))
        .await
        .unwrap();
    let case = registry.world.case(AN, &leg.leg_id).await;
    assert_eq!(case.stage(), CaseStage::Completed);
    let said: LegCompleted = registry.world.said(&leg.dossier_id).await;
    assert!(said.granted && !said.payment_due);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_register_forbids_leaves_neither_register_nor_case_changed() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER, WIFE]).await;
    let leg = registry.taken(TRANSFER, "examine", true).await;
    let mut other_area = examine(&leg);
    other_area.area = "126.0".into();
    let mut stranger = examine(&leg);
    stranger.transferor_citizen_id = BUYER.into();
    let mut nowhere = examine(&leg);
    nowhere.number = 9;
    for (request, why, field) in [
        (
            examine(&leg),
            "co-holder-missing",
            Some("transferor_citizen_id"),
        ),
        (stranger, "not-the-holder", Some("transferor_citizen_id")),
        (other_area, "area-mismatch", Some("area")),
        (nowhere, "parcel-unknown", None),
    ] {
        let status = registry
            .land(AN)
            .examine_transfer(request)
            .await
            .unwrap_err();
        assert_eq!(reason(&status), why);
        assert_eq!(fields(&status).first().map(String::as_str), field);
    }
    let facts = ["CaseOpened", "LegAccepted"];
    assert_eq!(registry.world.journal(&leg.dossier_id).await, facts);
    // Both holders together may.
    let mut both = examine(&leg);
    both.transferor_citizen_id = format!("{SELLER}, {WIFE}");
    registry.land(AN).examine_transfer(both).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drafted_transfer_is_registered_as_its_approved_case_completes() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken(TRANSFER, "register", true).await;
    let drafted = registry
        .land(AN)
        .register_transfer(transfer(&leg, BUYER))
        .await;
    let drafted = drafted.unwrap().into_inner().certificate.unwrap();
    assert_eq!(drafted.serial, "AA 00000001");
    assert!(drafted.issued_at.is_none());
    assert_eq!(holders(&registry.find().await), [SELLER]);

    // Corrected before the head looks: the same blank, another holder.
    let again = registry
        .land(AN)
        .register_transfer(transfer(&leg, WIFE))
        .await;
    assert_eq!(
        again.unwrap().into_inner().certificate.unwrap().serial,
        drafted.serial
    );
    registry.approve(&leg).await;
    let late = registry
        .land(AN)
        .register_transfer(transfer(&leg, BUYER))
        .await;
    assert_eq!(reason(&late.unwrap_err()), "not-as-approved");

    for _ in 0..2 {
        let done = registry.complete(&leg).await.unwrap();
        assert_eq!(done.conclusion.unwrap().document, drafted.serial);
    }
    let parcel = registry.find().await;
    assert_eq!(holders(&parcel), [WIFE]);
    assert_eq!(valid(&parcel), ["AA 00000001"]);
    let facts = [
        "CaseOpened",
        "LegAccepted",
        "CaseProposed",
        "CaseApproved",
        "RightRegistered",
        "CertificateClosed",
        "CertificateIssued",
        "LegCompleted",
    ];
    assert_eq!(registry.world.journal(&leg.dossier_id).await, facts);
    let said: LegCompleted = registry.world.said(&leg.dossier_id).await;
    assert_eq!(said.document, drafted.serial);

    // A retry answers the same; another wish is refused.
    let retried = registry
        .land(AN)
        .register_transfer(transfer(&leg, WIFE))
        .await;
    let retried = retried.unwrap().into_inner().certificate.unwrap();
    assert_eq!(retried.certificate_id, drafted.certificate_id);
    assert!(retried.issued_at.is_some());
    let other = registry
        .land(AN)
        .register_transfer(transfer(&leg, BUYER))
        .await;
    assert_eq!(reason(&other.unwrap_err()), "concluded-otherwise");
    assert_eq!(registry.world.journal(&leg.dossier_id).await, facts);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_approved_beforehand_is_registered_at_once() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken(TRANSFER, "register", true).await;
    let conclusion = Some(Conclusion {
        granted: true,
        ..Default::default()
    });
    let case_id = leg.leg_id.clone();
    let propose = ProposeRequest {
        case_id,
        conclusion,
        ..Default::default()
    };
    registry.world.agency(AN).propose(propose).await.unwrap();
    registry.approve(&leg).await;
    // Nothing was drafted: there is nothing to complete with.
    let empty = registry.complete(&leg).await.unwrap_err();
    assert_eq!(reason(&empty), "own-act-needed");
    for _ in 0..2 {
        let done = registry
            .land(AN)
            .register_transfer(transfer(&leg, BUYER))
            .await;
        assert!(
            done.unwrap()
                .into_inner()
                .certificate
                .unwrap()
                .issued_at
                .is_some()
        );
    }
    let case = registry.world.case(AN, &leg.leg_id).await;
    assert_eq!(case.stage(), CaseStage::Completed);
    assert_eq!(holders(&registry.find().await), [BUYER]);
    let said: CertificateIssued = registry.world.said(&leg.dossier_id).await;
    assert_eq!(said.dossier_id, leg.dossier_id);
}

#[tokio::test(flavor = "multi_thread")]
async fn general_calls_do_not_end_well_what_has_an_act_of_its_own() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let examined = registry.taken(TRANSFER, "examine", true).await;
    let registered = registry.taken(TRANSFER, "register", false).await;
    let conclusion = Some(Conclusion {
        granted: true,
        ..Default::default()
    });
    let case_id = examined.leg_id.clone();
    let propose = ProposeRequest {
        case_id,
        conclusion: conclusion.clone(),
        ..Default::default()
    };
    let status = registry
        .world
        .agency(AN)
        .propose(propose)
        .await
        .unwrap_err();
    assert_eq!(reason(&status), "own-act-needed");
    let case_id = registered.leg_id.clone();
    let complete = CompleteRequest {
        case_id,
        conclusion,
        ..Default::default()
    };
    let status = registry
        .world
        .agency(AN)
        .complete(complete)
        .await
        .unwrap_err();
    assert_eq!(reason(&status), "own-act-needed");

    // Not granting needs no act, only a reason.
    let no = Conclusion {
        reason: "Bên nhận chuyển quyền chưa thực hiện nghĩa vụ tài chính".into(),
        ..Default::default()
    };
    let complete = CompleteRequest {
        case_id: registered.leg_id.clone(),
        conclusion: Some(no),
        ..Default::default()
    };
    registry.world.agency(AN).complete(complete).await.unwrap();
    let said: LegCompleted = registry.world.said(&registered.dossier_id).await;
    assert!(!said.granted);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_on_the_wrong_leg_or_on_another_units_case_is_refused() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken(TRANSFER, "examine", true).await;
    let wrong = registry
        .land(AN)
        .register_transfer(transfer(&leg, BUYER))
        .await;
    assert_eq!(reason(&wrong.unwrap_err()), "wrong-act");
    for who in [STRANGER, "officer:an", ""] {
        let seen = registry.land(who).examine_transfer(examine(&leg)).await;
        assert_eq!(seen.unwrap_err().code(), turned_away(who), "{who}");
    }
    assert!(registry.intake.readers(&leg.dossier_id).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_about_a_person_is_in_a_fact() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken(TRANSFER, "register", false).await;
    registry
        .land(AN)
        .register_transfer(transfer(&leg, BUYER))
        .await
        .unwrap();
    let payloads: Vec<Vec<u8>> = sqlx::query_scalar("select payload from bus.journal")
        .fetch_all(&registry.world.database.pool)
        .await
        .unwrap();
    assert!(payloads.len() > 4);
    for payload in payloads {
        let text = String::from_utf8_lossy(&payload);
        for personal in [SELLER, BUYER, "Trần Thị Ví Dụ", "Người Thử"] {
            assert!(!text.contains(personal), "{text}");
        }
    }
    registry.running.stop().await;
}

/// Who is no officer is turned away at the door; an officer of elsewhere learns nothing.
fn turned_away(who: &str) -> Code {
    match who.split_once(':') {
        Some(("officer", _)) => Code::NotFound,
        _ => Code::PermissionDenied,
    }
}
