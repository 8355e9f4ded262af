//! The figures for everybody: shown where they were heard, and no page fails or waits without them.

use std::{sync::Arc, time::Instant};

use proto::{
    reporting::v1::{GetPublicFiguresResponse, ProcedureTime, PublicShare},
    routing::v1::ProcedureSummary,
};

use super::*;

const LAND: &str = "1.013831";

fn share(part: u64, of: u64) -> Option<PublicShare> {
    Some(PublicShare { part, of })
}

fn told() -> GetPublicFiguresResponse {
    GetPublicFiguresResponse {
        from: "2026-11-15".to_owned(),
        to: "2026-11-21".to_owned(),
        fewest: 10,
        finished: share(11_062, 11_842),
        apologised: share(12, 12),
        late: share(37, 1_204),
        times: vec![ProcedureTime {
            procedure: LAND.to_owned(),
            dossiers: 128,
            half_days: 6,
            nine_tenths_days: 9,
            half_whole_days: 6,
        }],
        ..GetPublicFiguresResponse::default()
    }
}

/// A portal that heard figures, and of a procedure, a moment ago.
fn informed(told: GetPublicFiguresResponse) -> Portal {
    let summary = ProcedureSummary {
        code: LAND.to_owned(),
        name: "Sang tên".to_owned(),
        term: "10d".to_owned(),
        ..ProcedureSummary::default()
    };
    let names = Names::new(Vec::new(), vec![summary.clone()]);
    let procedure = GetProcedureResponse {
        summary: Some(summary),
        ..GetProcedureResponse::default()
    };
    Portal {
        directory: Directory::told(names, procedure),
        figures: PublicFigures::heard(told),
        ..portal(false)
    }
}

async fn first_page(portal: Portal, path: &str) -> String {
    let answer = get(portal, path).await;
    assert_eq!(answer.status(), StatusCode::OK);
    text(answer).await
}

#[tokio::test]
async fn the_first_page_tells_how_the_province_did_in_dated_days() {
    let page = first_page(informed(told()), "/").await;
    for words in [
        "7 ngày qua, toàn tỉnh",
        "15/11/2026 – 21/11/2026",
        "11.842</strong> hồ sơ đã giải quyết xong, 93,4% đúng hoặc trước hạn",
        "6 ngày làm việc</strong>",
        "luật cho 10 ngày làm việc",
        "37</strong> hồ sơ đang quá hạn, trong 1.204 hồ sơ đang giải quyết",
        "100,0%</strong> hồ sơ không kịp hẹn được xin lỗi",
        "dưới 10 hồ sơ",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = first_page(informed(told()), "/?lang=en").await;
    assert!(page.contains("The last 7 days, the whole province"));
    assert!(page.contains("6 working days</strong> half of the dossiers"));
}

#[tokio::test]
async fn what_rests_on_few_has_no_card_and_nothing_has_no_section() {
    let few = GetPublicFiguresResponse {
        apologised: None,
        times: Vec::new(),
        ..told()
    };
    let page = first_page(informed(few), "/").await;
    assert!(page.contains("hồ sơ đang quá hạn") && !page.contains("xin lỗi"));
    assert!(!page.contains("một nửa số hồ sơ"));
    let none = GetPublicFiguresResponse {
        from: "2026-11-15".to_owned(),
        to: "2026-11-21".to_owned(),
        fewest: 10,
        ..GetPublicFiguresResponse::default()
    };
    let page = first_page(informed(none), "/").await;
    assert!(!page.contains("7 ngày qua") && page.contains("Tra cứu hồ sơ"));
}

/// Reporting that takes a question and never answers, and how often it was asked.
async fn mute() -> (String, Arc<std::sync::atomic::AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let asked = Arc::<std::sync::atomic::AtomicUsize>::default();
    let count = asked.clone();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            held.push(stream);
        }
    });
    (format!("http://{address}"), asked)
}

#[tokio::test]
async fn while_reporting_is_slow_one_page_waits_a_moment_and_the_next_not_at_all() {
    let (endpoint, asked) = mute().await;
    let mut portal = portal(false);
    portal.config.services.reporting = endpoint;
    portal.services = Services::new(&portal.config).expect("addresses");
    let portal = Arc::new(portal);
    let began = Instant::now();
    assert_eq!(portal.figures.told(&portal.services).await, None);
    let first = began.elapsed();
    assert!(first < Duration::from_secs(2), "{first:?}");
    let began = Instant::now();
    assert_eq!(portal.figures.told(&portal.services).await, None);
    assert!(began.elapsed() < first, "nobody waits for it again at once");
    assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_first_page_without_reporting_leaves_the_section_out() {
    let (endpoint, _) = mute().await;
    for endpoint in [endpoint, SILENT.to_owned()] {
        let mut portal = portal(false);
        portal.config.services.reporting = endpoint;
        portal.services = Services::new(&portal.config).expect("addresses");
        let began = Instant::now();
        let page = first_page(portal, "/").await;
        assert!(page.contains("Tra cứu hồ sơ") && !page.contains("7 ngày qua"));
        assert!(began.elapsed() < Duration::from_secs(5));
    }
}
