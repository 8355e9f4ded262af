//! What was recorded, to be read and printed: whatever the address says, it shows what there is.

use askama::Template;
use axum::extract::{Path, Query};
use proto::{intake::v1::TrackDossierResponse, routing::v1::Holding};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page},
    failure::Failure,
    format,
    frame::{Frame, Visit},
    lookup,
};

use super::purse::{Owed, Purse, Recorded};

#[derive(Deserialize)]
pub struct Which {
    #[serde(rename = "thong-bao", default)]
    notice: String,
    #[serde(rename = "so", default)]
    receipt: String,
    /// It was recorded before somebody recorded it again.
    #[serde(rename = "da-co", default)]
    known: String,
}

#[derive(Template)]
#[template(path = "cash-done.html")]
struct Done {
    f: Frame,
    d: TrackDossierResponse,
    centre: String,
    known: bool,
    recorded: Option<Recorded>,
    owed: Option<Owed>,
    holdings: Vec<Holding>,
    waits: bool,
}

/// The address of the paper of one payment.
pub fn address(code: &str, notice: &str, receipt: &str, known: bool) -> String {
    format!(
        "/ban/ho-so/{}/da-thu-tien?thong-bao={}&so={}{}",
        format::segment(code),
        format::segment(notice),
        format::segment(receipt),
        if known { "&da-co=1" } else { "" }
    )
}

/// `GET /ban/ho-so/{code}/da-thu-tien?thong-bao=&so=`.
pub async fn done(visit: Visit, Path(code): Path<String>, Query(which): Query<Which>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let names = visit.names().await?;
    let purse = Purse::of(&visit, &d).await?;
    let asked = |notice: &str, provider: &str, receipt: &str| {
        provider.is_empty() && notice == which.notice && receipt == which.receipt
    };
    let mut paid = purse.recorded.into_iter();
    let recorded = paid.find(|one| asked(&one.notice, &one.provider, &one.receipt));
    let mut owed = purse.owed.into_iter();
    let owed = owed.find(|one| asked(&one.notice, &one.provider, &one.receipt));
    if recorded.is_none() && owed.is_none() {
        let sentence = visit.lang.pick(
            "Hồ sơ không có khoản nào được ghi nhận với số này. Hãy mở lại hồ sơ để xem các khoản đã ghi.",
            "Nothing was recorded under this number. Open the dossier to see what was.",
        );
        return Err(Failure::Absent(sentence.to_owned()));
    }
    let route = lookup::route(&visit, &d.dossier_id).await?;
    page(&Done {
        f: visit.frame_with(&names),
        centre: names.unit(&d.receiving_unit),
        known: !which.known.is_empty(),
        waits: purse.due.is_some(),
        holdings: route.map(|route| route.holdings).unwrap_or_default(),
        recorded,
        owed,
        d,
    })
}
