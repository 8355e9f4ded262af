//! The database or the bus is away for a while: callers are told so, and nothing is lost.

use std::time::{Duration, Instant};

use chassis::{Lane, Result, Work};
use proto::operations::v1::GetStatusRequest;
use servers::{Postgres, PostgresOptions};
use sqlx::{PgConnection, PgPool, postgres::PgPoolOptions};
use tempfile::TempDir;
use testkit::{Nats, eventually};
use tonic::Code;
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};
use uuid::Uuid;

use crate::desk::{Desk, ask_desk};
use crate::ear::Ear;
use crate::folder::{Command, count, said, say};
use crate::load::Load;
use crate::world::{PATIENCE, Running, each_effect_once, ids, run, stand};

/// Two services on a database server of their own, which may be killed.
struct Fragile {
    nats: Nats,
    postgres: Postgres,
    speaker: PgPool,
    listener: PgPool,
    desk: Running,
    ear: Running,
    _dir: TempDir,
}

impl Fragile {
    async fn new() -> Self {
        let dir = tempfile::Builder::new()
            .prefix("motcua-pg-")
            .tempdir()
            .unwrap();
        let (nats, postgres) = tokio::join!(
            testkit::nats(),
            Postgres::start(dir.path(), PostgresOptions::default())
        );
        let postgres = postgres.unwrap();
        let pool = async |name: &str| {
            let url = postgres.create_service_database(name).await.unwrap();
            PgPoolOptions::new()
                .max_connections(4)
                .connect(&url)
                .await
                .map(|pool| (pool, url))
        };
        let (speaker, intake) = pool("intake").await.unwrap();
        let (listener, routing) = pool("routing").await.unwrap();
        let intake = stand("intake", &intake, nats.url()).await;
        let routing = stand("routing", &routing, nats.url()).await;
        let desk = Desk::of(&intake);
        Self {
            desk: run(intake, |assembly| desk.at(assembly)),
            ear: run(routing, |assembly| assembly.hear("intake", Ear::default())),
            nats,
            postgres,
            speaker,
            listener,
            _dir: dir,
        }
    }

    async fn is(&self, status: ServingStatus) {
        for running in [&self.desk, &self.ear] {
            let client = HealthClient::new(running.channel());
            let health = async || {
                let answer = client.clone().check(HealthCheckRequest::default()).await;
                answer.is_ok_and(|answer| answer.into_inner().status() == status)
            };
            eventually(PATIENCE, health, |same| *same).await;
        }
    }

    /// Waits until a caller is answered with `code`.
    async fn answers(&self, code: Code) {
        let folder = Uuid::now_v7();
        let answer = async || {
            let answer = ask_desk(self.desk.channel(), folder, "accept").await;
            answer.map_or_else(|status| status.code(), |_| Code::Ok)
        };
        eventually(PATIENCE, answer, |now| *now == code).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_when_database_and_bus_go_and_come_back() {
    let mut world = Fragile::new().await;
    world.is(ServingStatus::Serving).await;
    let folders = ids(12);
    say(
        &world.desk.chassis,
        folders.iter().map(|id| (*id, Command::Accept)),
    )
    .await;
    let load = Load::start(&world.desk.channel(), 4, &folders);

    world.postgres.kill().unwrap();
    world.answers(Code::Unavailable).await;
    world.is(ServingStatus::NotServing).await;
    world.postgres.start_again().await.unwrap();
    world.answers(Code::Ok).await;
    world.is(ServingStatus::Serving).await;

    world.nats.kill().unwrap();
    world.is(ServingStatus::NotServing).await;
    // Receiving goes on without the bus: the facts wait in the outbox.
    world.answers(Code::Ok).await;
    let operations = world.desk.operations().await;
    let status = async || {
        let status = operations.clone().get_status(GetStatusRequest {}).await;
        status.expect("the operator is answered").into_inner()
    };
    assert!(
        eventually(PATIENCE, status, |status| status.outbox > 10)
            .await
            .journal
            > 10
    );
    world.nats.start_again().await.unwrap();
    world.is(ServingStatus::Serving).await;
    world.answers(Code::Ok).await;

    let tally = load.end().await;
    assert!(tally.only_unavailable(), "{tally:?}");
    assert!(tally.done > 0 && !tally.failed.is_empty(), "{tally:?}");
    each_effect_once(&world.speaker, &world.listener, &world.nats).await;
    let asked = "select count(*) from bus.journal where fact like '%SupplementAsked'";
    let asked = count(&world.speaker, asked).await;
    let unsure: i64 = tally.failed.values().sum();
    assert!(
        (tally.done..=tally.done + unsure).contains(&asked),
        "{asked}: {tally:?}"
    );
    assert_eq!(
        count(&world.listener, "select count(*) from bus.dead_letter").await,
        0
    );
    world.desk.stop().await;
    world.ear.stop().await;
}

/// A bus that hangs is no bus, though its connection stands.
#[tokio::test(flavor = "multi_thread")]
async fn a_bus_that_does_not_answer_is_noticed() {
    let world = Fragile::new().await;
    world.is(ServingStatus::Serving).await;
    world.nats.freeze().unwrap();
    world.is(ServingStatus::NotServing).await;
    say(
        &world.desk.chassis,
        ids(20).into_iter().map(|id| (id, Command::Accept)),
    )
    .await;
    world.nats.thaw().unwrap();
    world.is(ServingStatus::Serving).await;
    each_effect_once(&world.speaker, &world.listener, &world.nats).await;
    assert_eq!(said(&world.speaker).await.len(), 20);
    world.desk.stop().await;
    world.ear.stop().await;
}

struct Counting;

impl Work for Counting {
    type Item = ();
    type Answer = ();

    async fn carry_out(&self, tx: &mut PgConnection, items: &[()]) -> Result<Vec<Result<()>>> {
        sqlx::query("select 1").execute(tx).await?;
        Ok(items.iter().map(|()| Ok(())).collect())
    }
}

/// All who wait are told at once, not one after the other; and a service that is told to stop
/// does not wait until the database is back.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_ever_for_a_database_that_is_away() {
    let mut world = Fragile::new().await;
    let lane = Lane::start(world.desk.chassis.db.clone(), Counting, || {});
    lane.ask(()).await.unwrap();
    world.postgres.kill().unwrap();
    // What is connected may be answered for a moment longer.
    let away = async || lane.ask(()).await.is_err();
    eventually(PATIENCE, away, |away| *away).await;
    let started = Instant::now();
    let asked = (0..40).map(|_| {
        let lane = lane.clone();
        async move { lane.ask(()).await }
    });
    for answer in futures::future::join_all(asked).await {
        let status: tonic::Status = answer.unwrap_err().into();
        assert_eq!(status.code(), Code::Unavailable);
    }
    let told = started.elapsed();
    assert!(
        told < Duration::from_secs(60),
        "40 in turn would wait 200 s: {told:?}"
    );
    tokio::join!(world.desk.stop(), world.ear.stop());
}
