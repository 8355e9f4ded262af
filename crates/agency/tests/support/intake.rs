//! Intake, as far as it lets an agency open a dossier's file.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use proto::intake::v1::{
    intake_service_server::{IntakeService, IntakeServiceServer},
    *,
};
use tokio::task::JoinHandle;
use tonic::{
    Request, Response, Status,
    transport::{Server, server::TcpIncoming},
};

/// Stopped when dropped.
pub struct Intake {
    desk: Desk,
    address: String,
    server: JoinHandle<()>,
}

#[derive(Clone, Default)]
struct Desk {
    files: Arc<Mutex<HashMap<String, Filing>>>,
    reads: Arc<Mutex<Vec<(String, String)>>>,
}

impl Intake {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let desk = Desk::default();
        let serve = Server::builder()
            .add_service(IntakeServiceServer::new(desk.clone()))
            .serve_with_incoming(TcpIncoming::from(listener));
        let server = tokio::spawn(async move { serve.await.unwrap() });
        Self {
            desk,
            address,
            server,
        }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// From now on the dossier has this file.
    pub fn keeps(&self, dossier: &str, answers: &[(&str, &str)]) {
        let answers = answers.iter();
        let answers = answers.map(|(key, value)| (key.to_string(), value.to_string()));
        let filing = Filing {
            answers: answers.collect(),
            ..Default::default()
        };
        self.desk
            .files
            .lock()
            .unwrap()
            .insert(dossier.to_owned(), filing);
    }

    /// Who opened the dossier's file.
    pub fn readers(&self, dossier: &str) -> Vec<String> {
        let reads = self.desk.reads.lock().unwrap();
        let reads = reads.iter().filter(|(of, _)| of == dossier);
        reads.map(|(_, reader)| reader.clone()).collect()
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        self.server.abort();
    }
}

macro_rules! only_files {
    ($($call:ident: $request:ty => $answer:ty),* $(,)?) => {
        #[tonic::async_trait]
        impl IntakeService for Desk {
            async fn get_dossier(
                &self,
                request: Request<GetDossierRequest>,
            ) -> Result<Response<GetDossierResponse>, Status> {
                let reader = request.metadata().get("motcua-actor").unwrap().to_str().unwrap();
                let reader = reader.to_owned();
                let GetDossierRequest { dossier_id, purpose } = request.into_inner();
                assert!(!purpose.is_empty(), "nobody opens a file without saying why");
                let filing = self.files.lock().unwrap().get(&dossier_id).cloned();
                self.reads.lock().unwrap().push((dossier_id, reader));
                let filing = filing.ok_or_else(|| Status::not_found("no such dossier"))?;
                let dossier = TrackDossierResponse {
                    received_at: Some(prost_types::Timestamp { seconds: 1_763_600_000, nanos: 0 }),
                    ..Default::default()
                };
                Ok(Response::new(GetDossierResponse { dossier: Some(dossier), filing: Some(filing), ..Default::default() }))
            }

            $(async fn $call(&self, _: Request<$request>) -> Result<Response<$answer>, Status> {
                Err(Status::unimplemented("only files"))
            })*
        }
    };
}

only_files! {
    submit_dossier: SubmitDossierRequest => SubmitDossierResponse,
    accept_dossier: AcceptDossierRequest => AcceptDossierResponse,
    accept_submitted: AcceptSubmittedRequest => AcceptSubmittedResponse,
    ask_supplement: AskSupplementRequest => AskSupplementResponse,
    supply_papers: SupplyPapersRequest => SupplyPapersResponse,
    refuse_dossier: RefuseDossierRequest => RefuseDossierResponse,
    withdraw_dossier: WithdrawDossierRequest => WithdrawDossierResponse,
    return_result: ReturnResultRequest => ReturnResultResponse,
    track_dossier: TrackDossierRequest => TrackDossierResponse,
    get_contact: GetContactRequest => GetContactResponse,
    list_dossiers: ListDossiersRequest => ListDossiersResponse,
    accept_many: AcceptManyRequest => AcceptManyResponse,
    stop_dossier: StopDossierRequest => StopDossierResponse,
    move_appointment: MoveAppointmentRequest => MoveAppointmentResponse,
    hand_over_papers: HandOverPapersRequest => HandOverPapersResponse,
    open_correction: OpenCorrectionRequest => OpenCorrectionResponse,
    report_loss: ReportLossRequest => ReportLossResponse,
    explain_appointment: ExplainAppointmentRequest => ExplainAppointmentResponse,
    list_sync_owed: ListSyncOwedRequest => ListSyncOwedResponse,
    record_sync: RecordSyncRequest => RecordSyncResponse,
    list_reads: ListReadsRequest => ListReadsResponse,
    refuse_at_counter: RefuseAtCounterRequest => RefuseAtCounterResponse,
}
