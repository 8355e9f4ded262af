//! One dossier at the one-stop desk: the whole file and everything the desk may do with it.

use askama::Template;
use axum::extract::Path;
use kernel::Role;
use proto::{
    intake::v1::{GetDossierRequest, ListReadsRequest, Stage, TrackDossierResponse},
    routing::v1::{GetProcedureRequest, GetProcedureResponse, GetRouteResponse, Leg, LegStatus},
};

use crate::{
    desk::at_desk,
    desk_acts::{Counter, VERSION},
    dossier_acts,
    facts::{self, Changed},
    letter,
};
use portal_ui::{
    answer::{Answer, page, page_with, see},
    directory::Names,
    failure::Failure,
    fields::{Errors, Fields},
    format,
    frame::{Frame, Lang, Visit},
    lookup::{self, deadline},
    papers::{self, Printable},
    parts::{Stops, Summary},
    said::value,
    view::{
        badge::{self, Badge},
        due::Due,
        file::File,
        form::{self, ActForm},
        owed::Advice,
        path,
    },
};

#[derive(Template)]
#[template(path = "desk-dossier.html")]
struct Dossier {
    f: Frame,
    d: TrackDossierResponse,
    badge: Badge,
    due: Due,
    stops: Stops,
    because: Vec<String>,
    file: Option<File>,
    reads: Vec<(String, String, String)>,
    forms: Vec<ActForm>,
    advice: Vec<Advice>,
    missing: Vec<String>,
    printable: Vec<Printable>,
    to_pay: Option<ToPay>,
    /// What happened while the act was being decided.
    changed: Vec<Changed>,
    summary: Summary,
}

/// What the desk may do about money.
struct ToPay {
    /// The notice that waits; empty when what there was is settled.
    notice: String,
}

impl ToPay {
    /// For those who take money, where the person was ever asked for some.
    fn of(visit: &Visit, route: Option<&GetRouteResponse>) -> Option<Self> {
        let mut legs = route.filter(|_| at_desk(visit))?.legs.iter();
        let asked = |leg: &&Leg| !leg.reference.is_empty();
        let waits = |leg: &&Leg| leg.status() == LegStatus::AwaitingPayment;
        legs.clone().find(asked)?;
        let notice = legs.find(waits).map(|leg| leg.reference.clone());
        Some(Self {
            notice: notice.unwrap_or_default(),
        })
    }
}

#[derive(Template)]
#[template(path = "desk-act.html")]
struct OneAct {
    f: Frame,
    d: TrackDossierResponse,
    badge: Badge,
    due: Due,
    form: ActForm,
    file: Option<File>,
    advice: Vec<Advice>,
    missing: Vec<String>,
}

/// `GET /ban/ho-so/{code}/{act}`: one act on a page of its own, with the letter that would go out.
pub async fn one_act(visit: Visit, Path((code, act)): Path<(String, String)>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let drawn = drawn(&visit, d, "", &Fields::default(), &Errors::default()).await?;
    let mut forms = drawn.forms.into_iter();
    let Some(form) = forms.find(|form| form.act == act) else {
        // What the stage no longer allows is explained by the dossier itself.
        return see(&format!("/ban/ho-so/{}", format::segment(&drawn.d.code)));
    };
    page(&OneAct {
        f: drawn.f,
        badge: drawn.badge,
        due: drawn.due,
        form: ActForm {
            open: true,
            main: true,
            ..form
        },
        file: drawn.file,
        advice: drawn.advice,
        missing: drawn.missing,
        d: drawn.d,
    })
}

/// `GET /ban/ho-so/{code}`. Opening the file is a recorded read of personal data.
pub async fn one(visit: Visit, Path(code): Path<String>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    page(&drawn(&visit, d, "", &Fields::default(), &Errors::default()).await?)
}

/// The name of the head of the desk, where it is the head who visits.
pub fn head_of(visit: &Visit) -> Option<&str> {
    let head = visit.account.as_ref().filter(|_| visit.may(Role::DeskHead));
    head.map(|account| account.name.as_str())
}

async fn drawn(
    visit: &Visit,
    d: TrackDossierResponse,
    failed: &str,
    sent: &Fields,
    errors: &Errors,
) -> Result<Dossier, Failure> {
    let names = visit.names().await?;
    let lang = visit.lang;
    let ask = visit.ask_at(&d.receiving_unit, false);
    let opened = GetDossierRequest {
        dossier_id: d.dossier_id.clone(),
        purpose: "Xử lý hồ sơ tại quầy".to_owned(),
    };
    let version = GetProcedureRequest {
        code: d.procedure.clone(),
        version: d.procedure_version.clone(),
    };
    let (mut intake, mut routing) = (ask.intake(), ask.routing());
    let (file, procedure, route) = tokio::join!(
        intake.get_dossier(opened),
        routing.get_procedure(version),
        lookup::route(visit, &d.dossier_id)
    );
    let procedure: GetProcedureResponse = procedure?.into_inner();
    let route = route?;
    let file = file.ok();
    let file = file.map(|file| File::new(&file.into_inner(), &procedure, &names, lang));
    let asked = ListReadsRequest {
        dossier_id: d.dossier_id.clone(),
    };
    let reads = ask.intake().list_reads(asked).await?.into_inner().reads;
    let counter = Counter {
        d: &d,
        procedure: &procedure,
        legs: route.as_ref().map_or(&[], |route| &route.legs),
        names: &names,
        head: head_of(visit),
        lang,
    };
    let address = |act: &str| format!("/ban/ho-so/{}/{act}", format::segment(&d.code));
    let mut forms = form::placed(counter.forms(), address, failed, sent, errors, lang);
    // What was typed stays; what it was decided on is what is shown now.
    for field in forms.iter_mut().flat_map(|form| &mut form.fields) {
        if field.name == VERSION {
            field.value = d.version.to_string();
        }
    }
    Ok(Dossier {
        f: visit.frame_with(&names),
        badge: badge::at_desk(d.stage(), &d.stage_reason, lang),
        due: deadline(visit, &d),
        stops: Stops {
            stops: path::stops(visit.now(), &d, route.as_ref(), &names, lang),
            lang,
        },
        because: d.appointment.clone().unwrap_or_default().because,
        file,
        reads: reads
            .into_iter()
            .take(20)
            .map(|read| (format::stamp(read.at.as_ref(), lang), read.by, read.purpose))
            .collect(),
        summary: form::summary(&forms, failed, errors, lang),
        forms,
        advice: advice(&d, &names, lang),
        missing: lookup::named(&d.asked, &procedure),
        printable: papers::of(&d, lang),
        to_pay: ToPay::of(visit, route.as_ref()),
        changed: Vec::new(),
        d,
    })
}

/// What the desk has to know before it acts: what an agency needs, until when the person may
/// answer, a date that was moved.
fn advice(d: &TrackDossierResponse, names: &Names, lang: Lang) -> Vec<Advice> {
    let mut told = Vec::new();
    if let Some(needed) = d
        .needed
        .as_ref()
        .filter(|_| d.stage() != Stage::AwaitingSupplement)
    {
        let lead = match lang {
            Lang::Vi => format!("{} đề nghị yêu cầu bổ sung.", names.unit(&needed.unit)),
            Lang::En => format!("{} needs a supplement.", value(&names.unit(&needed.unit))),
        };
        told.push(Advice {
            tone: "amber",
            lead,
            text: needed.reason.clone(),
        });
    }
    if let Some(by) = format::moment(d.answer_by.as_ref()) {
        told.push(Advice {
            tone: "violet",
            lead: lang
                .pick("Đang chờ người nộp bổ sung.", "The applicant is asked.")
                .to_owned(),
            text: format!(
                "{} {}. {}",
                lang.pick("Trả lời trước", "Answer by"),
                format::day_and_time(by, lang),
                d.stage_reason
            ),
        });
    }
    let promise = d.appointment.clone().unwrap_or_default();
    if promise.moved > 0 {
        told.push(Advice {
            tone: "grey",
            lead: lang
                .pick("Đã xin lỗi và hẹn lại.", "Apologised, with a new date.")
                .to_owned(),
            text: format!(
                "{} {} → {}",
                lang.pick("Hẹn trả", "Due"),
                format::stamp(promise.original_due.as_ref(), lang),
                format::stamp(promise.due.as_ref(), lang)
            ),
        });
    }
    told
}

/// `POST /ban/ho-so/{code}/{act}`. An act that begins with `xem-` only shows its letter.
pub async fn act(visit: Visit, Path((code, act)): Path<(String, String)>, sent: Fields) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let letter = act.strip_prefix("xem-");
    if let Some(letter) = letter.filter(|letter| letter::LETTERS.contains(letter)) {
        return letter::shown(&visit, &d, letter, &sent).await;
    }
    match dossier_acts::carry_out(&visit, &d, &act, &sent).await {
        Ok(next) => see(&next),
        Err(failure) => {
            let conflict = facts::is_conflict(&failure);
            let violations = if conflict {
                Vec::new()
            } else {
                failure.violations()
            };
            let errors = Errors::new(violations, &[]);
            let d = lookup::dossier(&visit, &d.code).await?;
            let changed = if conflict {
                facts::since(&visit, &d, sent.count(VERSION)).await
            } else {
                Vec::new()
            };
            let mut drawn = drawn(&visit, d, &act, &sent, &errors).await?;
            drawn.changed = changed;
            page_with(failure.status(), &drawn)
        }
    }
}
