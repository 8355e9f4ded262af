//! The welfare service alone: what it decides, what it refuses, what it tells nobody.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod afterwards;
mod decision;
mod fields;
mod requests;
mod secrecy;
#[path = "../../../../crates/agency/tests/support/mod.rs"]
mod support;

use proto::{
    agency::v1::*,
    routing::v1::LegOffered,
    social_welfare::v1::{social_welfare_service_client::SocialWelfareServiceClient, *},
};
use support::{Running, World};
use tonic::Status;

const UNIT: &str = "org:ubnd-21028";
const AN: &str = "officer:an@org:ubnd-21028";
/// The head of the same committee.
const BINH: &str = "head:binh@org:ubnd-21028";
const STRANGER: &str = "officer:la@org:ubnd-21172";

async fn world() -> (World, Running) {
    started(World::new("social-welfare").await).await
}

async fn started(world: World) -> (World, Running) {
    let running = world
        .start(social_welfare::assemble(world.boot(&[])).await)
        .await;
    (world, running)
}

/// An adult in a household that is not poor, with one circumstance.
fn adult(kind: &str) -> Facts {
    Facts {
        date_of_birth: "1990-05-01".into(),
        circumstances: vec![circumstance(kind)],
        poor_household: false,
        has_pension: false,
        disability_certified_on: "2026-10-12".into(),
        ..Default::default()
    }
}

fn circumstance(kind: &str) -> Circumstance {
    Circumstance {
        kind: kind.into(),
        children: 0,
    }
}

/// The wishes of the tests, in their words.
impl World {
    fn welfare(&self, actor: &str) -> SocialWelfareServiceClient<chassis::client::Speaking> {
        SocialWelfareServiceClient::new(self.speaking(actor))
    }

    /// An allowance to decide, in An's hands.
    async fn taken(&self) -> LegOffered {
        let offer = LegOffered {
            approval: true,
            ..self.offer(UNIT, "decide-allowance")
        };
        self.arrived(AN, &offer).await;
        self.take(AN, &offer).await;
        offer
    }

    async fn take(&self, actor: &str, offer: &LegOffered) {
        let case_id = offer.leg_id.clone();
        self.agency(actor)
            .take(TakeRequest {
                case_id,
                ..Default::default()
            })
            .await
            .unwrap();
    }

    async fn decide(
        &self,
        actor: &str,
        offer: &LegOffered,
        facts: Facts,
    ) -> Result<DecideAllowanceResponse, Status> {
        let request = DecideAllowanceRequest {
            case_id: offer.leg_id.clone(),
            facts: Some(facts),
            ..Default::default()
        };
        let answer = self.welfare(actor).decide_allowance(request).await;
        answer.map(tonic::Response::into_inner)
    }

    async fn assess(&self, facts: Facts, on: &str) -> Result<Assessment, Status> {
        let request = AssessAllowanceRequest {
            facts: Some(facts),
            on: on.into(),
        };
        let answer = self.welfare(AN).assess_allowance(request).await?;
        Ok(answer.into_inner().assessment.unwrap())
    }

    async fn entitlement(
        &self,
        actor: &str,
        dossier_id: &str,
    ) -> Result<GetEntitlementResponse, Status> {
        let dossier_id = dossier_id.to_owned();
        let request = GetEntitlementRequest { dossier_id };
        let answer = self.welfare(actor).get_entitlement(request).await;
        answer.map(tonic::Response::into_inner)
    }

    async fn approve(&self, offer: &LegOffered) {
        let case_id = offer.leg_id.clone();
        let approve = ApproveRequest {
            case_id,
            ..Default::default()
        };
        self.agency(BINH).approve(approve).await.unwrap();
    }

    async fn complete(
        &self,
        offer: &LegOffered,
        conclusion: Option<Conclusion>,
    ) -> Result<(), Status> {
        let case_id = offer.leg_id.clone();
        let complete = CompleteRequest {
            case_id,
            conclusion,
            ..Default::default()
        };
        self.agency(AN).complete(complete).await.map(drop)
    }
}
