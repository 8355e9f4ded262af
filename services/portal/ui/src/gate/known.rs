//! Who sends a request, made out before anything else; and what every page takes back to the
//! browser for it: the word in its forms, its links as far as they lead, and the session seen anew.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use portal_account::{Account, Cookie, Doors, Standing, form, links};

use crate::{Portal, failure::Failure, frame::cookie, who::Who};

/// Makes out who asks, and puts the word of their forms into the page.
pub async fn known(
    State(portal): State<Arc<Portal>>,
    mut request: Request,
    next: Next,
) -> Response {
    let now = portal.clock.now();
    let sign_in = &portal.sign_in;
    let headers = request.headers();
    let carried = cookie(headers, &sign_in.name(Cookie::Session));
    let mut who = match sign_in.standing(carried, now) {
        Standing::Live(session) => Who {
            session: Some(session),
            ..Who::default()
        },
        Standing::Expired(session) => Who {
            expired: Some(session),
            ..Who::default()
        },
        Standing::Nobody => Who::default(),
    };
    let mut lines = Vec::new();
    if is_work_of_somebody(request.method(), headers)
        && let Some(seen) = who
            .session
            .as_ref()
            .and_then(|session| session.renewed(&sign_in.limits, now))
        && let Ok(sealed) = seen.sealed(&sign_in.keys)
    {
        lines.push(sign_in.set(Cookie::Session, &sealed));
        who.session = Some(seen);
    }
    let visitor = cookie(headers, &sign_in.name(Cookie::Visitor)).filter(|raw| is_name(raw));
    let new_visitor = visitor.is_none();
    match visitor
        .map(str::to_owned)
        .map_or_else(|| sign_in.keys.name(), Ok)
    {
        Ok(visitor) => who.visitor = visitor,
        Err(why) => {
            tracing::error!(%why, "the machine gives no random bytes");
            return Failure::Fault.into_response();
        }
    }
    let (word, visitor) = (form::word(&sign_in.keys, who.bound()), who.visitor.clone());
    let account = who.account().cloned();
    request.extensions_mut().insert(who);
    let response = next.run(request).await;
    let (mut response, has_forms) =
        finished(response, &word, sign_in.doors, account.as_ref()).await;
    if has_forms && new_visitor {
        lines.push(sign_in.set(Cookie::Visitor, &visitor));
    }
    for line in lines {
        add(response.headers_mut(), &line);
    }
    response
}

/// Renews nothing while a page asks by itself, or nobody would ever be idle.
fn is_work_of_somebody(method: &Method, headers: &HeaderMap) -> bool {
    let mode = headers
        .get("sec-fetch-mode")
        .and_then(|mode| mode.to_str().ok());
    *method != Method::GET || mode.is_none_or(|mode| mode == "navigate")
}

fn is_name(raw: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    raw.len() == 24 && raw.chars().all(plain)
}

/// Adds a cookie, unless the page itself has just set or taken away the same.
fn add(headers: &mut HeaderMap, line: &str) {
    let name = line.split_inclusive('=').next().unwrap_or(line);
    let set = |value: &HeaderValue| value.to_str().is_ok_and(|value| value.starts_with(name));
    if headers.get_all(header::SET_COOKIE).iter().any(set) {
        return;
    }
    if let Ok(value) = HeaderValue::from_str(line) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// The page with the word in its forms and without links that are shut to who visits, and whether it
/// has forms. A link of somebody who has not signed in leads by way of signing in.
async fn finished(
    response: Response,
    word: &str,
    doors: Doors,
    account: Option<&Account>,
) -> (Response, bool) {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return (response, false);
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = axum::body::to_bytes(body, usize::MAX).await else {
        return (Failure::Fault.into_response(), false);
    };
    let Ok(page) = String::from_utf8(page.to_vec()) else {
        return (Failure::Fault.into_response(), false);
    };
    let page = match account {
        Some(_) => links::pruned(&page, |path| doors.lead(path, account)),
        None => page,
    };
    let made = form::put_in(&page, word);
    let has_forms = made.len() != page.len();
    parts.headers.remove(header::CONTENT_LENGTH);
    (Response::from_parts(parts, Body::from(made)), has_forms)
}
