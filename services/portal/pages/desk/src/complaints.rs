//! Complaints and proposals as the unit in charge sees them: take in hand, pass on, answer.

use askama::Template;
use axum::extract::{Path, Query};
use proto::intake::v1::{
    AnswerComplaintRequest, Complaint, ComplaintState, ForwardComplaintRequest,
    ListComplaintsRequest, ReceiveComplaintRequest,
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page, page_with, see},
    directory::Names,
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind},
    format,
    frame::{Frame, Lang, Visit},
    lookup::told,
    parts::Summary,
    view::{
        Tone,
        badge::{self, Badge},
    },
};

#[derive(Default, Deserialize)]
pub struct Filter {
    #[serde(default, rename = "don-vi")]
    unit: String,
    #[serde(default)]
    loc: String,
    #[serde(default)]
    trang: String,
}

#[derive(Template)]
#[template(path = "complaints.html")]
struct List {
    f: Frame,
    unit: String,
    loc: String,
    open: u32,
    overdue: u32,
    rows: Vec<Row>,
    next: String,
    summary: Summary,
}

struct Row {
    c: Complaint,
    badge: Badge,
    about: &'static str,
    filed: String,
    limit: String,
    is_open: bool,
    waits: bool,
    answer: Field,
    to: Field,
    note: Field,
    /// Its forms are shown open: something was wrong with them.
    unfolded: bool,
}

/// `GET /ban/gop-y?don-vi=&loc=`.
pub async fn list(visit: Visit, Query(filter): Query<Filter>) -> Answer {
    let list = drawn(&visit, &filter, "", &Fields::default(), &Errors::default()).await?;
    page(&list)
}

/// `POST /ban/gop-y/{id}/{act}`: tiep-nhan, chuyen, tra-loi.
pub async fn act(
    visit: Visit,
    Path((id, act)): Path<(String, String)>,
    Query(filter): Query<Filter>,
    sent: Fields,
) -> Answer {
    let ask = visit.ask_at(&filter.unit, false);
    let complaint_id = id.clone();
    let done = match act.as_str() {
        "tiep-nhan" => {
            let request = ReceiveComplaintRequest { complaint_id };
            ask.feedback().receive_complaint(request).await.map(drop)
        }
        "chuyen" => {
            let request = ForwardComplaintRequest {
                complaint_id,
                to_unit: sent.get("to_unit").to_owned(),
                note: sent.get("note").to_owned(),
            };
            ask.feedback().forward_complaint(request).await.map(drop)
        }
        "tra-loi" => {
            let request = AnswerComplaintRequest {
                complaint_id,
                answer: sent.get("answer").to_owned(),
                upheld: sent.has("upheld"),
            };
            ask.feedback().answer_complaint(request).await.map(drop)
        }
        _ => {
            let sentence = visit
                .lang
                .pick("Không có việc này.", "There is no such act.");
            return Err(Failure::Absent(sentence.to_owned()));
        }
    };
    match done {
        Ok(()) => see(&format!(
            "/ban/gop-y?don-vi={}&loc={}",
            format::segment(&filter.unit),
            format::segment(&filter.loc)
        )),
        Err(status) => match Failure::from(status) {
            failure @ (Failure::Malformed(_) | Failure::Refused { .. }) => {
                let errors = Errors::new(failure.violations(), &[]);
                let list = drawn(&visit, &filter, &id, &sent, &errors).await?;
                page_with(failure.status(), &list)
            }
            other => Err(other),
        },
    }
}

async fn drawn(
    visit: &Visit,
    filter: &Filter,
    wrong: &str,
    sent: &Fields,
    errors: &Errors,
) -> Result<List, Failure> {
    let names = visit.names().await?;
    let unit = visit.unit(&filter.unit);
    let request = ListComplaintsRequest {
        unit: unit.clone(),
        open: filter.loc != "tat-ca",
        overdue: filter.loc == "qua-han",
        page_size: 50,
        page_token: filter.trang.clone(),
    };
    let ask = visit.ask_at(&unit, false);
    let found = ask.feedback().list_complaints(request).await?.into_inner();
    let rows = found.complaints.into_iter().map(|c| {
        let (nothing, fine) = (Fields::default(), Errors::default());
        let (sent, errors) = match c.complaint_id == wrong {
            true => (sent, errors),
            false => (&nothing, &fine),
        };
        row(c, &names, visit.lang, sent, errors)
    });
    Ok(List {
        rows: rows.collect(),
        f: visit.frame_with(&names),
        unit,
        loc: filter.loc.clone(),
        open: found.open,
        overdue: found.overdue,
        next: found.next_page_token,
        summary: Summary::of(errors, visit.lang),
    })
}

fn row(c: Complaint, names: &Names, lang: Lang, sent: &Fields, errors: &Errors) -> Row {
    let units = names.units.iter().filter(|unit| unit.id != c.unit);
    let units = units.map(|unit| Choice {
        value: unit.id.clone(),
        label: unit.name.clone(),
    });
    let suffix = c.complaint_id.clone();
    let field = |name: &str, vi: &str, en: &str, kind: Kind| {
        let field = Field::new(name, lang.pick(vi, en), kind).in_lang(lang);
        let mut field = field.filled(sent, errors);
        // One form of each on the page for every complaint: their ids must differ.
        if !field.error.is_empty() {
            return field;
        }
        field.id = format!("{}-{suffix}", field.id);
        field
    };
    Row {
        badge: state(&c, lang),
        about: about(&c.about, lang),
        filed: format::stamp(c.filed_at.as_ref(), lang),
        limit: told(
            match c.state() {
                ComplaintState::Filed | ComplaintState::Forwarded => c.receive_by.as_ref(),
                _ => c.answer_by.as_ref(),
            },
            lang,
        ),
        is_open: c.answered_at.is_none(),
        waits: matches!(c.state(), ComplaintState::Filed | ComplaintState::Forwarded),
        answer: field("answer", "Nội dung trả lời", "Answer", Kind::Paragraph),
        to: field(
            "to_unit",
            "Chuyển đến",
            "Pass on to",
            Kind::Select(units.collect()),
        ),
        note: field("note", "Lý do chuyển", "Why", Kind::Text),
        unfolded: !errors.is_empty(),
        c,
    }
}

fn about(word: &str, lang: Lang) -> &'static str {
    let (vi, en) = match word {
        "delay" => ("Chậm trễ", "Delay"),
        "conduct" => ("Hành vi của cán bộ", "Conduct"),
        "procedure" => ("Quy định, thủ tục", "Rule or procedure"),
        "system" => ("Trang web, tin nhắn", "Web pages, messages"),
        _ => ("Việc khác", "Other"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn state(c: &Complaint, lang: Lang) -> Badge {
    match c.state() {
        _ if c.overdue => badge::of(lang, Tone::Red, "Quá hạn", "Overdue"),
        ComplaintState::Answered | ComplaintState::Closed => {
            badge::of(lang, Tone::Green, "Đã trả lời", "Answered")
        }
        ComplaintState::Received => badge::of(lang, Tone::Blue, "Đang xử lý", "In hand"),
        ComplaintState::Forwarded => {
            badge::of(lang, Tone::Amber, "Được chuyển đến", "Passed on to you")
        }
        ComplaintState::Filed | ComplaintState::Unspecified => {
            badge::of(lang, Tone::Amber, "Chờ tiếp nhận", "To be received")
        }
    }
}
