//! A stand-in for the bank, in demonstrations only: says to routing that a notice was paid.

use askama::Template;
use axum::extract::Path;
use proto::{
    intake::v1::TrackDossierResponse,
    routing::v1::{LegStatus, SettlePaymentRequest},
};

use portal_ui::{
    answer::{Answer, page, page_with, see},
    failure::Failure,
    fields::{Errors, Field, Fields, Kind},
    format,
    frame::{Frame, Visit},
    lookup,
    parts::Summary,
};

#[derive(Template)]
#[template(path = "pay.html")]
struct Pay {
    f: Frame,
    d: TrackDossierResponse,
    fields: Vec<Field>,
    summary: Summary,
}

fn form(visit: &Visit, d: TrackDossierResponse, sent: &Fields, errors: &Errors) -> Pay {
    let fields = [
        Field::new("reference", "Số thông báo nộp tiền", Kind::Text)
            .hint("Ghi trên thông báo của cơ quan thuế"),
        Field::new("receipt", "Số biên lai", Kind::Text)
            .hint("Ngân hàng thật sẽ trả số này; ở đây hãy để nguyên"),
    ];
    let fields = fields.map(|field| field.filled(sent, errors)).into();
    Pay {
        f: visit.frame(),
        d,
        fields,
        summary: errors.into(),
    }
}

fn only_in_demonstrations(visit: &Visit) -> Result<(), Failure> {
    let absent = || {
        Failure::Absent("Trang nộp tiền chưa mở. Hãy nộp theo hướng dẫn trên thông báo.".to_owned())
    };
    if visit.portal.config.demo.enabled {
        Ok(())
    } else {
        Err(absent())
    }
}

/// `GET /tra-cuu/{code}/nop-tien`.
pub async fn ask(visit: Visit, Path(code): Path<String>) -> Answer {
    only_in_demonstrations(&visit)?;
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let route = lookup::route(&visit, &d.dossier_id)
        .await?
        .unwrap_or_default();
    let mut sent = Fields::default();
    let awaiting = route
        .legs
        .iter()
        .find(|leg| leg.status() == LegStatus::AwaitingPayment);
    if let Some(leg) = awaiting {
        sent.set("reference", leg.reference.clone());
    }
    let receipt = format!(
        "TRINHDIEN-{}",
        format::civil(visit.now()).format("%y%m%d%H%M%S")
    );
    sent.set("receipt", receipt);
    page(&form(&visit, d, &sent, &Errors::default()))
}

/// `POST /tra-cuu/{code}/nop-tien`.
pub async fn pay(visit: Visit, Path(code): Path<String>, sent: Fields) -> Answer {
    only_in_demonstrations(&visit)?;
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let request = SettlePaymentRequest {
        dossier_id: d.dossier_id.clone(),
        reference: sent.get("reference").to_owned(),
        receipt: sent.get("receipt").to_owned(),
        ..Default::default()
    };
    match visit.ask.routing().settle_payment(request).await {
        Ok(_) => see(&format!("/tra-cuu/{}?da-nop=1", format::segment(&d.code))),
        Err(status) => {
            let failure = Failure::from(status);
            let errors = Errors::new(failure.violations(), &[]);
            page_with(failure.status(), &form(&visit, d, &sent, &errors))
        }
    }
}
