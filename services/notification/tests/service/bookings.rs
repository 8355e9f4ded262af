//! Bookings: whoever books by phone number gets the link that moves it and calls it off.

use kernel::DossierId;
use proto::{
    intake::v1::{Booking, BookingCancelled, BookingMade, BookingMoved, BookingStatus},
    notification::v1::ListNoticesRequest,
};

use crate::{
    PHONE,
    support::{World, stamp},
};

const SECRET: &str = "7K3MQ2XD9HPA0000";

/// A booking of somebody who gave their phone number; its id stands where a dossier's would.
fn booked(world: &World, status: BookingStatus, starts: &str) -> DossierId {
    let id = DossierId::mint();
    booked_as(world, id, status, starts);
    id
}

fn booked_as(world: &World, id: DossierId, status: BookingStatus, starts: &str) {
    let booking = Booking {
        booking_id: id.to_string(),
        code: "AB12CD34".to_owned(),
        unit: "org:mc-21028".to_owned(),
        starts: stamp(starts),
        name: "Phạm Văn Thử".to_owned(),
        phone: PHONE.to_owned(),
        status: status.into(),
        ..Default::default()
    };
    world.desk.booked(booking, SECRET);
}

fn made(id: DossierId, starts: &str) -> BookingMade {
    BookingMade {
        booking_id: id.to_string(),
        at: stamp("2026-11-20T09:00"),
        unit: "org:mc-21028".to_owned(),
        starts: stamp(starts),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_sends_its_code_and_a_link_whose_secret_only_the_phone_keeps() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let booking = booked(&world, BookingStatus::Booked, "2026-11-23T08:00");
    world
        .intake
        .says(booking, &made(booking, "2026-11-23T08:00"))
        .await;
    world
        .expect(booking, &[("booking-made", "delivered")])
        .await;
    let tray = world.tray().await;
    let [(channel, text)] = tray.as_slice() else {
        panic!("{tray:?}");
    };
    assert_eq!(channel, "sms");
    for said in ["08:00 23/11/2026", "AB12CD34", "/dat-lich/AB12CD34?khoa="] {
        assert!(text.contains(said), "{text}");
    }
    assert!(text.contains(SECRET) && !text.contains("://"), "{text}");
    // Who looks over the sending need not be able to call it off.
    let request = ListNoticesRequest {
        dossier_id: booking.to_string(),
        ..Default::default()
    };
    let seen = world.asked_by("auditor:soat", request).await.unwrap();
    assert!(!seen.notices[0].text.contains(SECRET));
    assert!(seen.notices[0].text.contains("AB12CD34"));
    let kept: Vec<String> = sqlx::query_scalar("select coalesce(text, '') from notice")
        .fetch_all(&world.database.pool)
        .await
        .unwrap();
    assert!(!kept[0].contains(SECRET), "{kept:?}");
}

/// The time told is the one in force; each change is told once, a cancellation without a link to what
/// is no more.
#[tokio::test(flavor = "multi_thread")]
async fn a_booking_that_is_moved_and_called_off_says_so() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let booking = booked(&world, BookingStatus::Booked, "2026-11-24T14:00");
    let moved = BookingMoved {
        booking_id: booking.to_string(),
        at: stamp("2026-11-20T09:00"),
        unit: "org:mc-21028".to_owned(),
        starts: stamp("2026-11-23T08:00"),
    };
    world.intake.says(booking, &moved).await;
    let told = world
        .expect(booking, &[("booking-moved", "delivered")])
        .await;
    assert!(
        told[0].text.contains("14:00 24/11/2026"),
        "{}",
        told[0].text
    );

    booked_as(
        &world,
        booking,
        BookingStatus::Cancelled,
        "2026-11-24T14:00",
    );
    let off = BookingCancelled {
        booking_id: booking.to_string(),
        at: stamp("2026-11-20T10:00"),
        unit: "org:mc-21028".to_owned(),
        starts: stamp("2026-11-24T14:00"),
    };
    world.intake.says(booking, &off).await;
    let told = [
        ("booking-moved", "delivered"),
        ("booking-cancelled", "delivered"),
    ];
    world.expect(booking, &told).await;
    let (_, last) = world.tray().await.pop().unwrap();
    assert!(
        last.contains("hủy") && last.contains("AB12CD34") && !last.contains(SECRET),
        "{last}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_of_a_time_that_was_called_off_before_the_message_went_out() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let booking = booked(&world, BookingStatus::Cancelled, "2026-11-23T08:00");
    world
        .intake
        .says(booking, &made(booking, "2026-11-23T08:00"))
        .await;
    let told = world.expect(booking, &[("booking-made", "failed")]).await;
    assert!(told[0].failure.contains("lịch hẹn"), "{}", told[0].failure);
    assert!(world.tray().await.is_empty());
}
