//! What is true of a dossier beside its stage: money, paper, what the national portal knows.

use kernel::{DossierId, LegId};
use proto::{
    intake::v1::{
        FinanceStatus, HandOverPapersRequest, ListSyncOwedRequest, LossReported, PapersHandedOver,
        PapersStatus, RecordSyncRequest, ReportLossRequest, Stage,
    },
    routing::v1::{LegOffered, PaymentAwaited, PaymentSettled},
};
use stage::{at, fields, reason, stamp};
use testkit::eventually;
use tonic::Code;

use crate::world::{PATIENCE, World};

/// A slip that the tax office gave back leads to another notice.
#[tokio::test(flavor = "multi_thread")]
async fn money_is_asked_settled_and_asked_anew_and_the_stage_stays() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let leg_id = LegId::mint().to_string();
    let awaited = |when: &str, reference: &str| PaymentAwaited {
        dossier_id: id.to_string(),
        leg_id: leg_id.clone(),
        at: stamp(at(when)),
        reference: reference.to_owned(),
    };
    let settled = PaymentSettled {
        dossier_id: id.to_string(),
        leg_id: leg_id.clone(),
        at: stamp(at("2026-11-11T09:00")),
        debt_noted: true,
    };
    let nothing = world.track(&code).await.unwrap().finance.unwrap();
    assert_eq!(nothing.status(), FinanceStatus::NothingOwed);
    world
        .routing_says(id, 1, &awaited("2026-11-09T09:00", "TB-1"))
        .await;
    let owing = |status, reference: &'static str| {
        move |dossier: &proto::intake::v1::TrackDossierResponse| {
            let finance = dossier.finance.as_ref().unwrap();
            finance.status() == status && finance.reference == reference
        }
    };
    world
        .once(&code, owing(FinanceStatus::AwaitingPayment, "TB-1"))
        .await;
    world.routing_says(id, 2, &settled).await;
    let noted = world
        .once(&code, owing(FinanceStatus::Settled, "TB-1"))
        .await;
    assert!(noted.finance.unwrap().debt_noted);
    world
        .routing_says(id, 3, &awaited("2026-11-12T09:00", "TB-2"))
        .await;
    let anew = world
        .once(&code, owing(FinanceStatus::AwaitingPayment, "TB-2"))
        .await;
    assert_eq!(anew.stage(), Stage::InProgress);
    assert_eq!(
        world.journal(id).await,
        [
            "DossierAccepted",
            "~FinanceChanged",
            "~FinanceChanged",
            "~FinanceChanged"
        ]
    );
}

/// NĐ 61/2018/NĐ-CP Điều 18, 21: with a slip, one unit at a time; who lost them answers for them.
#[tokio::test(flavor = "multi_thread")]
async fn paper_is_handed_over_with_a_slip_and_its_loss_is_told() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let hand = |to_unit: &str, received, slip: &str| HandOverPapersRequest {
        dossier_id: id.to_string(),
        to_unit: to_unit.to_owned(),
        received,
        slip: slip.to_owned(),
        ..Default::default()
    };
    let refused = world
        .desk()
        .hand_over_papers(hand("org:vpdkdd", false, ""))
        .await
        .unwrap_err();
    assert_eq!(fields(&refused), ["slip"]);
    world
        .desk()
        .hand_over_papers(hand("org:vpdkdd", false, "PGN-1"))
        .await
        .unwrap();
    let papers = world.track(&code).await.unwrap().papers.unwrap();
    assert_eq!(
        (papers.status(), papers.unit.as_str()),
        (PapersStatus::InTransit, "org:vpdkdd")
    );
    let refused = world
        .desk()
        .hand_over_papers(hand("org:mc-21025", true, "PGN-1"))
        .await
        .unwrap_err();
    assert_eq!(
        (reason(&refused).as_str(), fields(&refused)),
        ("papers-on-the-way", vec!["to_unit".to_owned()])
    );
    // The papers came before anybody knows that the leg is theirs: nobody takes them in.
    let mut agency = world.as_person("officer:binh@org:vpdkdd");
    let early = agency
        .hand_over_papers(hand("org:vpdkdd", true, "PGN-1"))
        .await;
    assert_eq!(early.unwrap_err().code(), Code::NotFound);
    let offered = LegOffered {
        leg_id: LegId::mint().to_string(),
        dossier_id: id.to_string(),
        unit: "org:vpdkdd".to_owned(),
        host: "land-records".to_owned(),
        at: stamp(at("2026-11-02T09:00")),
        ..Default::default()
    };
    world.routing_says(id, 1, &offered).await;
    let take = async || {
        let mut agency = world.as_person("officer:binh@org:vpdkdd");
        agency
            .hand_over_papers(hand("org:vpdkdd", true, "PGN-1"))
            .await
    };
    eventually(PATIENCE, take, Result::is_ok).await.unwrap();
    let fact = world.said::<PapersHandedOver>(id).await;
    assert_eq!(
        (
            fact.from_unit.as_str(),
            fact.to_unit.as_str(),
            fact.received,
            fact.slip.as_str()
        ),
        ("org:mc-21028", "org:vpdkdd", true, "PGN-1")
    );
    let lost = |unit: &str| ReportLossRequest {
        dossier_id: id.to_string(),
        unit: unit.to_owned(),
        reason: "thất lạc khi luân chuyển".to_owned(),
        ..Default::default()
    };
    let refused = world
        .desk()
        .report_loss(lost("org:nobody"))
        .await
        .unwrap_err();
    assert_eq!(
        (reason(&refused).as_str(), fields(&refused)),
        ("unit-unknown", vec!["unit".to_owned()])
    );
    world.desk().report_loss(lost("org:vpdkdd")).await.unwrap();
    assert_eq!(world.said::<LossReported>(id).await.unit, "org:vpdkdd");
    let dossier = world.track(&code).await.unwrap();
    assert_eq!(dossier.papers.unwrap().status(), PapersStatus::Lost);
    assert_eq!(Stage::try_from(dossier.stage), Ok(Stage::InProgress));
}

/// What the national portal was not told yet is a list, and what it takes in leaves the list.
#[tokio::test(flavor = "multi_thread")]
async fn the_national_portal_is_told_each_code_once() {
    let world = World::start().await;
    let (id, code) = world.filed().await;
    let owed = async || {
        let request = ListSyncOwedRequest::default();
        let owed = world
            .as_person("operator:x")
            .list_sync_owed(request)
            .await
            .unwrap();
        let one = |owed: proto::intake::v1::OwedSync| (owed.code, owed.status);
        owed.into_inner()
            .owed
            .into_iter()
            .map(one)
            .collect::<Vec<_>>()
    };
    let record = async |status, failure: &str| {
        let request = RecordSyncRequest {
            dossier_id: id.to_string(),
            status,
            failure: failure.to_owned(),
        };
        world.as_person("operator:x").record_sync(request).await
    };
    assert_eq!(owed().await, [(code.clone(), 1)]);
    let never = record(9, "").await.unwrap_err();
    assert_eq!(
        (reason(&never).as_str(), fields(&never)),
        ("status-not-owed", vec!["status".to_owned()])
    );
    record(1, "502").await.unwrap();
    assert_eq!(
        owed().await,
        [(code.clone(), 1)],
        "a failure leaves it owed"
    );
    assert_eq!(
        world.track(&code).await.unwrap().sync.unwrap().failure,
        "502"
    );
    record(1, "").await.unwrap();
    assert_eq!(owed().await, []);
    let accept = proto::intake::v1::AcceptSubmittedRequest {
        dossier_id: id.to_string(),
        ..Default::default()
    };
    world.desk().accept_submitted(accept).await.unwrap();
    assert_eq!(owed().await, [(code.clone(), 2)]);
    record(2, "").await.unwrap();
    assert_eq!(owed().await, [(code.clone(), 4)]);
    record(4, "").await.unwrap();
    assert_eq!(owed().await, []);
    let sync = world.track(&code).await.unwrap().sync.unwrap();
    assert_eq!((sync.owed, sync.acknowledged), (4, 4));
    let unknown = RecordSyncRequest {
        dossier_id: DossierId::mint().to_string(),
        status: 1,
        failure: String::new(),
    };
    let refused = world
        .as_person("operator:x")
        .record_sync(unknown)
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "dossier-unknown");
}
