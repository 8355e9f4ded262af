//! The courses a dossier may take by the law, as the tables tell them.

use kernel::{DossierId, LegId};
use proto::{
    intake::v1 as intake,
    reporting::v1::{DossierLine, ListDossiersRequest},
    routing::v1 as routing,
};
use reporting_domain::{Accepted, Blame, Breach, Channel, Fact, Move, Note};
use testkit::eventually;

use crate::support::{
    PATIENCE, World, at,
    said::{noted, said},
    stamp,
    story::Dice,
};

const LAND: &str = "org:vpdkdd";

/// The one dossier of October as the list behind a column shows it.
async fn behind(world: &World, column: &str) -> Option<DossierLine> {
    let request = ListDossiersRequest {
        from: "2026-10-01".into(),
        to: "2026-10-31".into(),
        column: column.into(),
        ..Default::default()
    };
    world.behind(request).await.unwrap().dossiers.pop()
}

/// A dossier received on 5 October, promised for the 20th.
async fn received(world: &World) -> DossierId {
    let dossier = DossierId::mint();
    let filing = Accepted {
        code: "H00.00001-261005-0001".into(),
        procedure: "1.013831".into(),
        field: "dat-dai".into(),
        unit: "adm:21028".into(),
        channel: Channel::Online,
    };
    let fact = Fact::Accepted(filing, at("2026-10-20T17:00"));
    desk(world, dossier, "2026-10-05T09:00", fact).await;
    dossier
}

async fn desk(world: &World, dossier: DossierId, when: &str, fact: Fact) {
    let fact = said(dossier, at(when), fact, &mut Dice::new(1));
    world.intake.says_all(vec![(dossier, fact)]).await;
}

async fn route(world: &World, dossier: DossierId, when: &str, note: Note) {
    let fact = noted(dossier, at(when), note);
    world.routing.says_all(vec![(dossier, fact)]).await;
}

/// NĐ 61/2018/NĐ-CP Điều 19.4: while something is missing, time is the person's.
#[tokio::test(flavor = "multi_thread")]
async fn a_supplement_supplied_in_part_leaves_the_clock_still() {
    let world = World::new().await;
    let dossier = received(&world).await;
    desk(&world, dossier, "2026-10-07T09:00", Fact::Paused).await;
    for partial in [true, false] {
        let supplied = intake::SupplementReceived {
            dossier_id: dossier.to_string(),
            at: stamp(at("2026-10-09T09:00")),
            partial,
            ..Default::default()
        };
        world.intake.says(dossier, &supplied).await;
        let heard = if partial { 3 } else { 4 };
        world.heard("intake", heard).await;
        assert_eq!(behind(&world, "paused").await.is_some(), partial);
    }
    // Promised for the 20th and not settled at the end of the month.
    assert!(behind(&world, "open_late").await.is_some());
}

/// NĐ 61/2018/NĐ-CP Điều 19.9 and 21; what a manager sees of one dossier that went wrong.
#[tokio::test(flavor = "multi_thread")]
async fn the_line_of_a_dossier_tells_what_went_wrong() {
    let world = World::new().await;
    let dossier = received(&world).await;
    let (leg, unit) = (LegId::mint(), kernel::UnitId::new(LAND));
    let previous = Some(at("2026-10-20T17:00"));
    let due = at("2026-10-27T17:00");
    let moved = Fact::Moved(Move { previous, due });
    desk(&world, dossier, "2026-10-19T09:00", moved).await;
    let late = |due| Note::LegOverdue {
        leg,
        unit: unit.clone(),
        due,
    };
    // Told twice, and once more for the leg's new norm: it is one leg.
    for norm in ["2026-10-15T17:00", "2026-10-15T17:00", "2026-10-16T17:00"] {
        route(&world, dossier, "2026-10-17T08:00", late(at(norm))).await;
    }
    let overdue = Note::Overdue {
        unit: unit.clone(),
        due,
    };
    route(&world, dossier, "2026-10-27T17:00", overdue).await;
    for note in [Note::Corrected, Note::Corrected, Note::Lost { unit }] {
        let said = noted(dossier, at("2026-11-02T09:00"), note);
        world.intake.says_all(vec![(dossier, said)]).await;
    }
    world.heard("routing", 4).await;
    world.heard("intake", 5).await;
    let line = behind(&world, "open_late").await.unwrap();
    assert_eq!(line.original_due, stamp(at("2026-10-20T17:00")));
    assert_eq!((line.due, line.reappointments), (stamp(due), 1));
    assert_eq!((line.late_with.as_str(), line.legs_overdue), (LAND, 1));
    assert_eq!((line.corrections, line.lost), (1, true));
    assert_eq!(behind(&world, "rescheduled").await, Some(line));
}

/// NĐ 61/2018/NĐ-CP Điều 19.9: a breach is a promise nobody apologised for in time.
#[tokio::test(flavor = "multi_thread")]
async fn a_breach_whose_apology_was_signed_in_time_and_heard_late_is_none() {
    let world = World::new().await;
    let dossier = received(&world).await;
    let due = at("2026-10-20T17:00");
    let missed = Note::ApologyMissed(Breach {
        at: due,
        due,
        unit: LAND.into(),
        leg: Some(LegId::mint()),
    });
    route(&world, dossier, "2026-10-20T17:00", missed).await;
    let listed = || async {
        let listed = world.breaches("2026-10-01", "2026-10-31", LAND).await;
        listed.unwrap().breaches
    };
    let one = eventually(PATIENCE, listed, |breaches| breaches.len() == 1).await;
    assert_eq!((one[0].due, one[0].settled), (stamp(due), false));
    assert_eq!(one[0].code, "H00.00001-261005-0001");
    let apology = |signed: &str| routing::ApologyGiven {
        dossier_id: dossier.to_string(),
        unit: LAND.into(),
        at: stamp(at(signed)),
        new_due: stamp(at("2026-10-27T17:00")),
        ..Default::default()
    };
    // Signed after the date it changes nothing: the promise was broken.
    world
        .routing
        .says(dossier, &apology("2026-10-21T09:00"))
        .await;
    world.heard("routing", 2).await;
    assert_eq!(listed().await.len(), 1);
    world
        .routing
        .says(dossier, &apology("2026-10-19T16:00"))
        .await;
    eventually(PATIENCE, listed, |breaches| breaches.is_empty()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lateness_of_nobody_is_said_to_be_the_norms() {
    let world = World::new().await;
    let dossier = received(&world).await;
    let blame = |unit: &str, key: &str| Blame {
        unit: unit.into(),
        leg: None,
        key: key.into(),
        minutes: 240,
    };
    let note = Note::Attributed(reporting_domain::Attribution {
        at: at("2026-10-22T09:00"),
        blames: vec![blame("", "norms"), blame("adm:21028", "desk")],
    });
    route(&world, dossier, "2026-10-22T09:00", note).await;
    let asked = || async {
        let delays = world.delays("2026-10-01", "2026-10-31", "").await;
        delays.unwrap().rows
    };
    let rows = eventually(PATIENCE, asked, |rows| rows.len() == 2).await;
    assert!(rows[0].unit_name.contains("định mức"), "{:?}", rows[0]);
    assert_eq!((rows[0].leg_key.as_str(), rows[0].legs), ("norms", 0));
    assert_eq!(rows[1].unit, "adm:21028");
    assert_ne!(rows[1].unit_name, rows[1].unit);
}
