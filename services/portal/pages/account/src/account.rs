//! Who I am here, and how I want the pages.

use askama::Template;
use portal_ui::{
    answer::{Answer, page},
    fields::Fields,
    frame::{Frame, KEYS_COOKIE, Lang, Visit},
};

use crate::go;

#[derive(Template)]
#[template(path = "account.html")]
struct Mine {
    f: Frame,
    kept: bool,
    minutes: i64,
    hours: i64,
}

/// `GET /tai-khoan`.
pub async fn show(visit: Visit) -> Answer {
    let limits = visit.portal.sign_in.limits;
    let idle = if visit
        .account
        .as_ref()
        .is_some_and(|account| account.is_official())
    {
        limits.official_idle
    } else {
        limits.citizen_idle
    };
    let kept = visit.address().contains("da-luu=1");
    let names = visit.names().await.unwrap_or_default();
    page(&Mine {
        f: visit.frame_with(&names),
        kept,
        minutes: idle.num_minutes(),
        hours: limits.longest.num_hours(),
    })
}

/// `POST /tai-khoan`: how I want the pages; kept in this browser.
pub async fn keep(_visit: Visit, sent: Fields) -> Answer {
    let lang = Lang::named(sent.get("lang")).unwrap_or_default();
    let keys = if sent.get("keys") == "on" { "1" } else { "0" };
    let line = |name: &str, value: &str| {
        format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
    };
    let lines = [line("lang", lang.code()), line(KEYS_COOKIE, keys)];
    Ok(go("/tai-khoan?da-luu=1", &lines))
}
