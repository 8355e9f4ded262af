//! Every step from here.

use std::sync::Arc;

use agency_domain as agency;
use catalogue::Catalogue;
use kernel::UnitId;

use super::{
    data::times,
    sides::{Disturbance, World, now},
};
use crate::{Command, Status};

impl World {
    /// Whatever may happen next, once each.
    pub fn next(&self) -> Vec<Self> {
        let mut next = Vec::new();
        self.messages(&mut next);
        self.officers(&mut next);
        self.desk(&mut next);
        next
    }

    /// A message arrives. Those that the gate keeps out change nothing: they are tried all the same.
    fn messages(&self, next: &mut Vec<Self>) {
        for (host, said) in &self.to_agency {
            for n in said.may_arrive(self.gate) {
                let mut world = self.clone();
                let channel = world.to_agency.get_mut(host).unwrap();
                if let Some(message) = channel.hear(self.gate, n) {
                    world.agency_hears(host, message);
                }
                next.push(world);
            }
        }
        for (host, said) in &self.to_routing {
            for n in said.may_arrive(self.gate) {
                let mut world = self.clone();
                let channel = world.to_routing.get_mut(host).unwrap();
                if let Some(message) = channel.hear(self.gate, n) {
                    world.routing_hears(host, message);
                }
                next.push(world);
            }
        }
    }

    /// Somebody at an agency acts.
    fn officers(&self, next: &mut Vec<Self>) {
        for (host, cases) in &self.cases {
            for (n, case) in cases {
                for act in [
                    agency::Act::Take,
                    agency::Act::Refuse(agency::RefuseReason::NotCompetent),
                    agency::Act::GiveBack {
                        reason: "nhầm".to_owned(),
                    },
                    agency::Act::Complete(Some(agency::Conclusion::granted())),
                ] {
                    let mut world = self.clone();
                    let disturbs = match act {
                        agency::Act::Refuse(_) => Some(Disturbance::Refusal),
                        agency::Act::GiveBack { .. } => Some(Disturbance::GiveBack),
                        _ => None,
                    };
                    if disturbs.is_some_and(|one| !world.may_be(one)) {
                        continue;
                    }
                    let by = agency::Officer {
                        name: format!("officer:an@{}", case.offer.unit),
                        unit: case.offer.unit.clone(),
                    };
                    if world.agency_does(host, *n, agency::Command::Act { by, act }) {
                        next.push(world);
                    }
                }
            }
        }
    }

    /// Somebody at the desk, the administration or the clock acts.
    fn desk(&self, next: &mut Vec<Self>) {
        let by = UnitId::new("org:mc-21028");
        let reason = || "lý do".to_owned();
        let times = times();
        let on = "2026-11-02".parse().unwrap();
        for leg in &self.route.legs {
            let recall = Command::Recall {
                leg: leg.id,
                by: by.clone(),
                reason: reason(),
            };
            if leg.status == Status::Refused {
                // Somebody decides that it is offered anew.
                self.try_it(next, None, &times.before, recall);
            } else {
                let (once, clock) = (Disturbance::Recall, Disturbance::Expiry);
                self.try_it(next, Some(once), &times.before, recall.clone());
                // An offer that expires is recalled by the clock.
                self.try_it(next, Some(clock), &times.before, recall);
            }
            let resolve = Command::Resolve {
                leg: leg.id,
                by: by.clone(),
                unit: UnitId::new("org:bhxh"),
                reason: reason(),
            };
            self.try_it(next, None, &times.before, resolve);
        }
        let reorganise = || Command::Reorganise {
            on,
            reason: reason(),
        };
        self.try_it(next, Some(Disturbance::Merger), &times.merged, reorganise());
        self.try_it(next, Some(Disturbance::Split), &times.split, reorganise());
        let close = Command::Close { at: now() };
        self.try_it(next, Some(Disturbance::Withdrawal), &times.before, close);
    }

    fn try_it(
        &self,
        next: &mut Vec<Self>,
        disturbs: Option<Disturbance>,
        catalogue: &Arc<Catalogue>,
        command: Command,
    ) {
        let mut world = self.clone();
        if disturbs.is_none_or(|one| world.may_be(one)) && world.routing_does(catalogue, command) {
            next.push(world);
        }
    }

    fn may_be(&mut self, one: Disturbance) -> bool {
        let may = self.left > 0 && !self.happened.contains(&one);
        if may {
            self.left -= 1;
            self.happened.push(one);
        }
        may
    }
}
