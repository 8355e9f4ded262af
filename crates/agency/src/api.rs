//! What can be asked of an agency.

use std::sync::Arc;

use agency_domain::{Act, Case, Conclusion, Desk, Officer, Refusal, Stage};
use chassis::{Actor, Chassis, Error, Result};
use kernel::{CaseId, Instant};
use proto::agency::v1::{GetCaseResponse, HeldLeg, ListQueueRequest, ListQueueResponse};
use sqlx::PgConnection;

use crate::{OwnActNeeded, Practice, Province, custody, page, store, wire};

/// The calls of `AgencyService`, the same for every agency but for its practice.
pub struct AgencyApi<P> {
    chassis: Chassis,
    practice: Arc<P>,
    province: Arc<Province>,
}

impl<P> Clone for AgencyApi<P> {
    fn clone(&self) -> Self {
        Self {
            chassis: self.chassis.clone(),
            practice: self.practice.clone(),
            province: self.province.clone(),
        }
    }
}

impl<P: Practice> AgencyApi<P> {
    pub(crate) fn new(chassis: &Chassis, practice: Arc<P>, province: Arc<Province>) -> Self {
        Self {
            chassis: chassis.clone(),
            practice,
            province,
        }
    }

    pub(crate) async fn act(
        &self,
        actor: &Actor,
        id: &str,
        act: Act,
    ) -> Result<Option<proto::agency::v1::Case>> {
        let id = wire::case_id("case_id", id)?;
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let desk = self.desk(&mut tx, &act, id, actor, now).await?;
        let gives_back = matches!(act, Act::GiveBack { .. });
        let (case, version) = custody::act_at(&mut tx, &desk, id, actor, act).await?;
        if gives_back {
            self.practice.undoing(&mut tx, &case, actor, now).await?;
        }
        self.chassis.commit(tx).await?;
        Ok(Some(wire::case(&case, version)))
    }

    /// What the act is decided on besides the case.
    async fn desk(
        &self,
        tx: &mut PgConnection,
        act: &Act,
        id: CaseId,
        actor: &Actor,
        now: Instant,
    ) -> Result<Desk> {
        let components = match act {
            Act::NeedSupplement { .. } => {
                let case = custody::theirs(tx, id, &custody::officer(actor)?).await?;
                self.province.components(&case.offer)
            }
            _ => None,
        };
        Ok(Desk {
            now,
            calendar: Some(self.province.calendar()),
            components,
        })
    }

    /// An act with a conclusion, which the agency's practice looks at first.
    pub(crate) async fn conclude(
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

    pub(crate) async fn queue(
        &self,
        by: &Officer,
        asked: ListQueueRequest,
    ) -> Result<ListQueueResponse> {
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
            ..Default::default()
        })
    }

    pub(crate) async fn find(&self, by: &Officer, id: CaseId) -> Result<GetCaseResponse> {
        let mut db = self.chassis.db.acquire().await?;
        let case = store::find(&mut db, id.uuid())
            .await?
            .filter(|stored| stored.state.may_be_read_by(&by.unit))
            .ok_or_else(|| Error::refused(Refusal::Unknown))?;
        Ok(GetCaseResponse {
            case: Some(wire::case(&case.state, case.version)),
        })
    }

    /// Every leg this service holds now. The reconciliation is between services; nobody's queue
    /// shows all units' cases.
    pub(crate) async fn held(&self, actor: &Actor) -> Result<Vec<HeldLeg>> {
        if !actor.as_str().starts_with("service:") {
            return Err(Error::refused(Refusal::Unknown));
        }
        let mut db = self.chassis.db.acquire().await?;
        let held = store::in_custody(&mut db).await?;
        Ok(held
            .iter()
            .map(|held| wire::held_leg(&held.state))
            .collect())
    }
}
