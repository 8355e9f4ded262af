//! What an officer does at the desk.

use std::time::Duration;

use proto::{agency::v1::*, routing::v1::LegOffered};
use tonic::Code;

use crate::{
    AN, BINH, UNIT, granted,
    support::{fields, reason, stamp},
    world,
};

fn notice() -> Conclusion {
    Conclusion {
        document: "123/TB-CCT".into(),
        amount: Some(12_500_000),
        pay_by: "2026-12-20".into(),
        ..granted()
    }
}

const HEAD: &str = "head:chi@org:thue-tinh";

#[tokio::test(flavor = "multi_thread")]
async fn a_conclusion_is_proposed_approved_by_another_and_completed() {
    let (world, _running) = world().await;
    let offer = LegOffered {
        approval: true,
        ..world.offer(UNIT, "tax-assessment")
    };
    world.arrived(AN, &offer).await;
    let case_id = offer.leg_id.clone();
    let mut an = world.agency(AN);
    let take = TakeRequest {
        case_id: case_id.clone(),
        ..Default::default()
    };
    let taken = an
        .take(take.clone())
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    assert_eq!(
        (taken.stage(), taken.officer.as_str()),
        (CaseStage::Held, AN)
    );
    an.take(take.clone()).await.unwrap();
    let late = world.agency(BINH).take(take).await.unwrap_err();
    assert_eq!(reason(&late), "taken-by-another");

    let propose = ProposeRequest {
        case_id: case_id.clone(),
        conclusion: Some(notice()),
        ..Default::default()
    };
    an.propose(propose.clone()).await.unwrap();
    an.propose(propose).await.unwrap();
    let approve = ApproveRequest {
        case_id: case_id.clone(),
        ..Default::default()
    };
    let own = an.approve(approve.clone()).await.unwrap_err();
    assert_eq!(
        own.code(),
        Code::PermissionDenied,
        "an officer approves nothing"
    );
    world.agency(HEAD).approve(approve).await.unwrap();
    let complete = CompleteRequest {
        case_id,
        conclusion: None,
        ..Default::default()
    };
    for _ in 0..2 {
        let done = an.complete(complete.clone()).await.unwrap().into_inner();
        let done = done.case.unwrap();
        assert_eq!(done.stage(), CaseStage::Completed);
        assert_eq!(done.conclusion, Some(notice()));
    }
    let facts = [
        "CaseOpened",
        "LegAccepted",
        "CaseProposed",
        "CaseApproved",
        "LegCompleted",
    ];
    assert_eq!(world.journal(&offer.dossier_id).await, facts);
    let said: LegCompleted = world.said(&offer.dossier_id).await;
    assert!(said.granted && said.payment_due);
    assert_eq!(
        (said.document.as_str(), said.unit.as_str()),
        ("123/TB-CCT", UNIT)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_to_pay_means_no_payment_due() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "tax-assessment");
    world.arrived(AN, &offer).await;
    let case_id = offer.leg_id.clone();
    world
        .agency(AN)
        .take(TakeRequest {
            case_id: case_id.clone(),
            ..Default::default()
        })
        .await
        .unwrap();
    let conclusion = Some(Conclusion {
        amount: Some(0),
        pay_by: String::new(),
        reason: "Miễn theo quy định về tặng cho giữa cha và con".into(),
        ..notice()
    });
    let complete = CompleteRequest {
        case_id,
        conclusion,
        ..Default::default()
    };
    world.agency(AN).complete(complete).await.unwrap();
    let said: LegCompleted = world.said(&offer.dossier_id).await;
    assert!(said.granted && !said.payment_due);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_its_task_does_not_allow_is_sent_back_with_the_field() {
    let (world, _running) = world().await;
    let offer = world.offer(UNIT, "tax-assessment");
    world.arrived(AN, &offer).await;
    let case_id = offer.leg_id.clone();
    world
        .agency(AN)
        .take(TakeRequest {
            case_id: case_id.clone(),
            ..Default::default()
        })
        .await
        .unwrap();
    let refusal = Conclusion {
        granted: false,
        ..Default::default()
    };
    for (conclusion, field) in [
        (
            Conclusion {
                document: String::new(),
                ..notice()
            },
            "conclusion.document",
        ),
        (
            Conclusion {
                amount: None,
                pay_by: String::new(),
                ..notice()
            },
            "conclusion.amount",
        ),
        (
            Conclusion {
                pay_by: "2026-11-19".into(),
                ..notice()
            },
            "conclusion.pay_by",
        ),
        (
            Conclusion {
                pay_by: "20/12/2026".into(),
                ..notice()
            },
            "conclusion.pay_by",
        ),
        (refusal, "conclusion.reason"),
    ] {
        let conclusion = Some(conclusion);
        let complete = CompleteRequest {
            case_id: case_id.clone(),
            conclusion,
            ..Default::default()
        };
        let status = world.agency(AN).complete(complete).await.unwrap_err();
        assert_eq!(fields(&status), [field], "{}", status.message());
        assert!(status.message().contains("Hãy") || status.message().contains("Hạn"));
    }
    assert_eq!(
        world.journal(&offer.dossier_id).await,
        ["CaseOpened", "LegAccepted"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_read_page_by_page_most_urgent_first() {
    let (world, _running) = world().await;
    let now = world.clock.now();
    let due = |hours: u64| stamp(now + Duration::from_secs(hours * 3600));
    let mut expected = Vec::new();
    for due in [due(1), due(2), due(2), None, None] {
        let offer = LegOffered {
            due,
            ..world.offer(UNIT, "verify")
        };
        expected.push(offer.leg_id.clone());
        world.offers(&offer).await;
        world.case(AN, &offer.leg_id).await;
    }
    expected[1..3].sort();
    expected[3..5].sort();
    let mut request = ListQueueRequest {
        page_size: 2,
        ..Default::default()
    };
    let mut seen = Vec::new();
    loop {
        let page = world
            .agency(BINH)
            .list_queue(request.clone())
            .await
            .unwrap()
            .into_inner();
        assert!(page.cases.len() <= 2);
        seen.extend(page.cases.into_iter().map(|case| case.case_id));
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    assert_eq!(seen, expected);

    let case_id = expected[0].clone();
    world
        .agency(AN)
        .take(TakeRequest {
            case_id,
            ..Default::default()
        })
        .await
        .unwrap();
    let stages = vec![CaseStage::Held.into(), CaseStage::Completed.into()];
    let held = ListQueueRequest {
        stages,
        ..Default::default()
    };
    let held = world
        .agency(AN)
        .list_queue(held)
        .await
        .unwrap()
        .into_inner()
        .cases;
    assert_eq!(held.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_cannot_be_read_names_its_field() {
    let (world, _running) = world().await;
    let list = |page_token: &str, stage: i32| ListQueueRequest {
        page_token: page_token.into(),
        stages: vec![stage],
        ..Default::default()
    };
    for (request, field) in [
        (list("next", 1), "page_token"),
        (list("none.x", 1), "page_token"),
        (list("", 0), "stages"),
        (list("", 99), "stages"),
    ] {
        let status = world.agency(AN).list_queue(request).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument);
        assert_eq!(fields(&status), [field]);
    }
    let case_id = "seven".to_owned();
    let status = world
        .agency(AN)
        .get_case(GetCaseRequest { case_id })
        .await
        .unwrap_err();
    assert_eq!(fields(&status), ["case_id"]);
}
