//! A transfer of land from the desk to its end: two offices, a payment, and time that stands still.

use futures::StreamExt as _;
use kernel::DossierId;
use proto::routing::v1::{
    ClockStarted, ClockStopped, DossierSettled, LegStatus, PaymentAwaited, PaymentSettled,
};
use stage::{at, deliver, fields, reason, stamp};
use tonic::Code;

use crate::world::{CENTRE, World, holders, received, stands};

const TOLD: [&str; 10] = [
    "RoutePlanned",
    "LegOffered",
    "LegOffered",
    "ClockStopped",
    "PaymentAwaited",
    "PaymentSettled",
    "LegOffered",
    "LegOffered",
    "ClockStarted",
    "DossierSettled",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_stops_the_clock_for_tax_and_payment_and_settles_once() {
    let world = World::start().await;
    let mut bus = world.overhear("motcua.routing.>").await;
    let dossier = world.receives("1.013831").await;

    let examine = world.offer(dossier, 1).await;
    world.clock.set(at("2026-11-03T09:00"));
    world.accepts(&examine).await;
    world.clock.set(at("2026-11-04T15:00"));
    world.completes(&examine, None).await;

    let assess = world.offer(dossier, 2).await;
    assert_eq!(
        (assess.host.as_str(), assess.unit.as_str(), assess.counts),
        ("agency-desk", "org:thue-tinh", false)
    );
    // Who gives holds until the tax office has said that it does.
    let route = world.route(dossier, |_| true).await;
    assert_eq!(holders(&route), ["org:vpdkdd"]);
    world.clock.set(at("2026-11-05T09:00"));
    world.accepts(&assess).await;
    world.clock.set(at("2026-11-06T10:00"));
    world.completes(&assess, Some("TB-0001")).await;

    let waits = |route: &_| stands(route, "pay", LegStatus::AwaitingPayment);
    let route = world.route(dossier, waits).await;
    assert_eq!(holders(&route), ["citizen"]);
    assert_eq!(route.legs[2].reference, "TB-0001");
    let awaited = world.said::<PaymentAwaited>(dossier).await;
    assert_eq!(awaited[0].reference, "TB-0001");

    world.clock.set(at("2026-11-09T08:00"));
    pays_by_the_notice_alone(&world, dossier).await;

    let confirm = world.offer(dossier, 3).await;
    assert_eq!(confirm.task, "tax-confirmation");
    world.accepts(&confirm).await;
    world.clock.set(at("2026-11-10T08:00"));
    world.completes(&confirm, None).await;
    let register = world.offer(dossier, 4).await;
    assert_eq!(
        (register.unit.as_str(), register.phase, register.counts),
        ("org:vpdkdd", 2, true)
    );
    world.accepts(&register).await;
    world.clock.set(at("2026-11-12T16:00"));
    world.completes(&register, None).await;
    let route = world.route(dossier, |route| route.settled).await;
    assert_eq!(holders(&route), [CENTRE], "the result waits at the desk");

    // Said once more, by an agency that does not know better.
    world.completes(&register, None).await;
    world.heard("land-records", dossier, 5).await;
    assert_eq!(world.told(dossier).await, TOLD);

    let stopped = world.said::<ClockStopped>(dossier).await;
    assert_eq!(stopped[0].at, stamp(at("2026-11-04T15:00")));
    assert_eq!(stopped[0].ground, "tax-assessment");
    let started = world.said::<ClockStarted>(dossier).await;
    assert_eq!(started[0].at, stamp(at("2026-11-10T08:00")));
    assert_eq!(started[0].phase, 2);
    let settled = world.said::<DossierSettled>(dossier).await;
    assert_eq!(settled[0].at, stamp(at("2026-11-12T16:00")));
    assert!(settled[0].granted);

    // What is only written down does not travel; what travels comes in order.
    let next = world.receives("1.013831").await;
    let mut heard = Vec::new();
    while let Some(message) = bus.next().await {
        let headers = message.headers.unwrap();
        if headers.get("Motcua-Dossier").unwrap().as_str() == next.to_string() {
            break;
        }
        heard.push(message.subject.split('.').nth(3).unwrap().to_owned());
    }
    heard.retain(|fact| !["LegAccounted", "DelayAttributed"].contains(&fact.as_str()));
    assert_eq!(heard, TOLD);
    let journal = world.journal(dossier).await;
    let quiet = journal.iter().filter(|(_, _, published)| !published);
    assert!(
        quiet.clone().all(|(_, fact, _)| fact == "LegMoved"),
        "{journal:?}"
    );
    assert_eq!(quiet.count(), 8, "four legs, each taken and done");
    let sequences = journal.iter().map(|(sequence, _, _)| *sequence);
    assert!(sequences.eq(1..=journal.len() as i32), "{journal:?}");
}

async fn pays_by_the_notice_alone(world: &World, dossier: DossierId) {
    let before = world.journal(dossier).await.len();
    let refused = world.pays(dossier, "TB-9999").await.unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(reason(&refused), "nothing-to-pay");
    assert_eq!(fields(&refused), ["reference"]);
    assert_eq!(world.journal(dossier).await.len(), before);

    let paid = world.pays(dossier, "TB-0001").await.unwrap();
    let after = world.journal(dossier).await.len();
    assert!(after >= before + 2, "paid, and the next leg offered");
    let again = world.pays(dossier, "TB-0001").await.unwrap();
    assert!(
        !paid.known && again.known,
        "sent twice, it is the same payment"
    );
    assert_eq!((paid.refund, again.refund), (None, None));
    assert_eq!(world.journal(dossier).await.len(), after);
    let settled = world.said::<PaymentSettled>(dossier).await;
    let paid_at = settled[0].at.map(|at| at.seconds);
    assert_eq!(paid_at, Some(at("2026-11-09T08:00").timestamp()));
    let route = world.route(dossier, |_| true).await;
    assert_eq!(route.legs[2].reason, "BL-0001", "the receipt is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_said_twice_and_out_of_turn_lead_to_the_same_route() {
    let world = World::start().await;
    let (nats, dossier) = (&world.nats, DossierId::mint());
    let accepted = received(dossier, "1.013831");
    for _ in 0..2 {
        deliver(nats, "intake", dossier, 1, &accepted).await;
    }
    let examine = world.offer(dossier, 1).await;
    let taken = world.accepted(&examine);
    let done = world.completed(&examine, None);
    deliver(nats, "land-records", dossier, 2, &done).await;
    deliver(nats, "land-records", dossier, 1, &taken).await;
    deliver(nats, "land-records", dossier, 2, &done).await;
    deliver(nats, "land-records", dossier, 1, &taken).await;
    let assess = world.offer(dossier, 2).await;
    let taken = world.accepted(&assess);
    let done = world.completed(&assess, Some("TB-0001"));
    // The same again under a number of its own, as an agency would that was restored.
    deliver(nats, "agency-desk", dossier, 3, &done).await;
    deliver(nats, "agency-desk", dossier, 2, &done).await;
    deliver(nats, "agency-desk", dossier, 1, &taken).await;
    world.heard("agency-desk", dossier, 3).await;
    world.pays(dossier, "TB-0001").await.unwrap();
    let confirm = world.offer(dossier, 3).await;
    // A completion proves the acceptance, should that not have been told.
    let done = world.completed(&confirm, None);
    deliver(nats, "agency-desk", dossier, 4, &done).await;
    let register = world.offer(dossier, 4).await;
    let taken = world.accepted(&register);
    let done = world.completed(&register, None);
    deliver(nats, "land-records", dossier, 4, &done).await;
    deliver(nats, "land-records", dossier, 3, &taken).await;
    world.route(dossier, |route| route.settled).await;
    assert_eq!(world.told(dossier).await, TOLD);
    let journal = world.journal(dossier).await;
    let sequences = journal.iter().map(|(sequence, _, _)| *sequence);
    assert!(sequences.eq(1..=journal.len() as i32), "{journal:?}");
    assert_eq!(world.count("select count(*) from bus.dead_letter").await, 0);
}
