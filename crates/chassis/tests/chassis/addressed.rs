//! Some facts are for one account only; its listener hears nothing else and misses nothing.

use testkit::{Database, eventually};
use uuid::Uuid;

use crate::bus::Bus;
use crate::ear::Ear;
use crate::folder::{Command, count, heard, said, say};
use crate::world::{PATIENCE, World, run, stand};

#[tokio::test(flavor = "multi_thread")]
async fn an_account_hears_what_is_addressed_to_it_and_the_wide_listener_everything() {
    let world = World::new().await;
    let agency = Database::new(&[]).await;
    let routing = stand("routing", &world.speaker.url, world.nats.url()).await;
    let routing = run(routing, |assembly| assembly);
    let wide = stand("reporting", &world.listener.url, world.nats.url()).await;
    let wide = run(wide, |assembly| assembly.hear("routing", Ear::default()));
    let narrow = stand("land-records", &agency.url, world.nats.url()).await;
    let narrow = run(narrow, |assembly| {
        assembly.hear_only("routing", "land-records", Ear::default())
    });

    let [long, short] = [Uuid::now_v7(), Uuid::now_v7()];
    let (land, tax) = ("land-records", "tax");
    // Sequences 1 to 6 in one transaction, 7 to 9 each in its own.
    let first = [
        Command::Plan,
        Command::Offer(tax),
        Command::Offer(land),
        Command::Plan,
        Command::Offer(land),
        Command::Offer(tax),
    ];
    say(&routing.chassis, first.map(|command| (long, command))).await;
    for command in [Command::Plan, Command::Offer(land), Command::Offer(tax)] {
        say(&routing.chassis, [(long, command)]).await;
    }
    say(&routing.chassis, [(short, Command::Offer(land))]).await;

    let everything = async || heard(&world.listener.pool).await;
    let spoken = said(&world.speaker.pool).await;
    eventually(PATIENCE, everything, |heard| *heard == spoken).await;
    let addressed = async || {
        let mut heard = heard(&agency.pool).await;
        (heard.remove(&long), heard.remove(&short))
    };
    let wanted = (Some(vec![3, 5, 8]), Some(vec![1]));
    eventually(PATIENCE, addressed, |lanes| *lanes == wanted).await;
    for database in [&agency, &world.listener] {
        let laid = count(&database.pool, "select count(*) from bus.dead_letter").await;
        assert_eq!(laid, 0, "nobody waits for what is not for it");
    }
    let others = "select count(*) from effect where fact <> 'motcua.routing.v1.LegOffered'";
    assert_eq!(count(&agency.pool, others).await, 0);
    for running in [routing, wide, narrow] {
        running.stop().await;
    }
}

/// What a listener misses of its own chain, it waits for; said by hand, in the wrong order.
#[tokio::test(flavor = "multi_thread")]
async fn an_account_waits_for_what_it_was_told_before() {
    let world = World::new().await;
    let narrow = stand("land-records", &world.listener.url, world.nats.url()).await;
    let narrow = run(narrow, |assembly| {
        assembly.hear_only("routing", "land-records", Ear::default())
    });
    let bus = Bus::of(&world.nats).await;
    let there = async || bus.jetstream.get_stream("ROUTING").await.is_ok();
    eventually(PATIENCE, there, |there| *there).await;
    let folder = Uuid::now_v7();
    for (sequence, addressed) in [(9u32, 4u32), (4, 2), (2, 0)] {
        let mut headers = crate::bus::headers(folder, sequence);
        headers.insert("Motcua-Addressed", addressed.to_string());
        let subject = "motcua.routing.v1.LegOffered.land-records.s0";
        bus.put(subject, headers, Vec::new()).await;
    }
    let lane = async || heard(&world.listener.pool).await.remove(&folder);
    eventually(PATIENCE, lane, |lane| lane.as_deref() == Some(&[2, 4, 9])).await;
    narrow.stop().await;
}
