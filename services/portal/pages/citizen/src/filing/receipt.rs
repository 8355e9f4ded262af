//! What the person takes away: the code, and what happens next.

use askama::Template;
use axum::extract::Query;
use proto::intake::v1::TrackDossierResponse;
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Visit},
    lookup,
    view::qr,
};

#[derive(Deserialize)]
pub struct Filed {
    #[serde(default)]
    ma: String,
}

#[derive(Template)]
#[template(path = "file-receipt.html")]
struct Receipt {
    f: Frame,
    d: TrackDossierResponse,
    receiver: String,
    filed: String,
    qr: String,
    address: String,
}

/// `GET /nop/{procedure}/da-nop?ma=`.
pub async fn receipt(visit: Visit, Query(filed): Query<Filed>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&filed.ma)).await?;
    let names = visit.names().await?;
    let address = format!(
        "{}/tra-cuu/{}",
        visit.portal.config.http.public_url.trim_end_matches('/'),
        d.code
    );
    let f = visit.frame_with(&names);
    page(&Receipt {
        receiver: names.unit(&d.receiving_unit),
        filed: format::stamp(d.filed_at.as_ref(), visit.lang),
        qr: qr::svg(
            &address,
            f.t("Mã QR để tra cứu hồ sơ", "QR code to follow the dossier by"),
        ),
        address,
        d,
        f,
    })
}
