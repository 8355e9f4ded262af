//! What can be asked of routing.

use chassis::{
    Actor, Error, Order, Result, execute_one,
    wire::{id, timestamp},
};
use chrono::NaiveDate;
use kernel::{DossierId, Instant, LegId, line, working_time::Term};
use proto::routing::v1::{routing_service_server::RoutingService, *};
use routing_domain::{Command, End, Holder, Holding as Held, Leg as RouteLeg, Refusal, Route};
use tonic::{Request, Response, Status};

use crate::{
    Routing, directory,
    store::{self, Routes},
    wire,
};

type Answer<T> = Result<Response<T>, Status>;

impl Routing {
    async fn carry_out(&self, actor: &Actor, id: DossierId, command: Command) -> Result<()> {
        tracing::Span::current().record("motcua.dossier.id", tracing::field::display(id));
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        execute_one::<Routes>(
            &mut tx,
            &self.router(now),
            Order::new(id, command, actor, now),
        )
        .await?;
        self.chassis.commit(tx).await
    }

    fn today(&self) -> NaiveDate {
        self.catalogue
            .calendar()
            .civil(self.chassis.clock.now())
            .date()
    }

    fn on(&self, date: &str) -> Result<NaiveDate> {
        if date.is_empty() {
            Ok(self.today())
        } else {
            wire::date("on", date)
        }
    }

    fn leg(&self, route: &Route, leg: &RouteLeg, now: Instant) -> Leg {
        let calendar = self.catalogue.calendar();
        let until = leg.done_at.unwrap_or(now);
        let spent = leg
            .accepted_at
            .and_then(|from| calendar.spent(from, until).ok())
            .map_or(0, |minutes| minutes.get());
        let allotted = leg
            .norm
            .as_ref()
            .and_then(|norm| norm.parse::<Term>().ok()?.working_minutes())
            .map_or(0, |minutes| minutes.get());
        Leg {
            leg_id: leg.id.to_string(),
            key: leg.key.clone(),
            title: leg.title.clone(),
            unit: leg.unit.to_string(),
            unit_name: self.unit_name(&leg.unit),
            host: leg.host.clone(),
            status: wire::status(leg.status).into(),
            phase: leg.phase.into(),
            counts: leg.counts,
            offered_at: leg.offered_at.map(timestamp),
            accepted_at: leg.accepted_at.map(timestamp),
            done_at: leg.done_at.map(timestamp),
            due: leg.due.map(timestamp),
            spent_minutes: spent,
            allotted_minutes: allotted,
            reason: leg.reason.clone().unwrap_or_default(),
            after: leg
                .after
                .iter()
                .map(|before| route.legs[*before].key.clone())
                .collect(),
            task: leg.task.clone(),
            reference: leg.document.clone().unwrap_or_default(),
            ..Default::default()
        }
    }

    fn holding(&self, route: &Route, held: &Held) -> Holding {
        let (holder, holder_name) = match &held.holder {
            Holder::Unit(unit) => (unit.to_string(), self.unit_name(unit)),
            Holder::Citizen => ("citizen".to_owned(), "Người nộp hồ sơ".to_owned()),
        };
        let leg = held.leg.map(|n| &route.legs[n]);
        Holding {
            holder,
            holder_name,
            since: Some(timestamp(held.since)),
            due: leg.and_then(|leg| leg.due).map(timestamp),
            leg_id: leg.map_or_else(String::new, |leg| leg.id.to_string()),
            title: leg.map_or_else(String::new, |leg| leg.title.clone()),
        }
    }
}

#[tonic::async_trait]
impl RoutingService for Routing {
    async fn get_route(&self, request: Request<GetRouteRequest>) -> Answer<GetRouteResponse> {
        let dossier = id("dossier_id", &request.into_inner().dossier_id)?;
        let route = store::find(&self.chassis.db, dossier)
            .await
            .map_err(Error::from)?
            .ok_or_else(|| Error::refused(Refusal::Unknown))?;
        let now = self.chassis.clock.now();
        Ok(Response::new(GetRouteResponse {
            dossier_id: dossier.to_string(),
            code: route.code.clone(),
            legs: route
                .legs
                .iter()
                .map(|leg| self.leg(&route, leg, now))
                .collect(),
            holdings: route
                .holdings()
                .iter()
                .map(|held| self.holding(&route, held))
                .collect(),
            settled: matches!(route.end, Some(End::Settled { .. })),
            closed: matches!(route.end, Some(End::Closed { .. })),
            ..Default::default()
        }))
    }

    async fn settle_payment(
        &self,
        request: Request<SettlePaymentRequest>,
    ) -> Answer<SettlePaymentResponse> {
        let actor = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let dossier = id("dossier_id", &request.dossier_id)?;
        let word = |field: &str, text: &str| {
            line(text, 100).map_err(|why| Error::field(field, why.to_string()))
        };
        let reference = word("reference", &request.reference)?;
        let receipt = word("receipt", &request.receipt)?;
        let command = Command::SettlePayment {
            reference,
            receipt,
            debt_noted: request.debt_noted,
        };
        self.carry_out(&actor, dossier, command).await?;
        Ok(Response::new(SettlePaymentResponse {}))
    }

    async fn recall_leg(&self, request: Request<RecallLegRequest>) -> Answer<RecallLegResponse> {
        let actor = Actor::of(request.metadata())?;
        let request = request.into_inner();
        let dossier = id("dossier_id", &request.dossier_id)?;
        let leg: LegId = id("leg_id", &request.leg_id)?;
        let reason = line(&request.reason, 500);
        let reason = reason.map_err(|why| Error::field("reason", why.to_string()))?;
        let command = Command::Recall {
            leg,
            by: actor.unit().unwrap_or_default().into(),
            reason,
        };
        self.carry_out(&actor, dossier, command).await?;
        Ok(Response::new(RecallLegResponse {}))
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
        let units = self
            .catalogue
            .units_on(on)
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
