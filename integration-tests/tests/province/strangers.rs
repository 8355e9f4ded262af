//! What people learn who ask for what is not theirs, or pay for what is not owed: nothing.

use expect_test::expect;
use proto::{
    agency::v1::{ApproveRequest, GetCaseRequest, ListQueueRequest, TakeRequest},
    intake::v1::Channel,
    routing::v1::SettlePaymentRequest,
};
use province::Clients;
use tonic::{Code, Status};
use uuid::Uuid;

use crate::{
    refusals::{shown, written},
    support::{
        Dossier, Province,
        filings::{self, WIDOW},
        people::{self, granted, route},
    },
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_and_custody_are_for_those_they_concern() {
    let province = Province::with(|options| {
        options.services = vec!["intake", "routing", "agency-desk"];
    })
    .await;
    let clients = &province.clients;
    let answers = [
        ("deceased_name", "Ngô Văn Không Thật"),
        ("deceased_on", "2026-10-25"),
        ("claimant_name", WIDOW.0),
        ("claimant_id", WIDOW.1),
        ("claimant_phone", WIDOW.2),
        ("relation", "vợ"),
    ];
    let filing = filings::filing(clients, "1.010824", WIDOW, &answers).await;
    let dossier = filings::receive(clients, filing, Channel::Counter).await;
    let case = people::take(clients, &dossier, "confirm").await;
    province.settled().await;
    let before = written(&province).await;

    nobody_pays_by_another_notice(clients, &dossier).await;
    for actor in [
        "officer:verify@org:ubnd-21025",
        "officer:verify",
        "citizen",
        "anonymous",
    ] {
        for (there, missing) in [
            (
                get(clients, actor, &case.case_id).await,
                get(clients, actor, &other()).await,
            ),
            (
                take(clients, actor, &case.case_id).await,
                take(clients, actor, &other()).await,
            ),
            (
                approve(clients, actor, &case.case_id).await,
                approve(clients, actor, &other()).await,
            ),
        ] {
            let closed = [Code::NotFound, Code::PermissionDenied];
            assert!(closed.contains(&there.code()), "{actor}: {there:?}");
            assert_eq!(there.code(), missing.code(), "{actor}");
            assert_eq!(
                shown(&there),
                shown(&missing),
                "{actor} learns that there is a case"
            );
            assert_eq!(
                there.details(),
                missing.details(),
                "{actor} learns that there is a case"
            );
        }
    }
    let request = ListQueueRequest {
        unit: case.unit.clone(),
        ..Default::default()
    };
    let refused = clients
        .agency("agency-desk", "officer:verify@org:ubnd-21025")
        .list_queue(request)
        .await
        .unwrap_err();
    assert_eq!(
        refused.code(),
        Code::NotFound,
        "another unit's queue: {refused:?}"
    );
    assert_eq!(written(&province).await, before, "nothing was written");

    people::finish(clients, &dossier, "confirm", granted("12/XN-UBND")).await;
    province.stop().await;
}

async fn nobody_pays_by_another_notice(clients: &Clients, dossier: &Dossier) {
    route(clients, dossier).await;
    let request = SettlePaymentRequest {
        dossier_id: dossier.id.clone(),
        reference: "TB-0000".to_owned(),
        receipt: "BL-0001".to_owned(),
        ..Default::default()
    };
    // Not even by the right one: that the money has come is the bank's word, not the payer's.
    for actor in ["citizen", "anonymous"] {
        let mut payer = clients.routing(actor);
        let refused = payer.settle_payment(request.clone()).await.unwrap_err();
        assert_eq!(refused.code(), Code::PermissionDenied, "{actor}");
    }
    let refused = clients
        .routing("service:portal")
        .settle_payment(request)
        .await
        .unwrap_err();
    expect![[r#"
        FailedPrecondition: Không có khoản nào phải nộp theo thông báo «TB-0000». Hãy kiểm tra lại số thông báo.
            reference: Không có khoản nào phải nộp theo thông báo «TB-0000». Hãy kiểm tra lại số thông báo."#]].assert_eq(&shown(&refused));
}

fn other() -> String {
    Uuid::now_v7().to_string()
}

async fn get(clients: &Clients, actor: &str, case: &str) -> Status {
    let request = GetCaseRequest {
        case_id: case.to_owned(),
    };
    clients
        .agency("agency-desk", actor)
        .get_case(request)
        .await
        .unwrap_err()
}

async fn take(clients: &Clients, actor: &str, case: &str) -> Status {
    let request = TakeRequest {
        case_id: case.to_owned(),
        ..Default::default()
    };
    clients
        .agency("agency-desk", actor)
        .take(request)
        .await
        .unwrap_err()
}

async fn approve(clients: &Clients, actor: &str, case: &str) -> Status {
    let request = ApproveRequest {
        case_id: case.to_owned(),
        ..Default::default()
    };
    clients
        .agency("agency-desk", actor)
        .approve(request)
        .await
        .unwrap_err()
}
