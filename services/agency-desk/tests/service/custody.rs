//! Custody through doubled, lost, crossed and broken messages.

use chassis::client::Speaking;
use proto::{
    agency::v1::*,
    operations::v1::{
        ListDeadLettersRequest, RetryDeadLetterRequest,
        operations_service_client::OperationsServiceClient,
    },
    routing::v1::{LegOffered, LegRecalled},
};
use testkit::eventually;
use tonic::Code;

use crate::{
    AN, STRANGER, UNIT, granted,
    support::{PATIENCE, World, reason, stamp},
    world,
};

async fn recalls(world: &World, offered: &LegOffered) {
    let recalled = LegRecalled {
        leg_id: offered.leg_id.clone(),
        dossier_id: offered.dossier_id.clone(),
        host: "agency-desk".into(),
        at: stamp(world.clock.now()),
        ..Default::default()
    };
    world.says(&offered.dossier_id, &recalled).await;
}

/// Waits until the facts written down about a dossier are these.
async fn expect(world: &World, dossier: &str, facts: &[&str]) {
    eventually(PATIENCE, || world.journal(dossier), |got| got == facts).await;
}

fn operations(world: &World) -> OperationsServiceClient<Speaking> {
    OperationsServiceClient::new(world.speaking("operator:motcua"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_heard_twice_is_one_case() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    world.offers(&offer).await;
    world.offers(&offer).await;
    // What was said after them has been heard: so have they.
    let other = world.offer(UNIT, "verify");
    world.arrived(AN, &other).await;
    assert_eq!(world.case(AN, &offer.leg_id).await.version, 1);
    assert_eq!(world.journal(&offer.dossier_id).await, ["CaseOpened"]);
    let mut an = world.agency(AN);
    let queue = an.list_queue(ListQueueRequest::default());
    assert_eq!(queue.await.unwrap().into_inner().cases.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_automatic_leg_is_completed_as_it_arrives() {
    let (world, _running) = world().await;
    let offer = LegOffered {
        automatic: true,
        ..world.offer(UNIT, "tax-confirmation")
    };
    world.offers(&offer).await;
    let facts = ["CaseOpened", "LegAccepted", "LegCompleted"];
    expect(&world, &offer.dossier_id, &facts).await;
    let said: LegCompleted = world.said(&offer.dossier_id).await;
    assert!(said.granted && !said.payment_due);
    assert_eq!((said.leg_id, said.attempt), (offer.leg_id, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recall_takes_back_what_nobody_accepted_and_nothing_else() {
    let (world, _running) = world().await;
    let (waiting, taken) = (world.offer(UNIT, "verify"), world.offer(UNIT, "verify"));
    world.arrived(AN, &waiting).await;
    world.arrived(AN, &taken).await;
    let case_id = taken.leg_id.clone();
    world
        .agency(AN)
        .take(TakeRequest {
            case_id,
            ..Default::default()
        })
        .await
        .unwrap();
    for offer in [&taken, &waiting] {
        recalls(&world, offer).await;
    }
    expect(
        &world,
        &waiting.dossier_id,
        &["CaseOpened", "CaseWithdrawn"],
    )
    .await;
    let held = world.case(AN, &taken.leg_id).await;
    assert_eq!(held.stage(), CaseStage::Held);
    let held_legs = world.held_legs().await.unwrap();
    assert_eq!(held_legs, std::slice::from_ref(&taken.leg_id));

    // Offered anew, the one is open again; of the other routing learns who has it.
    for offer in [&waiting, &taken] {
        let anew = LegOffered {
            attempt: 2,
            ..offer.clone()
        };
        world.offers(&anew).await;
    }
    let facts = ["CaseOpened", "LegAccepted", "LegAccepted"];
    expect(&world, &taken.dossier_id, &facts).await;
    let said: LegAccepted = world.said(&taken.dossier_id).await;
    assert_eq!(said.attempt, 2);
    let again = world.case(AN, &waiting.leg_id).await;
    assert_eq!(again.stage(), CaseStage::Offered);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_offer_says_why_and_leaves_the_queue() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    world.arrived(AN, &offer).await;
    let refuse = |reason: &str| RefuseRequest {
        case_id: offer.leg_id.clone(),
        reason: reason.to_owned(),
        ..Default::default()
    };
    let bad = world
        .agency(AN)
        .refuse(refuse("because"))
        .await
        .unwrap_err();
    assert_eq!(bad.code(), Code::InvalidArgument);
    for _ in 0..2 {
        let answer = world.agency(AN).refuse(refuse("not-competent")).await;
        let case = answer.unwrap().into_inner().case.unwrap();
        assert_eq!(case.stage(), CaseStage::Refused);
    }
    assert_eq!(
        world.journal(&offer.dossier_id).await,
        ["CaseOpened", "LegRefused"]
    );
    let said: LegRefused = world.said(&offer.dossier_id).await;
    assert_eq!(
        (said.reason.as_str(), said.attempt, said.unit.as_str()),
        ("not-competent", 1, UNIT)
    );
    let mut an = world.agency(AN);
    let queue = an.list_queue(ListQueueRequest::default());
    assert!(queue.await.unwrap().into_inner().cases.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_given_back_keeps_the_reason_in_the_house() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    world.arrived(AN, &offer).await;
    let case_id = offer.leg_id.clone();
    let give_back = GiveBackRequest {
        case_id: case_id.clone(),
        reason: "Phiếu chuyển ghi sai số tờ bản đồ".into(),
        ..Default::default()
    };
    let early = world.agency(AN).give_back(give_back.clone()).await;
    assert_eq!(reason(&early.unwrap_err()), "not-taken");
    world
        .agency(AN)
        .take(TakeRequest {
            case_id,
            ..Default::default()
        })
        .await
        .unwrap();
    world.agency(AN).give_back(give_back.clone()).await.unwrap();
    world.agency(AN).give_back(give_back.clone()).await.unwrap();
    let facts = ["CaseOpened", "LegAccepted", "LegReturned"];
    assert_eq!(world.journal(&offer.dossier_id).await, facts);
    let said: LegReturned = world.said(&offer.dossier_id).await;
    assert_eq!(said.reason, "returned");
    let kept = world.case(AN, &offer.leg_id).await;
    assert_eq!(kept.reason, give_back.reason);
    assert!(world.held_legs().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_that_cannot_be_read_parks_its_dossier_until_it_is_retried_in_vain_or_dropped() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    let broken = LegOffered {
        at: None,
        attempt: 0,
        ..offer.clone()
    };
    world.says(&offer.dossier_id, &broken).await;
    world.offers(&offer).await;
    let letters = || async {
        let mut operations = operations(&world);
        let asked = operations.list_dead_letters(ListDeadLettersRequest { page_size: 10 });
        asked.await.unwrap().into_inner().letters
    };
    let kept = eventually(PATIENCE, letters, |letters| letters.len() == 2).await;
    let (parked, dead): (Vec<_>, Vec<_>) = kept.into_iter().partition(|letter| letter.parked);
    assert!(dead[0].reason.contains("attempt") && dead[0].reason.contains("at"));
    assert_eq!(parked.len(), 1);

    // Other dossiers go on meanwhile.
    let other = world.offer(UNIT, "verify");
    world.arrived(AN, &other).await;
    assert!(world.journal(&offer.dossier_id).await.is_empty());

    let id = dead[0].id;
    let retry = RetryDeadLetterRequest { id };
    operations(&world)
        .retry_dead_letter(retry)
        .await
        .unwrap_err();
    let drop = proto::operations::v1::DropDeadLetterRequest {
        id,
        reason: "Nội dung hỏng, đã được chuyển lại".into(),
    };
    operations(&world).drop_dead_letter(drop).await.unwrap();
    expect(&world, &offer.dossier_id, &["CaseOpened"]).await;
    assert!(letters().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_unit_neither_sees_nor_touches_a_case() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "verify");
    world.arrived(AN, &offer).await;
    let case_id = offer.leg_id.clone();
    // Who is nobody's officer is turned away at the door, whatever there is.
    let nobody = [Code::PermissionDenied, Code::Unauthenticated];
    for who in ["service:portal", ""] {
        let mut agency = world.agency(who);
        let case_id = case_id.clone();
        let seen = agency.get_case(GetCaseRequest { case_id }).await;
        assert!(nobody.contains(&seen.unwrap_err().code()), "{who}");
    }
    for who in [STRANGER, "officer:an"] {
        let mut agency = world.agency(who);
        let case_id = case_id.clone();
        let seen = agency.get_case(GetCaseRequest {
            case_id: case_id.clone(),
        });
        assert_eq!(seen.await.unwrap_err().code(), Code::NotFound, "{who}");
        let taken = agency.take(TakeRequest {
            case_id: case_id.clone(),
            ..Default::default()
        });
        assert_eq!(taken.await.unwrap_err().code(), Code::NotFound, "{who}");
        let conclusion = Some(granted());
        let completed = agency.complete(CompleteRequest {
            case_id,
            conclusion,
            ..Default::default()
        });
        assert_eq!(completed.await.unwrap_err().code(), Code::NotFound, "{who}");
        let unit = UNIT.to_owned();
        let listed = agency.list_queue(ListQueueRequest {
            unit,
            ..Default::default()
        });
        assert_eq!(listed.await.unwrap_err().code(), Code::NotFound, "{who}");
    }
    let mut an = world.agency(AN);
    let legs = an.list_held_legs(ListHeldLegsRequest {});
    assert_eq!(legs.await.unwrap_err().code(), Code::PermissionDenied);
    assert_eq!(world.journal(&offer.dossier_id).await, ["CaseOpened"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_while_the_service_was_down_is_heard_when_it_is_up() {
    let (world, running) = world().await;
    let before = world.offer(UNIT, "verify");
    world.arrived(AN, &before).await;
    running.stop().await;
    let meanwhile = world.offer(UNIT, "verify");
    world.offers(&meanwhile).await;
    let _running = world
        .start(agency_desk::assemble(world.boot(&[])).await)
        .await;
    world.case(AN, &meanwhile.leg_id).await;
    assert_eq!(world.journal(&before.dossier_id).await, ["CaseOpened"]);
}
