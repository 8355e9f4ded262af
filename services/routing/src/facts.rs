//! What happens on a route, in public words.

mod money;
mod promise;

use chassis::{Fact, wire::timestamp};
use kernel::{DossierId, Instant, working_time::Term};
use proto::routing::v1 as pb;
use routing_domain::{Event, Leg, Route, Status};

/// The event as others hear it, or as it is only written down.
pub fn fact(id: DossierId, route: &Route, event: &Event) -> Fact {
    let about = About {
        dossier_id: id.to_string(),
        route,
    };
    let fact = about
        .custody(event)
        .or_else(|| about.timed(event))
        .or_else(|| about.payment(event))
        .or_else(|| about.competence(event))
        .or_else(|| about.promise(event))
        .unwrap_or_else(|| about.rest(event));
    fact.about(id)
}

/// What the leg's norm allots in working minutes; 0 when it has none, or one that only the calendar
/// can tell.
pub fn allotted(leg: &Leg) -> u32 {
    let norm = leg.norm.as_ref();
    norm.and_then(|norm| norm.parse::<Term>().ok()?.working_minutes())
        .map_or(0, |minutes| minutes.get())
}

/// A route that something is said about.
struct About<'a> {
    dossier_id: String,
    route: &'a Route,
}

impl About<'_> {
    fn leg(&self, n: usize) -> &Leg {
        &self.route.legs[n]
    }

    fn leg_id(&self, n: usize) -> String {
        self.leg(n).id.to_string()
    }

    fn of(&self, n: Option<usize>) -> String {
        n.map_or_else(String::new, |n| self.leg_id(n))
    }

    fn moved(&self, leg: usize, act: &str, at: Instant) -> pb::LegMoved {
        pb::LegMoved {
            dossier_id: self.dossier_id.clone(),
            leg_id: self.leg_id(leg),
            at: Some(timestamp(at)),
            act: act.to_owned(),
            ..Default::default()
        }
    }

    /// Offers, receipts and what becomes of them.
    fn custody(&self, event: &Event) -> Option<Fact> {
        // The agency has said so itself; here it is only written down.
        let quietly = |leg, act, at| Fact::new(&self.moved(leg, act, at)).quietly();
        Some(match event {
            Event::Offered {
                leg,
                attempt,
                at,
                due,
                ..
            } => {
                let leg = self.leg(*leg);
                Fact::new(&self.offered(leg, *attempt, *at, *due)).only_for(&leg.host)
            }
            Event::Recalled { leg, at, .. } => {
                let leg = self.leg(*leg);
                Fact::new(&pb::LegRecalled {
                    leg_id: leg.id.to_string(),
                    dossier_id: self.dossier_id.clone(),
                    host: leg.host.clone(),
                    at: Some(timestamp(*at)),
                    attempt: leg.attempt,
                })
                .only_for(&leg.host)
            }
            Event::Ceased { leg, ground, at } => {
                let leg = self.leg(*leg);
                Fact::new(&pb::LegClosed {
                    leg_id: leg.id.to_string(),
                    dossier_id: self.dossier_id.clone(),
                    host: leg.host.clone(),
                    at: Some(timestamp(*at)),
                    ground: ground.key().to_owned(),
                    attempt: leg.attempt,
                })
                .only_for(&leg.host)
            }
            Event::LetGo { leg, at } => quietly(*leg, "let-go", *at),
            Event::Accepted { leg, at } => quietly(*leg, "accepted", *at),
            Event::Completed { leg, at, .. } => quietly(*leg, "completed", *at),
            Event::Skipped { leg, at } => quietly(*leg, "skipped", *at),
            Event::Refused { leg, at, .. } => Fact::new(&self.moved(*leg, "refused", *at)),
            Event::GivenBack { leg, at, .. } => Fact::new(&self.moved(*leg, "returned", *at)),
            Event::OfferExpired { leg, attempt, at } => Fact::new(&pb::LegExpired {
                leg_id: self.leg_id(*leg),
                dossier_id: self.dossier_id.clone(),
                unit: self.leg(*leg).unit.to_string(),
                at: Some(timestamp(*at)),
                attempt: *attempt,
            }),
            Event::UnitMoved {
                leg,
                from,
                to,
                reason,
                at,
            } => {
                let leg = self.leg(*leg);
                let fact = Fact::new(&pb::LegMovedUnit {
                    leg_id: leg.id.to_string(),
                    dossier_id: self.dossier_id.clone(),
                    host: leg.host.clone(),
                    from_unit: from.to_string(),
                    to_unit: to.to_string(),
                    at: Some(timestamp(*at)),
                    reason: reason.clone(),
                });
                // An agency that has nothing in hand hears of it with the next offer.
                if matches!(leg.status, Status::Offered | Status::Held) {
                    fact.only_for(&leg.host)
                } else {
                    fact.quietly()
                }
            }
            _ => return None,
        })
    }

    /// For the agency that has the leg in hand.
    fn timed(&self, event: &Event) -> Option<Fact> {
        let Event::Timed {
            leg,
            paused,
            due,
            opinions,
            at,
        } = event
        else {
            return None;
        };
        let leg = self.leg(*leg);
        let ground = if *paused { "supplement" } else { "" };
        let fact = Fact::new(&pb::LegTimed {
            leg_id: leg.id.to_string(),
            dossier_id: self.dossier_id.clone(),
            host: leg.host.clone(),
            at: Some(timestamp(*at)),
            paused: *paused,
            ground: ground.to_owned(),
            due: due.map(timestamp),
            opinions: *opinions,
        });
        Some(fact.only_for(&leg.host))
    }

    fn offered(
        &self,
        leg: &Leg,
        attempt: u32,
        at: Instant,
        due: Option<Instant>,
    ) -> pb::LegOffered {
        let (opinion_for, asked_by) = match &leg.opinion {
            Some(opinion) => (self.leg_id(opinion.of), opinion.asked_by.to_string()),
            None => Default::default(),
        };
        pb::LegOffered {
            leg_id: leg.id.to_string(),
            dossier_id: self.dossier_id.clone(),
            code: self.route.code.clone(),
            unit: leg.unit.to_string(),
            host: leg.host.clone(),
            task: leg.task.clone(),
            title: leg.title.clone(),
            procedure: self.route.procedure.clone(),
            procedure_version: self.route.version.to_string(),
            phase: leg.phase.into(),
            counts: leg.counts,
            approval: leg.approval,
            automatic: leg.automatic,
            at: Some(timestamp(at)),
            due: due.map(timestamp),
            place: self.route.place.to_string(),
            attempt,
            opinion_for,
            asked_by,
            allotted_minutes: allotted(leg),
        }
    }

    /// Who is competent, and who is asked.
    fn competence(&self, event: &Event) -> Option<Fact> {
        Some(match event {
            Event::OpinionAsked { leg, at } => {
                let opinion = leg.opinion.as_ref();
                Fact::new(&pb::OpinionAsked {
                    dossier_id: self.dossier_id.clone(),
                    leg_id: leg.id.to_string(),
                    opinion_for: self.of(opinion.map(|opinion| opinion.of)),
                    unit: leg.unit.to_string(),
                    asked_by: opinion.map_or_else(String::new, |o| o.asked_by.to_string()),
                    at: Some(timestamp(*at)),
                    due: leg.due.map(timestamp),
                })
                .quietly()
            }
            Event::OpinionLate { leg, due, at } => {
                let leg = self.leg(*leg);
                let asked_by = leg.opinion.as_ref().map(|o| o.asked_by.to_string());
                Fact::new(&pb::OpinionLate {
                    dossier_id: self.dossier_id.clone(),
                    leg_id: leg.id.to_string(),
                    unit: leg.unit.to_string(),
                    asked_by: asked_by.unwrap_or_default(),
                    at: Some(timestamp(*at)),
                    due: Some(timestamp(*due)),
                })
            }
            Event::Unresolved { leg, why, at } => Fact::new(&pb::LegMoved {
                reason: why.clone(),
                ..self.moved(*leg, "unresolved", *at)
            })
            .quietly(),
            Event::Undetermined { leg, at, .. } => Fact::new(&pb::CompetenceAwaited {
                dossier_id: self.dossier_id.clone(),
                leg_id: self.leg_id(*leg),
                at: Some(timestamp(*at)),
                receiving_unit: self.route.receiving.to_string(),
            }),
            Event::Resolved {
                leg,
                unit,
                reason,
                at,
            } => Fact::new(&pb::CompetenceResolved {
                dossier_id: self.dossier_id.clone(),
                leg_id: self.leg_id(*leg),
                unit: unit.to_string(),
                at: Some(timestamp(*at)),
                reason: reason.clone(),
            }),
            Event::ReceivingMoved {
                from,
                to,
                reason,
                at,
            } => Fact::new(&pb::ReceivingMoved {
                dossier_id: self.dossier_id.clone(),
                from_unit: from.to_string(),
                to_unit: to.to_string(),
                at: Some(timestamp(*at)),
                reason: reason.clone(),
            }),
            _ => return None,
        })
    }

    /// The route as a whole, and its account.
    fn rest(&self, event: &Event) -> Fact {
        let dossier_id = self.dossier_id.clone();
        match event {
            Event::SupplementRequested {
                leg,
                components,
                reason,
                at,
            } => Fact::new(&pb::SupplementRequested {
                dossier_id,
                leg_id: self.leg_id(*leg),
                unit: self.leg(*leg).unit.to_string(),
                at: Some(timestamp(*at)),
                components: components.clone(),
                reason: reason.clone(),
            }),
            Event::Accounted {
                leg,
                waiting,
                spent,
                allotted,
                at,
            } => {
                let leg = self.leg(*leg);
                Fact::new(&pb::LegAccounted {
                    dossier_id,
                    leg_id: leg.id.to_string(),
                    key: leg.key.clone(),
                    unit: leg.unit.to_string(),
                    procedure: self.route.procedure.clone(),
                    at: Some(timestamp(*at)),
                    waiting_minutes: *waiting,
                    spent_minutes: *spent,
                    allotted_minutes: *allotted,
                    counts: leg.counts,
                })
            }
            Event::DelayAttributed {
                late_minutes,
                blames,
                at,
            } => Fact::new(&pb::DelayAttributed {
                dossier_id,
                at: Some(timestamp(*at)),
                late_minutes: *late_minutes,
                blames: blames
                    .iter()
                    .map(|blame| pb::Blame {
                        unit: blame
                            .unit
                            .as_ref()
                            .map_or_else(String::new, ToString::to_string),
                        leg_id: blame.leg.map_or_else(String::new, |leg| leg.to_string()),
                        key: blame.key.clone(),
                        minutes: blame.minutes,
                    })
                    .collect(),
            }),
            Event::ClockStopped { ground, at } => Fact::new(&pb::ClockStopped {
                dossier_id,
                at: Some(timestamp(*at)),
                ground: ground.clone(),
            }),
            Event::ClockStarted { phase, at } => Fact::new(&pb::ClockStarted {
                dossier_id,
                at: Some(timestamp(*at)),
                phase: u32::from(*phase),
            }),
            Event::Migrated {
                version,
                reason,
                at,
                ..
            } => Fact::new(&pb::RouteMigrated {
                dossier_id,
                procedure_version: version.to_string(),
                at: Some(timestamp(*at)),
                reason: reason.clone(),
            }),
            Event::Reopened { leg, at } => Fact::new(&pb::RouteReopened {
                dossier_id,
                unit: leg.unit.to_string(),
                at: Some(timestamp(*at)),
            }),
            Event::Settled { granted, leg, at } => Fact::new(&pb::DossierSettled {
                dossier_id,
                at: Some(timestamp(*at)),
                granted: *granted,
                leg_id: self.of(*leg),
            }),
            Event::Closed { at } => Fact::new(&pb::RouteClosed {
                dossier_id,
                at: Some(timestamp(*at)),
            }),
            Event::Planned(planned) => Fact::new(&pb::RoutePlanned {
                dossier_id,
                at: Some(timestamp(planned.accepted_at)),
                legs: planned.legs.len() as u32,
            }),
            // Every other event was told above.
            _ => Fact::new(&pb::LegMoved {
                dossier_id,
                ..Default::default()
            })
            .quietly(),
        }
    }
}
