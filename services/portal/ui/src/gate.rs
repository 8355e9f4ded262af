//! What happens to every request before and after its page: the same rules for all.

mod guard;
mod kept;
mod known;
mod sent;

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts as _, MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;

use crate::{
    Portal,
    failure::Failure,
    frame::{Lang, Visit, query_value},
    wrong,
};

pub use guard::{guard, nothing_here};
pub use known::known;

/// Nothing from another host, no script in the page, no frame around it.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; \
     connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
);

/// Names a root span after the route, so that a page's questions to the services hang on one trace.
pub async fn trace(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str);
    if matches!(route, "/healthz" | "/readyz") || route.starts_with("/static") {
        return next.run(request).await;
    }
    let span = tracing::info_span!(
        "page",
        otel.name = format!("{} {route}", request.method()),
        otel.kind = "server",
        motcua.service = "portal",
        http.response.status_code = tracing::field::Empty,
    );
    let response = next.run(request).instrument(span.clone()).await;
    span.record("http.response.status_code", response.status().as_u16());
    response
}

/// The headers that guard a page, and the language kept when it was chosen.
pub async fn headers(request: Request, next: Next) -> Response {
    let chosen = request
        .uri()
        .query()
        .and_then(|query| query_value(query, "lang"))
        .and_then(|code| Lang::named(&code));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // A document says for itself what its viewer may.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(POLICY);
    let fixed = [
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
        ),
    ];
    headers.extend(fixed);
    // Pages show where dossiers stand and who filed them: no cache may keep one.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if let Some(lang) = chosen {
        let kept = format!(
            "lang={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
            lang.code()
        );
        if let Ok(kept) = HeaderValue::from_str(&kept) {
            headers.append(header::SET_COOKIE, kept);
        }
    }
    response
}

/// Draws the page of a failure in the visitor's language.
pub async fn draw_failures(
    State(portal): State<Arc<Portal>>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(visit) = Visit::from_request_parts(&mut parts, &portal).await;
    let back = parts
        .headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let reads_pages = reads_pages(&parts.headers);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    match response.extensions_mut().remove::<Failure>() {
        Some(failure) => wrong::page(&visit, &failure, back.as_deref()),
        None if reads_pages && is_bare(&response) => wrong::of_status(&visit, response),
        None => response,
    }
}

/// An error that the server below the pages answered, with nothing a person could read.
fn is_bare(response: &Response) -> bool {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let plain = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    plain && (status.is_client_error() || status.is_server_error())
}

/// Whether a person's browser asked, which wants a page.
fn reads_pages(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT);
    accepts
        .and_then(|accepts| accepts.to_str().ok())
        .is_some_and(|accepts| accepts.contains("text/html"))
}
