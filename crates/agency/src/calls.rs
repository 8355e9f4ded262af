//! The calls every agency answers, one after the other.

use agency_domain::{Act, Conclusion, Refusal};
use chassis::{Actor, Error, Result, wire::moment};
use proto::agency::v1::{agency_service_server::AgencyService, *};
use tonic::{Request, Response, Status};

use crate::{AgencyApi, Practice, custody, wire};

type Reply<T> = Result<Response<T>, Status>;

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

    async fn reassign(&self, request: Request<ReassignRequest>) -> Reply<ReassignResponse> {
        let actor = Actor::of(request.metadata())?;
        let ReassignRequest {
            case_id,
            officer,
            reason,
        } = request.into_inner();
        let act = Act::Reassign { officer, reason };
        let case = self.act(&actor, &case_id, act).await?;
        Ok(Response::new(ReassignResponse { case }))
    }

    async fn send_back(&self, request: Request<SendBackRequest>) -> Reply<SendBackResponse> {
        let actor = Actor::of(request.metadata())?;
        let SendBackRequest { case_id, reason } = request.into_inner();
        let case = self.act(&actor, &case_id, Act::SendBack { reason }).await?;
        Ok(Response::new(SendBackResponse { case }))
    }

    async fn need_supplement(
        &self,
        request: Request<NeedSupplementRequest>,
    ) -> Reply<NeedSupplementResponse> {
        let actor = Actor::of(request.metadata())?;
        let NeedSupplementRequest {
            case_id,
            components,
            reason,
        } = request.into_inner();
        let act = Act::NeedSupplement { components, reason };
        let case = self.act(&actor, &case_id, act).await?;
        Ok(Response::new(NeedSupplementResponse { case }))
    }

    async fn state_delay(&self, request: Request<StateDelayRequest>) -> Reply<StateDelayResponse> {
        let actor = Actor::of(request.metadata())?;
        let StateDelayRequest {
            case_id,
            reason,
            new_due,
        } = request.into_inner();
        let new_due = moment(new_due).ok_or_else(|| {
            Error::field(
                "new_due",
                "Thiếu ngày, giờ hẹn mới hoặc không hợp lệ. Hãy chọn một giờ trong ngày làm việc.",
            )
        })?;
        let act = Act::StateDelay { reason, new_due };
        let case = self.act(&actor, &case_id, act).await?;
        Ok(Response::new(StateDelayResponse { case }))
    }

    async fn sign_apology(
        &self,
        request: Request<SignApologyRequest>,
    ) -> Reply<SignApologyResponse> {
        let actor = Actor::of(request.metadata())?;
        let case_id = &request.get_ref().case_id;
        let case = self.act(&actor, case_id, Act::SignApology).await?;
        Ok(Response::new(SignApologyResponse { case }))
    }

    async fn list_held_legs(
        &self,
        request: Request<ListHeldLegsRequest>,
    ) -> Reply<ListHeldLegsResponse> {
        let held = AgencyApi::held(self, &Actor::of(request.metadata())?).await?;
        let leg_ids = held.iter().map(|held| held.leg_id.clone()).collect();
        Ok(Response::new(ListHeldLegsResponse { leg_ids, held }))
    }
}
