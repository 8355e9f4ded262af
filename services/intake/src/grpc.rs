//! What can be asked of the desk.

use chassis::{Actor, Error, Order, Result, Stored, Violations, execute_one, wire::timestamp};
use intake_domain::{Command, Dossier};
use kernel::{DossierId, line, paragraph};
use proto::intake::v1::{intake_service_server::IntakeService, *};
use tonic::{Request, Response, Status, metadata::MetadataMap};
use uuid::Uuid;

use crate::{
    Intake,
    store::{self, Dossiers},
    wire,
};

type Answer<T> = Result<Response<T>, Status>;

impl Intake {
    /// Receives or files, together with what arrives beside it.
    async fn take_in(&self, actor: &Actor, id: DossierId, command: Command) -> Result<Dossier> {
        note(id);
        let order = Order::new(id, command, actor, self.chassis.clock.now());
        Ok(self.reception.ask(order).await?.state)
    }

    async fn carry_out(&self, actor: &Actor, id: DossierId, command: Command) -> Result<Dossier> {
        note(id);
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let order = Order::new(id, command, actor, now);
        let done = execute_one::<Dossiers>(&mut tx, &self.desk(now), order).await?;
        self.chassis.commit(tx).await?;
        Ok(done.state)
    }

    fn public(&self, stored: &Stored<Dossier>) -> TrackDossierResponse {
        let procedure = &stored.state.procedure;
        let found = self
            .catalogue
            .procedure_version(&procedure.code, procedure.version);
        wire::public(
            stored,
            found.map_or_else(String::new, |procedure| procedure.name.clone()),
        )
    }

    /// The file, once it is written down who looks at it and why.
    async fn open(
        &self,
        metadata: &MetadataMap,
        id: &str,
        purpose: &str,
    ) -> Result<Stored<Dossier>> {
        let actor = Actor::of(metadata)?;
        let id = wire::dossier_id(id)?;
        let purpose = line(purpose, 200).map_err(|why| Error::field("purpose", why.to_string()))?;
        note(id);
        let stored = store::find(&self.chassis.db, id)
            .await?
            .ok_or_else(unknown)?;
        let now = self.chassis.clock.now();
        store::record_read(&self.chassis.db, id, actor.as_str(), &purpose, now).await?;
        Ok(stored)
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

#[tonic::async_trait]
impl IntakeService for Intake {
    async fn submit_dossier(
        &self,
        request: Request<SubmitDossierRequest>,
    ) -> Answer<SubmitDossierResponse> {
        let actor = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let id = wire::dossier_id(&request.dossier_id)?;
        let filing = wire::filing(request.filing)?;
        let command = Command::Submit {
            id,
            code: String::new(),
            filing,
        };
        let dossier = self.take_in(&actor, id, command).await?;
        Ok(Response::new(SubmitDossierResponse {
            dossier_id: id.to_string(),
            code: dossier.code,
        }))
    }

    async fn accept_dossier(
        &self,
        request: Request<AcceptDossierRequest>,
    ) -> Answer<AcceptDossierResponse> {
        let actor = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let id = wire::dossier_id(&request.dossier_id)?;
        let channel = wire::channel(request.channel())?;
        let filing = wire::filing(request.filing)?;
        let command = Command::Accept {
            id,
            code: String::new(),
            filing,
            channel,
        };
        let dossier = self.take_in(&actor, id, command).await?;
        Ok(Response::new(AcceptDossierResponse {
            dossier_id: id.to_string(),
            code: dossier.code,
            appointment: dossier.appointment.as_ref().map(wire::appointment),
        }))
    }

    async fn accept_submitted(
        &self,
        request: Request<AcceptSubmittedRequest>,
    ) -> Answer<AcceptSubmittedResponse> {
        let actor = Actor::of(request.metadata())?;
        let id = wire::dossier_id(&request.into_inner().dossier_id)?;
        let dossier = self.carry_out(&actor, id, Command::AcceptSubmitted).await?;
        Ok(Response::new(AcceptSubmittedResponse {
            code: dossier.code,
            appointment: dossier.appointment.as_ref().map(wire::appointment),
        }))
    }

    async fn ask_supplement(
        &self,
        request: Request<AskSupplementRequest>,
    ) -> Answer<AskSupplementResponse> {
        let actor = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let id = wire::dossier_id(&request.dossier_id)?;
        let reason = reason(&request.reason)?;
        let command = Command::AskSupplement {
            components: request.components,
            reason,
        };
        self.carry_out(&actor, id, command).await?;
        Ok(Response::new(AskSupplementResponse::default()))
    }

    async fn supply_papers(
        &self,
        request: Request<SupplyPapersRequest>,
    ) -> Answer<SupplyPapersResponse> {
        let actor = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let id = wire::dossier_id(&request.dossier_id)?;
        let mut wrong = Violations::default();
        let papers = wire::papers(&mut wrong, "papers", &request.papers);
        wrong.finish()?;
        let dossier = self
            .carry_out(&actor, id, Command::Supply { papers })
            .await?;
        let appointment = dossier.appointment.as_ref().map(wire::appointment);
        Ok(Response::new(SupplyPapersResponse {
            appointment,
            ..Default::default()
        }))
    }

    async fn refuse_dossier(
        &self,
        request: Request<RefuseDossierRequest>,
    ) -> Answer<RefuseDossierResponse> {
        let actor = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let id = wire::dossier_id(&request.dossier_id)?;
        let reason = reason(&request.reason)?;
        self.carry_out(&actor, id, Command::Refuse { reason })
            .await?;
        Ok(Response::new(RefuseDossierResponse {}))
    }

    async fn withdraw_dossier(
        &self,
        request: Request<WithdrawDossierRequest>,
    ) -> Answer<WithdrawDossierResponse> {
        let actor = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let id = wire::dossier_id(&request.dossier_id)?;
        let reason = reason(&request.reason)?;
        self.carry_out(&actor, id, Command::Withdraw { reason })
            .await?;
        Ok(Response::new(WithdrawDossierResponse {}))
    }

    async fn return_result(
        &self,
        request: Request<ReturnResultRequest>,
    ) -> Answer<ReturnResultResponse> {
        let actor = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let id = wire::dossier_id(&request.dossier_id)?;
        let method =
            wire::return_method(request.method()).map_err(|why| Error::field("method", why))?;
        let tracking = match request.tracking.trim() {
            "" => None,
            text => Some(line(text, 40).map_err(|why| Error::field("tracking", why.to_string()))?),
        };
        self.carry_out(&actor, id, Command::Return { method, tracking })
            .await?;
        Ok(Response::new(ReturnResultResponse {}))
    }

    async fn track_dossier(
        &self,
        request: Request<TrackDossierRequest>,
    ) -> Answer<TrackDossierResponse> {
        let code = request.into_inner().code;
        let code = line(&code, 60).map_err(|why| Error::field("code", why.to_string()))?;
        let stored = store::find_by_code(&self.chassis.db, &code)
            .await
            .map_err(Error::from)?;
        let stored = stored.ok_or_else(unknown)?;
        Ok(Response::new(self.public(&stored)))
    }

    async fn get_dossier(&self, request: Request<GetDossierRequest>) -> Answer<GetDossierResponse> {
        let (metadata, _, request) = request.into_parts();
        let stored = self
            .open(&metadata, &request.dossier_id, &request.purpose)
            .await?;
        Ok(Response::new(GetDossierResponse {
            dossier: Some(self.public(&stored)),
            filing: Some(wire::filing_out(&stored.state.filing)),
        }))
    }

    async fn get_contact(&self, request: Request<GetContactRequest>) -> Answer<GetContactResponse> {
        let (metadata, _, request) = request.into_parts();
        let stored = self
            .open(&metadata, &request.dossier_id, &request.purpose)
            .await?;
        Ok(Response::new(wire::contact(&stored.state)))
    }

    async fn list_dossiers(
        &self,
        request: Request<ListDossiersRequest>,
    ) -> Answer<ListDossiersResponse> {
        let request = request.into_inner();
        let limit = match request.page_size {
            0 => 50,
            n => i64::from(n.min(200)),
        };
        let before = match request.page_token.as_str() {
            "" => None,
            token => Some(token.parse::<Uuid>().map_err(|_| {
                Error::field(
                    "page_token",
                    "Trang không còn. Hãy mở lại danh sách từ đầu.",
                )
            })?),
        };
        let stages: Vec<String> = request
            .stages()
            .filter_map(wire::stage_name)
            .map(str::to_owned)
            .collect();
        let stored = store::list(
            &self.chassis.db,
            &request.receiving_unit,
            &stages,
            before,
            limit,
        )
        .await
        .map_err(Error::from)?;
        let full = stored.len() as i64 == limit;
        let next = stored
            .last()
            .filter(|_| full)
            .map(|last| last.id.to_string());
        Ok(Response::new(ListDossiersResponse {
            dossiers: stored.iter().map(|stored| self.public(stored)).collect(),
            next_page_token: next.unwrap_or_default(),
        }))
    }

    async fn list_reads(&self, request: Request<ListReadsRequest>) -> Answer<ListReadsResponse> {
        let id = wire::dossier_id(&request.into_inner().dossier_id)?;
        let reads = store::reads(&self.chassis.db, id)
            .await
            .map_err(Error::from)?;
        let reads = reads
            .into_iter()
            .map(|look| Read {
                at: Some(timestamp(look.at)),
                by: look.by,
                purpose: look.purpose,
            })
            .collect();
        Ok(Response::new(ListReadsResponse { reads }))
    }
}
