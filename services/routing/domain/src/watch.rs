//! What follows from time alone.

mod agenda;
mod charge;
pub(crate) mod time;

use kernel::{Instant, working_time::ClockError};

use crate::{
    Blame, Event, Refusal, Route, Router,
    attribution::{self, Blamed},
};

use agenda::{Agenda, Thing};

impl Route {
    /// The earliest instant at which [`Watch`](crate::Command::Watch) has something to say, should
    /// nothing else happen before; none when time changes nothing any more.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn next_look(&self, router: &Router) -> Result<Option<Instant>, ClockError> {
        let agenda = Agenda::of(router, self)?;
        Ok(agenda.things.first().map(|(when, _)| *when))
    }

    /// When leg `n` should be done: its deadline, later by what was the person's time meanwhile.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn leg_due(&self, n: usize, router: &Router) -> Result<Option<Instant>, ClockError> {
        let asked = time::with_citizen(self);
        time::leg_due(&self.legs[n], &asked, router.catalogue.calendar())
    }
}

/// What is due at the router's `now`, in the order in which it became due. Offers that expired are
/// recalled and waits that are over let the next leg begin; the caller sees to that.
///
/// # Errors
/// When a date lies beyond the calendar.
pub(crate) fn watch(router: &Router, route: &Route) -> Result<Vec<Event>, Refusal> {
    let agenda = Agenda::of(router, route)?;
    Ok(agenda.due_by(router.now, |_| true))
}

/// What the promised date still has to say of a route that ends at `at`: that it was late, should
/// nobody have looked since.
///
/// # Errors
/// When a date lies beyond the calendar.
pub(crate) fn overdue(router: &Router, route: &Route, at: Instant) -> Result<Vec<Event>, Refusal> {
    if route.due.is_none_or(|due| at <= due) {
        return Ok(Vec::new());
    }
    let agenda = Agenda::of(router, route)?;
    let late = |thing: &Thing| matches!(thing, Thing::DossierOverdue | Thing::Missed);
    Ok(agenda.due_by(at, late))
}

/// What the time of leg `n` came to, which has just ended.
///
/// # Errors
/// When a date lies beyond the calendar.
pub(crate) fn accounted(
    router: &Router,
    route: &Route,
    n: usize,
    at: Instant,
) -> Result<Vec<Event>, Refusal> {
    let time = route.leg_time(n, at, &router.catalogue)?;
    Ok(vec![Event::Accounted {
        leg: n,
        waiting: time.waiting.get(),
        spent: time.spent.get(),
        allotted: time.allotted.map_or(0, |minutes| minutes.get()),
        at,
    }])
}

/// Who made the dossier late that was just settled.
///
/// # Errors
/// When a date lies beyond the calendar.
pub(crate) fn attributed(
    router: &Router,
    route: &Route,
    at: Instant,
) -> Result<Vec<Event>, Refusal> {
    let account = route.account(at, &router.catalogue)?;
    let blame = |blame: attribution::Blame| {
        let minutes = blame.minutes.get();
        let (unit, leg, key) = match blame.whose {
            Blamed::Leg { leg, unit } => {
                let leg = &route.legs[leg];
                (Some(unit), Some(leg.id), leg.key.clone())
            }
            Blamed::Desk { unit } => (Some(unit), None, "desk".to_owned()),
            Blamed::Norms => (None, None, "norms".to_owned()),
        };
        Blame {
            unit,
            leg,
            key,
            minutes,
        }
    };
    Ok(vec![Event::DelayAttributed {
        late_minutes: account.late.get(),
        blames: account.blames.into_iter().map(blame).collect(),
        at,
    }])
}
