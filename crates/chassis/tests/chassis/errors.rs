//! What a caller is told when it goes wrong, over the wire.

use testkit::eventually;
use tonic::Code;
use tonic_types::StatusExt as _;
use uuid::Uuid;

use crate::desk::{Desk, ask_desk};
use crate::folder::{Command, count, try_say};
use crate::world::{PATIENCE, Running, World, run, status};

async fn desk() -> (World, Running) {
    let world = World::new().await;
    let intake = world.intake().await;
    let desk = Desk::of(&intake);
    let running = run(intake, |assembly| desk.at(assembly));
    running.operations().await;
    (world, running)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_error_has_its_code_and_details() {
    let (world, desk) = desk().await;
    let folder = Uuid::now_v7();
    let answer = async |what: &str| ask_desk(desk.channel(), folder, what).await;

    let malformed = status(answer("malformed").await);
    assert_eq!(malformed.code(), Code::InvalidArgument);
    let fields = malformed
        .get_details_bad_request()
        .unwrap()
        .field_violations;
    let fields: Vec<_> = fields
        .iter()
        .map(|violation| (violation.field.as_str(), violation.description.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("filing.owner.phone", "Số điện thoại gồm 10 chữ số."),
            ("filing.place", "Hãy chọn xã.")
        ]
    );

    let refused = status(answer("forbid").await);
    assert_eq!(refused.code(), Code::FailedPrecondition);
    let reason = refused.get_details_error_info().unwrap();
    assert_eq!(
        (reason.reason.as_str(), reason.domain.as_str()),
        ("forbidden", "motcua")
    );
    let sentence = refused.get_details_localized_message().unwrap();
    assert_eq!(sentence.locale, "vi");
    assert_eq!(sentence.message, "Quy định không cho phép việc này.");
    let fields = refused.get_details_bad_request().unwrap().field_violations;
    assert_eq!(fields[0].field, "filing.procedure");

    let absent = status(answer("absent").await);
    assert_eq!(absent.code(), Code::NotFound);
    assert_eq!(absent.get_details_error_info().unwrap().reason, "not-found");
    assert_eq!(
        absent.get_details_localized_message().unwrap().message,
        "Không có hồ sơ này."
    );

    for (what, secret) in [("break", "secret_table"), ("fault", "password")] {
        let fault = status(answer(what).await);
        assert_eq!(fault.code(), Code::Internal);
        assert!(fault.message().starts_with("Hệ thống gặp lỗi"), "{fault:?}");
        assert!(
            !format!("{fault:?}").contains(secret),
            "no detail outside: {fault:?}"
        );
    }
    assert_eq!(answer("accept").await.unwrap(), 1);
    assert_eq!(
        answer("accept").await.unwrap(),
        1,
        "saying it again answers the same"
    );
    let actors = "select count(*) from bus.journal where actor = 'officer:an@org:test'";
    assert_eq!(count(&world.speaker.pool, actors).await, 1);
    desk.stop().await;
}

/// Two desks open the same folder at the same moment: one does, the other is asked to try
/// again, and then finds it open.
#[tokio::test(flavor = "multi_thread")]
async fn who_loses_a_race_may_try_again() {
    let (world, desk) = desk().await;
    let folder = Uuid::now_v7();
    let mut winner = desk.chassis.begin().await.unwrap();
    sqlx::query("insert into folder values ($1, 1, 1)")
        .bind(folder)
        .execute(&mut *winner)
        .await
        .unwrap();
    let loser = tokio::spawn({
        let chassis = desk.chassis.clone();
        async move { try_say::<false>(&chassis, [(folder, Command::Accept)]).await }
    });
    let blocked = async || {
        let waiting = "select count(*) from pg_locks where not granted";
        count(&world.speaker.pool, waiting).await
    };
    eventually(PATIENCE, blocked, |waiting| *waiting > 0).await;
    sqlx::query(
        "insert into bus.journal (id, aggregate, sequence, fact, published, previous, payload,
                                  actor, leaf, at)
         values ($1, $1, 1, 'motcua.intake.v1.DossierAccepted', true, 0, '', 'service:other',
                 sha256(''), now())",
    )
    .bind(folder)
    .execute(&mut *winner)
    .await
    .unwrap();
    winner.commit().await.unwrap();
    let lost: tonic::Status = loser.await.unwrap().unwrap_err().into();
    assert_eq!(lost.code(), Code::Unavailable, "{lost:?}");
    assert_eq!(ask_desk(desk.channel(), folder, "accept").await.unwrap(), 1);
    desk.stop().await;
}
