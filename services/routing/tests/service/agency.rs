//! An agency's service, as far as routing asks it what it holds.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use proto::agency::v1::{
    agency_service_server::{AgencyService, AgencyServiceServer},
    *,
};
use tokio::task::JoinHandle;
use tonic::{
    Request, Response, Status,
    transport::{Server, server::TcpIncoming},
};

/// Stopped when dropped.
pub struct Agency {
    pub address: String,
    desk: Desk,
    server: JoinHandle<()>,
}

#[derive(Clone, Default)]
struct Desk {
    held: Arc<Mutex<Vec<HeldLeg>>>,
    cases: Arc<Mutex<HashMap<String, Case>>>,
}

impl Agency {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let desk = Desk::default();
        let serve = Server::builder()
            .add_service(AgencyServiceServer::new(desk.clone()))
            .serve_with_incoming(TcpIncoming::from(listener));
        let server = tokio::spawn(async move { serve.await.unwrap() });
        Self {
            address,
            desk,
            server,
        }
    }

    pub fn holds(&self, held: Vec<HeldLeg>) {
        *self.desk.held.lock().unwrap() = held;
    }

    pub fn has(&self, case: Case) {
        let mut cases = self.desk.cases.lock().unwrap();
        cases.insert(case.case_id.clone(), case);
    }
}

impl Drop for Agency {
    fn drop(&mut self) {
        self.server.abort();
    }
}

macro_rules! never_asked {
    ($($name:ident: $request:ident -> $answer:ident),* $(,)?) => {
        #[tonic::async_trait]
        impl AgencyService for Desk {
            async fn list_held_legs(
                &self,
                _: Request<ListHeldLegsRequest>,
            ) -> Result<Response<ListHeldLegsResponse>, Status> {
                let held = self.held.lock().unwrap().clone();
                let leg_ids = held.iter().map(|leg| leg.leg_id.clone()).collect();
                Ok(Response::new(ListHeldLegsResponse { leg_ids, held }))
            }

            async fn get_case(
                &self,
                request: Request<GetCaseRequest>,
            ) -> Result<Response<GetCaseResponse>, Status> {
                let cases = self.cases.lock().unwrap();
                let case = cases.get(&request.into_inner().case_id).cloned();
                let case = case.ok_or_else(|| Status::not_found("no such case"))?;
                Ok(Response::new(GetCaseResponse { case: Some(case) }))
            }

            $(async fn $name(
                &self,
                _: Request<$request>,
            ) -> Result<Response<$answer>, Status> {
                Err(Status::unimplemented("routing never asks this"))
            })*
        }
    };
}

never_asked! {
    list_queue: ListQueueRequest -> ListQueueResponse,
    take: TakeRequest -> TakeResponse,
    refuse: RefuseRequest -> RefuseResponse,
    give_back: GiveBackRequest -> GiveBackResponse,
    propose: ProposeRequest -> ProposeResponse,
    approve: ApproveRequest -> ApproveResponse,
    complete: CompleteRequest -> CompleteResponse,
    reassign: ReassignRequest -> ReassignResponse,
    send_back: SendBackRequest -> SendBackResponse,
    need_supplement: NeedSupplementRequest -> NeedSupplementResponse,
    state_delay: StateDelayRequest -> StateDelayResponse,
    sign_apology: SignApologyRequest -> SignApologyResponse,
    withdraw: WithdrawRequest -> WithdrawResponse,
    take_many: TakeManyRequest -> TakeManyResponse,
    approve_many: ApproveManyRequest -> ApproveManyResponse,
    send_back_many: SendBackManyRequest -> SendBackManyResponse,
    reassign_many: ReassignManyRequest -> ReassignManyResponse,
    list_acts: ListActsRequest -> ListActsResponse,
    team_view: TeamViewRequest -> TeamViewResponse,
    list_team_looks: ListTeamLooksRequest -> ListTeamLooksResponse,
    list_staff: ListStaffRequest -> ListStaffResponse,
}
