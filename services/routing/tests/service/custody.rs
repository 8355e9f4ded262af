//! Offers that are declined, taken back or given back, and requests that make no sense.

use kernel::{DossierId, LegId};
use proto::routing::v1::{
    GetRouteRequest, LegMoved, LegOffered, LegRecalled, LegStatus, SettlePaymentRequest,
};
use stage::{fields, reason};
use testkit::eventually;
use tonic::Code;

use crate::world::{CENTRE, PATIENCE, World, holders, stands};

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_leg_waits_at_the_desk_until_somebody_offers_it_anew() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let offer = world.offer(dossier, 1).await;
    world.refuses(&offer, "wrong-papers").await;
    let declined = |route: &_| stands(route, "examine", LegStatus::Refused);
    let route = world.route(dossier, declined).await;
    assert_eq!(route.legs[0].reason, "wrong-papers");
    assert_eq!(holders(&route), [CENTRE]);
    let moved = world.said::<LegMoved>(dossier).await;
    assert_eq!((moved.len(), moved[0].act.as_str()), (1, "refused"));

    let id = dossier.to_string();
    let why = "Đã thống nhất thẩm quyền qua điện thoại";
    world.recalls(&id, &offer.leg_id, why).await.unwrap();
    let anew = world.offer(dossier, 2).await;
    assert_eq!((&anew.leg_id, anew.attempt), (&offer.leg_id, 2));
    let route = world.route(dossier, |_| true).await;
    assert_eq!(route.legs[0].reason, why, "who decided so said why");

    // What the agency still says of the first offer no longer counts.
    world.accepts(&offer).await;
    world.heard("land-records", dossier, 2).await;
    let route = world.route(dossier, |_| true).await;
    assert_eq!(holders(&route), [CENTRE]);
    world.accepts(&anew).await;
    let held = |route: &_| stands(route, "examine", LegStatus::Held);
    world.route(dossier, held).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_nobody_answered_is_taken_back_and_made_anew_but_an_accepted_one_stays() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let offer = world.offer(dossier, 1).await;
    let id = dossier.to_string();
    world
        .recalls(&id, &offer.leg_id, "Chưa thấy nhận")
        .await
        .unwrap();
    // Until the agency has handed it back, it is offered to nobody.
    let recalled = || world.said::<LegRecalled>(dossier);
    let recalled = eventually(PATIENCE, recalled, |recalled| recalled.len() == 1).await;
    assert_eq!(world.said::<LegOffered>(dossier).await.len(), 1);
    world.lets_go(&offer).await;
    let anew = world.offer(dossier, 2).await;
    assert_eq!(anew.attempt, 2);
    assert_eq!((recalled.len(), &recalled[0].leg_id), (1, &offer.leg_id));
    assert_eq!(recalled[0].host, "land-records");
    let audience: Vec<Option<String>> =
        sqlx::query_scalar("select audience from bus.journal where fact like '%.LegRecalled'")
            .fetch_all(&world.database.pool)
            .await
            .unwrap();
    assert_eq!(audience, [Some("land-records".to_owned())]);

    world.accepts(&anew).await;
    let held = |route: &_| stands(route, "examine", LegStatus::Held);
    world.route(dossier, held).await;
    let entries = world.journal(dossier).await.len();
    let refused = world.recalls(&id, &offer.leg_id, "Chưa thấy nhận").await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(reason(&refused), "leg-answered");
    assert_eq!(fields(&refused), ["leg_id"]);
    assert_eq!(world.journal(dossier).await.len(), entries);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leg_given_back_goes_to_the_agency_before() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let examine = world.offer(dossier, 1).await;
    world.completes(&examine, None).await;
    let assess = world.offer(dossier, 2).await;
    world.accepts(&assess).await;
    world
        .gives_back(&assess, "Phiếu chuyển thiếu diện tích")
        .await;
    let again = world.offer(dossier, 3).await;
    assert_eq!((&again.leg_id, again.attempt), (&examine.leg_id, 2));
    assert_eq!(again.host, "land-records");
    let route = world.route(dossier, |_| true).await;
    assert!(stands(&route, "examine", LegStatus::Offered));
    assert!(stands(&route, "tax-assessment", LegStatus::Waiting));
    assert_eq!(route.legs[1].reason, "Phiếu chuyển thiếu diện tích");
    // The registry's time counts again, and stops when the tax office's turn comes back.
    world.completes(&again, None).await;
    let assess = world.offer(dossier, 4).await;
    assert_eq!(
        (assess.task.as_str(), assess.attempt),
        ("tax-assessment", 2)
    );
    assert_eq!(
        world.told(dossier).await,
        [
            "RoutePlanned",
            "LegOffered",
            "LegOffered",
            "ClockStopped",
            "LegMoved",
            "LegOffered",
            "ClockStarted",
            "LegOffered",
            "ClockStopped",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_meant_is_told_by_field() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let offer = world.offer(dossier, 1).await;
    let (id, leg) = (dossier.to_string(), offer.leg_id.as_str());
    let (nobody, stranger) = (DossierId::mint().to_string(), LegId::mint().to_string());
    for (dossier, leg, why, field) in [
        ("seven", leg, "Lý do", "dossier_id"),
        (id.as_str(), "seven", "Lý do", "leg_id"),
        (id.as_str(), leg, "", "reason"),
        (id.as_str(), leg, "Lý\u{202e}do", "reason"),
    ] {
        let refused = world.recalls(dossier, leg, why).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
        assert_eq!(fields(&refused), [field]);
    }
    for (dossier, leg, word) in [
        (id.as_str(), stranger.as_str(), "leg-unknown"),
        (nobody.as_str(), leg, "route-unknown"),
    ] {
        let refused = world.recalls(dossier, leg, "Lý do").await.unwrap_err();
        assert_eq!(refused.code(), Code::NotFound);
        assert_eq!(reason(&refused), word);
    }
    let mut client = world.client();
    let dossier_id = "seven".to_owned();
    let refused = client.get_route(GetRouteRequest { dossier_id }).await;
    assert_eq!(fields(&refused.unwrap_err()), ["dossier_id"]);
    let refused = world.asked_for(DossierId::mint()).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
    assert_eq!(reason(&refused), "route-unknown");
    for (reference, receipt, field) in [("", "BL-0001", "reference"), ("TB-0001", "", "receipt")] {
        let request = SettlePaymentRequest {
            dossier_id: id.clone(),
            reference: reference.to_owned(),
            receipt: receipt.to_owned(),
            ..Default::default()
        };
        let refused = client.settle_payment(request).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
        assert_eq!(fields(&refused), [field]);
    }
    assert_eq!(world.told(dossier).await, ["RoutePlanned", "LegOffered"]);
}
