//! The acts on a route, carried out as whoever visits.

use axum::{extract::Path, http::StatusCode};
use proto::routing::v1::{EndWaitRequest, MigrateRouteRequest, RecallLegRequest};

use portal_ui::{
    answer::{Answer, see},
    failure::Failure,
    fields::{Errors, Fields},
    format,
    frame::{Lang, Visit},
    lookup,
};

use super::{
    Tried, drawn,
    offers::{KEEP, LegAct, Trial},
};
use crate::words::{complaints, no_act};

/// What is said once an act is done; nothing for a word that is none.
pub fn told(done: &str, lang: Lang) -> &'static str {
    let (vi, en) = match done {
        "thu-hoi" => (
            "Đã ghi yêu cầu: khâu này sẽ được chuyển lại.",
            "Recorded: the leg will be offered anew.",
        ),
        "het-cho" => (
            "Đã kết thúc chờ; hồ sơ được giải quyết tiếp.",
            "The wait is over; work goes on.",
        ),
        "chuyen" => (
            "Hồ sơ đã chuyển sang phiên bản thủ tục mới; ngày hẹn trả giữ nguyên.",
            "The dossier goes on under the new version; the promised date stays.",
        ),
        _ => ("", ""),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// `POST /ho-so/{code}/tuyen/{leg}/{act}`.
pub async fn leg(
    visit: Visit,
    Path((code, leg_id, act)): Path<(String, String, String)>,
    sent: Fields,
) -> Answer {
    let act = LegAct::named(&act).ok_or_else(|| no_act(visit.lang))?;
    let errors = complaints(&LegAct::fields(visit.lang), &sent, visit.lang);
    let tried = |sent, errors, status| Tried {
        act: act.word().to_owned(),
        leg: leg_id.clone(),
        sent,
        errors,
        status,
        changes: None,
    };
    if !errors.is_empty() {
        let tried = tried(sent, errors, StatusCode::UNPROCESSABLE_ENTITY);
        return drawn(&visit, &code, "", tried).await;
    }
    let dossier_id = lookup::dossier(&visit, &code).await?.dossier_id;
    let reason = sent.get("reason").to_owned();
    let mut routing = visit.ask.routing();
    let answer = match act {
        LegAct::Recall => {
            let leg_id = leg_id.clone();
            let request = RecallLegRequest {
                dossier_id,
                leg_id,
                reason,
            };
            routing.recall_leg(request).await.map(drop)
        }
        LegAct::EndWait => {
            let leg_id = leg_id.clone();
            let request = EndWaitRequest {
                dossier_id,
                leg_id,
                reason,
            };
            routing.end_wait(request).await.map(drop)
        }
    };
    match answer.map_err(Failure::from) {
        Ok(()) => see(&format!(
            "/ho-so/{}/tuyen?xong={}",
            format::segment(&code),
            act.word()
        )),
        Err(failure) => {
            let errors = Errors::new(failure.violations(), &[]);
            let tried = tried(sent, errors, failure.status());
            drawn(&visit, &code, "", tried).await
        }
    }
}

/// `POST /van-hanh/tuyen/{code}/{act}`: says what another version would change, or goes over to it.
pub async fn migrate(
    visit: Visit,
    Path((code, act)): Path<(String, String)>,
    sent: Fields,
) -> Answer {
    if act != KEEP.0 && act != KEEP.1 {
        return Err(no_act(visit.lang));
    }
    // Whatever fails is shown on the first form, where it can be mended and tried again.
    let tried = |sent, errors, status, changes| Tried {
        act: KEEP.0.to_owned(),
        leg: String::new(),
        sent,
        errors,
        status,
        changes,
    };
    let errors = complaints(&Trial::fields(visit.lang), &sent, visit.lang);
    if !errors.is_empty() {
        let tried = tried(sent, errors, StatusCode::UNPROCESSABLE_ENTITY, None);
        return drawn(&visit, &code, "", tried).await;
    }
    let request = MigrateRouteRequest {
        dossier_id: lookup::dossier(&visit, &code).await?.dossier_id,
        procedure_version: sent.get("procedure_version").to_owned(),
        reason: sent.get("reason").to_owned(),
        dry_run: act == KEEP.0,
    };
    match visit.ask.routing().migrate_route(request).await {
        Ok(_) if act == KEEP.1 => see(&format!(
            "/van-hanh/tuyen?ma-ho-so={}&xong={}",
            format::segment(&code),
            KEEP.1
        )),
        Ok(answer) => {
            let changes = Some(answer.into_inner().changes);
            let tried = tried(sent, Errors::default(), StatusCode::OK, changes);
            drawn(&visit, &code, "", tried).await
        }
        Err(status) => {
            let failure = Failure::from(status);
            let errors = Errors::new(failure.violations(), &[]);
            let tried = tried(sent, errors, failure.status(), None);
            drawn(&visit, &code, "", tried).await
        }
    }
}
