//! Requests that arrive together share one transaction, and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chassis::{Actor, Error, Lane, Order, Result, Work, execute};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, Row as _};
use testkit::eventually;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::folder::{Command, Folders, count};
use crate::world::{PATIENCE, World};

/// Opens folders. The first batch waits until the others have queued up.
struct Opening {
    begin: Arc<Semaphore>,
    at: DateTime<Utc>,
}

#[derive(Clone)]
enum Wish {
    Open(Uuid),
    Forbidden,
    /// Makes the database complain, which loses the transaction.
    Poison,
    Panic,
}

impl Work for Opening {
    type Item = Wish;
    type Answer = (u32, String);

    async fn carry_out(
        &self,
        tx: &mut PgConnection,
        wishes: &[Wish],
    ) -> Result<Vec<Result<(u32, String)>>> {
        self.begin.acquire().await.map_err(Error::fault)?.forget();
        let actor = Actor::service("intake");
        let orders = wishes.iter().map(|wish| {
            let (id, command) = match wish {
                Wish::Open(id) => (*id, Command::Ask("x".to_owned())),
                Wish::Forbidden => (Uuid::now_v7(), Command::Forbid),
                Wish::Poison => (Uuid::nil(), Command::Accept),
                Wish::Panic => panic!("a mistake of ours"),
            };
            Order::new(id, command, &actor, self.at)
        });
        if wishes.iter().any(|wish| matches!(wish, Wish::Poison)) {
            sqlx::query("select 1 / 0").execute(&mut *tx).await?;
        }
        let answers = execute::<Folders>(tx, &(), orders.collect()).await?;
        let transaction = sqlx::query("select pg_current_xact_id()::text as id");
        let transaction: String = transaction.fetch_one(tx).await?.get("id");
        let answers = answers.into_iter().map(|answer| {
            let carried = answer?;
            Ok((carried.version, transaction.clone()))
        });
        Ok(answers.collect())
    }
}

struct Counter {
    lane: Lane<Opening>,
    begin: Arc<Semaphore>,
    committed: Arc<AtomicUsize>,
}

async fn counter(world: &World) -> Counter {
    let intake = world.intake().await;
    let begin = Arc::new(Semaphore::new(0));
    let committed = Arc::new(AtomicUsize::new(0));
    let work = Opening {
        begin: begin.clone(),
        at: intake.clock.now(),
    };
    let counted = committed.clone();
    Counter {
        lane: Lane::start(intake.db.clone(), work, move || {
            counted.fetch_add(1, Ordering::SeqCst);
        }),
        begin,
        committed,
    }
}

type Answers = Vec<Result<(u32, String)>>;

impl Counter {
    /// Sends one wish ahead, queues the others up behind it, then lets the work begin.
    async fn ask(&self, wishes: Vec<Wish>) -> Answers {
        let mut wishes = wishes.into_iter();
        let queued = Arc::new(AtomicUsize::new(0));
        let ask = |wish: Wish| {
            let (lane, queued) = (self.lane.clone(), queued.clone());
            tokio::spawn(async move {
                queued.fetch_add(1, Ordering::SeqCst);
                lane.ask(wish).await
            })
        };
        let mut asked = vec![ask(wishes.next().expect("a wish"))];
        // The first waits in its own transaction; the rest, once it may go on, go together.
        let begun = async || queued.load(Ordering::SeqCst) == 1;
        eventually(PATIENCE, begun, |begun| *begun).await;
        asked.extend(wishes.map(ask));
        let wanted = asked.len();
        let all = async || queued.load(Ordering::SeqCst) == wanted;
        eventually(PATIENCE, all, |all| *all).await;
        tokio::task::yield_now().await;
        self.begin.add_permits(1000);
        let answers = futures::future::join_all(asked).await;
        answers
            .into_iter()
            .map(|answer| answer.expect("asked"))
            .collect()
    }
}

fn open(n: usize) -> Vec<Wish> {
    (0..n).map(|_| Wish::Open(Uuid::now_v7())).collect()
}

fn transactions(answers: &Answers) -> std::collections::HashSet<&str> {
    let carried = answers.iter().filter_map(|answer| answer.as_ref().ok());
    carried
        .map(|(_, transaction)| transaction.as_str())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrives_together_commits_together() {
    let world = World::new().await;
    let counter = counter(&world).await;
    let answers = counter.ask(open(60)).await;
    assert!(
        answers
            .iter()
            .all(|answer| answer.as_ref().is_ok_and(|(version, _)| *version == 1))
    );
    assert!(
        transactions(&answers).len() <= 20,
        "{:?}",
        transactions(&answers)
    );
    assert_eq!(
        counter.committed.load(Ordering::SeqCst),
        transactions(&answers).len()
    );
    assert_eq!(
        count(&world.speaker.pool, "select count(*) from bus.journal").await,
        60
    );
}

/// The same folder several times in one batch: each wish sees the one before it.
#[tokio::test(flavor = "multi_thread")]
async fn wishes_for_one_folder_follow_each_other() {
    let world = World::new().await;
    let counter = counter(&world).await;
    let folder = Uuid::now_v7();
    let answers = counter.ask(vec![Wish::Open(folder); 20]).await;
    let mut versions: Vec<u32> = answers
        .into_iter()
        .map(|answer| answer.unwrap().0)
        .collect();
    versions.sort_unstable();
    assert_eq!(versions, (1..=20).collect::<Vec<u32>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_refused_leaves_the_others_standing() {
    let world = World::new().await;
    let counter = counter(&world).await;
    let mut wishes = open(30);
    wishes[17] = Wish::Forbidden;
    let answers = counter.ask(wishes).await;
    let refused: Vec<usize> = (0..30).filter(|n| answers[*n].is_err()).collect();
    assert_eq!(refused, [17]);
    assert!(matches!(
        answers[17],
        Err(Error::Refused {
            reason: "forbidden",
            ..
        })
    ));
    assert!(transactions(&answers).len() <= 20);
    assert_eq!(
        count(&world.speaker.pool, "select count(*) from bus.journal").await,
        29
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_breaks_the_transaction_does_not_spoil_the_others() {
    let world = World::new().await;
    let counter = counter(&world).await;
    let mut wishes = open(30);
    wishes[17] = Wish::Poison;
    let answers = counter.ask(wishes).await;
    let faults: Vec<usize> = (0..30).filter(|n| answers[*n].is_err()).collect();
    assert_eq!(faults, [17]);
    assert!(matches!(answers[17], Err(Error::Fault(_))));
    assert_eq!(
        count(&world.speaker.pool, "select count(*) from bus.journal").await,
        29
    );
}

/// A mistake in the work costs the one who met it an answer, not everybody after.
#[tokio::test(flavor = "multi_thread")]
async fn a_panic_does_not_close_the_lane() {
    let world = World::new().await;
    let counter = counter(&world).await;
    let answers = counter.ask(vec![Wish::Panic]).await;
    assert!(matches!(answers[0], Err(Error::Fault(_))));
    let answers = counter.ask(open(5)).await;
    assert!(answers.iter().all(Result::is_ok));
}
