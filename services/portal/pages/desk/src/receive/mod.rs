//! Receiving a dossier at the counter: one form, the date it will promise beside it, a receipt.

mod choose;
pub mod decline;
pub mod done;
pub mod missing;
mod person;
pub mod scans;

use askama::Template;
use axum::extract::Query;
use proto::intake::v1::{AcceptDossierRequest, Channel};
use serde::Deserialize;

use self::scans::{Scan, Scans};
use crate::promise::{self, Promise};
use portal_ui::{
    answer::{Answer, page, page_with, see},
    directory::Names,
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind},
    filing::{Means, PaperLine, Sheet},
    format,
    frame::{Frame, Lang, Visit},
    parts::Summary,
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    tthc: String,
    #[serde(default)]
    q: String,
    #[serde(default, rename = "don-vi")]
    unit: String,
    /// The dossier whose papers were scanned already.
    #[serde(default, rename = "hs")]
    scanned: String,
}

#[derive(Template)]
#[template(path = "receive.html")]
struct Form {
    f: Frame,
    code: String,
    name: String,
    fee: String,
    dossier_id: String,
    owner: Vec<Field>,
    /// What is known of the number already.
    known: String,
    submitter: Vec<Field>,
    by_another: bool,
    places: Vec<Field>,
    channel: Field,
    /// When and by which minutes the post handed it over; whether a receipt is wanted all the same.
    handing: Vec<Field>,
    by_post: bool,
    answers: Vec<Field>,
    papers: Vec<Ticked>,
    /// The draft in which scans lie; empty while nothing was scanned.
    draft: String,
    returning: Vec<Field>,
    /// Why the desk declines, for form 03.
    refusal: Field,
    promise: Promise,
    summary: Summary,
}

/// A line of the checklist, with why it is not good enough and what was scanned of it.
struct Ticked {
    line: PaperLine,
    reason: String,
    scan: Scan,
}

/// `GET /ban/tiep-nhan?tthc=&q=&hs=`.
pub async fn form(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let unit = visit.unit(&asked.unit);
    if asked.tthc.is_empty() {
        return choose::list(&visit, asked.q).await;
    }
    let sheet = Sheet::of(&visit, &asked.tthc, Means::Desk).await?;
    let mut fields = Fields::default();
    fields.set("dossier_id", kernel::DossierId::mint().to_string());
    fields.set("place", commune_of(&sheet.names, &unit));
    fields.set("receiving_unit", unit);
    fields.set("return_method", "counter");
    fields.set("channel", "counter");
    // A dossier whose papers were scanned before the page was loaded again.
    let scans = scans::resumed(&visit, &asked.scanned, &asked.tthc).await?;
    if !scans.draft.is_empty() {
        scans.enter(&mut fields);
    }
    let promise = promise::of(&visit, &sheet, &fields).await;
    let drawn = drawn(&visit, &sheet, &fields, &Errors::default(), promise, scans);
    page(&drawn)
}

/// The commune a centre belongs to: most people who come live there.
pub fn commune_of(names: &Names, centre: &str) -> String {
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

/// `POST /ban/tiep-nhan/xem?tthc=`: the form again, with the person it knows and the date it would
/// promise. Nothing is received.
pub async fn look(visit: Visit, Query(asked): Query<Asked>, mut fields: Fields) -> Answer {
    let sheet = Sheet::of(&visit, &asked.tthc, Means::Desk).await?;
    let mut known = String::new();
    if fields.get("viec") == "nguoi" && fields.has("owner.citizen_id") {
        known = person::fill(&visit, &mut fields).await?;
    }
    let promise = promise::of(&visit, &sheet, &fields).await;
    let scans = scans::of(&visit, &sheet, &fields).await;
    let mut drawn = drawn(&visit, &sheet, &fields, &Errors::default(), promise, scans);
    drawn.known = known;
    page(&drawn)
}

/// `POST /ban/tiep-nhan`.
pub async fn receive(visit: Visit, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let code = if asked.tthc.is_empty() {
        fields.get("procedure")
    } else {
        &asked.tthc
    };
    let sheet = Sheet::of(&visit, code, Means::Desk).await?;
    let request = accepting(&sheet, &fields);
    // The rules are intake's: everything that is wrong comes back at once, each with its remedy.
    match visit.ask.intake().accept_dossier(request).await {
        Ok(accepted) => see(&format!(
            "/ban/da-tiep-nhan/{}",
            format::segment(&accepted.into_inner().code)
        )),
        Err(status) => {
            let failure = Failure::from(status);
            let errors = sheet.errors(&failure, &fields);
            let promise = promise::of(&visit, &sheet, &fields).await;
            let scans = scans::of(&visit, &sheet, &fields).await;
            let drawn = drawn(&visit, &sheet, &fields, &errors, promise, scans);
            page_with(failure.status(), &drawn)
        }
    }
}

/// What the form asks the desk to receive.
pub fn accepting(sheet: &Sheet, fields: &Fields) -> AcceptDossierRequest {
    let posted = fields.get("channel") == "post";
    let channel = if posted {
        Channel::Post
    } else {
        Channel::Counter
    };
    let handed_over_at = format::entered(fields.get("handed_over_at"));
    let minutes = fields.get("minutes").to_owned();
    AcceptDossierRequest {
        dossier_id: fields.get("dossier_id").to_owned(),
        filing: Some(sheet.filing(fields)),
        channel: channel.into(),
        handed_over_at: handed_over_at.filter(|_| posted),
        minutes: if posted { minutes } else { String::new() },
        receipt_asked: fields.get("receipt_asked") == "yes",
        draft: scans::draft(sheet, fields),
    }
}

fn drawn(
    visit: &Visit,
    sheet: &Sheet,
    fields: &Fields,
    errors: &Errors,
    promise: Promise,
    scans: Scans,
) -> Form {
    let lang = visit.lang;
    let summary = sheet.summary();
    let ways = portal_ui::view::form::choices([
        ("counter", lang.pick("Trực tiếp tại quầy", "At the counter")),
        (
            "post",
            lang.pick("Qua bưu chính công ích", "By public post"),
        ),
    ]);
    let submitter = sheet.submitter(fields, errors);
    let mut owner = sheet.owner(fields, errors);
    // The number comes first: it finds the rest.
    owner.sort_by_key(|field| field.name != "owner.citizen_id");
    let papers = sheet.checklist(fields, errors).into_iter().map(|line| {
        let reason = fields.get(&format!("{}.reason", line.name)).to_owned();
        let scan = scans.of(line.name.trim_start_matches("papers."), lang);
        Ticked { line, reason, scan }
    });
    let refusal = lang.pick(
        "Lý do từ chối, ghi vào Mẫu 03",
        "Why it is declined, for form 03",
    );
    Form {
        f: visit.frame_with(&sheet.names),
        code: summary.code,
        name: summary.name,
        fee: sheet.procedure.fee.clone(),
        dossier_id: fields.get("dossier_id").to_owned(),
        owner,
        known: String::new(),
        by_another: submitter
            .iter()
            .any(|field| !field.value.is_empty() || !field.error.is_empty()),
        submitter,
        places: sheet.places(fields, errors),
        channel: Field::new(
            "channel",
            lang.pick("Cách nộp", "How it came"),
            Kind::Radios(ways),
        )
        .filled(fields, errors),
        handing: handing(fields, errors, lang),
        by_post: fields.get("channel") == "post",
        answers: sheet.answers(fields, errors),
        papers: papers.collect(),
        draft: scans.draft.clone(),
        returning: sheet.returning(fields, errors),
        refusal: Field::new("refusal", refusal, Kind::Paragraph)
            .optional()
            .in_lang(lang)
            .filled(fields, errors),
        promise,
        summary: Summary::of(errors, lang),
    }
}

/// The post's hand-over is the moment of filing (QĐ 45/2016/QĐ-TTg Điều 7.4).
fn handing(fields: &Fields, errors: &Errors, lang: Lang) -> Vec<Field> {
    let wanted = vec![Choice {
        value: "yes".to_owned(),
        label: lang
            .pick(
                "Người nộp cần Giấy tiếp nhận (Mẫu 01) dù trả kết quả ngay",
                "The person wants form 01 although the result is given at once",
            )
            .to_owned(),
    }];
    [
        Field::new(
            "handed_over_at",
            lang.pick("Bưu chính bàn giao lúc", "Handed over by the post at"),
            Kind::Moment,
        )
        .hint(lang.pick(
            "Khi nộp qua bưu chính: lúc hai bên ký biên bản giao nhận",
            "When it came by post: when both sides signed the minutes",
        ))
        .optional(),
        Field::new(
            "minutes",
            lang.pick("Số biên bản giao nhận", "Number of the minutes"),
            Kind::Text,
        )
        .optional(),
        Field::new(
            "receipt_asked",
            lang.pick("Giấy tiếp nhận", "Receipt"),
            Kind::Checks(wanted),
        )
        .optional(),
    ]
    .map(|field| field.in_lang(lang).filled(fields, errors))
    .into()
}
