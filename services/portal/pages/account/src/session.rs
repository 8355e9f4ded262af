//! How long the session lasts, for the script of the pages: asking does not prolong it.

use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use portal_ui::frame::Visit;
use serde_json::json;

/// `GET /phien`: the seconds that are left.
pub async fn left(visit: Visit) -> Response {
    let session = visit.who.session.as_ref();
    let left = session.map_or(0, |session| {
        visit.portal.sign_in.seconds_left(session, visit.now())
    });
    Json(json!({ "con": left })).into_response()
}

/// `POST /phien`: somebody is there; the door has seen them.
pub async fn go_on(visit: Visit) -> Response {
    left(visit).await
}
