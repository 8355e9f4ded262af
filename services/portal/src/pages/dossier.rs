//! One dossier at the one-stop desk: the whole file and everything the desk may do with it.

use askama::Template;
use axum::extract::Path;
use proto::{
    intake::v1::{
        AcceptSubmittedRequest, AskSupplementRequest, GetDossierRequest, ListReadsRequest, Paper,
        RefuseDossierRequest, ReturnResultRequest, Stage, SupplyPapersRequest,
        TrackDossierResponse, WithdrawDossierRequest,
    },
    routing::v1::{Component, GetProcedureRequest, GetProcedureResponse},
};

use super::{Answer, desk::deadline, page, page_with, see, track};
use crate::{
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind},
    filing::return_method,
    format,
    frame::{Frame, Visit},
    parts::{Stops, Summary},
    view::{
        badge::{self, Badge},
        due::Due,
        file::File,
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
    components: Vec<Component>,
    sent: Fields,
    /// The act that did not succeed, whose form is shown open.
    failed: String,
    returning: Field,
    tracking: Field,
    summary: Summary,
}

/// `GET /ban/ho-so/{code}`. Opening the file is a recorded read of personal data.
pub async fn one(visit: Visit, Path(code): Path<String>) -> Answer {
    let d = track::dossier(&visit, &format::dossier_code(&code)).await?;
    page(&drawn(&visit, d, "", Fields::default(), &Errors::default()).await?)
}

async fn drawn(
    visit: &Visit,
    d: TrackDossierResponse,
    failed: &str,
    sent: Fields,
    errors: &Errors,
) -> Result<Dossier, Failure> {
    let names = visit.names().await?;
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
        track::route(visit, &d.dossier_id)
    );
    let procedure: GetProcedureResponse = procedure?.into_inner();
    let route = route?;
    let file = file
        .ok()
        .map(|file| File::new(&file.into_inner(), &procedure, &names, visit.lang));
    let reads = ask
        .intake()
        .list_reads(ListReadsRequest {
            dossier_id: d.dossier_id.clone(),
        })
        .await?
        .into_inner()
        .reads;
    let reads = reads.into_iter().take(20);
    let ways = [
        ("counter", "Tại quầy"),
        ("post", "Qua bưu chính"),
        ("electronic", "Bản điện tử"),
    ];
    let ways = ways.map(|(value, label)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    });
    let returning =
        Field::new("method", "Trả bằng cách nào", Kind::Radios(ways.into())).value("counter");
    let tracking = Field::new("tracking", "Số hiệu bưu gửi", Kind::Text)
        .hint("Khi trả qua bưu chính")
        .optional();
    Ok(Dossier {
        f: visit.frame_with(&names),
        badge: badge::at_desk(d.stage(), &d.stage_reason, visit.lang),
        due: deadline(visit, &d),
        stops: Stops {
            stops: path::stops(visit.now(), &d, route.as_ref(), &names, visit.lang),
        },
        because: d.appointment.clone().unwrap_or_default().because,
        file,
        reads: reads
            .map(|read| (format::stamp(read.at.as_ref()), read.by, read.purpose))
            .collect(),
        components: procedure.components,
        returning: if sent.has("method") {
            returning.filled(&sent, errors)
        } else {
            returning
        },
        tracking: tracking.filled(&sent, errors),
        summary: errors.into(),
        failed: failed.to_owned(),
        sent,
        d,
    })
}

/// `POST /ban/ho-so/{code}/{act}`.
pub async fn act(visit: Visit, Path((code, act)): Path<(String, String)>, sent: Fields) -> Answer {
    let d = track::dossier(&visit, &format::dossier_code(&code)).await?;
    let (id, reason) = (d.dossier_id.clone(), sent.get("reason").to_owned());
    let mut intake = visit.ask_at(&d.receiving_unit, false).intake();
    let here = format!("/ban/ho-so/{}", format::segment(&d.code));
    let done = match act.as_str() {
        "tiep-nhan" => intake
            .accept_submitted(AcceptSubmittedRequest { dossier_id: id })
            .await
            .map(|accepted| {
                format!(
                    "/ban/da-tiep-nhan/{}",
                    format::segment(&accepted.into_inner().code)
                )
            }),
        "tu-choi" => intake
            .refuse_dossier(RefuseDossierRequest {
                dossier_id: id,
                reason,
            })
            .await
            .map(|_| here),
        "bo-sung" => {
            let request = AskSupplementRequest {
                dossier_id: id,
                components: sent.all("components"),
                reason,
                ..Default::default()
            };
            intake.ask_supplement(request).await.map(|_| here)
        }
        "nhan-bo-sung" => {
            let paper = |component: String| Paper {
                component,
                originals: 1,
                copies: 0,
                electronic: false,
            };
            let papers = sent.all("components").into_iter().map(paper).collect();
            intake
                .supply_papers(SupplyPapersRequest {
                    dossier_id: id,
                    papers,
                })
                .await
                .map(|_| here)
        }
        "rut" => intake
            .withdraw_dossier(WithdrawDossierRequest {
                dossier_id: id,
                reason,
            })
            .await
            .map(|_| here),
        "tra" => {
            let method = return_method(sent.get("method")).into();
            let tracking = sent.get("tracking").to_owned();
            intake
                .return_result(ReturnResultRequest {
                    dossier_id: id,
                    method,
                    tracking,
                    ..Default::default()
                })
                .await
                .map(|_| here)
        }
        _ => return Err(Failure::Absent("Không có việc này.".to_owned())),
    };
    match done {
        Ok(next) => see(&next),
        Err(status) => {
            let failure = Failure::from(status);
            let errors = Errors::new(failure.violations(), &[]);
            let d = track::dossier(&visit, &d.code).await?;
            page_with(
                failure.status(),
                &drawn(&visit, d, &act, sent, &errors).await?,
            )
        }
    }
}

impl Dossier {
    fn in_progress(&self) -> bool {
        matches!(self.d.stage(), Stage::InProgress | Stage::ClockStopped)
    }
    fn is(&self, stage: &str) -> bool {
        self.d.stage().as_str_name() == stage
    }
    /// Whether a component is asked for now, or was ticked before the page came back.
    fn asked(&self, component: &Component) -> bool {
        self.d
            .asked
            .iter()
            .any(|asked| *asked == component.key || *asked == component.name)
    }
}
