//! What the desk makes of what routing says.

use proto::{
    intake::v1::{ReturnMethod, ReturnResultRequest, Stage},
    routing::v1::{ClockStarted, ClockStopped, DossierSettled},
};
use stage::{at, reason, stamp};
use testkit::eventually;

use crate::world::{PATIENCE, World};

#[tokio::test(flavor = "multi_thread")]
async fn tax_time_stops_the_promise_and_a_second_phase_begins_after_it() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let dossier_id = id.to_string();
    let stopped = ClockStopped {
        dossier_id: dossier_id.clone(),
        at: stamp(at("2026-11-05T10:00")),
        ground: "tax-assessment".to_owned(),
    };
    let started = ClockStarted {
        dossier_id: dossier_id.clone(),
        at: stamp(at("2026-11-12T14:00")),
        phase: 2,
    };
    let settled = DossierSettled {
        dossier_id,
        at: stamp(at("2026-11-16T09:00")),
        granted: true,
        ..Default::default()
    };
    // Out of order, and twice: the effect is the same as once and in order.
    world.routing_says(id, 2, &started).await;
    world.routing_says(id, 1, &stopped).await;
    world.routing_says(id, 1, &stopped).await;
    world.routing_says(id, 3, &settled).await;
    world.routing_says(id, 2, &started).await;
    let reached =
        |dossier: &Result<_, _>| matches!(dossier, Ok(found) if stage_of(found) == Stage::Settled);
    let dossier = eventually(PATIENCE, || world.track(&code), reached)
        .await
        .unwrap();
    let promise = dossier.appointment.unwrap();
    assert_eq!(promise.phase, 2);
    // Four working days after Thursday 12 November.
    assert_eq!(promise.due, stamp(at("2026-11-18T17:00")));
    assert_eq!(
        world.count("select count(*) from bus.journal").await,
        4,
        "accepted, stopped, started, settled: each once"
    );
    assert_eq!(world.count("select count(*) from bus.dead_letter").await, 0);
}

fn stage_of(dossier: &proto::intake::v1::TrackDossierResponse) -> Stage {
    dossier.stage()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_returned_once_and_by_post_only_with_its_tracking_number() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let early = ReturnResultRequest {
        dossier_id: id.to_string(),
        method: ReturnMethod::Counter.into(),
        tracking: String::new(),
        ..Default::default()
    };
    let refused = world.desk().return_result(early.clone()).await.unwrap_err();
    assert_eq!(reason(&refused), "out-of-turn");
    let settled = DossierSettled {
        dossier_id: id.to_string(),
        at: stamp(at("2026-11-05T09:00")),
        granted: true,
        ..Default::default()
    };
    world.routing_says(id, 1, &settled).await;
    let ready =
        |dossier: &Result<_, _>| matches!(dossier, Ok(found) if stage_of(found) == Stage::Settled);
    eventually(PATIENCE, || world.track(&code), ready)
        .await
        .unwrap();
    let by_post = ReturnResultRequest {
        method: ReturnMethod::Post.into(),
        ..early
    };
    let refused = world
        .desk()
        .return_result(by_post.clone())
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "no-tracking-number");
    let tracked = ReturnResultRequest {
        tracking: "EQ000000001VN".to_owned(),
        ..by_post
    };
    world.desk().return_result(tracked.clone()).await.unwrap();
    world.desk().return_result(tracked).await.unwrap();
    assert_eq!(world.count("select count(*) from bus.journal").await, 3);
}
