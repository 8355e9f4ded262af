//! What agencies hold against what routing believes: each difference is mended, or named.

use std::time::Duration;

use proto::{
    agency::v1::{Case, CaseStage, Conclusion, HeldLeg},
    routing::v1::{
        Difference, LegClosed, LegOffered, LegStatus, ReconcileRequest, ReconcileResponse,
    },
};
use stage::stamp;
use testkit::eventually;

use crate::{
    agency::Agency,
    world::{PATIENCE, World, stands},
};

const PROVINCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
const ADMIN: &str = "admin:quan-tri";

/// The land office answers; the others are away.
async fn world(agency: &Agency, nightly: &str) -> World {
    let nobody = "http://127.0.0.1:9";
    let settings = [
        ("services.land_records", agency.address.as_str()),
        ("services.agency_desk", nobody),
        ("services.social_welfare", nobody),
        ("reconcile.at", nightly),
    ];
    World::with(PROVINCE, &settings).await
}

async fn compare(world: &World, dry_run: bool) -> ReconcileResponse {
    let mut client = world.client_of(ADMIN);
    let answer = client.reconcile(ReconcileRequest { dry_run });
    answer.await.unwrap().into_inner()
}

fn held(world: &World, offer: &LegOffered) -> HeldLeg {
    HeldLeg {
        leg_id: offer.leg_id.clone(),
        dossier_id: offer.dossier_id.clone(),
        attempt: offer.attempt,
        unit: offer.unit.clone(),
        since: stamp(world.clock.now()),
    }
}

fn of<'a>(report: &'a ReconcileResponse, offer: &LegOffered) -> &'a Difference {
    let mut differences = report.differences.iter();
    let found = differences.find(|one| one.leg_id == offer.leg_id);
    found.unwrap_or_else(|| panic!("no difference about it: {report:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_difference_is_mended_and_the_next_comparison_ends_at_zero() {
    let agency = Agency::start().await;
    let world = world(&agency, "").await;
    let mut offers = Vec::new();
    for _ in 0..5 {
        let dossier = world.receives("1.013831").await;
        offers.push(world.offer(dossier, 1).await);
    }
    let [agrees, unheard, finished, lost, over] = &offers[..] else {
        unreachable!()
    };
    for offer in [agrees, finished, lost, over] {
        world.accepts(offer).await;
    }
    for offer in [agrees, finished, lost, over] {
        let taken = |route: &_| stands(route, "examine", LegStatus::Held);
        world.route(offer.dossier_id.parse().unwrap(), taken).await;
    }
    // The desk withdraws one; the agency's word of another was lost, and so was a whole case.
    world.completes(over, None).await;
    let done = |route: &_| stands(route, "examine", LegStatus::Done);
    world.route(over.dossier_id.parse().unwrap(), done).await;
    agency.holds(vec![
        held(&world, agrees),
        held(&world, unheard),
        held(&world, over),
    ]);
    agency.has(Case {
        case_id: finished.leg_id.clone(),
        dossier_id: finished.dossier_id.clone(),
        attempt: 1,
        stage: CaseStage::Completed.into(),
        ended_at: stamp(world.clock.now()),
        conclusion: Some(Conclusion {
            granted: true,
            ..Default::default()
        }),
        ..Default::default()
    });

    // What happened a moment ago may be on its way: it is no difference yet.
    assert_eq!(compare(&world, true).await.differences, []);
    world.clock.advance(Duration::from_secs(20 * 60));
    let trial = compare(&world, true).await;
    assert_eq!(trial.differences.len(), 4, "{trial:?}");
    assert!(trial.differences.iter().all(|one| one.mended.is_empty()));
    assert_eq!(trial.silent, ["agency-desk", "social-welfare"]);
    assert_eq!(trial.compared, 5);

    let report = compare(&world, false).await;
    assert_eq!(report.differences.len(), 4, "{report:?}");
    assert!(of(&report, unheard).mended.contains("tiếp nhận"));
    assert!(of(&report, over).mended.contains("đóng"));
    let find = async |offer: &LegOffered| {
        world
            .route(offer.dossier_id.parse().unwrap(), |_| true)
            .await
    };
    assert!(stands(&find(unheard).await, "examine", LegStatus::Held));
    assert!(stands(
        &find(finished).await,
        "tax-assessment",
        LegStatus::Offered
    ));
    let anew = world.offer(lost.dossier_id.parse().unwrap(), 2).await;
    assert_eq!((&anew.leg_id, anew.attempt), (&lost.leg_id, 2));
    let closed = world
        .said::<LegClosed>(over.dossier_id.parse().unwrap())
        .await;
    assert_eq!((closed.len(), &closed[0].leg_id), (1, &over.leg_id));

    // The agency has heard of it all, and both say the same.
    agency.holds(vec![
        held(&world, agrees),
        held(&world, unheard),
        held(&world, &anew),
    ]);
    world.accepts(&anew).await;
    let taken = |route: &_| stands(route, "examine", LegStatus::Held);
    world.route(lost.dossier_id.parse().unwrap(), taken).await;
    world.clock.advance(Duration::from_secs(20 * 60));
    assert_eq!(compare(&world, false).await.differences, []);
    let kept = world.count("select count(*) from reconciliation").await;
    assert_eq!(kept, 4, "each comparison is kept");
    let actors = "select count(*) from reconciliation where actor = 'admin:quan-tri'";
    assert_eq!(world.count(actors).await, 4);
}

/// What nobody can decide by the records alone is named, and left to people.
#[tokio::test(flavor = "multi_thread")]
async fn a_case_without_a_route_is_named() {
    let agency = Agency::start().await;
    let world = world(&agency, "").await;
    let stranger = HeldLeg {
        leg_id: kernel::LegId::mint().to_string(),
        dossier_id: kernel::DossierId::mint().to_string(),
        attempt: 1,
        unit: "org:vpdkdd".to_owned(),
        since: None,
    };
    agency.holds(vec![stranger.clone()]);
    let report = compare(&world, false).await;
    assert_eq!(report.differences.len(), 1);
    let named = &report.differences[0];
    assert_eq!(
        (&named.leg_id, named.mended.as_str()),
        (&stranger.leg_id, "")
    );
    assert!(named.what.contains("không có"), "{named:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_compared_once_a_night_by_the_clock_of_the_province() {
    let agency = Agency::start().await;
    let world = world(&agency, "02:00").await;
    let kept =
        || world.count("select count(*) from reconciliation where actor = 'service:routing'");
    // It is nine in the morning: last night's was missed, and is made up for once.
    eventually(Duration::from_secs(60).max(PATIENCE), kept, |kept| {
        *kept == 1
    })
    .await;
}
