//! E-mail, proofs, reminders and complaints: which way each goes, and what it says.

use kernel::{ComplaintId, DossierId, ProofId};
use proto::{
    intake::v1::{
        ComplaintAnswered, ComplaintFiled, GetComplaintContactResponse, ProofAsked,
        SupplementDueSoon,
    },
    notification::v1::ListNoticesRequest,
};
use testkit::eventually;

use crate::{
    PHONE, accepted,
    support::{PATIENCE, World, mail::Mailbox, stamp},
    with_phone,
};

const MAIL: &str = "vidu@vidu.example";

fn prefers_mail(world: &World) -> DossierId {
    let dossier = with_phone(world);
    world.desk.knows_more(dossier, |contact| {
        contact.email = MAIL.to_owned();
        contact.channels = vec!["email".to_owned()];
    });
    dossier
}

#[tokio::test(flavor = "multi_thread")]
async fn who_chose_e_mail_gets_a_letter_from_the_mail_server() {
    let (world, mailbox) = (World::new().await, Mailbox::default());
    let server = mailbox.open().await;
    let _service = world.start(&[("email.server", &server)]).await;
    let dossier = prefers_mail(&world);
    world.desk.knows_more(dossier, |contact| {
        // What a hostile person can call themselves must not become a header.
        contact.name = "A\r\nBcc: x@y.example\u{202e}🙂 <script>".to_owned();
    });
    world.intake.says(dossier, &accepted(dossier)).await;
    let notices = world.expect(dossier, &[("received", "sent")]).await;
    assert_eq!(notices[0].channel, "email");
    assert!(!notices[0].to.contains("vidu@"), "{}", notices[0].to);
    let letters = eventually(PATIENCE, async || mailbox.letters(), |l| l.len() == 1).await;
    let letter = &letters[0];
    let (headers, _) = letter.split_once("\n\n").unwrap();
    assert!(headers.contains("vidu@vidu.example"), "{headers}");
    assert!(
        !headers
            .lines()
            .any(|line| line.to_lowercase().starts_with("bcc")),
        "{headers}"
    );
    assert!(headers.contains("Message-ID: <"), "{headers}");
    assert!(world.tray().await.is_empty(), "no phone rang");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_mail_server_e_mails_are_kept_and_marked() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let dossier = prefers_mail(&world);
    world.intake.says(dossier, &accepted(dossier)).await;
    let notices = world.expect(dossier, &[("received", "delivered")]).await;
    assert_eq!(notices[0].channel, "email");
    let text = &notices[0].text;
    assert!(text.starts_with("Kính gửi Nguyễn Văn Thử,"), "{text}");
    assert!(
        text.contains("https://mc.quangngai.example/hs/H48.21025-261120-0001"),
        "{text}"
    );
    assert_eq!(world.tray().await[0].0, "email");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_refuses_leaves_the_phone() {
    let (world, mailbox) = (World::new().await, Mailbox::default());
    let server = mailbox.open().await;
    mailbox.answers("550 no such mailbox");
    let _service = world.start(&[("email.server", &server)]).await;
    let dossier = prefers_mail(&world);
    world.intake.says(dossier, &accepted(dossier)).await;
    let notices = world.expect(dossier, &[("received", "delivered")]).await;
    assert_eq!(notices[0].channel, "sms");
    assert!(mailbox.letters().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_away_for_long_leaves_the_phone() {
    let world = World::new().await;
    let settings = [
        ("email.server", "smtp://127.0.0.1:1"),
        ("retry.attempts", "1"),
    ];
    let _service = world.start(&settings).await;
    let dossier = prefers_mail(&world);
    world.intake.says(dossier, &accepted(dossier)).await;
    let notices = world.expect(dossier, &[("received", "delivered")]).await;
    assert_eq!(notices[0].channel, "sms");
}

fn asked(dossier: DossierId, proof: ProofId) -> ProofAsked {
    ProofAsked {
        dossier_id: dossier.to_string(),
        proof_id: proof.to_string(),
        at: stamp("2026-11-20T22:00"),
        until: stamp("2026-11-20T22:05"),
    }
}

/// Digits prove who has the phone: by night too, and no other way, whatever was chosen.
#[tokio::test(flavor = "multi_thread")]
async fn digits_go_to_the_phone_by_night_and_are_not_kept_by_the_notice() {
    let world = World::new().await;
    world.clock.set(crate::support::at("2026-11-20T22:00"));
    let _service = world.start(&[("quiet.enabled", "true")]).await;
    let (dossier, proof) = (prefers_mail(&world), ProofId::mint());
    world.desk.digits(proof, "042137", PHONE);
    world.intake.says(dossier, &asked(dossier, proof)).await;
    let notices = world.expect(dossier, &[("proof", "delivered")]).await;
    assert_eq!(notices[0].channel, "sms");
    // The tray stands in for the phone, and is the only place that has them.
    assert!(notices[0].text.contains("042137"), "{}", notices[0].text);
    assert!(!notices[0].text.contains("https://") && notices[0].segments <= 3);
    // Who looks over the sending need not know them.
    let request = ListNoticesRequest {
        dossier_id: dossier.to_string(),
        ..Default::default()
    };
    let seen = world.asked_by("auditor:soat", request).await.unwrap();
    assert!(!seen.notices[0].text.contains("042137"));
    assert!(seen.notices[0].text.contains("••••••"));
    let kept: Vec<String> = sqlx::query_scalar("select coalesce(text, '') from notice")
        .fetch_all(&world.database.pool)
        .await
        .unwrap();
    assert!(
        kept[0].contains("••••••") && !kept[0].contains("042137"),
        "{kept:?}"
    );
    let payloads: Vec<Vec<u8>> = sqlx::query_scalar("select payload from bus.journal")
        .fetch_all(&world.database.pool)
        .await
        .unwrap();
    assert!(!String::from_utf8_lossy(&payloads.concat()).contains("042137"));
}

#[tokio::test(flavor = "multi_thread")]
async fn digits_that_ran_out_are_not_sent() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let dossier = with_phone(&world);
    world
        .intake
        .says(dossier, &asked(dossier, ProofId::mint()))
        .await;
    let notices = world.expect(dossier, &[("proof", "failed")]).await;
    assert!(
        notices[0].failure.contains("hết hạn"),
        "{}",
        notices[0].failure
    );
    assert!(world.tray().await.is_empty());
}

/// NĐ 61/2018/NĐ-CP Điều 17.1, 19.4: until when, and what follows.
#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_says_until_when() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let dossier = with_phone(&world);
    let soon = SupplementDueSoon {
        dossier_id: dossier.to_string(),
        at: stamp("2026-11-20T09:00"),
        answer_by: stamp("2026-11-25T17:00"),
        round: 1,
    };
    world.intake.says(dossier, &soon).await;
    let notices = world
        .expect(dossier, &[("supplement-due-soon", "delivered")])
        .await;
    assert!(
        notices[0].text.contains("17:00 25/11/2026"),
        "{}",
        notices[0].text
    );
}

/// NĐ 20/2008/NĐ-CP Điều 9, 19: who complained is told that it came, and that it was answered; also
/// where it is about no dossier.
#[tokio::test(flavor = "multi_thread")]
async fn who_complained_is_told_by_the_way_they_gave() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    for (phone, email, way) in [(PHONE, "", "sms"), ("", MAIL, "email")] {
        let complaint = ComplaintId::mint();
        let contact = GetComplaintContactResponse {
            code: "GY-2345-6789-ABCD".to_owned(),
            name: "Phạm Văn Thử".to_owned(),
            phone: phone.to_owned(),
            email: email.to_owned(),
            ..Default::default()
        };
        world.desk.complained(complaint, contact);
        let about = DossierId::from(complaint.uuid());
        let filed = ComplaintFiled {
            complaint_id: complaint.to_string(),
            at: stamp("2026-11-20T09:00"),
            answer_by: stamp("2026-12-04T17:00"),
            ..Default::default()
        };
        world.intake.says(about, &filed).await;
        let answered = ComplaintAnswered {
            complaint_id: complaint.to_string(),
            at: stamp("2026-11-21T09:00"),
            ..Default::default()
        };
        world.intake.says(about, &answered).await;
        let told = [
            ("complaint-answered", "delivered"),
            ("complaint-received", "delivered"),
        ];
        let notices = world.expect(about, &told).await;
        assert!(
            notices.iter().all(|notice| notice.channel == way),
            "{notices:?}"
        );
        assert!(
            notices
                .iter()
                .all(|notice| notice.text.contains("GY-2345-6789-ABCD"))
        );
        assert!(
            notices
                .iter()
                .any(|notice| notice.text.contains("17:00 04/12/2026"))
        );
    }
}
