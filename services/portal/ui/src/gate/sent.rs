//! What a form brought: its words for the gate, and the rest passed on as it came.

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use futures::{StreamExt as _, stream};
use portal_account::form;

/// A form with every answer at its longest fits well within this.
pub const LARGEST_FORM: usize = 512 * 1024;

/// The words for the gate.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    pub word: String,
    pub kept: String,
}

pub fn kind(headers: &HeaderMap) -> &str {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

pub fn is_plain(headers: &HeaderMap) -> bool {
    kind(headers).starts_with("application/x-www-form-urlencoded")
}

pub fn is_upload(headers: &HeaderMap) -> bool {
    kind(headers).starts_with("multipart/form-data")
}

/// Takes the words out of a request. Of an upload only the beginning is looked at, which is why its
/// form has the word first.
///
/// # Errors
/// A refusal, when the form is longer than any of ours, or breaks off.
pub async fn opened(request: Request) -> Result<(Request, Sent), Response> {
    let (mut parts, body) = request.into_parts();
    let header = parts
        .headers
        .get(form::HEADER)
        .and_then(|word| word.to_str().ok());
    let mut words = Sent {
        word: header.unwrap_or_default().to_owned(),
        ..Sent::default()
    };
    if is_plain(&parts.headers) {
        let body = axum::body::to_bytes(body, LARGEST_FORM).await;
        let body = body.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
        let taken = form::taken(&String::from_utf8_lossy(&body));
        if !taken.word.is_empty() {
            words.word = taken.word;
        }
        words.kept = taken.kept;
        parts
            .headers
            .insert(header::CONTENT_LENGTH, taken.rest.len().into());
        return Ok((Request::from_parts(parts, Body::from(taken.rest)), words));
    }
    if is_upload(&parts.headers) {
        let (head, body) = looked_into(body).await?;
        let taken = form::in_head(&head);
        if !taken.word.is_empty() {
            words.word = taken.word;
        }
        words.kept = taken.kept;
        return Ok((Request::from_parts(parts, body), words));
    }
    Ok((Request::from_parts(parts, body), words))
}

async fn looked_into(body: Body) -> Result<(Bytes, Body), Response> {
    let mut data = body.into_data_stream();
    let mut head = Vec::new();
    while head.len() < form::HEAD {
        match data.next().await {
            Some(Ok(chunk)) => head.extend_from_slice(&chunk),
            Some(Err(_)) => return Err(StatusCode::BAD_REQUEST.into_response()),
            None => break,
        }
    }
    let head = Bytes::from(head);
    let first = head.clone();
    let whole = stream::once(async { Ok(first) }).chain(data);
    Ok((head, Body::from_stream(whole)))
}
