//! Money that comes twice: settled once, the rest owed back, shown to whom it concerns.

use kernel::DossierId;
use proto::{
    agency::v1::{Case, Conclusion},
    routing::v1::{
        GetReceiptsRequest, LegStatus, ListRefundsRequest, PaymentSettled, RecordRefundRequest,
        Refund, RefundMade, RefundOwed, SettlePaymentRequest, SettlePaymentResponse,
    },
};
use stage::reason;
use tonic::Code;

use crate::{
    agency::Agency,
    world::{World, stands},
};

const PROVINCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
const PORTAL: &str = "service:portal";

/// A transfer of land whose tax office asks 2.000.000 đồng by the notice TB-0001.
pub async fn to_pay(agency: &Agency) -> (World, DossierId) {
    let desk = ("services.agency_desk", agency.address.as_str());
    let world = World::with(PROVINCE, &[desk]).await;
    let dossier = world.receives("1.013831").await;
    let examine = world.offer(dossier, 1).await;
    world.accepts(&examine).await;
    world.completes(&examine, None).await;
    let assess = world.offer(dossier, 2).await;
    world.accepts(&assess).await;
    world.completes(&assess, Some("TB-0001")).await;
    agency.has(Case {
        case_id: assess.leg_id.clone(),
        dossier_id: assess.dossier_id.clone(),
        conclusion: Some(Conclusion {
            granted: true,
            document: "TB-0001".to_owned(),
            amount: Some(2_000_000),
            ..Default::default()
        }),
        ..Default::default()
    });
    let waits = |route: &_| stands(route, "pay", LegStatus::AwaitingPayment);
    world.route(dossier, waits).await;
    (world, dossier)
}

/// The bank has taken money under this number.
async fn bank_says(
    world: &World,
    dossier: DossierId,
    number: &str,
    amount: i64,
) -> SettlePaymentResponse {
    let request = SettlePaymentRequest {
        dossier_id: dossier.to_string(),
        reference: "TB-0001".to_owned(),
        receipt: number.to_owned(),
        provider: "VNPAY".to_owned(),
        amount,
        ..Default::default()
    };
    let answer = world.client_of(PORTAL).settle_payment(request).await;
    answer.unwrap().into_inner()
}

async fn list(world: &World, actor: &str, unit: &str, open: bool) -> Vec<Refund> {
    let request = ListRefundsRequest {
        unit: unit.to_owned(),
        open,
        ..Default::default()
    };
    let answer = world.client_of(actor).list_refunds(request).await;
    answer.unwrap().into_inner().refunds
}

/// Luật Quản lý thuế 38/2019/QH14 Điều 60: what was paid above what is owed goes back.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_payment_is_owed_back_by_the_centre_until_it_says_by_which_voucher_it_went() {
    let agency = Agency::start().await;
    let (world, dossier) = to_pay(&agency).await;
    let short = bank_says(&world, dossier, "1", 1_999_999).await;
    assert_eq!(short.refund.unwrap().ground, "too-little");
    let (one, other) = tokio::join!(
        bank_says(&world, dossier, "2", 2_000_000),
        bank_says(&world, dossier, "3", 2_000_000),
    );
    let twice: Vec<Refund> = [one, other]
        .into_iter()
        .filter_map(|one| one.refund)
        .collect();
    assert_eq!(twice.len(), 1, "one of both has paid");
    assert_eq!(
        (twice[0].ground.as_str(), twice[0].amount),
        ("paid-before", 2_000_000)
    );
    let again = bank_says(&world, dossier, &twice[0].receipt, 2_000_000).await;
    assert!(
        again.known && again.refund.is_some(),
        "and is not owed twice"
    );
    assert_eq!(world.said::<PaymentSettled>(dossier).await.len(), 1);
    let owed = world.said::<RefundOwed>(dossier).await;
    assert_eq!(owed.len(), 2, "each is said once: {owed:?}");
    assert_eq!(owed[1].amount, 2_000_000);

    // Who paid is told by the portal; an amount is about a person.
    let request = GetReceiptsRequest {
        dossier_id: dossier.to_string(),
    };
    let told = world.client_of(PORTAL).get_receipts(request).await;
    let told = told.unwrap().into_inner();
    assert_eq!((told.payments.len(), told.refunds.len()), (1, 2));
    assert_eq!(told.notices, ["TB-0001"]);
    let before = told.refunds[1].before.clone().unwrap();
    assert_eq!(before.receipt, told.payments[0].receipt);

    goes_back(&world, dossier, &twice[0]).await;
}

async fn goes_back(world: &World, dossier: DossierId, refund: &Refund) {
    let own = "officer:an@org:mc-21028";
    assert_eq!(list(world, own, "", true).await.len(), 2);
    assert_eq!(list(world, "auditor:ba", "", true).await.len(), 2);
    for (actor, unit) in [
        ("officer:la@org:mc-21025", ""),
        ("officer:la@org:mc-21025", "org:mc-21028"),
        ("auditor:ba", "org:mc-21025"),
    ] {
        assert_eq!(list(world, actor, unit, false).await, [], "{actor} {unit}");
    }
    let record = |voucher: &str| RecordRefundRequest {
        dossier_id: dossier.to_string(),
        notice: refund.notice.clone(),
        provider: refund.provider.clone(),
        receipt: refund.receipt.clone(),
        voucher: voucher.to_owned(),
    };
    let mut stranger = world.client_of("officer:la@org:mc-21025");
    let refused = stranger.record_refund(record("UNC-1")).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
    let mut officer = world.client_of(own);
    let refused = officer.record_refund(record("")).await.unwrap_err();
    assert_eq!(stage::fields(&refused), ["voucher"]);
    officer.record_refund(record("UNC-1")).await.unwrap();
    officer.record_refund(record("UNC-1")).await.unwrap();
    let refused = officer.record_refund(record("UNC-2")).await.unwrap_err();
    assert_eq!(reason(&refused), "refund-made");
    let made = world.said::<RefundMade>(dossier).await;
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].voucher, "UNC-1");
    assert_eq!(
        list(world, own, "", true).await.len(),
        1,
        "the other is still owed"
    );
    let all = list(world, own, "", false).await;
    let done = all
        .iter()
        .find(|one| one.receipt == refund.receipt)
        .unwrap();
    assert_eq!(done.returned_by, own);
    assert!(done.returned_at.is_some());
}
