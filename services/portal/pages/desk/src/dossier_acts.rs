//! Carrying out one act of the one-stop desk.

use proto::intake::v1::{
    AcceptSubmittedRequest, AskSupplementRequest, HandOverPapersRequest, MoveAppointmentRequest,
    OpenCorrectionRequest, Paper, RefuseDossierRequest, ReportLossRequest, ReturnResultRequest,
    StopDossierRequest, SupplyPapersRequest, TrackDossierResponse, WithdrawDossierRequest,
};

use crate::desk_acts::{PERSON, VERSION};
use portal_ui::{
    failure::{Failure, Violation},
    fields::Fields,
    filing::return_method,
    format,
    frame::{Lang, Visit},
};

/// Does it, and says where to go then.
///
/// # Errors
/// What the desk's rules said no with; when there is no such act.
pub async fn carry_out(
    visit: &Visit,
    d: &TrackDossierResponse,
    act: &str,
    sent: &Fields,
) -> Result<String, Failure> {
    let dossier_id = d.dossier_id.clone();
    let text = |name: &str| sent.get(name).to_owned();
    let reason = text("reason");
    let expected_version = sent.count(VERSION);
    let mut intake = visit.ask_at(&d.receiving_unit, false).intake();
    match act {
        "tiep-nhan" => {
            let request = AcceptSubmittedRequest {
                dossier_id,
                expected_version,
            };
            let code = intake.accept_submitted(request).await?.into_inner().code;
            return Ok(format!("/ban/da-tiep-nhan/{}", format::segment(&code)));
        }
        "tu-choi" => drop(
            intake
                .refuse_dossier(RefuseDossierRequest {
                    dossier_id,
                    reason,
                    expected_version,
                })
                .await?,
        ),
        "bo-sung" => drop(
            intake
                .ask_supplement(AskSupplementRequest {
                    dossier_id,
                    components: sent.all("components"),
                    reason,
                    ground: text("ground"),
                    expected_version,
                    ..AskSupplementRequest::default()
                })
                .await?,
        ),
        "nhan-bo-sung" => drop(
            intake
                .supply_papers(SupplyPapersRequest {
                    dossier_id,
                    papers: sent.all("papers").into_iter().map(handed_in).collect(),
                    expected_version,
                    ..Default::default()
                })
                .await?,
        ),
        "rut" => drop(
            intake
                .withdraw_dossier(WithdrawDossierRequest {
                    dossier_id,
                    reason,
                    expected_version,
                })
                .await?,
        ),
        "dung" => drop(
            intake
                .stop_dossier(StopDossierRequest {
                    dossier_id,
                    reason,
                    expected_version,
                })
                .await?,
        ),
        "xin-loi" => drop(
            intake
                .move_appointment(MoveAppointmentRequest {
                    dossier_id,
                    due: format::entered(sent.get("due")),
                    reason,
                    expected_version,
                    ..MoveAppointmentRequest::default()
                })
                .await?,
        ),
        "tra" => drop(
            intake
                .return_result(ReturnResultRequest {
                    dossier_id,
                    method: return_method(sent.get("method")).into(),
                    tracking: text("tracking"),
                    proxy_name: text("proxy_name"),
                    proxy_citizen_id: text("proxy_citizen_id"),
                    authorisation: text("authorisation"),
                    expected_version,
                })
                .await?,
        ),
        "dinh-chinh" => drop(
            intake
                .open_correction(OpenCorrectionRequest {
                    dossier_id,
                    leg_id: text("leg_id"),
                    reason,
                    expected_version,
                })
                .await?,
        ),
        "giao-nhan" => drop(
            intake
                .hand_over_papers(HandOverPapersRequest {
                    dossier_id,
                    to_unit: receiver(sent, visit.lang)?,
                    received: sent.get("received") == "yes",
                    slip: text("slip"),
                    expected_version,
                })
                .await?,
        ),
        "mat" => drop(
            intake
                .report_loss(ReportLossRequest {
                    dossier_id,
                    unit: text("unit"),
                    reason,
                    expected_version,
                })
                .await?,
        ),
        _ => {
            let sentence = visit
                .lang
                .pick("Không có việc này.", "There is no such act.");
            return Err(Failure::Absent(sentence.to_owned()));
        }
    }
    Ok(format!("/ban/ho-so/{}", format::segment(&d.code)))
}

fn handed_in(component: String) -> Paper {
    Paper {
        component,
        originals: 1,
        copies: 0,
        electronic: false,
        ..Default::default()
    }
}

/// In the contract nobody means the person: a choice that was never made must not.
fn receiver(sent: &Fields, lang: Lang) -> Result<String, Failure> {
    match sent.get("to_unit") {
        "" => Err(Failure::Malformed(vec![Violation {
            field: "to_unit".to_owned(),
            sentence: lang
                .pick("Chọn nơi nhận hồ sơ giấy.", "Choose who gets the papers.")
                .to_owned(),
        }])),
        PERSON => Ok(String::new()),
        unit => Ok(unit.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_do_not_go_back_to_the_person_by_an_empty_choice() {
        assert!(receiver(&Fields::default(), Lang::Vi).is_err());
        let to = |unit| receiver(&Fields::from([("to_unit", unit)]), Lang::Vi).expect("chosen");
        assert_eq!(to(PERSON), "");
        assert_eq!(to("org:vpdkdd"), "org:vpdkdd");
    }
}
