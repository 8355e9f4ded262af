//! What each event leaves behind. Records only; decides nothing.

use crate::{End, Event, Leg, Route, Status};

pub(crate) fn evolve(route: Option<Route>, event: &Event) -> Option<Route> {
    if let Event::Planned(planned) = event {
        return Some((**planned).clone());
    }
    let mut route = route?;
    if let Some(n) = position(event)
        && let Some(leg) = route.legs.get_mut(n)
    {
        mark(leg, event);
    }
    match event {
        // With no agency before it, it waits for a decision as a declined one does.
        Event::GivenBack { leg, .. } if route.agencies_before(*leg).next().is_none() => {
            route.legs[*leg].status = Status::Refused;
        }
        Event::ClockStopped { ground, .. } => route.clock_stopped = Some(ground.clone()),
        Event::ClockStarted { .. } => route.clock_stopped = None,
        Event::Settled { granted, at } => {
            route.end = Some(End::Settled {
                granted: *granted,
                at: *at,
            });
            route
                .legs
                .iter_mut()
                .filter(|leg| !leg.is_over())
                .for_each(|leg| {
                    leg.status = Status::Skipped;
                });
        }
        Event::Closed { at } => route.end = Some(End::Closed { at: *at }),
        _ => {}
    }
    Some(route)
}

fn position(event: &Event) -> Option<usize> {
    match event {
        Event::Offered { leg, .. }
        | Event::Recalled { leg, .. }
        | Event::Accepted { leg, .. }
        | Event::Completed { leg, .. }
        | Event::Refused { leg, .. }
        | Event::GivenBack { leg, .. }
        | Event::Skipped { leg, .. }
        | Event::PaymentAwaited { leg, .. }
        | Event::PaymentSettled { leg, .. } => Some(*leg),
        _ => None,
    }
}

fn mark(leg: &mut Leg, event: &Event) {
    match event {
        Event::Offered {
            attempt,
            at,
            due,
            reason,
            ..
        } => {
            leg.status = Status::Offered;
            leg.attempt = *attempt;
            leg.offered_at = Some(*at);
            leg.due = *due;
            leg.accepted_at = None;
            leg.done_at = None;
            if reason.is_some() {
                leg.reason = reason.clone();
            }
        }
        Event::Recalled { .. } => leg.status = Status::Waiting,
        Event::Accepted { at, .. } => {
            leg.status = Status::Held;
            leg.accepted_at = Some(*at);
        }
        Event::Completed {
            document,
            payment_due,
            at,
            granted,
            ..
        } => {
            leg.status = Status::Done;
            leg.done_at = Some(*at);
            leg.document = document.clone();
            leg.payment_due = *payment_due && *granted;
        }
        Event::Refused { reason, .. } => {
            leg.status = Status::Refused;
            leg.reason = Some(reason.clone());
        }
        Event::GivenBack { reason, .. } => {
            leg.status = Status::Waiting;
            leg.accepted_at = None;
            leg.reason = Some(reason.clone());
        }
        Event::Skipped { at, .. } => {
            leg.status = Status::Skipped;
            leg.done_at = Some(*at);
        }
        Event::PaymentAwaited { reference, at, .. } => {
            leg.status = Status::AwaitingPayment;
            leg.offered_at = Some(*at);
            leg.document = Some(reference.clone());
        }
        Event::PaymentSettled { receipt, at, .. } => {
            leg.status = Status::Done;
            leg.reason = Some(receipt.clone());
            leg.done_at = Some(*at);
        }
        _ => {}
    }
}
