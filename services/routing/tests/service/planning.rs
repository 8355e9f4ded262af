//! From a received dossier to its first offer.

use std::collections::HashSet;

use chassis::{Fact, shard_of};
use futures::StreamExt as _;
use kernel::DossierId;
use prost::Message as _;
use proto::routing::v1::{LegOffered, LegStatus, RoutePlanned};
use stage::{at, stamp};
use testkit::eventually;

use crate::world::{CENTRE, PATIENCE, World, holders, legs, received};

#[tokio::test(flavor = "multi_thread")]
async fn a_received_dossier_gets_its_route_and_the_first_agency_alone_its_offer() {
    let world = World::start().await;
    let mut to_land = world.overhear("motcua.routing.v1.*.land-records.>").await;
    let mut to_desk = world.overhear("motcua.routing.v1.*.agency-desk.>").await;
    let dossier = world.receives("1.013831").await;
    let heard = to_land.next().await.unwrap();
    let shard = shard_of(dossier.uuid());
    assert_eq!(
        heard.subject.as_str(),
        format!("motcua.routing.v1.LegOffered.land-records.s{shard}")
    );
    let offer = LegOffered::decode(heard.payload).unwrap();
    assert_eq!(offer, world.offer(dossier, 1).await);
    assert_eq!(
        (offer.unit.as_str(), offer.task.as_str(), offer.attempt),
        ("org:vpdkdd", "examine", 1)
    );
    assert_eq!(
        (offer.code.as_str(), offer.place.as_str(), offer.approval),
        ("H48.21028-261102-0001", "adm:21028", true)
    );
    assert_eq!(offer.at, stamp(at("2026-11-02T09:00")));
    // Three and a half working days after Monday at nine.
    assert_eq!(offer.due, stamp(at("2026-11-05T15:00")));
    assert_eq!(world.told(dossier).await, ["RoutePlanned", "LegOffered"]);
    assert_eq!(world.said::<RoutePlanned>(dossier).await[0].legs, 6);

    // The other agency hears of the next dossier first: of this one it was told nothing.
    let next = world.receives("2.000986").await;
    let heard = to_desk.next().await.unwrap();
    let offer = LegOffered::decode(heard.payload).unwrap();
    assert_eq!(offer.dossier_id, next.to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_route_shows_who_comes_when_and_the_desk_holds_until_the_agency_accepts() {
    use LegStatus::{Held, Offered, Waiting};
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let offer = world.offer(dossier, 1).await;
    let route = world.route(dossier, |_| true).await;
    assert_eq!(
        legs(&route),
        [
            ("examine", Offered),
            ("tax-assessment", Waiting),
            ("pay", Waiting),
            ("tax-confirmation", Waiting),
            ("register", Waiting),
            ("return", Waiting),
        ]
    );
    let hours: Vec<u32> = route
        .legs
        .iter()
        .map(|leg| leg.allotted_minutes / 60)
        .collect();
    assert_eq!(hours, [28, 40, 0, 0, 28, 0], "3.5 and 5 days of 8 hours");
    assert_eq!(route.legs[0].due, offer.due);
    assert_eq!(route.legs[1].after, ["examine"]);
    let counted: Vec<bool> = route.legs.iter().map(|leg| leg.counts).collect();
    assert_eq!(counted, [true, false, false, false, true, true]);
    assert_eq!(holders(&route), [CENTRE]);
    assert!(!route.settled && !route.closed);

    world.clock.set(at("2026-11-03T09:00"));
    world.accepts(&offer).await;
    let held = world.route(dossier, |route| holders(route) != [CENTRE]);
    let route = held.await;
    assert_eq!(holders(&route), ["org:vpdkdd"]);
    assert_eq!(route.legs[0].status(), Held);
    assert_eq!(route.legs[0].accepted_at, stamp(at("2026-11-03T09:00")));
    let holding = &route.holdings[0];
    assert_eq!(holding.since, stamp(at("2026-11-03T09:00")));
    assert_eq!(holding.due, offer.due);
    assert!(!holding.holder_name.is_empty());
    world.clock.set(at("2026-11-03T10:30"));
    let route = world.route(dossier, |_| true).await;
    assert_eq!(route.legs[0].spent_minutes, 90, "it grows while held");
}

#[tokio::test(flavor = "multi_thread")]
async fn dossiers_received_together_are_planned_together_each_to_its_own_agency() {
    let world = World::start().await;
    let procedures = ["1.013831", "2.000986"];
    let dossiers: Vec<(DossierId, &str)> = (0..200)
        .map(|n| (DossierId::mint(), procedures[n % 2]))
        .collect();
    let say = |(dossier, procedure): &(DossierId, &str)| {
        (*dossier, Fact::new(&received(*dossier, procedure)))
    };
    world
        .intake
        .says_all(dossiers.iter().map(say).collect())
        .await;
    let planned = || world.count("select count(*) from route");
    eventually(PATIENCE, planned, |planned| *planned == 200).await;
    for (dossier, procedure) in &dossiers {
        let offers = world.said::<LegOffered>(*dossier).await;
        let to: Vec<(&str, &str)> = offers
            .iter()
            .map(|offer| (offer.host.as_str(), offer.unit.as_str()))
            .collect();
        let expected = match *procedure {
            "1.013831" => ("land-records", "org:vpdkdd"),
            _ => ("agency-desk", "org:ubnd-21028"),
        };
        assert_eq!(to, [expected]);
        assert_eq!(offers[0].dossier_id, dossier.to_string());
    }
    let ids: HashSet<String> = world.leg_ids().await.into_iter().collect();
    assert_eq!(
        ids.len(),
        100 * 6 + 100 * 4,
        "each leg has an id of its own"
    );
    // Rows of one transaction share their xmin.
    let transactions = world
        .count("select count(distinct xmin::text) from bus.journal")
        .await;
    assert!(transactions <= 20, "200 plans cost {transactions} commits");
}
