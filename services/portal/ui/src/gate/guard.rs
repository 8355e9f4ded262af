//! Who gets past: each page has its row, each form its word.

use std::sync::Arc;

use axum::{
    extract::{MatchedPath, Query, Request, State},
    http::{HeaderMap, HeaderName, Method, Uri, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use portal_account::{
    Account,
    doors::{Door, Row},
    form,
};

use super::{
    kept::{self, Why},
    sent::{self, Sent},
};
use crate::{Portal, failure::Failure, format::segment, frame::Visit, who::Who};

/// Only those a page's row names open it; only pages of this site send it forms, with the word that
/// they were given (cross-site request forgery); and a unit's work is seen by that unit.
pub async fn guard(
    State(portal): State<Arc<Portal>>,
    visit: Visit,
    mut request: Request,
    next: Next,
) -> Response {
    let who = visit.who.clone();
    let Some(route) = request.extensions().get::<MatchedPath>().cloned() else {
        // No such page: what says so is open to everybody.
        return next.run(request).await;
    };
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads && !same_origin(request.headers()) {
        return Failure::Foreign.into_response();
    }
    let Some(row) = portal.sign_in.doors.of_route(route.as_str()) else {
        tracing::error!(
            route = route.as_str(),
            "a page without a row in services/portal/src/doors.rs is shut"
        );
        return nothing_here(&visit).into_response();
    };
    let door = if reads { row.look } else { row.act };
    match turned_away(door, who.account()) {
        Some(Away::Unknown) if reads => return to_sign_in(&visit),
        Some(Away::Unknown) => return kept::page(&visit, request, Why::SignedOut).await,
        Some(Away::Known) => return Failure::Forbidden.into_response(),
        None => {}
    }
    if let Err(failure) = within_unit(row, who.account(), request.uri_mut()) {
        return failure.into_response();
    }
    if reads {
        return next.run(request).await;
    }
    let (request, words) = match sent::opened(request).await {
        Ok(opened) => opened,
        Err(refused) => return refused,
    };
    if !is_ours(&visit, &who, &words) {
        let why = if who.expired.is_some() {
            Why::SignedOut
        } else {
            Why::Stale
        };
        return kept::page(&visit, request, why).await;
    }
    if asks_for_proof(&portal, row, &visit, &who) {
        return kept::page(&visit, request, Why::Proof).await;
    }
    next.run(request).await
}

enum Away {
    /// Who asks may be somebody after signing in.
    Unknown,
    /// Who asks is somebody, and the page is for others.
    Known,
}

fn turned_away(door: Door, account: Option<&Account>) -> Option<Away> {
    match (door.opens_to(account), account) {
        (true, _) => None,
        (false, Some(_)) => Some(Away::Known),
        (false, None) if door == Door::Shut => Some(Away::Known),
        (false, None) => Some(Away::Unknown),
    }
}

/// What is said under an address that leads nowhere.
pub fn nothing_here(visit: &Visit) -> Failure {
    let sentence = visit.lang.pick(
        "Không có trang này. Hãy kiểm tra lại địa chỉ, hoặc bắt đầu từ trang chủ.",
        "There is no such page. Check the address, or start from the home page.",
    );
    Failure::Absent(sentence.to_owned())
}

fn to_sign_in(visit: &Visit) -> Response {
    let ended = if visit.who.expired.is_some() {
        "&het=1"
    } else {
        ""
    };
    let back = segment(&visit.address());
    Redirect::to(&format!("/dang-nhap?ve={back}{ended}")).into_response()
}

/// The work of a unit is seen by that unit: the address says nothing about whose, except for those
/// who watch over the whole province.
fn within_unit(row: &Row, account: Option<&Account>, uri: &mut Uri) -> Result<(), Failure> {
    let Some(account) = account.filter(|account| row.of_unit && !account.province_wide()) else {
        return Ok(());
    };
    let own = account.unit.as_deref().ok_or(Failure::Forbidden)?;
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).unwrap_or_default();
    let mut asked = pairs
        .iter()
        .filter(|(key, value)| key == "don-vi" && !value.is_empty());
    if asked.any(|(_, unit)| unit != own) {
        // The same as for a unit that does not exist.
        let sentence = "Không có đơn vị này trong danh mục. Hãy kiểm tra lại địa chỉ.";
        return Err(Failure::Absent(sentence.to_owned()));
    }
    let mut query = vec![format!("don-vi={}", segment(own))];
    let raw = uri.query().unwrap_or_default().split('&');
    query.extend(
        raw.filter(|pair| !pair.is_empty() && pair.split('=').next() != Some("don-vi"))
            .map(str::to_owned),
    );
    let address = format!("{}?{}", uri.path(), query.join("&"));
    *uri = address.parse().map_err(|_| Failure::Fault)?;
    Ok(())
}

/// Whether a form was given to this very visitor.
fn is_ours(visit: &Visit, who: &Who, sent: &Sent) -> bool {
    let keys = &visit.portal.sign_in.keys;
    if form::is_word(keys, who.bound(), &sent.word) {
        return true;
    }
    let subject = who.account().map_or("", |account| account.subject.as_str());
    form::Leave::holds(
        keys,
        &sent.kept,
        &who.visitor,
        visit.path(),
        subject,
        visit.now(),
    )
}

fn asks_for_proof(portal: &Portal, row: &Row, visit: &Visit, who: &Who) -> bool {
    let act = visit.path().rsplit('/').next().unwrap_or_default();
    let (Some(within), Some(session)) = (portal.sign_in.fresh, &who.session) else {
        return false;
    };
    row.sworn.contains(&act) && !session.is_fresh(within, visit.now())
}

/// Browsers say where a form came from; what says nothing is not a browser's form.
fn same_origin(headers: &HeaderMap) -> bool {
    let said = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = said(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin");
    }
    let host = said(header::HOST);
    let origin = said(header::ORIGIN).and_then(|origin| origin.split_once("://"));
    matches!((origin, host), (Some((_, origin)), Some(host)) if origin == host)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use kernel::Role;

    use super::*;

    fn sent(pairs: [(&'static str, &'static str); 2]) -> HeaderMap {
        let pair = |(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        pairs.map(pair).into_iter().collect()
    }

    #[test]
    fn only_forms_of_this_site_are_taken() {
        assert!(same_origin(&sent([
            ("host", "motcua.example"),
            ("origin", "https://motcua.example")
        ])));
        assert!(!same_origin(&sent([
            ("host", "motcua.example"),
            ("origin", "https://evil.example")
        ])));
        assert!(same_origin(&sent([
            ("host", "motcua.example"),
            ("sec-fetch-site", "same-origin")
        ])));
        assert!(!same_origin(&sent([
            ("origin", "https://motcua.example"),
            ("sec-fetch-site", "cross-site")
        ])));
        assert!(!same_origin(&sent([
            ("host", "motcua.example"),
            ("accept", "text/html")
        ])));
    }

    fn account(role: Role, unit: Option<&str>) -> Account {
        Account {
            subject: "an".to_owned(),
            name: "An".to_owned(),
            roles: vec![role],
            unit: unit.map(str::to_owned),
            fields: Vec::new(),
            citizen_id: None,
        }
    }

    fn asked(account: &Account, address: &str) -> Result<String, Failure> {
        let row = Row::new("/ban/hang-doi", Door::SignedIn, Door::Shut).of_unit();
        let mut uri: Uri = address.parse().expect("an address");
        within_unit(&row, Some(account), &mut uri).map(|()| uri.to_string())
    }

    #[test]
    fn a_unit_sees_its_own_work_whatever_the_address_says() {
        let own = account(Role::DeskOfficer, Some("org:mc-21028"));
        let here = "/ban/hang-doi?don-vi=org:mc-21028";
        assert_eq!(asked(&own, "/ban/hang-doi").as_deref(), Ok(here));
        assert_eq!(asked(&own, "/ban/hang-doi?don-vi=").as_deref(), Ok(here));
        let filtered = asked(&own, "/ban/hang-doi?loc=a%20b&don-vi=org%3Amc-21028");
        assert_eq!(
            filtered.as_deref(),
            Ok("/ban/hang-doi?don-vi=org:mc-21028&loc=a%20b")
        );
        for hostile in [
            "don-vi=org:mc-1",
            "don-vi=org:mc-21028&don-vi=org:mc-1",
            "don%2Dvi=org:mc-1",
        ] {
            let answer = asked(&own, &format!("/ban/hang-doi?{hostile}"));
            assert!(
                matches!(answer, Err(Failure::Absent(_))),
                "{hostile}: {answer:?}"
            );
        }
    }

    #[test]
    fn who_watches_over_the_province_names_any_unit_and_who_has_none_sees_none() {
        let leader = account(Role::Leader, None);
        let there = "/ban/hang-doi?don-vi=org:mc-1";
        assert_eq!(asked(&leader, there).as_deref(), Ok(there));
        let homeless = account(Role::DeskOfficer, None);
        assert_eq!(asked(&homeless, "/ban/hang-doi"), Err(Failure::Forbidden));
    }
}
