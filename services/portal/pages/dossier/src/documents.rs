//! The papers of a dossier as files: opened by those who may, scanned by the desk that has it
//! (số hóa hồ sơ).

use askama::Template;
use axum::{
    extract::{Multipart, Path},
    http::StatusCode,
};
use portal_ui::{
    answer::{Answer, page_with, see},
    documents::{self, DocumentLine},
    failure::Failure,
    fields::id_of,
    format,
    frame::{Frame, Visit},
    lookup,
};
use proto::intake::v1::{
    TrackDossierResponse, get_document_request::From as Source, upload_start::Target,
};

/// One line of the checklist with its files.
struct Scan {
    id: String,
    title: String,
    required: bool,
    error: String,
    action: String,
    files: Vec<DocumentLine>,
}

#[derive(Template)]
#[template(path = "scans.html")]
struct Scans {
    f: Frame,
    d: TrackDossierResponse,
    scans: Vec<Scan>,
    files: usize,
}

/// `GET /ho-so/{code}/tai-lieu/{document}`.
pub async fn open(visit: Visit, Path((code, document)): Path<(String, String)>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let from = Source::DossierId(d.dossier_id);
    documents::open(&visit, &document, from, "xem giấy tờ của hồ sơ", "").await
}

/// `GET /ho-so/{code}/so-hoa`.
pub async fn scans(visit: Visit, Path(code): Path<String>) -> Answer {
    drawn(&visit, &code, "", &[], StatusCode::OK).await
}

/// `POST /ho-so/{code}/so-hoa/{component}`.
pub async fn scan(
    visit: Visit,
    Path((code, component)): Path<(String, String)>,
    form: Multipart,
) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let target = Target::DossierId(d.dossier_id);
    let taken = documents::take(&visit.ask, form, target, &component, true).await;
    let (status, sentences) = match taken {
        Ok(taken) if taken.refused.is_empty() => {
            let place = id_of(&format!("papers.{component}"));
            let page = format!("/ho-so/{}/so-hoa#{place}", format::segment(&d.code));
            return see(&page);
        }
        Ok(taken) => (StatusCode::UNPROCESSABLE_ENTITY, taken.refused),
        Err(failure @ (Failure::Malformed(_) | Failure::Refused { .. } | Failure::Unavailable)) => {
            let said = failure.violations().into_iter().map(|one| one.sentence);
            (failure.status(), said.collect())
        }
        Err(failure) => return Err(failure),
    };
    drawn(&visit, &d.code, &component, &sentences, status).await
}

async fn drawn(
    visit: &Visit,
    code: &str,
    wrong: &str,
    sentences: &[String],
    status: StatusCode,
) -> Answer {
    let d = lookup::dossier(visit, &format::dossier_code(code)).await?;
    let procedure = visit
        .portal
        .directory
        .procedure(&visit.ask, &d.procedure)
        .await?;
    let files = documents::of_dossier(visit, &d.dossier_id, &d.code, "số hóa hồ sơ").await?;
    let root = format!("/ho-so/{}/so-hoa", format::segment(&d.code));
    let scans = procedure.components.iter().map(|component| {
        let own = files.iter().filter(|file| file.component == component.key);
        Scan {
            id: id_of(&format!("papers.{}", component.key)),
            title: component.name.clone(),
            required: component.required,
            error: match component.key == wrong {
                true => sentences.join(" "),
                false => String::new(),
            },
            action: format!("{root}/{}", format::segment(&component.key)),
            files: own.cloned().collect(),
        }
    });
    let drawn = Scans {
        f: visit.frame_with(&*visit.names().await?),
        scans: scans.collect(),
        files: files.len(),
        d,
    };
    page_with(status, &drawn)
}
