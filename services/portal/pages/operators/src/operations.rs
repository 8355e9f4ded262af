//! What the operator sees: how each service does, dead letters, the true state of each notice.

use askama::Template;
use axum::extract::{Path, Query};
use futures::future::join_all;
use proto::{
    intake::v1::TrackDossierRequest,
    notification::v1::{ListNoticesRequest, Notice},
    operations::v1::{
        DeadLetter, DropDeadLetterRequest, GetStatusRequest, ListDeadLettersRequest,
        RetryDeadLetterRequest,
    },
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page, see},
    failure::{Failure, Violation},
    fields::Fields,
    format,
    frame::{Frame, Visit},
    services::Service,
    view::badge::{self, Badge},
};

#[derive(Template)]
#[template(path = "operations.html")]
struct Health {
    f: Frame,
    rows: Vec<Row>,
    letters: Vec<Letter>,
    outbox: u64,
    behind: u64,
    dead: u64,
    silent: usize,
}

struct Row {
    title: &'static str,
    name: &'static str,
    answers: bool,
    outbox: u64,
    oldest: String,
    behind: u64,
    dead: u64,
    parked: u64,
    journal: String,
}

struct Letter {
    l: DeadLetter,
    service: Service,
    at: String,
}

/// `GET /van-hanh`.
pub async fn services(visit: Visit) -> Answer {
    let asking = Service::ALL.map(|service| {
        let ask = visit.ask.clone();
        async move {
            let status = ask
                .operations(service)
                .get_status(GetStatusRequest {})
                .await;
            let letters = ask
                .operations(service)
                .list_dead_letters(ListDeadLettersRequest { page_size: 50 })
                .await;
            (service, status, letters)
        }
    });
    let (mut rows, mut letters) = (Vec::new(), Vec::new());
    for (service, status, dead) in join_all(asking).await {
        let answers = status.is_ok();
        let status = status.map(tonic::Response::into_inner).unwrap_or_default();
        rows.push(Row {
            title: service.title(),
            name: service.name(),
            answers,
            outbox: status.outbox,
            oldest: seconds(status.outbox_oldest_seconds),
            behind: status.hearings.iter().map(|hearing| hearing.behind).sum(),
            dead: status.dead_letters,
            parked: status.parked,
            journal: format::number(i64::try_from(status.journal).unwrap_or(i64::MAX)),
        });
        let dead = dead
            .map(|dead| dead.into_inner().letters)
            .unwrap_or_default();
        letters.extend(dead.into_iter().map(|l| Letter {
            at: format::stamp(l.at.as_ref()),
            service,
            l,
        }));
    }
    let names = visit.names().await.unwrap_or_default();
    page(&Health {
        f: visit.frame_with(&names),
        outbox: rows.iter().map(|row| row.outbox).sum(),
        behind: rows.iter().map(|row| row.behind).sum(),
        dead: rows.iter().map(|row| row.dead).sum(),
        silent: rows.iter().filter(|row| !row.answers).count(),
        rows,
        letters,
    })
}

fn seconds(seconds: f64) -> String {
    if seconds < 0.05 {
        "0 giây".to_owned()
    } else {
        format!("{seconds:.1} giây").replace('.', ",")
    }
}

/// `POST /van-hanh/thu/{service}/{id}/{act}`: hear a dead letter again, or give it up.
pub async fn letter(
    visit: Visit,
    Path((service, id, act)): Path<(String, i64, String)>,
    sent: Fields,
) -> Answer {
    let service = Service::named(&service)
        .ok_or_else(|| Failure::Absent("Không có dịch vụ này.".to_owned()))?;
    let mut operations = visit.ask.operations(service);
    match act.as_str() {
        "lai" => drop(
            operations
                .retry_dead_letter(RetryDeadLetterRequest { id })
                .await?,
        ),
        "bo" if !sent.has("reason") => {
            let sentence =
                "Hãy ghi lý do bỏ thư: việc này được lưu lại và không làm lại được.".to_owned();
            return Err(Failure::Malformed(vec![Violation {
                field: "reason".to_owned(),
                sentence,
            }]));
        }
        "bo" => {
            let reason = sent.get("reason").to_owned();
            drop(
                operations
                    .drop_dead_letter(DropDeadLetterRequest { id, reason })
                    .await?,
            );
        }
        _ => return Err(Failure::Absent("Không có việc này.".to_owned())),
    }
    see("/van-hanh")
}

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
pub async fn notices(visit: Visit, Query(asked): Query<Asked>) -> Answer {
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
        kind: kind(&n.kind),
        to: masked(&n.to),
        channel: match n.channel.as_str() {
            "sms" => "SMS",
            "post" => "Bưu chính",
            _ => "—",
        },
        owed: format::stamp(n.owed_at.as_ref()),
        sent: format::stamp(n.sent_at.as_ref()),
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
fn kind(template: &str) -> &'static str {
    match template {
        "submitted" => "Đã gửi, chờ tiếp nhận",
        "received" => "Đã tiếp nhận",
        "supplement-asked" => "Yêu cầu bổ sung",
        "supplement-received" => "Đã nhận bổ sung",
        "payment-awaited" => "Mời nộp tiền",
        "resumed" => "Giải quyết tiếp",
        "appointment-moved" => "Hẹn lại ngày trả",
        "result-ready" => "Có kết quả",
        "result-posted" => "Đã gửi kết quả",
        "postal-slip" => "Phiếu gửi kết quả",
        "refused" => "Từ chối tiếp nhận",
        "withdrawn" => "Đã rút hồ sơ",
        _ => "Thông báo",
    }
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
    fn a_wait_is_told_in_seconds_with_a_comma() {
        assert_eq!(seconds(0.0), "0 giây");
        assert_eq!(seconds(12.34), "12,3 giây");
    }
}
