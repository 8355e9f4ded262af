//! Papers handed in with an earlier dossier, offered again: what the one-stop shop has already is
//! not asked for twice (NĐ 61/2018/NĐ-CP Điều 4.2; NĐ 118/2025/NĐ-CP). Only their own, and only to
//! who signed in as the very person the filing is about.

use axum::{extract::Path, http::HeaderMap};
use portal_ui::{
    answer::{Answer, see},
    documents::DocumentLine,
    failure::Failure,
    fields::{Errors, Fields, id_of},
    format,
    frame::Visit,
};
use proto::{
    intake::v1::{EarlierDocument, ListEarlierDocumentsRequest, ReuseDocumentRequest},
    routing::v1::Component,
};

use super::{
    Step,
    draft::{Drafted, address},
    step::drawn,
};

/// A file of an earlier dossier, under the paper it fits.
pub struct EarlierLine {
    pub id: String,
    pub name: String,
    pub note: String,
    /// When it was handed in, and with which dossier.
    pub at: String,
    pub code: String,
}

/// What the visitor handed in before, when the filing is their own. A silent service offers nothing
/// and stands in nobody's way.
pub async fn of(visit: &Visit, drafted: &Drafted) -> Vec<EarlierDocument> {
    let account = visit.account.as_ref();
    let Some(number) = account.and_then(|account| account.citizen_id.as_deref()) else {
        return Vec::new();
    };
    if drafted.fields.get("owner.citizen_id").trim() != number {
        return Vec::new();
    }
    let request = ListEarlierDocumentsRequest::default();
    match visit.ask.documents().list_earlier_documents(request).await {
        Ok(listed) => listed.into_inner().documents,
        Err(status) => {
            tracing::warn!(code = %status.code(), "earlier papers cannot be offered");
            Vec::new()
        }
    }
}

/// Those that fit a paper and are not attached to it yet. A form is filled in anew each time.
pub fn fitting(drafted: &Drafted, component: &Component, visit: &Visit) -> Vec<EarlierLine> {
    if !component.form.is_empty() {
        return Vec::new();
    }
    let attached = |sha256: &str| {
        let mut own = drafted.documents(&component.key);
        own.any(|one| one.sha256 == sha256)
    };
    let fit = drafted.earlier.iter().filter_map(|found| {
        let document = found.document.as_ref()?;
        let fits = document.component == component.key && !attached(&document.sha256);
        let line = fits.then(|| DocumentLine::of(document, "", visit.lang))?;
        Some(EarlierLine {
            id: line.id,
            name: line.name,
            note: line.note,
            at: line.at,
            code: found.code.clone(),
        })
    });
    fit.collect()
}

/// `POST /nop/{procedure}/dung-lai/{component}`: attaches an earlier paper as it is.
pub async fn again(
    visit: Visit,
    Path((code, component)): Path<(String, String)>,
    headers: HeaderMap,
    sent: Fields,
) -> Answer {
    let Some(mut drafted) = Drafted::of(&visit, &code, &headers).await? else {
        return see(&format!("/nop/{}?het=1", format::segment(&code)));
    };
    drafted.earlier = of(&visit, &drafted).await;
    let wanted = sent.get("document");
    let own = drafted.earlier.iter().find_map(|found| {
        let document = found.document.as_ref()?;
        (document.document_id == wanted).then(|| ReuseDocumentRequest {
            draft: drafted.key.clone(),
            component: component.clone(),
            document_id: document.document_id.clone(),
            dossier_id: found.dossier_id.clone(),
            proof: String::new(),
        })
    });
    let request = own.ok_or_else(|| not_yours(&visit))?;
    let input = format!("papers.{component}");
    let answer = visit.ask.documents().reuse_document(request).await;
    match answer.map_err(Failure::from) {
        Ok(_) => see(&format!(
            "{}#{}",
            address(&code, Step::Papers),
            id_of(&input)
        )),
        Err(failure @ (Failure::Refused { .. } | Failure::Malformed(_))) => {
            let mut errors = Errors::default();
            for violation in failure.violations() {
                errors.push(&input, violation.sentence);
            }
            let status = failure.status();
            drawn(&visit, &drafted, Step::Papers, &errors, status, false)
        }
        Err(failure) => Err(failure),
    }
}

fn not_yours(visit: &Visit) -> Failure {
    let sentence = visit.lang.pick(
        "Không có giấy tờ này trong các hồ sơ của ông/bà. Hãy tải tệp lên.",
        "There is no such paper in your dossiers. Upload the file instead.",
    );
    Failure::Absent(sentence.to_owned())
}
