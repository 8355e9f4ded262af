//! What reception ends with: the receipt, or the refusal.

use askama::Template;
use axum::extract::Path;
use proto::intake::v1::{Stage, TrackDossierResponse};

use portal_ui::{
    answer::{Answer, page, see},
    format,
    frame::{Frame, Visit},
    lookup,
    papers::{self, Printable},
    view::qr,
};

#[derive(Template)]
#[template(path = "received.html")]
struct Received {
    f: Frame,
    d: TrackDossierResponse,
    receiver: String,
    received: String,
    due_date: String,
    due_time: String,
    term: String,
    phase: String,
    because: Vec<String>,
    qr: String,
    address: String,
    printable: Vec<Printable>,
}

/// `GET /ban/da-tiep-nhan/{code}`.
pub async fn received(visit: Visit, Path(code): Path<String>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let names = visit.names().await?;
    let promise = d.appointment.clone().unwrap_or_default();
    let due = format::moment(promise.due.as_ref());
    let address = format!(
        "{}/tra-cuu/{}",
        visit.portal.config.http.public_url.trim_end_matches('/'),
        d.code
    );
    page(&Received {
        f: visit.frame_with(&names),
        receiver: names.unit(&d.receiving_unit),
        received: format::stamp(d.received_at.as_ref(), visit.lang),
        due_date: due.map_or_else(|| "—".to_owned(), |at| format::date(at, visit.lang)),
        due_time: due.map_or_else(String::new, format::time),
        term: format::term(&promise.term),
        phase: if promise.phases > 1 {
            let words = visit.lang.pick("Giai đoạn", "Phase");
            format!("{words} {}/{}", promise.phase, promise.phases)
        } else {
            String::new()
        },
        because: promise.because,
        qr: qr::svg(
            &address,
            visit
                .lang
                .pick("Mã QR để tra cứu hồ sơ", "QR code to track it"),
        ),
        printable: papers::of(&d, visit.lang),
        address,
        d,
    })
}

#[derive(Template)]
#[template(path = "declined.html")]
struct Declined {
    f: Frame,
    d: TrackDossierResponse,
    unit_name: String,
    at: String,
    printable: Vec<Printable>,
}

/// `GET /ban/da-tu-choi/{code}`: the refusal as it is in the register, to be printed now or again.
pub async fn declined(visit: Visit, Path(code): Path<String>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    if d.stage() != Stage::Refused {
        return see(&format!("/ban/ho-so/{}", format::segment(&d.code)));
    }
    let names = visit.names().await?;
    page(&Declined {
        f: visit.frame_with(&names),
        unit_name: names.unit(&d.receiving_unit),
        at: format::stamp(d.filed_at.as_ref(), visit.lang),
        printable: papers::of(&d, visit.lang),
        d,
    })
}
