//! Which dossiers' ways somebody may see and act on.

use chassis::{Caller, Error, Result, caller::Kind};
use kernel::{
    DossierId,
    Role::{Auditor, Leader, Operator, ProcedureControl},
};
use routing_domain::{Refusal, Route};

use crate::{Routing, store};

impl Routing {
    /// Whether the way of a dossier is somebody's business: those who watch over all of them, and
    /// the units on it (cơ quan phối hợp; NĐ 61/2018/NĐ-CP Điều 19.5–19.7), each in the fields it
    /// is charged with.
    pub fn sees(&self, caller: &Caller, route: &Route) -> bool {
        match caller.kind {
            Kind::Service => return true,
            Kind::Citizen | Kind::Anonymous => return false,
            Kind::Official => {}
        }
        let procedure = self
            .catalogue
            .procedure_version(&route.procedure, route.version);
        let field = procedure.map_or("", |procedure| procedure.field.as_str());
        if !caller.charged_with(field) {
            return false;
        }
        caller.may_any(&[ProcedureControl, Leader, Operator, Auditor])
            || caller.unit.as_deref().is_some_and(|unit| {
                let mut legs = route.legs.iter();
                route.receiving.as_str() == unit || legs.any(|leg| leg.unit.as_str() == unit)
            })
            || self.coordinates(caller)
    }

    /// Whether somebody names competent units for the whole province.
    fn coordinates(&self, caller: &Caller) -> bool {
        let unit = caller.unit.as_deref().map(kernel::UnitId::from);
        let unit = unit.and_then(|unit| self.catalogue.unit(&unit));
        unit.is_some_and(|unit| unit.kind == "ttpvhcc_tinh")
    }

    /// The way of a dossier that is somebody's business; any other is as if it were not there.
    ///
    /// # Errors
    /// When it is not there, or not theirs.
    pub async fn theirs(&self, caller: &Caller, dossier: DossierId) -> Result<Route> {
        let found = store::find(&self.chassis.db, dossier).await?;
        found
            .filter(|route| self.sees(caller, route))
            .ok_or_else(|| Error::refused(Refusal::Unknown))
    }
}
