//! Dossiers that the person takes back.

use kernel::DossierId;
use proto::{intake::v1::DossierWithdrawn, routing::v1::LegStatus};
use stage::stamp;
use tonic::Code;

use crate::world::{World, holders, stands};

fn withdrawn(world: &World, dossier: DossierId) -> DossierWithdrawn {
    DossierWithdrawn {
        dossier_id: dossier.to_string(),
        at: stamp(world.clock.now()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_dossier_leaves_no_offer_behind_and_a_late_answer_changes_nothing() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let offer = world.offer(dossier, 1).await;
    world
        .intake
        .says(dossier, &withdrawn(&world, dossier))
        .await;
    let route = world.route(dossier, |route| route.closed).await;
    assert!(holders(&route).is_empty());
    let told = ["RoutePlanned", "LegOffered", "LegRecalled", "RouteClosed"];
    assert_eq!(world.told(dossier).await, told);

    world.completes(&offer, None).await;
    world.heard("land-records", dossier, 1).await;
    assert_eq!(world.told(dossier).await, told);
    let route = world.route(dossier, |_| true).await;
    assert!(route.closed && !route.settled);
    let id = dossier.to_string();
    let late = world.recalls(&id, &offer.leg_id, "Chuyển lại");
    assert_eq!(late.await.unwrap_err().code(), Code::FailedPrecondition);
    assert_eq!(world.count("select count(*) from bus.dead_letter").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_that_holds_a_withdrawn_dossier_is_told_that_its_case_is_over() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let offer = world.offer(dossier, 1).await;
    world.accepts(&offer).await;
    let held = |route: &_| stands(route, "examine", LegStatus::Held);
    world.route(dossier, held).await;
    world
        .intake
        .says(dossier, &withdrawn(&world, dossier))
        .await;
    world.route(dossier, |route| route.closed).await;
    world.completes(&offer, None).await;
    world.heard("land-records", dossier, 2).await;
    let told = ["RoutePlanned", "LegOffered", "LegClosed", "RouteClosed"];
    assert_eq!(world.told(dossier).await, told);
}

/// Filed online and taken back before any desk received it.
#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_withdrawn_before_it_was_received_needs_no_route() {
    let world = World::start().await;
    let dossier = DossierId::mint();
    world
        .intake
        .says(dossier, &withdrawn(&world, dossier))
        .await;
    world.heard("intake", dossier, 1).await;
    let absent = world.asked_for(dossier).await.unwrap_err();
    assert_eq!(absent.code(), Code::NotFound);
    assert_eq!(world.count("select count(*) from bus.dead_letter").await, 0);
}
