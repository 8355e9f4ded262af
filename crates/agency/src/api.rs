//! What can be asked of an agency.

use std::sync::Arc;

use agency_domain::{Act, Case, Conclusion, Desk, Refusal, Stage};
use chassis::{Actor, Chassis, Error, Result, Stored};
use kernel::{CaseId, Instant};
use proto::agency::v1::{GetCaseResponse, HeldLeg, ListActsRequest, ListActsResponse};
use sqlx::PgConnection;

use crate::{OwnActNeeded, Practice, Province, by::By, custody, done, store, wire};

/// A case as an officer looked at it.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub case: &'a str,
    /// 0: whichever version.
    pub version: u32,
}

pub(crate) type Answer = Result<Option<proto::agency::v1::Case>>;

/// The calls of `AgencyService`, the same for every agency but for its practice.
pub struct AgencyApi<P> {
    pub(crate) chassis: Chassis,
    practice: Arc<P>,
    pub(crate) province: Arc<Province>,
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

    pub(crate) async fn act(&self, by: &By, seen: Seen<'_>, act: Act) -> Answer {
        let id = wire::case_id("case_id", seen.case)?;
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let case = custody::theirs(&mut tx, &self.province, by, id).await?;
        let desk = self.desk(&act, &case.state, now);
        self.as_seen(&mut tx, &case, by, seen, (&desk, &act))
            .await?;
        let gives_back = matches!(act, Act::GiveBack { .. });
        let (case, version) = custody::act_at(&mut tx, &desk, id, &by.actor, act).await?;
        if gives_back {
            let practice = &self.practice;
            practice.undoing(&mut tx, &case, &by.actor, now).await?;
        }
        self.chassis.commit(tx).await?;
        Ok(Some(self.told(&case, version)))
    }

    /// # Errors
    /// Who did what, when somebody acted since the officer looked. What is already so is no
    /// conflict.
    async fn as_seen(
        &self,
        tx: &mut PgConnection,
        case: &Stored<Case>,
        by: &By,
        seen: Seen<'_>,
        (desk, act): (&Desk, &Act),
    ) -> Result<()> {
        if seen.version == 0 || seen.version == case.version {
            return Ok(());
        }
        if custody::changes_nothing(desk, &case.state, by, act) {
            return Ok(());
        }
        done::unchanged_since(tx, case.id, seen.version, self.province.zone()).await
    }

    /// What the act is decided on besides the case.
    fn desk(&self, act: &Act, case: &Case, now: Instant) -> Desk {
        let components = match act {
            Act::NeedSupplement { .. } => self.province.components(&case.offer),
            _ => None,
        };
        Desk {
            now,
            calendar: Some(self.province.calendar()),
            components,
        }
    }

    /// The case as it is told now.
    pub(crate) fn told(&self, case: &Case, version: u32) -> proto::agency::v1::Case {
        self.known().case(case, version)
    }

    /// What a case is told with besides itself.
    pub(crate) fn known(&self) -> wire::Known<'_> {
        wire::Known::new(&self.province, self.chassis.clock.now())
    }

    /// An act with a conclusion, which the agency's practice looks at first.
    pub(crate) async fn conclude(
        &self,
        by: &By,
        seen: Seen<'_>,
        given: Option<proto::agency::v1::Conclusion>,
        act: fn(Option<Conclusion>) -> Result<Act>,
    ) -> Answer {
        let id = wire::case_id("case_id", seen.case)?;
        let given = given.map(wire::conclusion).transpose()?;
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let stored = custody::theirs(&mut tx, &self.province, by, id).await?;
        let case = &stored.state;
        let given = given
            .map(|given| {
                let given = given.tidy().map_err(Error::refused)?;
                self.practice.check(case, given, now)
            })
            .transpose()?;
        let act = act(given)?;
        let desk = custody::desk(now);
        self.as_seen(&mut tx, &stored, by, seen, (&desk, &act))
            .await?;
        self.leave_to_own_act(case, &act)?;
        self.completing(&mut tx, case, &act, &by.actor, now).await?;
        let (case, version) = custody::act_at(&mut tx, &desk, id, &by.actor, act).await?;
        self.chassis.commit(tx).await?;
        Ok(Some(self.told(&case, version)))
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

    pub(crate) async fn find(&self, by: &By, id: CaseId) -> Result<GetCaseResponse> {
        let mut db = self.chassis.db.acquire().await?;
        let case = store::find(&mut db, id.uuid())
            .await?
            .filter(|stored| stored.state.may_be_read_by(&by.officer.unit))
            .filter(|stored| {
                // Who asked for the opinion is of another house, with other fields.
                !stored.state.belongs_to(&by.officer.unit)
                    || self.province.charged(&by.fields, &stored.state.offer)
            })
            .ok_or_else(|| Error::refused(Refusal::Unknown))?;
        Ok(GetCaseResponse {
            case: Some(self.told(&case.state, case.version)),
        })
    }

    /// What was done on a case of the officer's own unit.
    pub(crate) async fn acts(&self, by: &By, asked: ListActsRequest) -> Result<ListActsResponse> {
        let id = wire::case_id("case_id", &asked.case_id)?;
        let mut db = self.chassis.db.acquire().await?;
        let found = store::find(&mut db, id.uuid()).await?;
        found
            .filter(|stored| stored.state.belongs_to(&by.officer.unit))
            .filter(|stored| self.province.charged(&by.fields, &stored.state.offer))
            .ok_or_else(|| Error::refused(Refusal::Unknown))?;
        let after = i32::try_from(asked.after_version).unwrap_or(i32::MAX);
        let acts = store::acts(&mut db, id.uuid(), after).await?;
        Ok(ListActsResponse {
            acts: acts.into_iter().map(done::act).collect(),
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
