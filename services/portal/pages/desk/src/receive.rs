//! Receiving a dossier at the counter: one form, a receipt with the date and its working.

use askama::Template;
use axum::extract::{Path, Query};
use proto::intake::v1::{AcceptDossierRequest, Channel, TrackDossierResponse};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page, page_with, see},
    directory::Names,
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind},
    filing::{Means, PaperLine, Sheet},
    format,
    frame::{Frame, Visit},
    lookup,
    parts::Summary,
    view::qr,
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    tthc: String,
    #[serde(default, rename = "don-vi")]
    unit: String,
}

#[derive(Template)]
#[template(path = "receive-choose.html")]
struct Choose {
    f: Frame,
    unit: String,
    procedures: Vec<proto::routing::v1::ProcedureSummary>,
}

#[derive(Template)]
#[template(path = "receive.html")]
struct Form {
    f: Frame,
    code: String,
    name: String,
    term: String,
    fee: String,
    dossier_id: String,
    owner: Vec<Field>,
    submitter: Vec<Field>,
    by_another: bool,
    places: Vec<Field>,
    channel: Field,
    /// When and by which minutes the post handed it over; whether a receipt is wanted all the same.
    handing: Vec<Field>,
    answers: Vec<Field>,
    papers: Vec<PaperLine>,
    returning: Vec<Field>,
    summary: Summary,
}

/// `GET /ban/tiep-nhan?tthc=&don-vi=`.
pub async fn form(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let unit = visit.unit(&asked.unit);
    if asked.tthc.is_empty() {
        let names = visit.names().await?;
        return page(&Choose {
            f: visit.frame_with(&names),
            unit,
            procedures: names.procedures.clone(),
        });
    }
    let sheet = Sheet::of(&visit, &asked.tthc, Means::Desk).await?;
    let mut fields = Fields::default();
    fields.set("dossier_id", kernel::DossierId::mint().to_string());
    fields.set("place", commune_of(&sheet.names, &unit));
    fields.set("receiving_unit", unit);
    fields.set("return_method", "counter");
    fields.set("channel", "counter");
    page(&drawn(&visit, &sheet, &fields, &Errors::default()))
}

/// The commune a centre belongs to: most people who come live there.
fn commune_of(names: &Names, centre: &str) -> String {
    let mut id = centre.to_owned();
    for _ in 0..4 {
        match names.get(&id) {
            Some(unit) if unit.id.starts_with("adm:") && unit.kind != "tinh" => return id,
            Some(unit) => id = unit.parent.clone(),
            None => break,
        }
    }
    String::new()
}

/// `POST /ban/tiep-nhan`.
pub async fn receive(visit: Visit, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let code = if asked.tthc.is_empty() {
        fields.get("procedure")
    } else {
        &asked.tthc
    };
    let sheet = Sheet::of(&visit, code, Means::Desk).await?;
    let posted = fields.get("channel") == "post";
    let channel = if posted {
        Channel::Post
    } else {
        Channel::Counter
    };
    let request = AcceptDossierRequest {
        dossier_id: fields.get("dossier_id").to_owned(),
        filing: Some(sheet.filing(&fields)),
        channel: channel.into(),
        handed_over_at: posted
            .then(|| format::entered(fields.get("handed_over_at")))
            .flatten(),
        minutes: if posted {
            fields.get("minutes").to_owned()
        } else {
            String::new()
        },
        receipt_asked: fields.get("receipt_asked") == "yes",
        ..Default::default()
    };
    // The rules are intake's: everything that is wrong comes back at once, each with its remedy.
    let mut intake = visit.ask_at(fields.get("receiving_unit"), false).intake();
    match intake.accept_dossier(request).await {
        Ok(accepted) => see(&format!(
            "/ban/da-tiep-nhan/{}",
            format::segment(&accepted.into_inner().code)
        )),
        Err(status) => {
            let failure = Failure::from(status);
            let errors = sheet.errors(&failure, &fields);
            page_with(failure.status(), &drawn(&visit, &sheet, &fields, &errors))
        }
    }
}

fn drawn(visit: &Visit, sheet: &Sheet, fields: &Fields, errors: &Errors) -> Form {
    let summary = sheet.summary();
    let ways = [
        ("counter", "Trực tiếp tại quầy"),
        ("post", "Qua bưu chính công ích"),
    ];
    let ways = ways.map(|(value, label)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    });
    let submitter = sheet.submitter(fields, errors);
    Form {
        f: visit.frame_with(&sheet.names),
        code: summary.code,
        name: summary.name,
        term: format::term(&summary.term),
        fee: sheet.procedure.fee.clone(),
        dossier_id: fields.get("dossier_id").to_owned(),
        owner: sheet.owner(fields, errors),
        by_another: submitter
            .iter()
            .any(|field| !field.value.is_empty() || !field.error.is_empty()),
        submitter,
        places: sheet.places(fields, errors),
        channel: Field::new("channel", "Cách nộp", Kind::Radios(ways.into()))
            .filled(fields, errors),
        handing: handing(fields, errors),
        answers: sheet.answers(fields, errors),
        papers: sheet.checklist(fields, errors),
        returning: sheet.returning(fields, errors),
        summary: errors.into(),
    }
}

/// The post's hand-over is the moment of filing (QĐ 45/2016/QĐ-TTg Điều 7.4).
fn handing(fields: &Fields, errors: &Errors) -> Vec<Field> {
    let posted = "Khi nộp qua bưu chính: lúc hai bên ký biên bản giao nhận";
    let wanted = vec![Choice {
        value: "yes".to_owned(),
        label: "Người nộp cần Giấy tiếp nhận (Mẫu 01) dù trả kết quả ngay".to_owned(),
    }];
    [
        Field::new("handed_over_at", "Bưu chính bàn giao lúc", Kind::Moment)
            .hint(posted)
            .optional(),
        Field::new("minutes", "Số biên bản giao nhận", Kind::Text).optional(),
        Field::new("receipt_asked", "Giấy tiếp nhận", Kind::Checks(wanted)).optional(),
    ]
    .map(|field| field.filled(fields, errors))
    .into()
}

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
        received: format::stamp(d.received_at.as_ref()),
        due_date: due.map_or_else(|| "—".to_owned(), format::date),
        due_time: due.map_or_else(String::new, format::time),
        term: format::term(&promise.term),
        phase: if promise.phases > 1 {
            format!("Giai đoạn {} trên {}", promise.phase, promise.phases)
        } else {
            String::new()
        },
        because: promise.because,
        qr: qr::svg(&address, "Mã QR để tra cứu hồ sơ"),
        address,
        d,
    })
}
