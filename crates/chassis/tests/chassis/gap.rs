//! What comes too early waits; what comes twice is shrugged at.

use testkit::eventually;
use uuid::Uuid;

use crate::bus::Bus;
use crate::ear::Ear;
use crate::folder::{count, heard};
use crate::world::{PATIENCE, Running, World, ids};

/// A listener whose speaker is the test itself.
async fn alone() -> (World, Bus, Running) {
    let world = World::new().await;
    world.intake().await;
    let listener = world.listening(&Ear::default()).await;
    let bus = Bus::of(&world.nats).await;
    let there = async || bus.jetstream.get_stream("INTAKE").await.is_ok();
    eventually(PATIENCE, there, |there| *there).await;
    (world, bus, listener)
}

const WAITING: &str = "select count(*) from bus.dead_letter where parked";
const DEAD: &str = "select count(*) from bus.dead_letter where not parked";

async fn lane(world: &World, folder: Uuid) -> Vec<i32> {
    let mut heard = heard(&world.listener.pool).await;
    heard.remove(&folder).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_too_early_waits_for_what_is_missing() {
    let (world, bus, listener) = alone().await;
    let [late, other] = [Uuid::now_v7(), Uuid::now_v7()];
    for sequence in [1, 3, 5, 4] {
        bus.ask(late, sequence, "x").await;
    }
    bus.ask(other, 1, "x").await;
    world.settled().await;
    assert_eq!(lane(&world, late).await, [1]);
    assert_eq!(lane(&world, other).await, [1], "others do not wait");
    assert_eq!(count(&world.listener.pool, WAITING).await, 3);
    assert_eq!(count(&world.listener.pool, DEAD).await, 0);

    bus.ask(late, 2, "x").await;
    bus.ask(late, 6, "x").await;
    let all = async || lane(&world, late).await;
    eventually(PATIENCE, all, |lane| lane.len() == 6).await;
    assert_eq!(lane(&world, late).await, [1, 2, 3, 4, 5, 6]);
    let waiting = async || count(&world.listener.pool, WAITING).await;
    eventually(PATIENCE, waiting, |waiting| *waiting == 0).await;
    listener.stop().await;
}

/// The same fact under ids the bus has not seen, before and after it was acted upon, and
/// while it waits.
#[tokio::test(flavor = "multi_thread")]
async fn doubles_are_shrugged_at_wherever_they_come() {
    let (world, bus, listener) = alone().await;
    let folder = Uuid::now_v7();
    for sequence in [3, 3, 1, 1, 3, 2, 2, 1, 3, 4, 4] {
        bus.ask(folder, sequence, "x").await;
    }
    world.settled().await;
    let all = async || lane(&world, folder).await;
    eventually(PATIENCE, all, |lane| lane.contains(&4)).await;
    assert_eq!(lane(&world, folder).await, [1, 2, 3, 4]);
    let left = async || count(&world.listener.pool, "select count(*) from bus.dead_letter").await;
    eventually(PATIENCE, left, |left| *left == 0).await;
    assert_eq!(lane(&world, folder).await, [1, 2, 3, 4]);
    listener.stop().await;
}

/// Doubles that arrive in one batch, as after a restart of the listener.
#[tokio::test(flavor = "multi_thread")]
async fn doubles_in_one_batch_act_once() {
    let (world, bus, listener) = alone().await;
    listener.stop().await;
    let folders = ids(5);
    for folder in &folders {
        for sequence in [4, 3, 3, 4, 1, 1, 2, 2, 3] {
            bus.ask(*folder, sequence, "x").await;
        }
    }
    let listener = world.listening(&Ear::default()).await;
    world.settled().await;
    let left = async || count(&world.listener.pool, "select count(*) from bus.dead_letter").await;
    eventually(PATIENCE, left, |left| *left == 0).await;
    for folder in folders {
        assert_eq!(lane(&world, folder).await, [1, 2, 3, 4]);
    }
    listener.stop().await;
}

/// The listener ended after it remembered the missing fact and before it let the waiting go.
#[tokio::test(flavor = "multi_thread")]
async fn what_may_go_on_is_let_go_at_the_next_start() {
    let (world, bus, listener) = alone().await;
    let folder = Uuid::now_v7();
    bus.ask(folder, 2, "x").await;
    bus.ask(folder, 3, "x").await;
    world.settled().await;
    assert_eq!(count(&world.listener.pool, WAITING).await, 2);
    listener.stop().await;
    let remembered = sqlx::query(
        "insert into bus.heard (speaker, aggregate, sequence) values ('intake', $1, 1)",
    );
    remembered
        .bind(folder)
        .execute(&world.listener.pool)
        .await
        .unwrap();

    let listener = world.listening(&Ear::default()).await;
    let all = async || lane(&world, folder).await;
    eventually(PATIENCE, all, |lane| lane == &[2, 3]).await;
    listener.stop().await;
}
