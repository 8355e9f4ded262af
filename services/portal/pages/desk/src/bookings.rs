//! The bookings of a day at the desk (đặt lịch hẹn).

use askama::Template;
use axum::extract::Query;
use proto::intake::v1::{
    BookSlotRequest, Booking, BookingStatus, CheckInBookingRequest, ListBookingsRequest,
    ListSlotsRequest, Slot,
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page, page_with, see},
    failure::Failure,
    fields::Fields,
    format,
    frame::{Frame, Visit},
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "ngay")]
    day: String,
    /// The number somebody who has come was given.
    #[serde(default, rename = "so")]
    number: String,
    /// The code of a booking that was just made.
    #[serde(default, rename = "ma")]
    made: String,
}

#[derive(Template)]
#[template(path = "desk-bookings.html")]
struct Bookings {
    f: Frame,
    unit_name: String,
    day: String,
    today: bool,
    number: String,
    rows: Vec<Row>,
    slots: Vec<Place>,
    made: String,
    wrong: String,
    typed: Fields,
    closed: String,
}

/// A time of the day, with how many have booked it.
struct Place {
    /// As a form sends it.
    value: String,
    time: String,
    taken: u32,
    places: u32,
}

struct Row {
    b: Booking,
    time: String,
    procedure: String,
    came: bool,
    cancelled: bool,
}

/// `GET /ban/lich-hen?ngay=`.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    page(&drawn(&visit, asked, Fields::default(), String::new()).await?)
}

async fn drawn(
    visit: &Visit,
    asked: Asked,
    typed: Fields,
    wrong: String,
) -> Result<Bookings, Failure> {
    let names = visit.names().await?;
    let unit = visit.unit("");
    let today = portal_ui::papers::day_of(visit, None);
    let day = if asked.day.is_empty() {
        today.clone()
    } else {
        asked.day
    };
    let bookings = ListBookingsRequest {
        unit: unit.clone(),
        day: day.clone(),
    };
    let slots = ListSlotsRequest {
        unit: unit.clone(),
        day: day.clone(),
    };
    let (mut one, mut two) = (visit.ask.counter(), visit.ask.counter());
    let (bookings, slots) = tokio::join!(one.list_bookings(bookings), two.list_slots(slots));
    let (bookings, slots) = (bookings?.into_inner().bookings, slots?.into_inner());
    let time = |at: Option<&prost_types::Timestamp>| {
        format::moment(at).map_or_else(String::new, format::time)
    };
    let row = |b: Booking| Row {
        time: time(b.starts.as_ref()),
        procedure: match b.procedure.as_str() {
            "" => String::new(),
            code => names.procedure_name(code),
        },
        came: b.status() == BookingStatus::Came,
        cancelled: b.status() == BookingStatus::Cancelled,
        b,
    };
    let slot = |slot: &Slot| Place {
        value: format::input_moment(slot.starts.as_ref()),
        time: time(slot.starts.as_ref()),
        taken: slot.places.saturating_sub(slot.left),
        places: slot.places,
    };
    Ok(Bookings {
        f: visit.frame_with(&names),
        unit_name: names.unit(&unit),
        today: day == today,
        number: asked.number,
        rows: bookings.into_iter().map(row).collect(),
        slots: slots.slots.iter().map(slot).collect(),
        closed: match slots.closed.as_str() {
            "rest" => visit
                .lang
                .pick("Ngày nghỉ hằng tuần", "A day of rest")
                .to_owned(),
            "holiday" => slots.closed_name,
            "too-far" => visit
                .lang
                .pick("Chưa mở đặt lịch", "Not open yet")
                .to_owned(),
            _ => String::new(),
        },
        made: asked.made,
        wrong,
        typed,
        day,
    })
}

/// `POST /ban/lich-hen/dat`: the desk books for somebody on the telephone.
pub async fn book(visit: Visit, sent: Fields) -> Answer {
    let request = BookSlotRequest {
        booking_id: sent.get("id").to_owned(),
        unit: visit.unit(""),
        starts: format::entered(sent.get("gio")),
        name: sent.get("ten").to_owned(),
        phone: sent.get("dien-thoai").to_owned(),
        procedure: String::new(),
    };
    let day = sent.get("ngay").to_owned();
    match visit.ask.counter().book_slot(request).await {
        Ok(told) => {
            let code = told.into_inner().booking.unwrap_or_default().code;
            see(&format!(
                "/ban/lich-hen?ngay={}&ma={code}",
                format::segment(&day)
            ))
        }
        Err(status) => {
            let failure = Failure::from(status);
            let violations = failure.violations().into_iter();
            let wrong: Vec<String> = violations.map(|one| one.sentence).collect();
            let asked = Asked {
                day,
                number: String::new(),
                made: String::new(),
            };
            let drawn = drawn(&visit, asked, sent, wrong.join(" ")).await?;
            page_with(failure.status(), &drawn)
        }
    }
}

impl Bookings {
    /// The id the next booking is made with.
    fn fresh(&self) -> String {
        match self.typed.get("id") {
            "" => kernel::DossierId::mint().to_string(),
            sent => sent.to_owned(),
        }
    }
}

/// `POST /ban/lich-hen/den`: who booked has come, and gets a number.
pub async fn has_come(visit: Visit, sent: Fields) -> Answer {
    let request = CheckInBookingRequest {
        unit: visit.unit(""),
        code: sent.get("ma").to_owned(),
        ..CheckInBookingRequest::default()
    };
    let told = visit
        .ask
        .counter()
        .check_in_booking(request)
        .await?
        .into_inner();
    let number = told.ticket.unwrap_or_default().number;
    see(&format!("/ban/lich-hen?so={number}"))
}
