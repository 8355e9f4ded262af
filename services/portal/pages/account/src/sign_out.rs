//! Signing out, here and at the provider.

use askama::Template;
use portal_account::{Cookie, claims::Realm};
use portal_ui::{
    answer::{Answer, page},
    frame::{Frame, Visit},
};

use crate::with_cookies;

#[derive(Template)]
#[template(path = "sign-out.html")]
struct Out {
    f: Frame,
    /// Whether the act is still to be confirmed.
    asks: bool,
    /// Where the browser says goodbye to the provider too.
    farewell: String,
}

/// `GET /dang-xuat`: asks, since a link must not sign anybody out.
pub async fn ask(visit: Visit) -> Answer {
    let asks = visit.account.is_some();
    page(&Out {
        f: visit.frame(),
        asks,
        farewell: String::new(),
    })
}

/// `POST /dang-xuat`.
pub async fn end(visit: Visit) -> Answer {
    let door = &visit.portal.sign_in;
    let mut farewell = None;
    if let Some(session) = &visit.who.session {
        door.end(session, visit.now());
        let provider = Realm::named(&session.realm).and_then(|realm| door.provider(realm));
        if let (Some(provider), Some(_)) = (provider, &session.hint) {
            farewell = provider
                .farewell(session.hint.as_deref(), visit.now())
                .await;
        }
    }
    // A page that leads on by itself: a redirect out of a form is stopped by the pages' own policy.
    let response = page(&Out {
        f: visit.frame().signed_out(),
        asks: false,
        farewell: farewell.unwrap_or_default(),
    })?;
    Ok(with_cookies(response, &[door.take_away(Cookie::Session)]))
}

/// `GET /dang-xuat/xong`: back from the provider.
pub async fn done(visit: Visit) -> Answer {
    ask(visit).await
}
