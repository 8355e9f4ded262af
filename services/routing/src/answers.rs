//! A route in the words of the contract, for those who ask.

use chassis::{Actor, Result, wire::timestamp};
use chrono::NaiveDate;
use proto::routing::v1::{GetRouteResponse, Holding, Leg};
use routing_domain::{End, Holder, Holding as Held, Leg as RouteLeg, Route};

use crate::{Routing, facts, wire};

impl Routing {
    pub fn whole_route(&self, route: &Route, actor: &Actor) -> GetRouteResponse {
        let legs = route.legs.iter();
        GetRouteResponse {
            dossier_id: route.dossier.to_string(),
            code: route.code.clone(),
            legs: legs.map(|leg| self.leg(route, leg, actor)).collect(),
            holdings: route
                .holdings()
                .iter()
                .map(|held| self.holding(route, held))
                .collect(),
            settled: matches!(route.end, Some(End::Settled { .. })),
            closed: matches!(route.end, Some(End::Closed { .. })),
            procedure: route.procedure.clone(),
            procedure_version: route.version.to_string(),
            due: route.due.map(timestamp),
            with_citizen: route.with_citizen.is_some(),
            refunds: route.refunds.len() as u32,
        }
    }

    pub fn today(&self) -> NaiveDate {
        self.catalogue
            .calendar()
            .civil(self.chassis.clock.now())
            .date()
    }

    pub fn on(&self, date: &str) -> Result<NaiveDate> {
        if date.is_empty() {
            Ok(self.today())
        } else {
            wire::date("on", date)
        }
    }

    pub fn leg(&self, route: &Route, leg: &RouteLeg, actor: &Actor) -> Leg {
        let (due, spent) = self.time_of(route, leg);
        let allotted = facts::allotted(leg);
        Leg {
            leg_id: leg.id.to_string(),
            key: leg.key.clone(),
            title: leg.title.clone(),
            unit: leg.unit.to_string(),
            unit_name: self.unit_name(&leg.unit),
            host: leg.host.clone(),
            status: wire::status(leg).into(),
            phase: leg.phase.into(),
            counts: leg.counts,
            offered_at: leg.offered_at.map(timestamp),
            accepted_at: leg.accepted_at.map(timestamp),
            done_at: leg.done_at.map(timestamp),
            due: due.map(timestamp),
            spent_minutes: spent,
            allotted_minutes: allotted,
            reason: leg
                .unresolved
                .clone()
                .or_else(|| leg.reason.clone())
                .unwrap_or_default(),
            after: leg
                .after
                .iter()
                .map(|before| route.legs[*before].key.clone())
                .collect(),
            task: leg.task.clone(),
            reference: leg.document.clone().unwrap_or_default(),
            attempt: leg.attempt,
            opinion_for: leg
                .opinion
                .as_ref()
                .map_or_else(String::new, |opinion| route.legs[opinion.of].id.to_string()),
            asked_by: leg
                .opinion
                .as_ref()
                .map_or_else(String::new, |opinion| opinion.asked_by.to_string()),
            question: question(route, leg, actor),
        }
    }

    pub fn holding(&self, route: &Route, held: &Held) -> Holding {
        let (holder, holder_name) = match &held.holder {
            Holder::Unit(unit) => (unit.to_string(), self.unit_name(unit)),
            Holder::Citizen => ("citizen".to_owned(), "Người nộp hồ sơ".to_owned()),
        };
        let leg = held.leg.map(|n| &route.legs[n]);
        Holding {
            holder,
            holder_name,
            since: Some(timestamp(held.since)),
            due: leg
                .and_then(|leg| self.time_of(route, leg).0)
                .map(timestamp),
            leg_id: leg.map_or_else(String::new, |leg| leg.id.to_string()),
            title: leg.map_or_else(String::new, |leg| leg.title.clone()),
        }
    }
}

/// What an opinion is asked about: for who asks, who is asked, and the centre that answers for the
/// dossier.
fn question(route: &Route, leg: &RouteLeg, actor: &Actor) -> String {
    let Some(opinion) = &leg.opinion else {
        return String::new();
    };
    let unit = actor.unit().unwrap_or_default();
    let concerned = [&opinion.asked_by, &leg.unit, &route.receiving];
    if concerned.iter().any(|one| one.as_str() == unit) {
        opinion.question.clone()
    } else {
        String::new()
    }
}
