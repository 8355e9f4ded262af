//! The one-stop desk, as far as it knows how to reach people.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use kernel::DossierId;
use proto::intake::v1::{intake_service_server::IntakeService, *};
use tonic::{Request, Response, Status};

#[derive(Clone, Default)]
pub struct Desk(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    contacts: HashMap<String, GetContactResponse>,
    reads: Vec<(String, String)>,
    down: bool,
}

impl Desk {
    /// From now on the desk knows how to reach the person of this dossier.
    pub fn knows(&self, dossier: DossierId, phone: &str, address: &str) {
        let contact = GetContactResponse {
            code: "H48.21025-261120-0001".into(),
            name: "Nguyễn Văn Thử".into(),
            phone: phone.into(),
            return_address: address.into(),
            procedure: "1.013831".into(),
            receiving_unit: "adm:21025".into(),
            ..Default::default()
        };
        self.0
            .lock()
            .unwrap()
            .contacts
            .insert(dossier.to_string(), contact);
    }

    pub fn is_down(&self, down: bool) {
        self.0.lock().unwrap().down = down;
    }

    /// Who read the contact of a dossier.
    pub fn readers(&self, dossier: DossierId) -> Vec<String> {
        let known = self.0.lock().unwrap();
        let reads = known
            .reads
            .iter()
            .filter(|(id, _)| *id == dossier.to_string());
        reads.map(|(_, reader)| reader.clone()).collect()
    }
}

macro_rules! not_this {
    ($($call:ident: $request:ty => $answer:ty),* $(,)?) => {
        #[tonic::async_trait]
        impl IntakeService for Desk {
            async fn get_contact(
                &self,
                request: Request<GetContactRequest>,
            ) -> Result<Response<GetContactResponse>, Status> {
                let reader = request.metadata().get("motcua-actor").unwrap().to_str().unwrap();
                let reader = reader.to_owned();
                let dossier = request.into_inner().dossier_id;
                let mut known = self.0.lock().unwrap();
                if known.down {
                    return Err(Status::unavailable("down"));
                }
                let contact = known.contacts.get(&dossier).cloned();
                known.reads.push((dossier, reader));
                contact.map(Response::new).ok_or_else(|| Status::not_found("no such dossier"))
            }

            $(async fn $call(&self, _: Request<$request>) -> Result<Response<$answer>, Status> {
                Err(Status::unimplemented("not this desk"))
            })*
        }
    };
}

not_this! {
    submit_dossier: SubmitDossierRequest => SubmitDossierResponse,
    accept_dossier: AcceptDossierRequest => AcceptDossierResponse,
    accept_submitted: AcceptSubmittedRequest => AcceptSubmittedResponse,
    ask_supplement: AskSupplementRequest => AskSupplementResponse,
    supply_papers: SupplyPapersRequest => SupplyPapersResponse,
    refuse_dossier: RefuseDossierRequest => RefuseDossierResponse,
    withdraw_dossier: WithdrawDossierRequest => WithdrawDossierResponse,
    return_result: ReturnResultRequest => ReturnResultResponse,
    track_dossier: TrackDossierRequest => TrackDossierResponse,
    get_dossier: GetDossierRequest => GetDossierResponse,
    list_dossiers: ListDossiersRequest => ListDossiersResponse,
    list_reads: ListReadsRequest => ListReadsResponse,
    accept_many: AcceptManyRequest => AcceptManyResponse,
    stop_dossier: StopDossierRequest => StopDossierResponse,
    move_appointment: MoveAppointmentRequest => MoveAppointmentResponse,
    hand_over_papers: HandOverPapersRequest => HandOverPapersResponse,
    open_correction: OpenCorrectionRequest => OpenCorrectionResponse,
    report_loss: ReportLossRequest => ReportLossResponse,
    explain_appointment: ExplainAppointmentRequest => ExplainAppointmentResponse,
    list_sync_owed: ListSyncOwedRequest => ListSyncOwedResponse,
    record_sync: RecordSyncRequest => RecordSyncResponse,
}
