//! Two agencies at work side by side.

use proto::routing::v1::LegStatus;

use crate::world::{CENTRE, World, holders, stands};

#[tokio::test(flavor = "multi_thread")]
async fn two_branches_have_two_holders_and_settle_when_both_are_done() {
    let world = World::start().await;
    let dossier = world.receives("2.000986").await;
    let birth = world.offer(dossier, 1).await;
    world.accepts(&birth).await;
    world.completes(&birth, None).await;
    let residence = world.offer(dossier, 2).await;
    let card = world.offer(dossier, 3).await;
    assert_eq!(
        (residence.unit.as_str(), card.unit.as_str()),
        ("org:ca-21028", "org:bhxh")
    );
    let route = world.route(dossier, |_| true).await;
    let committee = "org:ubnd-21028";
    assert_eq!(
        holders(&route),
        [committee, committee],
        "nobody took it yet"
    );

    world.accepts(&card).await;
    let taken = |route: &_| stands(route, "health-card", LegStatus::Held);
    let route = world.route(dossier, taken).await;
    assert_eq!(holders(&route), [committee, "org:bhxh"]);
    world.accepts(&residence).await;
    let taken = |route: &_| stands(route, "residence", LegStatus::Held);
    let route = world.route(dossier, taken).await;
    assert_eq!(holders(&route), ["org:ca-21028", "org:bhxh"]);

    world.completes(&card, None).await;
    let done = |route: &_| stands(route, "health-card", LegStatus::Done);
    let route = world.route(dossier, done).await;
    assert_eq!(
        holders(&route),
        ["org:ca-21028"],
        "the other branch goes on"
    );
    assert!(!route.settled);
    world.completes(&residence, None).await;
    let route = world.route(dossier, |route| route.settled).await;
    assert_eq!(holders(&route), [CENTRE]);
    assert_eq!(
        world.told(dossier).await,
        [
            "RoutePlanned",
            "LegOffered",
            "LegOffered",
            "LegOffered",
            "DossierSettled",
        ]
    );
}
