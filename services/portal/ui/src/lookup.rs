//! What several pages look up: a dossier, its path, and the chip of its deadline.

use proto::{
    intake::v1::{Stage, TrackDossierRequest, TrackDossierResponse},
    routing::v1::{GetProcedureResponse, GetRouteRequest, GetRouteResponse},
};

use crate::{
    failure::Failure,
    format,
    frame::{Lang, Visit},
    services::Speaker,
    view::{
        Tone,
        due::{self, Due},
    },
};

/// Papers by name; a key the procedure does not know stays as it is.
pub fn named(keys: &[String], procedure: &GetProcedureResponse) -> Vec<String> {
    let name = |key: &String| {
        let known = procedure.components.iter().find(|one| one.key == *key);
        known.map_or_else(|| key.clone(), |one| one.name.clone())
    };
    keys.iter().map(name).collect()
}

/// The dossier with this code.
///
/// # Errors
/// When there is none, with what to do then; when intake does not answer.
pub async fn dossier(visit: &Visit, code: &str) -> Result<TrackDossierResponse, Failure> {
    let request = TrackDossierRequest {
        code: code.to_owned(),
    };
    match visit.ask.intake().track_dossier(request).await {
        Ok(dossier) => Ok(dossier.into_inner()),
        Err(status) => Err(match Failure::from(status) {
            Failure::Absent(_) | Failure::Malformed(_) => no_dossier(visit.lang, code),
            other => other,
        }),
    }
}

/// That there is no dossier with this code, or none for who asks, and what to do then.
pub fn no_dossier(lang: Lang, code: &str) -> Failure {
    Failure::Absent(match lang {
        Lang::Vi => format!(
            "Không có hồ sơ nào mang mã {code}. Hãy so lại từng chữ số với giấy hẹn (ví dụ số 0 và chữ O), hoặc quét mã QR trên giấy hẹn."
        ),
        Lang::En => format!(
            "No dossier has the code {code}. Compare it with the receipt digit by digit (0 and O, say), or scan the QR code on the receipt."
        ),
    })
}

/// The dossier's path; none while no desk has received it.
///
/// # Errors
/// When routing does not answer.
pub async fn route(visit: &Visit, dossier_id: &str) -> Result<Option<GetRouteResponse>, Failure> {
    route_for(&visit.ask, dossier_id).await
}

/// The same, as `ask` may see it: an agency reads the questions it was asked.
///
/// # Errors
/// When routing does not answer.
pub async fn route_for(
    ask: &Speaker,
    dossier_id: &str,
) -> Result<Option<GetRouteResponse>, Failure> {
    let request = GetRouteRequest {
        dossier_id: dossier_id.to_owned(),
    };
    match ask.routing().get_route(request).await {
        Ok(route) => Ok(Some(route.into_inner())),
        Err(status) => match Failure::from(status) {
            Failure::Absent(_) => Ok(None),
            other => Err(other),
        },
    }
}

/// A moment in words; empty when there is none.
pub fn told(at: Option<&prost_types::Timestamp>, lang: Lang) -> String {
    format::moment(at).map_or_else(String::new, |at| format::day_and_time(at, lang))
}

/// The chip of a dossier as a whole (hạn trả).
pub fn deadline(visit: &Visit, d: &TrackDossierResponse) -> Due {
    let lang = visit.lang;
    let promise = d.appointment.clone().unwrap_or_default();
    let due = format::moment(promise.due.as_ref());
    let date = due.map_or_else(String::new, |at| format::date_time(at, lang));
    match d.stage() {
        Stage::Submitted => due::still(
            Tone::Grey,
            "inbox",
            lang.pick("Chưa tính hạn", "Not counted yet"),
            &format::stamp(d.filed_at.as_ref(), lang),
        ),
        Stage::AwaitingSupplement | Stage::ClockStopped => due::still(
            Tone::Violet,
            "pause",
            lang.pick("Tạm dừng", "Clock stopped"),
            "",
        ),
        Stage::Settled | Stage::Returned => match due::kept(d.timeliness(), lang) {
            Some((tone, words)) => due::still(
                tone,
                "circle-check",
                &format!("{} {words}", lang.pick("Xong", "Settled")),
                &date,
            ),
            None => due::still(
                Tone::Green,
                "circle-check",
                lang.pick("Đã xong", "Settled"),
                "",
            ),
        },
        Stage::Refused | Stage::Withdrawn | Stage::Stopped | Stage::Lapsed => {
            due::still(Tone::Grey, "minus", lang.pick("Đã kết thúc", "Ended"), "")
        }
        Stage::InProgress | Stage::Correcting | Stage::Unspecified => {
            due::running(visit.now(), due, None, lang)
        }
    }
}
