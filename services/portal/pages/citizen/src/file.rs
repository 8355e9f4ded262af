//! Filing online: one form, a page to check it, a receipt. What was filled in travels in the page itself.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use proto::intake::v1::{SubmitDossierRequest, TrackDossierResponse};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page, page_with, see},
    failure::Failure,
    fields::{Errors, Field, Fields},
    filing::{Means, PaperLine, Sheet},
    format,
    frame::{Frame, Visit},
    lookup,
    parts::Summary,
    view::qr,
};

#[derive(Template)]
#[template(path = "file.html")]
struct Form {
    f: Frame,
    code: String,
    name: String,
    term: String,
    dossier_id: String,
    places: Vec<Field>,
    owner: Vec<Field>,
    submitter: Vec<Field>,
    by_another: bool,
    answers: Vec<Field>,
    papers: Vec<PaperLine>,
    returning: Vec<Field>,
    summary: Summary,
}

#[derive(Template)]
#[template(path = "file-check.html")]
struct Check {
    f: Frame,
    code: String,
    name: String,
    groups: Vec<(&'static str, Vec<(String, String)>)>,
    carried: Vec<(String, String)>,
}

/// `GET /nop/{procedure}`.
pub async fn form(visit: Visit, Path(code): Path<String>) -> Answer {
    let sheet = Sheet::of(&visit, &code, Means::Online).await?;
    if !sheet.summary().online {
        let sentence =
            "Thủ tục này chưa nhận hồ sơ trực tuyến. Hãy nộp tại quầy hoặc qua bưu chính.";
        return Err(Failure::Refused {
            sentence: sentence.to_owned(),
            fields: Vec::new(),
        });
    }
    let mut fields = Fields::default();
    // Minted before the person begins: sending the form twice files it once.
    fields.set("dossier_id", kernel::DossierId::mint().to_string());
    fields.set("return_method", "counter");
    page(&drawn(&visit, &sheet, &fields, &Errors::default()))
}

/// `POST /nop/{procedure}`: on to the check, back to the form, or off to the desk.
pub async fn step(visit: Visit, Path(code): Path<String>, mut fields: Fields) -> Answer {
    let sheet = Sheet::of(&visit, &code, Means::Online).await?;
    let step = fields.get("step").to_owned();
    fields.set("step", "");
    if step == "edit" {
        return page(&drawn(&visit, &sheet, &fields, &Errors::default()));
    }
    let errors = sheet.complaints(&fields);
    if !errors.is_empty() {
        return page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &drawn(&visit, &sheet, &fields, &errors),
        );
    }
    if step != "send" {
        return page(&checked(&visit, &sheet, &fields));
    }
    let request = SubmitDossierRequest {
        dossier_id: fields.get("dossier_id").to_owned(),
        filing: Some(sheet.filing(&fields)),
        ..Default::default()
    };
    match visit.ask.intake().submit_dossier(request).await {
        Ok(filed) => {
            let filed = filed.into_inner().code;
            see(&format!(
                "/nop/{}/da-nop?ma={}",
                format::segment(&code),
                format::segment(&filed)
            ))
        }
        Err(status) => {
            let failure = Failure::from(status);
            let errors = sheet.errors(&failure, &fields);
            page_with(failure.status(), &drawn(&visit, &sheet, &fields, &errors))
        }
    }
}

fn drawn(visit: &Visit, sheet: &Sheet, fields: &Fields, errors: &Errors) -> Form {
    let summary = sheet.summary();
    Form {
        f: visit.frame_with(&sheet.names),
        code: summary.code,
        name: summary.name,
        term: format::term(&summary.term),
        dossier_id: fields.get("dossier_id").to_owned(),
        places: sheet.places(fields, errors),
        owner: sheet.owner(fields, errors),
        by_another: sheet
            .submitter(fields, errors)
            .iter()
            .any(|f| !f.value.is_empty() || !f.error.is_empty()),
        submitter: sheet.submitter(fields, errors),
        answers: sheet.answers(fields, errors),
        papers: sheet.checklist(fields, errors),
        returning: sheet.returning(fields, errors),
        summary: errors.into(),
    }
}

fn checked(visit: &Visit, sheet: &Sheet, fields: &Fields) -> Check {
    let none = Errors::default();
    let rows = |asked: Vec<Field>| -> Vec<(String, String)> {
        let filled = asked.into_iter().filter(|field| !field.value.is_empty());
        filled
            .map(|field| (field.label.clone(), field.shown()))
            .collect()
    };
    let papers = sheet
        .checklist(fields, &none)
        .into_iter()
        .filter(|paper| paper.ticked);
    let papers = papers
        .map(|paper| (paper.title, "Có bản điện tử".to_owned()))
        .collect();
    let groups = [
        ("Nơi nộp", rows(sheet.places(fields, &none))),
        ("Chủ hồ sơ", rows(sheet.owner(fields, &none))),
        ("Người nộp thay", rows(sheet.submitter(fields, &none))),
        ("Nội dung", rows(sheet.answers(fields, &none))),
        ("Giấy tờ", papers),
        ("Nhận kết quả", rows(sheet.returning(fields, &none))),
    ];
    let summary = sheet.summary();
    Check {
        f: visit.frame_with(&sheet.names),
        code: summary.code,
        name: summary.name,
        groups: groups
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .collect(),
        carried: fields
            .pairs()
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .cloned()
            .collect(),
    }
}

#[derive(Deserialize)]
pub struct Filed {
    #[serde(default)]
    ma: String,
}

#[derive(Template)]
#[template(path = "file-receipt.html")]
struct Receipt {
    f: Frame,
    d: TrackDossierResponse,
    receiver: String,
    filed: String,
    qr: String,
    address: String,
}

/// `GET /nop/{procedure}/da-nop?ma=`.
pub async fn receipt(visit: Visit, Query(filed): Query<Filed>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&filed.ma)).await?;
    let names = visit.names().await?;
    let address = format!(
        "{}/tra-cuu/{}",
        visit.portal.config.http.public_url.trim_end_matches('/'),
        d.code
    );
    page(&Receipt {
        f: visit.frame_with(&names),
        receiver: names.unit(&d.receiving_unit),
        filed: format::stamp(d.filed_at.as_ref()),
        qr: qr::svg(&address, "Mã QR để tra cứu hồ sơ"),
        address,
        d,
    })
}
