//! What may happen on a route, and what follows from it.

use catalogue::ClockStart;
use kernel::{Decider, Instant, LegId, working_time::Term};

use crate::{
    Command, Event, Kind, Leg, Refusal, Route, Router, Status,
    apology::{self, Signed},
    evolve::evolve,
    plan::lay_out,
    watch,
};

impl Decider for Route {
    type Context = Router;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(
        router: &Router,
        route: Option<&Self>,
        command: Command,
    ) -> Result<Vec<Event>, Refusal> {
        let Some(route) = route else {
            let route = lay_out(router, command)?;
            let at = route.accepted_at;
            let mut story = Story {
                router,
                route: None,
                events: Vec::new(),
            };
            story.happens(Event::Planned(Box::new(route)));
            story.go_on(at)?;
            return Ok(story.events);
        };
        if let Command::Plan { .. } = command {
            return Ok(vec![]);
        }
        if route.end.is_some() {
            // What an agency still says of a route that is over changes nothing.
            return match command {
                Command::SettlePayment { reference, .. } => Err(Refusal::NothingToPay(reference)),
                Command::Recall { .. } => Err(Refusal::TooLate),
                _ => Ok(vec![]),
            };
        }
        let mut story = Story {
            router,
            route: Some(route.clone()),
            events: Vec::new(),
        };
        story.answer(command)?;
        Ok(story.events)
    }

    fn evolve(route: Option<Self>, event: &Event) -> Option<Self> {
        evolve(route, event)
    }
}

/// A decision as it unfolds: each event changes the route that the next one is decided on.
struct Story<'a> {
    router: &'a Router,
    route: Option<Route>,
    events: Vec<Event>,
}

impl Story<'_> {
    fn happens(&mut self, event: Event) {
        self.route = evolve(self.route.take(), &event);
        self.events.push(event);
    }

    fn route(&self) -> Result<&Route, Refusal> {
        self.route.as_ref().ok_or(Refusal::Unknown)
    }

    /// The leg and its position, when `attempt` is the offer that stands.
    fn current(&self, leg: LegId, attempt: u32) -> Result<Option<(usize, Status)>, Refusal> {
        let route = self.route()?;
        let n = route.position(leg).ok_or(Refusal::UnknownLeg)?;
        let found = &route.legs[n];
        Ok((found.attempt == attempt).then_some((n, found.status)))
    }

    fn answer(&mut self, command: Command) -> Result<(), Refusal> {
        match command {
            Command::Plan { .. } => Ok(()),
            Command::Accept { leg, attempt, at } => self.accept(leg, attempt, at),
            Command::Complete {
                leg,
                attempt,
                granted,
                document,
                payment_due,
                at,
            } => {
                // A completion proves the acceptance, should that not have been told.
                self.accept(leg, attempt, at)?;
                let Some((n, Status::Held)) = self.current(leg, attempt)? else {
                    return Ok(());
                };
                let document = Some(document).filter(|document| !document.is_empty());
                self.happens(Event::Completed {
                    leg: n,
                    granted,
                    document,
                    payment_due,
                    at,
                });
                if granted {
                    self.go_on(at)
                } else {
                    self.settle(false, at)
                }
            }
            Command::Refuse {
                leg,
                attempt,
                reason,
                at,
            } => {
                if let Some((n, Status::Offered)) = self.current(leg, attempt)? {
                    self.happens(Event::Refused { leg: n, reason, at });
                }
                Ok(())
            }
            Command::GiveBack {
                leg,
                attempt,
                reason,
                at,
            } => {
                let Some((n, Status::Held)) = self.current(leg, attempt)? else {
                    return Ok(());
                };
                self.happens(Event::GivenBack { leg: n, reason, at });
                self.give_back(n, at)
            }
            Command::Recall { leg, reason, .. } => self.recall(leg, reason),
            Command::SettlePayment {
                reference,
                receipt,
                debt_noted,
            } => self.settle_payment(reference, receipt, debt_noted),
            Command::Close { at } => {
                self.recall_offers(at)?;
                self.happens(Event::Closed { at });
                Ok(())
            }
            Command::Said { said, .. } => self.answer(*said),
            Command::Promise { due, round, at } => {
                if self.route()?.due != Some(due) || round.is_some() {
                    self.happens(Event::Promised { due, round, at });
                }
                Ok(())
            }
            Command::CitizenAsked { at } => {
                if self.route()?.with_citizen.is_none() {
                    self.happens(Event::CitizenAsked { at });
                }
                Ok(())
            }
            Command::CitizenAnswered { due, at } => {
                if self.route()?.with_citizen.is_some() {
                    self.happens(Event::CitizenAnswered { due, at });
                }
                Ok(())
            }
            Command::Watch => {
                let events = watch::watch(self.router, self.route()?)?;
                for event in events {
                    self.happens(event);
                }
                Ok(())
            }
            Command::Apologise {
                leg,
                attempt,
                new_due,
                reason,
                signer,
                at,
            } => {
                let signed = Signed {
                    leg,
                    attempt,
                    new_due,
                    reason,
                    signer,
                    at,
                };
                let events = apology::apologise(self.router, self.route()?, signed)?;
                for event in events {
                    self.happens(event);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn accept(&mut self, leg: LegId, attempt: u32, at: Instant) -> Result<(), Refusal> {
        let Some((n, Status::Offered)) = self.current(leg, attempt)? else {
            return Ok(());
        };
        let first = self
            .route()?
            .legs
            .iter()
            .all(|leg| leg.accepted_at.is_none());
        self.happens(Event::Accepted { leg: n, at });
        // Some procedures count from when the first agency takes over (NĐ 99/2022/NĐ-CP Điều 16.2).
        if first && self.counts_from_custody()? {
            self.happens(Event::ClockStarted { phase: 1, at });
        }
        Ok(())
    }

    fn counts_from_custody(&self) -> Result<bool, Refusal> {
        let route = self.route()?;
        let procedure = self
            .router
            .catalogue
            .procedure_version(&route.procedure, route.version);
        Ok(procedure.is_some_and(|procedure| procedure.clock == ClockStart::FirstCustody))
    }

    /// The dossier goes back to those who had it before; with none before, somebody must decide.
    fn give_back(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        let before: Vec<usize> = {
            let route = self.route()?;
            // Who has it already, from another branch that gave it back, is not asked twice.
            let over = |before: &usize| route.legs[*before].is_over();
            route.agencies_before(n).into_iter().filter(over).collect()
        };
        for leg in before {
            self.offer(leg, at, None)?;
        }
        self.mind_the_clock(at)
    }

    fn recall(&mut self, leg: LegId, reason: String) -> Result<(), Refusal> {
        let now = self.router.now;
        let n = self.route()?.position(leg).ok_or(Refusal::UnknownLeg)?;
        match self.route()?.legs[n].status {
            Status::Offered => {
                self.happens(Event::Recalled {
                    leg: n,
                    reason: Some(reason.clone()),
                    at: now,
                });
                self.offer(n, now, Some(reason))
            }
            Status::Refused => self.offer(n, now, Some(reason)),
            _ => Err(Refusal::TooLate),
        }
    }

    fn settle_payment(
        &mut self,
        reference: String,
        receipt: String,
        debt_noted: bool,
    ) -> Result<(), Refusal> {
        let now = self.router.now;
        let route = self.route()?;
        let by =
            |leg: &Leg| leg.kind == Kind::Payment && leg.document.as_deref() == Some(&reference);
        match route.legs.iter().position(by) {
            Some(n) if route.legs[n].status == Status::AwaitingPayment => {
                self.happens(Event::PaymentSettled {
                    leg: n,
                    receipt,
                    debt_noted,
                    at: now,
                });
                self.go_on(now)
            }
            // Told twice.
            Some(n) if route.legs[n].status == Status::Done => Ok(()),
            _ => Err(Refusal::NothingToPay(reference)),
        }
    }

    /// Starts every leg whose turn has come, until nothing more follows.
    fn go_on(&mut self, at: Instant) -> Result<(), Refusal> {
        while let Some(n) = self.next()? {
            let leg = &self.route()?.legs[n];
            match leg.kind {
                Kind::Work => self.offer(n, at, None)?,
                Kind::Payment => self.ask_payment(n, at)?,
                Kind::Wait | Kind::Opinion => self.offer(n, at, None)?,
                // The one-stop desk hands the result back: the route is over.
                Kind::Return => return self.settle(true, at),
            }
        }
        let over = self.route()?.legs.iter().all(Leg::is_over);
        if over {
            self.settle(true, at)
        } else {
            self.mind_the_clock(at)
        }
    }

    fn next(&self) -> Result<Option<usize>, Refusal> {
        let route = self.route()?;
        let ready = |leg: &Leg| {
            leg.status == Status::Waiting && leg.after.iter().all(|n| route.legs[*n].is_over())
        };
        // A return waits for the whole route, whatever its own predecessors are.
        let whole = |leg: &Leg| {
            leg.kind != Kind::Return
                || route
                    .legs
                    .iter()
                    .all(|other| other.kind == Kind::Return || other.is_over())
        };
        Ok(route.legs.iter().position(|leg| ready(leg) && whole(leg)))
    }

    fn offer(&mut self, n: usize, at: Instant, reason: Option<String>) -> Result<(), Refusal> {
        let leg = &self.route()?.legs[n];
        let attempt = leg.attempt + 1;
        let due = self.due(leg, at)?;
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

    /// The person pays by the paper of the leg before; with nothing to pay, there is no wait.
    fn ask_payment(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        let route = self.route()?;
        let notice = route.legs[n]
            .after
            .iter()
            .map(|before| &route.legs[*before])
            .find(|before| before.payment_due)
            .and_then(|before| before.document.clone());
        match notice {
            Some(reference) => self.happens(Event::PaymentAwaited {
                leg: n,
                reference,
                at,
            }),
            None => self.happens(Event::Skipped { leg: n, at }),
        }
        Ok(())
    }

    fn settle(&mut self, granted: bool, at: Instant) -> Result<(), Refusal> {
        self.recall_offers(at)?;
        self.happens(Event::Settled {
            granted,
            leg: None,
            at,
        });
        Ok(())
    }

    fn recall_offers(&mut self, at: Instant) -> Result<(), Refusal> {
        let offered: Vec<usize> = {
            let legs = &self.route()?.legs;
            (0..legs.len())
                .filter(|n| legs[*n].status == Status::Offered)
                .collect()
        };
        for leg in offered {
            self.happens(Event::Recalled {
                leg,
                reason: None,
                at,
            });
        }
        Ok(())
    }

    /// The dossier's time counts while any open leg's does.
    fn mind_the_clock(&mut self, at: Instant) -> Result<(), Refusal> {
        let route = self.route()?;
        if route.end.is_some() {
            return Ok(());
        }
        let open: Vec<&Leg> = route.legs.iter().filter(|leg| leg.is_open()).collect();
        let counting = open
            .iter()
            .filter(|leg| leg.counts)
            .map(|leg| leg.phase)
            .max();
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
}
