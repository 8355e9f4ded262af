//! What people were told, and how far each notice got.

use askama::Template;
use axum::extract::Query;
use proto::{
    intake::v1::TrackDossierRequest,
    notification::v1::{ListNoticesRequest, Notice},
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Lang, Visit},
    view::badge::{self, Badge},
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "ma-ho-so")]
    code: String,
    #[serde(default, rename = "trang")]
    page: String,
}

#[derive(Template)]
#[template(path = "notices.html")]
struct Notices {
    f: Frame,
    code: String,
    rows: Vec<Said>,
    next: String,
}

struct Said {
    n: Notice,
    badge: Badge,
    kind: &'static str,
    to: String,
    channel: &'static str,
    owed: String,
    sent: String,
}

/// `GET /van-hanh/tin-nhan?ma-ho-so=&trang=`.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await.unwrap_or_default();
    let code = format::dossier_code(&asked.code);
    let dossier_id = if code.is_empty() {
        String::new()
    } else {
        visit
            .ask
            .intake()
            .track_dossier(TrackDossierRequest { code: code.clone() })
            .await?
            .into_inner()
            .dossier_id
    };
    let request = ListNoticesRequest {
        dossier_id,
        page_size: 50,
        page_token: asked.page,
    };
    let found = visit
        .ask
        .notification()
        .list_notices(request)
        .await?
        .into_inner();
    let said = |n: Notice| Said {
        badge: badge::of_notice(&n.state, visit.lang),
        kind: kind(&n.kind, visit.lang),
        to: masked(&n.to),
        channel: match n.channel.as_str() {
            "sms" => "SMS",
            "email" => visit.lang.pick("Thư điện tử", "E-mail"),
            "post" => visit.lang.pick("Bưu chính", "Post"),
            _ => "—",
        },
        owed: format::stamp(n.owed_at.as_ref(), visit.lang),
        sent: format::stamp(n.sent_at.as_ref(), visit.lang),
        n,
    };
    page(&Notices {
        f: visit.frame_with(&names),
        code,
        rows: found.notices.into_iter().map(said).collect(),
        next: format::segment(&found.next_page_token),
    })
}

/// What a notice says, by its template.
const KINDS: [(&str, &str, &str); 28] = [
    (
        "submitted",
        "Đã gửi, chờ tiếp nhận",
        "Filed, to be received",
    ),
    ("received", "Đã tiếp nhận", "Received"),
    (
        "supplement-asked",
        "Yêu cầu bổ sung",
        "Supplement asked for",
    ),
    (
        "supplement-partial",
        "Bổ sung chưa đủ",
        "Part of the supplement came",
    ),
    (
        "supplement-received",
        "Đã nhận bổ sung",
        "Supplement received",
    ),
    (
        "supplement-due-soon",
        "Nhắc sắp hết hạn bổ sung",
        "Supplement due soon",
    ),
    (
        "supplement-expired",
        "Quá hạn bổ sung, trả lại",
        "Supplement did not come",
    ),
    ("payment-awaited", "Mời nộp tiền", "Payment due"),
    ("payment-settled", "Đã nộp tiền", "Paid"),
    ("debt-noted", "Đã ghi nợ", "Noted as a debt"),
    ("refund-owed", "Nộp thừa, sẽ hoàn trả", "Money to go back"),
    ("payment-short", "Nộp chưa đủ", "Too little was paid"),
    ("refund-made", "Đã hoàn trả tiền", "Money went back"),
    ("resumed", "Giải quyết tiếp", "Work goes on"),
    (
        "appointment-moved",
        "Xin lỗi, hẹn lại ngày trả",
        "Apology with a new date",
    ),
    ("result-early", "Có kết quả sớm", "Result before its date"),
    ("result-ready", "Có kết quả", "Result ready"),
    (
        "not-eligible",
        "Không đủ điều kiện giải quyết",
        "Not eligible",
    ),
    ("result-posted", "Đã gửi kết quả", "Result posted"),
    ("postal-slip", "Phiếu gửi kết quả", "Postal slip"),
    ("refused", "Từ chối tiếp nhận", "Not received"),
    ("withdrawn", "Đã rút hồ sơ", "Withdrawn"),
    ("stopped", "Dừng giải quyết", "Stopped"),
    (
        "correction-opened",
        "Xin lỗi, sửa sai sót",
        "Error being put right",
    ),
    (
        "loss-reported",
        "Xin lỗi, làm mất giấy tờ",
        "Papers were lost",
    ),
    ("proof", "Mã xác nhận", "Digits to confirm"),
    (
        "complaint-received",
        "Đã nhận phản ánh",
        "Complaint received",
    ),
    (
        "complaint-answered",
        "Đã trả lời phản ánh",
        "Complaint answered",
    ),
];

fn kind(template: &str, lang: Lang) -> &'static str {
    let known = KINDS.iter().find(|(word, ..)| *word == template);
    let (_, vi, en) = known.unwrap_or(&("", "Thông báo", "Notice"));
    lang.pick(vi, en)
}

/// A masked address without its length: three dots and what was left readable.
fn masked(to: &str) -> String {
    let shown = to.trim_start_matches('*');
    if shown.len() == to.len() {
        to.to_owned()
    } else {
        format!("•••{shown}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_address_does_not_tell_its_length() {
        assert_eq!(masked("***************gãi"), "•••gãi");
        assert_eq!(masked("*******002"), "•••002");
    }

    #[test]
    fn a_notice_is_called_by_what_it_says() {
        assert_eq!(
            kind("appointment-moved", Lang::Vi),
            "Xin lỗi, hẹn lại ngày trả"
        );
        assert_eq!(kind("proof", Lang::En), "Digits to confirm");
        assert_eq!(kind("of-a-later-year", Lang::Vi), "Thông báo");
    }
}
