//! The router as it is served, while no other service answers.

use axum::{
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use proto::routing::v1::{FormField, GetProcedureResponse, ProcedureSummary};
use tower::ServiceExt as _;

use chassis::Clock;

use portal_account::form;
use portal_ui::directory::Names;

use super::*;

mod figures;
mod sign_in;

/// A browser that has been here before.
const VISITOR: &str = "visitor-of-the-tests-000";

/// Nobody listens on the port of discard.
const SILENT: &str = "http://127.0.0.1:9";

fn portal(demo: bool) -> Portal {
    let boot = Boot {
        name: "portal",
        overrides: [
            ("demo.enabled", demo.to_string()),
            ("identity.check", "names".to_owned()),
            ("services.intake", SILENT.to_owned()),
            ("services.routing", SILENT.to_owned()),
            ("services.agency_desk", SILENT.to_owned()),
            ("services.reporting", SILENT.to_owned()),
        ]
        .map(|(key, value)| (key.to_owned(), value))
        .into(),
        clock: Clock::new(),
    };
    let config: Config = boot
        .settings(include_str!("../config.toml"))
        .expect("the settings as committed are right");
    Portal {
        services: Services::new(&config).expect("addresses"),
        directory: Directory::default(),
        figures: PublicFigures::default(),
        clock: boot.clock,
        version: assets::version(),
        sign_in: SignIn::new(&config.sign_in, &config.http.public_url, doors::DOORS)
            .expect("a door"),
        config,
    }
}

async fn get(portal: Portal, path: &str) -> Response<Body> {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    router(portal).oneshot(request).await.expect("infallible")
}

async fn post(portal: Portal, path: &str, form: &str) -> Response<Body> {
    let word = form::word(&portal.sign_in.keys, VISITOR);
    let request = Request::post(path)
        .header(header::HOST, "motcua.example")
        .header(header::ORIGIN, "https://motcua.example")
        .header(header::COOKIE, format!("mc-khach={VISITOR}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "text/html")
        .body(Body::from(format!("_the={word}&{form}")))
        .expect("a request");
    router(portal).oneshot(request).await.expect("infallible")
}

async fn text(response: Response<Body>) -> String {
    let body = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("a body");
    String::from_utf8(body.to_vec()).expect("text")
}

#[tokio::test]
async fn nobody_pays_without_a_bank_where_people_file_for_real() {
    let answer = post(
        portal(false),
        "/tra-cuu/H48.1-261122-0001/nop-tien",
        "reference=1",
    )
    .await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let bank = get(portal(false), "/ngan-hang-thu").await;
    assert_eq!(bank.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_service_that_is_silent_is_told_as_an_interruption() {
    let answer = get(portal(false), "/tthc").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(text(answer).await.contains("Hồ sơ đã nộp không bị mất"));
    let answer = get(portal(false), "/tthc?lang=en").await;
    assert!(
        text(answer)
            .await
            .contains("Nothing that was filed is lost")
    );
}

#[tokio::test]
async fn the_first_page_shows_itself_while_everything_else_is_silent() {
    let answer = get(portal(false), "/").await;
    assert_eq!(answer.status(), StatusCode::OK);
    let page = text(answer).await;
    assert!(page.contains("Tra cứu hồ sơ") && page.contains("tạm thời chưa tải được"));
    assert!(
        !page.contains("Bản trình diễn"),
        "nothing of the demonstration shows where it is off"
    );
}

#[tokio::test]
async fn what_was_typed_survives_while_the_desk_is_away() {
    let summary = ProcedureSummary {
        code: "1.001776".to_owned(),
        online: true,
        ..ProcedureSummary::default()
    };
    let field = FormField {
        key: "group".to_owned(),
        label: "Nhóm".to_owned(),
        kind: "text".to_owned(),
        ..FormField::default()
    };
    let procedure = GetProcedureResponse {
        summary: Some(summary),
        fields: vec![field],
        ..GetProcedureResponse::default()
    };
    let portal = Portal {
        directory: Directory::told(Names::default(), procedure),
        ..portal(true)
    };
    let form = "then=next&place=p&receiving_unit=r&owner.name=L%C3%AA+Th%E1%BB%8B+M%E1%BA%ABu&owner.citizen_id=0511";
    let answer = post(portal, "/nop/1.001776/buoc/nguoi-nop", form).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let page = text(answer).await;
    assert!(page.contains("hãy gửi lại sau ít phút"));
    assert!(page.contains(r#"value="Lê Thị Mẫu""#) && page.contains(r#"value="0511""#));
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_guard_it() {
    for path in ["/", "/tthc", "/khong-co", "/static/portal.css"] {
        let answer = get(portal(false), path).await;
        let policy = answer
            .headers()
            .get(header::CONTENT_SECURITY_POLICY)
            .expect("a policy");
        let policy = policy.to_str().expect("text");
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(answer.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    }
    let page = get(portal(false), "/").await;
    assert_eq!(page.headers()[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn a_chosen_language_is_kept() {
    let answer = get(portal(false), "/?lang=en").await;
    let kept = answer.headers()[header::SET_COOKIE]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(
        kept.starts_with("lang=en;") && kept.contains("HttpOnly"),
        "{kept}"
    );
    let plain = get(portal(false), "/?lang=xx").await;
    assert!(plain.headers().get(header::SET_COOKIE).is_none());
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_before_it_is_read() {
    let request = Request::post("/nop/1.001776/buoc/nguoi-nop")
        .header(header::HOST, "motcua.example")
        .header(header::ORIGIN, "https://elsewhere.example")
        .body(Body::from("then=next"))
        .expect("a request");
    let answer = router(portal(true))
        .oneshot(request)
        .await
        .expect("infallible");
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_of_a_megabyte_is_refused_with_what_to_do() {
    let form = format!("owner.name={}", "x".repeat(1_000_000));
    for (lang, said) in [
        ("vi", "Mỗi tệp tối đa 7 MB, mỗi biểu mẫu tối đa 512 KB"),
        ("en", "A file has at most 7 MB, a form at most 512 KB"),
    ] {
        let path = format!("/nop/1.001776/buoc/nguoi-nop?lang={lang}");
        let mut portal = portal(true);
        portal.config.http.upload_mb = 7;
        let answer = post(portal, &path, &form).await;
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert!(text(answer).await.contains(said), "{lang}");
    }
}

#[tokio::test]
async fn an_address_that_leads_nowhere_says_so_in_the_language_chosen() {
    for (path, said) in [
        ("/khong-co", "Không có trang này."),
        ("/khong-co?lang=en", "There is no such page."),
        ("/khong-co?lang=en", ">Home</a>"),
    ] {
        let answer = get(portal(false), path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        assert!(text(answer).await.contains(said), "{path}");
    }
}

#[tokio::test]
async fn a_method_that_no_page_has_gets_a_page_too() {
    let portal = portal(false);
    let word = form::word(&portal.sign_in.keys, VISITOR);
    let request = Request::delete("/nop/1.001776?lang=en")
        .header(header::HOST, "motcua.example")
        .header(header::ORIGIN, "https://motcua.example")
        .header(header::COOKIE, format!("mc-khach={VISITOR}"))
        .header(header::ACCEPT, "text/html")
        .header(form::HEADER, word)
        .body(Body::empty())
        .expect("a request");
    let answer = router(portal).oneshot(request).await.expect("infallible");
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    let allowed = answer.headers()[header::ALLOW].to_str().expect("text");
    assert!(allowed.contains("POST"), "{allowed}");
    assert!(text(answer).await.contains("This address cannot do that"));
}
