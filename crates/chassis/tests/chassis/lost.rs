//! The bus may lose everything: the journal has it still.

use proto::operations::v1::ReplayRequest;
use testkit::eventually;
use uuid::Uuid;

use crate::bus::Bus;
use crate::ear::Ear;
use crate::folder::{Command, heard, said, say};
use crate::world::{PATIENCE, Running, World, ids};

fn ask(folders: &[Uuid]) -> impl Iterator<Item = (Uuid, Command)> {
    let asked = |id: &Uuid| (*id, Command::Ask("x".to_owned()));
    folders.iter().map(asked)
}

async fn replay(speaker: &Running) -> u64 {
    let from = Some(prost_types::Timestamp::default());
    let mut operations = speaker.operations().await;
    let replayed = operations.replay(ReplayRequest { from }).await;
    replayed.expect("replayed").into_inner().facts
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_fills_in_exactly_what_a_lost_stream_took_along() {
    let world = World::new().await;
    let speaker = world.speaking().await;
    let listener = world.listening(&Ear::default()).await;
    let folders = ids(6);
    say(&speaker.chassis, ask(&folders)).await;
    world.settled_with_each_effect_once().await;
    listener.stop().await;

    // Said while nobody listened, and lost before anybody did.
    say(&speaker.chassis, ask(&folders)).await;
    let published = async || world.last_on("INTAKE").await;
    eventually(PATIENCE, published, |last| *last == 12).await;
    let bus = Bus::of(&world.nats).await;
    bus.jetstream.delete_stream("INTAKE").await.unwrap();

    let listener = world.listening(&Ear::default()).await;
    say(&speaker.chassis, ask(&folders)).await;
    world.settled().await;
    // What came after the loss waits for what was lost.
    assert!(
        heard(&world.listener.pool)
            .await
            .values()
            .all(|lane| lane == &[1])
    );
    assert_eq!(replay(&speaker).await, 18);
    world.settled_with_each_effect_once().await;
    speaker.stop().await;
    listener.stop().await;
}

/// The stream goes away under a listener that has heard far into it, and a short one takes
/// its place: it must be read from its start, not from where the old one ended.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_made_anew_is_read_from_its_start() {
    let world = World::new().await;
    let speaker = world.speaking().await;
    let listener = world.listening(&Ear::default()).await;
    let folders = ids(20);
    say(&speaker.chassis, ask(&folders)).await;
    world.settled_with_each_effect_once().await;

    let bus = Bus::of(&world.nats).await;
    bus.jetstream.delete_stream("INTAKE").await.unwrap();
    say(&speaker.chassis, ask(&folders[..3])).await;
    let both = async || {
        let spoken = said(&world.speaker.pool).await;
        heard(&world.listener.pool).await == spoken
    };
    eventually(PATIENCE, both, |same| *same).await;
    world.settled_with_each_effect_once().await;
    assert!(world.last_on("INTAKE").await < 20);
    speaker.stop().await;
    listener.stop().await;
}

/// The same when the whole server comes back with empty hands.
#[tokio::test(flavor = "multi_thread")]
async fn a_bus_whose_disk_is_gone_is_filled_again() {
    let mut world = World::new().await;
    let speaker = world.speaking().await;
    let listener = world.listening(&Ear::default()).await;
    let folders = ids(20);
    say(&speaker.chassis, ask(&folders)).await;
    world.settled_with_each_effect_once().await;

    world.nats.kill().unwrap();
    let store = world.nats.dir().join("data").join("jetstream");
    std::fs::remove_dir_all(store).unwrap();
    world.nats.start_again().await.unwrap();
    say(&speaker.chassis, ask(&folders)).await;
    assert!(replay(&speaker).await >= 20, "all that is not owed already");
    let all = async || heard(&world.listener.pool).await == said(&world.speaker.pool).await;
    eventually(PATIENCE, all, |same| *same).await;
    world.settled_with_each_effect_once().await;
    speaker.stop().await;
    listener.stop().await;
}

/// The bus was restored from a backup older than what was heard: same stream, fewer messages.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_shorter_than_what_was_heard_is_read_from_its_start() {
    let world = World::new().await;
    let speaker = world.speaking().await;
    let listener = world.listening(&Ear::default()).await;
    let folders = ids(3);
    say(&speaker.chassis, ask(&folders)).await;
    world.settled_with_each_effect_once().await;
    listener.stop().await;
    let ahead = sqlx::query("update bus.reader set position = 1000");
    ahead.execute(&world.listener.pool).await.unwrap();

    say(&speaker.chassis, ask(&folders)).await;
    let listener = world.listening(&Ear::default()).await;
    let all = async || heard(&world.listener.pool).await == said(&world.speaker.pool).await;
    eventually(PATIENCE, all, |same| *same).await;
    speaker.stop().await;
    listener.stop().await;
}
