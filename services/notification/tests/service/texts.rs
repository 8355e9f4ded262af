//! Every text a person may be sent, as the tray of the recording provider holds it.

use expect_test::expect;
use kernel::{DossierId, LegId};
use proto::{
    intake::v1::*,
    notification::v1::{ListNoticesRequest, Notice},
    routing::v1 as routing,
};
use testkit::eventually;

use crate::{
    ADDRESS, PHONE, accepted,
    support::{PATIENCE, World, at, stamp},
    with_phone,
};

/// Says every fact that owes a person a notice, each twice and of a dossier of its own; how many
/// were said.
async fn say_everything(world: &World) -> i64 {
    let mut said = 0;
    macro_rules! said {
        ($voice:ident, $fact:ty { at: $at:literal $(, $field:ident: $value:expr)* $(,)? }) => {{
            let dossier = DossierId::mint();
            world.desk.knows(dossier, PHONE, ADDRESS);
            let mut fact = <$fact>::default();
            fact.dossier_id = dossier.to_string();
            fact.at = stamp($at);
            $(fact.$field = $value;)*
            world.$voice.says(dossier, &fact).await;
            world.$voice.says(dossier, &fact).await;
            said += 2;
        }};
    }
    let leg_id = LegId::mint().to_string();
    let other = LegId::mint().to_string();
    said!(
        intake,
        DossierSubmitted {
            at: "2026-11-02T08:00"
        }
    );
    said!(
        intake,
        DossierAccepted {
            at: "2026-11-02T09:00",
            due: stamp("2026-11-12T17:00")
        }
    );
    let until = stamp("2026-12-03T17:00");
    said!(
        intake,
        SupplementAsked {
            at: "2026-11-03T09:00",
            round: 1,
            answer_by: until
        }
    );
    said!(
        intake,
        SupplementAsked {
            at: "2026-11-03T10:00",
            round: 2
        }
    );
    said!(
        intake,
        SupplementReceived {
            at: "2026-11-04T09:00",
            partial: true
        }
    );
    said!(
        intake,
        SupplementReceived {
            at: "2026-11-04T10:00"
        }
    );
    said!(
        intake,
        SupplementReceived {
            at: "2026-11-04T11:00",
            due: stamp("2026-11-16T17:00"),
        }
    );
    let reference = "LTB-0001".to_owned();
    said!(
        routing,
        routing::PaymentAwaited {
            at: "2026-11-05T09:00",
            leg_id: leg_id.clone(),
            reference: reference.clone(),
        }
    );
    said!(
        routing,
        routing::PaymentSettled {
            at: "2026-11-06T09:00",
            leg_id: leg_id.clone()
        }
    );
    said!(
        routing,
        routing::PaymentSettled {
            at: "2026-11-06T10:00",
            leg_id: other,
            debt_noted: true,
        }
    );
    for ground in ["paid-before", "too-little"] {
        said!(
            routing,
            routing::RefundOwed {
                at: "2026-11-06T10:30",
                ground: ground.to_owned(),
                receipt: "14000002".to_owned(),
                amount: 2_000_000,
            }
        );
    }
    said!(
        routing,
        routing::RefundMade {
            at: "2026-11-06T10:45"
        }
    );
    said!(
        intake,
        AppointmentResumed {
            at: "2026-11-06T11:00",
            due: stamp("2026-11-18T17:00")
        }
    );
    said!(
        intake,
        AppointmentMoved {
            at: "2026-11-17T09:00",
            due: stamp("2026-11-25T17:00"),
            previous_due: stamp("2026-11-18T17:00"),
            unit: "org:vpdkdd".to_owned(),
            round: 1,
        }
    );
    let promised = stamp("2026-11-25T17:00");
    said!(
        intake,
        ResultReady {
            at: "2026-11-24T09:00",
            due: promised,
            granted: true
        }
    );
    said!(
        intake,
        ResultReady {
            at: "2026-11-25T09:00",
            due: promised,
            granted: true
        }
    );
    said!(
        intake,
        ResultReady {
            at: "2026-11-25T10:00",
            due: promised,
            not_eligible: true
        }
    );
    said!(
        intake,
        ResultReturned {
            at: "2026-11-25T11:00",
            method: ReturnMethod::Post.into(),
            tracking: "EE123456785VN".to_owned(),
        }
    );
    said!(
        intake,
        CorrectionOpened {
            at: "2026-11-26T09:00",
            due: stamp("2026-11-30T17:00")
        }
    );
    said!(
        intake,
        LossReported {
            at: "2026-11-27T09:00",
            unit: "org:vpdkdd".to_owned()
        }
    );
    said!(
        intake,
        DossierRefused {
            at: "2026-11-28T09:00"
        }
    );
    said!(
        intake,
        SupplementExpired {
            at: "2026-11-28T10:00",
            received: true
        }
    );
    said!(
        intake,
        DossierWithdrawn {
            at: "2026-11-28T11:00"
        }
    );
    said!(
        intake,
        DossierStopped {
            at: "2026-11-28T12:00",
            ground: "duplicate".to_owned()
        }
    );
    said
}

/// How many facts the service has heard.
async fn heard(world: &World) -> i64 {
    sqlx::query_scalar("select coalesce(sum(sequence), 0)::bigint from bus.heard")
        .fetch_one(&world.database.pool)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_text_is_sent_once_and_can_be_read_aloud() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let said = say_everything(&world).await;
    eventually(PATIENCE, || heard(&world), |heard| *heard == said).await;
    let all = || async {
        let request = ListNoticesRequest {
            page_size: 200,
            ..Default::default()
        };
        world.ask(request).await.unwrap().notices
    };
    let sent = |notices: &Vec<Notice>| notices.iter().all(|n| n.state == "delivered");
    let notices = eventually(PATIENCE, all, sent).await;
    let mut lines: Vec<_> = notices
        .iter()
        .map(|n| format!("{} ({}): {}\n", n.kind, n.segments, n.text.trim_end()))
        .collect();
    lines.sort();
    expect![[r#"
        appointment-moved (3): Xin lỗi ông/bà: hồ sơ H48.21025-261120-0001 không kịp hẹn 18/11/2026, hẹn lại 17:00 25/11/2026 do Văn phòng Đăng ký đất đai tỉnh Quảng Ngãi chậm. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        correction-opened (3): Xin lỗi ông/bà: cơ quan có sai sót ở kết quả hồ sơ H48.21025-261120-0001. Sẽ sửa lại, không thu phí, hẹn trả 17:00 30/11/2026. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        debt-noted (2): Hồ sơ H48.21025-261120-0001 được ghi nợ khoản phải nộp và giải quyết tiếp. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        loss-reported (3): Xin lỗi ông/bà: cơ quan làm mất giấy tờ của hồ sơ H48.21025-261120-0001. Cơ quan sẽ làm lại, chịu chi phí và liên hệ với ông/bà. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        not-eligible (2): Hồ sơ H48.21025-261120-0001 không đủ điều kiện giải quyết, đã có văn bản trả lời. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        payment-awaited (2): Hồ sơ H48.21025-261120-0001 có thông báo nộp tiền LTB-0001. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        payment-settled (2): Hồ sơ H48.21025-261120-0001 đã nộp đủ tiền và được giải quyết tiếp. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        payment-short (2): Hồ sơ H48.21025-261120-0001 nộp chưa đủ tiền; khoản đã nộp được hoàn trả. Hãy nộp đủ: mc.quangngai.example/hs/H48.21025-261120-0001
        postal-slip (1): Phiếu gửi kết quả
        Mã hồ sơ: H48.21025-261120-0001
        Thủ tục: Đăng ký biến động: chuyển đổi, chuyển nhượng, thừa kế, tặng cho, góp vốn bằng quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất
        Nơi gửi: Phường Cẩm Thành
        Số bưu gửi: EE123456785VN
        Tra cứu: mc.quangngai.example/hs/H48.21025-261120-0001
        Người nhận ký, ghi rõ họ tên và ngày nhận.
        received (2): Hồ sơ H48.21025-261120-0001 đã tiếp nhận, hẹn trả 17:00 12/11/2026. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        refund-made (2): Hồ sơ H48.21025-261120-0001 đã được hoàn trả khoản tiền nộp thừa. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        refund-owed (2): Hồ sơ H48.21025-261120-0001 nhận thêm tiền không phải nộp; tiền này được hoàn trả. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        refused (2): Hồ sơ H48.21025-261120-0001 không được tiếp nhận. Xem lý do bằng văn bản: mc.quangngai.example/hs/H48.21025-261120-0001
        result-early (2): Hồ sơ H48.21025-261120-0001 có kết quả sớm. Mời nhận tại nơi nộp; xem, đánh giá: mc.quangngai.example/hs/H48.21025-261120-0001
        result-posted (2): Kết quả hồ sơ H48.21025-261120-0001 đã gửi qua bưu điện, số bưu gửi EE123456785VN. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        result-ready (2): Hồ sơ H48.21025-261120-0001 đã có kết quả. Mời nhận tại nơi nộp; xem và đánh giá: mc.quangngai.example/hs/H48.21025-261120-0001
        resumed (2): Hồ sơ H48.21025-261120-0001 được giải quyết tiếp, hẹn trả 17:00 18/11/2026. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        stopped (2): Hồ sơ H48.21025-261120-0001 đã dừng giải quyết. Xem thông báo và lý do dừng: mc.quangngai.example/hs/H48.21025-261120-0001
        submitted (2): Hồ sơ H48.21025-261120-0001 đã gửi, đang chờ tiếp nhận. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        supplement-asked (2): Hồ sơ H48.21025-261120-0001 cần bổ sung giấy tờ, chậm nhất 17:00 03/12/2026. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        supplement-asked (2): Hồ sơ H48.21025-261120-0001 cần bổ sung giấy tờ. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        supplement-expired (2): Hồ sơ H48.21025-261120-0001 được trả lại vì quá hạn bổ sung. Ông/bà có thể nộp lại. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        supplement-partial (2): Hồ sơ H48.21025-261120-0001 đã nhận bổ sung nhưng chưa đủ. Xem và nộp giấy tờ còn thiếu: mc.quangngai.example/hs/H48.21025-261120-0001
        supplement-received (2): Đã nhận đủ giấy tờ bổ sung hồ sơ H48.21025-261120-0001, hẹn trả 17:00 16/11/2026. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        supplement-received (2): Đã nhận đủ giấy tờ bổ sung hồ sơ H48.21025-261120-0001. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
        withdrawn (2): Hồ sơ H48.21025-261120-0001 đã dừng theo yêu cầu của ông/bà. Xem: mc.quangngai.example/hs/H48.21025-261120-0001
    "#]].assert_eq(&lines.concat());
    assert_eq!(world.tray().await.len(), notices.len());
    let loud = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphabetic());
        words.any(|word| word.chars().count() > 3 && word.to_uppercase() == word)
    };
    for notice in &notices {
        let text = &notice.text;
        assert!(notice.segments <= 3, "{text}");
        assert!(!loud(text), "nobody is shouted at: {text}");
        assert!(!text.contains("org:") && !text.contains(ADDRESS), "{text}");
    }
}

/// NĐ 61/2018/NĐ-CP Điều 19.9: the person is told the date that holds, once it was moved.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_fact_tells_the_date_in_force_and_not_its_own() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let dossier = with_phone(&world);
    let dossier_id = dossier.to_string();
    let resumed = AppointmentResumed {
        dossier_id: dossier_id.clone(),
        at: stamp("2026-11-19T15:00"),
        due: stamp("2026-12-09T17:00"),
        phase: 2,
    };
    world.intake.says(dossier, &resumed).await;
    world.expect(dossier, &[("resumed", "delivered")]).await;
    // Heard last, of a moment before: the date it says was overtaken.
    let moved = AppointmentMoved {
        dossier_id,
        at: stamp("2026-11-19T09:00"),
        due: stamp("2026-12-04T17:00"),
        previous_due: stamp("2026-12-01T17:00"),
        unit: "org:nobody-knows".to_owned(),
        round: 1,
        ..Default::default()
    };
    world.intake.says(dossier, &moved).await;
    let kinds = ["appointment-moved", "resumed"].map(|kind| (kind, "delivered"));
    let notices = world.expect(dossier, &kinds).await;
    let text = &notices
        .iter()
        .find(|n| n.kind == "appointment-moved")
        .unwrap()
        .text;
    assert!(text.contains("hẹn lại 17:00 09/12/2026"), "{text}");
    assert!(!text.contains("04/12/2026"), "{text}");
    // A unit without a name is not told by its code.
    assert!(!text.contains("chậm") && !text.contains("org:"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_the_morning_is_told_with_the_date_of_the_morning() {
    let world = World::new().await;
    world.clock.set(at("2026-11-20T22:00"));
    let _service = world.start(&[("quiet.enabled", "true")]).await;
    let dossier = with_phone(&world);
    world.intake.says(dossier, &accepted(dossier)).await;
    world.expect(dossier, &[("received", "owed")]).await;
    let moved = AppointmentMoved {
        dossier_id: dossier.to_string(),
        at: stamp("2026-11-20T22:30"),
        due: stamp("2026-12-11T17:00"),
        previous_due: stamp("2026-12-02T17:00"),
        round: 1,
        ..Default::default()
    };
    world.intake.says(dossier, &moved).await;
    let kinds = ["appointment-moved", "received"];
    world
        .expect(dossier, &kinds.map(|kind| (kind, "owed")))
        .await;
    world.clock.set(at("2026-11-21T07:00"));
    let notices = world
        .expect(dossier, &kinds.map(|kind| (kind, "delivered")))
        .await;
    for notice in notices {
        assert!(notice.text.contains("17:00 11/12/2026"), "{}", notice.text);
    }
}
