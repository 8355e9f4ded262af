//! Public tracking: where a dossier is, who holds it, when it is due and why. No personal data.

mod acts;
mod heading;
mod notes;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::HeaderMap,
};
use proto::{
    intake::v1::{GetMineResponse, TrackDossierResponse},
    routing::v1::{GetProcedureRequest, GetRouteResponse},
};
use serde::Deserialize;

use self::{
    acts::{TrackAct, acts},
    heading::{Holder, holders, title},
    notes::{Note, Payment, just_done, notes},
};
use crate::{mine::proof::Claim, payment::settle};
use portal_ui::{
    answer::{Answer, page, see},
    format,
    frame::{Frame, Visit},
    lookup::{dossier, named, route, told},
    parts::Stops,
    view::{
        badge::{self, Badge},
        path, qr,
    },
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    ma: String,
}

#[derive(Template)]
#[template(path = "track-ask.html")]
struct Ask {
    f: Frame,
}

/// `GET /tra-cuu?ma=`.
pub async fn ask(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let code = format::dossier_code(&asked.ma);
    if code.is_empty() {
        return page(&Ask { f: visit.frame() });
    }
    see(&format!("/tra-cuu/{}", format::segment(&code)))
}

/// `GET /du-lieu-ca-nhan/xem?ma=`.
pub async fn who_looked(Query(asked): Query<Asked>) -> Answer {
    match format::dossier_code(&asked.ma).as_str() {
        "" => see("/du-lieu-ca-nhan"),
        code => see(&format!("/tra-cuu/{}/ai-da-xem", format::segment(code))),
    }
}

/// `GET /hs/{code}`.
pub async fn short(Path(code): Path<String>) -> Answer {
    let code = format::dossier_code(&code);
    see(&format!("/tra-cuu/{}", format::segment(&code)))
}

#[derive(Deserialize)]
pub struct Said {
    /// What was just done: rut, danh-gia, nhan-tin, bo-sung.
    #[serde(default)]
    da: String,
}

#[derive(Template)]
#[template(path = "track.html")]
struct Track {
    f: Frame,
    d: TrackDossierResponse,
    title: String,
    badge: Badge,
    notes: Vec<Note>,
    stops: Stops,
    holders: Vec<Holder>,
    due: String,
    /// The date first promised, when it was moved since.
    first_due: String,
    /// Until when the person may supply what is asked.
    answer_by: String,
    because: Vec<String>,
    filed: String,
    received: String,
    receiver: String,
    channel: &'static str,
    qr: String,
    now: String,
    acts: Vec<TrackAct>,
    mine: Option<GetMineResponse>,
    due_of_rating: String,
}

/// `GET /tra-cuu/{code}`.
pub async fn one(
    visit: Visit,
    Path(code): Path<String>,
    Query(said): Query<Said>,
    headers: HeaderMap,
) -> Answer {
    let code = format::dossier_code(&code);
    let d = dossier(&visit, &code).await?;
    // Whose it is sees a little more; a silent service is no reason to show nobody anything.
    let mine = Claim::of(&code, &headers)
        .mine(&visit)
        .await
        .unwrap_or_default();
    let names = visit.names().await?;
    let route = route(&visit, &d.dossier_id).await?;
    let lang = visit.lang;
    let promise = d.appointment.clone().unwrap_or_default();
    let asked = asked(&visit, &d).await;
    let payment = Payment::of(route.as_ref(), visit.lang);
    let pays = matches!(payment, Some(Payment::Awaited(_)));
    let back = money_back(&visit, &d.dossier_id, route.as_ref(), mine.is_some()).await;
    let first = [
        payment.and_then(|payment| payment.note(d.stage(), lang)),
        just_done(&said.da, &d, mine.as_ref(), lang),
    ];
    let mut notes = notes(&visit, &d, &asked, &names, pays);
    notes.splice(0..0, first.into_iter().flatten().chain(back));
    let address = format!(
        "{}/tra-cuu/{}",
        visit.portal.config.http.public_url.trim_end_matches('/'),
        d.code
    );
    page(&Track {
        f: visit.frame_with(&names),
        title: title(&visit, &d, pays),
        // The desk's clock stands still for the tax as a whole; here it is the person's turn.
        badge: badge::of_stage(
            d.stage(),
            if pays { "payment" } else { &d.stage_reason },
            lang,
        ),
        notes,
        stops: Stops {
            stops: path::stops(visit.now(), &d, route.as_ref(), &names, lang),
            lang,
        },
        holders: holders(&d, route.as_ref(), &names, lang),
        due: told(promise.due.as_ref(), lang),
        first_due: if promise.moved > 0 {
            told(promise.original_due.as_ref(), lang)
        } else {
            String::new()
        },
        answer_by: told(d.answer_by.as_ref(), lang),
        because: promise.because,
        filed: format::stamp(d.filed_at.as_ref(), lang),
        received: format::stamp(d.received_at.as_ref(), lang),
        receiver: names.unit(&d.receiving_unit),
        channel: badge::of_channel(d.channel(), lang),
        qr: qr::svg(
            &address,
            lang.pick("Mã QR của trang này", "QR code of this page"),
        ),
        now: format::date_time(visit.now(), lang),
        acts: acts(&d, pays, lang),
        due_of_rating: mine
            .as_ref()
            .map(|mine| told(mine.rating_until.as_ref(), lang))
            .unwrap_or_default(),
        mine,
        d,
    })
}

/// What goes back of the money that came. A silent service is no reason to show nobody anything.
async fn money_back(
    visit: &Visit,
    dossier_id: &str,
    route: Option<&GetRouteResponse>,
    whole: bool,
) -> Vec<Note> {
    if route.is_none_or(|route| route.refunds == 0) {
        return Vec::new();
    }
    let told = settle::receipts(&visit.portal, dossier_id).await;
    let refunds = told.unwrap_or_default().refunds;
    let notes = refunds.iter().rev();
    notes
        .map(|refund| notes::money_back(refund, whole, visit.lang))
        .collect()
}

/// The names of the papers a person is asked for; their keys while routing is silent.
async fn asked(visit: &Visit, d: &TrackDossierResponse) -> Vec<String> {
    if d.asked.is_empty() {
        return Vec::new();
    }
    let version = GetProcedureRequest {
        code: d.procedure.clone(),
        version: d.procedure_version.clone(),
    };
    match visit.ask.routing().get_procedure(version).await {
        Ok(procedure) => named(&d.asked, &procedure.into_inner()),
        Err(_) => d.asked.clone(),
    }
}
