//! Form 02 at the counter: what is missing, told once and completely before anything is received.

use axum::{extract::Query, http::StatusCode};
use proto::{
    forms::v1::{self as wire, render_request::Paper},
    intake::v1::Person,
};

use super::{Asked, drawn};
use crate::promise;
use portal_ui::{
    answer::{Answer, page_with},
    fields::{Errors, Fields},
    filing::{Means, PaperLine, Sheet},
    frame::Visit,
    papers,
};

/// `POST /ban/tiep-nhan/phieu/phieu-bo-sung?tthc=`: the paper handed to somebody whose dossier is not
/// received yet (NĐ 61/2018/NĐ-CP Điều 17.1), with everything that is missing.
pub async fn paper(visit: Visit, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let sheet = Sheet::of(&visit, &asked.tthc, Means::Desk).await?;
    let none = Errors::default();
    let lines = sheet.checklist(&fields, &none).into_iter();
    let missing: Vec<PaperLine> = lines
        .filter(|line| line.required && !line.ticked && line.originals + line.copies == 0)
        .collect();
    let mut errors = Errors::default();
    if !fields.has("owner.name") {
        errors.push(
            "owner.name",
            visit.lang.pick("Nhập họ và tên.", "Enter the name."),
        );
    }
    if missing.is_empty() {
        let why = visit.lang.pick(
            "Không thiếu giấy tờ bắt buộc nào. Bỏ đánh dấu giấy tờ chưa có, hoặc tiếp nhận.",
            "Nothing required is missing. Untick what is not there, or receive.",
        );
        errors.push("", why);
    }
    if !errors.is_empty() {
        let promise = promise::of(&visit, &sheet, &fields).await;
        let scans = super::scans::of(&visit, &sheet, &fields).await;
        let drawn = drawn(&visit, &sheet, &fields, &errors, promise, scans);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn);
    }
    let item = |line: &PaperLine| match fields.get(&format!("{}.reason", line.name)) {
        "" => line.title.clone(),
        why => format!("{} ({why})", line.title),
    };
    let unit = fields.get("receiving_unit").to_owned();
    let officer = visit.account.as_ref();
    let paper = Paper::SupplementRequest(wire::SupplementRequest {
        head: Some(papers::letterhead(&visit, &sheet.names, &unit)),
        subject: Some(subject(&sheet, &fields)),
        centre: sheet.names.unit(&unit),
        items: missing.iter().map(item).collect(),
        reason: "Thành phần hồ sơ chưa đầy đủ theo quy định.".to_owned(),
        stage: "khi kiểm tra hồ sơ tại quầy, trước khi tiếp nhận".to_owned(),
        website: visit.portal.config.http.public_url.clone(),
        phone: visit.portal.config.province.hotline.clone(),
        officer: officer.map_or_else(String::new, |own| own.name.clone()),
        ..wire::SupplementRequest::default()
    });
    papers::print(
        &visit,
        &papers::day_of(&visit, None),
        paper,
        "phieu-bo-sung",
    )
    .await
}

fn subject(sheet: &Sheet, fields: &Fields) -> wire::Subject {
    let filing = sheet.filing(fields);
    let party = |person: Person| wire::Party {
        name: person.name,
        citizen_id: person.citizen_id,
        address: person.address,
        phone: person.phone,
        email: person.email,
    };
    wire::Subject {
        matter: sheet.summary().name,
        owner: filing.owner.map(party),
        submitter: filing.submitter.map(party),
        channel: "nộp trực tiếp tại quầy".to_owned(),
        ..wire::Subject::default()
    }
}
