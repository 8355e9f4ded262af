//! Everything as it will be sent, and sending it.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
};
use portal_ui::documents::DocumentLine;
use proto::intake::v1::SubmitDossierRequest;

use super::{
    Mark, Step,
    draft::{Drafted, address, see_with},
};
use portal_ui::{
    answer::{Answer, page_with, see},
    failure::Failure,
    fields::{Errors, Field, id_of},
    format,
    frame::{Frame, Visit},
};

/// One part of the filing, with where it is changed.
pub struct Part {
    pub title: String,
    pub change: String,
    pub rows: Vec<(String, String)>,
    pub files: Vec<(String, Vec<DocumentLine>)>,
}

#[derive(Template)]
#[template(path = "filing-review.html")]
struct Review {
    f: Frame,
    code: String,
    name: String,
    marks: Vec<Mark>,
    back: String,
    at: String,
    parts: Vec<Part>,
    /// The forms with what was typed, to be printed: what each is called, and where it is.
    forms: Vec<(String, String)>,
    /// What is to be put right: where, and the sentence.
    wrong: Vec<(String, String)>,
}

/// The page before filing.
///
/// # Errors
/// When it cannot be drawn.
pub fn look(visit: &Visit, drafted: &Drafted) -> Answer {
    let wrong = drafted.sheet.complaints(&drafted.fields);
    drawn(visit, drafted, &wrong, StatusCode::OK)
}

/// `POST /nop/{procedure}/gui`.
pub async fn send(visit: Visit, Path(code): Path<String>, headers: HeaderMap) -> Answer {
    let Some(drafted) = Drafted::of(&visit, &code, &headers).await? else {
        return see(&format!("/nop/{}?het=1", format::segment(&code)));
    };
    let wrong = drafted.sheet.complaints(&drafted.fields);
    if !wrong.is_empty() {
        return drawn(&visit, &drafted, &wrong, StatusCode::UNPROCESSABLE_ENTITY);
    }
    // The draft has the id of the dossier it becomes: sent twice, it is filed once.
    let request = SubmitDossierRequest {
        dossier_id: drafted.draft.draft_id.clone(),
        filing: Some(drafted.sheet.filing(&drafted.fields)),
        draft: drafted.key.clone(),
    };
    match visit.ask.intake().submit_dossier(request).await {
        Ok(filed) => {
            let filed = filed.into_inner().code;
            let receipt = format!(
                "/nop/{}/da-nop?ma={}",
                format::segment(&code),
                format::segment(&filed)
            );
            see_with(&visit, &code, "", &receipt)
        }
        Err(status) => {
            let failure = Failure::from(status);
            let errors = drafted.sheet.errors(&failure, &drafted.fields);
            drawn(&visit, &drafted, &errors, failure.status())
        }
    }
}

fn drawn(visit: &Visit, drafted: &Drafted, errors: &Errors, status: StatusCode) -> Answer {
    let summary = drafted.sheet.summary();
    let f = visit.frame_with(&drafted.sheet.names);
    // An input is put right on its own step.
    let place = |line: (String, String), name: &str| {
        let step = Step::of(name);
        let href = step.map(|step| format!("{}#{}", address(&summary.code, step), line.0));
        (href.unwrap_or_default(), line.1)
    };
    let names = errors.names();
    let lines = errors.lines().into_iter().zip(&names);
    let wrong = lines.map(|(line, name)| place(line, name)).collect();
    let back = match drafted.before(Step::Review) {
        Some(before) => address(&summary.code, before),
        None => format!("/nop/{}", format::segment(&summary.code)),
    };
    let page = Review {
        marks: drafted.marks(visit, Step::Review),
        at: drafted.saved(visit),
        parts: parts(visit, drafted, &f),
        forms: forms(drafted),
        code: summary.code.clone(),
        name: summary.name.clone(),
        back,
        wrong,
        f,
    };
    page_with(status, &page)
}

fn forms(drafted: &Drafted) -> Vec<(String, String)> {
    let code = format::segment(&drafted.sheet.summary().code);
    let components = drafted.sheet.procedure.components.iter();
    let named = components.filter(|component| !component.form.is_empty());
    named
        .map(|component| {
            let key = format::segment(&component.key);
            (component.name.clone(), format!("/nop/{code}/mau/{key}.pdf"))
        })
        .collect()
}

fn parts(visit: &Visit, drafted: &Drafted, f: &Frame) -> Vec<Part> {
    let (sheet, fields, none) = (&drafted.sheet, &drafted.fields, Errors::default());
    let code = sheet.summary().code;
    let rows = |asked: Vec<Field>| -> Vec<(String, String)> {
        let filled = asked.into_iter().filter(|field| !field.value.is_empty());
        filled
            .map(|field| (field.label.clone(), field.shown()))
            .collect()
    };
    let part = |title: &str, step: Step, asked: Vec<Field>| Part {
        title: title.to_owned(),
        change: format!("{}#{}", address(&code, step), first(&asked)),
        rows: rows(asked),
        files: Vec::new(),
    };
    let root = format!("/nop/{}/tep", format::segment(&code));
    let named = sheet.procedure.components.iter().filter_map(|component| {
        let own = drafted.documents(&component.key);
        let files: Vec<DocumentLine> = own
            .map(|one| DocumentLine::of(one, &root, visit.lang))
            .collect();
        (!files.is_empty()).then(|| (component.name.clone(), files))
    });
    let papers = Part {
        title: f.t("Giấy tờ", "Papers").to_owned(),
        change: address(&code, Step::Papers),
        rows: Vec::new(),
        files: named.collect(),
    };
    let all = [
        part(
            f.t("Nơi nộp", "Where"),
            Step::People,
            sheet.places(fields, &none),
        ),
        part(
            f.t("Chủ hồ sơ", "Whose matter it is"),
            Step::People,
            sheet.owner(fields, &none),
        ),
        part(
            f.t("Người nộp thay", "Filed by"),
            Step::People,
            sheet.submitter(fields, &none),
        ),
        part(
            f.t("Nội dung tờ khai", "The form"),
            Step::Answers,
            sheet.answers(fields, &none),
        ),
        papers,
        part(
            f.t("Nhận kết quả", "Receiving the result"),
            Step::Result,
            sheet.returning(fields, &none),
        ),
    ];
    let shown = all
        .into_iter()
        .filter(|part| !(part.rows.is_empty() && part.files.is_empty()));
    shown.collect()
}

fn first(asked: &[Field]) -> String {
    asked
        .first()
        .map_or_else(String::new, |field| id_of(&field.name))
}
