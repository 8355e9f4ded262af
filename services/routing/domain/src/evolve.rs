//! What each event leaves behind. Records only; decides nothing.

use crate::{Answer, CloseGround, DutyStatus, End, Event, Kind, Leg, Payment, Route, Status, Told};

pub(crate) fn evolve(route: Option<Route>, event: &Event) -> Option<Route> {
    if let Event::Planned(planned) = event {
        return Some((**planned).clone());
    }
    let mut route = route?;
    if let Some(leg) = event.leg().and_then(|n| route.legs.get_mut(n)) {
        mark(leg, event);
        mark_waiting(leg, event);
    }
    money(&mut route, event);
    promise(&mut route, event);
    tell(&mut route, event);
    match event {
        Event::GivenBack { leg, .. } => open_again(&mut route, *leg),
        Event::OpinionAsked { leg, .. } => route.legs.push((**leg).clone()),
        Event::UnitMoved { leg, to, .. } => {
            let asked = route.legs.iter_mut().filter_map(|leg| leg.opinion.as_mut());
            asked
                .filter(|opinion| opinion.of == *leg)
                .for_each(|opinion| opinion.asked_by = to.clone());
            let owed = route
                .duties
                .iter_mut()
                .filter(|duty| duty.leg == Some(*leg));
            owed.filter(|duty| duty.status == DutyStatus::Owed)
                .for_each(|duty| duty.unit = to.clone());
        }
        Event::ReceivingMoved { from, to, .. } => {
            let desk = |leg: &Leg| {
                leg.unresolved.is_some() || matches!(leg.kind, Kind::Return | Kind::Payment)
            };
            let legs = route.legs.iter_mut();
            legs.filter(|leg| leg.unit == *from && desk(leg))
                .for_each(|leg| leg.unit = to.clone());
            route.receiving = to.clone();
        }
        Event::Migrated { version, legs, .. } => {
            route.version = *version;
            route.legs = legs.clone();
        }
        Event::Reopened { leg, .. } => {
            route.legs.push((**leg).clone());
            route.end = None;
        }
        Event::ClockStopped { ground, .. } => route.clock_stopped = Some(ground.clone()),
        Event::ClockStarted { .. } => route.clock_stopped = None,
        Event::Settled { granted, at, .. } => {
            let (granted, at) = (*granted, *at);
            end(&mut route, End::Settled { granted, at });
        }
        Event::Closed { at } => end(&mut route, End::Closed { at: *at }),
        _ => {}
    }
    crate::memory::remember(&mut route, event);
    Some(route)
}

fn end(route: &mut Route, end: End) {
    route.end = Some(end);
    let open = route.legs.iter_mut().filter(|leg| !leg.is_over());
    open.for_each(|leg| leg.status = Status::Skipped);
}

/// Leg `n` waits for those before it again; what lies between is to be done again too. With no
/// agency before it, it waits for a decision as a declined one does.
fn open_again(route: &mut Route, n: usize) {
    let leg = &route.legs[n];
    if leg.kind == Kind::Opinion || route.agencies_before(n).is_empty() {
        route.legs[n].status = Status::Refused;
        return;
    }
    let mut between = route.legs[n].after.clone();
    while let Some(before) = between.pop() {
        let leg = &mut route.legs[before];
        if matches!(leg.kind, Kind::Payment | Kind::Wait) {
            leg.status = Status::Waiting;
            leg.done_at = None;
            between.extend(&leg.after);
        }
    }
}

/// What custody leaves behind on its leg.
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
            leg.recalling = false;
            leg.ceased = false;
            leg.answer = None;
            if reason.is_some() {
                leg.reason.clone_from(reason);
            }
        }
        Event::Recalled { reason, .. } => {
            leg.recalling = true;
            if leg.kind == Kind::Opinion {
                leg.status = Status::Skipped;
            }
            if reason.is_some() {
                leg.reason.clone_from(reason);
            }
        }
        Event::LetGo { .. } => {
            leg.recalling = false;
            leg.answer = Some(Answer::LetGo);
            if leg.status == Status::Offered {
                leg.status = Status::Waiting;
            }
        }
        Event::Accepted { at, .. } => {
            leg.status = Status::Held;
            leg.accepted_at = Some(*at);
            leg.recalling = false;
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
            leg.document.clone_from(document);
            leg.payment_due = *payment_due && *granted;
            leg.answer = Some(Answer::Completed { granted: *granted });
            leg.recalling = false;
            leg.unresolved = None;
        }
        Event::Refused { reason, .. } => {
            leg.status = Status::Refused;
            leg.answer = Some(Answer::Refused);
            leg.recalling = false;
            leg.reason = Some(reason.clone());
        }
        Event::GivenBack { reason, .. } => {
            leg.status = Status::Waiting;
            leg.answer = Some(Answer::Returned);
            leg.accepted_at = None;
            leg.recalling = false;
            leg.reason = Some(reason.clone());
        }
        Event::Ceased { ground, .. } => {
            leg.ceased = true;
            leg.recalling = *ground == CloseGround::Moved;
            if leg.kind == Kind::Opinion {
                leg.status = Status::Skipped;
            }
        }
        Event::UnitMoved { to, .. } => leg.unit = to.clone(),
        _ => {}
    }
}

/// What payments, waits and the coordination queue leave behind on their leg.
fn mark_waiting(leg: &mut Leg, event: &Event) {
    match event {
        Event::Skipped { at, .. } => {
            leg.status = Status::Skipped;
            leg.done_at = Some(*at);
        }
        Event::PaymentAwaited { reference, at, .. } => {
            leg.status = Status::AwaitingPayment;
            leg.offered_at = Some(*at);
            leg.document = Some(reference.clone());
        }
        Event::PaymentSettled {
            receipt,
            debt_noted,
            at,
            ..
        } => {
            leg.status = Status::Done;
            leg.reason = Some(receipt.to_string());
            leg.debt_noted = *debt_noted;
            leg.paid.extend(leg.document.clone());
            leg.done_at = Some(*at);
        }
        Event::Unresolved { why, .. } => leg.unresolved = Some(why.clone()),
        Event::Undetermined { why, at, .. } => {
            leg.status = Status::Undetermined;
            leg.unresolved = Some(why.clone());
            leg.offered_at = Some(*at);
            leg.accepted_at = None;
            leg.due = None;
        }
        Event::Resolved { unit, reason, .. } => {
            leg.unit = unit.clone();
            leg.unresolved = None;
            leg.reason = Some(reason.clone());
            if leg.status == Status::Undetermined {
                leg.status = Status::Waiting;
            }
        }
        Event::WaitStarted { due, at, .. } => {
            leg.status = Status::InWait;
            leg.offered_at = Some(*at);
            leg.accepted_at = Some(*at);
            leg.due = *due;
        }
        Event::WaitEnded { reason, at, .. } => {
            leg.status = Status::Done;
            leg.done_at = Some(*at);
            leg.reason.clone_from(reason);
        }
        _ => {}
    }
}

/// Which notices are paid, and what is owed back.
fn money(route: &mut Route, event: &Event) {
    match event {
        Event::PaymentSettled {
            leg,
            receipt,
            debt_noted,
            at,
        } => {
            let leg = route.legs.get(*leg);
            let paid = leg.and_then(|leg| leg.document.clone());
            route.payments.extend(paid.map(|notice| Payment {
                notice,
                receipt: receipt.clone(),
                debt_noted: *debt_noted,
                at: *at,
            }));
        }
        Event::RefundOwed(refund) => route.refunds.push((**refund).clone()),
        Event::RefundMade { refund, returned } => {
            if let Some(refund) = route.refunds.get_mut(*refund) {
                refund.returned = Some(returned.clone());
            }
        }
        _ => {}
    }
}

/// What the promised date and its apologies leave behind.
fn promise(route: &mut Route, event: &Event) {
    match event {
        Event::Promised { due, round, .. } => {
            route.due = Some(*due);
            if let Some(round) = round {
                route.moved = route.moved.max(*round);
                give(route, Some(*due));
            }
        }
        Event::CitizenAsked { at } => route.with_citizen = Some(*at),
        Event::CitizenAnswered { due, .. } => {
            route.with_citizen = None;
            route.due = due.or(route.due);
        }
        Event::ApologyOwed(duty) => route.duties.push(duty.clone()),
        Event::Apologised { new_due, .. } => give(route, Some(*new_due)),
        Event::ApologyMissed { due, .. } => {
            let missed = route
                .duties
                .iter_mut()
                .filter(|duty| duty.status == DutyStatus::Owed && duty.due == *due);
            missed.for_each(|duty| duty.status = DutyStatus::Missed);
        }
        _ => {}
    }
}

fn give(route: &mut Route, new_due: Option<kernel::Instant>) {
    let owed = route.duties.iter_mut();
    for duty in owed.filter(|duty| duty.status == DutyStatus::Owed) {
        duty.status = DutyStatus::Given;
        duty.new_due = new_due;
    }
}

/// What was told is not told again.
fn tell(route: &mut Route, event: &Event) {
    let told = match *event {
        Event::LegDueSoon { leg, due, .. } => Told::LegDueSoon { leg, due },
        Event::LegOverdue { leg, due, .. } => Told::LegOverdue { leg, due },
        Event::OpinionLate { leg, due, .. } => Told::OpinionLate { leg, due },
        Event::DossierDueSoon { due, .. } => Told::DossierDueSoon { due },
        Event::DossierOverdue { due, .. } => Told::DossierOverdue { due },
        Event::ApologyMissed { due, .. } => Told::ApologyMissed { due },
        _ => return,
    };
    route.told.push(told);
}
