//! What happens when a provider or the desk does not answer as it should.

use std::time::Duration;

use kernel::DossierId;
use proto::{intake::v1::DossierSubmitted, notification::v1::Notice};
use testkit::eventually;

use crate::{
    ADDRESS, PHONE, refused,
    support::{PATIENCE, World, phones::Answer, stamp},
    with_phone,
};

/// Long enough for several rounds of sending, were anything to be sent.
const A_WHILE: Duration = Duration::from_millis(200);
const MINUTE: Duration = Duration::from_secs(61);

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_lost_is_asked_for_before_anything_is_sent_again() {
    let world = World::new().await;
    let service = world.start_with_phones(&[]).await;
    world
        .phones
        .answer(&[Answer::TakesAndIsCutOff, Answer::IsCutOff]);
    let (taken, lost) = (with_phone(&world), with_phone(&world));
    world.intake.says(taken, &refused(taken)).await;
    eventually(
        PATIENCE,
        || async { world.phones.received().len() },
        |n| *n == 1,
    )
    .await;
    world.intake.says(lost, &refused(lost)).await;
    eventually(PATIENCE, || world.journal(lost), |facts| facts.len() == 2).await;
    // The service itself ends here, not knowing what became of either.
    service.stop().await;
    let _service = world.start_with_phones(&[]).await;
    tokio::time::sleep(A_WHILE).await;
    assert_eq!(
        world.phones.received().len(),
        1,
        "nothing is sent while the answer is unknown"
    );
    world.clock.advance(MINUTE);
    world.expect(taken, &[("refused", "delivered")]).await;
    world.expect(lost, &[("refused", "delivered")]).await;
    assert_eq!(
        world.phones.received().len(),
        2,
        "one message for each person"
    );
    let journal = world.journal(lost).await;
    let tried_twice = ["NoticeOwed", "NoticeBegun", "NoticeDeferred", "NoticeBegun"];
    assert_eq!(journal[..4], tried_twice);
    assert_eq!(journal[4..], ["NoticeSent", "NoticeDelivered"]);
}

/// Waits until sending a dossier's notice was put off `times` times.
async fn put_off(world: &World, dossier: DossierId, times: usize) {
    let times_in = |facts: &[String]| facts.iter().filter(|f| *f == "NoticeDeferred").count();
    eventually(
        PATIENCE,
        || world.journal(dossier),
        |facts| times_in(facts) == times,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_that_is_busy_is_asked_again_after_longer_and_longer_pauses() {
    let world = World::new().await;
    let _service = world.start_with_phones(&[]).await;
    world.phones.answer(&[Answer::TakesNothingNow; 2]);
    let dossier = with_phone(&world);
    world.intake.says(dossier, &refused(dossier)).await;
    put_off(&world, dossier, 1).await;
    world.clock.advance(MINUTE);
    put_off(&world, dossier, 2).await;
    world.clock.advance(MINUTE);
    tokio::time::sleep(A_WHILE).await;
    assert!(
        world.phones.received().is_empty(),
        "the second pause is twice as long"
    );
    world.clock.advance(MINUTE);
    world.expect(dossier, &[("refused", "delivered")]).await;
    assert_eq!(world.phones.received().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn when_every_attempt_was_made_somebody_is_asked_to_look() {
    let world = World::new().await;
    let _service = world.start_with_phones(&[("retry.attempts", "3")]).await;
    world.phones.answer(&[Answer::TakesNothingNow; 3]);
    let dossier = with_phone(&world);
    world.intake.says(dossier, &refused(dossier)).await;
    put_off(&world, dossier, 1).await;
    let later = || async {
        world.clock.advance(MINUTE);
        world.notices(dossier).await
    };
    let failed = |notices: &Vec<Notice>| notices.iter().any(|notice| notice.state == "failed");
    let notices = eventually(PATIENCE, later, failed).await;
    assert!(
        notices[0].failure.contains("nhiều lần"),
        "{}",
        notices[0].failure
    );
    assert_eq!(world.journal(dossier).await.last().unwrap(), "NoticeFailed");
    assert!(world.phones.received().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_refused_leaves_post() {
    let world = World::new().await;
    let _service = world.start_with_phones(&[]).await;
    world.phones.answer(&[Answer::RefusesTheNumber; 2]);
    let (both, phone_only) = (DossierId::mint(), with_phone(&world));
    world.desk.knows(both, PHONE, ADDRESS);
    for dossier in [both, phone_only] {
        world.intake.says(dossier, &refused(dossier)).await;
    }
    let posted = world.expect(both, &[("refused", "delivered")]).await;
    assert_eq!(posted[0].channel, "post");
    let failed = world.expect(phone_only, &[("refused", "failed")]).await;
    assert!(!failed[0].failure.is_empty());
    assert!(world.phones.received().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn while_intake_is_down_notices_wait_and_none_is_lost() {
    let world = World::new().await;
    world.desk.is_down(true);
    let _service = world.start(&[]).await;
    let dossier = with_phone(&world);
    let dossier_id = dossier.to_string();
    let submitted = DossierSubmitted {
        dossier_id,
        at: stamp("2026-11-20T09:00"),
        ..Default::default()
    };
    world.intake.says(dossier, &submitted).await;
    let owed = world.expect(dossier, &[("submitted", "owed")]).await;
    assert_eq!(owed[0].text, "");
    world.desk.is_down(false);
    world.expect(dossier, &[("submitted", "delivered")]).await;
}
