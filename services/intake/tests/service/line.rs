//! The waiting room: numbers, calls and bookings, all at once.

use std::collections::BTreeSet;

use futures::future::join_all;
use proto::intake::v1::*;
use stage::{at, fields, reason, stamp};
use uuid::Uuid;

use crate::world::{DESK, World};

const UNIT: &str = "org:mc-21028";

fn take(priority: Priority) -> TakeTicketRequest {
    TakeTicketRequest {
        ticket_id: Uuid::now_v7().to_string(),
        unit: UNIT.to_owned(),
        group: "nop-ho-so".to_owned(),
        priority: priority.into(),
    }
}

async fn took(world: &World, request: TakeTicketRequest) -> Ticket {
    let taken = world
        .counter_of("citizen:may-lay-so")
        .take_ticket(request)
        .await;
    taken.unwrap().into_inner().ticket.unwrap()
}

async fn called(world: &World, counter: &str) -> Option<u32> {
    let request = CallNextRequest {
        unit: UNIT.to_owned(),
        counter: counter.to_owned(),
        groups: Vec::new(),
    };
    let next = world.counter_of(DESK).call_next(request).await.unwrap();
    next.into_inner().ticket.map(|ticket| ticket.number)
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_taken_at_once_are_each_given_once_and_start_anew_each_day() {
    let world = World::start().await;
    let tickets = (0..40).map(|_| took(&world, take(Priority::Unspecified)));
    let numbers = join_all(tickets)
        .await
        .into_iter()
        .map(|ticket| ticket.number);
    let numbers: BTreeSet<u32> = numbers.collect();
    assert_eq!(numbers, (1..=40).collect());

    let again = take(Priority::Unspecified);
    let (first, second) = tokio::join!(took(&world, again.clone()), took(&world, again));
    assert_eq!(
        (first.number, second.number),
        (41, 41),
        "sent twice, it is one ticket"
    );

    world.at("2026-11-03T07:05");
    assert_eq!(took(&world, take(Priority::Unspecified)).await.number, 1);
    world.at("2026-11-08T09:00");
    let sunday = world
        .counter_of("citizen:x")
        .take_ticket(take(Priority::Unspecified))
        .await;
    assert_eq!(reason(&sunday.unwrap_err()), "centre-closed");
}

/// Luật Người cao tuổi 39/2009/QH12 Điều 11; nobody is called to two counters.
#[tokio::test(flavor = "multi_thread")]
async fn each_is_called_once_the_elderly_first() {
    let world = World::start().await;
    for _ in 0..9 {
        took(&world, take(Priority::Unspecified)).await;
    }
    let elderly = took(&world, take(Priority::Elderly)).await;
    assert_eq!(
        (elderly.number, elderly.ahead, elderly.wait_minutes),
        (10, 0, 0)
    );
    assert_eq!(called(&world, "1").await, Some(10));
    let counters = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let calls = counters.map(|counter| called(&world, counter));
    let numbers: BTreeSet<u32> = join_all(calls).await.into_iter().flatten().collect();
    assert_eq!(numbers, (1..=9).collect());
    assert_eq!(called(&world, "1").await, None);

    let request = ListTicketsRequest {
        unit: UNIT.to_owned(),
    };
    let line = world
        .counter_of(DESK)
        .list_tickets(request)
        .await
        .unwrap()
        .into_inner();
    let of = |status: TicketStatus| {
        let tickets = line
            .tickets
            .iter()
            .filter(|ticket| ticket.status() == status);
        tickets.count()
    };
    // Calling the next ends the one before at the same counter.
    assert_eq!((of(TicketStatus::Called), of(TicketStatus::Served)), (8, 2));
    assert_eq!(line.groups.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_did_not_come_is_noted_and_may_still_be_served() {
    let world = World::start().await;
    let ticket = took(&world, take(Priority::Unspecified)).await;
    let id = ticket.ticket_id.clone();
    let early = MarkServedRequest {
        ticket_id: id.clone(),
    };
    let refused = world
        .counter_of(DESK)
        .mark_served(early.clone())
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "ticket-not-called");
    called(&world, "3").await;
    let gone = MarkNoShowRequest { ticket_id: id };
    let other = world.counter_of("officer:binh@org:mc-21025");
    let refused = other.clone().mark_no_show(gone.clone()).await.unwrap_err();
    assert_eq!(reason(&refused), "ticket-unknown");
    let noted = world
        .counter_of(DESK)
        .mark_no_show(gone)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(noted.ticket.unwrap().status(), TicketStatus::NoShow);
    let served = world
        .counter_of(DESK)
        .mark_served(early)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(served.ticket.unwrap().status(), TicketStatus::Served);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_shows_numbers_and_no_name() {
    let world = World::start().await;
    for _ in 0..3 {
        took(&world, take(Priority::Unspecified)).await;
    }
    called(&world, "2").await;
    let request = GetDisplayRequest {
        unit: UNIT.to_owned(),
    };
    let board = world
        .counter_of("citizen:x")
        .get_display(request)
        .await
        .unwrap()
        .into_inner();
    let at: Vec<_> = board
        .called
        .iter()
        .map(|t| (t.number, t.counter.as_str()))
        .collect();
    assert_eq!(at, [(1, "2")]);
    let next: Vec<_> = board.waiting.iter().map(|t| (t.number, t.ahead)).collect();
    assert_eq!((next, board.waiting_count), (vec![(2, 0), (3, 1)], 2));
    let nowhere = GetDisplayRequest {
        unit: "org:vpdkdd".to_owned(),
    };
    let refused = world
        .counter_of("citizen:x")
        .get_display(nowhere)
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "centre-unknown");
}

fn booking(civil: &str, phone: &str) -> BookSlotRequest {
    BookSlotRequest {
        booking_id: Uuid::now_v7().to_string(),
        unit: UNIT.to_owned(),
        starts: stamp(at(civil)),
        name: "Trần Thị Ví Dụ".to_owned(),
        phone: phone.to_owned(),
        procedure: "1.013831".to_owned(),
    }
}

async fn left(world: &World, day: &str) -> Vec<u32> {
    let request = ListSlotsRequest {
        unit: UNIT.to_owned(),
        day: day.to_owned(),
    };
    let slots = world
        .counter_of("citizen:x")
        .list_slots(request)
        .await
        .unwrap()
        .into_inner();
    slots.slots.iter().map(|slot| slot.left).collect()
}

/// Three places a time, whoever asks how often and at once.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_place_of_a_time_is_given_once() {
    let world = World::start().await;
    let ask = |n: usize| {
        let request = booking("2026-11-03T08:00", &format!("09120001{n:02}"));
        let mut counter = world.counter_of("citizen:x");
        async move { counter.book_slot(request).await }
    };
    let answers = join_all((0..12).map(ask)).await;
    let (given, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((given.len(), refused.len()), (3, 9));
    for refusal in refused {
        assert_eq!(reason(&refusal.unwrap_err()), "slot-full");
    }
    assert_eq!(left(&world, "2026-11-03").await[2], 0);
    assert_eq!(left(&world, "2026-11-03").await[3], 3);
    let codes = given
        .into_iter()
        .map(|given| given.unwrap().into_inner().booking.unwrap().code);
    assert_eq!(codes.collect::<BTreeSet<_>>().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_is_moved_or_called_off_by_its_secret_and_the_place_is_free_again() {
    let world = World::start().await;
    let mut person = world.counter_of("citizen:x");
    let request = booking("2026-11-03T08:00", "0912000100");
    let booked = person
        .book_slot(request.clone())
        .await
        .unwrap()
        .into_inner();
    let again = person.book_slot(request).await.unwrap().into_inner();
    assert_eq!(booked, again, "sent twice, it is one booking");
    let (code, secret) = (booked.booking.unwrap().code, booked.secret);
    let twice = person
        .book_slot(booking("2026-11-03T15:00", "0912000100"))
        .await
        .unwrap_err();
    assert_eq!(reason(&twice), "booked-already");
    assert_eq!(
        left(&world, "2026-11-03").await[13],
        3,
        "what was refused takes no place"
    );

    let guess = GetBookingRequest {
        code: code.clone(),
        secret: "AAAAAAAAAAAAAAAA".to_owned(),
    };
    assert_eq!(
        reason(&person.get_booking(guess).await.unwrap_err()),
        "booking-unknown"
    );
    let anew = MoveBookingRequest {
        code: code.clone(),
        secret: secret.clone(),
        starts: stamp(at("2026-11-04T09:00")),
    };
    let moved = person
        .move_booking(anew)
        .await
        .unwrap()
        .into_inner()
        .booking
        .unwrap();
    assert_eq!(moved.starts, stamp(at("2026-11-04T09:00")));
    assert_eq!(left(&world, "2026-11-03").await[2], 3);
    assert_eq!(left(&world, "2026-11-04").await[4], 2);
    let off = CancelBookingRequest {
        code: code.to_lowercase(),
        secret: secret.clone(),
    };
    for _ in 0..2 {
        person.cancel_booking(off.clone()).await.unwrap();
    }
    assert_eq!(left(&world, "2026-11-04").await[4], 3);
    for (when, why) in [
        ("2026-11-03T08:10", "slot-unknown"),
        ("2026-11-07T08:00", "slot-unknown"),
        ("2026-11-02T08:00", "slot-unknown"),
    ] {
        let refused = person
            .book_slot(booking(when, "0912000101"))
            .await
            .unwrap_err();
        assert_eq!(reason(&refused), why, "{when}");
    }
    let nameless = BookSlotRequest {
        name: String::new(),
        phone: "12".to_owned(),
        ..booking("2026-11-03T08:00", "")
    };
    let refused = person.book_slot(nameless).await.unwrap_err();
    assert_eq!(fields(&refused), ["name", "phone"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_booked_is_called_at_the_booked_time_before_the_line() {
    let world = World::start().await;
    let request = booking("2026-11-03T08:00", "0912000100");
    let booked = world
        .counter_of("citizen:x")
        .book_slot(request)
        .await
        .unwrap()
        .into_inner();
    let code = booked.booking.unwrap().code;
    let come = CheckInBookingRequest {
        unit: UNIT.to_owned(),
        code: code.to_lowercase(),
        ..Default::default()
    };
    let early = world
        .counter_of(DESK)
        .check_in_booking(come.clone())
        .await
        .unwrap_err();
    assert_eq!(reason(&early), "booking-other-day");
    world.at("2026-11-03T07:50");
    took(&world, take(Priority::Unspecified)).await;
    let ticket = world
        .counter_of(DESK)
        .check_in_booking(come.clone())
        .await
        .unwrap();
    let ticket = ticket.into_inner().ticket.unwrap();
    assert_eq!((ticket.number, ticket.booking.as_str()), (2, code.as_str()));
    let again = world
        .counter_of(DESK)
        .check_in_booking(come)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        again.ticket.unwrap().number,
        2,
        "said twice, it is one ticket"
    );
    world.at("2026-11-03T08:00");
    assert_eq!(called(&world, "1").await, Some(2));
    let listed = ListBookingsRequest {
        unit: UNIT.to_owned(),
        day: String::new(),
    };
    let bookings = world
        .counter_of(DESK)
        .list_bookings(listed)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(bookings.bookings[0].status(), BookingStatus::Came);
}
