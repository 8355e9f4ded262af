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
    frame::{Frame, Lang, Visit},
    services::Service,
    view::badge::{self, Badge},
};

use crate::words::{absent, called, no_act};

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
    /// Its id in the page: what follows the service's row as it changes.
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
    title: &'static str,
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
            title: called(service, visit.lang),
            name: service.name(),
            answers,
            outbox: status.outbox,
            oldest: seconds(status.outbox_oldest_seconds, visit.lang),
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
            title: called(service, visit.lang),
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

fn seconds(seconds: f64, lang: Lang) -> String {
    let number = if seconds < 0.05 {
        "0".to_owned()
    } else {
        format!("{seconds:.1}")
    };
    match lang {
        Lang::Vi => format!("{} giây", number.replace('.', ",")),
        Lang::En => format!("{number} s"),
    }
}

/// `POST /van-hanh/thu/{service}/{id}/{act}`: hear a dead letter again, or give it up.
pub async fn letter(
    visit: Visit,
    Path((service, id, act)): Path<(String, i64, String)>,
    sent: Fields,
) -> Answer {
    let service = Service::named(&service).ok_or_else(|| {
        absent(
            visit
                .lang
                .pick("Không có dịch vụ này.", "There is no such service."),
        )
    })?;
    let mut operations = visit.ask.operations(service);
    match act.as_str() {
        "lai" => drop(
            operations
                .retry_dead_letter(RetryDeadLetterRequest { id })
                .await?,
        ),
        "bo" if !sent.has("reason") => {
            let sentence = visit.lang.pick(
                "Hãy ghi lý do bỏ thư: việc này được lưu lại và không làm lại được.",
                "Say why the letter is dropped: this is kept on record and cannot be undone.",
            );
            return Err(Failure::Malformed(vec![Violation {
                field: "reason".to_owned(),
                sentence: sentence.to_owned(),
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
        _ => return Err(no_act(visit.lang)),
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
        kind: kind(&n.kind, visit.lang),
        to: masked(&n.to),
        channel: match n.channel.as_str() {
            "sms" => "SMS",
            "post" => visit.lang.pick("Bưu chính", "Post"),
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
fn kind(template: &str, lang: Lang) -> &'static str {
    let (vi, en) = match template {
        "submitted" => ("Đã gửi, chờ tiếp nhận", "Filed, to be received"),
        "received" => ("Đã tiếp nhận", "Received"),
        "supplement-asked" => ("Yêu cầu bổ sung", "Supplement asked for"),
        "supplement-received" => ("Đã nhận bổ sung", "Supplement received"),
        "payment-awaited" => ("Mời nộp tiền", "Payment due"),
        "resumed" => ("Giải quyết tiếp", "Work goes on"),
        "appointment-moved" => ("Hẹn lại ngày trả", "New date promised"),
        "result-ready" => ("Có kết quả", "Result ready"),
        "result-posted" => ("Đã gửi kết quả", "Result posted"),
        "postal-slip" => ("Phiếu gửi kết quả", "Postal slip"),
        "refused" => ("Từ chối tiếp nhận", "Not received"),
        "withdrawn" => ("Đã rút hồ sơ", "Withdrawn"),
        _ => ("Thông báo", "Notice"),
    };
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
    fn a_wait_is_told_in_seconds_as_each_language_writes_them() {
        assert_eq!(seconds(0.0, Lang::Vi), "0 giây");
        assert_eq!(seconds(12.34, Lang::Vi), "12,3 giây");
        assert_eq!(seconds(12.34, Lang::En), "12.3 s");
    }
}
