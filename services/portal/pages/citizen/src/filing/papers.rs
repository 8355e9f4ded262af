//! The papers of a filing, as files.

use axum::{
    extract::{Multipart, Path},
    http::{HeaderMap, StatusCode},
};
use portal_ui::documents::{self, DocumentLine, Taken};
use proto::intake::v1::{
    RemoveDocumentRequest, get_document_request::From as Source, upload_start::Target,
};

use super::{
    Step,
    draft::{Drafted, address},
    earlier::{self, EarlierLine},
    step::drawn,
};
use portal_ui::{
    answer::{Answer, see},
    failure::Failure,
    fields::Errors,
    format,
    frame::Visit,
};

/// One paper of the checklist with its files, and the form that takes more.
pub struct PaperCard {
    pub id: String,
    pub title: String,
    pub note: String,
    pub required: bool,
    pub error: String,
    pub action: String,
    pub files: Vec<DocumentLine>,
    /// Files of earlier dossiers that may stand in, and where one is chosen.
    pub earlier: Vec<EarlierLine>,
    pub again: String,
}

/// Every paper of the procedure.
pub fn cards(visit: &Visit, drafted: &Drafted, errors: &Errors) -> Vec<PaperCard> {
    let code = drafted.sheet.summary().code;
    let root = format!("/nop/{}", format::segment(&code));
    let lines = drafted.sheet.checklist(&drafted.fields, errors);
    let components = drafted.sheet.procedure.components.iter();
    lines
        .into_iter()
        .zip(components)
        .map(|(line, component)| {
            let own = drafted.documents(&component.key);
            let files = own.map(|one| DocumentLine::of(one, &format!("{root}/tep"), visit.lang));
            PaperCard {
                action: format!("{root}/tai-len/{}", format::segment(&component.key)),
                id: line.id,
                title: line.title,
                note: line.note,
                required: line.required,
                error: line.error,
                files: files.collect(),
                earlier: earlier::fitting(drafted, component, visit),
                again: format!("{root}/dung-lai/{}", format::segment(&component.key)),
            }
        })
        .collect()
}

/// `POST /nop/{procedure}/tai-len/{component}`: a file for a paper.
pub async fn upload(
    visit: Visit,
    Path((code, component)): Path<(String, String)>,
    headers: HeaderMap,
    form: Multipart,
) -> Answer {
    let Some(drafted) = Drafted::of(&visit, &code, &headers).await? else {
        return see(&format!("/nop/{}?het=1", format::segment(&code)));
    };
    let mut errors = Errors::default();
    let taken = take_in(
        &visit,
        &headers,
        form,
        (&drafted.key, &component),
        &mut errors,
    );
    let Some(status) = taken.await? else {
        let place = portal_ui::fields::id_of(&format!("papers.{component}"));
        return see(&format!("{}#{place}", address(&code, Step::Papers)));
    };
    // What was taken in before the refusal is there.
    let mut drafted = Drafted::of(&visit, &code, &headers)
        .await?
        .unwrap_or(drafted);
    drafted.earlier = earlier::of(&visit, &drafted).await;
    drawn(&visit, &drafted, Step::Papers, &errors, status, false)
}

/// Takes files in for the paper of a draft. What is to be said of them is put to the paper's input;
/// the answer's status then, none when nothing is.
///
/// # Errors
/// What a page of its own says.
pub async fn take_in(
    visit: &Visit,
    headers: &HeaderMap,
    form: Multipart,
    (draft, component): (&str, &str),
    errors: &mut Errors,
) -> Result<Option<StatusCode>, Failure> {
    let input = format!("papers.{component}");
    if documents::is_too_big(visit.portal.config.http.upload_mb, headers) {
        documents::pass_over(form).await;
        errors.push(
            &input,
            visit.frame().sized(
                "Tệp lớn hơn {mb} MB nên chưa được nhận. Hãy quét lại ở độ phân giải 200–300 dpi hoặc tách thành nhiều tệp. Các mục đã lưu vẫn còn.",
                "The file is bigger than {mb} MB and was not taken in. Scan it again at 200–300 dpi, or split it. What you saved is kept.",
            ),
        );
        return Ok(Some(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let target = Target::Draft(draft.to_owned());
    let taken = documents::take(&visit.ask, form, target, component, false).await;
    told_of(visit, taken, &input, errors)
}

/// What is to be said of an upload under `input`, and the answer's status; none when nothing is.
///
/// # Errors
/// What a page of its own says.
fn told_of(
    visit: &Visit,
    taken: Result<Taken, Failure>,
    input: &str,
    errors: &mut Errors,
) -> Result<Option<StatusCode>, Failure> {
    match taken {
        Ok(taken) if taken.refused.is_empty() => Ok(None),
        Ok(taken) => {
            for sentence in taken.refused {
                errors.push(input, sentence);
            }
            Ok(Some(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(failure @ (Failure::Malformed(_) | Failure::Refused { .. })) => {
            for violation in failure.violations() {
                errors.push(input, violation.sentence);
            }
            Ok(Some(failure.status()))
        }
        Err(Failure::Unavailable) => {
            errors.push(input, visit.lang.pick(
                "Hệ thống chưa nhận được tệp, có thể do đang bận hoặc kho tài liệu tạm đầy. Các mục đã lưu vẫn còn; hãy thử lại sau ít phút.",
                "The file was not taken in: the system is busy or short of room. What you saved is kept; try again in a few minutes.",
            ));
            Ok(Some(StatusCode::SERVICE_UNAVAILABLE))
        }
        Err(failure) => Err(failure),
    }
}

/// `GET /nop/{procedure}/tep/{document}`: a file of one's own draft.
pub async fn open(
    visit: Visit,
    Path((code, document)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let Some(drafted) = Drafted::of(&visit, &code, &headers).await? else {
        return see(&format!("/nop/{}?het=1", format::segment(&code)));
    };
    let from = Source::Draft(drafted.key);
    documents::open(&visit, &document, from, "", "").await
}

/// `POST /nop/{procedure}/tep/{document}/xoa`: takes a file out again.
pub async fn remove(
    visit: Visit,
    Path((code, document)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let Some(drafted) = Drafted::of(&visit, &code, &headers).await? else {
        return see(&format!("/nop/{}?het=1", format::segment(&code)));
    };
    let removed = drafted
        .draft
        .documents
        .iter()
        .find(|one| one.document_id == document);
    let place = removed.map_or_else(String::new, |one| {
        format!(
            "#{}",
            portal_ui::fields::id_of(&format!("papers.{}", one.component))
        )
    });
    let request = RemoveDocumentRequest {
        draft: drafted.key.clone(),
        document_id: document,
    };
    visit.ask.documents().remove_document(request).await?;
    see(&format!("{}{place}", address(&code, Step::Papers)))
}
