//! Receiving a dossier at the counter: one form, the date it will promise beside it, a receipt.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Redirect};
use proto::{
    forms::v1::{self as wire, render_request::Paper},
    intake::v1::{AcceptDossierRequest, Channel, FindPersonsRequest, Person, TrackDossierResponse},
    routing::v1::ProcedureSummary,
};
use serde::Deserialize;

use crate::promise::{self, Promise};
use portal_ui::{
    answer::{Answer, page, page_with, see},
    directory::Names,
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind},
    filing::{Means, PaperLine, Sheet},
    format,
    frame::{Frame, Lang, Visit},
    lookup,
    papers::{self, Printable},
    parts::Summary,
    view::qr,
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    tthc: String,
    #[serde(default)]
    q: String,
    #[serde(default, rename = "don-vi")]
    unit: String,
}

#[derive(Template)]
#[template(path = "receive-choose.html")]
struct Choose {
    f: Frame,
    typed: String,
    procedures: Vec<Found>,
}

/// A procedure in the list, with what a script finds it by.
struct Found {
    p: ProcedureSummary,
    words: String,
    initials: String,
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
    papers: Vec<(PaperLine, String)>,
    returning: Vec<Field>,
    /// Why the desk declines, for form 03.
    refusal: Field,
    promise: Promise,
    summary: Summary,
}

/// `GET /ban/tiep-nhan?tthc=&q=`.
pub async fn form(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let unit = visit.unit(&asked.unit);
    if asked.tthc.is_empty() {
        let names = visit.names().await?;
        let procedures = found(&names.procedures, &asked.q);
        // What only one procedure answers to is that procedure.
        if let ([only], false) = (procedures.as_slice(), asked.q.trim().is_empty()) {
            let to = format!("/ban/tiep-nhan?tthc={}", format::segment(&only.p.code));
            return Ok(Redirect::to(&to).into_response());
        }
        return page(&Choose {
            f: visit.frame_with(&names),
            typed: asked.q,
            procedures,
        });
    }
    let sheet = Sheet::of(&visit, &asked.tthc, Means::Desk).await?;
    let mut fields = Fields::default();
    fields.set("dossier_id", kernel::DossierId::mint().to_string());
    fields.set("place", commune_of(&sheet.names, &unit));
    fields.set("receiving_unit", unit);
    fields.set("return_method", "counter");
    fields.set("channel", "counter");
    let promise = promise::of(&visit, &sheet, &fields).await;
    let drawn = drawn(&visit, &sheet, &fields, &Errors::default(), promise);
    page(&drawn)
}

/// Those that answer to what was typed, the nearest first: by code, by the initials of the name's
/// words, by the beginnings of words, by any part; whatever the accents.
fn found(all: &[ProcedureSummary], typed: &str) -> Vec<Found> {
    let typed = format::folded(typed.trim());
    let rank = |one: &Found| {
        let begins = |word: &str| one.words.split(' ').any(|own| own.starts_with(word));
        let compact: String = typed.split_whitespace().collect();
        if typed.is_empty() || one.p.code.to_lowercase().starts_with(&typed) {
            Some(0)
        } else if one.initials.starts_with(&compact) {
            Some(1)
        } else if typed.split_whitespace().all(begins) {
            Some(2)
        } else if one.initials.contains(&compact) {
            Some(3)
        } else {
            one.words.contains(&typed).then_some(4)
        }
    };
    let mut ranked: Vec<(i32, Found)> = all
        .iter()
        .map(of_list)
        .filter_map(|one| rank(&one).map(|rank| (rank, one)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, one)| one).collect()
}

fn of_list(p: &ProcedureSummary) -> Found {
    let words = format::folded(&p.name);
    let letters = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    Found {
        initials: words.split_whitespace().filter_map(letters).collect(),
        words,
        p: p.clone(),
    }
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
        known = fill_person(&visit, &mut fields).await?;
    }
    let promise = promise::of(&visit, &sheet, &fields).await;
    let mut drawn = drawn(&visit, &sheet, &fields, &Errors::default(), promise);
    drawn.known = known;
    page(&drawn)
}

/// Fills what the holder of the number said of themselves last; what was typed stays.
async fn fill_person(visit: &Visit, fields: &mut Fields) -> Result<String, Failure> {
    let request = FindPersonsRequest {
        citizen_id: fields.get("owner.citizen_id").to_owned(),
        purpose: "Điền tờ khai khi tiếp nhận hồ sơ".to_owned(),
    };
    let told = match visit.ask.counter().find_persons(request).await {
        Ok(told) => told.into_inner(),
        Err(status) => {
            let violations = Failure::from(status).violations().into_iter();
            return Ok(violations
                .map(|one| one.sentence)
                .collect::<Vec<_>>()
                .join(" "));
        }
    };
    let Some(known) = told.persons.first() else {
        let none = "Chưa có trong hồ sơ nào trước đây. Nhập họ tên, điện thoại, địa chỉ.";
        return Ok(visit
            .lang
            .pick(
                none,
                "In no earlier dossier. Enter name, telephone, address.",
            )
            .to_owned());
    };
    let person = known.person.clone().unwrap_or_default();
    let said = [
        ("owner.name", &person.name),
        ("owner.phone", &person.phone),
        ("owner.email", &person.email),
        ("owner.address", &person.address),
        // Most people come in a matter of their own.
        ("answers.beneficiary_name", &person.name),
        ("answers.beneficiary_id", &person.citizen_id),
        ("answers.applicant_name", &person.name),
        ("answers.applicant_id", &person.citizen_id),
        ("answers.phone", &person.phone),
        ("answers.address", &person.address),
    ];
    for (name, value) in said {
        if !fields.has(name) {
            fields.set(name, value.as_str());
        }
    }
    let at = format::moment(known.at.as_ref()).map_or_else(String::new, format::date);
    Ok(match visit.lang {
        Lang::Vi => format!(
            "Điền theo hồ sơ {} ngày {at}. Hãy hỏi lại người nộp.",
            known.code
        ),
        Lang::En => format!("From dossier {} of {at}. Ask the person again.", known.code),
    })
}

/// `POST /ban/tiep-nhan/phieu/{form}?tthc=`: the paper handed to somebody whose dossier is not
/// received (NĐ 61/2018/NĐ-CP Điều 17.1): form 02 with everything that is missing, or form 03.
pub async fn guidance(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
    fields: Fields,
) -> Answer {
    let sheet = Sheet::of(&visit, &asked.tthc, Means::Desk).await?;
    let none = Errors::default();
    let lines = sheet.checklist(&fields, &none).into_iter();
    let missing: Vec<PaperLine> = lines
        .filter(|line| line.required && !line.ticked && line.originals + line.copies == 0)
        .collect();
    let mut errors = Errors::default();
    if !fields.has("owner.name") {
        errors.push(
            "owner.name",
            visit.lang.pick("Nhập họ và tên.", "Enter the name."),
        );
    }
    let refusing = form == "phieu-tu-choi";
    if refusing && !fields.has("refusal") {
        let why = visit.lang.pick(
            "Ghi lý do từ chối bằng lời dễ hiểu, dẫn căn cứ.",
            "Write why it is declined, in plain words, with the ground.",
        );
        errors.push("refusal", why);
    } else if !refusing && missing.is_empty() {
        let why = visit.lang.pick(
            "Không thiếu giấy tờ bắt buộc nào. Bỏ đánh dấu giấy tờ chưa có, hoặc tiếp nhận.",
            "Nothing required is missing. Untick what is not there, or receive.",
        );
        errors.push("", why);
    }
    if !errors.is_empty() {
        let promise = promise::of(&visit, &sheet, &fields).await;
        let drawn = drawn(&visit, &sheet, &fields, &errors, promise);
        return page_with(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &drawn);
    }
    let item = |line: &PaperLine| match fields.get(&format!("{}.reason", line.name)) {
        "" => line.title.clone(),
        why => format!("{} ({why})", line.title),
    };
    let unit = fields.get("receiving_unit").to_owned();
    let head = Some(papers::letterhead(&visit, &sheet.names, &unit));
    let centre = sheet.names.unit(&unit);
    let subject = Some(subject(&sheet, &fields));
    let officer = visit
        .account
        .as_ref()
        .map_or_else(String::new, |own| own.name.clone());
    let paper = if refusing {
        Paper::Refusal(wire::Refusal {
            head,
            subject,
            centre,
            reason: fields.get("refusal").to_owned(),
            officer,
            ..wire::Refusal::default()
        })
    } else {
        Paper::SupplementRequest(wire::SupplementRequest {
            head,
            subject,
            centre,
            items: missing.iter().map(item).collect(),
            reason: "Thành phần hồ sơ chưa đầy đủ theo quy định.".to_owned(),
            stage: "khi kiểm tra hồ sơ tại quầy, trước khi tiếp nhận".to_owned(),
            website: visit.portal.config.http.public_url.clone(),
            phone: visit.portal.config.province.hotline.clone(),
            officer,
            ..wire::SupplementRequest::default()
        })
    };
    papers::print(&visit, &papers::day_of(&visit, None), paper, &form).await
}

fn subject(sheet: &Sheet, fields: &Fields) -> wire::Subject {
    let filing = sheet.filing(fields);
    let party = |person: Person| wire::Party {
        name: person.name,
        citizen_id: person.citizen_id,
        address: person.address,
        phone: person.phone,
        email: person.email,
    };
    wire::Subject {
        matter: sheet.summary().name,
        owner: filing.owner.map(party),
        submitter: filing.submitter.map(party),
        channel: "nộp trực tiếp tại quầy".to_owned(),
        ..wire::Subject::default()
    }
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
            let drawn = drawn(&visit, &sheet, &fields, &errors, promise);
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
        ..Default::default()
    }
}

fn drawn(visit: &Visit, sheet: &Sheet, fields: &Fields, errors: &Errors, promise: Promise) -> Form {
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
        (line, reason)
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
        returning: sheet.returning(fields, errors),
        refusal: Field::new("refusal", refusal, Kind::Paragraph)
            .optional()
            .in_lang(lang)
            .filled(fields, errors),
        promise,
        summary: Summary {
            lines: errors.lines(),
            en: lang == Lang::En,
        },
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
        received: format::stamp(d.received_at.as_ref()),
        due_date: due.map_or_else(|| "—".to_owned(), format::date),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn procedures() -> Vec<ProcedureSummary> {
        let one = |code: &str, name: &str| ProcedureSummary {
            code: code.to_owned(),
            name: name.to_owned(),
            ..ProcedureSummary::default()
        };
        vec![
            one("1.013831", "Đăng ký biến động quyền sử dụng đất"),
            one("1.001776", "Trợ cấp xã hội hàng tháng"),
            one("2.000986", "Đăng ký khai sinh"),
        ]
    }

    fn codes(typed: &str) -> Vec<String> {
        found(&procedures(), typed)
            .into_iter()
            .map(|one| one.p.code)
            .collect()
    }

    #[test]
    fn three_letters_find_a_procedure_by_initials_or_words_without_accents() {
        assert_eq!(codes("tcx"), ["1.001776"]);
        assert_eq!(codes("ĐKB"), ["1.013831"]);
        assert_eq!(codes("khai"), ["2.000986"]);
        assert_eq!(codes("dang ky"), ["1.013831", "2.000986"]);
        assert_eq!(codes("qsd"), ["1.013831"]);
        assert_eq!(codes("1.0017"), ["1.001776"]);
        assert_eq!(codes("zzz"), Vec::<String>::new());
        assert_eq!(codes("").len(), 3);
    }
}
