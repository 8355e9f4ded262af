//! What becomes of a booking.

use super::{at, *};
use crate::booking::{Act, Booking, Counter, Happened, Slot, Status};

fn slot(starts: &str, ends: &str) -> Slot {
    Slot {
        starts: at(starts),
        ends: at(ends),
    }
}

fn booking() -> Booking {
    Booking {
        code: "AB12CD34".to_owned(),
        unit: UnitId::new("org:mc-21028"),
        day: "2026-11-23".parse().unwrap(),
        slot: slot("2026-11-23T08:00", "2026-11-23T08:30"),
        name: Personal::new("Phạm Văn Thử".to_owned()),
        phone: Personal::new("0912000001".parse().unwrap()),
        procedure: String::new(),
        status: Status::Booked,
        at: at("2026-11-20T09:00"),
        texts: 0,
    }
}

fn counter(texted: u32) -> Counter {
    Counter {
        now: at("2026-11-20T09:00"),
        texted,
    }
}

fn after(texted: u32, before: Option<&Booking>, act: Act) -> (Booking, Vec<bool>) {
    let events = Booking::decide(&counter(texted), before, act).unwrap();
    let told = events.iter().map(Happened::is_told).collect();
    let state = events.iter().fold(before.cloned(), Booking::evolve);
    (state.unwrap(), told)
}

fn made(texted: u32) -> (Booking, Vec<bool>) {
    after(texted, None, Act::Make(Box::new(booking())))
}

#[test]
fn what_happens_to_a_booking_is_told_once_each() {
    let (booked, told) = made(0);
    assert_eq!((told, booked.texts), (vec![true], 1));
    let to = Act::Move {
        day: "2026-11-24".parse().unwrap(),
        slot: slot("2026-11-24T14:00", "2026-11-24T14:30"),
    };
    let (moved, told) = after(1, Some(&booked), to.clone());
    assert_eq!((told, moved.texts), (vec![true], 2));
    assert_eq!(moved.day.to_string(), "2026-11-24");
    assert_eq!(after(2, Some(&moved), to).1, [], "moved to where it is");
    let (off, told) = after(2, Some(&moved), Act::Cancel);
    assert_eq!((told, off.status), (vec![true], Status::Cancelled));
    assert_eq!(after(3, Some(&off), Act::Cancel).1, [], "called off twice");
}

/// Anybody can write a stranger's number into the form: it does not ring for ever.
#[test]
fn a_number_gets_six_texts_a_day_and_the_booking_holds_all_the_same() {
    assert_eq!(made(5).1, [true]);
    let (booked, told) = made(6);
    assert_eq!((told, booked.texts), (vec![false], 0));
    let (off, told) = after(7, Some(&booked), Act::Cancel);
    assert_eq!((told, off.status), (vec![false], Status::Cancelled));
}

#[test]
fn who_has_come_is_not_told_and_what_is_over_stays_over() {
    let (booked, _) = made(0);
    let (came, told) = after(1, Some(&booked), Act::Come);
    assert_eq!((told, came.status), (vec![false], Status::Came));
    let over = Booking::decide(&counter(1), Some(&came), Act::Cancel);
    assert_eq!(over, Err(QueueRefusal::BookingOver));
    let unknown = Booking::decide(&counter(0), None, Act::Cancel);
    assert_eq!(unknown, Err(QueueRefusal::NoBooking));
}

/// The id of a booking opens nothing to whoever does not know who booked.
#[test]
fn the_same_request_makes_it_once_and_somebody_elses_is_not_answered() {
    let (booked, _) = made(0);
    assert_eq!(
        after(1, Some(&booked), Act::Make(Box::new(booking()))).1,
        []
    );
    let other = Booking {
        phone: Personal::new("0912000002".parse().unwrap()),
        ..booking()
    };
    let refused = Booking::decide(&counter(1), Some(&booked), Act::Make(Box::new(other)));
    assert_eq!(refused, Err(QueueRefusal::NoBooking));
}
