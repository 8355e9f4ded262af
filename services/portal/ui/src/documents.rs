//! Files of dossiers and drafts on pages: taken in piece by piece, listed, opened. None is ever whole
//! in memory here.

mod take;

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use futures::StreamExt as _;
use proto::intake::v1::{
    Document, GetDocumentRequest, ListDocumentsRequest, get_document_request::From as Source,
    get_document_response::Part,
};

use crate::{
    answer::Answer,
    failure::Failure,
    format,
    frame::{Lang, Visit},
};

pub use take::{Taken, is_too_big, pass_over, take};

/// One file on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLine {
    pub id: String,
    pub component: String,
    pub name: String,
    /// Its kind, size and pages, such as `PDF · 3 trang · 1,2 MB`.
    pub note: String,
    /// When it came.
    pub at: String,
    /// Where it opens.
    pub href: String,
    pub sha256: String,
    pub scanned: bool,
    pub picture: bool,
}

/// A list of files with links that open them; `{{ documents }}` in a template draws it.
#[derive(Clone, Debug, askama::Template)]
#[template(path = "parts/documents.html")]
pub struct DocumentList {
    pub lines: Vec<DocumentLine>,
    pub en: bool,
}

impl askama::filters::HtmlSafe for DocumentList {}

impl DocumentLine {
    /// `root` is the address of the page the file opens under, such as `/ho-so/H48.1/tai-lieu`.
    pub fn of(document: &Document, root: &str, lang: Lang) -> Self {
        let kind = match document.media_type.as_str() {
            "application/pdf" => "PDF",
            "image/jpeg" => "JPG",
            _ => "PNG",
        };
        let pages = match (lang, document.pages) {
            (_, 0 | 1) => String::new(),
            (Lang::Vi, pages) => format!(" · {pages} trang"),
            (Lang::En, pages) => format!(" · {pages} pages"),
        };
        Self {
            id: document.document_id.clone(),
            component: document.component.clone(),
            name: document.name.clone(),
            note: format!("{kind}{pages} · {}", format::size(document.size, lang)),
            at: format::stamp(document.at.as_ref(), lang),
            href: format!("{root}/{}", format::segment(&document.document_id)),
            sha256: document.sha256.clone(),
            scanned: document.scanned,
            picture: kind != "PDF",
        }
    }
}

/// The files of a dossier, as the visitor may see them; none when they may not. Recorded as a read.
///
/// # Errors
/// When intake does not answer.
pub async fn of_dossier(
    visit: &Visit,
    dossier_id: &str,
    code: &str,
    purpose: &str,
) -> Result<Vec<DocumentLine>, Failure> {
    let request = ListDocumentsRequest {
        dossier_id: dossier_id.to_owned(),
        purpose: purpose.to_owned(),
        proof: String::new(),
    };
    let listed = visit.ask.documents().list_documents(request).await;
    let root = format!("/ho-so/{}/tai-lieu", format::segment(code));
    match listed.map_err(Failure::from) {
        Ok(listed) => {
            let listed = listed.into_inner().documents;
            let line = |document: &Document| DocumentLine::of(document, &root, visit.lang);
            Ok(listed.iter().map(line).collect())
        }
        Err(Failure::Absent(_) | Failure::Forbidden) => Ok(Vec::new()),
        Err(failure) => Err(failure),
    }
}

/// Opens a file in the browser: as what it is and nothing else, in no frame but ours, running
/// nothing.
///
/// # Errors
/// When it is not there for the visitor; when intake does not answer.
pub async fn open(visit: &Visit, id: &str, from: Source, purpose: &str, proof: &str) -> Answer {
    let request = GetDocumentRequest {
        document_id: id.to_owned(),
        from: Some(from),
        purpose: purpose.to_owned(),
        proof: proof.to_owned(),
    };
    let mut parts = visit
        .ask
        .documents()
        .get_document(request)
        .await?
        .into_inner();
    let Some(Part::Document(document)) = parts.message().await?.and_then(|first| first.part) else {
        return Err(Failure::Fault);
    };
    let chunks = parts.map(|part| {
        part.map(|part| match part.part {
            Some(Part::Chunk(chunk)) => chunk,
            _ => Vec::new(),
        })
    });
    let mut response = Response::new(Body::from_stream(chunks));
    let headers = response.headers_mut();
    // Browsers show no PDF in a sandbox; a picture needs none of what one takes away.
    let policy = if document.media_type == "application/pdf" {
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    } else {
        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
    };
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
    headers.insert(header::CONTENT_LENGTH, document.size.into());
    let kind = HeaderValue::from_str(&document.media_type).map_err(|_| Failure::Fault)?;
    headers.insert(header::CONTENT_TYPE, kind);
    let shown = format!(
        "inline; filename*=UTF-8''{}",
        format::segment(&document.name)
    );
    if let Ok(shown) = HeaderValue::from_str(&shown) {
        headers.insert(header::CONTENT_DISPOSITION, shown);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_shown_by_name_kind_pages_and_size() {
        let document = Document {
            document_id: "0193".to_owned(),
            name: "Hợp đồng.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            pages: 3,
            size: 340 * 1024,
            ..Document::default()
        };
        let line = DocumentLine::of(&document, "/ho-so/H48.1/tai-lieu", Lang::Vi);
        assert_eq!(line.note, "PDF · 3 trang · 340 KB");
        assert_eq!(line.href, "/ho-so/H48.1/tai-lieu/0193");
    }
}
