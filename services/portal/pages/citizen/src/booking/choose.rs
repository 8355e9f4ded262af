//! Choosing a centre, a day and a time, and booking it.

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use kernel::DossierId;
use proto::intake::v1::BookSlotRequest;
use serde::Deserialize;

use super::{
    complaints, link,
    times::{self, Times},
};
use portal_ui::{
    answer::{Answer, page_with, see},
    directory::Names,
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind},
    format,
    frame::{Frame, Visit},
    parts::Summary,
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(rename = "don-vi")]
    unit: Option<String>,
    #[serde(default, rename = "ngay")]
    day: String,
    /// The procedure somebody comes for.
    #[serde(default, rename = "tthc")]
    procedure: String,
}

#[derive(Template)]
#[template(path = "booking-choose.html")]
struct Choose {
    f: Frame,
    summary: Summary,
    centre: Field,
    /// Empty until one is chosen.
    unit: String,
    unit_name: String,
    procedure: String,
    times: Times,
    fields: Vec<Field>,
    id: String,
}

/// What is asked beside the centre and the day; the names are those of the contract.
fn fields(f: &Frame, names: &Names, free: Vec<Choice>) -> [Field; 4] {
    let procedures = names.procedures.iter().map(|known| Choice {
        value: known.code.clone(),
        label: known.name.clone(),
    });
    [
        Field::new("starts", f.t("Khung giờ", "Time"), Kind::Radios(free)),
        Field::new(
            "name",
            f.t("Họ và tên người đến", "Name of who comes"),
            Kind::Text,
        )
        .autocomplete("name"),
        Field::new("phone", f.t("Số điện thoại", "Phone"), Kind::Phone)
            .autocomplete("tel")
            .hint(f.t(
                "10 chữ số; mã và đường dẫn lịch hẹn được nhắn đến số này",
                "10 digits; the code and the link of the booking go there",
            )),
        Field::new(
            "procedure",
            f.t("Thủ tục định làm", "What you come for"),
            Kind::Select(procedures.collect()),
        )
        .optional(),
    ]
    .map(|field| field.in_lang(f.lang))
}

async fn drawn(
    visit: &Visit,
    unit: &str,
    day: &str,
    sent: &Fields,
    errors: &Errors,
) -> Result<Choose, Failure> {
    let names = visit.names().await?;
    let f = visit.frame_with(&names);
    let centres = names.centres();
    let unit = centres.iter().find(|centre| centre.id == unit);
    let times = match unit {
        Some(unit) => times::of(visit, &unit.id, day, sent.get("starts")).await?,
        None => Times::default(),
    };
    let centre = Field::new(
        "don-vi",
        f.t("Trung tâm", "Centre"),
        Kind::Select(
            centres
                .iter()
                .map(|centre| Choice {
                    value: centre.id.clone(),
                    label: centre.name.clone(),
                })
                .collect(),
        ),
    )
    .hint(f.t(
        "Hồ sơ nộp được ở bất kỳ trung tâm nào trong tỉnh",
        "A dossier can be filed at any centre of the province",
    ))
    .in_lang(f.lang);
    let mut centre = centre.value(unit.map_or("", |unit| unit.id.as_str()));
    errors.of("don-vi").clone_into(&mut centre.error);
    let asked = fields(&f, &names, times.free.clone()).map(|field| field.filled(sent, errors));
    let summary = Summary::of(errors, f.lang);
    Ok(Choose {
        summary,
        centre,
        unit: unit.map_or_else(String::new, |unit| unit.id.clone()),
        unit_name: unit.map_or_else(String::new, |unit| unit.name.clone()),
        procedure: sent.get("procedure").to_owned(),
        times,
        fields: asked.into(),
        id: match sent.get("booking_id") {
            // A booking has no kind of id of its own: any id minted like a dossier's will do.
            "" => DossierId::mint().to_string(),
            sent => sent.to_owned(),
        },
        f,
    })
}

/// `GET /dat-lich?don-vi=&ngay=&tthc=`.
pub async fn ask(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let mut sent = Fields::default();
    sent.set("procedure", asked.procedure);
    let unit = asked.unit.as_deref().unwrap_or_default();
    let mut drawn = drawn(&visit, unit, &asked.day, &sent, &Errors::default()).await?;
    let mut status = StatusCode::OK;
    if asked.unit.is_some() && drawn.unit.is_empty() {
        let sentence = visit.lang.pick("Chọn trung tâm.", "Choose a centre.");
        sentence.clone_into(&mut drawn.centre.error);
        drawn.summary.lines = vec![("don-vi".to_owned(), sentence.to_owned())];
        status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    page_with(status, &drawn)
}

/// `POST /dat-lich`.
pub async fn book(visit: Visit, sent: Fields) -> Answer {
    let names = visit.names().await?;
    let mut errors = Errors::default();
    for field in fields(&visit.frame_with(&names), &names, Vec::new()) {
        let field = field.filled(&sent, &Errors::default());
        if let Some(sentence) = field.complaint() {
            errors.push(field.name, sentence);
        }
    }
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if errors.is_empty() {
        let request = BookSlotRequest {
            booking_id: sent.get("booking_id").to_owned(),
            unit: sent.get("unit").to_owned(),
            starts: format::entered(sent.get("starts")),
            name: sent.get("name").to_owned(),
            phone: sent.get("phone").to_owned(),
            procedure: sent.get("procedure").to_owned(),
        };
        match visit.ask.counter().book_slot(request).await {
            Ok(told) => {
                let told = told.into_inner();
                let code = told.booking.unwrap_or_default().code;
                return see(&format!("{}&da=dat", link(&code, "", &told.secret)));
            }
            Err(why) => {
                let failure = Failure::from(why);
                status = failure.status();
                errors = complaints(&failure).ok_or(failure)?;
            }
        }
    }
    let (unit, day) = (sent.get("unit"), sent.get("day"));
    page_with(status, &drawn(&visit, unit, day, &sent, &errors).await?)
}
