//! The coordination queue: legs nobody competent can be named for.

use catalogue::{Matter, Succession};
use chassis::{Caller, Error, Result, wire::timestamp};
use kernel::UnitId;
use proto::routing::v1::{ListCoordinationRequest, ListCoordinationResponse, Undetermined};
use routing_domain::{Leg, Refusal, Route};

use crate::{Routing, acts::unit_of, page::Page, store};

impl Routing {
    /// Officers of a centre see what waits there; those of the province's centre, and who
    /// administers the data, see all of it.
    pub async fn coordination(
        &self,
        caller: &Caller,
        asked: ListCoordinationRequest,
    ) -> Result<ListCoordinationResponse> {
        let unit = unit_of(caller);
        let centre = self.catalogue.unit(&unit).filter(|unit| unit.is_centre());
        if centre.is_none() && crate::acts::administrator(caller).is_err() {
            return Err(Error::refused(Refusal::NotTheCentre));
        }
        let own = centre.filter(|centre| centre.kind != "ttpvhcc_tinh");
        let wanted = |route: &&Route| {
            let receiving = route.receiving.as_str();
            (asked.unit.is_empty() || asked.unit == receiving)
                && own.is_none_or(|own| own.id.as_str() == receiving)
        };
        let page = Page::asked(asked.page_size, &asked.page_token)?;
        let after = page.after.unwrap_or_default();
        let routes = store::coordination(&self.chassis.db, after, page.limit()).await?;
        let (routes, next_page_token) = page.cut(routes);
        let legs = routes
            .iter()
            .filter(wanted)
            .flat_map(|route| store::awaited(route).map(move |leg| self.undetermined(route, leg)));
        Ok(ListCoordinationResponse {
            legs: legs.collect(),
            next_page_token,
        })
    }

    fn undetermined(&self, route: &Route, leg: &Leg) -> Undetermined {
        Undetermined {
            dossier_id: route.dossier.to_string(),
            code: route.code.clone(),
            leg_id: leg.id.to_string(),
            title: leg.title.clone(),
            why: leg.unresolved.clone().unwrap_or_default(),
            receiving_unit: route.receiving.to_string(),
            since: Some(timestamp(leg.offered_at.unwrap_or(route.accepted_at))),
            candidates: self.candidates(route, leg),
        }
    }

    /// The units that took over from the one that had the leg; else those that would have it at
    /// each of the places that the place became.
    fn candidates(&self, route: &Route, leg: &Leg) -> Vec<String> {
        let on = self.today();
        let several = |unit: &UnitId| match self.catalogue.successors_on(unit, on) {
            Succession::Several(several) => several,
            _ => Vec::new(),
        };
        if leg.unit != route.receiving {
            let found = several(&leg.unit);
            return found.iter().map(|unit| unit.id.to_string()).collect();
        }
        let procedure = self
            .catalogue
            .procedure_version(&route.procedure, route.version);
        let Some((procedure, spec)) =
            procedure.and_then(|procedure| Some((procedure, procedure.leg(&leg.key)?)))
        else {
            return Vec::new();
        };
        let at = |place: &UnitId| {
            let matter = Matter {
                place,
                receiving: &route.receiving,
                field: &procedure.field,
                procedure: &procedure.code,
            };
            let found = self.catalogue.resolve(&spec.by, &matter, on);
            found.ok().map(|competent| competent.unit.to_string())
        };
        let places = several(&route.place);
        places.iter().filter_map(|place| at(&place.id)).collect()
    }
}
