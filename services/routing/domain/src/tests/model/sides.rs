//! Both sides, what lies between them, and every step from here.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use agency_domain as agency;
use catalogue::Catalogue;
use kernel::{CaseId, Decider as _, DossierId, Instant, UnitId};

use super::{
    data::times,
    network::{Gate, Said, ToAgency, ToRouting},
};
use crate::{
    Command, Event, Route, Router, Status,
    tests::{at, leg},
};

/// What may disturb a course, each once.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disturbance {
    Recall,
    Expiry,
    Refusal,
    GiveBack,
    Merger,
    Split,
    Withdrawal,
}

#[derive(Clone)]
pub struct World {
    pub gate: Gate,
    pub left: u8,
    pub happened: Vec<Disturbance>,
    pub route: Route,
    /// By host: its cases by position of the leg.
    pub cases: BTreeMap<String, BTreeMap<usize, agency::Case>>,
    pub to_agency: BTreeMap<String, Said<ToAgency>>,
    pub to_routing: BTreeMap<String, Said<ToRouting>>,
    /// Completions of each leg: in the agency's journal, and as routing counted them.
    pub done: BTreeMap<usize, (u8, u8)>,
}

pub fn now() -> Instant {
    at("2026-11-02T09:00")
}

fn router(catalogue: &Arc<Catalogue>) -> Router {
    Router {
        now: now(),
        catalogue: catalogue.clone(),
    }
}

impl World {
    pub fn planned(gate: Gate, left: u8) -> Self {
        let catalogue = &times().before;
        let found = catalogue.procedure("1.001776", "2026-11-02".parse().unwrap());
        let found = found.unwrap();
        let id = |n: u128| uuid(n).parse().unwrap();
        let command = Command::Plan {
            dossier: uuid(1).parse::<DossierId>().unwrap(),
            code: "H48.21028-261102-0001".to_owned(),
            procedure: "1.001776".to_owned(),
            version: found.version,
            receiving: UnitId::new("org:mc-21028"),
            place: UnitId::new("adm:21028"),
            conditional: Vec::new(),
            difficult: false,
            due: None,
            at: now(),
            legs: (10..10 + found.legs.len() as u128).map(id).collect(),
        };
        let events = Route::decide(&router(catalogue), None, command).unwrap();
        let route = events.iter().fold(None, Route::evolve).unwrap();
        assert_eq!(leg(&route, "verify").unit.as_str(), "org:thue-tinh");
        let mut world = Self {
            gate,
            left,
            happened: Vec::new(),
            route,
            cases: BTreeMap::new(),
            to_agency: BTreeMap::new(),
            to_routing: BTreeMap::new(),
            done: BTreeMap::new(),
        };
        world.tell_agencies(&events);
        world
    }

    /// What is true of it, without the memory of how it came about, which decides nothing.
    pub fn fingerprint(&self) -> u128 {
        let mut route = self.route.clone();
        route.past.clear();
        let mut both = [0u64; 2];
        for (salt, half) in both.iter_mut().enumerate() {
            let mut hasher = DefaultHasher::new();
            (salt, self.left).hash(&mut hasher);
            let mut happened = self.happened.clone();
            happened.sort_unstable();
            happened.hash(&mut hasher);
            format!("{route:?}{:?}{:?}", self.cases, self.done).hash(&mut hasher);
            for (host, said) in &self.to_agency {
                (host, said.open(self.gate)).hash(&mut hasher);
            }
            for (host, said) in &self.to_routing {
                (host, said.open(self.gate)).hash(&mut hasher);
            }
            *half = hasher.finish();
        }
        (u128::from(both[0]) << 64) | u128::from(both[1])
    }

    pub fn routing_does(&mut self, catalogue: &Arc<Catalogue>, command: Command) -> bool {
        let decided = Route::decide(&router(catalogue), Some(&self.route), command);
        let Ok(events) = decided else {
            return false;
        };
        for event in &events {
            self.route = Route::evolve(Some(self.route.clone()), event).unwrap();
            if let Event::Completed { leg, .. } = event {
                self.done.entry(*leg).or_default().1 += 1;
            }
        }
        self.tell_agencies(&events);
        !events.is_empty()
    }

    pub fn routing_hears(&mut self, host: &str, message: ToRouting) {
        let at = now();
        let said = match message {
            ToRouting::Accepted(leg, attempt) => Command::Accept { leg, attempt, at },
            ToRouting::Refused(leg, attempt) => Command::Refuse {
                leg,
                attempt,
                reason: "not-competent".to_owned(),
                at,
            },
            ToRouting::Returned(leg, attempt) => Command::GiveBack {
                leg,
                attempt,
                reason: "nhầm".to_owned(),
                at,
            },
            ToRouting::Completed(leg, attempt) => Command::Complete {
                leg,
                attempt,
                granted: true,
                document: String::new(),
                payment_due: false,
                at,
            },
            ToRouting::LetGo(leg) => Command::LetGo { leg, at },
        };
        let command = Command::Said {
            host: host.to_owned(),
            said: Box::new(said),
        };
        if self.gate == Gate::InOrder {
            let decided =
                Route::decide(&router(&times().before), Some(&self.route), command.clone());
            decided.expect("in order nothing is contradictory");
        }
        // Out of order a refusal is a dead letter, and nothing changes.
        self.routing_does(&times().before, command);
    }

    fn tell_agencies(&mut self, events: &[Event]) {
        for event in events {
            let attempt = |n: &usize| self.route.legs[*n].attempt;
            let in_hand =
                |n: &usize| matches!(self.route.legs[*n].status, Status::Offered | Status::Held);
            let (n, message) = match event {
                Event::Offered { leg, attempt, .. } => {
                    let unit = self.route.legs[*leg].unit.clone();
                    (leg, ToAgency::Offer(*leg, *attempt, unit))
                }
                Event::Recalled { leg, .. } => (leg, ToAgency::Recall(*leg, attempt(leg))),
                Event::Ceased { leg, ground, .. } => {
                    (leg, ToAgency::Close(*leg, attempt(leg), ground.key()))
                }
                Event::UnitMoved { leg, from, to, .. } if in_hand(leg) => {
                    (leg, ToAgency::Moved(*leg, from.clone(), to.clone()))
                }
                _ => continue,
            };
            let host = self.route.legs[*n].host.clone();
            self.to_agency
                .entry(host)
                .or_default()
                .journal
                .push(message);
        }
    }

    pub fn agency_hears(&mut self, host: &str, message: ToAgency) {
        let case = |n: usize| CaseId::from(self.route.legs[n].id.uuid());
        let dossier = self.route.dossier;
        let (n, command) = match message {
            ToAgency::Offer(n, attempt, unit) => {
                let offer = self.offer(n, attempt, unit);
                (n, agency::Command::Receive(offer))
            }
            ToAgency::Recall(n, attempt) => {
                let case = case(n);
                let recall = agency::Command::Recall {
                    case,
                    dossier,
                    attempt,
                };
                (n, recall)
            }
            ToAgency::Close(n, attempt, ground) => {
                let ground = match ground {
                    "route-closed" => agency::Ground::RouteClosed,
                    "settled" => agency::Ground::Settled,
                    "moved" => agency::Ground::Moved,
                    _ => agency::Ground::NotNeeded,
                };
                let case = case(n);
                let close = agency::Command::Close {
                    case,
                    dossier,
                    attempt,
                    ground,
                };
                (n, close)
            }
            ToAgency::Moved(n, from, to) => (n, agency::Command::MoveUnit { from, to }),
        };
        self.agency_does(host, n, command);
    }

    fn offer(&self, n: usize, attempt: u32, unit: UnitId) -> agency::Offer {
        let leg = &self.route.legs[n];
        agency::Offer {
            case: CaseId::from(leg.id.uuid()),
            dossier: self.route.dossier,
            code: self.route.code.clone(),
            unit,
            task: leg.task.clone(),
            title: leg.title.clone(),
            procedure: self.route.procedure.clone(),
            procedure_version: self.route.version.to_string(),
            place: self.route.place.clone(),
            // A head's approval is the agency's own affair.
            approval: false,
            automatic: leg.automatic,
            attempt,
            offered_at: now(),
            due: None,
            allotted: 0,
            opinion: None,
        }
    }

    /// False when it is refused, or nothing follows.
    pub fn agency_does(&mut self, host: &str, n: usize, command: agency::Command) -> bool {
        let desk = agency::Desk {
            now: now(),
            calendar: None,
            components: None,
        };
        let cases = self.cases.entry(host.to_owned()).or_default();
        let Ok(events) = agency::Case::decide(&desk, cases.get(&n), command) else {
            return false;
        };
        let leg = self.route.legs[n].id;
        for event in &events {
            let case = agency::Case::evolve(cases.remove(&n), event).unwrap();
            let attempt = case.offer.attempt;
            cases.insert(n, case);
            let message = match event {
                agency::Event::Accepted { .. } | agency::Event::Confirmed { .. } => {
                    ToRouting::Accepted(leg, attempt)
                }
                agency::Event::Refused { .. } => ToRouting::Refused(leg, attempt),
                agency::Event::Returned { .. } => ToRouting::Returned(leg, attempt),
                agency::Event::Completed { .. } => {
                    self.done.entry(n).or_default().0 += 1;
                    ToRouting::Completed(leg, attempt)
                }
                agency::Event::Withdrawn { .. } | agency::Event::Closed { .. } => {
                    ToRouting::LetGo(leg)
                }
                _ => continue,
            };
            let channel = self.to_routing.entry(host.to_owned()).or_default();
            channel.journal.push(message);
        }
        !events.is_empty()
    }
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "after {:?}", self.happened)?;
        for leg in &self.route.legs {
            let (key, status, attempt) = (&leg.key, leg.status, leg.attempt);
            let (recalling, ceased) = (leg.recalling, leg.ceased);
            writeln!(
                f,
                "  {key}: {status:?} {attempt} recalling {recalling} ceased {ceased}"
            )?;
        }
        for (host, cases) in &self.cases {
            for (n, case) in cases {
                let (stage, attempt) = (case.stage.name(), case.offer.attempt);
                writeln!(f, "  {host} has leg {n}: {stage} {attempt}")?;
            }
        }
        writeln!(f, "  to agencies {:?}", self.to_agency)?;
        writeln!(f, "  to routing {:?}", self.to_routing)
    }
}

fn uuid(n: u128) -> String {
    let hex = format!("{n:032x}");
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}
