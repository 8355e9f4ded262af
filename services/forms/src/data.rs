//! What a request says, as the templates read it: the fields of the contract by their names, with
//! times as civil time (`2026-11-21T08:15`) or null.

mod reports;

use chrono::{DateTime, FixedOffset};
use kernel::PartyId;
use prost_types::Timestamp;
use proto::forms::v1::{self as wire, render_request::Paper};
use serde_json::{Value, json};

use crate::index::Kind;

/// More rows than this are another volume.
const MOST_ROWS: usize = 5000;

/// Why a request cannot be drawn: the field, and the remedy.
pub(crate) type Wrong = (&'static str, String);

pub(crate) fn kind(paper: &Paper) -> Kind {
    match paper {
        Paper::Receipt(_) => Kind::Receipt,
        Paper::SupplementRequest(_) => Kind::SupplementRequest,
        Paper::Refusal(_) => Kind::Refusal,
        Paper::Apology(_) => Kind::Apology,
        Paper::StopNotice(_) => Kind::StopNotice,
        Paper::ControlSheet(_) => Kind::ControlSheet,
        Paper::Register(_) => Kind::Register,
        Paper::Board(_) => Kind::Board,
        Paper::Declaration(_) => Kind::Declaration,
        Paper::Briefing(_) => Kind::Briefing,
        Paper::Quarter(_) => Kind::Quarter,
    }
}

/// The address the paper's QR code leads to; empty: it has none.
pub(crate) fn address(data: &Value) -> &str {
    data["subject"]["tracking_url"]
        .as_str()
        .or_else(|| data["url"].as_str())
        .unwrap_or_default()
}

/// # Errors
/// When there are more rows than one paper holds.
pub(crate) fn of(paper: &Paper, zone: FixedOffset) -> Result<Value, Wrong> {
    let rows = match paper {
        Paper::Register(register) => register.entries.len(),
        Paper::ControlSheet(sheet) => sheet.hops.len(),
        Paper::Declaration(form) => form.person.len() + form.questions.len(),
        Paper::Briefing(briefing) => reports::rows_of_briefing(briefing),
        Paper::Quarter(quarter) => reports::rows_of_quarter(quarter),
        _ => 0,
    };
    if rows > MOST_ROWS {
        let remedy = format!("Có {rows} dòng, tối đa {MOST_ROWS} dòng. Hãy in từng khoảng ngày.");
        return Err(("entries", remedy));
    }
    let civil = |at: &Option<Timestamp>| moment(at.as_ref(), zone);
    Ok(match paper {
        Paper::Receipt(p) => json!({
            "head": head(&p.head), "subject": subject(&p.subject), "centre": p.centre,
            "papers": p.papers.iter().map(handed_in).collect::<Value>(),
            "sets": p.sets, "term": p.term,
            "received_at": civil(&p.received_at), "due_at": civil(&p.due_at),
            "return_at": p.return_at, "volume": p.volume, "entry": p.entry, "fee": p.fee,
            "officer": p.officer, "hotline": p.hotline,
            "phases": p.phases.iter().map(|phase| json!({
                "title": phase.title, "term": phase.term,
                "received_at": civil(&phase.received_at), "due_at": civil(&phase.due_at),
            })).collect::<Value>(),
        }),
        Paper::SupplementRequest(p) => json!({
            "head": head(&p.head), "subject": subject(&p.subject), "centre": p.centre,
            "items": p.items, "reason": p.reason, "stage": p.stage, "ground": p.ground,
            "clock": p.clock, "answer_by": civil(&p.answer_by), "website": p.website,
            "officer": p.officer, "phone": p.phone,
        }),
        Paper::Refusal(p) => json!({
            "head": head(&p.head), "subject": subject(&p.subject), "centre": p.centre,
            "reason": p.reason, "ground": p.ground, "advice": p.advice, "officer": p.officer,
        }),
        Paper::Apology(p) => json!({
            "head": head(&p.head), "subject": subject(&p.subject), "agency": p.agency,
            "received_at": civil(&p.received_at), "original_due": civil(&p.original_due),
            "reason": p.reason, "lead_unit": p.lead_unit, "new_due": civil(&p.new_due),
            "signer_title": p.signer_title, "signer": p.signer, "copies_to": p.copies_to,
        }),
        Paper::StopNotice(p) => json!({
            "head": head(&p.head), "subject": subject(&p.subject), "agency": p.agency,
            "received_at": civil(&p.received_at), "request": p.request, "stage": p.stage,
            "reason": p.reason, "ground": p.ground, "settlement": p.settlement,
            "papers": p.papers, "signer_title": p.signer_title, "signer": p.signer,
            "copies_to": p.copies_to,
        }),
        Paper::ControlSheet(p) => json!({
            "head": head(&p.head), "subject": subject(&p.subject),
            "received_at": civil(&p.received_at), "due_at": civil(&p.due_at),
            "lead_agency": p.lead_agency, "coordinating": p.coordinating,
            "hops": p.hops.iter().map(|hop| json!({
                "giver": hop.giver, "giver_person": hop.giver_person,
                "given_at": civil(&hop.given_at), "taker": hop.taker,
                "taker_person": hop.taker_person, "taken_at": civil(&hop.taken_at),
                "result": result(hop.result()), "note": hop.note,
            })).collect::<Value>(),
        }),
        Paper::Register(p) => json!({
            "head": head(&p.head), "year": p.year, "volume": p.volume, "from": p.from, "to": p.to,
            "entries": p.entries.iter().map(|entry| json!({
                "number": entry.number, "code": entry.code, "procedure": entry.procedure,
                "sets": entry.sets, "owner": entry.owner, "contact": entry.contact,
                "agency": entry.agency, "received_at": civil(&entry.received_at),
                "due_at": civil(&entry.due_at), "forwarded_at": civil(&entry.forwarded_at),
                "result_at": civil(&entry.result_at), "returned_at": civil(&entry.returned_at),
                "return_method": entry.return_method, "note": entry.note,
            })).collect::<Value>(),
        }),
        Paper::Board(p) => json!({
            "head": head(&p.head), "code": p.code, "name": p.name, "field": p.field,
            "authority": p.authority, "places": p.places, "term": p.term, "fee": p.fee,
            "papers": p.papers.iter().map(handed_in).collect::<Value>(),
            "steps": p.steps.iter().map(|step| json!({
                "title": step.title, "by": step.by, "time": step.time,
            })).collect::<Value>(),
            "result": p.result, "legal_basis": p.legal_basis, "hours": p.hours,
            "hotline": p.hotline, "url": p.url, "large": p.large, "notes": p.notes,
        }),
        Paper::Declaration(p) => json!({
            "title": p.title, "form_of_law": p.form_of_law, "procedure": p.procedure,
            "code": p.code, "version": p.version, "addressed_to": p.addressed_to,
            "receivers": p.receivers,
            "person": p.person.iter().map(question).collect::<Value>(),
            "questions": p.questions.iter().map(question).collect::<Value>(),
            "room": p.room, "url": p.url, "verified": p.verified,
        }),
        Paper::Briefing(p) => reports::briefing(p),
        Paper::Quarter(p) => reports::quarter(p)?,
    })
}

fn head(head: &Option<wire::Letterhead>) -> Value {
    let head = head.clone().unwrap_or_default();
    json!({
        "superior": head.superior, "issuer": head.issuer, "number": head.number,
        "place": head.place,
    })
}

fn subject(subject: &Option<wire::Subject>) -> Value {
    let subject = subject.clone().unwrap_or_default();
    json!({
        "code": subject.code, "tracking_url": subject.tracking_url, "matter": subject.matter,
        "owner": party(&subject.owner.unwrap_or_default()),
        "submitter": subject.submitter.as_ref().map(party),
        "channel": subject.channel,
    })
}

fn party(party: &wire::Party) -> Value {
    let number = party.citizen_id.parse::<PartyId>();
    json!({
        "name": party.name, "citizen_id": party.citizen_id, "address": party.address,
        "phone": party.phone, "email": party.email,
        "organisation": number.is_ok_and(|number| number.is_organisation()),
    })
}

fn handed_in(paper: &wire::HandedIn) -> Value {
    json!({
        "name": paper.name, "originals": paper.originals, "certified": paper.certified,
        "copies": paper.copies, "electronic": paper.electronic, "note": paper.note,
    })
}

fn question(question: &wire::Question) -> Value {
    json!({
        "label": question.label, "kind": question.kind, "required": question.required,
        "hint": question.hint, "answer": question.answer,
        "boxes": question.boxes.iter().map(|one| json!({
            "label": one.label, "ticked": one.ticked,
        })).collect::<Value>(),
    })
}

fn result(result: wire::Result) -> &'static str {
    match result {
        wire::Result::Unspecified => "",
        wire::Result::Early => "early",
        wire::Result::OnTime => "on-time",
        wire::Result::Late => "late",
    }
}

fn moment(at: Option<&Timestamp>, zone: FixedOffset) -> Value {
    let civil = at
        .and_then(|at| DateTime::from_timestamp(at.seconds, 0))
        .map(|at| at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string());
    json!(civil)
}
