//! What can be asked of routing.

use chassis::{Caller, Error, wire::id};
use kernel::DossierId;
use proto::routing::v1::{routing_service_server::RoutingService, *};
use routing_domain::Refusal;
use tonic::{Request, Response, Status};

use crate::{Routing, directory, store, wire};

type Answer<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl RoutingService for Routing {
    async fn get_route(&self, request: Request<GetRouteRequest>) -> Answer<GetRouteResponse> {
        let caller = Caller::of(&request)?;
        let dossier: DossierId = id("dossier_id", &request.into_inner().dossier_id)?;
        tracing::Span::current().record("motcua.dossier.id", tracing::field::display(dossier));
        let route = store::find(&self.chassis.db, dossier)
            .await
            .map_err(Error::from)?
            .ok_or_else(|| Error::refused(Refusal::Unknown))?;
        Ok(Response::new(self.whole_route(&route, &caller.actor)))
    }

    async fn settle_payment(
        &self,
        request: Request<SettlePaymentRequest>,
    ) -> Answer<SettlePaymentResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.settle(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn get_payment(&self, request: Request<GetPaymentRequest>) -> Answer<GetPaymentResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.payment(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn get_receipts(
        &self,
        request: Request<GetReceiptsRequest>,
    ) -> Answer<GetReceiptsResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.receipts(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn list_due_payments(
        &self,
        request: Request<ListDuePaymentsRequest>,
    ) -> Answer<ListDuePaymentsResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.due_payments(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn list_refunds(
        &self,
        request: Request<ListRefundsRequest>,
    ) -> Answer<ListRefundsResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.refunds(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn record_refund(
        &self,
        request: Request<RecordRefundRequest>,
    ) -> Answer<RecordRefundResponse> {
        let caller = Caller::of(&request)?;
        let answer = Routing::record_refund(self, &caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn recall_leg(&self, request: Request<RecallLegRequest>) -> Answer<RecallLegResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.recall(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn ask_opinion(&self, request: Request<AskOpinionRequest>) -> Answer<AskOpinionResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.ask(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn end_wait(&self, request: Request<EndWaitRequest>) -> Answer<EndWaitResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.end_the_wait(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn resolve_competence(
        &self,
        request: Request<ResolveCompetenceRequest>,
    ) -> Answer<ResolveCompetenceResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.resolve(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn migrate_route(
        &self,
        request: Request<MigrateRouteRequest>,
    ) -> Answer<MigrateRouteResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.migrate(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn list_coordination(
        &self,
        request: Request<ListCoordinationRequest>,
    ) -> Answer<ListCoordinationResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.coordination(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn reorganise_units(
        &self,
        request: Request<ReorganiseUnitsRequest>,
    ) -> Answer<ReorganiseUnitsResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.reorganise(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn reconcile(&self, request: Request<ReconcileRequest>) -> Answer<ReconcileResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.compare(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn get_attribution(
        &self,
        request: Request<GetAttributionRequest>,
    ) -> Answer<GetAttributionResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.attribution(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn get_control_sheet(
        &self,
        request: Request<GetControlSheetRequest>,
    ) -> Answer<GetControlSheetResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.control_sheet(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn list_duties(&self, request: Request<ListDutiesRequest>) -> Answer<ListDutiesResponse> {
        let caller = Caller::of(&request)?;
        let answer = self.duties(&caller, request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn list_procedures(
        &self,
        request: Request<ListProceduresRequest>,
    ) -> Answer<ListProceduresResponse> {
        let on = self.on(&request.into_inner().on)?;
        let in_force = self
            .catalogue
            .procedures()
            .iter()
            .filter(|procedure| procedure.in_force(on));
        let procedures = in_force.map(|procedure| self.summary(procedure)).collect();
        Ok(Response::new(ListProceduresResponse { procedures }))
    }

    async fn get_procedure(
        &self,
        request: Request<GetProcedureRequest>,
    ) -> Answer<GetProcedureResponse> {
        let request = request.into_inner();
        let found = match request.version.as_str() {
            "" => self.catalogue.procedure(&request.code, self.today()),
            version => self
                .catalogue
                .procedure_version(&request.code, wire::date("version", version)?),
        };
        let procedure = found.ok_or_else(|| {
            Error::absent("Không có thủ tục này. Hãy tìm lại trong danh mục thủ tục hành chính.")
        })?;
        Ok(Response::new(self.whole(procedure)))
    }

    async fn list_units(&self, request: Request<ListUnitsRequest>) -> Answer<ListUnitsResponse> {
        let request = request.into_inner();
        let on = self.on(&request.on)?;
        let asked = |unit: &&catalogue::Unit| match request.former {
            true => unit.valid_to.is_some_and(|last| last < on),
            false => unit.in_force(on),
        };
        let units = self
            .catalogue
            .units()
            .filter(asked)
            .filter(|unit| request.kind.is_empty() || unit.kind == request.kind)
            .map(directory::unit)
            .collect();
        Ok(Response::new(ListUnitsResponse { units }))
    }

    async fn list_data_problems(
        &self,
        _: Request<ListDataProblemsRequest>,
    ) -> Answer<ListDataProblemsResponse> {
        let problems = self
            .problems
            .iter()
            .map(|problem| DataProblem {
                file: problem.file.clone(),
                line: problem.line as u32,
                why: problem.why.clone(),
            })
            .collect();
        Ok(Response::new(ListDataProblemsResponse { problems }))
    }
}
