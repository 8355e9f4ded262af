//! A dossier's route, leg by leg, with the acts on it: taking an offer back, ending a wait before
//! its time, going on under another version of the procedure.

mod acts;
mod offers;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use proto::{
    intake::v1::TrackDossierResponse,
    routing::v1::{GetRouteResponse, Leg, LegStatus},
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page_with},
    directory::Names,
    failure::Failure,
    fields::{Errors, Fields},
    format,
    frame::{Frame, Lang, Visit},
    lookup,
    parts::Summary,
    view::{badge::Badge, form::ActForm},
};

pub use acts::{leg, migrate};
use offers::{Hand, KEEP, LegAct, Trial};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "ma-ho-so")]
    code: String,
    /// The act that was just done.
    #[serde(default, rename = "xong")]
    done: String,
}

#[derive(Template)]
#[template(path = "route.html")]
struct Page {
    f: Frame,
    /// Whether the page looks dossiers up, or is one dossier's own.
    finds: bool,
    code: String,
    /// What is wrong with the code.
    wrong: String,
    summary: Summary,
    done: &'static str,
    shown: Option<Shown>,
}

struct Shown {
    procedure: String,
    version: String,
    due: String,
    rows: Vec<Row>,
    /// Nobody competent can be named for a leg.
    unclear: bool,
    migration: Option<Migration>,
}

struct Row {
    id: String,
    title: String,
    unit: String,
    badge: Badge,
    since: String,
    due: String,
    reason: String,
    form: Option<ActForm>,
    /// Who may act on it, where who visits may not.
    whose: String,
}

struct Migration {
    form: ActForm,
    /// What a trial said would change; none before one.
    changes: Option<Vec<String>>,
    carry: Option<ActForm>,
}

/// What was tried on the page before it is drawn again.
#[derive(Default)]
struct Tried {
    act: String,
    leg: String,
    sent: Fields,
    errors: Errors,
    status: StatusCode,
    changes: Option<Vec<String>>,
}

/// `GET /van-hanh/tuyen?ma-ho-so=`.
pub async fn ask(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let code = format::dossier_code(&asked.code);
    if code.is_empty() {
        return empty(&visit, StatusCode::OK, &asked.code, String::new());
    }
    match drawn(&visit, &code, &asked.done, Tried::default()).await {
        Err(Failure::Absent(sentence)) => {
            let wrong = match visit.lang {
                Lang::Vi => sentence,
                Lang::En => {
                    format!(
                        "No dossier has the code {code}. Compare it with the receipt, digit by digit."
                    )
                }
            };
            empty(&visit, StatusCode::NOT_FOUND, &asked.code, wrong)
        }
        answer => answer,
    }
}

/// `GET /ho-so/{code}/tuyen`: the same, for the units on the route.
pub async fn of_dossier(
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    drawn(&visit, &code, &asked.done, Tried::default()).await
}

fn empty(visit: &Visit, status: StatusCode, code: &str, wrong: String) -> Answer {
    let line = |sentence: &String| ("ma-ho-so".to_owned(), sentence.clone());
    let wrong = Some(wrong).filter(|wrong| !wrong.is_empty());
    page_with(
        status,
        &Page {
            f: visit.frame(),
            finds: true,
            code: code.to_owned(),
            summary: Summary {
                lines: wrong.iter().map(line).collect(),
                lang: visit.lang,
            },
            wrong: wrong.unwrap_or_default(),
            done: "",
            shown: None,
        },
    )
}

async fn drawn(visit: &Visit, code: &str, done: &str, tried: Tried) -> Answer {
    let names = visit.names().await?;
    let dossier = lookup::dossier(visit, code).await?;
    let route = lookup::route(visit, &dossier.dossier_id).await?;
    let hand = Hand::of(visit);
    let mut summary = Summary {
        lines: lines(&[], &tried),
        lang: visit.lang,
    };
    let shown = route.map(|route| {
        let row = |leg: &Leg| row(visit, &names, &dossier, &route, &hand, leg, &tried);
        let rows: Vec<Row> = route.legs.iter().map(row).collect();
        let migration = (hand.keeper && !route.settled && !route.closed)
            .then(|| migration(visit, &names, &dossier, &route, &tried));
        let mut forms: Vec<&ActForm> = rows.iter().filter_map(|row| row.form.as_ref()).collect();
        forms.extend(migration.as_ref().map(|migration| &migration.form));
        summary.lines = lines(&forms, &tried);
        Shown {
            procedure: format!(
                "{} {}",
                route.procedure,
                names.procedure_name(&route.procedure)
            ),
            version: format::iso_date(&route.procedure_version, visit.lang),
            due: format::stamp(route.due.as_ref(), visit.lang),
            unclear: route
                .legs
                .iter()
                .any(|leg| leg.status() == LegStatus::Undetermined),
            rows,
            migration,
        }
    });
    page_with(
        tried.status,
        &Page {
            f: visit.frame_with(&names),
            finds: visit.leads("/van-hanh/tuyen"),
            code: dossier.code,
            wrong: String::new(),
            summary,
            done: acts::told(done, visit.lang),
            shown,
        },
    )
}

/// What is wrong, each sentence with its input where the page still has one.
fn lines(forms: &[&ActForm], tried: &Tried) -> Vec<(String, String)> {
    let line = |(name, sentence): (String, String)| {
        let id = offers::input_id(&tried.act, &name, &tried.leg);
        let mut inputs = forms.iter().flat_map(|form| &form.fields);
        let known = inputs.any(|field| field.id == id);
        (if known { id } else { String::new() }, sentence)
    };
    tried.errors.lines().into_iter().map(line).collect()
}

fn row(
    visit: &Visit,
    names: &Names,
    dossier: &TrackDossierResponse,
    route: &GetRouteResponse,
    hand: &Hand,
    leg: &Leg,
    tried: &Tried,
) -> Row {
    let act = LegAct::on(leg).filter(|_| !route.closed);
    let mine = act.filter(|act| hand.may(*act, leg, route, &dossier.receiving_unit));
    let since = match leg.done_at.as_ref().or(leg.accepted_at.as_ref()) {
        Some(at) => Some(at),
        None => leg.offered_at.as_ref(),
    };
    let others = act.filter(|_| mine.is_none());
    Row {
        id: leg.leg_id.clone(),
        title: leg.title.clone(),
        unit: names.unit(&leg.unit),
        badge: offers::status(leg.status(), visit.lang),
        since: format::stamp(since, visit.lang),
        due: format::stamp(leg.due.as_ref(), visit.lang),
        reason: leg.reason.clone(),
        form: mine.map(|act| act.form(visit.lang, &dossier.code, leg, tried)),
        whose: others.map_or_else(String::new, |act| {
            act.whose(visit.lang, names, leg, &dossier.receiving_unit)
        }),
    }
}

fn migration(
    visit: &Visit,
    names: &Names,
    dossier: &TrackDossierResponse,
    route: &GetRouteResponse,
    tried: &Tried,
) -> Migration {
    let in_force = names.procedure(&route.procedure);
    let in_force = in_force.map_or("", |known| known.version.as_str());
    let trial = Trial::of(visit.lang, &dossier.code, in_force);
    let changes = tried.changes.clone();
    let some = changes.as_ref().is_some_and(|changes| !changes.is_empty());
    Migration {
        carry: (some && tried.act == KEEP.0).then(|| trial.carry(&tried.sent)),
        form: trial.form(tried),
        changes,
    }
}
