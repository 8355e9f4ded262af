//! A form that cannot be carried out yet, with everything typed kept in the page that says why.

use askama::Template;
use axum::{
    extract::{FromRequest as _, Request},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use portal_account::form::Leave;

use super::sent::{LARGEST_FORM, is_plain, is_upload, kind};
use crate::{
    answer::page_with,
    fields::Fields,
    frame::{Frame, Visit},
};

/// How long a kept form may wait.
const WAITS: i64 = 2 * 3_600;

/// Why a form waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody is signed in, or not any more.
    SignedOut,
    /// The page was made for another session.
    Stale,
    /// The act asks for a fresh proof of who one is.
    Proof,
}

#[derive(Template)]
#[template(path = "kept.html")]
struct Kept {
    f: Frame,
    why: Why,
    action: String,
    upload: bool,
    leave: String,
    pairs: Vec<(String, String)>,
    files: Vec<String>,
}

impl Kept {
    fn signed_out(&self) -> bool {
        self.why == Why::SignedOut
    }
    fn proof(&self) -> bool {
        self.why == Why::Proof
    }
}

/// The page that keeps what `request` brought.
pub async fn page(visit: &Visit, request: Request, why: Why) -> Response {
    let upload = is_upload(request.headers());
    let (pairs, files) = if is_plain(request.headers()) {
        let fields = Fields::from_request(request, &()).await.unwrap_or_default();
        (fields.pairs().to_vec(), Vec::new())
    } else if upload {
        parts(request).await
    } else {
        return StatusCode::FORBIDDEN.into_response();
    };
    let account = visit.who.expired.as_ref().map(|session| &session.account);
    let subject = account
        .or(visit.account.as_ref())
        .map(|account| account.subject.clone());
    let leave = Leave {
        visitor: visit.who.visitor.clone(),
        path: visit.path().to_owned(),
        subject,
        until: visit.now().timestamp() + WAITS,
    };
    let mine =
        |name: &str| name != portal_account::form::FIELD && name != portal_account::form::KEPT;
    let kept = Kept {
        f: visit.frame(),
        why,
        action: visit.address(),
        upload,
        // After a stale page nothing is waited for: the page's own word will do.
        leave: if why == Why::Stale {
            String::new()
        } else {
            leave.sealed(&visit.portal.sign_in.keys).unwrap_or_default()
        },
        pairs: pairs.into_iter().filter(|(name, _)| mine(name)).collect(),
        files,
    };
    page_with(StatusCode::FORBIDDEN, &kept)
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// What was typed beside an upload, and the names of its files, which are not kept.
async fn parts(request: Request) -> (Vec<(String, String)>, Vec<String>) {
    let kind = kind(request.headers());
    let Some((_, boundary)) = kind.split_once("boundary=") else {
        return Default::default();
    };
    let mark = format!("--{}", boundary.trim_matches('"'));
    // A file that is longer breaks off here; what was typed stands before it.
    let mut data = request.into_body().into_data_stream();
    let mut body = Vec::new();
    while let Some(Ok(chunk)) = futures::StreamExt::next(&mut data).await {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST_FORM {
            break;
        }
    }
    read_parts(&String::from_utf8_lossy(&body), &mark)
}

fn read_parts(body: &str, mark: &str) -> (Vec<(String, String)>, Vec<String>) {
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    for part in body.split(mark) {
        let Some((head, value)) = part.split_once("\r\n\r\n") else {
            continue;
        };
        let said = |key: &str| {
            let (_, rest) = head.split_once(&format!("; {key}=\""))?;
            rest.split('"').next().map(str::to_owned)
        };
        match (said("name"), said("filename")) {
            (Some(_), Some(file)) if !file.is_empty() => files.push(file),
            (Some(name), None) => {
                let value = value.strip_suffix("\r\n").unwrap_or(value);
                pairs.push((name, value.to_owned()));
            }
            _ => {}
        }
    }
    (pairs, files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_beside_an_upload_is_kept_and_its_files_are_named() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nđất\r\nở\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n2\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"giay.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"g\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
        let (pairs, files) = read_parts(body, "--x");
        let typed: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        assert_eq!(typed, [("a", "đất\r\nở"), ("a", "2")]);
        assert_eq!(files, ["giay.pdf"]);
    }
}
