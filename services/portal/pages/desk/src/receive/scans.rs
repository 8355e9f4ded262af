//! Papers scanned while a dossier is received (số hóa). They lie in a draft of the officer's under the
//! id the dossier will have, so that a reload, an error or the end of the session loses none.

use askama::Template;
use axum::{
    extract::{Multipart, Path, Query},
    http::StatusCode,
};
use proto::intake::v1::{
    GetDraftRequest, RemoveDocumentRequest, SaveDraftRequest, get_document_request::From as Source,
    upload_start::Target,
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page_with},
    documents::{self, DocumentLine},
    failure::Failure,
    fields::{Fields, id_of},
    filing::Sheet,
    format,
    frame::{Lang, Visit},
    said::Told,
};

/// The files of one paper, and where more of them go; `{{ scan }}` in a template draws it.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "receive-scan.html")]
pub struct Scan {
    pub component: String,
    pub id: String,
    /// The draft it lies in; empty while nothing was scanned.
    pub draft: String,
    pub files: Vec<DocumentLine>,
    /// Why a file was not taken.
    pub error: String,
    pub en: bool,
}

impl askama::filters::HtmlSafe for Scan {}

impl Scan {
    fn said<'a>(&self, text: &'a str) -> Told<'a> {
        Told::said(self.en, text)
    }
    fn vi<'a>(&self, text: &'a str) -> Told<'a> {
        Told::vietnamese(self.en, text)
    }
}

/// What was scanned before, in the draft it lies in.
#[derive(Clone, Debug, Default)]
pub struct Scans {
    /// The id of the draft; empty while nothing was scanned.
    pub draft: String,
    pub files: Vec<DocumentLine>,
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "tthc")]
    procedure: String,
}

/// The word in the address before anything was scanned.
const NEW: &str = "moi";

impl Scans {
    pub fn of(&self, component: &str, lang: Lang) -> Scan {
        let own = self.files.iter().filter(|file| file.component == component);
        Scan {
            id: format!("quet-{}", id_of(component)),
            draft: self.draft.clone(),
            en: lang == Lang::En,
            component: component.to_owned(),
            files: own.cloned().collect(),
            error: String::new(),
        }
    }

    /// Puts the files among the pairs of the form.
    pub fn enter(&self, fields: &mut Fields) {
        fields.set("dossier_id", self.draft.clone());
        fields.set("draft", self.draft.clone());
        for file in &self.files {
            fields.add(&format!("documents.{}", file.component), file.id.clone());
        }
    }
}

/// What lies in the draft of this id, when it is the visitor's and of this procedure.
///
/// # Errors
/// When intake does not answer.
async fn opened(visit: &Visit, draft: &str, procedure: &str) -> Result<Option<Scans>, Failure> {
    let request = GetDraftRequest {
        draft: draft.to_owned(),
    };
    let found = match visit.ask.documents().get_draft(request).await {
        Ok(found) => found.into_inner().draft.unwrap_or_default(),
        Err(status) => match Failure::from(status) {
            Failure::Absent(_) | Failure::Forbidden | Failure::Malformed(_) => return Ok(None),
            failure => return Err(failure),
        },
    };
    if found.procedure != procedure || !found.dossier_id.is_empty() {
        return Ok(None);
    }
    let root = format!("/ban/quet/{}/tep", format::segment(draft));
    let line = |document| DocumentLine::of(document, &root, visit.lang);
    Ok(Some(Scans {
        draft: draft.to_owned(),
        files: found.documents.iter().map(line).collect(),
    }))
}

/// What was scanned for this form before it was reloaded; none when there is none any more.
///
/// # Errors
/// When intake does not answer.
pub async fn resumed(visit: &Visit, draft: &str, procedure: &str) -> Result<Scans, Failure> {
    if draft.is_empty() {
        return Ok(Scans::default());
    }
    Ok(opened(visit, draft, procedure).await?.unwrap_or_default())
}

/// The files of a form that was sent, to draw it again; while intake is away only their number is
/// known, and nothing of them is lost.
pub async fn of(visit: &Visit, sheet: &Sheet, fields: &Fields) -> Scans {
    let draft = fields.get("draft");
    let known = resumed(visit, draft, &sheet.summary().code).await;
    known.unwrap_or_else(|_| Scans {
        draft: draft.to_owned(),
        files: named(fields),
    })
}

/// The files as the form names them.
fn named(fields: &Fields) -> Vec<DocumentLine> {
    let draft = format::segment(fields.get("draft"));
    let pairs = fields.pairs().iter();
    let files = pairs.filter_map(|(name, id)| Some((name.strip_prefix("documents.")?, id)));
    let line = |(component, id): (&str, &String)| DocumentLine {
        id: id.clone(),
        component: component.to_owned(),
        name: "…".to_owned(),
        note: String::new(),
        at: String::new(),
        href: format!("/ban/quet/{draft}/tep/{}", format::segment(id)),
        sha256: String::new(),
        scanned: true,
        picture: false,
    };
    files.map(line).collect()
}

/// The draft that ends with the form: none where nothing of it is left.
pub fn draft(sheet: &Sheet, fields: &Fields) -> String {
    let mut components = sheet.procedure.components.iter();
    let scanned = components.any(|component| fields.has(&format!("documents.{}", component.key)));
    match scanned {
        true => fields.get("draft").to_owned(),
        false => String::new(),
    }
}

/// `POST /ban/quet/{draft}/{component}?tthc=`: a file for a paper; the first one begins the draft.
pub async fn upload(
    visit: Visit,
    Path((draft, component)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    form: Multipart,
) -> Answer {
    let draft = if draft == NEW {
        begun(&visit, &asked.procedure).await?
    } else {
        draft
    };
    let target = Target::Draft(draft.clone());
    let taken = documents::take(&visit.ask, form, target, &component, true).await;
    let (status, error) = match taken {
        Ok(taken) if taken.refused.is_empty() => (StatusCode::OK, String::new()),
        Ok(taken) => (StatusCode::UNPROCESSABLE_ENTITY, taken.refused.join(" ")),
        Err(failure @ (Failure::Malformed(_) | Failure::Refused { .. } | Failure::Unavailable)) => {
            let said = failure.violations().into_iter().map(|one| one.sentence);
            (failure.status(), said.collect::<Vec<_>>().join(" "))
        }
        // The draft is over; what is said of it follows.
        Err(Failure::Absent(_)) => (StatusCode::NOT_FOUND, String::new()),
        Err(failure) => return Err(failure),
    };
    answered(&visit, &draft, &asked.procedure, &component, status, error).await
}

/// Begins the draft of a dossier that is being received.
async fn begun(visit: &Visit, procedure: &str) -> Result<String, Failure> {
    let request = SaveDraftRequest {
        procedure: procedure.to_owned(),
        ..SaveDraftRequest::default()
    };
    let begun = visit.ask.documents().save_draft(request).await?;
    let draft = begun.into_inner().draft.unwrap_or_default();
    Ok(draft.draft_id)
}

async fn answered(
    visit: &Visit,
    draft: &str,
    procedure: &str,
    component: &str,
    status: StatusCode,
    error: String,
) -> Answer {
    let Some(scans) = opened(visit, draft, procedure).await? else {
        let gone = visit.lang.pick(
            "Các tệp đã quét không còn ở đây: hồ sơ này đã được tiếp nhận hoặc từ chối. Hãy tải lại trang.",
            "The scans are not here any more: this dossier was received or declined. Reload the page.",
        );
        let scan = Scan {
            error: gone.to_owned(),
            ..Scans::default().of(component, visit.lang)
        };
        return page_with(StatusCode::NOT_FOUND, &scan);
    };
    let scan = Scan {
        error,
        ..scans.of(component, visit.lang)
    };
    page_with(status, &scan)
}

/// `GET /ban/quet/{draft}/tep/{document}`: a file of one's own.
pub async fn open(visit: Visit, Path((draft, document)): Path<(String, String)>) -> Answer {
    let why = "kiểm tra giấy tờ vừa quét khi tiếp nhận";
    documents::open(&visit, &document, Source::Draft(draft), why, "").await
}

/// `POST /ban/quet/{draft}/tep/{document}/xoa?tthc=`: takes a file out again.
pub async fn remove(
    visit: Visit,
    Path((draft, document)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    sent: Fields,
) -> Answer {
    let request = RemoveDocumentRequest {
        draft: draft.clone(),
        document_id: document,
    };
    match visit.ask.documents().remove_document(request).await {
        Ok(_) => {}
        Err(status) => match Failure::from(status) {
            // Taken out already, or the draft is over: what is there now is shown.
            Failure::Absent(_) => {}
            failure => return Err(failure),
        },
    }
    let component = sent.get("giay");
    let status = StatusCode::OK;
    answered(
        &visit,
        &draft,
        &asked.procedure,
        component,
        status,
        String::new(),
    )
    .await
}
