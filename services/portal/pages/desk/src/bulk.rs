//! Reception from a hand-over of the post: one set of minutes, many dossiers of one procedure, each
//! received or refused by itself; what was refused keeps its row, filled (QĐ 45/2016/QĐ-TTg Điều 7).

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use proto::intake::v1::{AcceptDossierRequest, AcceptManyRequest, AcceptedOne};
use serde::Deserialize;

use crate::receive::{accepting, commune_of};
use portal_ui::{
    answer::{Answer, page, page_with},
    failure::{Failure, Violation},
    fields::{Choice, Errors, Field, Fields, Kind, id_of},
    filing::{Means, PaperLine, Sheet},
    format,
    frame::{Frame, Lang, Visit},
    parts::Summary,
};

/// The most rows of one page.
const MOST: u32 = 40;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    tthc: String,
    #[serde(default, rename = "so")]
    rows: u32,
}

#[derive(Template)]
#[template(path = "desk-bulk-choose.html")]
struct Choose {
    f: Frame,
    procedures: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "desk-bulk.html")]
struct Form {
    f: Frame,
    code: String,
    name: String,
    minutes: Vec<Field>,
    rows: Vec<Row>,
    done: Vec<Done>,
    summary: Summary,
}

struct Row {
    number: usize,
    dossier_id: String,
    owner: Vec<Field>,
    answers: Vec<Field>,
    papers: Vec<PaperLine>,
    errors: Vec<String>,
}

/// What was received.
struct Done {
    number: usize,
    name: String,
    code: String,
    due: String,
}

/// `GET /ban/buu-chinh?tthc=&so=`.
pub async fn form(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    if asked.tthc.is_empty() {
        let names = visit.names().await?;
        let choice = |p: &proto::routing::v1::ProcedureSummary| Choice {
            value: p.code.clone(),
            label: format!("{} {}", p.code, p.name),
        };
        return page(&Choose {
            f: visit.frame_with(&names),
            procedures: names.procedures.iter().map(choice).collect(),
        });
    }
    let sheet = Sheet::of(&visit, &asked.tthc, Means::Desk).await?;
    let n = asked.rows.clamp(1, MOST);
    let mut fields = Fields::default();
    for row in 0..n {
        let id = kernel::DossierId::mint().to_string();
        fields.set(&format!("r{row}.dossier_id"), id);
    }
    let rows = (0..n).map(|row| (row, Errors::default())).collect();
    page(&drawn(
        &visit,
        &sheet,
        &fields,
        rows,
        Vec::new(),
        &Errors::default(),
    ))
}

/// The rows that were sent, in order.
fn sent_rows(fields: &Fields) -> Vec<u32> {
    (0..MOST)
        .filter(|row| fields.has(&format!("r{row}.dossier_id")))
        .collect()
}

/// One row of the form as a form of its own, with what holds for all.
fn one(fields: &Fields, row: u32, unit: &str, place: &str) -> Fields {
    let mut own = Fields::default();
    let prefix = format!("r{row}.");
    for (name, value) in fields.pairs() {
        if let Some(name) = name.strip_prefix(&prefix) {
            own.set(name, value.clone());
        }
    }
    for name in ["handed_over_at", "minutes"] {
        own.set(name, fields.get(name));
    }
    own.set("channel", "post");
    own.set("receiving_unit", unit);
    own.set("place", place);
    if !own.has("return_method") {
        own.set("return_method", "post");
    }
    // The post brings the result to where the person lives.
    let address = own.get("owner.address").to_owned();
    own.set("return_address", address);
    own
}

/// Whether nothing was written into a row.
fn is_blank(own: &Fields) -> bool {
    !["owner.name", "owner.citizen_id", "owner.address"]
        .iter()
        .any(|name| own.has(name))
}

/// `POST /ban/buu-chinh?tthc=`.
pub async fn receive(visit: Visit, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let sheet = Sheet::of(&visit, &asked.tthc, Means::Desk).await?;
    let unit = visit.unit("");
    let place = commune_of(&sheet.names, &unit);
    let rows: Vec<(u32, Fields)> = sent_rows(&fields)
        .into_iter()
        .map(|row| (row, one(&fields, row, &unit, &place)))
        .filter(|(_, own)| !is_blank(own))
        .collect();
    if rows.is_empty() {
        let mut errors = Errors::default();
        errors.push(
            "",
            visit
                .lang
                .pick("Điền ít nhất một hồ sơ.", "Fill in at least one dossier."),
        );
        let rows = sent_rows(&fields)
            .into_iter()
            .map(|row| (row, Errors::default()))
            .collect();
        let form = drawn(&visit, &sheet, &fields, rows, Vec::new(), &errors);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &form);
    }
    let dossiers: Vec<AcceptDossierRequest> =
        rows.iter().map(|(_, own)| accepting(&sheet, own)).collect();
    let told = visit
        .ask
        .intake()
        .accept_many(AcceptManyRequest { dossiers })
        .await;
    let results = match told {
        Ok(told) => told.into_inner().results,
        Err(status) => {
            // Nothing was answered row by row: the whole page stays as it was.
            let failure = Failure::from(status);
            let errors = Errors::new(failure.violations(), &[]);
            let rows = rows
                .iter()
                .map(|(row, _)| (*row, Errors::default()))
                .collect();
            let form = drawn(&visit, &sheet, &fields, rows, Vec::new(), &errors);
            return page_with(failure.status(), &form);
        }
    };
    let mut done = Vec::new();
    let mut left = Vec::new();
    for ((row, own), result) in rows.iter().zip(&results) {
        if result.problems.is_empty() {
            done.push(received(*row, own, result, visit.lang));
        } else {
            left.push((*row, problems(&sheet, own, result)));
        }
    }
    let status = if left.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let form = drawn(&visit, &sheet, &fields, left, done, &Errors::default());
    page_with(status, &form)
}

fn received(row: u32, own: &Fields, result: &AcceptedOne, lang: Lang) -> Done {
    let promise = result.appointment.clone().unwrap_or_default();
    Done {
        number: row as usize + 1,
        name: own.get("owner.name").to_owned(),
        code: result.code.clone(),
        due: format::stamp(promise.due.as_ref(), lang),
    }
}

fn problems(sheet: &Sheet, own: &Fields, result: &AcceptedOne) -> Errors {
    let violations = result.problems.iter().map(|problem| Violation {
        field: problem.field.clone(),
        sentence: problem.sentence.clone(),
    });
    sheet.errors(&Failure::Malformed(violations.collect()), own)
}

fn drawn(
    visit: &Visit,
    sheet: &Sheet,
    fields: &Fields,
    rows: Vec<(u32, Errors)>,
    done: Vec<Done>,
    whole: &Errors,
) -> Form {
    let lang = visit.lang;
    let summary = sheet.summary();
    let mut lines = whole.lines();
    let unit = visit.unit("");
    let mut drawn = Vec::new();
    for (row, errors) in rows {
        let own = one(fields, row, &unit, "");
        let prefix = format!("r{row}.");
        let place = |field: Field| {
            let name = format!("{prefix}{}", field.name);
            Field {
                id: id_of(&name),
                name,
                ..field
            }
        };
        let mut owner = sheet.owner(&own, &errors);
        owner.sort_by_key(|field| field.name != "owner.citizen_id");
        let answers = sheet.answers(&own, &errors);
        let papers = sheet
            .checklist(&own, &errors)
            .into_iter()
            .map(|line| PaperLine {
                id: id_of(&format!("{prefix}{}", line.name)),
                name: format!("{prefix}{}", line.name),
                ..line
            });
        let number = row as usize + 1;
        let told = errors.lines();
        lines.extend(told.iter().map(|(id, sentence)| {
            let words = lang.pick("Hồ sơ", "Dossier");
            let id = if id.is_empty() {
                String::new()
            } else {
                format!("r{row}-{id}")
            };
            (id, format!("{words} {number}: {sentence}"))
        }));
        drawn.push(Row {
            number,
            dossier_id: own.get("dossier_id").to_owned(),
            owner: owner.into_iter().map(place).collect(),
            answers: answers.into_iter().map(place).collect(),
            papers: papers.collect(),
            errors: told.into_iter().map(|(_, sentence)| sentence).collect(),
        });
    }
    let minutes = [
        Field::new(
            "minutes",
            lang.pick("Số biên bản giao nhận", "Number of the minutes"),
            Kind::Text,
        ),
        Field::new(
            "handed_over_at",
            lang.pick("Hai bên ký lúc", "Signed by both at"),
            Kind::Moment,
        )
        .hint(lang.pick(
            "Thời điểm nộp hồ sơ theo luật: thời hạn tính từ lúc này",
            "The legal moment of filing: the term counts from it",
        )),
    ];
    let minutes = minutes.map(|field| field.in_lang(lang).filled(fields, whole));
    Form {
        f: visit.frame_with(&sheet.names),
        code: summary.code,
        name: summary.name,
        minutes: minutes.into(),
        rows: drawn,
        done,
        summary: Summary { lines, lang },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_a_form_of_its_own_with_what_holds_for_all() {
        let fields = Fields::from([
            ("minutes", "BB-07"),
            ("handed_over_at", "2026-11-20T08:00"),
            ("r0.dossier_id", "a"),
            ("r0.owner.name", "Nguyễn Văn Mẫu"),
            ("r0.owner.address", "Thôn Ví Dụ"),
            ("r1.dossier_id", "b"),
        ]);
        assert_eq!(sent_rows(&fields), [0, 1]);
        let first = one(&fields, 0, "org:mc-21028", "adm:21028");
        assert_eq!(first.get("owner.name"), "Nguyễn Văn Mẫu");
        assert_eq!(
            (first.get("minutes"), first.get("channel")),
            ("BB-07", "post")
        );
        assert_eq!(first.get("return_address"), "Thôn Ví Dụ");
        assert!(!is_blank(&first));
        assert!(is_blank(&one(&fields, 1, "", "")));
    }
}
