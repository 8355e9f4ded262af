//! One audited command moves what units that are no more had in hand.

use std::collections::HashSet;

use chassis::Fact;
use kernel::DossierId;
use proto::{
    intake::v1::DossierAccepted,
    routing::v1::{
        LegMovedUnit, LegStatus, ReceivingMoved, ReorganiseUnitsRequest, ReorganiseUnitsResponse,
    },
};
use stage::{at, stamp};
use testkit::eventually;

use crate::world::{PATIENCE, World, received, stands};

const ADMIN: &str = "admin:quan-tri";

async fn reorganise(world: &World, dry_run: bool) -> ReorganiseUnitsResponse {
    let request = ReorganiseUnitsRequest {
        on: "2025-07-01".to_owned(),
        reason: "Luật 72/2025/QH15".to_owned(),
        dry_run,
    };
    let answer = world.client_of(ADMIN).reorganise_units(request).await;
    answer.unwrap().into_inner()
}

/// A dossier of the three tiers, received in June 2025.
fn of_june(dossier: DossierId, place: &str) -> DossierAccepted {
    DossierAccepted {
        procedure_version: "2021-07-01".to_owned(),
        receiving_unit: "org:mc-522".to_owned(),
        place: place.to_owned(),
        at: stamp(at("2025-06-20T09:00")),
        due: stamp(at("2025-07-22T09:00")),
        ..received(dossier, "1.001776")
    }
}

/// Luật 72/2025/QH15: on 1 July 2025 districts end and communes merge.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_of_july_2025_moves_every_open_leg_once_and_says_who_ordered_it() {
    const MANY: usize = 450;
    let world = World::start().await;
    world.clock.set(at("2025-06-20T09:00"));
    let places = ["adm:21022:old", "adm:21010:old", "adm:21142:old"];
    let dossiers: Vec<DossierId> = (0..MANY).map(|_| DossierId::mint()).collect();
    let say = |(n, dossier): (usize, &DossierId)| {
        (*dossier, Fact::new(&of_june(*dossier, places[n % 3])))
    };
    let said = dossiers.iter().enumerate().map(say).collect();
    world.intake.says_all(said).await;
    let planned = || world.count("select count(*) from route");
    eventually(PATIENCE, planned, |planned| *planned == MANY as i64).await;
    let taken = world.offer(dossiers[0], 1).await;
    world.accepts(&taken).await;
    let held = |route: &_| stands(route, "verify", LegStatus::Held);
    let before = world.route(dossiers[0], held).await;

    world.clock.set(at("2025-07-01T08:00"));
    let entries = world.count("select count(*) from bus.journal").await;
    let trial = reorganise(&world, true).await;
    assert_eq!((trial.looked_at, trial.changed), (MANY as u32, MANY as u32));
    assert_eq!(
        world.count("select count(*) from bus.journal").await,
        entries,
        "a trial"
    );
    let done = reorganise(&world, false).await;
    assert_eq!(done, trial, "a trial says what would be done");
    let again = reorganise(&world, false).await;
    assert_eq!((again.moves.len(), again.changed), (0, 0), "done once");

    let to = |from: &str, to: &str| {
        let found = done
            .moves
            .iter()
            .find(|one| one.from_unit == from && one.to_unit == to);
        found.map(|one| (one.legs, one.dossiers))
    };
    let third = MANY as u32 / 3;
    assert_eq!(
        to("org:ubnd-21022:old", "org:ubnd-21025"),
        Some((third, third))
    );
    assert_eq!(to("org:ldtbxh-522", "org:vhxh-21025"), Some((third, third)));
    // One commune was divided: somebody must say whose it is now.
    assert!(to("org:ubnd-21142:old", "").is_some(), "{done:?}");

    // No count changes, nobody is left with a unit that is no more, and no date moves.
    assert_eq!(world.count("select count(*) from route").await, MANY as i64);
    let orphans = "select count(*) from route, jsonb_array_elements(state -> 'legs') leg
                   where leg ->> 'unresolved' is null
                     and (leg ->> 'unit' like '%:old' or leg ->> 'unit' like '%-522')";
    assert_eq!(world.count(orphans).await, 0);
    let route = world.route(dossiers[0], |_| true).await;
    assert_eq!(
        (route.legs[0].due, route.due),
        (before.legs[0].due, before.due)
    );
    assert_eq!(route.holdings[0].holder, "org:ubnd-21025");
    let told = world.said::<LegMovedUnit>(dossiers[0]).await;
    assert_eq!(told[0].reason, "Luật 72/2025/QH15");
    assert_eq!(
        world.said::<ReceivingMoved>(dossiers[0]).await[0].to_unit,
        "org:mc-21025"
    );
    let actors: Vec<String> = sqlx::query_scalar(
        "select distinct actor from bus.journal where fact like '%LegMovedUnit'",
    )
    .fetch_all(&world.database.pool)
    .await
    .unwrap();
    let actors: HashSet<&str> = actors.iter().map(String::as_str).collect();
    assert_eq!(actors, HashSet::from([ADMIN]));
}
