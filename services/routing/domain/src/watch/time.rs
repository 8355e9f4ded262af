//! Moments reckoned from deadlines.

use chrono::TimeDelta;
use kernel::{
    Instant,
    working_time::{Calendar, ClockError, Part, Term, WorkingMinutes},
};

use crate::{Leg, Route, attribution::What};

/// The moment `term` before `at`.
pub(super) fn before(calendar: &Calendar, at: Instant, term: &Term) -> Result<Instant, ClockError> {
    term.parts()
        .iter()
        .rev()
        .try_fold(at, |at, part| match part {
            Part::Working(minutes) => retreat(calendar, at, *minutes),
            Part::Calendar(days) => Ok(at - TimeDelta::days(i64::from(*days))),
            Part::Months(months) => Ok(at - TimeDelta::days(i64::from(*months) * 30)),
            Part::SameDay => Ok(calendar.opening(calendar.civil(at).date())),
        })
}

/// The earliest instant from which `minutes` are still to be worked until `at`.
pub(super) fn retreat(
    calendar: &Calendar,
    at: Instant,
    minutes: WorkingMinutes,
) -> Result<Instant, ClockError> {
    let zero = calendar.opening(*calendar.covers().start());
    let worked = calendar.spent(zero, at)?;
    calendar.advance(zero, worked.saturating_sub(minutes))
}

/// How long a leg has by its norm, in working time; nothing when none is set.
pub(super) fn norm(
    leg: &Leg,
    from: Instant,
    calendar: &Calendar,
) -> Result<WorkingMinutes, ClockError> {
    // A norm that was read once can be read again.
    let Some(term) = leg.norm.as_ref().and_then(|norm| norm.parse::<Term>().ok()) else {
        return Ok(WorkingMinutes::ZERO);
    };
    match term.working_minutes() {
        Some(minutes) => Ok(minutes),
        None => calendar.spent(from, calendar.due(from, &term)?.at),
    }
}

/// The times the person was asked and has answered.
pub(crate) fn with_citizen(route: &Route) -> Vec<(Instant, Instant)> {
    let mut found = Vec::new();
    let mut since = None;
    for one in &route.past {
        match one.what {
            What::CitizenAsked => since = Some(one.at),
            What::CitizenAnswered => found.extend(since.take().map(|since| (since, one.at))),
            _ => {}
        }
    }
    found
}

/// The leg's deadline, later by the person's time since it was offered.
pub(super) fn leg_due(
    leg: &Leg,
    with_citizen: &[(Instant, Instant)],
    calendar: &Calendar,
) -> Result<Option<Instant>, ClockError> {
    let (Some(due), Some(offered)) = (leg.due, leg.offered_at) else {
        return Ok(leg.due);
    };
    // What was asked after the leg was done is not its time.
    let meanwhile = |(from, _): &&(Instant, Instant)| leg.done_at.is_none_or(|done| *from < done);
    let asked: Vec<_> = with_citizen.iter().filter(meanwhile).copied().collect();
    later(due, offered, &asked, calendar).map(Some)
}

/// `due` of an offer made at `offered`, later by the times the person was asked since.
pub(crate) fn later(
    due: Instant,
    offered: Instant,
    with_citizen: &[(Instant, Instant)],
    calendar: &Calendar,
) -> Result<Instant, ClockError> {
    let since = with_citizen.iter().filter(|(_, to)| *to > offered);
    since.copied().try_fold(due, |due, (from, to)| {
        calendar.extend(due, from.max(offered), to)
    })
}
