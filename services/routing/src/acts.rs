//! What people ask routing to do, and who may.

use chassis::{
    Caller, Carried, Error, Order, Result,
    caller::Kind,
    execute_one,
    wire::{id, moment},
};
use kernel::{
    DossierId, Instant, LegId,
    Role::{Operator, ProcedureControl},
    UnitId, line, paragraph,
};
use proto::routing::v1::{
    AskOpinionRequest, AskOpinionResponse, EndWaitRequest, EndWaitResponse, MigrateRouteRequest,
    MigrateRouteResponse, RecallLegRequest, RecallLegResponse, ResolveCompetenceRequest,
    ResolveCompetenceResponse,
};
use routing_domain::{Command, Event, Migration, Refusal, Route};

use crate::{
    Routing,
    store::{self, Routes},
    wire,
};

/// The unit somebody acts for; one that no unit has when they act for none.
pub fn unit_of(caller: &Caller) -> UnitId {
    UnitId::new(caller.unit.as_deref().unwrap_or_default())
}

/// # Errors
/// When somebody acts who does not keep the province's data (TT 01/2018/TT-VPCP Điều 8).
pub fn administrator(caller: &Caller) -> Result<()> {
    if caller.is_service() || caller.may_any(&[ProcedureControl, Operator]) {
        Ok(())
    } else {
        Err(Error::refused(Refusal::NotAnAdministrator))
    }
}

/// A reason in words, which is never left out.
///
/// # Errors
/// When it is empty, too long, or no text.
pub fn because(reason: &str) -> Result<String> {
    line(reason, 500).map_err(|why| Error::field("reason", why.to_string()))
}

impl Routing {
    pub(crate) async fn carry_out(
        &self,
        caller: &Caller,
        id: DossierId,
        command: Command,
    ) -> Result<Carried<Route, Event>> {
        tracing::Span::current().record("motcua.dossier.id", tracing::field::display(id));
        if caller.kind == Kind::Official {
            self.theirs(caller, id).await?;
        }
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let order = Order::new(id, command, &caller.actor, now);
        let carried = execute_one::<Routes>(&mut tx, &self.router(now), order).await?;
        self.chassis.commit(tx).await?;
        Ok(carried)
    }

    pub(crate) async fn known(&self, dossier: DossierId) -> Result<Route> {
        let found = store::find(&self.chassis.db, dossier).await?;
        found.ok_or_else(|| Error::refused(Refusal::Unknown))
    }

    pub async fn recall(
        &self,
        caller: &Caller,
        asked: RecallLegRequest,
    ) -> Result<RecallLegResponse> {
        let command = Command::Recall {
            leg: id("leg_id", &asked.leg_id)?,
            by: unit_of(caller),
            reason: because(&asked.reason)?,
        };
        self.carry_out(caller, id("dossier_id", &asked.dossier_id)?, command)
            .await?;
        Ok(RecallLegResponse {})
    }

    pub async fn ask(
        &self,
        caller: &Caller,
        asked: AskOpinionRequest,
    ) -> Result<AskOpinionResponse> {
        let dossier = id("dossier_id", &asked.dossier_id)?;
        let leg: LegId = id("leg_id", &asked.leg_id)?;
        let unit = UnitId::from(asked.unit.as_str());
        let question = paragraph(&asked.question, 2000)
            .map_err(|why| Error::field("question", why.to_string()))?;
        let answer_by = match moment(asked.answer_by) {
            Some(answer_by) => answer_by,
            None => self.usual_answer_by(dossier, leg, &unit).await?,
        };
        let command = Command::AskOpinion {
            leg,
            opinion: id("opinion_id", &asked.opinion_id)?,
            by: unit_of(caller),
            unit,
            question,
            answer_by,
        };
        self.carry_out(caller, dossier, command).await?;
        Ok(AskOpinionResponse {})
    }

    /// The date of an opinion where the asker sets none: the procedure's, else the province's.
    async fn usual_answer_by(
        &self,
        dossier: DossierId,
        leg: LegId,
        unit: &UnitId,
    ) -> Result<Instant> {
        let route = self.known(dossier).await?;
        let leg = route.legs.iter().find(|one| one.id == leg);
        let leg = leg.ok_or_else(|| Error::refused(Refusal::UnknownLeg))?;
        let procedure = self
            .catalogue
            .procedure_version(&route.procedure, route.version);
        let foreseen = procedure.into_iter().flat_map(|one| &one.opinions);
        let mut foreseen = foreseen.filter(|opinion| {
            let role = self.catalogue.role(&opinion.of);
            opinion.on == leg.key && role.is_some_and(|role| role.unit.may_lead_to(unit))
        });
        let term = match foreseen.next() {
            Some(opinion) => &opinion.term,
            None => &self.catalogue.rules().opinion.value,
        };
        let now = self.chassis.clock.now();
        let due = self.catalogue.calendar().due(now, term);
        Ok(due.map_err(|why| Error::refused(Refusal::Clock(why)))?.at)
    }

    pub async fn end_the_wait(
        &self,
        caller: &Caller,
        asked: EndWaitRequest,
    ) -> Result<EndWaitResponse> {
        let command = Command::EndWait {
            leg: id("leg_id", &asked.leg_id)?,
            by: unit_of(caller),
            reason: because(&asked.reason)?,
        };
        self.carry_out(caller, id("dossier_id", &asked.dossier_id)?, command)
            .await?;
        Ok(EndWaitResponse {})
    }

    pub async fn resolve(
        &self,
        caller: &Caller,
        asked: ResolveCompetenceRequest,
    ) -> Result<ResolveCompetenceResponse> {
        let command = Command::Resolve {
            leg: id("leg_id", &asked.leg_id)?,
            by: unit_of(caller),
            unit: UnitId::from(asked.unit.as_str()),
            reason: because(&asked.reason)?,
        };
        self.carry_out(caller, id("dossier_id", &asked.dossier_id)?, command)
            .await?;
        Ok(ResolveCompetenceResponse {})
    }

    pub async fn migrate(
        &self,
        caller: &Caller,
        asked: MigrateRouteRequest,
    ) -> Result<MigrateRouteResponse> {
        administrator(caller)?;
        let dossier = id("dossier_id", &asked.dossier_id)?;
        let version = wire::date("procedure_version", &asked.procedure_version)?;
        let reason = because(&asked.reason)?;
        let route = self.known(dossier).await?;
        if route.end.is_some() {
            return Err(Error::refused(Refusal::Over));
        }
        let code = &route.procedure;
        let legs = self.catalogue.procedure_version(code, version);
        let legs = legs.map_or(0, |procedure| procedure.legs.len());
        let legs: Vec<LegId> = (0..legs).map(|_| LegId::mint()).collect();
        let router = self.router(self.chassis.clock.now());
        let would_be = Migration::of(&router, &route, version, legs.clone());
        let mut changes = would_be.map_err(Error::refused)?.changes;
        if let Some(due) = route.due.filter(|_| !changes.is_empty()) {
            let due = self.catalogue.calendar().civil(due);
            changes.push(format!(
                "Ngày hẹn trả {} giữ nguyên.",
                due.format("%H:%M %d/%m/%Y")
            ));
        }
        if !asked.dry_run {
            let command = Command::Migrate {
                version,
                reason,
                legs,
            };
            self.carry_out(caller, dossier, command).await?;
        }
        Ok(MigrateRouteResponse { changes })
    }
}
