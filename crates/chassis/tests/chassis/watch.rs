//! Whoever follows a journal hears what is written, from where they were, and nothing of it.

use std::time::Duration;

use chassis::{Actor, client::speaking};
use proto::operations::v1::{
    WatchJournalRequest, WatchJournalResponse, operations_service_client::OperationsServiceClient,
};
use tokio::time::timeout;
use tonic::{Code, Status, Streaming};
use uuid::Uuid;

use crate::{
    desk::{Desk, ask_desk},
    world::{PATIENCE, Running, World, run, status},
};

async fn desk(world: &World) -> Running {
    let intake = world.intake().await;
    let running = run(intake.clone(), |assembly| Desk::of(&intake).at(assembly));
    running.operations().await;
    running
}

async fn follow(
    desk: &Running,
    who: &str,
    after: u64,
) -> Result<Streaming<WatchJournalResponse>, Status> {
    let channel = speaking(desk.channel(), &Actor::from(who));
    let mut operations = OperationsServiceClient::new(channel);
    let answer = operations
        .watch_journal(WatchJournalRequest { after })
        .await;
    answer.map(tonic::Response::into_inner)
}

async fn next(told: &mut Streaming<WatchJournalResponse>) -> WatchJournalResponse {
    let next = timeout(PATIENCE, told.message()).await;
    next.expect("something is told")
        .expect("the stream lives")
        .expect("it goes on")
}

/// The folders of so many entries, and the position of the last.
async fn folders(told: &mut Streaming<WatchJournalResponse>, n: usize) -> (Vec<String>, u64) {
    let (mut folders, mut last) = (Vec::new(), 0);
    let all = async {
        while folders.len() < n {
            let entry = next(told).await;
            if !entry.fact.is_empty() {
                folders.push(entry.aggregate);
                last = entry.position;
            }
        }
    };
    timeout(PATIENCE, all).await.expect("each entry is told");
    (folders, last)
}

async fn accept(desk: &Running) -> String {
    let folder = Uuid::now_v7();
    ask_desk(desk.channel(), folder, "accept").await.unwrap();
    folder.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_is_told_at_once_and_from_where_one_was() {
    let world = World::new().await;
    let first = desk(&world).await;
    let old = accept(&first).await;

    // From now on: how far the journal is, and nothing of before.
    let mut told = follow(&first, "service:portal", 0).await.unwrap();
    let here = next(&mut told).await;
    assert_eq!((here.fact.as_str(), here.missed), ("", false));
    let new = accept(&first).await;
    let (heard, position) = folders(&mut told, 1).await;
    assert_eq!(heard, [new]);
    assert_ne!(heard, [old]);

    // Away while the service starts anew and goes on: nothing is left out.
    first.stop().await;
    let second = desk(&world).await;
    let meanwhile = [accept(&second).await, accept(&second).await];
    let mut told = follow(&second, "service:portal", position).await.unwrap();
    assert_eq!(folders(&mut told, 2).await.0, meanwhile);
    let after = accept(&second).await;
    assert_eq!(folders(&mut told, 1).await.0, [after]);

    // A position of another journal, as after a restored backup: everything shown is read anew.
    let mut told = follow(&second, "service:portal", 1_000_000).await.unwrap();
    assert!(next(&mut told).await.missed);
    // The service stops although somebody follows.
    timeout(Duration::from_secs(6), second.stop())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_portal_follows() {
    let world = World::new().await;
    let desk = desk(&world).await;
    for who in [
        "operator:o",
        "officer:an@org:test",
        "service:routing",
        "citizen",
    ] {
        let answer = follow(&desk, who, 0).await;
        assert_eq!(status(answer).code(), Code::PermissionDenied, "{who}");
    }
    desk.stop().await;
}
