//! Who gets past the gate, and what their forms need.

use kernel::Role;
use portal_account::{Account, Session, doors::Door};

use super::*;

fn account(roles: &[Role], unit: &str) -> Account {
    Account {
        subject: "can-bo-mau".to_owned(),
        name: "Lê Thị Mẫu".to_owned(),
        roles: roles.to_vec(),
        unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
        fields: Vec::new(),
        citizen_id: None,
    }
}

fn officer() -> Account {
    account(&[Role::DeskOfficer], "org:mc-21028")
}

/// A session that began `minutes` ago, with its id.
fn session(portal: &Portal, account: Account, minutes: i64) -> (String, String) {
    let keys = &portal.sign_in.keys;
    let then = portal.clock.now() - Duration::from_secs(60 * minutes.unsigned_abs());
    let session = Session::new(keys, "can-bo", account, then, None, then).expect("a session");
    (session.sealed(keys).expect("sealed"), session.id)
}

fn asked(method: &str, path: &str, cookie: &str, body: String) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "motcua.example")
        .header(header::ORIGIN, "https://motcua.example")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .expect("a request")
}

async fn get_as(account: Account, path: &str) -> Response<Body> {
    let portal = portal(false);
    let (raw, _) = session(&portal, account, 0);
    let request = asked("GET", path, &format!("mc-phien={raw}"), String::new());
    router(portal).oneshot(request).await.expect("infallible")
}

fn header_of(response: &Response<Body>, name: header::HeaderName) -> String {
    let value = response.headers().get(name);
    value.map_or_else(String::new, |value| {
        value.to_str().expect("text").to_owned()
    })
}

/// The patterns of the router, as it prints itself.
fn routes() -> Vec<String> {
    let printed = format!("{:?}", pages());
    let quoted = printed.split('"').skip(1).step_by(2);
    let mut routes: Vec<String> = quoted
        .filter(|word| word.starts_with('/') && !word.contains("__private"))
        .map(str::to_owned)
        .collect();
    routes.sort();
    routes.dedup();
    routes
}

#[test]
fn every_page_of_the_router_has_a_row_and_every_row_a_page() {
    let routes = routes();
    assert!(
        routes.len() > 40,
        "the router prints its routes: {routes:?}"
    );
    for route in &routes {
        assert!(
            doors::DOORS.of_route(route).is_some(),
            "{route} has no row in services/portal/src/doors.rs: nobody may open it"
        );
    }
    for row in doors::DOORS.0 {
        let count = doors::DOORS
            .0
            .iter()
            .filter(|other| other.route == row.route);
        assert_eq!(count.count(), 1, "{} has one row", row.route);
        assert!(
            routes.iter().any(|route| route == row.route),
            "{} is no page any more",
            row.route
        );
    }
}

#[tokio::test]
async fn nobody_opens_a_page_of_officials_without_signing_in() {
    for row in doors::DOORS.0 {
        if matches!(row.look, Door::Public | Door::Shut) {
            continue;
        }
        let path = row.route.replace(['{', '}', '*'], "");
        let answer = get(portal(false), &path).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
        let to = header_of(&answer, header::LOCATION);
        assert!(to.starts_with("/dang-nhap?ve=%2F"), "{path}: {to}");
    }
}

#[tokio::test]
async fn no_role_gets_past_a_door_that_is_not_its_own() {
    for role in Role::ALL {
        let somebody = account(&[role], "org:mc-21028");
        for row in doors::DOORS.0 {
            let path = row.route.replace(['{', '}', '*'], "");
            let opens = row.look.opens_to(Some(&somebody));
            if opens || row.look == Door::Shut {
                continue;
            }
            let answer = get_as(somebody.clone(), &path).await;
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{role} at {path}");
        }
    }
}

#[tokio::test]
async fn another_units_work_is_as_a_unit_that_does_not_exist() {
    let other = get_as(officer(), "/ban/hang-doi?don-vi=org:mc-21025").await;
    assert_eq!(other.status(), StatusCode::NOT_FOUND);
    let nowhere = get_as(officer(), "/ban/hang-doi?don-vi=org:mc-00000").await;
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
    let (other, nowhere) = (text(other).await, text(nowhere).await);
    let same = |page: &str| page.split("<main").nth(1).map(str::to_owned);
    assert_eq!(same(&other), same(&nowhere));
    let own = get_as(officer(), "/ban/hang-doi?don-vi=org:mc-21028").await;
    assert_eq!(
        own.status(),
        StatusCode::SERVICE_UNAVAILABLE,
        "the services are asked"
    );
    let leader = account(&[Role::Leader], "");
    let any = get_as(leader, "/ban/hang-doi?don-vi=org:mc-21025").await;
    assert_eq!(any.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_form_without_its_word_is_not_carried_out_and_not_lost() {
    let portal = portal(false);
    let (raw, id) = session(&portal, officer(), 0);
    let (_, others) = session(&portal, officer(), 0);
    let words = [
        String::new(),
        form::word(&portal.sign_in.keys, &others),
        form::word(&portal.sign_in.keys, VISITOR),
        "made-up".to_owned(),
    ];
    let right = form::word(&portal.sign_in.keys, &id);
    let router = router(portal);
    let cookie = format!("mc-phien={raw}; mc-khach={VISITOR}");
    for word in words {
        let body = format!("_the={word}&owner.name=%E1%BA%A8n+%3Cb%3E&papers=a&papers=b");
        let request = asked("POST", "/ban/tiep-nhan", &cookie, body);
        let answer = router.clone().oneshot(request).await.expect("infallible");
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{word}");
        let page = text(answer).await;
        assert!(page.contains("Hãy xem lại rồi gửi lần nữa"));
        assert!(
            page.contains(r#"name="owner.name" value="Ẩn &#60;b&#62;""#),
            "{page}"
        );
        assert_eq!(page.matches(r#"name="papers""#).count(), 2);
        assert!(
            page.contains(&format!(r#"name="_the" value="{right}""#)),
            "it can be sent again"
        );
    }
    let request = asked(
        "POST",
        "/ban/tiep-nhan",
        &cookie,
        format!("_the={right}&tthc=1"),
    );
    let answer = router.oneshot(request).await.expect("infallible");
    assert_ne!(answer.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_outlives_its_session_and_is_sent_on_by_the_same_person_alone() {
    let portal = portal(false);
    let (old, _) = session(&portal, officer(), 20);
    let (new, _) = session(&portal, officer(), 0);
    let stranger = Account {
        subject: "nguoi-khac".to_owned(),
        ..officer()
    };
    let (other, _) = session(&portal, stranger, 0);
    let router = router(portal);
    let visitor = format!("mc-khach={VISITOR}");
    let request = asked(
        "POST",
        "/ban/tiep-nhan",
        &format!("mc-phien={old}; {visitor}"),
        "_the=x&note=d%C3%B2ng+1%0D%0Ad%C3%B2ng+2".to_owned(),
    );
    let answer = router.clone().oneshot(request).await.expect("infallible");
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let page = text(answer).await;
    assert!(page.contains("Cần đăng nhập lại") && page.contains("dòng 1"));
    let (_, rest) = page.split_once(r#"name="_giu" value=""#).expect("leave");
    let (leave, _) = rest.split_once('"').expect("an end");
    let send = async |cookie: String, path: &str| {
        let body = format!("_the=x&_giu={leave}&note=1");
        let answer = router
            .clone()
            .oneshot(asked("POST", path, &cookie, body))
            .await;
        answer.expect("infallible").status()
    };
    let here = "/ban/tiep-nhan";
    assert_ne!(
        send(format!("mc-phien={new}; {visitor}"), here).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        send(format!("mc-phien={other}; {visitor}"), here).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        send(format!("mc-phien={old}; {visitor}"), here).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        send(format!("mc-phien={new}"), here).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        send(format!("mc-phien={new}; {visitor}"), "/ban/dieu-phoi/a/b").await,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn an_act_that_binds_the_agency_asks_who_sits_there_after_an_hour() {
    let head = account(&[Role::AgencyHead], "org:vpdkdd");
    for (minutes, proof) in [(5, false), (61, true)] {
        let mut portal = portal(false);
        portal.sign_in.limits.official_idle = chrono_minutes(90);
        let (raw, id) = session(&portal, head.clone(), minutes);
        let word = form::word(&portal.sign_in.keys, &id);
        let body = format!("_the={word}&reason=%C4%90%E1%BB%93ng+%C3%BD");
        let path = "/co-quan/viec/00000000-0000-7000-8000-000000000000/duyet";
        let request = asked("POST", path, &format!("mc-phien={raw}"), body);
        let answer = router(portal).oneshot(request).await.expect("infallible");
        let page = text(answer).await;
        assert_eq!(
            page.contains("Cần xác nhận lại bạn là ai"),
            proof,
            "{minutes}"
        );
        assert_eq!(page.contains(r#"value="Đồng ý""#), proof, "{minutes}");
    }
}

fn chrono_minutes(minutes: i64) -> portal_account::session::Span {
    portal_account::session::Span::minutes(minutes)
}

#[tokio::test]
async fn whoever_works_is_seen_and_whoever_only_has_a_page_open_is_not() {
    for (mode, seen) in [("navigate", true), ("cors", false)] {
        let portal = portal(false);
        let (raw, _) = session(&portal, officer(), 10);
        let mut request = asked("GET", "/phien", &format!("mc-phien={raw}"), String::new());
        let mode = header::HeaderValue::from_static(mode);
        request.headers_mut().insert("sec-fetch-mode", mode);
        let answer = router(portal).oneshot(request).await.expect("infallible");
        let set = header_of(&answer, header::SET_COOKIE);
        assert_eq!(set.starts_with("mc-phien="), seen, "{set}");
        let left: u32 = text(answer)
            .await
            .trim_start_matches("{\"con\":")
            .trim_end_matches('}')
            .parse()
            .expect("seconds");
        assert_eq!(left > 600, seen, "{left} seconds");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_wherever_its_cookie_was_kept() {
    let portal = portal(false);
    let (raw, id) = session(&portal, officer(), 0);
    let word = form::word(&portal.sign_in.keys, &id);
    let router = router(portal);
    let cookie = format!("mc-phien={raw}");
    let ask = asked("GET", "/dang-xuat", &cookie, String::new());
    let asked_first = router.clone().oneshot(ask).await.expect("infallible");
    assert!(
        text(asked_first).await.contains("Đăng xuất?"),
        "a link signs nobody out"
    );
    let out = asked("POST", "/dang-xuat", &cookie, format!("_the={word}"));
    let answer = router.clone().oneshot(out).await.expect("infallible");
    assert!(header_of(&answer, header::SET_COOKIE).starts_with("mc-phien=; "));
    let again = asked("GET", "/ban/hang-doi", &cookie, String::new());
    let answer = router.oneshot(again).await.expect("infallible");
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn where_nothing_is_played_nobody_signs_in_as_an_invented_person() {
    assert_eq!(
        get(portal(false), "/trinh-dien").await.status(),
        StatusCode::FORBIDDEN
    );
    let answer = post(portal(false), "/trinh-dien", "role=operator&unit=").await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(
        answer
            .headers()
            .get(header::SET_COOKIE)
            .is_none_or(|line| !line.as_bytes().starts_with(b"mc-phien"))
    );
}

#[tokio::test]
async fn an_answer_of_no_provider_and_of_no_sign_in_is_refused() {
    let answer = get(portal(false), "/dang-nhap/can-bo/ve?state=a&code=b").await;
    assert_eq!(
        answer.status(),
        StatusCode::NOT_FOUND,
        "no provider is configured"
    );
    let answer = get(portal(false), "/dang-nhap/ai-do").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}
