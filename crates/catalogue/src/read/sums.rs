//! Whether the times of a route add up to the term of law.

use std::{collections::BTreeMap, fmt};

use kernel::working_time::{Part, Term};
use serde_saphyr::Location;

use super::Page;
use crate::{Allowance, AllowanceKind, Given, LegSpec, Procedure};

/// Whether two terms give the same time, in whatever order their parts are written.
pub(super) fn equal(a: &Term, b: &Term) -> bool {
    Total::of(a) == Total::of(b)
}

/// Whether `a` gives at least the time of `b`, of each kind of time.
pub(super) fn covers(a: &Term, b: &Term) -> bool {
    Total::of(a).covers(&Total::of(b))
}

/// Where the file says how long things take.
pub(super) struct Places {
    pub(super) term: Location,
    /// None of them when there is one phase, the whole.
    pub(super) phases: Vec<Location>,
}

/// The phases together are the procedure's term, and the longest way through each phase, with its
/// allowances, is the phase's term. Where conditions hold, it fits into the term they give.
pub(super) fn check(page: &mut Page<'_>, places: &Places, procedure: &Procedure) {
    let all: Term = procedure.phases.iter().cloned().sum();
    if Total::of(&all) != Total::of(&procedure.term) {
        let why = format!(
            "the phases add up to {all}, not to the term {}",
            procedure.term
        );
        page.problem(places.term, why);
    }
    let Some(situations) = procedure.situations() else {
        page.problem(
            places.term,
            "the conditions have too many combinations to check",
        );
        return;
    };
    let plain = Given::default();
    for (number, at) in (1_u8..).zip(procedure.phases.iter().enumerate()) {
        let at = places.phases.get(at.0).copied().unwrap_or(places.term);
        if let Err(why) = fits(procedure, number, &plain, true) {
            page.problem(at, why);
            continue;
        }
        let mut others = situations.iter().filter(|given| **given != plain);
        if let Some(why) = others.find_map(|given| fits(procedure, number, given, false).err()) {
            page.problem(at, why);
        }
    }
}

/// Whether the legs of a phase take as long as its term, or at most as long.
fn fits(procedure: &Procedure, phase: u8, given: &Given<'_>, exactly: bool) -> Result<(), String> {
    let Some(term) = procedure.terms(given).get(usize::from(phase) - 1) else {
        return Ok(());
    };
    let legs = longest(procedure, phase, given)
        .ok_or("branches of working days and of calendar days cannot be compared")?;
    let counted = |a: &&Allowance| a.phase == phase && (exactly || a.kind == AllowanceKind::Desk);
    let own = procedure.allowances.iter().filter(counted);
    let total = own.fold(legs, |total, a| total.plus(Total::of(&a.term)));
    if exactly && total != Total::of(term) {
        return Err(format!(
            "the legs of phase {phase} and its allowances add up to {total}, not to {term}"
        ));
    }
    if !Total::of(term).covers(&total) {
        return Err(format!(
            "the legs of phase {phase} take {total}, more than {term}, {}",
            given.keys()
        ));
    }
    Ok(())
}

/// The time of the longest chain of a phase's legs that apply; none when chains cannot be compared.
fn longest(procedure: &Procedure, phase: u8, given: &Given<'_>) -> Option<Total> {
    let mut ends: BTreeMap<&str, Total> = BTreeMap::new();
    // The legs wait for nobody in a circle, so that each round settles at least one.
    while ends.len() < procedure.legs.len() {
        let ready = |leg: &&LegSpec| {
            !ends.contains_key(leg.key.as_str())
                && leg.after.iter().all(|key| ends.contains_key(key.as_str()))
        };
        let leg = procedure.legs.iter().find(ready)?;
        let before = leg.after.iter().filter_map(|key| ends.get(key.as_str()));
        let start = before
            .map(|end| Some(*end))
            .fold(Some(Total::default()), Total::longer)?;
        let applies = leg.when.as_ref().is_none_or(|when| when.holds(given));
        let own = leg.norm(given.difficult);
        let own = own.filter(|_| applies && leg.counts && leg.phase == phase);
        let end = own.map_or(start, |term| start.plus(Total::of(term)));
        ends.insert(&leg.key, end);
    }
    ends.into_values()
        .map(Some)
        .fold(Some(Total::default()), Total::longer)
}

/// A term without regard to the order of its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Total {
    minutes: u32,
    days: u32,
    months: u32,
    same_day: bool,
}

impl Total {
    fn of(term: &Term) -> Self {
        term.parts()
            .iter()
            .fold(Self::default(), |total, part| match part {
                Part::Working(minutes) => Self {
                    minutes: total.minutes.saturating_add(minutes.get()),
                    ..total
                },
                Part::Calendar(days) => Self {
                    days: total.days.saturating_add(*days),
                    ..total
                },
                Part::Months(months) => Self {
                    months: total.months.saturating_add(*months),
                    ..total
                },
                Part::SameDay => Self {
                    same_day: true,
                    ..total
                },
            })
    }

    fn plus(self, other: Self) -> Self {
        Self {
            minutes: self.minutes.saturating_add(other.minutes),
            days: self.days.saturating_add(other.days),
            months: self.months.saturating_add(other.months),
            same_day: self.same_day || other.same_day,
        }
    }

    fn covers(&self, other: &Self) -> bool {
        self.minutes >= other.minutes
            && self.days >= other.days
            && self.months >= other.months
            && self.same_day >= other.same_day
    }

    /// The longer of two, when one is.
    fn longer(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        match (a?, b?) {
            (a, b) if a.covers(&b) => Some(a),
            (a, b) if b.covers(&a) => Some(b),
            _ => None,
        }
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut term = Term::minutes(self.minutes)
            + Term::calendar_days(self.days)
            + Term::months(self.months);
        if self.same_day {
            term = term + Term::same_day();
        }
        term.fmt(f)
    }
}
