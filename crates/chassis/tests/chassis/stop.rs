//! A service that is told to stop finishes what it has in hand.

use std::time::{Duration, Instant};

use testkit::eventually;
use uuid::Uuid;

use crate::bus::Bus;
use crate::desk::{Desk, ask_desk};
use crate::ear::Ear;
use crate::folder::{Command, count, say};
use crate::world::{PATIENCE, World, ids, run};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_just_before_is_on_the_bus_when_it_ends() {
    let world = World::new().await;
    for (owed, on_bus) in [(3, 3), (300, 303)] {
        let speaker = world.speaking().await;
        say(
            &speaker.chassis,
            ids(owed).into_iter().map(|id| (id, Command::Accept)),
        )
        .await;
        speaker.stop().await;
        assert_eq!(
            count(&world.speaker.pool, "select count(*) from bus.outbox").await,
            0
        );
        assert_eq!(world.last_on("INTAKE").await, on_bus);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_and_a_job_in_hand_are_finished_and_their_facts_said() {
    let world = World::new().await;
    let intake = world.intake().await;
    let desk = Desk::of(&intake);
    let (begun, end) = (desk.begun.clone(), desk.end.clone());
    let [asked, own] = [Uuid::now_v7(), Uuid::now_v7()];
    let running = run(intake.clone(), |assembly| {
        let assembly = desk.at(assembly);
        assembly.job("last will", move |stop| async move {
            stop.cancelled().await;
            say(&intake, [(own, Command::Accept)]).await;
        })
    });
    running.operations().await;
    let idle = running.operations().await;
    let request = tokio::spawn(ask_desk(running.channel(), asked, "slow"));
    begun.acquire().await.unwrap().forget();
    let started = Instant::now();
    running.token.cancel();
    let refused = async || {
        let address = &running.endpoint["http://".len()..];
        tokio::net::TcpStream::connect(address).await.is_err()
    };
    eventually(PATIENCE, refused, |refused| *refused).await;
    end.add_permits(1);
    assert_eq!(request.await.unwrap().unwrap(), 1);
    running.ended().await;
    drop(idle);
    assert!(
        started.elapsed() < Duration::from_secs(10),
        "nobody waited for an idle client"
    );
    let on_bus = Bus::of(&world.nats).await.all("INTAKE").await;
    assert_eq!(on_bus.len(), 2);
}

/// A listener ends between two facts, not within one, and the next goes on after it.
#[tokio::test(flavor = "multi_thread")]
async fn a_listener_goes_on_where_the_one_before_it_ended() {
    let world = World::new().await;
    let speaker = world.speaking().await;
    let folders = ids(5);
    for _ in 0..10 {
        let listener = world.listening(&Ear::default()).await;
        let asked = |id: &Uuid| (*id, Command::Ask("x".to_owned()));
        for _ in 0..4 {
            say(&speaker.chassis, folders.iter().map(asked)).await;
        }
        listener.stop().await;
    }
    let listener = world.listening(&Ear::default()).await;
    world.settled_with_each_effect_once().await;
    assert_eq!(
        count(&world.listener.pool, "select count(*) from effect").await,
        200
    );
    listener.stop().await;
    speaker.stop().await;
}

/// A service whose job broke would look well and do half its work: it ends, and is started
/// again by whoever watches over it.
#[tokio::test(flavor = "multi_thread")]
async fn a_service_ends_when_something_that_must_run_breaks() {
    let world = World::new().await;
    let running = run(world.intake().await, |assembly| {
        assembly
            .job("done early", |_| async {})
            .job("broken", |_| async { panic!("a mistake of ours") })
    });
    let why = format!("{:#}", running.result().await.unwrap_err());
    assert!(
        why.contains("broke down") && why.contains("a mistake of ours"),
        "{why}"
    );
}

/// A job that does not end when told to is left behind.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_does_not_end_holds_nobody_up_for_ever() {
    let world = World::new().await;
    let intake = world.intake().await;
    let held = intake.begin().await.unwrap();
    let running = run(intake, |assembly| {
        assembly.job("endless", |_| async move {
            std::future::pending::<()>().await;
            drop(held);
        })
    });
    running.operations().await;
    running.stop().await;
}

/// Both would move the same place in the speaker's stream.
#[tokio::test(flavor = "multi_thread")]
async fn two_listeners_for_one_speaker_are_refused() {
    let world = World::new().await;
    let running = run(world.routing().await, |assembly| {
        let assembly = assembly.hear("intake", Ear::default());
        assembly.hear_only("intake", "routing", Ear::default())
    });
    let why = format!("{:#}", running.result().await.unwrap_err());
    assert!(why.contains("two listeners for intake"), "{why}");
}
