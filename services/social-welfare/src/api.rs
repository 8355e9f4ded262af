//! What can be asked of social welfare beyond what any agency answers.

use std::sync::Arc;

use agency::{By, Province};
use chassis::{Chassis, Error, Result};
use chrono::NaiveDate;
use kernel::Instant;
use proto::social_welfare::v1::{social_welfare_service_server::SocialWelfareService, *};
use social_welfare_domain::{RuleBook, rules};
use tonic::{Request, Response, Status};

use crate::{decision::Asked, facts, practice::Refusal, store, wire};

/// The calls of [`SocialWelfareService`].
pub(crate) struct Welfare {
    chassis: Chassis,
    province: Arc<Province>,
}

type Reply<T> = Result<Response<T>, Status>;

impl Welfare {
    pub(crate) fn new(chassis: &Chassis, province: &Arc<Province>) -> Self {
        Self {
            chassis: chassis.clone(),
            province: province.clone(),
        }
    }

    fn day(&self, now: Instant) -> NaiveDate {
        now.with_timezone(&self.province.zone()).date_naive()
    }

    fn assess(&self, asked: AssessAllowanceRequest) -> Result<AssessAllowanceResponse> {
        let on = match asked.on.trim() {
            "" => self.day(self.chassis.clock.now()),
            raw => facts::date(raw).map_err(|remedy| Error::field("on", remedy))?,
        };
        let facts = facts::read(asked.facts, on)?;
        let assessment = rules::assess(&facts, &RuleBook::national(), on);
        Ok(AssessAllowanceResponse {
            assessment: Some(wire::assessed(&assessment)),
        })
    }

    async fn decide(
        &self,
        by: &By,
        asked: DecideAllowanceRequest,
    ) -> Result<DecideAllowanceResponse> {
        let case = agency::wire::case_id("case_id", &asked.case_id)?;
        let now = self.chassis.clock.now();
        let today = self.day(now);
        let facts = facts::read(asked.facts, today)?;
        let reason = asked.reason.trim();
        let reason = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
        let asked = Asked {
            case,
            seen: asked.expected_version,
            facts,
            reason,
            by,
            province: &self.province,
            now,
            today,
        };
        let mut tx = self.chassis.begin().await?;
        let decided = asked.carry_out(&mut tx).await?;
        self.chassis.commit(tx).await?;
        let GetEntitlementResponse {
            entitlement_id,
            assessment,
            decision_no,
            ..
        } = wire::entitlement(&decided);
        Ok(DecideAllowanceResponse {
            entitlement_id,
            assessment,
            decision_no,
        })
    }

    async fn find(&self, by: &By, asked: GetEntitlementRequest) -> Result<GetEntitlementResponse> {
        let dossier = wire::dossier_id(&asked.dossier_id)?;
        let procedures = self.province.procedures_of(by);
        let (db, unit) = (&self.chassis.db, by.unit());
        let known = store::seen_by(db, dossier, unit, procedures.as_deref()).await?;
        let known = known.ok_or_else(|| Error::refused(Refusal::NoEntitlement))?;
        Ok(wire::entitlement(&known))
    }
}

#[tonic::async_trait]
impl SocialWelfareService for Welfare {
    async fn assess_allowance(
        &self,
        request: Request<AssessAllowanceRequest>,
    ) -> Reply<AssessAllowanceResponse> {
        Ok(Response::new(self.assess(request.into_inner())?))
    }

    async fn decide_allowance(
        &self,
        request: Request<DecideAllowanceRequest>,
    ) -> Reply<DecideAllowanceResponse> {
        let by = By::of(&request)?;
        let answer = self.decide(&by, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn get_entitlement(
        &self,
        request: Request<GetEntitlementRequest>,
    ) -> Reply<GetEntitlementResponse> {
        let by = By::of(&request)?;
        let answer = self.find(&by, request.into_inner()).await?;
        Ok(Response::new(answer))
    }
}
