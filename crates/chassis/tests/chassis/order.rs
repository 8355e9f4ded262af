//! Facts are heard in order, each effect once, also when they are said twice.

use std::time::Duration;

use async_nats::jetstream::message::StreamMessage;
use testkit::eventually;

use crate::bus::Bus;
use crate::ear::Ear;
use crate::folder::{Command, count, said, say};
use crate::world::{PATIENCE, World, ids};

fn in_a_batch(message: &&StreamMessage) -> bool {
    message.headers.get("Nats-Batch-Id").is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_are_heard_in_order_and_each_effect_once() {
    let world = World::new().await;
    let listener = world.listening(&Ear::default()).await;
    let speaker = world.speaking().await;
    let folders = ids(7);
    for round in 0..30 {
        let asked = |id| (id, Command::Ask(format!("{round}")));
        say(&speaker.chassis, folders.iter().copied().map(asked)).await;
    }
    world.settled_with_each_effect_once().await;
    assert_eq!(said(&world.speaker.pool).await.len(), 7);
    assert_eq!(
        count(&world.listener.pool, "select count(*) from effect").await,
        210
    );
    speaker.stop().await;
    listener.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_owed_facts_travel_as_one_batch_and_seven_by_themselves() {
    let world = World::new().await;
    let bus = Bus::of(&world.nats).await;
    for (owed, batched) in [(7, 0), (8, 8)] {
        let before = world.last_on("INTAKE").await as usize;
        let intake = world.intake().await;
        say(
            &intake,
            ids(owed).into_iter().map(|id| (id, Command::Accept)),
        )
        .await;
        world.speaking().await.stop().await;
        let all = bus.all("INTAKE").await;
        assert_eq!(all.len() - before, owed);
        let together = all[before..].iter().filter(in_a_batch).count();
        assert_eq!(together, batched, "of {owed}");
    }
}

/// More than one batch holds: 500 at a time, and the order stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_backlog_of_thousands_is_relayed_in_order() {
    let world = World::new().await;
    let intake = world.intake().await;
    let folders = ids(40);
    for _ in 0..30 {
        let asked = |id| (id, Command::Ask("x".to_owned()));
        say(&intake, folders.iter().copied().map(asked)).await;
    }
    let speaker = world.speaking().await;
    let listener = world.listening(&Ear::default()).await;
    world.settled_with_each_effect_once().await;
    speaker.stop().await;
    listener.stop().await;
}

/// The relay died after the bus had its facts and before the outbox knew.
async fn owe_again(world: &World) {
    let owed = sqlx::query(
        "insert into bus.outbox (position) select position from bus.journal
         on conflict do nothing",
    );
    owed.execute(&world.speaker.pool).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_the_bus_remembers_are_not_stored_twice() {
    let world = World::new().await;
    let listener = world.listening(&Ear::default()).await;
    let speaker = world.speaking().await;
    let folders = ids(20);
    say(
        &speaker.chassis,
        folders.iter().map(|id| (*id, Command::Accept)),
    )
    .await;
    world.settled().await;

    owe_again(&world).await;
    // Known and new ones in one batch: the bus refuses it whole, and they go by themselves.
    say(
        &speaker.chassis,
        folders.iter().map(|id| (*id, Command::Ask("x".into()))),
    )
    .await;
    world.settled_with_each_effect_once().await;
    assert_eq!(world.last_on("INTAKE").await, 40);
    speaker.stop().await;
    listener.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_the_bus_has_forgotten_are_stored_twice_and_act_once() {
    let world = World::new().await;
    let listener = world.listening(&Ear::default()).await;
    let speaker = world.speaking().await;
    let folders = ids(12);
    say(
        &speaker.chassis,
        folders.iter().map(|id| (*id, Command::Accept)),
    )
    .await;
    world.settled().await;

    let bus = Bus::of(&world.nats).await;
    let stream = bus.jetstream.get_stream("INTAKE").await.unwrap();
    let forgetful = async_nats::jetstream::stream::Config {
        duplicate_window: Duration::from_millis(100),
        ..stream.cached_info().config.clone()
    };
    bus.jetstream.update_stream(forgetful).await.unwrap();
    let said_again = async || {
        owe_again(&world).await;
        speaker.chassis.wake_relay();
        world.settled().await;
        world.last_on("INTAKE").await
    };
    eventually(PATIENCE, said_again, |last| *last >= 24).await;
    world.settled_with_each_effect_once().await;
    speaker.stop().await;
    listener.stop().await;
}

/// Two relays on one database: one speaks, the other takes over.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_relay_takes_over_when_the_first_stops() {
    let world = World::new().await;
    let listener = world.listening(&Ear::default()).await;
    let first = world.speaking().await;
    let second = world.speaking().await;
    let folders = ids(10);
    say(
        &first.chassis,
        folders.iter().map(|id| (*id, Command::Accept)),
    )
    .await;
    say(
        &second.chassis,
        folders.iter().map(|id| (*id, Command::Ask("x".into()))),
    )
    .await;
    world.settled_with_each_effect_once().await;
    assert_eq!(world.last_on("INTAKE").await, 20, "each was published once");
    first.stop().await;
    say(
        &second.chassis,
        folders.iter().map(|id| (*id, Command::Ask("y".into()))),
    )
    .await;
    world.settled_with_each_effect_once().await;
    second.stop().await;
    listener.stop().await;
}
