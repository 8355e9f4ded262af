//! Whether the times of a route add up to the term of law.

use std::{collections::BTreeMap, fmt};

use kernel::working_time::{Part, Term};

use super::{Page, procedure::RawProcedure};
use crate::{Allowance, LegSpec};

/// Whether two terms give the same time, in whatever order their parts are written.
pub(super) fn equal(a: &Term, b: &Term) -> bool {
    Total::of(a) == Total::of(b)
}

/// The longest way through each phase, with its allowances, is the phase's term; the phases
/// together are the procedure's.
pub(super) fn check(
    page: &mut Page<'_>,
    raw: &RawProcedure,
    order: &[&LegSpec],
    phases: &[Term],
    allowances: &[Allowance],
) {
    let all: Term = phases.iter().cloned().sum();
    if Total::of(&all) != Total::of(&raw.term.value) {
        let why = format!(
            "the phases add up to {all}, not to the term {}",
            raw.term.value
        );
        page.problem(raw.term.referenced, why);
    }
    for (number, term) in (1_u8..).zip(phases) {
        let at = raw
            .phases
            .get(usize::from(number) - 1)
            .map_or(raw.term.referenced, |p| p.referenced);
        let Some(legs) = longest(order, number) else {
            page.problem(
                at,
                "branches of working days and of calendar days cannot be compared",
            );
            continue;
        };
        let own = allowances
            .iter()
            .filter(|a| a.phase == number)
            .map(|a| Total::of(&a.term));
        let total = own.fold(legs, Total::plus);
        if total != Total::of(term) {
            let why = format!(
                "the legs of phase {number} and its allowances add up to {total}, not to {term}"
            );
            page.problem(at, why);
        }
    }
}

/// The time of the longest chain of legs of a phase; none when chains cannot be compared.
fn longest(order: &[&LegSpec], phase: u8) -> Option<Total> {
    let mut ends: BTreeMap<&str, Total> = BTreeMap::new();
    for leg in order {
        let before = leg
            .after
            .iter()
            .filter_map(|key| ends.get(key.as_str()).copied());
        let start = before
            .map(Some)
            .fold(Some(Total::default()), Total::longer)?;
        let own = leg
            .term
            .as_ref()
            .filter(|_| leg.counts && leg.phase == phase);
        ends.insert(
            &leg.key,
            own.map_or(start, |term| start.plus(Total::of(term))),
        );
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
        let mut term = Term::quarters(self.minutes / 120)
            + Term::calendar_days(self.days)
            + Term::months(self.months);
        if self.same_day {
            term = term + Term::same_day();
        }
        term.fmt(f)
    }
}
