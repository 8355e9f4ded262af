//! What can be asked of the desk: each request is read here or beside, and answered by one act.

mod acts;
mod look;
mod meanwhile;
mod reception;

use chassis::{Actor, Caller, Error, Order, Result, execute_one};
use intake_domain::Dossier;
use kernel::{DossierId, Refuse, UnitId, paragraph};
use proto::intake::v1::{intake_service_server::IntakeService, *};
use tonic::{Request, Response, Status};

use self::meanwhile::{Act, Was, on};
use crate::{Intake, documents::Admitted, store::Dossiers, wire};

type Answer<T> = Result<Response<T>, Status>;

/// Who asks for something of which dossier.
struct Asked<T> {
    caller: Caller,
    actor: Actor,
    id: DossierId,
    request: T,
}

impl<T> Asked<T> {
    fn of(request: Request<T>, dossier_id: impl Fn(&T) -> &str) -> Result<Self> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let actor = caller.actor.clone();
        let request = request.into_inner();
        let id = wire::dossier_id(dossier_id(&request))?;
        note(id);
        Ok(Self {
            caller,
            actor,
            id,
            request,
        })
    }
}

impl Intake {
    pub(crate) async fn carry_out(
        &self,
        actor: &Actor,
        id: DossierId,
        act: impl Into<Act>,
    ) -> Result<Dossier> {
        self.carry_out_with(actor, id, act, Admitted::default())
            .await
    }

    /// The same, with what goes into the dossier beside it.
    async fn carry_out_with(
        &self,
        actor: &Actor,
        id: DossierId,
        act: impl Into<Act>,
        admitted: Admitted,
    ) -> Result<Dossier> {
        let Act { command, on } = act.into();
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let order = Order::new(id, command, actor, now);
        let was = match execute_one::<Dossiers>(&mut tx, &self.desk(now), order).await {
            Ok(done) if done.events.is_empty() => Was::Same(done.state),
            Ok(done) => Was::Done {
                before: u32::try_from(done.events.len())
                    .ok()
                    .and_then(|n| done.version.checked_sub(n)),
                answer: done.state,
            },
            Err(error) if error.is_fault() => return Err(error),
            Err(error) => Was::Refused(error),
        };
        let state = self.unless_changed(&mut tx, id, on, was).await?;
        admitted.enter(&mut tx, id, now).await?;
        self.chassis.commit(tx).await?;
        Ok(state)
    }

    /// The same, for what only a one-stop desk may do: no supplement, withdrawal or return happens
    /// outside it (NĐ 61/2018/NĐ-CP Điều 5).
    async fn at_the_desk(
        &self,
        caller: &Caller,
        id: DossierId,
        act: impl Into<Act>,
    ) -> Result<Dossier> {
        self.only_desk(&caller.actor)?;
        self.of_own_desk(caller, id).await?;
        self.carry_out(&caller.actor, id, act).await
    }

    /// # Errors
    /// When the person acts for a unit that is no one-stop centre.
    pub(crate) fn only_desk(&self, actor: &Actor) -> Result<()> {
        let unit = actor.unit().map(UnitId::new);
        let unit = unit.and_then(|unit| self.catalogue.unit(&unit));
        match unit {
            Some(unit) if !unit.is_centre() => Err(Error::refused(NotTheDesk {
                unit: unit.name.clone(),
            })),
            _ => Ok(()),
        }
    }
}

/// An agency reached past the desk.
#[derive(Debug, thiserror::Error)]
#[error("{unit} is no one-stop desk")]
struct NotTheDesk {
    unit: String,
}

impl Refuse for NotTheDesk {
    fn reason(&self) -> &'static str {
        "only-the-desk"
    }

    fn sentence(&self) -> String {
        format!(
            "{} không được làm việc này với người dân: việc tiếp nhận, yêu cầu bổ sung, rút, dừng và \
             trả kết quả chỉ thực hiện tại Bộ phận Một cửa (NĐ 61/2018/NĐ-CP Điều 5).",
            self.unit
        )
    }
}

fn unknown() -> Error {
    Error::refused(intake_domain::Refusal::Unknown)
}

/// Puts the dossier's id on the span of the request.
fn note(id: DossierId) {
    tracing::Span::current().record("motcua.dossier.id", tracing::field::display(id));
}

fn reason(text: &str) -> Result<String> {
    paragraph(text, 1000).map_err(|why| Error::field("reason", why.to_string()))
}

/// One line for each request: which function answers it.
macro_rules! answers {
    ($($call:ident: $request:ident => $response:ident by $function:ident;)*) => {
        #[tonic::async_trait]
        impl IntakeService for Intake {
            $(async fn $call(&self, request: Request<$request>) -> Answer<$response> {
                Ok(Response::new(self.$function(request).await?))
            })*
        }
    };
}

answers! {
    submit_dossier: SubmitDossierRequest => SubmitDossierResponse by submit;
    accept_dossier: AcceptDossierRequest => AcceptDossierResponse by accept;
    accept_many: AcceptManyRequest => AcceptManyResponse by accept_each;
    accept_submitted: AcceptSubmittedRequest => AcceptSubmittedResponse by accept_filed;
    refuse_dossier: RefuseDossierRequest => RefuseDossierResponse by refuse;
    refuse_at_counter: RefuseAtCounterRequest => RefuseAtCounterResponse by decline;
    ask_supplement: AskSupplementRequest => AskSupplementResponse by ask;
    supply_papers: SupplyPapersRequest => SupplyPapersResponse by supply;
    withdraw_dossier: WithdrawDossierRequest => WithdrawDossierResponse by withdraw;
    stop_dossier: StopDossierRequest => StopDossierResponse by end_by_law;
    move_appointment: MoveAppointmentRequest => MoveAppointmentResponse by apologise;
    return_result: ReturnResultRequest => ReturnResultResponse by hand_result_over;
    hand_over_papers: HandOverPapersRequest => HandOverPapersResponse by hand_papers_over;
    open_correction: OpenCorrectionRequest => OpenCorrectionResponse by correct;
    report_loss: ReportLossRequest => ReportLossResponse by lose;
    record_sync: RecordSyncRequest => RecordSyncResponse by take_sync;
    track_dossier: TrackDossierRequest => TrackDossierResponse by track;
    get_dossier: GetDossierRequest => GetDossierResponse by file;
    get_contact: GetContactRequest => GetContactResponse by contact;
    list_dossiers: ListDossiersRequest => ListDossiersResponse by list;
    explain_appointment: ExplainAppointmentRequest => ExplainAppointmentResponse by explained;
    list_sync_owed: ListSyncOwedRequest => ListSyncOwedResponse by sync_owed;
    list_reads: ListReadsRequest => ListReadsResponse by reads;
}
