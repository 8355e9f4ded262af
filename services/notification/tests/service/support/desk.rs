//! The one-stop desk, as far as it knows how to reach people.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use chassis::permits::{Permits, services};
use kernel::{ComplaintId, DossierId, ProofId};
use proto::intake::v1::{
    counter_service_server::CounterService, feedback_service_server::FeedbackService,
    intake_service_server::IntakeService, *,
};
use tonic::{Request, Response, Status};

/// What notification may ask of the desk.
pub const PERMITS: &[Permits] = &[
    Permits {
        service: "motcua.intake.v1.IntakeService",
        methods: &[("GetContact", services(&["notification"]))],
    },
    Permits {
        service: "motcua.intake.v1.CounterService",
        methods: &[("GetBookingContact", services(&["notification"]))],
    },
    Permits {
        service: "motcua.intake.v1.FeedbackService",
        methods: &[
            ("GetProofText", services(&["notification"])),
            ("GetComplaintContact", services(&["notification"])),
        ],
    },
];

#[derive(Clone, Default)]
pub struct Desk(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    contacts: HashMap<String, GetContactResponse>,
    reads: Vec<(String, String)>,
    proofs: HashMap<String, GetProofTextResponse>,
    complaints: HashMap<String, GetComplaintContactResponse>,
    bookings: HashMap<String, GetBookingContactResponse>,
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

    /// The same, with what else is known of the person.
    pub fn knows_more(&self, dossier: DossierId, change: impl FnOnce(&mut GetContactResponse)) {
        let mut known = self.0.lock().unwrap();
        change(known.contacts.entry(dossier.to_string()).or_default());
    }

    /// From now on these are the digits of a proof; none: they hold no more.
    pub fn digits(&self, proof: ProofId, digits: &str, phone: &str) {
        let text = GetProofTextResponse {
            code: "H48.21025-261120-0001".into(),
            digits: digits.into(),
            phone: phone.into(),
            ..Default::default()
        };
        self.0
            .lock()
            .unwrap()
            .proofs
            .insert(proof.to_string(), text);
    }

    /// From now on somebody complained.
    pub fn complained(&self, complaint: ComplaintId, contact: GetComplaintContactResponse) {
        let mut known = self.0.lock().unwrap();
        known.complaints.insert(complaint.to_string(), contact);
    }

    /// From now on this is what is known of a booking.
    pub fn booked(&self, booking: Booking, secret: &str) {
        let id = booking.booking_id.clone();
        let contact = GetBookingContactResponse {
            booking: Some(booking),
            secret: secret.into(),
        };
        self.0.lock().unwrap().bookings.insert(id, contact);
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
    refuse_at_counter: RefuseAtCounterRequest => RefuseAtCounterResponse,
}

macro_rules! nor_this {
    ($($call:ident: $request:ident => $answer:ident,)*) => {
        #[tonic::async_trait]
        impl FeedbackService for Desk {
            async fn get_proof_text(
                &self,
                request: Request<GetProofTextRequest>,
            ) -> Result<Response<GetProofTextResponse>, Status> {
                let known = self.0.lock().unwrap();
                let text = known.proofs.get(&request.into_inner().proof_id).cloned();
                text.map(Response::new)
                    .ok_or_else(|| Status::not_found("over"))
            }

            async fn get_complaint_contact(
                &self,
                request: Request<GetComplaintContactRequest>,
            ) -> Result<Response<GetComplaintContactResponse>, Status> {
                let known = self.0.lock().unwrap();
                let found = known
                    .complaints
                    .get(&request.into_inner().complaint_id)
                    .cloned();
                found
                    .map(Response::new)
                    .ok_or_else(|| Status::not_found("none"))
            }

            $(async fn $call(&self, _: Request<$request>) -> Result<Response<$answer>, Status> {
                Err(Status::unimplemented("not this desk"))
            })*
        }
    };
}

nor_this! {
    ask_proof: AskProofRequest => AskProofResponse,
    prove: ProveRequest => ProveResponse,
    get_mine: GetMineRequest => GetMineResponse,
    withdraw_by_owner: WithdrawByOwnerRequest => WithdrawByOwnerResponse,
    list_my_reads: ListMyReadsRequest => ListMyReadsResponse,
    choose_notices: ChooseNoticesRequest => ChooseNoticesResponse,
    rate: RateRequest => RateResponse,
    complain: ComplainRequest => ComplainResponse,
    track_complaint: TrackComplaintRequest => TrackComplaintResponse,
    list_complaints: ListComplaintsRequest => ListComplaintsResponse,
    receive_complaint: ReceiveComplaintRequest => ReceiveComplaintResponse,
    forward_complaint: ForwardComplaintRequest => ForwardComplaintResponse,
    answer_complaint: AnswerComplaintRequest => AnswerComplaintResponse,
}

macro_rules! nor_that {
    ($($call:ident: $request:ident => $answer:ident,)*) => {
        #[tonic::async_trait]
        impl CounterService for Desk {
            async fn get_booking_contact(
                &self,
                request: Request<GetBookingContactRequest>,
            ) -> Result<Response<GetBookingContactResponse>, Status> {
                let known = self.0.lock().unwrap();
                let found = known.bookings.get(&request.into_inner().booking_id).cloned();
                found
                    .map(Response::new)
                    .ok_or_else(|| Status::not_found("none"))
            }

            $(async fn $call(&self, _: Request<$request>) -> Result<Response<$answer>, Status> {
                Err(Status::unimplemented("not this desk"))
            })*
        }
    };
}

nor_that! {
    list_register: ListRegisterRequest => ListRegisterResponse,
    get_day: GetDayRequest => GetDayResponse,
    preview_appointment: PreviewAppointmentRequest => PreviewAppointmentResponse,
    find_persons: FindPersonsRequest => FindPersonsResponse,
    list_changes: ListChangesRequest => ListChangesResponse,
    take_ticket: TakeTicketRequest => TakeTicketResponse,
    call_next: CallNextRequest => CallNextResponse,
    mark_served: MarkServedRequest => MarkServedResponse,
    mark_no_show: MarkNoShowRequest => MarkNoShowResponse,
    list_tickets: ListTicketsRequest => ListTicketsResponse,
    get_display: GetDisplayRequest => GetDisplayResponse,
    list_slots: ListSlotsRequest => ListSlotsResponse,
    book_slot: BookSlotRequest => BookSlotResponse,
    get_booking: GetBookingRequest => GetBookingResponse,
    move_booking: MoveBookingRequest => MoveBookingResponse,
    cancel_booking: CancelBookingRequest => CancelBookingResponse,
    list_bookings: ListBookingsRequest => ListBookingsResponse,
    check_in_booking: CheckInBookingRequest => CheckInBookingResponse,
}
