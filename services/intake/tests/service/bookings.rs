//! Bookings as others hear of them, and what opens them.

use proto::intake::v1::*;
use stage::{at, reason, stamp};
use tonic::Code;
use uuid::Uuid;

use crate::world::{DESK, World};

fn wanted(civil: &str, phone: &str) -> BookSlotRequest {
    BookSlotRequest {
        booking_id: Uuid::now_v7().to_string(),
        unit: "org:mc-21028".to_owned(),
        starts: stamp(at(civil)),
        name: "Trần Thị Ví Dụ".to_owned(),
        phone: phone.to_owned(),
        procedure: String::new(),
    }
}

async fn booked(world: &World, request: BookSlotRequest) -> BookSlotResponse {
    let booked = world.counter_of("citizen:x").book_slot(request).await;
    booked.unwrap().into_inner()
}

/// Each change is a fact others hear, without a name, a phone or the secret.
#[tokio::test(flavor = "multi_thread")]
async fn a_booking_is_told_when_it_is_made_moved_and_called_off() {
    let world = World::start().await;
    let request = wanted("2026-11-03T08:00", "0912000100");
    let id: Uuid = request.booking_id.parse().unwrap();
    let given = booked(&world, request).await;
    let (code, secret) = (given.booking.unwrap().code, given.secret);
    let anew = |civil: &str| MoveBookingRequest {
        code: code.clone(),
        secret: secret.clone(),
        starts: stamp(at(civil)),
    };
    let mut person = world.counter_of("citizen:x");
    for civil in ["2026-11-04T09:00", "2026-11-04T09:00"] {
        person.move_booking(anew(civil)).await.unwrap();
    }
    let off = CancelBookingRequest {
        code: code.clone(),
        secret: secret.clone(),
    };
    person.cancel_booking(off).await.unwrap();
    assert_eq!(
        world.journal(id.into()).await,
        ["BookingMade", "BookingMoved", "BookingCancelled"]
    );
    let payloads: Vec<Vec<u8>> = sqlx::query_scalar("select payload from bus.journal")
        .fetch_all(&world.database.pool)
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&payloads.concat()).into_owned();
    for kept in [secret.as_str(), code.as_str(), "0912000100", "Ví Dụ"] {
        assert!(!said.contains(kept), "{kept}");
    }
    let over = person.move_booking(anew("2026-11-05T09:00")).await;
    assert_eq!(reason(&over.unwrap_err()), "booking-over");
}

/// Anybody can write a stranger's number into the form; the journal keeps what nobody is told.
#[tokio::test(flavor = "multi_thread")]
async fn one_number_is_not_rung_for_ever() {
    let world = World::start().await;
    let mut ids = Vec::new();
    for day in ["03", "04", "05", "06", "09", "10", "11"] {
        let request = wanted(&format!("2026-11-{day}T08:00"), "0912000100");
        ids.push(request.booking_id.parse::<Uuid>().unwrap());
        booked(&world, request).await;
    }
    for (n, id) in ids.into_iter().enumerate() {
        let told = if n < 6 { "BookingMade" } else { "~BookingMade" };
        assert_eq!(world.journal(id.into()).await, [told], "booking {n}");
    }
}

/// The id opens nothing: not without the name and number it was made with, and not the secret.
#[tokio::test(flavor = "multi_thread")]
async fn only_who_booked_and_the_notices_get_the_secret() {
    let world = World::start().await;
    let request = wanted("2026-11-03T08:00", "0912000100");
    let given = booked(&world, request.clone()).await;
    let stranger = BookSlotRequest {
        phone: "0912000199".to_owned(),
        ..request.clone()
    };
    let refused = world.counter_of("citizen:y").book_slot(stranger).await;
    assert_eq!(reason(&refused.unwrap_err()), "booking-unknown");

    let ask = GetBookingContactRequest {
        booking_id: request.booking_id.clone(),
    };
    for who in [DESK, "head:chi@org:mc-21028", "citizen:x", "operator:dung"] {
        let refused = world.counter_of(who).get_booking_contact(ask.clone()).await;
        assert_eq!(refused.unwrap_err().code(), Code::PermissionDenied, "{who}");
    }
    let told = world
        .counter_of("service:notification")
        .get_booking_contact(ask)
        .await;
    let told = told.unwrap().into_inner();
    assert_eq!(told.secret, given.secret);
    assert_eq!(told.booking.unwrap().phone, "0912000100");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_is_not_moved_to_a_day_the_number_has_booked_already() {
    let world = World::start().await;
    booked(&world, wanted("2026-11-03T08:00", "0912000100")).await;
    let given = booked(&world, wanted("2026-11-04T08:00", "0912000100")).await;
    let anew = MoveBookingRequest {
        code: given.booking.unwrap().code,
        secret: given.secret,
        starts: stamp(at("2026-11-03T15:00")),
    };
    let refused = world.counter_of("citizen:x").move_booking(anew).await;
    assert_eq!(reason(&refused.unwrap_err()), "booked-already");
}
