//! The calls every agency answers, one after the other.

use agency_domain::{Act, Conclusion, Refusal};
use chassis::{Actor, Error, Result, wire::moment};
use proto::agency::v1::{agency_service_server::AgencyService, *};
use tonic::{Request, Response, Status};

use crate::{AgencyApi, Practice, api::Seen, by::By, wire};

/// The case a request speaks of, as its officer looked at it.
macro_rules! seen {
    ($asked:expr) => {
        Seen {
            case: &$asked.case_id,
            version: $asked.expected_version,
        }
    };
}

type Reply<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl<P: Practice> AgencyService for AgencyApi<P> {
    async fn list_queue(&self, request: Request<ListQueueRequest>) -> Reply<ListQueueResponse> {
        let by = By::of(&request)?;
        Ok(Response::new(self.queue(&by, request.into_inner()).await?))
    }

    async fn get_case(&self, request: Request<GetCaseRequest>) -> Reply<GetCaseResponse> {
        let by = By::of(&request)?;
        let id = wire::case_id("case_id", &request.get_ref().case_id)?;
        Ok(Response::new(self.find(&by, id).await?))
    }

    async fn take(&self, request: Request<TakeRequest>) -> Reply<TakeResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let case = self.act(&by, seen!(asked), Act::Take).await?;
        Ok(Response::new(TakeResponse { case }))
    }

    async fn refuse(&self, request: Request<RefuseRequest>) -> Reply<RefuseResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let act = Act::Refuse(wire::refuse_reason(&asked.reason)?);
        let case = self.act(&by, seen!(asked), act).await?;
        Ok(Response::new(RefuseResponse { case }))
    }

    async fn give_back(&self, request: Request<GiveBackRequest>) -> Reply<GiveBackResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let reason = asked.reason.clone();
        let act = Act::GiveBack { reason };
        let case = self.act(&by, seen!(asked), act).await?;
        Ok(Response::new(GiveBackResponse { case }))
    }

    async fn propose(&self, request: Request<ProposeRequest>) -> Reply<ProposeResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let propose = |given: Option<Conclusion>| {
            given
                .map(Act::Propose)
                .ok_or_else(|| Error::refused(Refusal::ConclusionMissing))
        };
        let given = asked.conclusion.clone();
        let case = self.conclude(&by, seen!(asked), given, propose).await?;
        Ok(Response::new(ProposeResponse { case }))
    }

    async fn withdraw(&self, request: Request<WithdrawRequest>) -> Reply<WithdrawResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let case = self.act(&by, seen!(asked), Act::Withdraw).await?;
        Ok(Response::new(WithdrawResponse { case }))
    }

    async fn approve(&self, request: Request<ApproveRequest>) -> Reply<ApproveResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let case = self.act(&by, seen!(asked), Act::Approve).await?;
        Ok(Response::new(ApproveResponse { case }))
    }

    async fn complete(&self, request: Request<CompleteRequest>) -> Reply<CompleteResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let complete = |given| Ok(Act::Complete(given));
        let given = asked.conclusion.clone();
        let case = self.conclude(&by, seen!(asked), given, complete).await?;
        Ok(Response::new(CompleteResponse { case }))
    }

    async fn reassign(&self, request: Request<ReassignRequest>) -> Reply<ReassignResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let (officer, reason) = (asked.officer.clone(), asked.reason.clone());
        let act = Act::Reassign { officer, reason };
        let case = self.act(&by, seen!(asked), act).await?;
        Ok(Response::new(ReassignResponse { case }))
    }

    async fn send_back(&self, request: Request<SendBackRequest>) -> Reply<SendBackResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let reason = asked.reason.clone();
        let act = Act::SendBack { reason };
        let case = self.act(&by, seen!(asked), act).await?;
        Ok(Response::new(SendBackResponse { case }))
    }

    async fn need_supplement(
        &self,
        request: Request<NeedSupplementRequest>,
    ) -> Reply<NeedSupplementResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let (components, reason) = (asked.components.clone(), asked.reason.clone());
        let act = Act::NeedSupplement { components, reason };
        let case = self.act(&by, seen!(asked), act).await?;
        Ok(Response::new(NeedSupplementResponse { case }))
    }

    async fn state_delay(&self, request: Request<StateDelayRequest>) -> Reply<StateDelayResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let new_due = moment(asked.new_due).ok_or_else(|| {
            Error::field(
                "new_due",
                "Thiếu ngày, giờ hẹn mới hoặc không hợp lệ. Hãy chọn một giờ trong ngày làm việc.",
            )
        })?;
        let reason = asked.reason.clone();
        let act = Act::StateDelay { reason, new_due };
        let case = self.act(&by, seen!(asked), act).await?;
        Ok(Response::new(StateDelayResponse { case }))
    }

    async fn sign_apology(
        &self,
        request: Request<SignApologyRequest>,
    ) -> Reply<SignApologyResponse> {
        let by = By::of(&request)?;
        let asked = request.get_ref();
        let case = self.act(&by, seen!(asked), Act::SignApology).await?;
        Ok(Response::new(SignApologyResponse { case }))
    }

    async fn take_many(&self, request: Request<TakeManyRequest>) -> Reply<TakeManyResponse> {
        let by = By::of(&request)?;
        let cases = request.into_inner().cases;
        let results = self.many(&by, cases, || Act::Take).await?;
        Ok(Response::new(TakeManyResponse { results }))
    }

    async fn approve_many(
        &self,
        request: Request<ApproveManyRequest>,
    ) -> Reply<ApproveManyResponse> {
        let by = By::of(&request)?;
        let cases = request.into_inner().cases;
        let results = self.many(&by, cases, || Act::Approve).await?;
        Ok(Response::new(ApproveManyResponse { results }))
    }

    async fn send_back_many(
        &self,
        request: Request<SendBackManyRequest>,
    ) -> Reply<SendBackManyResponse> {
        let by = By::of(&request)?;
        let SendBackManyRequest { cases, reason } = request.into_inner();
        let act = || Act::SendBack {
            reason: reason.clone(),
        };
        let results = self.many(&by, cases, act).await?;
        Ok(Response::new(SendBackManyResponse { results }))
    }

    async fn reassign_many(
        &self,
        request: Request<ReassignManyRequest>,
    ) -> Reply<ReassignManyResponse> {
        let by = By::of(&request)?;
        let ReassignManyRequest {
            cases,
            officer,
            reason,
        } = request.into_inner();
        let act = || Act::Reassign {
            officer: officer.clone(),
            reason: reason.clone(),
        };
        let results = self.many(&by, cases, act).await?;
        Ok(Response::new(ReassignManyResponse { results }))
    }

    async fn list_acts(&self, request: Request<ListActsRequest>) -> Reply<ListActsResponse> {
        let by = By::of(&request)?;
        Ok(Response::new(self.acts(&by, request.into_inner()).await?))
    }

    async fn team_view(&self, request: Request<TeamViewRequest>) -> Reply<TeamViewResponse> {
        let by = By::of(&request)?;
        Ok(Response::new(
            self.team(&by, &request.get_ref().unit).await?,
        ))
    }

    async fn list_team_looks(
        &self,
        request: Request<ListTeamLooksRequest>,
    ) -> Reply<ListTeamLooksResponse> {
        let by = By::of(&request)?;
        let looks = self.team_looks(&by, &request.get_ref().unit).await?;
        Ok(Response::new(looks))
    }

    async fn list_staff(&self, request: Request<ListStaffRequest>) -> Reply<ListStaffResponse> {
        let by = By::of(&request)?;
        let staff = self.staff_of(&by, &request.get_ref().unit).await?;
        Ok(Response::new(staff))
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
