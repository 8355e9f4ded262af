//! One dossier as every officer may see it: its dimensions, its date, whose its time was. No
//! personal data.

use askama::Template;
use axum::extract::Path;
use proto::{
    intake::v1::{ExplainAppointmentRequest, TrackDossierResponse},
    routing::v1::{
        ControlRow, Duty, GetAttributionRequest, GetControlSheetRequest, GetControlSheetResponse,
        ListDutiesRequest,
    },
};

use portal_ui::{
    answer::{Answer, page},
    failure::Failure,
    format,
    frame::{Frame, Lang, Visit},
    lookup::{self, deadline},
    papers::{self, Form, Printable},
    parts::Stops,
    view::{
        Tone,
        badge::{self, Badge},
        dimensions::{self, Dimension},
        due::Due,
        hours::{self, Bar, Stretch},
        path,
    },
};

#[derive(Template)]
#[template(path = "whole.html")]
struct Whole {
    f: Frame,
    d: TrackDossierResponse,
    receiver: String,
    badge: Badge,
    due: Due,
    dimensions: [Dimension; 5],
    stops: Stops,
    working: Vec<String>,
    intervals: Vec<Stretch>,
    bars: Vec<Bar>,
    stretches: Vec<Stretch>,
    blamed: Vec<String>,
    total: String,
    late: String,
    duties: Vec<Owed>,
    papers: Vec<Printable>,
}

struct Owed {
    unit: String,
    badge: Badge,
    due: String,
    by: String,
}

/// `GET /ho-so/{code}`.
pub async fn one(visit: Visit, Path(code): Path<String>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let (names, lang) = (visit.names().await?, visit.lang);
    let (mut intake, mut routing) = (visit.ask.intake(), visit.ask.routing());
    let (explained, route, attribution, duties) = tokio::join!(
        intake.explain_appointment(ExplainAppointmentRequest {
            code: d.code.clone()
        }),
        lookup::route(&visit, &d.dossier_id),
        routing.get_attribution(GetAttributionRequest {
            dossier_id: d.dossier_id.clone()
        }),
        duties(&visit, &d),
    );
    let explained = explained?.into_inner();
    // Before a desk has received it there is no route, and nobody has held anything.
    let attribution = match attribution.map_err(Failure::from) {
        Ok(told) => told.into_inner(),
        Err(Failure::Absent(_)) => Default::default(),
        Err(other) => return Err(other),
    };
    let route = route?;
    page(&Whole {
        f: visit.frame_with(&names),
        receiver: names.unit(&d.receiving_unit),
        badge: badge::of_stage(d.stage(), &d.stage_reason, lang),
        due: deadline(&visit, &d),
        dimensions: dimensions::of(&d, &names, lang),
        stops: Stops {
            stops: path::stops(visit.now(), &d, route.as_ref(), &names, lang),
            lang,
        },
        working: explained.lines.into_iter().map(|l| l.sentence).collect(),
        intervals: hours::intervals(&explained.intervals, lang),
        bars: hours::bars(&attribution, lang),
        stretches: hours::stretches(&attribution, lang),
        blamed: hours::blamed(&attribution.blames, lang),
        total: format::working(attribution.total_minutes, lang),
        late: match attribution.late_minutes {
            0 => String::new(),
            late => format::working(late, lang),
        },
        duties: duties?,
        papers: papers::of(&d, lang),
        d,
    })
}

/// The apologies of this dossier, owed, given and missed.
async fn duties(visit: &Visit, d: &TrackDossierResponse) -> Result<Vec<Owed>, Failure> {
    let all = ListDutiesRequest::default();
    let found = visit.ask.routing().list_duties(all).await?.into_inner();
    let own = found.duties.into_iter();
    let own = own.filter(|duty| duty.dossier_id == d.dossier_id);
    Ok(own.map(|duty| owed(&duty, visit.lang)).collect())
}

fn owed(duty: &Duty, lang: Lang) -> Owed {
    Owed {
        unit: duty.unit_name.clone(),
        badge: match duty.status.as_str() {
            "given" => badge::of(lang, Tone::Green, "Đã xin lỗi, hẹn lại", "Given"),
            "missed" => badge::of(lang, Tone::Red, "Không xin lỗi đúng hạn", "Missed"),
            _ => badge::of(lang, Tone::Amber, "Phải xin lỗi", "Owed"),
        },
        due: format::stamp(duty.due.as_ref(), lang),
        by: format::stamp(duty.state_by.as_ref(), lang),
    }
}

#[derive(Template)]
#[template(path = "control-sheet.html")]
struct Sheet {
    f: Frame,
    s: GetControlSheetResponse,
    received: String,
    due: String,
    rows: Vec<Row>,
    pdf: String,
}

struct Row {
    given: String,
    taken: String,
    due: String,
    done: String,
    outcome: Badge,
    r: ControlRow,
}

/// `GET /ho-so/{code}/phieu-kiem-soat`: the control sheet, as it is printed on A4.
pub async fn sheet(visit: Visit, Path(code): Path<String>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let names = visit.names().await?;
    let request = GetControlSheetRequest {
        dossier_id: d.dossier_id,
    };
    let s = visit.ask.routing().get_control_sheet(request).await?;
    let s = s.into_inner();
    let row = |r: &ControlRow| Row {
        given: format::stamp(r.given_at.as_ref(), visit.lang),
        taken: format::stamp(r.taken_at.as_ref(), visit.lang),
        due: format::stamp(r.due.as_ref(), visit.lang),
        done: format::stamp(r.done_at.as_ref(), visit.lang),
        outcome: outcome(&r.outcome, visit.lang),
        r: r.clone(),
    };
    page(&Sheet {
        f: visit.frame_with(&names),
        received: format::stamp(s.received_at.as_ref(), visit.lang),
        due: format::stamp(s.due.as_ref(), visit.lang),
        rows: s.rows.iter().map(row).collect(),
        pdf: Form::ControlSheet.href(&s.code),
        s,
    })
}

fn outcome(word: &str, lang: Lang) -> Badge {
    match word {
        "early" => badge::of(lang, Tone::Green, "Trước hạn", "Early"),
        "on-time" => badge::of(lang, Tone::Green, "Đúng hạn", "On time"),
        "late" => badge::of(lang, Tone::Red, "Quá hạn", "Late"),
        _ => badge::of(lang, Tone::Blue, "Đang giữ", "Open"),
    }
}
