//! Opinions, the coordination queue, and who may do what, over the wire.

use kernel::{DossierId, LegId};
use proto::{
    agency::v1::LegRefused,
    intake::v1::DossierAccepted,
    routing::v1::{
        AskOpinionRequest, CompetenceAwaited, CompetenceResolved, EndWaitRequest,
        GetControlSheetRequest, GetRouteRequest, LegOffered, LegStatus, ListCoordinationRequest,
        MigrateRouteRequest, RecallLegRequest, ReconcileRequest, ReorganiseUnitsRequest,
        ResolveCompetenceRequest, SettlePaymentRequest,
    },
};
use stage::{fields, reason, stamp};
use testkit::eventually;
use tonic::{Code, Status};

use crate::world::{CENTRE, PATIENCE, World, holders, received, stands};

const REGISTRY: &str = "officer:binh@org:vpdkdd";

fn opinion(offer: &LegOffered, id: LegId, unit: &str) -> AskOpinionRequest {
    AskOpinionRequest {
        dossier_id: offer.dossier_id.clone(),
        leg_id: offer.leg_id.clone(),
        opinion_id: id.to_string(),
        unit: unit.to_owned(),
        question: "Thửa đất của người nộp có tranh chấp không?".to_owned(),
        answer_by: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opinion_is_offered_beside_the_path_and_its_question_is_read_by_whom_it_concerns() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let examine = world.offer(dossier, 1).await;
    let mut registry = world.client_of(REGISTRY);
    let early = registry.ask_opinion(opinion(&examine, LegId::mint(), "org:thue-tinh"));
    assert_eq!(reason(&early.await.unwrap_err()), "not-the-holder");
    world.accepts(&examine).await;
    let held = |route: &_| stands(route, "examine", LegStatus::Held);
    world.route(dossier, held).await;

    let id = LegId::mint();
    for _ in 0..2 {
        let asked = opinion(&examine, id, "org:thue-tinh");
        registry.ask_opinion(asked).await.unwrap();
    }
    let asked = world.offer(dossier, 2).await;
    assert_eq!(asked.leg_id, id.to_string());
    assert_eq!(
        (asked.opinion_for.as_str(), asked.asked_by.as_str()),
        (examine.leg_id.as_str(), "org:vpdkdd")
    );
    assert_eq!(
        (asked.unit.as_str(), asked.host.as_str()),
        ("org:thue-tinh", "agency-desk")
    );
    assert!(asked.due.is_some(), "the province's own time for opinions");
    assert_eq!(
        world.said::<LegOffered>(dossier).await.len(),
        2,
        "asked once"
    );

    // Custody does not move, whatever becomes of the question.
    world.accepts(&asked).await;
    let taken = |route: &_| stands(route, "opinion-1", LegStatus::Held);
    let route = world.route(dossier, taken).await;
    assert_eq!(holders(&route), ["org:vpdkdd"]);
    let question = async |actor: &str| {
        let dossier_id = dossier.to_string();
        let mut client = world.client_of(actor);
        let answer = client.get_route(GetRouteRequest { dossier_id });
        let legs = answer.await.unwrap().into_inner().legs;
        legs.iter().any(|leg| leg.question.contains("tranh chấp"))
    };
    assert!(question(REGISTRY).await);
    assert!(question("officer:cuc@org:thue-tinh").await);
    assert!(question(&format!("officer:an@{CENTRE}")).await);
    assert!(!question("officer:dung@org:bhxh").await);
    assert!(!question("citizen:portal").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leg_the_agency_is_not_competent_for_is_listed_and_named_by_the_centre_alone() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let examine = world.offer(dossier, 1).await;
    let refused = LegRefused {
        leg_id: examine.leg_id.clone(),
        dossier_id: examine.dossier_id.clone(),
        attempt: 1,
        unit: examine.unit.clone(),
        at: stamp(world.clock.now()),
        reason: "not-competent".to_owned(),
    };
    world.land.says(dossier, &refused).await;
    let queued = |route: &_| stands(route, "examine", LegStatus::Undetermined);
    let route = world.route(dossier, queued).await;
    assert_eq!(holders(&route), [CENTRE]);
    assert_eq!(
        world.said::<CompetenceAwaited>(dossier).await[0].receiving_unit,
        CENTRE
    );

    let listed = async |actor: &str, unit: &str| {
        let unit = unit.to_owned();
        let mut client = world.client_of(actor);
        let answer = client.list_coordination(ListCoordinationRequest {
            unit,
            ..Default::default()
        });
        answer.await.map(|answer| answer.into_inner().legs)
    };
    let own = listed(&format!("officer:an@{CENTRE}"), "").await.unwrap();
    assert_eq!(
        (own.len(), own[0].leg_id.as_str()),
        (1, examine.leg_id.as_str())
    );
    assert!(own[0].why.contains("thẩm quyền"), "{own:?}");
    assert_eq!(
        listed("officer:em@org:ttpvhcc-tinh", CENTRE)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(listed("officer:em@org:mc-21034", "").await.unwrap(), []);
    let stranger = listed(REGISTRY, "").await.unwrap_err();
    assert_eq!(reason(&stranger), "not-the-centre");

    let name = async |actor: &str, unit: &str| {
        let request = ResolveCompetenceRequest {
            dossier_id: examine.dossier_id.clone(),
            leg_id: examine.leg_id.clone(),
            unit: unit.to_owned(),
            reason: "Hai cơ quan đã thống nhất".to_owned(),
        };
        world.client_of(actor).resolve_competence(request).await
    };
    // An agency on the way learns whose it is to do; a centre that has nothing to do with it learns
    // nothing, and a citizen is not asked.
    for (actor, code, word) in [
        (REGISTRY, Code::FailedPrecondition, "not-the-centre"),
        ("officer:em@org:mc-21034", Code::NotFound, "route-unknown"),
        ("citizen:portal", Code::PermissionDenied, "not-permitted"),
    ] {
        let no = name(actor, "org:kt-21028").await.unwrap_err();
        assert_eq!((no.code(), reason(&no).as_str()), (code, word), "{actor}");
    }
    let no = name("officer:an@org:mc-21028", "adm:21028")
        .await
        .unwrap_err();
    assert_eq!(fields(&no), ["unit"]);
    name("officer:an@org:mc-21028", "org:kt-21028")
        .await
        .unwrap();
    let anew = world.offer(dossier, 2).await;
    assert_eq!((anew.unit.as_str(), anew.attempt), ("org:kt-21028", 2));
    let told = world.said::<CompetenceResolved>(dossier).await;
    assert_eq!(told[0].unit, "org:kt-21028");
    assert_eq!(listed("officer:an@org:mc-21028", "").await.unwrap(), []);
}

/// What the procedure foresees only for some dossiers is part of the path when the filing says so.
#[tokio::test(flavor = "multi_thread")]
async fn the_path_has_the_conditional_legs_that_the_filing_called_for() {
    let world = World::start().await;
    let keys = async |conditional: &[&str]| {
        let dossier = DossierId::mint();
        let accepted = DossierAccepted {
            conditional_legs: conditional.iter().map(|key| (*key).to_owned()).collect(),
            ..received(dossier, "1.012783")
        };
        world.intake.says(dossier, &accepted).await;
        let route = world.route(dossier, |_| true).await;
        route
            .legs
            .into_iter()
            .map(|leg| leg.key)
            .collect::<Vec<_>>()
    };
    let short = keys(&[]).await;
    let long = keys(&["survey"]).await;
    assert!(!short.contains(&"survey".to_owned()), "{short:?}");
    assert!(long.contains(&"survey".to_owned()), "{long:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_does_what_is_not_theirs_to_do() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let offer = world.offer(dossier, 1).await;
    let (dossier_id, leg_id) = (offer.dossier_id.clone(), offer.leg_id.clone());
    let legs = world.route(dossier, |_| true).await.legs;
    let another = legs
        .iter()
        .find(|leg| leg.unit != offer.unit && leg.unit != CENTRE);
    let neighbour = format!("officer:la@{}", another.unwrap().unit);
    let mut stranger = world.client_of(&neighbour);
    let why = "Lý do".to_owned();
    let word = |answer: Result<(), Status>| reason(&answer.unwrap_err());
    let recall = RecallLegRequest {
        dossier_id: dossier_id.clone(),
        leg_id: leg_id.clone(),
        reason: why.clone(),
    };
    assert_eq!(
        word(stranger.recall_leg(recall).await.map(drop)),
        "not-the-giver"
    );
    let pay = SettlePaymentRequest {
        dossier_id: dossier_id.clone(),
        reference: "TB-0001".to_owned(),
        receipt: "BL-0001".to_owned(),
        ..Default::default()
    };
    let note = SettlePaymentRequest {
        debt_noted: true,
        ..pay.clone()
    };
    assert_eq!(
        word(stranger.settle_payment(pay.clone()).await.map(drop)),
        "not-a-cashier"
    );
    assert_eq!(
        word(stranger.settle_payment(note.clone()).await.map(drop)),
        "no-debt-note"
    );
    // Whoever pays does not say that the money has come, nor does a process without the bank's word.
    for actor in [
        "citizen:portal",
        "anonymous",
        "service:notification",
        "leader:lanh-dao",
    ] {
        let mut payer = world.client_of(actor);
        let refused = word(payer.settle_payment(pay.clone()).await.map(drop));
        assert_eq!(refused, "not-permitted", "{actor}");
    }
    let mut portal = world.client_of("service:portal");
    assert_eq!(
        word(portal.settle_payment(pay).await.map(drop)),
        "nothing-to-pay"
    );
    assert_eq!(
        word(portal.settle_payment(note).await.map(drop)),
        "no-debt-note"
    );
    let wait = EndWaitRequest {
        dossier_id: dossier_id.clone(),
        leg_id,
        reason: why.clone(),
    };
    assert_eq!(
        word(stranger.end_wait(wait).await.map(drop)),
        "not-in-charge"
    );
    let migrate = MigrateRouteRequest {
        dossier_id,
        procedure_version: "2025-07-01".to_owned(),
        reason: why.clone(),
        dry_run: true,
    };
    let reorganise = ReorganiseUnitsRequest {
        on: "2026-11-01".to_owned(),
        reason: why,
        dry_run: true,
    };
    let only = "not-permitted";
    assert_eq!(word(stranger.migrate_route(migrate).await.map(drop)), only);
    assert_eq!(
        word(
            stranger
                .reorganise_units(reorganise.clone())
                .await
                .map(drop)
        ),
        only
    );
    let reconcile = ReconcileRequest { dry_run: true };
    assert_eq!(word(stranger.reconcile(reconcile).await.map(drop)), only);
    let tomorrow = ReorganiseUnitsRequest {
        on: "2026-11-03".to_owned(),
        dry_run: false,
        ..reorganise
    };
    let mut admin = world.client_of("admin:quan-tri");
    let early = admin.reorganise_units(tomorrow).await.unwrap_err();
    assert_eq!(
        (reason(&early).as_str(), fields(&early)),
        ("not-yet", vec!["on".to_owned()])
    );
}

/// Whoever has nothing to do with a dossier hears the same of it as of one that is not there.
#[tokio::test(flavor = "multi_thread")]
async fn the_way_of_a_dossier_is_nobody_elses_business() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let offer = world.offer(dossier, 1).await;
    let missing = DossierId::mint().to_string();
    let sheet = async |actor: &str, dossier_id: &str| {
        let dossier_id = dossier_id.to_owned();
        let request = GetControlSheetRequest { dossier_id };
        let answer = world.client_of(actor).get_control_sheet(request).await;
        answer.map(drop)
    };
    let recall = async |dossier_id: &str| {
        let request = RecallLegRequest {
            dossier_id: dossier_id.to_owned(),
            leg_id: offer.leg_id.clone(),
            reason: "Lý do".to_owned(),
        };
        let mut stranger = world.client_of("officer:la@org:bhxh");
        stranger.recall_leg(request).await.unwrap_err()
    };
    for actor in ["officer:la@org:bhxh", "officer:em@org:mc-21034", "head:hoa"] {
        let there = sheet(actor, &offer.dossier_id).await.unwrap_err();
        let gone = sheet(actor, &missing).await.unwrap_err();
        assert_eq!(there.code(), Code::NotFound, "{actor}: {there:?}");
        assert_eq!(there.message(), gone.message());
        assert_eq!(there.details(), gone.details());
    }
    let (there, gone) = (recall(&offer.dossier_id).await, recall(&missing).await);
    assert_eq!(there.code(), Code::NotFound, "{there:?}");
    assert_eq!(there.details(), gone.details());
    let here = format!("officer:la@{}", offer.unit);
    for actor in [
        "officer:an@org:mc-21028",
        &here,
        "control:kiem-soat",
        "leader:lanh-dao",
    ] {
        sheet(actor, &offer.dossier_id).await.unwrap();
    }
}

/// A very late or contradictory answer is laid aside with its reason, and changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_true_is_laid_aside_and_nobody_holds_twice() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let offer = world.offer(dossier, 1).await;
    world.refuses(&offer, "wrong-papers").await;
    world.accepts(&offer).await;
    let letters = || world.count("select count(*) from bus.dead_letter");
    eventually(PATIENCE, letters, |letters| *letters == 1).await;
    let route = world.route(dossier, |_| true).await;
    assert_eq!(holders(&route), [CENTRE]);
    // A service speaks of another's leg.
    let other = world.receives("1.013831").await;
    let offer = world.offer(other, 1).await;
    world.desk.says(other, &world.accepted(&offer)).await;
    eventually(PATIENCE, letters, |letters| *letters == 2).await;
    let why: Vec<String> = sqlx::query_scalar("select reason from bus.dead_letter order by id")
        .fetch_all(&world.database.pool)
        .await
        .unwrap();
    assert!(why[0].contains("contradiction"), "{why:?}");
    assert!(why[1].contains("not-the-host"), "{why:?}");
}
