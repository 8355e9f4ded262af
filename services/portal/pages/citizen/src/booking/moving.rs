//! Moving a booking to another time of the same centre.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use proto::intake::v1::{Booking, MoveBookingRequest};

use super::{
    Held, complaints, held, link, open,
    times::{self, Times},
    when,
};
use portal_ui::{
    answer::{Answer, page_with, see},
    failure::Failure,
    fields::{Errors, Field, Fields, Kind},
    format,
    frame::{Frame, Visit},
    parts::Summary,
};

#[derive(Template)]
#[template(path = "booking-move.html")]
struct Move {
    f: Frame,
    summary: Summary,
    b: Booking,
    secret: String,
    back: String,
    unit_name: String,
    when: String,
    times: Times,
    starts: Field,
}

async fn drawn(
    visit: &Visit,
    b: Booking,
    held: &Held,
    sent: &Fields,
    errors: &Errors,
) -> Result<Move, Failure> {
    let names = visit.names().await?;
    let f = visit.frame_with(&names);
    let times = times::of(visit, &b.unit, &held.day, sent.get("starts")).await?;
    let summary = Summary::of(errors, f.lang);
    Ok(Move {
        summary,
        secret: held.secret.clone(),
        back: link(&b.code, "", &held.secret),
        unit_name: names.unit(&b.unit),
        when: when(&b, f.lang),
        starts: time(&f, &times).filled(sent, errors),
        times,
        b,
        f,
    })
}

fn time(f: &Frame, times: &Times) -> Field {
    let label = f.t("Khung giờ", "Time");
    Field::new("starts", label, Kind::Radios(times.free.clone())).in_lang(f.lang)
}

/// `GET /dat-lich/{code}/doi?khoa=&ngay=`.
pub async fn look(visit: Visit, Path(code): Path<String>, Query(held_by): Query<Held>) -> Answer {
    let b = held(&visit, &code, &held_by.secret).await?;
    if !open(&b, &visit) {
        return see(&link(&b.code, "", &held_by.secret));
    }
    let (nothing, right) = (Fields::default(), Errors::default());
    let drawn = drawn(&visit, b, &held_by, &nothing, &right).await?;
    page_with(StatusCode::OK, &drawn)
}

/// `POST /dat-lich/{code}/doi`.
pub async fn act(visit: Visit, Path(code): Path<String>, sent: Fields) -> Answer {
    let secret = sent.get("khoa").to_owned();
    let mut errors = Errors::default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some(sentence) = time(&visit.frame(), &Times::default())
        .filled(&sent, &errors)
        .complaint()
    {
        errors.push("starts", sentence);
    } else {
        let request = MoveBookingRequest {
            code: code.clone(),
            secret: secret.clone(),
            starts: format::entered(sent.get("starts")),
        };
        match visit.ask.counter().move_booking(request).await {
            Ok(_) => return see(&format!("{}&da=doi", link(&code, "", &secret))),
            Err(why) => {
                let failure = Failure::from(why);
                status = failure.status();
                errors = complaints(&failure).ok_or(failure)?;
            }
        }
    }
    let b = held(&visit, &code, &secret).await?;
    let held_by = Held {
        secret,
        done: String::new(),
        day: sent.get("day").to_owned(),
    };
    page_with(status, &drawn(&visit, b, &held_by, &sent, &errors).await?)
}
