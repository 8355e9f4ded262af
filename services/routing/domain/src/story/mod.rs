//! A decision as it unfolds: each event changes the route that the next one is decided on.

mod afterwards;
mod competence;
mod custody;
mod handing;
mod late;
mod migrate;
mod opinion;
mod payment;
mod reorganise;
mod timing;

use kernel::{Instant, LegId, working_time::Term};

use crate::{
    CloseGround, Event, Kind, Leg, Refusal, Route, Router, Status,
    apology::{self, Signed},
    evolve::evolve,
    watch,
};

pub use migrate::Migration;
pub(crate) use payment::Settlement;

pub(crate) struct Story<'a> {
    router: &'a Router,
    route: Option<Route>,
    pub(crate) events: Vec<Event>,
}

impl<'a> Story<'a> {
    pub(crate) fn of(router: &'a Router, route: Option<&Route>) -> Self {
        Self {
            router,
            route: route.cloned(),
            events: Vec::new(),
        }
    }
}

impl Story<'_> {
    pub(crate) fn happens(&mut self, event: Event) {
        self.route = evolve(self.route.take(), &event);
        self.events.push(event);
    }

    pub(crate) fn route(&self) -> Result<&Route, Refusal> {
        self.route.as_ref().ok_or(Refusal::Unknown)
    }

    fn leg(&self, n: usize) -> Result<&Leg, Refusal> {
        self.route()?.legs.get(n).ok_or(Refusal::UnknownLeg)
    }

    fn position(&self, leg: LegId) -> Result<usize, Refusal> {
        self.route()?.position(leg).ok_or(Refusal::UnknownLeg)
    }

    /// The positions of the legs that are as `wanted`.
    fn legs(&self, wanted: impl Fn(&Leg) -> bool) -> Result<Vec<usize>, Refusal> {
        let legs = self.route()?.legs.iter().enumerate();
        Ok(legs
            .filter(|(_, leg)| wanted(leg))
            .map(|(n, _)| n)
            .collect())
    }

    /// Starts every leg whose turn has come, until nothing more follows.
    pub(crate) fn go_on(&mut self, at: Instant) -> Result<(), Refusal> {
        while let Some(n) = self.next()? {
            let leg = self.leg(n)?;
            match (leg.kind, leg.unresolved.clone()) {
                (Kind::Work | Kind::Wait, Some(why)) => {
                    self.happens(Event::Undetermined { leg: n, why, at });
                }
                (Kind::Work | Kind::Opinion, _) => self.offer(n, at, None)?,
                (Kind::Wait, None) => {
                    let due = self.due(self.leg(n)?, at)?;
                    self.happens(Event::WaitStarted { leg: n, due, at });
                }
                (Kind::Payment, _) => self.ask_payment(n, at)?,
                // The one-stop desk hands the result back: the route is over.
                (Kind::Return, _) => return self.settle(true, None, at),
            }
        }
        let over = |leg: &Leg| leg.is_over() || !leg.is_on_path();
        if self.route()?.legs.iter().all(over) {
            self.settle(true, None, at)
        } else {
            self.mind_the_clock(at)
        }
    }

    fn next(&self) -> Result<Option<usize>, Refusal> {
        let route = self.route()?;
        // While an agency has not handed back what was recalled, nobody is offered the leg.
        let ready = |leg: &Leg| leg.status == Status::Waiting && leg.is_on_path() && !leg.recalling;
        // A return waits for the whole route, whatever its own predecessors are.
        let whole = |leg: &Leg| {
            let path = || route.legs.iter().filter(|other| other.is_on_path());
            leg.kind != Kind::Return
                || path().all(|other| other.kind == Kind::Return || other.is_over())
        };
        let legs = &route.legs;
        Ok((0..legs.len()).find(|n| ready(&legs[*n]) && route.turn_of(*n) && whole(&legs[*n])))
    }

    fn offer(&mut self, n: usize, at: Instant, reason: Option<String>) -> Result<(), Refusal> {
        let leg = self.leg(n)?;
        let attempt = leg.attempt + 1;
        // An opinion and a correction have a date of their own, and no norm.
        let due = self.due(leg, at)?.or(leg.due);
        self.happens(Event::Offered {
            leg: n,
            attempt,
            at,
            due,
            reason,
        });
        Ok(())
    }

    fn due(&self, leg: &Leg, at: Instant) -> Result<Option<Instant>, Refusal> {
        // A norm that was read once can be read again.
        let Some(term) = leg.norm.as_ref().and_then(|norm| norm.parse::<Term>().ok()) else {
            return Ok(None);
        };
        Ok(Some(self.router.catalogue.calendar().due(at, &term)?.at))
    }

    fn settle(&mut self, granted: bool, leg: Option<usize>, at: Instant) -> Result<(), Refusal> {
        self.take_all_back(CloseGround::Settled, at)?;
        for event in watch::overdue(self.router, self.route()?, at)? {
            self.happens(event);
        }
        self.happens(Event::Settled { granted, leg, at });
        for event in watch::attributed(self.router, self.route()?, at)? {
            self.happens(event);
        }
        Ok(())
    }

    pub(crate) fn close(&mut self, at: Instant) -> Result<(), Refusal> {
        self.take_all_back(CloseGround::RouteClosed, at)?;
        self.happens(Event::Closed { at });
        Ok(())
    }

    /// No agency keeps an offer or a case of a route that is over.
    fn take_all_back(&mut self, ground: CloseGround, at: Instant) -> Result<(), Refusal> {
        for leg in self.legs(|_| true)? {
            let held = self.leg(leg)?.status == Status::Held;
            self.take_back(leg, ground, at)?;
            if held {
                self.account(leg, at)?;
            }
        }
        Ok(())
    }

    /// Recalls the offer, or ends the case, of leg `n`.
    fn take_back(&mut self, n: usize, ground: CloseGround, at: Instant) -> Result<(), Refusal> {
        let leg = self.leg(n)?;
        match leg.status {
            Status::Offered if !leg.recalling => self.happens(Event::Recalled {
                leg: n,
                reason: None,
                at,
            }),
            Status::Held => self.happens(Event::Ceased { leg: n, ground, at }),
            _ => {}
        }
        Ok(())
    }

    /// The dossier's time counts while any open leg's does.
    fn mind_the_clock(&mut self, at: Instant) -> Result<(), Refusal> {
        let route = self.route()?;
        if route.end.is_some() {
            return Ok(());
        }
        let open = |leg: &&Leg| leg.is_open() && leg.is_on_path();
        let open: Vec<&Leg> = route.legs.iter().filter(open).collect();
        let counting = open.iter().filter(|leg| leg.counts);
        let counting = counting.map(|leg| leg.phase).max();
        match (counting, &route.clock_stopped, open.first()) {
            (Some(phase), Some(_), _) => self.happens(Event::ClockStarted { phase, at }),
            (None, None, Some(leg)) => {
                let ground = leg.task.clone();
                self.happens(Event::ClockStopped { ground, at });
            }
            _ => {}
        }
        Ok(())
    }

    /// What follows from time alone, and from that.
    pub(crate) fn watch(&mut self) -> Result<(), Refusal> {
        let now = self.router.now;
        let mut wait_over = false;
        for event in watch::watch(self.router, self.route()?)? {
            let expired = match &event {
                Event::OfferExpired { leg, .. } => Some(*leg),
                _ => None,
            };
            wait_over |= matches!(event, Event::WaitEnded { .. });
            self.happens(event);
            if let Some(leg) = expired {
                // It is offered anew once the agency has handed it back.
                self.happens(Event::Recalled {
                    leg,
                    reason: None,
                    at: now,
                });
            }
        }
        if wait_over { self.go_on(now) } else { Ok(()) }
    }

    pub(crate) fn apologise(&mut self, signed: Signed) -> Result<(), Refusal> {
        for event in apology::apologise(self.router, self.route()?, signed)? {
            self.happens(event);
        }
        Ok(())
    }

    /// What the time of leg `n` came to, which has just ended.
    fn account(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        for event in watch::accounted(self.router, self.route()?, n, at)? {
            self.happens(event);
        }
        Ok(())
    }
}
