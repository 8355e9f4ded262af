//! People to play: what the officers, the payer and the tax office do with a dossier, each
//! through the same calls as the pages of the portal make. Everybody in it is invented.

use std::time::Duration;

use anyhow::{Context as _, bail};
use proto::{
    agency::v1::{
        ApproveRequest, Case, CompleteRequest, Conclusion, ListQueueRequest, ProposeRequest,
        TakeRequest,
    },
    intake::v1::{
        Filing, Paper, Person, ReturnMethod, Stage, TrackDossierRequest, TrackDossierResponse,
    },
    routing::v1::{GetProcedureRequest, GetRouteRequest, GetRouteResponse, LegStatus},
};
use tonic::Code;

use crate::Clients;

const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(20);

/// Asks until there is an answer.
///
/// # Errors
/// When there is none after half a minute, or asking fails.
pub async fn until<T>(
    what: &str,
    mut ask: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask().await? {
            return Ok(answer);
        }
        if tokio::time::Instant::now() > deadline {
            bail!(
                "still waiting for {what} after {} seconds",
                PATIENCE.as_secs()
            );
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Says something again while the service is away, as a person at a screen does; a command that was
/// heard already is answered as it was the first time.
///
/// # Errors
/// When it is refused, or the service is away for half a minute.
pub async fn persist<T>(
    mut say: impl AsyncFnMut() -> Result<tonic::Response<T>, tonic::Status>,
) -> anyhow::Result<T> {
    until("a service that is away", async || match say().await {
        Err(status) if status.code() == Code::Unavailable => Ok(None),
        answer => Ok(Some(answer?.into_inner())),
    })
    .await
}

/// Reads "not there yet" as no answer.
fn present<T>(answer: Result<tonic::Response<T>, tonic::Status>) -> anyhow::Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer.into_inner())),
        Err(status) if matches!(status.code(), Code::NotFound | Code::Unavailable) => Ok(None),
        Err(status) => Err(status.into()),
    }
}

impl Clients {
    /// The dossier as its owner sees it.
    ///
    /// # Errors
    /// When the desk does not answer.
    pub async fn track(&self, code: &str) -> anyhow::Result<TrackDossierResponse> {
        let request = TrackDossierRequest {
            code: code.to_owned(),
        };
        let mut intake = self.intake("citizen");
        persist(async || intake.track_dossier(request.clone()).await).await
    }

    /// Waits until the dossier stands where it is expected.
    ///
    /// # Errors
    /// When it does not get there.
    pub async fn reaches(&self, code: &str, stage: Stage) -> anyhow::Result<TrackDossierResponse> {
        until(&format!("{code} to be {stage:?}"), async || {
            let dossier = self.track(code).await?;
            Ok((dossier.stage() == stage).then_some(dossier))
        })
        .await
    }

    /// Where the dossier is on its way, once it has a route.
    ///
    /// # Errors
    /// When it gets none.
    pub async fn route(&self, dossier: &str) -> anyhow::Result<GetRouteResponse> {
        until("the route", async || {
            let request = GetRouteRequest {
                dossier_id: dossier.to_owned(),
            };
            present(self.routing("citizen").get_route(request).await)
        })
        .await
    }

    /// Waits until the leg doing `task` is open, and says which service has it and for whom.
    ///
    /// # Errors
    /// When its turn does not come.
    pub async fn case(&self, dossier: &str, task: &str) -> anyhow::Result<Assigned> {
        until(&format!("the task {task}"), async || {
            let request = GetRouteRequest {
                dossier_id: dossier.to_owned(),
            };
            let Some(route) = present(self.routing("citizen").get_route(request).await)? else {
                return Ok(None);
            };
            let open = [LegStatus::Offered, LegStatus::Held];
            let Some(leg) = route
                .legs
                .into_iter()
                .find(|leg| leg.task == task && open.contains(&leg.status()))
            else {
                return Ok(None);
            };
            let officer = format!("officer:{task}@{}", leg.unit);
            let mut page_token = String::new();
            loop {
                let request = ListQueueRequest {
                    unit: leg.unit.clone(),
                    page_size: 200,
                    page_token,
                    ..Default::default()
                };
                let mut agency = self.agency(&leg.host, &officer);
                let queue = persist(async || agency.list_queue(request.clone()).await).await?;
                if let Some(case) = queue
                    .cases
                    .into_iter()
                    .find(|case| case.case_id == leg.leg_id)
                {
                    return Ok(Some(Assigned {
                        case,
                        host: leg.host,
                        officer,
                    }));
                }
                if queue.next_page_token.is_empty() {
                    return Ok(None);
                }
                page_token = queue.next_page_token;
            }
        })
        .await
    }

    /// A specialist takes the case in hand.
    ///
    /// # Errors
    /// When the agency refuses.
    pub async fn take(&self, dossier: &str, task: &str) -> anyhow::Result<Assigned> {
        let assigned = self.case(dossier, task).await?;
        let request = TakeRequest {
            case_id: assigned.case.case_id.clone(),
            ..Default::default()
        };
        let mut agency = self.agency(&assigned.host, &assigned.officer);
        let taken = persist(async || agency.take(request.clone()).await).await?;
        let case = taken.case.context("a case")?;
        Ok(Assigned { case, ..assigned })
    }

    /// Takes the case, concludes, has it approved where that is needed, and passes it on.
    ///
    /// # Errors
    /// When the agency refuses.
    pub async fn do_leg(
        &self,
        dossier: &str,
        task: &str,
        conclusion: Conclusion,
    ) -> anyhow::Result<Assigned> {
        let assigned = self.take(dossier, task).await?;
        let mut agency = self.agency(&assigned.host, &assigned.officer);
        let case_id = assigned.case.case_id.clone();
        if !assigned.case.approval {
            let request = CompleteRequest {
                case_id,
                conclusion: Some(conclusion),
                ..Default::default()
            };
            persist(async || agency.complete(request.clone()).await).await?;
            return Ok(assigned);
        }
        let request = ProposeRequest {
            case_id,
            conclusion: Some(conclusion),
            ..Default::default()
        };
        persist(async || agency.propose(request.clone()).await).await?;
        self.approve(&assigned).await?;
        Ok(assigned)
    }

    /// The head agrees, and the leg ends.
    ///
    /// # Errors
    /// When the agency refuses.
    pub async fn approve(&self, assigned: &Assigned) -> anyhow::Result<()> {
        let head = format!("head:demo@{}", assigned.case.unit);
        let mut agency = self.agency(&assigned.host, &head);
        let case_id = assigned.case.case_id.clone();
        let agreed = ApproveRequest {
            case_id: case_id.clone(),
            ..Default::default()
        };
        persist(async || agency.approve(agreed.clone()).await).await?;
        let done = CompleteRequest {
            case_id,
            conclusion: None,
            ..Default::default()
        };
        persist(async || agency.complete(done.clone()).await).await?;
        Ok(())
    }

    /// A filing with every paper the procedure's checklist asks for.
    ///
    /// # Errors
    /// When the procedure is not in force.
    pub async fn complete_filing(
        &self,
        procedure: &str,
        receiving_unit: &str,
        place: &str,
        owner: Person,
        answers: &[(&str, &str)],
    ) -> anyhow::Result<Filing> {
        let request = GetProcedureRequest {
            code: procedure.to_owned(),
            version: String::new(),
        };
        let mut routing = self.routing("citizen");
        let found = persist(async || routing.get_procedure(request.clone()).await).await?;
        let papers = found
            .components
            .iter()
            .filter(|component| component.required)
            .map(|component| Paper {
                component: component.key.clone(),
                originals: component.originals,
                copies: component.copies,
                electronic: component.originals + component.copies == 0,
                ..Default::default()
            })
            .collect();
        Ok(Filing {
            procedure: procedure.to_owned(),
            checklist: found
                .summary
                .map_or_else(String::new, |summary| summary.checklist),
            receiving_unit: receiving_unit.to_owned(),
            place: place.to_owned(),
            owner: Some(owner),
            submitter: None,
            papers,
            answers: answers
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
            return_method: ReturnMethod::Counter.into(),
            return_address: String::new(),
        })
    }
}

/// A case, the service that has it, and the specialist who works on it.
#[derive(Clone, Debug)]
pub struct Assigned {
    pub case: Case,
    pub host: String,
    pub officer: String,
}

/// A conclusion in favour, with the number of the paper it produced.
pub fn in_favour(document: &str) -> Conclusion {
    Conclusion {
        granted: true,
        document: document.to_owned(),
        ..Default::default()
    }
}

/// Somebody who does not exist.
pub fn invented(name: &str, citizen_id: &str, phone: &str) -> Person {
    Person {
        name: name.to_owned(),
        citizen_id: citizen_id.to_owned(),
        phone: phone.to_owned(),
        email: String::new(),
        address: "Tổ dân phố Ví Dụ, phường Nghĩa Lộ, tỉnh Quảng Ngãi".to_owned(),
    }
}
