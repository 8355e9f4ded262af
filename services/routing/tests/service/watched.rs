//! What time alone brings about, through the service itself: warnings, the apology and its duty,
//! and whose the time was.

use std::fmt::Debug;

use chassis::Boot;
use kernel::DossierId;
use prost::{Message, Name};
use proto::{
    agency::v1::ApologySigned,
    intake::v1::{AppointmentMoved, DossierAccepted, SupplementAsked, SupplementReceived},
    routing::v1::{
        ApologyDue, ApologyGiven, ApologyMissed, DelayAttributed, DossierDueSoon, DossierOverdue,
        Duty, GetAttributionRequest, GetControlSheetRequest, LegAccounted, LegDueSoon, LegOffered,
        LegOverdue, ListDutiesRequest,
    },
};
use stage::{Running, at, free_address, stamp};
use testkit::eventually;
use tonic::Response;

use crate::world::{PATIENCE, World, received};

/// A land transfer, received on Monday at nine, its first phase promised for Friday evening.
async fn promised(world: &World) -> (DossierId, LegOffered) {
    let dossier = DossierId::mint();
    let accepted = DossierAccepted {
        due: stamp(at("2026-11-06T17:00")),
        ..received(dossier, "1.013831")
    };
    world.intake.says(dossier, &accepted).await;
    let examine = world.offer(dossier, 1).await;
    world.clock.set(at("2026-11-02T10:00"));
    world.accepts(&examine).await;
    world.heard("land-records", dossier, 1).await;
    (dossier, examine)
}

/// Waits until routing has said it about the dossier.
async fn once<M: Message + Name + Default + Clone + Debug>(world: &World, dossier: DossierId) -> M {
    let said = || world.said::<M>(dossier);
    let said = eventually(PATIENCE, said, |said| !said.is_empty()).await;
    said[0].clone()
}

async fn duties(world: &World, unit: &str, open: bool) -> Vec<Duty> {
    let unit = unit.to_owned();
    let asked = ListDutiesRequest {
        unit,
        open,
        ..Default::default()
    };
    let answer = world.client().list_duties(asked).await.unwrap();
    answer.into_inner().duties
}

fn signed(world: &World, offer: &LegOffered, new_due: &str) -> ApologySigned {
    ApologySigned {
        leg_id: offer.leg_id.clone(),
        dossier_id: offer.dossier_id.clone(),
        attempt: offer.attempt,
        unit: offer.unit.clone(),
        at: stamp(world.clock.now()),
        new_due: stamp(at(new_due)),
        reason: "chờ xác minh ranh giới".to_owned(),
        signer: "officer:truong@org:vpdkdd".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_apology_is_owed_given_and_moves_the_date_once() {
    // NĐ 61/2018/NĐ-CP Điều 19.9.
    let world = World::watching().await;
    let (dossier, examine) = promised(&world).await;

    world.clock.set(at("2026-11-05T17:01"));
    let due: ApologyDue = once(&world, dossier).await;
    assert_eq!(
        (due.unit.as_str(), due.host.as_str(), due.ground.as_str()),
        ("org:vpdkdd", "land-records", "last-day")
    );
    assert_eq!(due.leg_id, examine.leg_id);
    assert!(due.may_move);
    once::<DossierDueSoon>(&world, dossier).await;
    let owed = duties(&world, "org:vpdkdd", true).await;
    assert_eq!(owed.len(), 1);
    assert_eq!(owed[0].status, "owed");
    assert!(duties(&world, "org:thue-tinh", true).await.is_empty());
    let of = |dossier: DossierId| ListDutiesRequest {
        dossier_id: dossier.to_string(),
        page_size: 1,
        ..Default::default()
    };
    let found = world.client().list_duties(of(dossier)).await.unwrap();
    let found = found.into_inner();
    assert_eq!(
        (found.duties.len(), found.next_page_token.as_str()),
        (1, "")
    );
    let other = world.client().list_duties(of(DossierId::mint())).await;
    assert!(other.unwrap().into_inner().duties.is_empty());

    world.clock.set(at("2026-11-06T09:00"));
    let apology = signed(&world, &examine, "2026-11-10T17:00");
    world.land.says(dossier, &apology).await;
    let given: ApologyGiven = once(&world, dossier).await;
    assert_eq!(given.new_due, stamp(at("2026-11-10T17:00")));
    let moved = AppointmentMoved {
        dossier_id: dossier.to_string(),
        at: stamp(world.clock.now()),
        due: stamp(at("2026-11-10T17:00")),
        previous_due: stamp(at("2026-11-06T17:00")),
        unit: "org:vpdkdd".to_owned(),
        leg_id: examine.leg_id.clone(),
        round: 1,
    };
    world.intake.says(dossier, &moved).await;
    let moved =
        |route: &proto::routing::v1::GetRouteResponse| route.due == stamp(at("2026-11-10T17:00"));
    world.route(dossier, moved).await;

    // The old date passes and nothing is missed.
    world.clock.set(at("2026-11-09T16:00"));
    assert!(duties(&world, "", true).await.is_empty());
    world.clock.set(at("2026-11-10T17:01"));
    let missed: ApologyMissed = once(&world, dossier).await;
    assert_eq!(missed.due, stamp(at("2026-11-10T17:00")));
    let late: DossierOverdue = once(&world, dossier).await;
    assert_eq!(late.due, missed.due);
    let told = duties(&world, "", false).await;
    let told: Vec<_> = told.iter().map(|duty| duty.status.as_str()).collect();
    assert_eq!(told, ["missed", "given"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_days_without_routing_two_replicas_say_everything_once() {
    let world = World::watching().await;
    let (dossier, examine) = promised(&world).await;
    let mut boot = Boot::new("routing");
    boot.clock = world.clock.clone();
    boot.overrides = [
        ("identity.check", "names"),
        ("database.url", world.database.url.as_str()),
        ("database.connections", "6"),
        ("nats.url", world.nats.url()),
        ("grpc.listen", &free_address()),
        ("watch.every_ms", "5"),
        (
            "province.dir",
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai"),
        ),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into();
    let replica = Running::start(routing::assemble(boot).await.unwrap());

    world.clock.set(at("2026-11-13T08:00"));
    once::<ApologyMissed>(&world, dossier).await;
    // A statement after the date is written down; the date does not move and the breach stands.
    let apology = signed(&world, &examine, "2026-11-17T17:00");
    world.land.says(dossier, &apology).await;
    world.heard("land-records", dossier, 2).await;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let told = world.journal(dossier).await;
    let after: Vec<_> = told
        .iter()
        .skip_while(|(_, fact, _)| fact != "LegDueSoon")
        .map(|(_, fact, published)| (fact.as_str(), *published))
        .collect();
    assert_eq!(
        after,
        [
            ("LegDueSoon", true),
            ("LegOverdue", true),
            ("DossierDueSoon", true),
            ("ApologyDue", true),
            ("DossierOverdue", true),
            ("ApologyMissed", true),
            ("ApologyGiven", false),
        ]
    );
    let duties = duties(&world, "org:vpdkdd", false).await;
    assert_eq!(duties[0].status, "missed");
    replica.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_minute_of_a_late_dossier_is_somebodys() {
    let world = World::watching().await;
    let (dossier, examine) = promised(&world).await;
    // Wednesday to Thursday the person is asked; the term begins anew (NĐ 61/2018/NĐ-CP Điều 19.4).
    world.clock.set(at("2026-11-04T07:00"));
    let asked = SupplementAsked {
        dossier_id: dossier.to_string(),
        at: stamp(world.clock.now()),
        round: 1,
        ..Default::default()
    };
    world.intake.says(dossier, &asked).await;
    world.route(dossier, |route| route.with_citizen).await;
    world.clock.set(at("2026-11-05T07:00"));
    let answered = SupplementReceived {
        dossier_id: dossier.to_string(),
        at: stamp(world.clock.now()),
        due: stamp(at("2026-11-09T17:00")),
        ..Default::default()
    };
    world.intake.says(dossier, &answered).await;
    let route = world.route(dossier, |route| !route.with_citizen).await;
    // The leg has as much of its own time left as before.
    assert_eq!(route.legs[0].due, stamp(at("2026-11-06T15:00")));
    assert_eq!(route.legs[0].spent_minutes, 300 + 480);

    world.clock.set(at("2026-11-10T17:00"));
    let refused = proto::agency::v1::LegCompleted {
        granted: false,
        ..world.completed(&examine, None)
    };
    world.land.says(dossier, &refused).await;
    world.route(dossier, |route| route.settled).await;

    let dossier_id = dossier.to_string();
    let request = GetAttributionRequest {
        dossier_id: dossier_id.clone(),
    };
    let account = world.client().get_attribution(request).await;
    let account = account.map(Response::into_inner).unwrap();
    let held: Vec<_> = account
        .totals
        .iter()
        .map(|total| (total.holder.as_str(), total.minutes, total.counted_minutes))
        .collect();
    assert_eq!(
        held,
        [
            ("org:mc-21028", 60, 60),
            ("org:vpdkdd", 300 + 480 + 4 * 480, 300 + 480 + 4 * 480),
            ("citizen", 480, 0),
        ]
    );
    let sum: u32 = account.spans.iter().map(|span| span.minutes).sum();
    assert_eq!(sum, account.total_minutes);
    assert_eq!(account.late_minutes, 480);
    assert_eq!(account.blames.len(), 1);
    assert_eq!(
        (account.blames[0].unit.as_str(), account.blames[0].minutes),
        ("org:vpdkdd", 480)
    );

    let leg: LegAccounted = once(&world, dossier).await;
    assert_eq!(
        (leg.waiting_minutes, leg.spent_minutes),
        (60, 300 + 480 + 4 * 480)
    );
    let delay: DelayAttributed = once(&world, dossier).await;
    assert_eq!(delay.late_minutes, 480);
    assert_eq!(delay.blames[0].leg_id, examine.leg_id);
    assert!(world.said::<LegDueSoon>(dossier).await.len() <= 1);
    assert!(world.said::<LegOverdue>(dossier).await.len() <= 1);

    let request = GetControlSheetRequest { dossier_id };
    let sheet = world.client().get_control_sheet(request).await;
    let sheet = sheet.map(Response::into_inner).unwrap();
    let rows: Vec<_> = sheet
        .rows
        .iter()
        .map(|row| {
            (
                row.from_unit.as_str(),
                row.to_unit.as_str(),
                row.outcome.as_str(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("org:mc-21028", "org:vpdkdd", "late"),
            ("org:vpdkdd", "org:mc-21028", "on-time"),
        ]
    );
}
