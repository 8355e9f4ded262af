//! Officers who look at their screen, do what is next, and look again: a call whose answer was
//! lost is made again, as people do.

use std::time::Duration;

use proto::{
    agency::v1::{
        ApproveRequest, Case, CaseStage, CompleteRequest, Conclusion, GetCaseRequest,
        ProposeRequest, TakeRequest,
    },
    intake::v1::{ReturnMethod, ReturnResultRequest, Stage, TrackDossierRequest},
    land_records::v1::{
        ExamineTransferRequest, RegisterMortgageRequest, RegisterTransferRequest,
        ReissueCertificateRequest,
    },
    routing::v1::{GetRouteRequest, GetRouteResponse, Leg, LegStatus, SettlePaymentRequest},
    social_welfare::v1::{DecideAllowanceRequest, Facts},
};
use province::Clients;
use tonic::{Code, Response, Status};
use tonic_types::StatusExt as _;

use super::{CENTRE, Dossier, PATIENCE, custody};

const PAUSE: Duration = Duration::from_millis(15);

/// What an officer does on one leg.
#[derive(Clone)]
pub enum Part {
    Conclude(Conclusion),
    ExamineTransfer(ExamineTransferRequest),
    RegisterTransfer(RegisterTransferRequest),
    RegisterMortgage(RegisterMortgageRequest),
    Reissue(ReissueCertificateRequest),
    DecideAllowance(Facts),
}

/// A conclusion in favour, with the number of the paper it produced.
pub fn granted(document: &str) -> Part {
    Part::Conclude(province::officers::in_favour(document))
}

/// An officer's answer may be lost with the service that gave it.
fn lost(status: &Status) -> bool {
    matches!(
        status.code(),
        Code::Unavailable | Code::DeadlineExceeded | Code::Cancelled | Code::Unknown
    )
}

/// What was on the screen is no longer so, such as an offer that was recalled a moment ago: the
/// officer loads the page again.
fn overtaken(status: &Status) -> bool {
    status
        .get_details_error_info()
        .is_some_and(|why| why.reason == "out-of-turn")
}

/// The answer, or none when it is not there yet, was lost or comes too late.
///
/// # Panics
/// When it is refused.
pub fn here<T>(answer: Result<Response<T>, Status>) -> Option<T> {
    match answer {
        Ok(answer) => Some(answer.into_inner()),
        Err(status) if status.code() == Code::NotFound || lost(&status) => None,
        Err(status) if overtaken(&status) => None,
        Err(status) => panic!("refused: {status:?}"),
    }
}

/// Asks until there is an answer.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(
            tokio::time::Instant::now() < deadline,
            "still waiting for {what}"
        );
        tokio::time::sleep(PAUSE).await;
    }
}

/// The dossier's route, once it has one, with custody as it must be.
pub async fn route(clients: &Clients, dossier: &Dossier) -> GetRouteResponse {
    until("the route", async || {
        let request = GetRouteRequest {
            dossier_id: dossier.id.clone(),
        };
        let route = here(clients.routing("citizen").get_route(request).await)?;
        custody::check(&route);
        Some(route)
    })
    .await
}

async fn leg(clients: &Clients, dossier: &Dossier, key: &str) -> Leg {
    let route = route(clients, dossier).await;
    let leg = route.legs.iter().find(|leg| leg.key == key);
    leg.unwrap_or_else(|| panic!("no leg {key}: {route:#?}"))
        .clone()
}

/// Waits until a leg stands where it is expected.
pub async fn leg_is(clients: &Clients, dossier: &Dossier, key: &str, status: LegStatus) {
    until(&format!("{key} to be {status:?}"), async || {
        let leg = leg(clients, dossier, key).await;
        (leg.status() == status).then_some(())
    })
    .await
}

/// Carries one leg from its offer to its end.
pub async fn finish(clients: &Clients, dossier: &Dossier, key: &str, part: Part) {
    until(&format!("the end of {key}"), async || {
        let leg = leg(clients, dossier, key).await;
        match leg.status() {
            LegStatus::Done => return Some(()),
            LegStatus::Refused | LegStatus::Skipped => panic!("{key} was left out: {leg:#?}"),
            _ => {}
        }
        let desk = Desk { clients, leg: &leg };
        let case = desk.case().await?;
        desk.next(&case, &part).await;
        None
    })
    .await
}

/// Takes a leg into custody and leaves it there.
pub async fn take(clients: &Clients, dossier: &Dossier, key: &str) -> Case {
    until(&format!("custody of {key}"), async || {
        let leg = leg(clients, dossier, key).await;
        let desk = Desk { clients, leg: &leg };
        let case = desk.case().await?;
        if case.stage() == CaseStage::Offered {
            desk.take(&case).await;
        }
        (leg.status() == LegStatus::Held).then_some(case)
    })
    .await
}

/// One leg on the screens of the unit that is to do it.
pub struct Desk<'a> {
    pub clients: &'a Clients,
    pub leg: &'a Leg,
}

impl Desk<'_> {
    pub fn officer(&self) -> String {
        format!("officer:{}@{}", self.leg.task, self.leg.unit)
    }

    pub fn head(&self) -> String {
        format!("head:demo@{}", self.leg.unit)
    }

    pub async fn case(&self) -> Option<Case> {
        let request = GetCaseRequest {
            case_id: self.leg.leg_id.clone(),
        };
        let mut agency = self.clients.agency(&self.leg.host, &self.officer());
        here(agency.get_case(request).await)?.case
    }

    pub async fn take(&self, case: &Case) {
        let request = TakeRequest {
            case_id: case.case_id.clone(),
            ..Default::default()
        };
        here(
            self.clients
                .agency(&self.leg.host, &self.officer())
                .take(request)
                .await,
        );
    }

    pub async fn next(&self, case: &Case, part: &Part) {
        let case_id = case.case_id.clone();
        match case.stage() {
            CaseStage::Offered => self.take(case).await,
            CaseStage::Held => self.act(case, part).await,
            CaseStage::Proposed => {
                let mut agency = self.clients.agency(&self.leg.host, &self.head());
                here(
                    agency
                        .approve(ApproveRequest {
                            case_id,
                            ..Default::default()
                        })
                        .await,
                );
            }
            CaseStage::Approved => {
                let mut agency = self.clients.agency(&self.leg.host, &self.head());
                here(
                    agency
                        .complete(CompleteRequest {
                            case_id,
                            conclusion: None,
                            ..Default::default()
                        })
                        .await,
                );
            }
            // Routing has yet to hear of it, or has yet to offer it again.
            CaseStage::Completed | CaseStage::Recalled => {}
            stage => panic!("{} is {stage:?}", self.leg.key),
        }
    }

    async fn act(&self, case: &Case, part: &Part) {
        let case_id = case.case_id.clone();
        let officer = self.officer();
        let land = || self.clients.land(&officer);
        match part.clone() {
            Part::Conclude(conclusion) => {
                let mut agency = self.clients.agency(&self.leg.host, &officer);
                let conclusion = Some(conclusion);
                if case.approval {
                    here(
                        agency
                            .propose(ProposeRequest {
                                case_id,
                                conclusion,
                                ..Default::default()
                            })
                            .await,
                    );
                } else {
                    here(
                        agency
                            .complete(CompleteRequest {
                                case_id,
                                conclusion,
                                ..Default::default()
                            })
                            .await,
                    );
                }
            }
            Part::ExamineTransfer(asked) => {
                let asked = ExamineTransferRequest { case_id, ..asked };
                here(land().examine_transfer(asked).await);
            }
            Part::RegisterTransfer(asked) => {
                let asked = RegisterTransferRequest { case_id, ..asked };
                here(land().register_transfer(asked).await);
            }
            Part::RegisterMortgage(asked) => {
                let asked = RegisterMortgageRequest { case_id, ..asked };
                here(land().register_mortgage(asked).await);
            }
            Part::Reissue(asked) => {
                let asked = ReissueCertificateRequest { case_id, ..asked };
                here(land().reissue_certificate(asked).await);
            }
            Part::DecideAllowance(facts) => {
                let asked = DecideAllowanceRequest {
                    case_id,
                    facts: Some(facts),
                    ..Default::default()
                };
                here(self.clients.welfare(&officer).decide_allowance(asked).await);
            }
        }
    }
}

/// The person pays by the notice, once they are asked to.
pub async fn pay(clients: &Clients, dossier: &Dossier, reference: &str) {
    until("the payment", async || {
        let leg = leg(clients, dossier, "pay").await;
        match leg.status() {
            LegStatus::AwaitingPayment => {
                assert_eq!(leg.reference, reference);
                let request = SettlePaymentRequest {
                    dossier_id: dossier.id.clone(),
                    reference: reference.to_owned(),
                    receipt: "BL-0001".to_owned(),
                    ..Default::default()
                };
                let mut portal = clients.routing("service:portal");
                here(portal.settle_payment(request).await);
                None
            }
            LegStatus::Done => Some(()),
            _ => None,
        }
    })
    .await
}

/// Waits until the desk has the dossier where it is expected.
pub async fn reaches(clients: &Clients, dossier: &Dossier, stage: Stage) {
    until(&format!("{} to be {stage:?}", dossier.code), async || {
        let request = TrackDossierRequest {
            code: dossier.code.clone(),
        };
        let found = here(clients.intake("citizen").track_dossier(request).await)?;
        (found.stage() == stage).then_some(())
    })
    .await
}

/// The desk hands the result over, once it has it.
pub async fn hand_over(clients: &Clients, dossier: &Dossier, method: ReturnMethod) {
    let post = method == ReturnMethod::Post;
    let request = ReturnResultRequest {
        dossier_id: dossier.id.clone(),
        method: method.into(),
        tracking: if post {
            "EQ000000001VN".to_owned()
        } else {
            String::new()
        },
        ..Default::default()
    };
    until("the result to be handed over", async || {
        let track = TrackDossierRequest {
            code: dossier.code.clone(),
        };
        let found = here(clients.intake("citizen").track_dossier(track).await)?;
        match found.stage() {
            Stage::Settled => {
                let desk = format!("officer:reception@{CENTRE}");
                here(clients.intake(&desk).return_result(request.clone()).await);
                None
            }
            Stage::Returned => Some(()),
            _ => None,
        }
    })
    .await
}
