//! Two replicas of a listener on one database: one acts, the other stands by.

use crate::ear::Ear;
use crate::folder::{Command, count, say};
use crate::world::{World, ids};

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_act_once_and_the_second_takes_over() {
    let world = World::new().await;
    let speaker = world.speaking().await;
    let (ear, folders) = (Ear::default(), ids(10));
    let first = world.listening(&ear).await;
    let second = world.listening(&ear).await;
    for _ in 0..20 {
        let asked = |id: &uuid::Uuid| (*id, Command::Ask("x".to_owned()));
        say(&speaker.chassis, folders.iter().map(asked)).await;
    }
    world.settled_with_each_effect_once().await;
    first.stop().await;
    say(
        &speaker.chassis,
        folders.iter().map(|id| (*id, Command::Ask("y".into()))),
    )
    .await;
    world.settled_with_each_effect_once().await;
    // The other way round, while it speaks.
    let third = world.listening(&ear).await;
    say(
        &speaker.chassis,
        folders.iter().map(|id| (*id, Command::Ask("z".into()))),
    )
    .await;
    second.stop().await;
    say(
        &speaker.chassis,
        folders.iter().map(|id| (*id, Command::Ask("z".into()))),
    )
    .await;
    world.settled_with_each_effect_once().await;
    assert_eq!(
        count(&world.listener.pool, "select count(*) from effect").await,
        230
    );
    third.stop().await;
    speaker.stop().await;
}
