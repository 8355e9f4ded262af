//! What cannot be acted upon is laid aside with the reason; an operator deals with it.

use async_nats::HeaderMap;
use chassis::client::Speaking;
use proto::intake::v1::{DossierAccepted, SupplementAsked};
use proto::operations::v1::{
    DeadLetter, DropDeadLetterRequest, ListDeadLettersRequest, RetryDeadLetterRequest,
    operations_service_client::OperationsServiceClient,
};
use testkit::eventually;
use tonic::Code;
use tonic_types::StatusExt as _;
use uuid::Uuid;

use crate::bus::{Bus, headers, subject};
use crate::ear::Ear;
use crate::folder::{count, heard};
use crate::world::{PATIENCE, Running, World, status};

struct Stage {
    world: World,
    bus: Bus,
    listener: Running,
    operations: OperationsServiceClient<Speaking>,
}

async fn stage(ear: &Ear) -> Stage {
    let world = World::new().await;
    world.intake().await;
    let listener = world.listening(ear).await;
    let bus = Bus::of(&world.nats).await;
    let there = async || bus.jetstream.get_stream("INTAKE").await.is_ok();
    eventually(PATIENCE, there, |there| *there).await;
    Stage {
        operations: listener.operations().await,
        world,
        bus,
        listener,
    }
}

impl Stage {
    async fn letters(&mut self) -> Vec<DeadLetter> {
        let listed = self
            .operations
            .list_dead_letters(ListDeadLettersRequest { page_size: 0 });
        listed.await.expect("listed").into_inner().letters
    }

    async fn lane(&self, folder: Uuid) -> Vec<i32> {
        let mut heard = heard(&self.world.listener.pool).await;
        heard.remove(&folder).unwrap_or_default()
    }

    async fn retry(&mut self, id: i64) -> Result<(), tonic::Status> {
        let retried = self
            .operations
            .retry_dead_letter(RetryDeadLetterRequest { id });
        retried.await.map(|_| ())
    }

    async fn give_up(&mut self, id: i64, reason: &str) -> Result<(), tonic::Status> {
        let request = DropDeadLetterRequest {
            id,
            reason: reason.to_owned(),
        };
        self.operations.drop_dead_letter(request).await.map(|_| ())
    }
}

/// A folder whose second fact puzzles the listener, with three more behind it.
async fn stuck() -> (Stage, Ear, Uuid) {
    let ear = Ear::puzzled_by("riddle");
    let stage = stage(&ear).await;
    let folder = Uuid::now_v7();
    for (sequence, word) in [(1, "x"), (2, "riddle"), (3, "x"), (4, "x"), (5, "x")] {
        stage.bus.ask(folder, sequence, word).await;
    }
    stage.world.settled().await;
    (stage, ear, folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_is_laid_aside_and_nobody_waits_for_it() {
    let mut stage = stage(&Ear::default()).await;
    let folder = Uuid::now_v7();
    let fact = subject::<SupplementAsked>();
    let mut awry = Vec::new();
    for (name, value) in [
        ("Motcua-Aggregate", "not-an-id"),
        ("Motcua-Sequence", "first"),
        ("Motcua-Sequence", "0"),
        ("Motcua-Sequence", "-1"),
        ("Motcua-Sequence", "4294967295"),
        ("Motcua-Previous", "99999999999"),
        ("Motcua-Previous", "-5"),
    ] {
        let mut headers = headers(folder, 1);
        headers.insert(name, value);
        awry.push(headers);
    }
    awry.push(HeaderMap::new());
    let mut silent = HeaderMap::new();
    silent.insert("Nats-Msg-Id", "with\0nothing");
    awry.push(silent);
    let expected = awry.len();
    for headers in awry {
        stage.bus.put(&fact, headers, b"\xff\0".to_vec()).await;
    }
    stage.bus.ask(folder, 1, "x").await;
    stage.world.settled().await;
    assert_eq!(stage.lane(folder).await, [1]);
    let letters = stage.letters().await;
    assert_eq!(letters.len(), expected);
    for letter in &letters {
        assert!(
            !letter.parked && letter.reason.contains("headers"),
            "{letter:?}"
        );
        assert_eq!(letter.fact, "motcua.intake.v1.SupplementAsked");
        assert_eq!(letter.speaker, "intake");
    }
    // It never was a fact: it can only be dropped, and that in any order.
    let refused = status(stage.retry(letters[3].id).await);
    assert_eq!(refused.code(), Code::InvalidArgument);
    stage
        .give_up(letters[3].id, "không phải sự kiện")
        .await
        .unwrap();
    assert_eq!(stage.letters().await.len(), expected - 1);
    stage.listener.stop().await;
}

/// Garbage between facts that must be heard one by one is laid aside once.
#[tokio::test(flavor = "multi_thread")]
async fn garbage_beside_a_puzzling_fact_is_laid_aside_once() {
    let mut stage = stage(&Ear::puzzled_by("riddle")).await;
    stage.listener.token.cancel();
    let folder = Uuid::now_v7();
    stage
        .bus
        .put(&subject::<DossierAccepted>(), HeaderMap::new(), vec![])
        .await;
    stage.bus.ask(folder, 1, "riddle").await;
    stage
        .bus
        .put(&subject::<DossierAccepted>(), HeaderMap::new(), vec![])
        .await;
    stage.listener.ended().await;
    stage.listener = stage.world.listening(&Ear::puzzled_by("riddle")).await;
    stage.operations = stage.listener.operations().await;
    stage.world.settled().await;
    assert_eq!(stage.letters().await.len(), 3);
    stage.listener.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_fact_is_left_alone_and_unreadable_bytes_are_a_dead_letter() {
    let mut stage = stage(&Ear::default()).await;
    let [unknown, unreadable] = [Uuid::now_v7(), Uuid::now_v7()];
    let newer = "motcua.intake.v1.DossierDreamtOf.s0";
    stage
        .bus
        .put(newer, headers(unknown, 1), b"\xff\xff".to_vec())
        .await;
    stage.bus.ask(unknown, 2, "x").await;
    let known = subject::<DossierAccepted>();
    stage
        .bus
        .put(&known, headers(unreadable, 1), b"\xff\xff".to_vec())
        .await;
    stage.bus.ask(unreadable, 2, "x").await;
    stage.world.settled().await;
    assert_eq!(stage.lane(unknown).await, [1, 2]);
    assert_eq!(stage.lane(unreadable).await, [0; 0]);
    let letters = stage.letters().await;
    let [dead, parked] = &letters[..] else {
        panic!("{letters:?}");
    };
    assert!(
        !dead.parked && dead.reason.contains("Không đọc được nội dung"),
        "{dead:?}"
    );
    assert_eq!(
        (dead.attempts, dead.sequence),
        (1, 1),
        "trying again would not help"
    );
    assert!(
        parked.parked && parked.reason == "behind a dead letter",
        "{parked:?}"
    );
    stage.listener.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lane_waits_behind_its_dead_letter_and_goes_on_when_it_is_retried() {
    let (mut stage, ear, folder) = stuck().await;
    let other = Uuid::now_v7();
    stage.bus.ask(other, 1, "x").await;
    stage.world.settled().await;
    assert_eq!(stage.lane(folder).await, [1]);
    assert_eq!(stage.lane(other).await, [1], "other lanes flow");
    let letters = stage.letters().await;
    assert_eq!(letters.len(), 4);
    assert!(
        letters[0].reason.contains("không hiểu riddle"),
        "{:?}",
        letters[0]
    );

    // Not out of turn, and not while the cause is there.
    let waiting = status(stage.retry(letters[1].id).await);
    assert_eq!(waiting.code(), Code::FailedPrecondition);
    assert_eq!(
        status(stage.retry(letters[0].id).await).code(),
        Code::InvalidArgument
    );
    assert_eq!(stage.letters().await[0].attempts, 2);
    assert_eq!(stage.lane(folder).await, [1]);

    ear.repair();
    stage.retry(letters[0].id).await.unwrap();
    assert_eq!(stage.lane(folder).await, [1, 2, 3, 4, 5]);
    assert_eq!(stage.letters().await, []);
    let unheard = "select count(*) from effect where dossier is distinct from aggregate";
    assert_eq!(
        count(&stage.world.listener.pool, unheard).await,
        0,
        "it knows its dossier"
    );
    assert_eq!(
        status(stage.retry(letters[0].id).await).code(),
        Code::NotFound
    );
    stage.bus.ask(folder, 6, "x").await;
    stage.world.settled().await;
    assert_eq!(stage.lane(folder).await, [1, 2, 3, 4, 5, 6]);
    stage.listener.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_operators_at_once_act_once() {
    let (mut stage, ear, folder) = stuck().await;
    ear.repair();
    let id = stage.letters().await[0].id;
    let retries = (0..8).map(|_| {
        let mut operations = stage.operations.clone();
        async move {
            operations
                .retry_dead_letter(RetryDeadLetterRequest { id })
                .await
                .is_ok()
        }
    });
    let succeeded = futures::future::join_all(retries).await;
    assert!(succeeded.contains(&true));
    let all = async || stage.lane(folder).await;
    eventually(PATIENCE, all, |lane| lane.len() >= 5).await;
    assert_eq!(stage.lane(folder).await, [1, 2, 3, 4, 5]);
    stage.listener.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_letter_is_kept_with_the_reason_and_its_lane_goes_on() {
    let (mut stage, _, folder) = stuck().await;
    let letters = stage.letters().await;
    for reason in ["", "  ", &"x".repeat(501)] {
        let refused = status(stage.give_up(letters[0].id, reason).await);
        assert_eq!(refused.code(), Code::InvalidArgument, "{reason:?}");
        let violations = refused.get_details_bad_request().unwrap().field_violations;
        assert_eq!(violations[0].field, "reason");
    }
    let early = status(stage.give_up(letters[2].id, "nhầm").await);
    assert_eq!(
        early.code(),
        Code::FailedPrecondition,
        "what waits is not dropped before"
    );

    stage
        .give_up(letters[0].id, "Hồ sơ thử nghiệm")
        .await
        .unwrap();
    assert_eq!(stage.lane(folder).await, [1, 3, 4, 5]);
    assert_eq!(stage.letters().await, []);
    let kept: (String, String, String, String) =
        sqlx::query_as("select fact, reason, why, by from bus.dropped_letter")
            .fetch_one(&stage.world.listener.pool)
            .await
            .unwrap();
    assert_eq!(kept.0, "motcua.intake.v1.SupplementAsked");
    assert!(kept.1.contains("không hiểu riddle"));
    assert_eq!(
        (kept.2.as_str(), kept.3.as_str()),
        ("Hồ sơ thử nghiệm", "operator:test")
    );
    let again = status(stage.give_up(letters[0].id, "lần nữa").await);
    assert_eq!(again.code(), Code::NotFound);
    stage.listener.stop().await;
}

/// A fact that will never come: the operator lets what waits for it go.
#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_crossed_by_dropping_what_waits_first() {
    let mut stage = stage(&Ear::default()).await;
    let folder = Uuid::now_v7();
    for sequence in [1, 3, 4] {
        stage.bus.ask(folder, sequence, "x").await;
    }
    stage.world.settled().await;
    let letters = stage.letters().await;
    let waiting = status(stage.retry(letters[0].id).await);
    assert_eq!(waiting.code(), Code::FailedPrecondition);
    stage
        .give_up(letters[0].id, "Sự kiện 2 không còn")
        .await
        .unwrap();
    assert_eq!(stage.lane(folder).await, [1, 4]);
    stage.listener.stop().await;
}

/// Something of ours fails at it again and again: other lanes go on, and the attempts show.
async fn fails(ear: Ear, why: &str) {
    let mut stage = stage(&ear).await;
    let [passing, lasting] = [Uuid::now_v7(), Uuid::now_v7()];
    stage.bus.ask(lasting, 1, "stone").await;
    stage.bus.ask(lasting, 2, "x").await;
    stage.bus.ask(passing, 1, "x").await;
    stage.world.settled().await;
    assert_eq!(stage.lane(passing).await, [1]);
    let dead = stage.letters().await.remove(0);
    assert_eq!((dead.parked, dead.attempts), (false, 5));
    assert!(dead.reason.contains(why), "{dead:?}");
    let hidden = status(stage.retry(dead.id).await);
    assert_eq!(hidden.code(), Code::Internal);
    assert!(!hidden.message().contains(why), "{hidden:?}");
    ear.repair();
    stage.retry(dead.id).await.unwrap();
    assert_eq!(stage.lane(lasting).await, [1, 2]);
    stage.listener.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_is_tried_again_before_it_is_a_dead_letter() {
    tokio::join!(
        fails(Ear::broken_by("stone"), "division by zero"),
        fails(Ear::panics_at("stone"), "panicked"),
    );
}

/// What waits may be dead itself: then it stops its lane in its turn, with its own reason.
#[tokio::test(flavor = "multi_thread")]
async fn a_waiting_letter_that_cannot_be_acted_upon_becomes_a_dead_one() {
    let ear = Ear::puzzled_by("riddle");
    let mut stage = stage(&ear).await;
    let folder = Uuid::now_v7();
    for (sequence, word) in [(4, "x"), (3, "riddle"), (2, "x"), (1, "x")] {
        stage.bus.ask(folder, sequence, word).await;
    }
    stage.world.settled().await;
    let dead = async || {
        let dead = "select count(*) from bus.dead_letter where not parked";
        count(&stage.world.listener.pool, dead).await
    };
    eventually(PATIENCE, dead, |dead| *dead == 1).await;
    assert_eq!(stage.lane(folder).await, [1, 2]);
    let letters = stage.letters().await;
    assert!(
        letters[0].reason.contains("riddle") && !letters[0].parked,
        "{letters:?}"
    );
    ear.repair();
    stage.retry(letters[0].id).await.unwrap();
    assert_eq!(stage.lane(folder).await, [1, 2, 3, 4]);
    stage.listener.stop().await;
}
