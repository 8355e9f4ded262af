//! What a person is told, and how.

use kernel::{DossierId, LegId};
use proto::{
    intake::v1::{ResultReady, ResultReturned, ReturnMethod},
    routing::v1::PaymentAwaited,
};
use testkit::eventually;

use crate::{
    ADDRESS, PHONE, accepted, refused,
    support::{PATIENCE, World, at, stamp},
    with_phone,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_told_what_was_received_and_when_it_is_due() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let dossier = with_phone(&world);
    world.intake.says(dossier, &accepted(dossier)).await;
    let notices = world.expect(dossier, &[("received", "delivered")]).await;
    let notice = &notices[0];
    assert!(
        notice.text.contains("H48.21025-261120-0001"),
        "{}",
        notice.text
    );
    assert!(notice.text.contains("17:00 02/12/2026"), "{}", notice.text);
    assert_eq!(
        (notice.channel.as_str(), notice.to.as_str()),
        ("sms", "*******678")
    );
    assert!((1..=2).contains(&notice.segments) && notice.failure.is_empty());
    assert!(notice.sent_at.is_some());
    assert_eq!(
        world.tray().await,
        [("sms".to_owned(), notice.text.clone())]
    );
    assert_eq!(
        world.journal(dossier).await,
        ["NoticeOwed", "NoticeBegun", "NoticeSent", "NoticeDelivered"]
    );
    // Reading how to reach a person is itself recorded, under the reader's name.
    assert_eq!(world.desk.readers(dossier), ["service:notification"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_said_twice_owes_nothing_twice() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let dossier = with_phone(&world);
    let leg_id = LegId::mint().to_string();
    let dossier_id = dossier.to_string();
    let at = stamp("2026-11-20T10:00");
    let awaited = PaymentAwaited {
        dossier_id,
        leg_id,
        at,
        reference: "TB-0001".into(),
    };
    for _ in 0..3 {
        world.intake.says(dossier, &accepted(dossier)).await;
        world.routing.says(dossier, &awaited).await;
    }
    // Of another leg: another notice. What was said before it on both roads has been heard.
    let other = PaymentAwaited {
        leg_id: LegId::mint().to_string(),
        ..awaited
    };
    world.routing.says(dossier, &other).await;
    world.intake.says(dossier, &refused(dossier)).await;
    let kinds = ["payment-awaited", "payment-awaited", "received", "refused"];
    world
        .expect(dossier, &kinds.map(|kind| (kind, "delivered")))
        .await;
    let tray = world.tray().await;
    assert_eq!(tray.len(), 4);
    assert!(tray.iter().any(|(_, text)| text.contains("TB-0001")));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_phone_gets_a_letter_and_who_has_neither_is_listed() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let (letter, nobody) = (DossierId::mint(), DossierId::mint());
    world.desk.knows(letter, "", ADDRESS);
    world.desk.knows(nobody, "không có", " ");
    for dossier in [letter, nobody] {
        world.intake.says(dossier, &accepted(dossier)).await;
    }
    let posted = world.expect(letter, &[("received", "delivered")]).await;
    assert_eq!(
        (posted[0].channel.as_str(), posted[0].segments),
        ("post", 1)
    );
    assert!(
        posted[0].to.ends_with("hật") && !posted[0].to.contains("Thôn"),
        "{}",
        posted[0].to
    );
    let failed = world.expect(nobody, &[("received", "failed")]).await;
    assert!(
        failed[0].failure.contains("liên hệ trực tiếp"),
        "{}",
        failed[0].failure
    );
    let tray = world.tray().await;
    assert_eq!(tray.len(), 1);
    let slip = &tray[0].1;
    assert!(
        slip.contains("Nguyễn Văn Thử") && slip.contains(ADDRESS),
        "{slip}"
    );
}

/// QĐ 45/2016/QĐ-TTg Điều 8.4 and 9.
#[tokio::test(flavor = "multi_thread")]
async fn a_result_sent_by_post_carries_a_slip_and_the_person_is_told() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let dossier = DossierId::mint();
    world.desk.knows(dossier, PHONE, ADDRESS);
    let dossier_id = dossier.to_string();
    let at = stamp("2026-11-20T10:00");
    let ready = ResultReady {
        dossier_id: dossier_id.clone(),
        at,
        granted: true,
        due: None,
        ..Default::default()
    };
    let method = ReturnMethod::Post.into();
    let returned = ResultReturned {
        dossier_id,
        at,
        method,
        ..Default::default()
    };
    world.intake.says(dossier, &ready).await;
    world.intake.says(dossier, &returned).await;
    let kinds = ["postal-slip", "result-posted", "result-ready"];
    let notices = world
        .expect(dossier, &kinds.map(|kind| (kind, "delivered")))
        .await;
    for notice in &notices {
        let slip = notice.kind == "postal-slip";
        assert_eq!(
            notice.channel,
            if slip { "post" } else { "sms" },
            "{}",
            notice.kind
        );
        assert_eq!(
            notice.text.starts_with("Phiếu gửi"),
            slip,
            "{}",
            notice.text
        );
    }
    let slips: Vec<_> = world
        .tray()
        .await
        .into_iter()
        .filter(|(by, _)| by == "post")
        .collect();
    assert!(slips.len() == 1 && slips[0].1.contains(ADDRESS));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_phone_rings_at_night_but_letters_are_prepared() {
    let world = World::new().await;
    world.clock.set(at("2026-11-20T22:00"));
    let _service = world.start(&[("quiet.enabled", "true")]).await;
    let (ringing, letter) = (with_phone(&world), DossierId::mint());
    world.desk.knows(letter, "", ADDRESS);
    for dossier in [ringing, letter] {
        world.intake.says(dossier, &refused(dossier)).await;
    }
    world.expect(letter, &[("refused", "delivered")]).await;
    let deferred = ["NoticeOwed", "NoticeDeferred"];
    eventually(
        PATIENCE,
        || world.journal(ringing),
        |facts| *facts == deferred,
    )
    .await;
    world.clock.set(at("2026-11-21T07:00"));
    let notices = world.expect(ringing, &[("refused", "delivered")]).await;
    assert_eq!(
        notices[0].sent_at.unwrap().seconds / 60,
        at("2026-11-21T07:00").timestamp() / 60
    );
}
