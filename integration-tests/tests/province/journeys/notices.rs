//! What the people were told, word for word.

use expect_test::expect;
use proto::notification::v1::{ListNoticesRequest, Notice};

use super::{Journeys, walk::BANK};
use crate::support::{Dossier, Province, filings::EVERYBODY, people::until};

/// Words that would tell a stranger who looks at the phone what the matter is.
const PRIVATE: [&str; 9] = [
    "khuyết tật",
    "trợ cấp",
    "xã hội",
    "HIV",
    "nghèo",
    "người có công",
    "từ trần",
    "thế chấp",
    "đồng",
];
/// Amounts that are somebody's.
const AMOUNTS: [&str; 8] = [
    "810000",
    "810.000",
    "540000",
    "540.000",
    "12500000",
    "12.500.000",
    "850000000",
    "850.000.000",
];

/// In which order they come in a dossier, for those owed by facts that were heard together.
const ORDER: [&str; 10] = [
    "submitted",
    "received",
    "payment-awaited",
    "payment-settled",
    "resumed",
    "result-ready",
    "result-early",
    "not-eligible",
    "postal-slip",
    "result-posted",
];

/// The notices of a dossier in the order they were owed, once all are on their way.
pub async fn notices(province: &Province, dossier: &Dossier) -> Vec<Notice> {
    until("the notices", async || {
        let request = ListNoticesRequest {
            dossier_id: dossier.id.clone(),
            page_size: 200,
            ..Default::default()
        };
        let mut notifier = province.clients.notices("operator:motcua");
        let mut notices = notifier
            .list_notices(request)
            .await
            .unwrap()
            .into_inner()
            .notices;
        notices.sort_by_key(|notice| {
            let owed = notice.owed_at.unwrap();
            (
                owed.seconds,
                owed.nanos,
                ORDER.iter().position(|kind| *kind == notice.kind),
            )
        });
        let sent = |notice: &Notice| matches!(notice.state.as_str(), "sent" | "delivered");
        notices.iter().all(sent).then_some(notices)
    })
    .await
}

pub async fn everybody_was_told(province: &Province, journeys: &Journeys) {
    let mut page = String::new();
    for dossier in journeys.all() {
        page += &format!("{}\n", dossier.code);
        for notice in notices(province, dossier).await {
            page += &format!(
                "  {} to {}: {}\n",
                notice.kind,
                notice.to,
                notice.text.trim_end()
            );
            if notice.channel == "sms" {
                tells_nothing(&notice.text);
            }
        }
    }
    expect![[r#"
        H48.21028-261102-0001
          received to *******002: Hồ sơ H48.21028-261102-0001 đã tiếp nhận, hẹn trả 17:00 06/11/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0001
          payment-awaited to *******002: Hồ sơ H48.21028-261102-0001 có thông báo nộp tiền TB-1001. Xem: mc.quangngai.example/hs/H48.21028-261102-0001
          payment-settled to *******002: Hồ sơ H48.21028-261102-0001 đã nộp đủ tiền và được giải quyết tiếp. Xem: mc.quangngai.example/hs/H48.21028-261102-0001
          resumed to *******002: Hồ sơ H48.21028-261102-0001 được giải quyết tiếp, hẹn trả 17:00 11/11/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0001
          result-early to *******002: Hồ sơ H48.21028-261102-0001 có kết quả sớm. Mời nhận tại nơi nộp; xem, đánh giá: mc.quangngai.example/hs/H48.21028-261102-0001
          postal-slip to ***********************************************gãi: Phiếu gửi kết quả
        Mã hồ sơ: H48.21028-261102-0001
        Thủ tục: Đăng ký biến động: chuyển đổi, chuyển nhượng, thừa kế, tặng cho, góp vốn bằng quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất
        Nơi gửi: Trung tâm Phục vụ hành chính công phường Nghĩa Lộ
        Số bưu gửi: EQ000000001VN
        Tra cứu: mc.quangngai.example/hs/H48.21028-261102-0001
        Người nhận ký, ghi rõ họ tên và ngày nhận.
          result-posted to *******002: Kết quả hồ sơ H48.21028-261102-0001 đã gửi qua bưu điện, số bưu gửi EQ000000001VN. Xem: mc.quangngai.example/hs/H48.21028-261102-0001
        H48.21028-261102-0002
          submitted to *******003: Hồ sơ H48.21028-261102-0002 đã gửi, đang chờ tiếp nhận. Xem: mc.quangngai.example/hs/H48.21028-261102-0002
          received to *******003: Hồ sơ H48.21028-261102-0002 đã tiếp nhận, hẹn trả 17:00 03/12/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0002
          result-early to *******003: Hồ sơ H48.21028-261102-0002 có kết quả sớm. Mời nhận tại nơi nộp; xem, đánh giá: mc.quangngai.example/hs/H48.21028-261102-0002
        H48.21028-261102-0003
          received to *******004: Hồ sơ H48.21028-261102-0003 đã tiếp nhận, hẹn trả 17:00 10/11/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0003
          resumed to *******004: Hồ sơ H48.21028-261102-0003 được giải quyết tiếp, hẹn trả 17:00 27/11/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0003
          payment-awaited to *******004: Hồ sơ H48.21028-261102-0003 có thông báo nộp tiền TB-1002. Xem: mc.quangngai.example/hs/H48.21028-261102-0003
          payment-settled to *******004: Hồ sơ H48.21028-261102-0003 đã nộp đủ tiền và được giải quyết tiếp. Xem: mc.quangngai.example/hs/H48.21028-261102-0003
          resumed to *******004: Hồ sơ H48.21028-261102-0003 được giải quyết tiếp, hẹn trả 17:00 30/11/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0003
          result-early to *******004: Hồ sơ H48.21028-261102-0003 có kết quả sớm. Mời nhận tại nơi nộp; xem, đánh giá: mc.quangngai.example/hs/H48.21028-261102-0003
        H48.21028-261102-0004
          received to *******005: Hồ sơ H48.21028-261102-0004 đã tiếp nhận, hẹn trả 17:00 02/11/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0004
          resumed to *******005: Hồ sơ H48.21028-261102-0004 được giải quyết tiếp, hẹn trả 17:00 02/11/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0004
          result-ready to *******005: Hồ sơ H48.21028-261102-0004 đã có kết quả. Mời nhận tại nơi nộp; xem và đánh giá: mc.quangngai.example/hs/H48.21028-261102-0004
        H48.21028-261102-0005
          received to *******006: Hồ sơ H48.21028-261102-0005 đã tiếp nhận, hẹn trả 17:00 23/11/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0005
          result-early to *******006: Hồ sơ H48.21028-261102-0005 có kết quả sớm. Mời nhận tại nơi nộp; xem, đánh giá: mc.quangngai.example/hs/H48.21028-261102-0005
        H48.21028-261102-0006
          submitted to *******007: Hồ sơ H48.21028-261102-0006 đã gửi, đang chờ tiếp nhận. Xem: mc.quangngai.example/hs/H48.21028-261102-0006
          received to *******007: Hồ sơ H48.21028-261102-0006 đã tiếp nhận, hẹn trả 17:00 01/12/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0006
          result-early to *******007: Hồ sơ H48.21028-261102-0006 có kết quả sớm. Mời nhận tại nơi nộp; xem, đánh giá: mc.quangngai.example/hs/H48.21028-261102-0006
    "#]].assert_eq(&page);
}

/// A text message can be read by whoever holds the phone.
fn tells_nothing(text: &str) {
    for somebody in EVERYBODY {
        for secret in [somebody.0, somebody.1, somebody.2] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    for secret in PRIVATE.iter().chain(&AMOUNTS).chain(&[BANK]) {
        assert!(
            !text.to_lowercase().contains(&secret.to_lowercase()),
            "{secret} in {text}"
        );
    }
}
