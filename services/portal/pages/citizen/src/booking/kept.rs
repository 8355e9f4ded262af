//! A booking as whoever holds its link sees it, and calling it off.

use askama::Template;
use axum::extract::{Path, Query};
use proto::intake::v1::{Booking, BookingStatus, CancelBookingRequest};

use super::{Held, held, link, open, when};
use portal_ui::{
    answer::{Answer, page, page_with, see},
    failure::Failure,
    fields::{Errors, Fields},
    frame::{Frame, Lang, Visit},
    parts::Summary,
    view::{
        Tone,
        badge::{Badge, of},
        qr,
    },
};

#[derive(Template)]
#[template(path = "booking.html")]
struct Kept {
    f: Frame,
    b: Booking,
    badge: Badge,
    done: String,
    open: bool,
    unit_name: String,
    when: String,
    procedure: String,
    /// The whole address, with the secret.
    address: String,
    qr: String,
    to_move: String,
    to_cancel: String,
}

/// `GET /dat-lich/{code}?khoa=`.
pub async fn look(visit: Visit, Path(code): Path<String>, Query(asked): Query<Held>) -> Answer {
    let b = held(&visit, &code, &asked.secret).await?;
    let names = visit.names().await?;
    let f = visit.frame_with(&names);
    let own = link(&b.code, "", &asked.secret);
    let public = visit.portal.config.http.public_url.trim_end_matches('/');
    let address = format!("{public}{own}");
    page(&Kept {
        badge: badge(&b, open(&b, &visit), f.lang),
        done: done(&asked.done, &b, f.lang).to_owned(),
        open: open(&b, &visit),
        unit_name: names.unit(&b.unit),
        when: when(&b, f.lang),
        procedure: match b.procedure.as_str() {
            "" => String::new(),
            code => names.procedure_name(code),
        },
        qr: qr::svg(
            &address,
            f.t(
                "Mã QR mở lại lịch hẹn này",
                "QR code that opens this booking",
            ),
        ),
        address,
        to_move: link(&b.code, "/doi", &asked.secret),
        to_cancel: link(&b.code, "/huy", &asked.secret),
        b,
        f,
    })
}

/// What was just done, as long as it is still so.
fn done(word: &str, b: &Booking, lang: Lang) -> &'static str {
    match (word, b.status()) {
        ("dat", BookingStatus::Booked) => lang.pick("Đã đặt lịch hẹn.", "It is booked."),
        ("doi", BookingStatus::Booked) => lang.pick(
            "Đã đổi giờ. Chỗ ở giờ trước được trả lại.",
            "It is moved. The place before is free again.",
        ),
        ("huy", BookingStatus::Cancelled) => lang.pick(
            "Đã hủy lịch hẹn. Chỗ được trả lại cho người khác.",
            "It is cancelled. The place is free for others.",
        ),
        _ => "",
    }
}

fn badge(b: &Booking, open: bool, lang: Lang) -> Badge {
    match b.status() {
        BookingStatus::Cancelled => of(lang, Tone::Grey, "Đã hủy", "Cancelled"),
        BookingStatus::Came => of(lang, Tone::Green, "Đã đến", "Has come"),
        _ if open => of(lang, Tone::Blue, "Đã đặt", "Booked"),
        _ => of(lang, Tone::Grey, "Đã qua giờ hẹn", "Over"),
    }
}

#[derive(Template)]
#[template(path = "booking-cancel.html")]
struct Cancel {
    f: Frame,
    summary: Summary,
    b: Booking,
    secret: String,
    back: String,
    unit_name: String,
    when: String,
}

async fn cancel(
    visit: &Visit,
    b: Booking,
    secret: &str,
    errors: &Errors,
) -> Result<Cancel, Failure> {
    let names = visit.names().await?;
    let f = visit.frame_with(&names);
    let summary = Summary::of(errors, f.lang);
    Ok(Cancel {
        summary,
        secret: secret.to_owned(),
        back: link(&b.code, "", secret),
        unit_name: names.unit(&b.unit),
        when: when(&b, f.lang),
        b,
        f,
    })
}

/// `GET /dat-lich/{code}/huy?khoa=`.
pub async fn ask_cancel(
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<Held>,
) -> Answer {
    let b = held(&visit, &code, &asked.secret).await?;
    if !open(&b, &visit) {
        return see(&link(&b.code, "", &asked.secret));
    }
    page(&cancel(&visit, b, &asked.secret, &Errors::default()).await?)
}

/// `POST /dat-lich/{code}/huy`.
pub async fn call_off(visit: Visit, Path(code): Path<String>, sent: Fields) -> Answer {
    let secret = sent.get("khoa");
    let request = CancelBookingRequest {
        code: code.clone(),
        secret: secret.to_owned(),
    };
    match visit.ask.counter().cancel_booking(request).await {
        Ok(_) => see(&format!("{}&da=huy", link(&code, "", secret))),
        Err(status) => match Failure::from(status) {
            failure @ Failure::Refused { .. } => {
                let errors = Errors::new(failure.violations(), &[]);
                let b = held(&visit, &code, secret).await?;
                let drawn = cancel(&visit, b, secret, &errors).await?;
                page_with(failure.status(), &drawn)
            }
            other => Err(other),
        },
    }
}
