//! Money taken at a desk: what is shown to whom, looked at before it is recorded, recorded once, and
//! what cannot have been.

use chrono::TimeDelta;
use kernel::DossierId;
use proto::routing::v1::{
    GetPaymentRequest, GetReceiptsRequest, GetReceiptsResponse, LegStatus, ListDuePaymentsRequest,
    PaymentSettled, RefundOwed, SettlePaymentRequest, SettlePaymentResponse,
};
use stage::{fields, reason, stamp};
use tonic::{Code, Response, Status};

use crate::{
    agency::Agency,
    money::to_pay,
    world::{World, stands},
};

const NOTICE: &str = "TB-0001";
const OWN: &str = "officer:an@org:mc-21028";
const SECOND: &str = "officer:binh@org:mc-21028";
const ELSEWHERE: &str = "officer:la@org:mc-21025";
/// On the way of the dossier, and no desk.
const TAX: &str = "officer:thu@org:thue-tinh";

/// An officer has this receipt over the whole of the notice.
fn receipt(dossier: DossierId, number: &str) -> SettlePaymentRequest {
    SettlePaymentRequest {
        dossier_id: dossier.to_string(),
        reference: NOTICE.to_owned(),
        receipt: number.to_owned(),
        amount: 2_000_000,
        while_due: true,
        ..Default::default()
    }
}

async fn says(
    world: &World,
    actor: &str,
    request: SettlePaymentRequest,
) -> Result<SettlePaymentResponse, Status> {
    let answer = world.client_of(actor).settle_payment(request).await;
    answer.map(Response::into_inner)
}

async fn receipts(world: &World, dossier: DossierId) -> GetReceiptsResponse {
    let dossier_id = dossier.to_string();
    let asked = GetReceiptsRequest { dossier_id };
    let told = world.client_of(OWN).get_receipts(asked).await;
    told.unwrap().into_inner()
}

async fn listed(world: &World, actor: &str, find: &str) -> Vec<String> {
    let request = ListDuePaymentsRequest {
        find: find.to_owned(),
        ..Default::default()
    };
    let told = world.client_of(actor).list_due_payments(request).await;
    let told = told.unwrap().into_inner().payments;
    told.into_iter().map(|one| one.notice).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_sees_what_is_due_looks_at_what_would_come_of_it_and_records_it_once() {
    let agency = Agency::start().await;
    let (world, dossier) = to_pay(&agency).await;
    let asked = GetPaymentRequest {
        dossier_id: dossier.to_string(),
    };
    let due = world.client_of(OWN).get_payment(asked.clone()).await;
    assert_eq!(due.unwrap().into_inner().amount, 2_000_000);
    let code = world.route(dossier, |_| true).await.code;
    assert_eq!(listed(&world, OWN, "").await, [NOTICE]);
    assert_eq!(listed(&world, OWN, "tb-0001").await, [NOTICE]);
    assert_eq!(listed(&world, OWN, &code.to_lowercase()).await, [NOTICE]);
    assert_eq!(listed(&world, OWN, "TB-9999").await, Vec::<String>::new());

    let rehearsal = |request| SettlePaymentRequest {
        rehearsal: true,
        ..request
    };
    let short = SettlePaymentRequest {
        amount: 1_999_999,
        ..receipt(dossier, "BL-1")
    };
    let came = says(&world, OWN, rehearsal(short)).await.unwrap();
    assert_eq!(came.refund.unwrap().ground, "too-little");
    assert!(!came.settles);
    let above = SettlePaymentRequest {
        amount: 2_500_000,
        ..receipt(dossier, "BL-1")
    };
    let came = says(&world, OWN, rehearsal(above)).await.unwrap();
    assert_eq!(came.refund.unwrap().amount, 500_000);
    assert!(came.settles);
    let told = receipts(&world, dossier).await;
    assert_eq!(
        (told.payments.len(), told.refunds.len()),
        (0, 0),
        "only looked at"
    );

    let taken_at = stamp(world.clock.now());
    let taken = SettlePaymentRequest {
        taken_at,
        ..receipt(dossier, "BL-1")
    };
    let came = says(&world, OWN, taken.clone()).await.unwrap();
    assert!(
        came.settles && !came.known && came.refund.is_none(),
        "{came:?}"
    );
    // The same receipt again, by another officer: known, and by whom.
    let came = says(&world, SECOND, rehearsal(taken.clone()))
        .await
        .unwrap();
    assert!(came.settles && came.known, "{came:?}");
    assert!(says(&world, SECOND, taken).await.unwrap().known);
    let told = receipts(&world, dossier).await;
    assert_eq!((told.payments.len(), told.refunds.len()), (1, 0));
    assert_eq!(told.payments[0].taken_by, OWN);
    assert_eq!(told.payments[0].taken_at, taken_at);
    assert_eq!(world.said::<PaymentSettled>(dossier).await.len(), 1);
    assert_eq!(listed(&world, OWN, "").await, Vec::<String>::new());

    // Another receipt: nothing is put down unless the money has come all the same.
    let other = receipt(dossier, "BL-2");
    let refused = says(&world, SECOND, other.clone()).await.unwrap_err();
    assert_eq!(reason(&refused), "settled-meanwhile");
    assert_eq!(fields(&refused), ["reference"]);
    assert_eq!(world.said::<RefundOwed>(dossier).await.len(), 0);
    let all_the_same = SettlePaymentRequest {
        while_due: false,
        ..other
    };
    let came = says(&world, SECOND, all_the_same).await.unwrap();
    assert_eq!(came.refund.unwrap().taken_by, SECOND);
    assert_eq!(world.said::<RefundOwed>(dossier).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_officers_at_once_one_records_and_the_other_is_told() {
    let agency = Agency::start().await;
    let (world, dossier) = to_pay(&agency).await;
    let (one, other) = tokio::join!(
        says(&world, OWN, receipt(dossier, "BL-1")),
        says(&world, SECOND, receipt(dossier, "BL-2")),
    );
    let refused: Vec<Status> = [one, other].into_iter().filter_map(Result::err).collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(reason(&refused[0]), "settled-meanwhile");
    let told = receipts(&world, dossier).await;
    assert_eq!((told.payments.len(), told.refunds.len()), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn anothers_dossier_is_as_if_it_were_not_there() {
    let agency = Agency::start().await;
    let (world, dossier) = to_pay(&agency).await;
    let nobody = DossierId::mint();
    for actor in [ELSEWHERE, TAX] {
        for id in [dossier, nobody] {
            let dossier_id = id.to_string();
            let mut client = world.client_of(actor);
            let asked = GetPaymentRequest {
                dossier_id: dossier_id.clone(),
            };
            let due = client.get_payment(asked).await.unwrap_err();
            let asked = GetReceiptsRequest { dossier_id };
            let paid = client.get_receipts(asked).await.unwrap_err();
            for refused in [due, paid] {
                assert_eq!(refused.code(), Code::NotFound, "{actor}");
                assert_eq!(reason(&refused), "route-unknown", "{actor}");
            }
        }
        assert_eq!(listed(&world, actor, NOTICE).await, Vec::<String>::new());
    }
    for id in [dossier, nobody] {
        let refused = says(&world, ELSEWHERE, receipt(id, "BL-1")).await;
        assert_eq!(reason(&refused.unwrap_err()), "route-unknown");
    }
    // An agency on the way sees the dossier, and takes no money.
    let refused = says(&world, TAX, receipt(dossier, "BL-1")).await;
    assert_eq!(reason(&refused.unwrap_err()), "not-a-cashier");
    let waits = |route: &_| stands(route, "pay", LegStatus::AwaitingPayment);
    world.route(dossier, waits).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_have_been_is_sent_back_by_its_field() {
    let agency = Agency::start().await;
    let (world, dossier) = to_pay(&agency).await;
    let good = receipt(dossier, "BL-1");
    let now = world.clock.now();
    let at = |moment| SettlePaymentRequest {
        taken_at: stamp(moment),
        ..good.clone()
    };
    let amount = |amount| SettlePaymentRequest {
        amount,
        ..good.clone()
    };
    let number = |number: &str| receipt(dossier, number);
    let mut beyond = stamp(now).unwrap();
    beyond.seconds = i64::MAX;
    for (request, field) in [
        (amount(-1), "amount"),
        (amount(100_000_000_000_001), "amount"),
        (amount(i64::MAX), "amount"),
        (at(now + TimeDelta::minutes(1)), "taken_at"),
        (at(now - TimeDelta::days(366)), "taken_at"),
        (
            SettlePaymentRequest {
                taken_at: Some(beyond),
                ..good.clone()
            },
            "taken_at",
        ),
        (number(""), "receipt"),
        (number("  \u{a0} "), "receipt"),
        (number("BL\u{202e}1"), "receipt"),
        (number("BL\n1"), "receipt"),
        (number(&"9".repeat(101)), "receipt"),
        (
            SettlePaymentRequest {
                provider: "VNPAY".to_owned(),
                ..good.clone()
            },
            "provider",
        ),
        (
            SettlePaymentRequest {
                debt_noted: true,
                ..good.clone()
            },
            "amount",
        ),
        (
            SettlePaymentRequest {
                reference: "\u{2066}TB".to_owned(),
                ..good.clone()
            },
            "reference",
        ),
        (
            SettlePaymentRequest {
                debt_noted: true,
                amount: 0,
                receipt: "ộ".repeat(301),
                ..good.clone()
            },
            "receipt",
        ),
    ] {
        for rehearsal in [true, false] {
            let request = SettlePaymentRequest {
                rehearsal,
                ..request.clone()
            };
            let refused = says(&world, OWN, request.clone()).await.unwrap_err();
            assert_eq!(refused.code(), Code::InvalidArgument, "{request:?}");
            assert_eq!(fields(&refused), [field], "{request:?}");
        }
    }
    let told = receipts(&world, dossier).await;
    assert_eq!((told.payments.len(), told.refunds.len()), (0, 0));

    // A bank's clock may be wrong; its money has come all the same, and not in the future.
    let ahead = SettlePaymentRequest {
        provider: "VNPAY".to_owned(),
        while_due: false,
        ..at(now + TimeDelta::hours(7))
    };
    says(&world, "service:portal", ahead).await.unwrap();
    let told = receipts(&world, dossier).await;
    let taken_at = told.payments[0].taken_at.unwrap();
    assert!(taken_at.seconds <= world.clock.now().timestamp());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_debt_is_noted_on_its_ground_and_asks_for_no_money() {
    let agency = Agency::start().await;
    let (world, dossier) = to_pay(&agency).await;
    let note = SettlePaymentRequest {
        debt_noted: true,
        amount: 0,
        ..receipt(
            dossier,
            "Quyết định số 12/QĐ-UBND ngày 20/10/2026 cho phép ghi nợ",
        )
    };
    assert!(says(&world, OWN, note).await.unwrap().settles);
    let told = receipts(&world, dossier).await;
    assert!(told.payments[0].debt_noted);
    let refused = says(&world, SECOND, receipt(dossier, "BL-1")).await;
    assert_eq!(reason(&refused.unwrap_err()), "settled-meanwhile");
}
