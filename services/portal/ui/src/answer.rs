//! What a handler gives back: a page, another address, or why there is none.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
};

use crate::failure::Failure;

/// What a handler answers: a page, or why there is none.
pub type Answer = Result<Response, Failure>;

/// A page as the answer.
pub fn page(template: &impl Template) -> Answer {
    page_with(StatusCode::OK, template)
}

pub fn page_with(status: StatusCode, template: &impl Template) -> Answer {
    match template.render() {
        Ok(html) => Ok((status, Html(html)).into_response()),
        Err(why) => {
            tracing::error!(%why, "a page cannot be drawn");
            Err(Failure::Fault)
        }
    }
}

/// Away from a form that was carried out, so that a reload sends nothing twice.
pub fn see(path: &str) -> Answer {
    Ok(Redirect::to(path).into_response())
}
