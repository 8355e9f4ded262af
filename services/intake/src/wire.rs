//! Between the words of the contract and the words of the desk.

use std::collections::BTreeMap;

use chassis::{Error, Result, Stored, Violations, wire::timestamp};
use intake_domain::{Appointment, Channel, Dossier, Filing, Paper, Person, ReturnMethod, Stage};
use kernel::{DossierId, Personal, UnitId, line};
use proto::intake::v1 as pb;

/// # Errors
/// When it is not a UUID.
pub fn dossier_id(id: &str) -> Result<DossierId> {
    id.parse().map_err(|_| {
        Error::field(
            "dossier_id",
            "Mã định danh hồ sơ phải là UUID do hệ thống gửi tạo ra.",
        )
    })
}

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
    let citizen_id = wrong.check(format!("{field}.citizen_id"), person.citizen_id.parse());
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
        citizen_id: Personal::new(citizen_id?),
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
    if text.trim().is_empty() {
        return None;
    }
    wrong.check(field, line(text, limit)).map(Personal::new)
}

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
            })
        })
        .collect()
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

/// # Errors
/// When none is named.
pub fn return_method(method: pb::ReturnMethod) -> Result<ReturnMethod, &'static str> {
    match method {
        pb::ReturnMethod::Counter => Ok(ReturnMethod::Counter),
        pb::ReturnMethod::Post => Ok(ReturnMethod::Post),
        pb::ReturnMethod::Electronic => Ok(ReturnMethod::Electronic),
        pb::ReturnMethod::Unspecified => Err("Hãy chọn cách nhận kết quả."),
    }
}

pub fn return_method_out(method: ReturnMethod) -> pb::ReturnMethod {
    match method {
        ReturnMethod::Counter => pb::ReturnMethod::Counter,
        ReturnMethod::Post => pb::ReturnMethod::Post,
        ReturnMethod::Electronic => pb::ReturnMethod::Electronic,
    }
}

/// # Errors
/// When none is named, or it is not the desk's.
pub fn channel(channel: pb::Channel) -> Result<Channel> {
    match channel {
        pb::Channel::Counter => Ok(Channel::Counter),
        pb::Channel::Online => Ok(Channel::Online),
        pb::Channel::Post => Ok(Channel::Post),
        pb::Channel::Unspecified => Err(Error::field(
            "channel",
            "Hãy nêu kênh tiếp nhận: trực tiếp, trực tuyến hay bưu chính.",
        )),
    }
}

pub fn channel_out(channel: Channel) -> pb::Channel {
    match channel {
        Channel::Counter => pb::Channel::Counter,
        Channel::Online => pb::Channel::Online,
        Channel::Post => pb::Channel::Post,
    }
}

/// The stage's word in tables, as the store keeps it.
pub fn stage_name(stage: pb::Stage) -> Option<&'static str> {
    Some(match stage {
        pb::Stage::Submitted => "submitted",
        pb::Stage::InProgress => "in-progress",
        pb::Stage::AwaitingSupplement => "awaiting-supplement",
        pb::Stage::ClockStopped => "clock-stopped",
        pb::Stage::Settled => "settled",
        pb::Stage::Returned => "returned",
        pb::Stage::Refused => "refused",
        pb::Stage::Withdrawn => "withdrawn",
        pb::Stage::Stopped => "stopped",
        pb::Stage::Lapsed => "lapsed",
        pb::Stage::Correcting => "correcting",
        pb::Stage::Unspecified => return None,
    })
}

fn stage(stage: &Stage) -> pb::Stage {
    match stage {
        Stage::Submitted => pb::Stage::Submitted,
        Stage::InProgress => pb::Stage::InProgress,
        Stage::AwaitingSupplement { .. } => pb::Stage::AwaitingSupplement,
        Stage::ClockStopped { .. } => pb::Stage::ClockStopped,
        Stage::Settled { .. } => pb::Stage::Settled,
        Stage::Returned { .. } => pb::Stage::Returned,
        Stage::Refused { .. } => pb::Stage::Refused,
        Stage::Withdrawn { .. } => pb::Stage::Withdrawn,
    }
}

pub fn appointment(promise: &Appointment) -> pb::Appointment {
    pb::Appointment {
        due: Some(timestamp(promise.due)),
        counted_from: Some(timestamp(promise.counted_from)),
        term: promise.term.clone(),
        phase: promise.phase.into(),
        phases: promise.phases.into(),
        because: promise.because.clone(),
        ..Default::default()
    }
}

/// What anybody holding the code may see: no personal data.
pub fn public(stored: &Stored<Dossier>, procedure_name: String) -> pb::TrackDossierResponse {
    let dossier = &stored.state;
    let (asked, reason) = match &dossier.stage {
        Stage::AwaitingSupplement {
            components, reason, ..
        } => (components.clone(), reason.clone()),
        Stage::ClockStopped { ground, .. } => (Vec::new(), ground.clone()),
        Stage::Refused { reason, .. } => (Vec::new(), reason.clone()),
        _ => Default::default(),
    };
    let (granted, returned_at) = match dossier.stage {
        Stage::Settled { granted, .. } => (Some(granted), None),
        Stage::Returned { granted, at, .. } => (Some(granted), Some(timestamp(at))),
        _ => (None, None),
    };
    pb::TrackDossierResponse {
        dossier_id: dossier.id.to_string(),
        code: dossier.code.clone(),
        procedure: dossier.procedure.code.clone(),
        procedure_version: dossier.procedure.version.to_string(),
        procedure_name,
        receiving_unit: dossier.receiving_unit().to_string(),
        place: dossier.filing.place.to_string(),
        channel: channel_out(dossier.channel).into(),
        stage: stage(&dossier.stage).into(),
        filed_at: dossier.submitted_at.or(dossier.received_at).map(timestamp),
        received_at: dossier.received_at.map(timestamp),
        appointment: dossier.appointment.as_ref().map(appointment),
        granted,
        settled_at: dossier.settled_at().map(timestamp),
        returned_at,
        asked,
        stage_reason: reason,
        version: stored.version,
        ..Default::default()
    }
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

fn person_out(person: &Person) -> pb::Person {
    pb::Person {
        name: person.name.reveal().clone(),
        citizen_id: person.citizen_id.reveal().to_string(),
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
pub fn contact(dossier: &Dossier) -> pb::GetContactResponse {
    let filing = &dossier.filing;
    let person = filing.submitter.as_ref().unwrap_or(&filing.owner);
    let phone = person.phone.as_ref().or(filing.owner.phone.as_ref());
    pb::GetContactResponse {
        code: dossier.code.clone(),
        name: person.name.reveal().clone(),
        phone: phone.map_or_else(String::new, |phone| phone.reveal().to_string()),
        return_method: return_method_out(filing.return_method).into(),
        return_address: reveal(filing.return_address.as_ref()),
        procedure: dossier.procedure.code.clone(),
        receiving_unit: filing.receiving_unit.to_string(),
        due: dossier
            .appointment
            .as_ref()
            .map(|promise| timestamp(promise.due)),
    }
}
