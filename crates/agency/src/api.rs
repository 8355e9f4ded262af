//! What can be asked of an agency.

use std::sync::Arc;

use agency_domain::{Act, Case, Conclusion, Officer, Refusal, Stage};
use chassis::{Actor, Chassis, Error, Result};
use kernel::{CaseId, Instant};
use proto::agency::v1::{agency_service_server::AgencyService, *};
use sqlx::PgConnection;
use tonic::{Request, Response, Status};

use crate::{OwnActNeeded, Practice, custody, page, store, wire};

/// The calls of [`AgencyService`], the same for every agency but for its practice.
pub struct AgencyApi<P> {
    chassis: Chassis,
    practice: Arc<P>,
}

impl<P> Clone for AgencyApi<P> {
    fn clone(&self) -> Self {
        Self {
            chassis: self.chassis.clone(),
            practice: self.practice.clone(),
        }
    }
}

type Reply<T> = Result<Response<T>, Status>;

impl<P: Practice> AgencyApi<P> {
    pub fn new(chassis: &Chassis, practice: P) -> Self {
        Self {
            chassis: chassis.clone(),
            practice: Arc::new(practice),
        }
    }

    async fn act(
        &self,
        actor: &Actor,
        id: &str,
        act: Act,
    ) -> Result<Option<proto::agency::v1::Case>> {
        let id = wire::case_id("case_id", id)?;
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let (case, version) = custody::act(&mut tx, now, id, actor, act).await?;
        self.chassis.commit(tx).await?;
        Ok(Some(wire::case(&case, version)))
    }

    /// An act with a conclusion, which the agency's practice looks at first.
    async fn conclude(
        &self,
        actor: &Actor,
        id: &str,
        given: Option<proto::agency::v1::Conclusion>,
        act: fn(Option<Conclusion>) -> Result<Act>,
    ) -> Result<Option<proto::agency::v1::Case>> {
        let id = wire::case_id("case_id", id)?;
        let given = given.map(wire::conclusion).transpose()?;
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let case = custody::theirs(&mut tx, id, &custody::officer(actor)?).await?;
        let given = given
            .map(|given| {
                let given = given.tidy().map_err(Error::refused)?;
                self.practice.check(&case, given, now)
            })
            .transpose()?;
        let act = act(given)?;
        self.leave_to_own_act(&case, &act)?;
        self.completing(&mut tx, &case, &act, actor, now).await?;
        let (case, version) = custody::act(&mut tx, now, id, actor, act).await?;
        self.chassis.commit(tx).await?;
        Ok(Some(wire::case(&case, version)))
    }

    /// Refuses what only the service's own act may conclude.
    fn leave_to_own_act(&self, case: &Case, act: &Act) -> Result<()> {
        let granted = match (act, &case.stage) {
            (_, Stage::Completed { .. }) => false,
            (Act::Propose(given), _) => given.granted,
            (Act::Complete(_), Stage::Approved { .. }) => false,
            (Act::Complete(given), _) => given.as_ref().is_some_and(|given| given.granted),
            _ => false,
        };
        match self.practice.own_act(case) {
            Some(instead) if granted => Err(Error::refused(OwnActNeeded(instead))),
            _ => Ok(()),
        }
    }

    /// The service's own part in completing the case, once.
    async fn completing(
        &self,
        tx: &mut PgConnection,
        case: &Case,
        act: &Act,
        actor: &Actor,
        now: Instant,
    ) -> Result<()> {
        let (Act::Complete(given), false) = (act, matches!(case.stage, Stage::Completed { .. }))
        else {
            return Ok(());
        };
        match given.as_ref().or(case.conclusion()) {
            Some(conclusion) => {
                let practice = &self.practice;
                practice.completing(tx, case, conclusion, actor, now).await
            }
            None => Ok(()),
        }
    }

    async fn queue(&self, by: &Officer, asked: ListQueueRequest) -> Result<ListQueueResponse> {
        if !asked.unit.is_empty() && asked.unit != by.unit.as_str() {
            return Err(Error::refused(Refusal::Unknown));
        }
        let unit = by.unit.as_str();
        let stages = wire::stages(&asked.stages)?;
        let after = page::after(&asked.page_token)?;
        let size = page::size(asked.page_size);
        // One more than the page, to know whether there is another.
        let limit = size as i64 + 1;
        let all_open = stages
            .iter()
            .all(|stage| Stage::OPEN.contains(&stage.as_str()));
        let mut db = self.chassis.db.acquire().await?;
        let mut cases = if all_open {
            store::open(&mut db, unit, &stages, after, limit).await?
        } else {
            store::in_stages(&mut db, unit, &stages, after, limit).await?
        };
        let more = cases.len() > size;
        cases.truncate(size);
        let next = cases.last().filter(|_| more);
        Ok(ListQueueResponse {
            next_page_token: next
                .map(|last| page::token(&last.state))
                .unwrap_or_default(),
            cases: cases
                .iter()
                .map(|stored| wire::case(&stored.state, stored.version))
                .collect(),
        })
    }

    async fn find(&self, by: &Officer, id: CaseId) -> Result<GetCaseResponse> {
        let mut db = self.chassis.db.acquire().await?;
        let case = store::find(&mut db, id.uuid())
            .await?
            .filter(|stored| stored.state.belongs_to(&by.unit))
            .ok_or_else(|| Error::refused(Refusal::Unknown))?;
        Ok(GetCaseResponse {
            case: Some(wire::case(&case.state, case.version)),
        })
    }
}

#[tonic::async_trait]
impl<P: Practice> AgencyService for AgencyApi<P> {
    async fn list_queue(&self, request: Request<ListQueueRequest>) -> Reply<ListQueueResponse> {
        let by = custody::officer(&Actor::of(request.metadata())?)?;
        Ok(Response::new(self.queue(&by, request.into_inner()).await?))
    }

    async fn get_case(&self, request: Request<GetCaseRequest>) -> Reply<GetCaseResponse> {
        let by = custody::officer(&Actor::of(request.metadata())?)?;
        let id = wire::case_id("case_id", &request.get_ref().case_id)?;
        Ok(Response::new(self.find(&by, id).await?))
    }

    async fn take(&self, request: Request<TakeRequest>) -> Reply<TakeResponse> {
        let actor = Actor::of(request.metadata())?;
        let case = self
            .act(&actor, &request.get_ref().case_id, Act::Take)
            .await?;
        Ok(Response::new(TakeResponse { case }))
    }

    async fn refuse(&self, request: Request<RefuseRequest>) -> Reply<RefuseResponse> {
        let actor = Actor::of(request.metadata())?;
        let asked = request.into_inner();
        let act = Act::Refuse(wire::refuse_reason(&asked.reason)?);
        let case = self.act(&actor, &asked.case_id, act).await?;
        Ok(Response::new(RefuseResponse { case }))
    }

    async fn give_back(&self, request: Request<GiveBackRequest>) -> Reply<GiveBackResponse> {
        let actor = Actor::of(request.metadata())?;
        let GiveBackRequest { case_id, reason } = request.into_inner();
        let case = self.act(&actor, &case_id, Act::GiveBack { reason }).await?;
        Ok(Response::new(GiveBackResponse { case }))
    }

    async fn propose(&self, request: Request<ProposeRequest>) -> Reply<ProposeResponse> {
        let actor = Actor::of(request.metadata())?;
        let asked = request.into_inner();
        let propose = |given: Option<Conclusion>| {
            given
                .map(Act::Propose)
                .ok_or_else(|| Error::refused(Refusal::ConclusionMissing))
        };
        let case = self
            .conclude(&actor, &asked.case_id, asked.conclusion, propose)
            .await?;
        Ok(Response::new(ProposeResponse { case }))
    }

    async fn approve(&self, request: Request<ApproveRequest>) -> Reply<ApproveResponse> {
        let actor = Actor::of(request.metadata())?;
        let case = self
            .act(&actor, &request.get_ref().case_id, Act::Approve)
            .await?;
        Ok(Response::new(ApproveResponse { case }))
    }

    async fn complete(&self, request: Request<CompleteRequest>) -> Reply<CompleteResponse> {
        let actor = Actor::of(request.metadata())?;
        let asked = request.into_inner();
        let complete = |given| Ok(Act::Complete(given));
        let case = self
            .conclude(&actor, &asked.case_id, asked.conclusion, complete)
            .await?;
        Ok(Response::new(CompleteResponse { case }))
    }

    async fn list_held_legs(
        &self,
        request: Request<ListHeldLegsRequest>,
    ) -> Reply<ListHeldLegsResponse> {
        // The reconciliation is between services; nobody's queue shows all units' cases.
        let actor = Actor::of(request.metadata())?;
        if !actor.as_str().starts_with("service:") {
            return Err(Error::refused(Refusal::Unknown).into());
        }
        let mut db = self.chassis.db.acquire().await.map_err(Error::from)?;
        let held = store::in_custody(&mut db).await.map_err(Error::from)?;
        let leg_ids = held.iter().map(ToString::to_string).collect();
        Ok(Response::new(ListHeldLegsResponse {
            leg_ids,
            ..Default::default()
        }))
    }
}
