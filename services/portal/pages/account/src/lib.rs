//! The entrance: signing in and out, one's account, the session, and the people of a demonstration.

mod account;
pub mod demo;
mod session;
mod sign_in;
mod sign_out;

use std::sync::Arc;

use axum::{
    Router,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use portal_ui::Portal;

pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/dang-nhap", get(sign_in::choose))
        .route("/dang-nhap/xong", get(sign_in::done))
        .route("/dang-nhap/{realm}", get(sign_in::begin))
        .route("/dang-nhap/{realm}/ve", get(sign_in::finish))
        .route("/dang-xuat", get(sign_out::ask).post(sign_out::end))
        .route("/dang-xuat/xong", get(sign_out::done))
        .route("/tai-khoan", get(account::show).post(account::keep))
        .route("/phien", get(session::left).post(session::go_on))
        .route("/trinh-dien", get(demo::choose).post(demo::play))
}

/// To another page, with cookies set or taken away.
fn go(path: &str, cookies: &[String]) -> Response {
    with_cookies(Redirect::to(path).into_response(), cookies)
}

fn with_cookies(mut response: Response, cookies: &[String]) -> Response {
    for line in cookies {
        if let Ok(line) = HeaderValue::from_str(line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
    }
    response
}
