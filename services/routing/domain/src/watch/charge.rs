//! Who is in charge of keeping the promised date, and whether it can still be kept.

use kernel::{
    Instant, UnitId,
    working_time::{Calendar, ClockError, WorkingMinutes},
};

use super::time::{norm, retreat};
use crate::{Kind, Leg, Route, Status};

/// The account of the one-stop desk.
const DESK: &str = "intake";

/// Who has to keep the promise now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InCharge {
    /// None when it is the desk: no agency has taken over what matters most.
    pub leg: Option<usize>,
    pub unit: UnitId,
    pub host: String,
}

/// The norms of a route in working minutes, as far as they lie in the term that runs now.
pub(super) struct Norms<'a> {
    route: &'a Route,
    own: Vec<WorkingMinutes>,
    /// What follows each leg until the clock stops next.
    following: Vec<WorkingMinutes>,
}

impl<'a> Norms<'a> {
    pub fn of(route: &'a Route, calendar: &Calendar) -> Result<Self, ClockError> {
        let own = route.legs.iter().map(|leg| {
            let from = leg.offered_at.unwrap_or(route.accepted_at);
            norm(leg, from, calendar)
        });
        let own: Vec<WorkingMinutes> = own.collect::<Result<_, _>>()?;
        let mut following = vec![None; own.len()];
        for n in 0..own.len() {
            follow(route, &own, n, &mut following);
        }
        let following = following.into_iter().map(Option::unwrap_or_default);
        Ok(Self {
            route,
            following: following.collect(),
            own,
        })
    }

    /// The open leg that most is left to do from, and whose unit holds it.
    pub fn in_charge(&self, now: Instant, calendar: &Calendar) -> Result<InCharge, ClockError> {
        let mut most: Option<(WorkingMinutes, usize)> = None;
        for (n, leg) in self.open() {
            let since = leg.offered_at.unwrap_or(self.route.accepted_at);
            let left = self.own[n].saturating_sub(calendar.spent(since, now)?);
            let left = left + self.following[n];
            if most.is_none_or(|(most, _)| left > most) {
                most = Some((left, n));
            }
        }
        let held = most.map(|(_, n)| n);
        let held = held.filter(|n| self.route.legs[*n].status == Status::Held);
        Ok(match held {
            Some(n) => InCharge {
                leg: Some(n),
                unit: self.route.legs[n].unit.clone(),
                host: self.route.legs[n].host.clone(),
            },
            None => InCharge {
                leg: None,
                unit: self.route.receiving.clone(),
                host: DESK.to_owned(),
            },
        })
    }

    /// The legs inside the term that somebody is to do something about.
    fn open(&self) -> impl Iterator<Item = (usize, &'a Leg)> {
        let legs = self.route.legs.iter().enumerate();
        legs.filter(|(_, leg)| leg.is_open() && runs(leg))
    }

    /// From when on what is left to do, each by its norm, cannot be done before `due`; none as long
    /// as only the last leg is left, and where the norms never fitted what was `promised`.
    pub fn impossible(
        &self,
        promised: Instant,
        due: Instant,
        calendar: &Calendar,
    ) -> Result<Option<Instant>, ClockError> {
        if self.longest(promised) > calendar.spent(promised, due)? {
            return Ok(None);
        }
        let mut earliest: Option<Instant> = None;
        for (n, leg) in self.open() {
            if self.following[n].is_zero() {
                continue;
            }
            let since = leg.offered_at.unwrap_or(self.route.accepted_at);
            let by_norm = calendar.advance(since, self.own[n])?;
            let last_start = retreat(calendar, due, self.following[n])?;
            let when = match by_norm > last_start {
                true => since.max(promised),
                false => last_start,
            };
            earliest = Some(earliest.map_or(when, |other| other.min(when)));
        }
        Ok(earliest)
    }

    /// The longest way through the legs not done before `promised`, until the clock stops next.
    fn longest(&self, promised: Instant) -> WorkingMinutes {
        let legs = self.route.legs.iter().enumerate();
        let left = legs.filter(|(_, leg)| {
            let running = leg.is_open() || leg.done_at.is_some_and(|done| done >= promised);
            runs(leg) && running
        });
        let ways = left.map(|(n, _)| self.own[n] + self.following[n]);
        ways.max().unwrap_or_default()
    }
}

/// Whether the leg's time is inside the term.
fn runs(leg: &Leg) -> bool {
    leg.counts && leg.kind == Kind::Work
}

/// The longest way from the end of leg `n`, until the clock stops or the route ends.
fn follow(
    route: &Route,
    own: &[WorkingMinutes],
    n: usize,
    known: &mut [Option<WorkingMinutes>],
) -> WorkingMinutes {
    if let Some(known) = known[n] {
        return known;
    }
    // A plan never turns in a circle; should one be read, this ends it.
    known[n] = Some(WorkingMinutes::ZERO);
    let next = route.legs.iter().enumerate();
    let next = next.filter(|(_, leg)| leg.after.contains(&n) && runs(leg));
    let ways = next.map(|(m, _)| own[m] + follow(route, own, m, known));
    let longest = ways.max().unwrap_or_default();
    known[n] = Some(longest);
    longest
}
