//! Who looked at the person's data.

use askama::Template;
use axum::{extract::Path, http::HeaderMap};
use proto::intake::v1::ListMyReadsRequest;

use super::proof::Claim;
use portal_ui::{
    answer::{Answer, page},
    failure::Failure,
    format,
    frame::{Frame, Lang, Visit},
};

#[derive(Template)]
#[template(path = "reads.html")]
struct Reads {
    f: Frame,
    code: String,
    looks: Vec<Look>,
}

struct Look {
    at: String,
    who: String,
    role: &'static str,
    purpose: String,
}

/// `GET /tra-cuu/{code}/ai-da-xem`.
pub async fn look(visit: Visit, Path(code): Path<String>, headers: HeaderMap) -> Answer {
    let claim = Claim::of(&code, &headers);
    let request = ListMyReadsRequest {
        code: claim.code.clone(),
        proof: claim.token.clone(),
    };
    let reads = match visit.ask.feedback().list_my_reads(request).await {
        Ok(reads) => reads.into_inner().reads,
        Err(status) => match Failure::from(status) {
            Failure::Absent(_) | Failure::Malformed(_) => return claim.to_proof("ai-da-xem"),
            other => return Err(other),
        },
    };
    let names = visit.names().await?;
    let looks = reads.into_iter().map(|read| Look {
        at: format::stamp(read.at.as_ref(), visit.lang),
        who: match read.unit.as_str() {
            "" => visit.lang.pick("Hệ thống một cửa", "The system").to_owned(),
            unit => names.unit(unit),
        },
        role: role(&read.role, visit.lang),
        purpose: read.purpose,
    });
    page(&Reads {
        f: visit.frame_with(&names),
        code: claim.code.clone(),
        looks: looks.collect(),
    })
}

fn role(word: &str, lang: Lang) -> &'static str {
    let (vi, en) = match word {
        "head" => ("Lãnh đạo đơn vị", "Head of the unit"),
        "auditor" => ("Thanh tra, kiểm tra", "Auditor"),
        "administrator" => ("Quản trị thủ tục", "Procedure control"),
        "operator" => ("Quản trị vận hành", "Operator"),
        "leader" => ("Lãnh đạo Ủy ban nhân dân", "Leader"),
        "service" => ("Gửi tự động", "Automatic"),
        "person" => ("Người nộp hồ sơ", "The applicant"),
        _ => ("Cán bộ", "Official"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
