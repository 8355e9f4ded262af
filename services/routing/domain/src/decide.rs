//! What may happen on a route: which command leads to which rule.

use kernel::{Decider, LegId};

use crate::{
    Command, Event, Refusal, Route, Router,
    apology::Signed,
    evolve::evolve,
    plan::lay_out,
    story::{Settlement, Story},
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
        let mut story = Story::of(router, route);
        match route {
            None => {
                let route = lay_out(router, command)?;
                let at = route.accepted_at;
                story.happens(Event::Planned(Box::new(route)));
                story.go_on(at)?;
            }
            Some(route) => {
                // Planned once; what is told again changes nothing.
                if matches!(command, Command::Plan { .. }) {
                    return Ok(Vec::new());
                }
                let command = from_its_host(route, command)?;
                if route.end.is_some() {
                    story.after_the_end(command)?;
                } else {
                    story.answer(command)?;
                }
            }
        }
        Ok(story.events)
    }

    fn evolve(route: Option<Self>, event: &Event) -> Option<Self> {
        evolve(route, event)
    }
}

/// What was said, when the account that says so has custody of the leg it speaks of.
fn from_its_host(route: &Route, command: Command) -> Result<Command, Refusal> {
    let Command::Said { host, said } = command else {
        return Ok(command);
    };
    let leg = spoken_of(&said).and_then(|leg| route.position(leg));
    let of = &route.legs[leg.ok_or(Refusal::UnknownLeg)?].host;
    if *of == host {
        Ok(*said)
    } else {
        let of = of.clone();
        Err(Refusal::NotTheHost { host, of })
    }
}

fn spoken_of(command: &Command) -> Option<LegId> {
    match command {
        Command::Accept { leg, .. }
        | Command::Complete { leg, .. }
        | Command::Refuse { leg, .. }
        | Command::GiveBack { leg, .. }
        | Command::LetGo { leg, .. }
        | Command::NeedSupplement { leg, .. }
        | Command::Apologise { leg, .. } => Some(*leg),
        _ => None,
    }
}

impl Story<'_> {
    /// A command on a route that is under way.
    fn answer(&mut self, command: Command) -> Result<(), Refusal> {
        match command {
            // Both were dealt with before.
            Command::Plan { .. } | Command::Said { .. } => Ok(()),
            Command::Accept { leg, attempt, at } => self.accept(leg, attempt, at),
            Command::Complete {
                leg,
                attempt,
                granted,
                document,
                payment_due,
                at,
            } => {
                let document = Some(document).filter(|document| !document.is_empty());
                self.complete(leg, attempt, (granted, document, payment_due), at)
            }
            Command::Refuse {
                leg,
                attempt,
                reason,
                at,
            } => self.refuse(leg, attempt, reason, at),
            Command::GiveBack {
                leg,
                attempt,
                reason,
                at,
            } => self.give_back(leg, attempt, reason, at),
            Command::LetGo { leg, at } => self.let_go(leg, at),
            Command::NeedSupplement {
                leg,
                attempt,
                components,
                reason,
                at,
            } => self.need_supplement(leg, attempt, (components, reason), at),
            Command::Recall { leg, by, reason } => self.recall(leg, &by, reason),
            Command::SettlePayment {
                reference,
                receipt,
                asked,
                debt_noted,
                while_due,
            } => self.settle_payment(Settlement {
                notice: reference,
                receipt,
                asked,
                debt_noted,
                while_due,
            }),
            Command::RecordRefund {
                notice,
                provider,
                number,
                reference,
                by,
            } => self.record_refund((&notice, &provider, &number), reference, by),
            command => self.arrange(command),
        }
    }

    /// What officers of centres, agencies and the administration arrange.
    fn arrange(&mut self, command: Command) -> Result<(), Refusal> {
        match command {
            Command::AskOpinion {
                leg,
                opinion,
                by,
                unit,
                question,
                answer_by,
            } => self.ask_opinion(leg, opinion, (by, unit), question, answer_by),
            Command::EndWait { leg, by, reason } => self.end_wait(leg, &by, reason),
            Command::Resolve {
                leg,
                by,
                unit,
                reason,
            } => self.resolve(leg, &by, unit, reason),
            Command::Reorganise { on, reason } => self.reorganise(on, &reason),
            Command::Migrate {
                version,
                reason,
                legs,
            } => self.migrate(version, reason, legs),
            Command::Correct { .. } => Err(Refusal::NotSettled),
            Command::Cease { leg } => self.cease(leg),
            Command::OfferAnew { leg, reason } => self.offer_anew(leg, reason),
            Command::Close { at } => self.close(at),
            command => self.keep_the_promise(command),
        }
    }

    /// What concerns the promised date.
    fn keep_the_promise(&mut self, command: Command) -> Result<(), Refusal> {
        match command {
            Command::Promise { due, round, at } => {
                if self.route()?.due != Some(due) || round.is_some() {
                    self.happens(Event::Promised { due, round, at });
                }
                Ok(())
            }
            Command::CitizenAsked { at } => {
                if self.route()?.with_citizen.is_none() {
                    self.happens(Event::CitizenAsked { at });
                    self.tell_the_time(at)?;
                }
                Ok(())
            }
            Command::CitizenAnswered { due, at } => {
                if self.route()?.with_citizen.is_some() {
                    self.happens(Event::CitizenAnswered { due, at });
                    self.tell_the_time(at)?;
                }
                Ok(())
            }
            Command::Watch => self.watch(),
            Command::Apologise {
                leg,
                attempt,
                new_due,
                reason,
                signer,
                at,
            } => self.apologise(Signed {
                leg,
                attempt,
                new_due,
                reason,
                signer,
                at,
            }),
            _ => Ok(()),
        }
    }

    /// A command on a route that is over.
    fn after_the_end(&mut self, command: Command) -> Result<(), Refusal> {
        match command {
            // Money that comes late is not lost sight of.
            command @ (Command::SettlePayment { .. } | Command::RecordRefund { .. }) => {
                self.answer(command)
            }
            Command::Recall { .. } => Err(Refusal::TooLate),
            Command::AskOpinion { .. }
            | Command::EndWait { .. }
            | Command::Resolve { .. }
            | Command::Migrate { .. } => Err(Refusal::Over),
            // It took the offer before it heard that there is nothing more to do.
            Command::Accept { leg, attempt, .. } => self.accept_in_vain(leg, attempt),
            Command::Correct { leg, id, due, at } => self.correct(leg, id, due, at),
            Command::Reorganise { on, reason } => self.move_the_desk(on, &reason),
            Command::Cease { leg } => self.cease(leg),
            Command::Promise { .. }
            | Command::CitizenAsked { .. }
            | Command::CitizenAnswered { .. } => self.late_word(command),
            // Whatever else an agency or the desk still says of it changes nothing.
            _ => Ok(()),
        }
    }
}
