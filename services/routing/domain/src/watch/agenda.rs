//! What time will make happen on a route, and when.

use catalogue::Rules;
use kernel::{
    Instant,
    working_time::{Calendar, ClockError},
};

use super::{
    charge::{InCharge, Norms},
    time::{before, leg_due, with_citizen},
};
use crate::{
    Duty, DutyGround, DutyStatus, Event, Kind, Leg, Route, Router, Status, Told, attribution::What,
};

/// Something that time alone makes happen. Of what happens at one instant, the earlier kind first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    WaitOver {
        leg: usize,
    },
    OfferExpired {
        leg: usize,
    },
    LegDueSoon {
        leg: usize,
        due: Instant,
    },
    LegOverdue {
        leg: usize,
        due: Instant,
    },
    OpinionLate {
        leg: usize,
        due: Instant,
    },
    DossierDueSoon,
    /// An apology is owed because the rest cannot be done in time.
    Impossible,
    /// An apology is owed because the last day for it has come.
    LastDay,
    /// Somebody else has the dossier now: the duty passes to them.
    PassedOn,
    DossierOverdue,
    Missed,
}

/// Everything that time will make happen on a route as it stands.
pub(super) struct Agenda<'a> {
    route: &'a Route,
    rules: &'a Rules,
    calendar: &'a Calendar,
    norms: Norms<'a>,
    charge: Option<InCharge>,
    /// In order.
    pub things: Vec<(Instant, Thing)>,
}

impl<'a> Agenda<'a> {
    pub fn of(router: &'a Router, route: &'a Route) -> Result<Self, ClockError> {
        let calendar = router.catalogue.calendar();
        let mut agenda = Self {
            route,
            rules: router.catalogue.rules(),
            calendar,
            norms: Norms::of(route, calendar)?,
            charge: None,
            things: Vec::new(),
        };
        if route.end.is_none() {
            let asked = with_citizen(route);
            for (n, leg) in route.legs.iter().enumerate() {
                agenda.custody(n, leg)?;
                agenda.deadline(n, leg, leg_due(leg, &asked, calendar)?)?;
            }
            // While the clock stands still there is no date to keep.
            if let Some(due) = route.due
                && route.clock_stopped.is_none()
                && route.with_citizen.is_none()
            {
                agenda.charge = Some(agenda.norms.in_charge(router.now, calendar)?);
                agenda.promise(due)?;
            }
        }
        agenda.things.sort_unstable();
        Ok(agenda)
    }

    fn at(&mut self, when: Instant, thing: Thing) {
        self.things.push((when, thing));
    }

    fn untold(&self, told: Told) -> bool {
        !self.route.told.contains(&told)
    }

    /// Offers nobody answers, and waits.
    fn custody(&mut self, n: usize, leg: &Leg) -> Result<(), ClockError> {
        match (leg.status, leg.offered_at, leg.due) {
            (Status::InWait, _, Some(due)) => self.at(due, Thing::WaitOver { leg: n }),
            (Status::Offered, Some(offered), _)
                if leg.kind == Kind::Work && !leg.recalling && !self.expired(n, leg.attempt) =>
            {
                let term = &self.rules.offer_expires.value;
                let due = self.calendar.due(offered, term)?.at;
                self.at(due, Thing::OfferExpired { leg: n });
            }
            _ => {}
        }
        Ok(())
    }

    fn expired(&self, n: usize, attempt: u32) -> bool {
        let mut past = self.route.past.iter().rev();
        past.any(|one| one.what == What::Expired && one.leg == Some(n) && one.attempt == attempt)
    }

    /// Warnings about a leg. A warning that would come before the leg began is none.
    fn deadline(&mut self, n: usize, leg: &Leg, due: Option<Instant>) -> Result<(), ClockError> {
        let working = matches!(leg.status, Status::Offered | Status::Held);
        let (Some(due), Some(offered), true) = (due, leg.offered_at, working) else {
            return Ok(());
        };
        if leg.kind == Kind::Opinion {
            if self.untold(Told::OpinionLate { leg: n, due }) {
                self.at(due, Thing::OpinionLate { leg: n, due });
            }
            return Ok(());
        }
        // Meanwhile the time is the person's.
        if self.route.with_citizen.is_some() {
            return Ok(());
        }
        let soon = before(self.calendar, due, &self.rules.warning.value.leg)?;
        if soon > offered && self.untold(Told::LegDueSoon { leg: n, due }) {
            self.at(soon, Thing::LegDueSoon { leg: n, due });
        }
        if self.untold(Told::LegOverdue { leg: n, due }) {
            self.at(due, Thing::LegOverdue { leg: n, due });
        }
        Ok(())
    }

    /// Warnings about the promised date, and the apology owed for it.
    fn promise(&mut self, due: Instant) -> Result<(), ClockError> {
        let promised = self.promised_at(due);
        // A promise that was broken before the clock stood still goes on broken: its breach stands,
        // and is not another one.
        if due <= promised {
            return Ok(());
        }
        let soon = before(self.calendar, due, &self.rules.warning.value.dossier)?;
        if soon > promised && self.untold(Told::DossierDueSoon { due }) {
            self.at(soon, Thing::DossierDueSoon);
        }
        if self.untold(Told::DossierOverdue { due }) {
            self.at(due, Thing::DossierOverdue);
        }
        let duty = self.route.duties.iter().rev().find(|duty| duty.due == due);
        match duty.map(|duty| duty.status) {
            None | Some(DutyStatus::Lapsed) => {
                // A promise no longer than this leaves no day on which it could be given.
                let ahead = &self.rules.apology_before.value;
                let last = before(self.calendar, due, ahead)?;
                if last > promised && self.calendar.due(promised, ahead)?.at < due {
                    self.at(last, Thing::LastDay);
                }
                if let Some(when) = self.norms.impossible(promised, due, self.calendar)? {
                    self.at(when, Thing::Impossible);
                }
                self.at(due, Thing::Missed);
            }
            Some(DutyStatus::Owed) => {
                // Whoever has it after the date missed nothing: who had it on the date did.
                let taken = duty.and_then(|duty| self.passes_on(duty));
                if let Some(taken) = taken.filter(|taken| *taken < due) {
                    self.at(taken, Thing::PassedOn);
                }
                self.at(due, Thing::Missed);
            }
            Some(DutyStatus::Given | DutyStatus::Missed) => {}
        }
        Ok(())
    }

    /// When the promise was made.
    fn promised_at(&self, due: Instant) -> Instant {
        let mut past = self.route.past.iter().rev();
        let made = past.find(|one| {
            matches!(one.what, What::Promised | What::CitizenAnswered) && one.due == Some(due)
        });
        made.map_or(self.route.accepted_at, |one| one.at)
    }

    /// Since when another agency has the dossier, should the duty's own leg be over.
    fn passes_on(&self, duty: &Duty) -> Option<Instant> {
        let held = |n: usize| self.route.legs[n].status == Status::Held;
        if duty.leg.is_some_and(held) {
            return None;
        }
        let now = self.charge.as_ref()?.leg?;
        self.route.legs[now].accepted_at
    }

    /// What is `wanted` and due by `now`, as events.
    pub fn due_by(&self, now: Instant, wanted: impl Fn(&Thing) -> bool) -> Vec<Event> {
        let mut events = Vec::new();
        for (when, thing) in &self.things {
            if *when <= now && wanted(thing) {
                self.happen(*thing, now, &mut events);
            }
        }
        events
    }

    fn happen(&self, thing: Thing, at: Instant, events: &mut Vec<Event>) {
        match thing {
            Thing::WaitOver { leg } => events.push(Event::WaitEnded {
                leg,
                reason: None,
                at,
            }),
            Thing::OfferExpired { leg } => events.push(Event::OfferExpired {
                leg,
                attempt: self.route.legs[leg].attempt,
                at,
            }),
            Thing::LegDueSoon { leg, due } => events.push(Event::LegDueSoon { leg, due, at }),
            Thing::LegOverdue { leg, due } => events.push(Event::LegOverdue { leg, due, at }),
            Thing::OpinionLate { leg, due } => events.push(Event::OpinionLate { leg, due, at }),
            _ => {
                if let Some((due, charge)) = self.route.due.zip(self.charge.as_ref()) {
                    self.of_promise(thing, due, charge, at, events);
                }
            }
        }
    }

    fn of_promise(
        &self,
        thing: Thing,
        due: Instant,
        charge: &InCharge,
        at: Instant,
        events: &mut Vec<Event>,
    ) {
        let unit = charge.unit.clone();
        match thing {
            Thing::DossierDueSoon => events.push(Event::DossierDueSoon { unit, due, at }),
            Thing::DossierOverdue => events.push(Event::DossierOverdue {
                unit,
                leg: charge.leg,
                due,
                at,
            }),
            Thing::Impossible => self.owe(DutyGround::Impossible, due, charge, at, events),
            Thing::LastDay => self.owe(DutyGround::LastDay, due, charge, at, events),
            Thing::PassedOn => {
                let before = self.route.duties.iter().rev().find(|duty| duty.due == due);
                let ground = before.map_or(DutyGround::LastDay, |duty| duty.ground);
                self.owe(ground, due, charge, at, events);
            }
            Thing::Missed => {
                // Nobody was told before: the date was too near, or nobody looked.
                let stands = |duty: &Duty| duty.due == due && duty.status == DutyStatus::Owed;
                let owed = self.route.duties.iter().any(stands);
                if !owed {
                    self.owe(DutyGround::LastDay, due, charge, at, events);
                }
                events.push(Event::ApologyMissed {
                    leg: charge.leg,
                    unit,
                    due,
                    at,
                });
            }
            _ => {}
        }
    }

    /// Once for each promise, or anew for whom it passes to.
    fn owe(
        &self,
        ground: DutyGround,
        due: Instant,
        charge: &InCharge,
        at: Instant,
        events: &mut Vec<Event>,
    ) {
        let raised = |event: &Event| matches!(event, Event::ApologyOwed(_));
        if events.iter().any(raised) {
            return;
        }
        let last = before(self.calendar, due, &self.rules.apology_before.value);
        // By law a day before the date; when that day has come, until the date itself.
        let state_by = last.ok().filter(|last| *last > at).unwrap_or(due);
        events.push(Event::ApologyOwed(Duty {
            leg: charge.leg,
            unit: charge.unit.clone(),
            host: charge.host.clone(),
            raised_at: at,
            due,
            state_by,
            ground,
            may_move: self.route.moved < self.rules.reappointments.value,
            status: DutyStatus::Owed,
            new_due: None,
        }));
    }
}
