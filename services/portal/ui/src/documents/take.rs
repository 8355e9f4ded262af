//! Passing a file on as it comes in.

use std::time::Duration;

use axum::{
    extract::{
        Multipart,
        multipart::{Field, MultipartError},
    },
    http::{HeaderMap, header},
};
use futures::{SinkExt as _, channel::mpsc};
use proto::intake::v1::{
    Document, UploadDocumentRequest, UploadStart, upload_document_request::Part,
    upload_start::Target,
};
use tokio::time::timeout;

use crate::{
    failure::{Failure, Violation},
    services::Speaker,
};

/// The most bytes of one message; most browsers send less at once.
const CHUNK: usize = 512 << 10;
/// How much the form around a file may add to it.
const AROUND: u64 = 1 << 20;
/// What is still read of a form whose file was refused, so that the browser hears why: bytes, time.
const REST: usize = 300 << 20;
const REST_TIME: Duration = Duration::from_secs(60);

/// What became of the files of a form.
#[derive(Debug, Default)]
pub struct Taken {
    pub documents: Vec<Document>,
    /// Why files were refused, a sentence each.
    pub refused: Vec<String>,
}

/// Hands every file of the form called `file` to intake, piece by piece. A field `size` before a
/// file says how many bytes it has.
///
/// # Errors
/// When no file was chosen, the line broke off, or intake does not answer; what was taken in before
/// stays.
pub async fn take(
    ask: &Speaker,
    mut form: Multipart,
    target: Target,
    component: &str,
    scanned: bool,
) -> Result<Taken, Failure> {
    let mut taken = Taken::default();
    let mut size = 0;
    while let Some(field) = form.next_field().await.map_err(broken_off)? {
        match field.name() {
            Some("size") => size = field.text().await.map_err(broken_off)?.parse().unwrap_or(0),
            Some("file") if field.file_name().is_some_and(|name| !name.is_empty()) => {
                let start = UploadStart {
                    target: Some(target.clone()),
                    component: component.to_owned(),
                    // Browsers write a quotation mark so.
                    file_name: field.file_name().unwrap_or_default().replace("%22", "\""),
                    size: std::mem::take(&mut size),
                    scanned,
                };
                match one(ask, field, start).await {
                    Ok(document) => taken.documents.push(document),
                    Err(Failure::Refused { sentence, .. }) => {
                        taken.refused.push(sentence);
                        rest(form).await;
                        return Ok(taken);
                    }
                    Err(failure) => {
                        rest(form).await;
                        return Err(failure);
                    }
                }
            }
            _ => {}
        }
    }
    if taken.documents.is_empty() {
        return Err(wrong("Chưa chọn tệp. Hãy bấm Chọn tệp rồi tải lên."));
    }
    Ok(taken)
}

/// Refused, the rest of it is not read any more by intake; cut off, it is never heard of whole.
async fn one(ask: &Speaker, field: Field<'_>, start: UploadStart) -> Result<Document, Failure> {
    let (sender, parts) = mpsc::channel(2);
    let mut intake = ask.documents();
    let mut answer = Box::pin(intake.upload_document(parts));
    let fed = feed(field, start, sender);
    tokio::pin!(fed);
    let answered = tokio::select! {
        answered = &mut answer => answered,
        fed = &mut fed => match fed {
            Ok(()) => answer.await,
            // The sender is kept until the question is dropped: otherwise what came so far would
            // look like all of it.
            Err((why, sender)) => {
                drop(answer);
                drop(sender);
                return Err(why);
            }
        },
    };
    answered?.into_inner().document.ok_or(Failure::Fault)
}

type Sender = mpsc::Sender<UploadDocumentRequest>;

async fn feed(
    mut field: Field<'_>,
    start: UploadStart,
    mut sender: Sender,
) -> Result<(), (Failure, Sender)> {
    let part = |part| UploadDocumentRequest { part: Some(part) };
    if sender.send(part(Part::Start(start))).await.is_err() {
        return waiting().await;
    }
    loop {
        match field.chunk().await {
            Ok(Some(bytes)) => {
                for piece in bytes.chunks(CHUNK) {
                    let chunk = part(Part::Chunk(piece.to_vec()));
                    if sender.send(chunk).await.is_err() {
                        return waiting().await;
                    }
                }
            }
            Ok(None) => return Ok(()),
            Err(why) => return Err((broken_off(why), sender)),
        }
    }
}

/// Intake takes nothing more: its answer is on its way.
async fn waiting<T>() -> T {
    std::future::pending().await
}

/// Whether a form announces more than a file of `upload_mb` may have, so that none of it is passed on.
pub fn is_too_big(upload_mb: u64, headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    length.is_some_and(|length| length > (upload_mb << 20) + AROUND)
}

/// Reads a form that is refused, as far as a browser needs to hear why, and keeps none of it.
pub async fn pass_over(form: Multipart) {
    rest(form).await;
}

/// Reads on without keeping anything: a browser that is still sending does not listen.
async fn rest(mut form: Multipart) {
    let read = async {
        let mut left = REST;
        while let Ok(Some(mut field)) = form.next_field().await {
            while let Ok(Some(bytes)) = field.chunk().await {
                left = left.saturating_sub(bytes.len());
                if left == 0 {
                    return;
                }
            }
        }
    };
    let _ = timeout(REST_TIME, read).await;
}

fn broken_off(why: MultipartError) -> Failure {
    tracing::info!(%why, "an upload broke off");
    wrong("Đường truyền bị ngắt nên tệp chưa tải lên hết. Hãy thử lại; các mục đã lưu vẫn còn.")
}

fn wrong(sentence: &str) -> Failure {
    Failure::Malformed(vec![Violation {
        field: "file".to_owned(),
        sentence: sentence.to_owned(),
    }])
}
