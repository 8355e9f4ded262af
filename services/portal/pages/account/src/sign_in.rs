//! Signing in: the choice of a provider, the way there, and the way back.

use std::net::SocketAddr;

use askama::Template;
use axum::{
    extract::{ConnectInfo, FromRequestParts as _, Path, Query, Request},
    http::{HeaderMap, StatusCode},
};
use portal_account::{
    Cookie, Session,
    claims::Realm,
    limiter,
    oidc::{Answer as Told, Attempt, Failed, SignedIn},
    way,
};
use portal_ui::{
    answer::{Answer, page, page_with},
    failure::Failure,
    format::segment,
    frame::{Frame, Visit, cookie},
};
use serde::Deserialize;

use crate::go;

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Where to go afterwards.
    #[serde(default)]
    ve: String,
    /// Whether the session had ended.
    #[serde(default)]
    het: String,
    /// Whether a form waits in another tab.
    #[serde(default)]
    canh: String,
    /// Whether a fresh proof is wanted.
    #[serde(default)]
    moi: String,
}

impl Asked {
    fn onward(&self) -> String {
        let mut query = format!("ve={}", segment(way::back(&self.ve)));
        if !self.canh.is_empty() {
            query.push_str("&canh=1");
        }
        if !self.moi.is_empty() {
            query.push_str("&moi=1");
        }
        query
    }
}

#[derive(Template)]
#[template(path = "sign-in.html")]
struct Choose {
    f: Frame,
    ended: bool,
    officials: bool,
    citizens: bool,
    onward: String,
    /// The address of the page that is asked for, where somebody is signed in already.
    back: String,
}

/// `GET /dang-nhap?ve=&het=&canh=&moi=`.
pub async fn choose(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let door = &visit.portal.sign_in;
    page(&Choose {
        f: visit.frame(),
        ended: !asked.het.is_empty(),
        officials: door.provider(Realm::Officials).is_some(),
        citizens: door.provider(Realm::Citizens).is_some(),
        onward: asked.onward(),
        back: way::back(&asked.ve).to_owned(),
    })
}

/// `GET /dang-nhap/{realm}`: to the provider.
pub async fn begin(visit: Visit, Path(realm): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let door = &visit.portal.sign_in;
    let provider = Realm::named(&realm).and_then(|realm| door.provider(realm));
    let provider = provider.ok_or_else(|| no_such_way(&visit))?;
    let (fresh, beside) = (!asked.moi.is_empty(), !asked.canh.is_empty());
    let back = way::back(&asked.ve);
    let begun = provider.begin(back, fresh, beside, visit.lang.code(), visit.now());
    match begun.await {
        Ok(begun) => {
            let sealed = door.seal_attempt(&begun.attempt).map_err(fault)?;
            let line = door.set(Cookie::Attempt(&begun.attempt.state), &sealed);
            Ok(go(&begun.url, &[line]))
        }
        Err(why) => failed(&visit, &why, &asked.onward()),
    }
}

/// `GET /dang-nhap/{realm}/ve?state=&code=`: back from the provider.
pub async fn finish(visit: Visit, Path(realm): Path<String>, request: Request) -> Answer {
    let (mut parts, _) = request.into_parts();
    let peer = ConnectInfo::<SocketAddr>::from_request_parts(&mut parts, &()).await;
    let peer = peer.map_or_else(|_| String::new(), |ConnectInfo(peer)| peer.ip().to_string());
    let Query(told) = Query::<Told>::try_from_uri(&parts.uri).unwrap_or_default();
    let door = &visit.portal.sign_in;
    let provider = Realm::named(&realm).and_then(|realm| door.provider(realm));
    let provider = provider.ok_or_else(|| no_such_way(&visit))?;
    let asker = limiter::asker(&peer, &forwarded(&parts.headers), door.proxies);
    if !door.limiter.allows(&asker, visit.now()) {
        return too_often(&visit);
    }
    let carried = cookie(&parts.headers, &door.name(Cookie::Attempt(&told.state)));
    let Some(attempt) = carried.and_then(|sealed| door.open_attempt(sealed)) else {
        return failed(&visit, &Failed::Unasked, "");
    };
    match provider.finish(&attempt, &told, visit.now()).await {
        Ok(signed_in) => welcome(&visit, &attempt, signed_in),
        Err(why) => {
            let response = failed(&visit, &why, &format!("ve={}", segment(&attempt.back)))?;
            let gone = door.take_away(Cookie::Attempt(&attempt.state));
            Ok(crate::with_cookies(response, &[gone]))
        }
    }
}

fn welcome(visit: &Visit, attempt: &Attempt, signed_in: SignedIn) -> Answer {
    let door = &visit.portal.sign_in;
    let session = Session::new(
        &door.keys,
        signed_in.realm.word(),
        signed_in.account,
        signed_in.proved,
        Some(signed_in.hint),
        visit.now(),
    );
    let session = session.map_err(fault)?;
    let gone = door.take_away(Cookie::Attempt(&attempt.state));
    enter(
        visit,
        &session,
        way::back(&attempt.back),
        attempt.beside,
        vec![gone],
    )
}

/// Begins `session` in the browser; the one before ends wherever it was kept.
pub(crate) fn enter(
    visit: &Visit,
    session: &Session,
    back: &str,
    beside: bool,
    mut cookies: Vec<String>,
) -> Answer {
    let door = &visit.portal.sign_in;
    if let Some(before) = &visit.who.session {
        door.end(before, visit.now());
    }
    tracing::info!(
        actor = session.account.actor_name(),
        realm = session.realm,
        "signed in"
    );
    let sealed = session.sealed(&door.keys).map_err(fault)?;
    cookies.push(door.set(Cookie::Session, &sealed));
    let target = match (beside, back) {
        (true, _) => "/dang-nhap/xong",
        (false, "/") => session.account.start(),
        (false, back) => back,
    };
    Ok(go(target, &cookies))
}

#[derive(Template)]
#[template(path = "sign-in-done.html")]
struct Done {
    f: Frame,
}

/// `GET /dang-nhap/xong`: in a tab beside a form that waits.
pub async fn done(visit: Visit) -> Answer {
    page(&Done { f: visit.frame() })
}

#[derive(Template)]
#[template(path = "sign-in-failed.html")]
struct NotSignedIn {
    f: Frame,
    title: &'static str,
    sentence: &'static str,
    onward: String,
}

fn failed(visit: &Visit, why: &Failed, onward: &str) -> Answer {
    tracing::warn!(%why, "nobody was signed in");
    let pick = |vi, en| visit.lang.pick(vi, en);
    let (status, title, sentence) = match why {
        Failed::Away(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            pick(
                "Hệ thống xác thực chưa trả lời",
                "The sign-in provider does not answer",
            ),
            pick(
                "Chưa đăng nhập được lúc này. Người đã đăng nhập vẫn làm việc bình thường, và các trang không cần đăng nhập vẫn mở. Hãy thử lại sau ít phút.",
                "Signing in does not work at the moment. Those who are signed in go on, and pages that need no account are open. Try again in a few minutes.",
            ),
        ),
        Failed::Declined(_) => (
            StatusCode::FORBIDDEN,
            pick("Bạn chưa đăng nhập", "You are not signed in"),
            pick(
                "Hệ thống xác thực cho biết việc đăng nhập đã bị hủy, đã quá hạn hoặc không được phép.",
                "The provider says that signing in was cancelled, took too long or is not allowed.",
            ),
        ),
        Failed::Unasked => (
            StatusCode::FORBIDDEN,
            pick(
                "Lần đăng nhập này không còn giá trị",
                "This sign-in is no longer good",
            ),
            pick(
                "Đường dẫn đã được dùng, đã quá 10 phút, hoặc được mở ở trình duyệt khác với nơi bắt đầu. Hãy đăng nhập lại từ đầu.",
                "The link was used before, is older than 10 minutes, or was opened in another browser than it began in. Sign in again from the start.",
            ),
        ),
        Failed::Untrusted(_) => (
            StatusCode::FORBIDDEN,
            pick(
                "Không xác nhận được bạn là ai",
                "Who you are could not be confirmed",
            ),
            pick(
                "Câu trả lời của hệ thống xác thực không kiểm tra được nên bị từ chối. Lỗi đã được ghi lại; hãy đăng nhập lại, nếu còn gặp hãy báo người quản trị.",
                "The answer of the provider could not be checked and was refused. This was recorded; sign in again, and tell the administrator if it happens again.",
            ),
        ),
    };
    page_with(
        status,
        &NotSignedIn {
            f: visit.frame(),
            title,
            sentence,
            onward: onward.to_owned(),
        },
    )
}

fn too_often(visit: &Visit) -> Answer {
    tracing::warn!("too many sign-ins of one address");
    page_with(
        StatusCode::TOO_MANY_REQUESTS,
        &NotSignedIn {
            f: visit.frame(),
            title: visit
                .lang
                .pick("Đăng nhập quá nhiều lần", "Too many sign-ins"),
            sentence: visit.lang.pick(
                "Địa chỉ của bạn vừa đăng nhập quá nhiều lần. Hãy đợi một phút rồi thử lại.",
                "Your address has tried too often. Wait a minute and try again.",
            ),
            onward: String::new(),
        },
    )
}

fn forwarded(headers: &HeaderMap) -> String {
    let lines = headers.get_all("x-forwarded-for").iter();
    let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
    lines.join(",")
}

fn no_such_way(visit: &Visit) -> Failure {
    let sentence = visit.lang.pick(
        "Không có cách đăng nhập này. Hãy bắt đầu từ trang Đăng nhập.",
        "There is no such way to sign in. Start from the page Sign in.",
    );
    Failure::Absent(sentence.to_owned())
}

pub(crate) fn fault(why: anyhow::Error) -> Failure {
    tracing::error!(why = format!("{why:#}"), "a session cannot be made");
    Failure::Fault
}
