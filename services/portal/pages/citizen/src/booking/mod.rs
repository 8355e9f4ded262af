//! Booking a time at a one-stop centre (đặt lịch hẹn): chosen here without an account, then seen,
//! moved and called off by whoever holds the link with its secret.

pub mod choose;
pub mod kept;
pub mod moving;
mod times;

use proto::intake::v1::{Booking, BookingStatus, GetBookingRequest};
use serde::Deserialize;

use portal_ui::{
    failure::Failure,
    fields::Errors,
    format,
    frame::{Lang, Visit},
};

/// What the links of a booking carry.
#[derive(Deserialize)]
pub struct Held {
    /// The secret the booking was given with.
    #[serde(default, rename = "khoa")]
    secret: String,
    /// What was just done with it.
    #[serde(default, rename = "da")]
    done: String,
    #[serde(default, rename = "ngay")]
    day: String,
}

/// The booking of a code, for whoever holds its secret.
///
/// # Errors
/// Absent when there is none or the secret is another's: nobody learns which of the two.
async fn held(visit: &Visit, code: &str, secret: &str) -> Result<Booking, Failure> {
    let request = GetBookingRequest {
        code: code.to_owned(),
        secret: secret.to_owned(),
    };
    let told = visit.ask.counter().get_booking(request).await?.into_inner();
    told.booking.ok_or(Failure::Fault)
}

/// The page of a booking, or one of its acts.
fn link(code: &str, act: &str, secret: &str) -> String {
    let (code, secret) = (format::segment(code), format::segment(secret));
    format!("/dat-lich/{code}{act}?khoa={secret}")
}

/// Whether it can still be moved and called off: not used, not called off, not over.
fn open(booking: &Booking, visit: &Visit) -> bool {
    let ends = format::moment(booking.ends.as_ref());
    booking.status() == BookingStatus::Booked && ends.is_some_and(|ends| ends > visit.now())
}

/// `Thứ Hai, 23/11/2026 08:00–08:30`.
fn when(booking: &Booking, lang: Lang) -> String {
    let starts = format::moment(booking.starts.as_ref());
    let ends = format::moment(booking.ends.as_ref());
    match (starts, ends) {
        (Some(starts), Some(ends)) => {
            let day = format::day_and_time(starts, lang);
            format!("{day}–{}", format::time(ends))
        }
        _ => "—".to_owned(),
    }
}

/// What a failure says of the form, none when the form cannot mend it; what a rule refuses is about
/// the time that was chosen.
fn complaints(failure: &Failure) -> Option<Errors> {
    let mut violations = failure.violations();
    match failure {
        Failure::Malformed(_) | Failure::Unavailable => {}
        Failure::Refused { .. } => {
            for one in violations.iter_mut().filter(|one| one.field.is_empty()) {
                one.field = "starts".to_owned();
            }
        }
        _ => return None,
    }
    Some(Errors::new(violations, &[]))
}
