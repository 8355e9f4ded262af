//! Filings: what a person hands in.

use std::collections::BTreeMap;

use chassis::{Error, Result, Violations, wire::timestamp};
use intake_domain::{Appointment, Dossier, Filing, NoticeChannel, Paper, Person, ToldBy};
use kernel::{DocumentId, Personal, UnitId, line};
use proto::intake::v1 as pb;

use super::{optional_line, return_method, return_method_out};
use crate::feedback::{address, words};

/// # Errors
/// Every field that cannot be read.
pub fn filing(filing: Option<pb::Filing>) -> Result<Filing> {
    let Some(filing) = filing else {
        return Err(Error::field("filing", "Thiếu nội dung hồ sơ."));
    };
    let mut wrong = Violations::default();
    let owner = filing.owner.clone().unwrap_or_default();
    let owner = person(&mut wrong, "filing.owner", owner);
    let submitter = filing
        .submitter
        .clone()
        .map(|who| person(&mut wrong, "filing.submitter", who));
    let procedure = wrong.check("filing.procedure", line(&filing.procedure, 40));
    let return_method = wrong.check(
        "filing.return_method",
        return_method(filing.return_method()),
    );
    let return_address = optional(
        &mut wrong,
        "filing.return_address",
        &filing.return_address,
        300,
    );
    let papers = papers(&mut wrong, "filing.papers", &filing.papers);
    let answers = answers(&mut wrong, filing.answers);
    let unit = |wrong: &mut Violations, field: &str, id: &str| {
        wrong.check(field, line(id, 60)).map(UnitId::new)
    };
    let receiving_unit = unit(&mut wrong, "filing.receiving_unit", &filing.receiving_unit);
    let place = unit(&mut wrong, "filing.place", &filing.place);
    let checklist = wrong.check("filing.checklist", line(&filing.checklist, 60));
    wrong.finish()?;
    let complete = || {
        Some(Filing {
            procedure: procedure?,
            checklist: checklist?,
            receiving_unit: receiving_unit?,
            place: place?,
            owner: owner?,
            submitter: submitter.flatten(),
            papers,
            answers,
            return_method: return_method?,
            return_address,
        })
    };
    complete().ok_or_else(|| Error::field("filing", "Hồ sơ chưa đủ nội dung."))
}

fn person(wrong: &mut Violations, field: &str, person: pb::Person) -> Option<Person> {
    let name = wrong.check(format!("{field}.name"), line(&person.name, 120));
    let number = wrong.check(format!("{field}.citizen_id"), person.citizen_id.parse());
    let phone = match person.phone.trim() {
        "" => None,
        phone => wrong
            .check(format!("{field}.phone"), phone.parse())
            .map(Personal::new),
    };
    let email = optional(wrong, &format!("{field}.email"), &person.email, 120);
    let address = optional(wrong, &format!("{field}.address"), &person.address, 300);
    Some(Person {
        name: Personal::new(name?),
        number: Personal::new(number?),
        phone,
        email,
        address,
    })
}

fn optional(
    wrong: &mut Violations,
    field: &str,
    text: &str,
    limit: usize,
) -> Option<Personal<String>> {
    optional_line(wrong, field, text, limit).map(Personal::new)
}

/// What is handed in; what cannot be read is laid aside under `field`.
pub fn papers(wrong: &mut Violations, field: &str, papers: &[pb::Paper]) -> Vec<Paper> {
    if papers.len() > 100 {
        wrong.add(field, "Hồ sơ có quá 100 mục giấy tờ. Hãy bỏ bớt.");
        return Vec::new();
    }
    papers
        .iter()
        .filter_map(|paper| {
            let component = wrong.check(field, line(&paper.component, 60))?;
            if paper.originals > 1000 || paper.copies > 1000 {
                wrong.add(
                    format!("{field}[{component}]"),
                    "Số bản không được quá 1000.",
                );
                return None;
            }
            let documents = documents(wrong, &format!("{field}[{component}]"), &paper.documents)?;
            let pb::Paper {
                originals,
                copies,
                electronic,
                ..
            } = *paper;
            Some(Paper {
                component,
                originals,
                copies,
                electronic,
                documents,
            })
        })
        .collect()
}

fn documents(wrong: &mut Violations, field: &str, documents: &[String]) -> Option<Vec<DocumentId>> {
    if documents.len() > 100 {
        wrong.add(
            field,
            "Giấy tờ có quá 100 tệp. Hãy ghép các trang thành một tệp PDF.",
        );
        return None;
    }
    let read: Result<Vec<DocumentId>, _> = documents.iter().map(|id| id.parse()).collect();
    let unread = "Không đọc được mã của tệp. Hãy tải lại trang và tải tệp lên lại.";
    wrong.check(field, read.map_err(|_| unread))
}

fn answers(
    wrong: &mut Violations,
    answers: std::collections::HashMap<String, String>,
) -> BTreeMap<String, Personal<String>> {
    let mut kept = BTreeMap::new();
    if answers.len() > 200 {
        wrong.add("filing.answers", "Tờ khai có quá 200 mục.");
        return kept;
    }
    for (key, answer) in answers {
        let Ok(key) = line(&key, 60) else {
            wrong.add("filing.answers", "Tờ khai có mục không đọc được tên.");
            continue;
        };
        if answer.trim().is_empty() {
            continue;
        }
        // Longer and stricter limits follow from the kind of each field; this one keeps
        // megabytes and control characters out whatever the kind.
        let field = format!("filing.answers[{key}]");
        if let Some(answer) = wrong.check(field, kernel::paragraph(&answer, 4000)) {
            kept.insert(key, Personal::new(answer));
        }
    }
    kept
}

/// The whole filing, personal data included.
pub fn filing_out(filing: &Filing) -> pb::Filing {
    pb::Filing {
        procedure: filing.procedure.clone(),
        checklist: filing.checklist.clone(),
        receiving_unit: filing.receiving_unit.to_string(),
        place: filing.place.to_string(),
        owner: Some(person_out(&filing.owner)),
        submitter: filing.submitter.as_ref().map(person_out),
        papers: filing
            .papers
            .iter()
            .map(|paper| pb::Paper {
                component: paper.component.clone(),
                originals: paper.originals,
                copies: paper.copies,
                electronic: paper.electronic,
                documents: paper.documents.iter().map(ToString::to_string).collect(),
            })
            .collect(),
        answers: filing
            .answers
            .iter()
            .map(|(key, answer)| (key.clone(), answer.reveal().clone()))
            .collect(),
        return_method: return_method_out(filing.return_method).into(),
        return_address: reveal(filing.return_address.as_ref()),
    }
}

pub fn person_out(person: &Person) -> pb::Person {
    pb::Person {
        name: person.name.reveal().clone(),
        citizen_id: person.number.reveal().to_string(),
        phone: person
            .phone
            .as_ref()
            .map_or_else(String::new, |phone| phone.reveal().to_string()),
        email: reveal(person.email.as_ref()),
        address: reveal(person.address.as_ref()),
    }
}

fn reveal(text: Option<&Personal<String>>) -> String {
    text.map_or_else(String::new, |text| text.reveal().clone())
}

/// How to reach the person: whoever handed the dossier in, else its owner.
pub fn contact(dossier: &Dossier, told_by: Option<&ToldBy>) -> pb::GetContactResponse {
    let filing = &dossier.filing;
    let person = filing.submitter.as_ref().unwrap_or(&filing.owner);
    let phone = person.phone.as_ref().or(filing.owner.phone.as_ref());
    let chosen = told_by.and_then(|told_by| told_by.email.as_ref());
    let email = chosen.or(person.email.as_ref());
    // Who asked for letters gets them, also where the result is fetched.
    let letters = told_by.is_some_and(|told_by| told_by.channels.contains(&NoticeChannel::Post));
    let address = match letters {
        true => address(dossier),
        false => filing.return_address.as_ref(),
    };
    pb::GetContactResponse {
        code: dossier.code.clone(),
        name: person.name.reveal().clone(),
        phone: phone.map_or_else(String::new, |phone| phone.reveal().to_string()),
        return_method: return_method_out(filing.return_method).into(),
        return_address: reveal(address),
        procedure: dossier.procedure.code.clone(),
        receiving_unit: dossier.receiving_unit().to_string(),
        due: dossier.appointment.as_ref().map(due),
        email: reveal(email),
        channels: told_by.map(words).unwrap_or_default(),
    }
}

fn due(promise: &Appointment) -> prost_types::Timestamp {
    timestamp(promise.due())
}
