//! What a route remembers of its journal besides where it stands.

use kernel::Instant;

use crate::{
    Duty, DutyStatus, Event, Route,
    attribution::{Move, What},
};

/// The first line: what was promised at reception.
pub(crate) fn opening(due: Option<Instant>, at: Instant) -> Vec<Move> {
    let promised = due.map(|due| Move::new(What::Promised, at).due(Some(due)));
    promised.into_iter().collect()
}

/// What `event`, which has just left its mark on `route`, means for its time.
pub(crate) fn remember(route: &mut Route, event: &Event) {
    if let Some(one) = line(route, event) {
        route.past.push(one);
    }
    match event {
        // Each run of the clock has a promise of its own, which the desk tells; until then the old
        // one holds no longer.
        Event::ClockStarted { .. } => route.due = None,
        // It passes on with the dossier: the unit that has it now owes the apology.
        Event::ApologyOwed(duty) => {
            let others = route.duties.len().saturating_sub(1);
            let mut n = 0;
            route.duties.retain(|other| {
                n += 1;
                n > others || other.status != DutyStatus::Owed || other.due != duty.due
            });
        }
        // Signed in time, it counts though it was heard of after the date; signed later, the breach
        // stands.
        Event::Apologised {
            leg, new_due, late, ..
        } => {
            let mut duties = route.duties.iter_mut().rev();
            let known =
                |duty: &&mut Duty| duty.leg == Some(*leg) && duty.status != DutyStatus::Lapsed;
            if let Some(duty) = duties.find(known) {
                duty.new_due = Some(*new_due);
                if !late {
                    duty.status = DutyStatus::Given;
                }
            }
        }
        _ => {}
    }
    lapse(route);
}

/// An apology is owed only for the promise that stands.
fn lapse(route: &mut Route) {
    let (ended, due) = (route.end.is_some(), route.due);
    let owed = route.duties.iter_mut();
    for duty in owed.filter(|duty| duty.status == DutyStatus::Owed) {
        if ended || Some(duty.due) != due {
            duty.status = DutyStatus::Lapsed;
        }
    }
}

fn line(route: &Route, event: &Event) -> Option<Move> {
    let moved = |what, at: &Instant| {
        let one = Move::new(what, *at);
        match event.leg() {
            Some(leg) => one.on(leg, route.legs.get(leg).map_or(0, |leg| leg.attempt)),
            None => one,
        }
    };
    Some(match event {
        Event::Offered {
            due, reason, at, ..
        } => moved(What::Offered, at)
            .due(*due)
            .because(reason.as_deref()),
        Event::OfferExpired { at, .. } => moved(What::Expired, at),
        Event::LetGo { at, .. } => moved(What::LetGo, at),
        Event::Accepted { at, .. } => moved(What::Accepted, at),
        Event::Completed { document, at, .. } => {
            moved(What::Completed, at).because(document.as_deref())
        }
        Event::Refused { reason, at, .. } => moved(What::Refused, at).because(Some(reason)),
        Event::GivenBack { reason, at, .. } => moved(What::GivenBack, at).because(Some(reason)),
        Event::Skipped { at, .. } => moved(What::Skipped, at),
        Event::PaymentAwaited { reference, at, .. } => {
            moved(What::ToPay, at).because(Some(reference))
        }
        Event::PaymentSettled { receipt, at, .. } => {
            moved(What::Paid, at).because(Some(&receipt.to_string()))
        }
        Event::WaitStarted { due, at, .. } => moved(What::WaitStarted, at).due(*due),
        Event::WaitEnded { reason, at, .. } => {
            moved(What::WaitEnded, at).because(reason.as_deref())
        }
        Event::Undetermined { at, .. } => moved(What::Undetermined, at),
        Event::Promised { due, at, .. } => moved(What::Promised, at).due(Some(*due)),
        Event::CitizenAsked { at } => moved(What::CitizenAsked, at),
        Event::CitizenAnswered { due: None, at } => moved(What::CitizenAnswered, at),
        Event::CitizenAnswered { due, at } => moved(What::CitizenAnswered, at).due(*due),
        Event::Reopened { at, .. } => moved(What::Reopened, at),
        Event::Settled { at, .. } => moved(What::Settled, at),
        Event::Closed { at } => moved(What::Closed, at),
        _ => return None,
    })
}
