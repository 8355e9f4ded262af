//! The promise: apologies, pauses, and what an administrator orders.

use kernel::DossierId;
use proto::{
    intake::v1::{
        AcceptSubmittedRequest, ApologySetAside, AppointmentMoved, DossierAccepted,
        GetDossierRequest, MoveAppointmentRequest, Paper, SignedApology, Stage, StopDossierRequest,
        SubmitDossierRequest, WithdrawDossierRequest,
    },
    routing::v1::{ApologyGiven, ReceivingMoved, RouteMigrated},
};
use stage::{at, fields, reason, stamp};
use testkit::eventually;

use crate::world::{DESK, PATIENCE, World, counter, filing, filing_for, province};

/// NĐ 61/2018/NĐ-CP Điều 19.9: the desk is late, its head signs, once, to a later working day.
#[tokio::test(flavor = "multi_thread")]
async fn the_desk_moves_its_own_date_once_signed_and_reasoned() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let unsigned = MoveAppointmentRequest {
        dossier_id: id.to_string(),
        ..Default::default()
    };
    let refused = world.head().move_appointment(unsigned).await.unwrap_err();
    let mut told = fields(&refused);
    told.sort();
    assert_eq!(told, ["due", "reason"]);
    let to = |civil: &str| MoveAppointmentRequest {
        dossier_id: id.to_string(),
        due: stamp(at(civil)),
        reason: "máy chủ gián đoạn".to_owned(),
        signer: "Giám đốc Trung tâm".to_owned(),
        ..Default::default()
    };
    for wrong in ["2026-11-06T16:59", "2026-11-14T17:00"] {
        let refused = world.head().move_appointment(to(wrong)).await.unwrap_err();
        assert_eq!(
            (reason(&refused).as_str(), fields(&refused)),
            ("new-due", vec!["due".to_owned()])
        );
    }
    let beyond_time = MoveAppointmentRequest {
        due: Some(prost_types::Timestamp {
            seconds: i64::MAX,
            nanos: 0,
        }),
        ..to("2026-11-11T17:00")
    };
    let refused = world.head().move_appointment(beyond_time).await;
    assert_eq!(fields(&refused.unwrap_err()), ["due"]);
    let refused = world.head().move_appointment(to("9999-12-30T17:00")).await;
    assert_eq!(reason(&refused.unwrap_err()), "beyond-calendar");
    let moved = world.head().move_appointment(to("2026-11-11T17:00")).await;
    let promise = moved.unwrap().into_inner().appointment.unwrap();
    assert_eq!(
        (promise.moved, promise.original_due),
        (1, stamp(at("2026-11-06T17:00")))
    );
    let fact = world.said::<AppointmentMoved>(id).await;
    assert_eq!(
        (fact.round, fact.unit.as_str(), fact.leg_id.as_str()),
        (1, "org:mc-21028", "")
    );
    assert_eq!(fact.previous_due, stamp(at("2026-11-06T17:00")));
    let refused = world
        .head()
        .move_appointment(to("2026-11-18T17:00"))
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "moved-already");
    assert_eq!(
        world.track(&code).await.unwrap().appointment.unwrap().due,
        stamp(at("2026-11-11T17:00"))
    );
    let letter = signed(&world, id).await;
    assert_eq!(
        (letter.reason.as_str(), letter.signer.as_str()),
        // The name the client wrote is nobody's signature.
        ("máy chủ gián đoạn", "dung"),
        "the letter is printed again as it was signed"
    );
    assert_eq!(
        (letter.previous_due, letter.due, letter.unit.as_str()),
        (
            stamp(at("2026-11-06T17:00")),
            stamp(at("2026-11-11T17:00")),
            "org:mc-21028"
        )
    );
}

/// The last letter of apology of a dossier, as its file has it.
async fn signed(world: &World, id: DossierId) -> SignedApology {
    let read = GetDossierRequest {
        dossier_id: id.to_string(),
        purpose: "In giấy: xin-loi".to_owned(),
    };
    let file = world.desk().get_dossier(read).await.unwrap().into_inner();
    file.apology.unwrap()
}

/// An agency apologised: the date moves once; the second apology is written down, and what comes
/// after it is heard.
#[tokio::test(flavor = "multi_thread")]
async fn an_agencys_apology_moves_the_date_once_and_the_next_is_never_lost() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let leg = kernel::LegId::mint().to_string();
    let apology = |when: &str, new_due: &str| ApologyGiven {
        dossier_id: id.to_string(),
        leg_id: leg.clone(),
        unit: "org:vpdkdd".to_owned(),
        at: stamp(at(when)),
        new_due: stamp(at(new_due)),
        reason: "chờ trích lục".to_owned(),
        signer: "Giám đốc Văn phòng".to_owned(),
    };
    world
        .routing_says(id, 1, &apology("2026-11-05T09:00", "2026-11-12T17:00"))
        .await;
    let moved = world.once(&code, |dossier| {
        dossier.appointment.as_ref().unwrap().moved == 1
    });
    assert_eq!(
        moved.await.appointment.unwrap().due,
        stamp(at("2026-11-12T17:00"))
    );
    let fact = world.said::<AppointmentMoved>(id).await;
    assert_eq!(
        (fact.unit.as_str(), fact.leg_id.as_str()),
        ("org:vpdkdd", leg.as_str())
    );
    world
        .routing_says(id, 2, &apology("2026-11-11T09:00", "2026-11-18T17:00"))
        .await;
    let settled = proto::routing::v1::DossierSettled {
        dossier_id: id.to_string(),
        at: stamp(at("2026-11-12T09:00")),
        granted: true,
        ..Default::default()
    };
    world.routing_says(id, 3, &settled).await;
    let done = world.standing(&code, Stage::Settled).await;
    assert_eq!(done.appointment.unwrap().due, stamp(at("2026-11-12T17:00")));
    assert_eq!(
        world.journal(id).await,
        [
            "DossierAccepted",
            "AppointmentMoved",
            "~ApologySetAside",
            "ResultReady"
        ]
    );
    assert_eq!(world.said::<ApologySetAside>(id).await.ground, "limit");
    let letter = signed(&world, id).await;
    assert_eq!(
        (letter.unit.as_str(), letter.leg_id, letter.due),
        ("org:vpdkdd", leg, stamp(at("2026-11-12T17:00"))),
        "the letter that moved the date, not the one set aside"
    );
    assert_eq!(letter.signer, "Giám đốc Văn phòng");
    assert_eq!(world.count("select count(*) from bus.dead_letter").await, 0);
}

/// TT 03/2025/TT-VPCP, form 05: before the decision, at the person's request or by law.
#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_is_withdrawn_or_stopped_at_the_desk() {
    let world = World::start().await;
    let (withdrawn, code) = world.received().await;
    let withdraw = WithdrawDossierRequest {
        dossier_id: withdrawn.to_string(),
        reason: "đổi ý".to_owned(),
        ..Default::default()
    };
    let mut agency = world.as_person("officer:binh@org:vpdkdd");
    let refused = agency.withdraw_dossier(withdraw.clone()).await.unwrap_err();
    assert_eq!(reason(&refused), "only-the-desk");
    world.desk().withdraw_dossier(withdraw).await.unwrap();
    let ended = world.standing(&code, Stage::Withdrawn).await;
    assert_eq!(
        (ended.stage_reason.as_str(), ended.sync.unwrap().owed),
        ("", 7)
    );

    let (stopped, code) = world.received().await;
    let unsaid = StopDossierRequest {
        dossier_id: stopped.to_string(),
        reason: " ".to_owned(),
        ..Default::default()
    };
    let refused = world.desk().stop_dossier(unsaid.clone()).await.unwrap_err();
    assert_eq!(fields(&refused), ["reason"]);
    let said = StopDossierRequest {
        reason: "tòa án thụ lý tranh chấp".to_owned(),
        ..unsaid
    };
    world.desk().stop_dossier(said).await.unwrap();
    let ended = world.standing(&code, Stage::Stopped).await;
    assert_eq!(ended.sync.unwrap().owed, 8);
    assert_eq!(
        world.journal(stopped).await,
        ["DossierAccepted", "DossierStopped"]
    );
}

/// Reorganisation and another version: written down, told to nobody, and no date moves. What is
/// ordered wrongly is a dead letter with its reason, not a loss.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_ordered_of_a_dossier_moves_no_date() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let before = world.track(&code).await.unwrap();
    let moved = ReceivingMoved {
        dossier_id: id.to_string(),
        from_unit: "org:mc-21028".to_owned(),
        to_unit: "org:mc-21025".to_owned(),
        at: stamp(at("2026-11-03T09:00")),
        ..Default::default()
    };
    world.routing_says(id, 1, &moved).await;
    let after = world
        .once(&code, |dossier| dossier.receiving_unit == "org:mc-21025")
        .await;
    assert_eq!(after.appointment, before.appointment);
    assert_eq!(
        after.papers.unwrap().unit,
        "org:mc-21025",
        "what lay at the desk went along"
    );
    let listed = proto::intake::v1::ListDossiersRequest {
        receiving_unit: "org:mc-21025".to_owned(),
        ..Default::default()
    };
    let listed_to = async |desk: &str| {
        let answer = world.as_person(desk).list_dossiers(listed.clone()).await;
        answer.unwrap().into_inner().dossiers.len()
    };
    assert_eq!(
        listed_to("officer:la@org:mc-21025").await,
        1,
        "it is on the list of the centre that took over"
    );
    assert_eq!(listed_to(DESK).await, 0, "and nobody else's");
    assert_eq!(world.journal(id).await, ["DossierAccepted", "~CentreMoved"]);
    let migrated = RouteMigrated {
        dossier_id: id.to_string(),
        procedure_version: "1999-01-01".to_owned(),
        at: stamp(at("2026-11-03T10:00")),
        ..Default::default()
    };
    world.routing_says(id, 2, &migrated).await;
    let dead = async || world.count("select count(*) from bus.dead_letter").await;
    eventually(PATIENCE, dead, |dead| *dead == 1).await;
    assert_eq!(
        world.track(&code).await.unwrap().appointment,
        before.appointment
    );
}

/// Luật 72/2025/QH15: on 1 July 2025 wards merge and their one-stop sections end. What waited there
/// to be received waits at the centre that took over, and is received there.
#[tokio::test(flavor = "multi_thread")]
async fn what_waits_at_a_centre_that_ends_is_handed_on_to_its_successor() {
    let world = World::start().await;
    world.at("2025-06-27T09:00");
    let mut filed = filing();
    filed.procedure = "dp-bien-dong-dat-ba-cap".to_owned();
    filed.checklist = "dp-bien-dong-dat-ba-cap@2014-07-01".to_owned();
    filed.receiving_unit = "org:mc-21010:old".to_owned();
    filed.place = "adm:21010:old".to_owned();
    filed
        .answers
        .retain(|key, _| !["change", "contract_date"].contains(&key.as_str()));
    filed.papers.push(Paper {
        component: "tax-returns".to_owned(),
        originals: 1,
        ..Default::default()
    });
    let id = DossierId::mint();
    let request = SubmitDossierRequest {
        dossier_id: id.to_string(),
        filing: Some(filed),
        ..Default::default()
    };
    let code = world
        .desk()
        .submit_dossier(request)
        .await
        .unwrap()
        .into_inner()
        .code;
    world.at("2025-07-01T07:00");
    let moved = world
        .once(&code, |dossier| dossier.receiving_unit == "org:mc-21028")
        .await;
    assert_eq!(
        (moved.stage(), moved.papers.unwrap().unit.as_str()),
        (Stage::Submitted, "org:mc-21028")
    );
    assert_eq!(
        world.journal(id).await,
        ["DossierSubmitted", "~CentreMoved"]
    );
    let accept = AcceptSubmittedRequest {
        dossier_id: id.to_string(),
        ..Default::default()
    };
    world.desk().accept_submitted(accept).await.unwrap();
    let told = world.said::<DossierAccepted>(id).await;
    assert_eq!(
        (told.receiving_unit.as_str(), told.place.as_str()),
        ("org:mc-21028", "adm:21010:old")
    );
}

/// An administrator moves a dossier to the version of two tiers: the promise stands.
#[tokio::test(flavor = "multi_thread")]
async fn another_version_that_is_ordered_is_kept_and_moves_no_date() {
    let world = World::start().await;
    world.at("2025-06-27T09:00");
    let catalogue = province();
    let today = "2025-06-27".parse().unwrap();
    let old = catalogue.procedure("1.001776", today).unwrap();
    let mut filed = filing_for(&catalogue, old, today);
    filed.place = "adm:21010:old".to_owned();
    let id = DossierId::mint();
    let request = counter(id, filed);
    let mut desk = world.desk_of(&request);
    let accepted = desk.accept_dossier(request).await.unwrap();
    let code = accepted.into_inner().code;
    let before = world.track(&code).await.unwrap();
    assert_eq!(before.procedure_version, old.version.to_string());
    world.at("2025-07-02T09:00");
    let migrated = RouteMigrated {
        dossier_id: id.to_string(),
        procedure_version: "2025-07-01".to_owned(),
        at: stamp(at("2025-07-02T09:00")),
        ..Default::default()
    };
    world.routing_says(id, 1, &migrated).await;
    let after = world
        .once(&code, |dossier| dossier.procedure_version == "2025-07-01")
        .await;
    assert_eq!(after.appointment, before.appointment);
    assert_eq!(world.journal(id).await, ["DossierAccepted", "~VersionKept"]);
}
