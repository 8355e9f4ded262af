//! The critical path: which leg's the dossier's minute is.

use std::cmp::Reverse;

use kernel::{
    Instant,
    working_time::{Calendar, ClockError, WorkingMinutes},
};

use super::{
    course::Course,
    lane::{Lanes, State, Stretch},
};

/// A stretch of the dossier's time in which nothing changes.
pub(super) struct Slice {
    pub from: Instant,
    pub to: Instant,
    pub minutes: WorkingMinutes,
    /// The critical leg, and how it stood; none while no leg was open.
    pub leg: Option<usize>,
    pub state: Option<State>,
    /// Who gives it, while it is not taken; none for the desk.
    pub giver: Option<usize>,
    pub with_citizen: bool,
    /// The route was over, and was opened again afterwards.
    pub after_settlement: bool,
    pub counts: bool,
}

/// The dossier's time from acceptance to the end, cut wherever anything changes.
pub(super) fn slices(
    course: &Course<'_>,
    lanes: &Lanes,
    calendar: &Calendar,
) -> Result<Vec<Slice>, ClockError> {
    let bounds = bounds(course, lanes);
    let custody = lanes.legs.iter().filter_map(|lane| lane.taken).min();
    let mut back = Backwards::new(course, lanes);
    let mut slices = Vec::with_capacity(bounds.len());
    for pair in bounds.windows(2).rev() {
        let (from, to) = (pair[0], pair[1]);
        let open = back.open(from, to);
        let critical = back.critical(to, &open);
        let within = |(begin, end): &(Instant, Instant)| *begin <= from && to <= *end;
        let with_citizen = lanes.with_citizen.iter().any(within);
        let after_settlement = open.is_empty() && lanes.settled.iter().any(within);
        let running = match course.from_custody {
            true => custody.is_some_and(|custody| custody <= from),
            false => true,
        };
        let own =
            critical.is_none_or(|(_, state)| !matches!(state, State::Paying | State::Waiting));
        let any = open.is_empty() || open.iter().any(|(n, _)| course.legs[*n].counts);
        slices.push(Slice {
            from,
            to,
            minutes: calendar.spent(from, to)?,
            leg: critical.map(|(n, _)| n),
            state: critical.map(|(_, state)| state),
            giver: critical.and_then(|(n, _)| giver(course, lanes, n, from)),
            with_citizen,
            after_settlement,
            counts: running && own && any && !with_citizen && !after_settlement,
        });
    }
    slices.reverse();
    Ok(slices)
}

fn bounds(course: &Course<'_>, lanes: &Lanes) -> Vec<Instant> {
    let mut bounds = vec![course.start, lanes.end];
    let stretches = lanes.legs.iter().flat_map(|lane| &lane.stretches);
    bounds.extend(stretches.flat_map(|stretch| [stretch.from, stretch.to]));
    let asides = lanes.with_citizen.iter().chain(&lanes.settled);
    bounds.extend(asides.flat_map(|(from, to)| [*from, *to]));
    for one in course.moves {
        bounds.extend(one.promise().into_iter().flat_map(|due| [one.at, due]));
    }
    bounds.retain(|at| (course.start..=lanes.end).contains(at));
    bounds.sort_unstable();
    bounds.dedup();
    bounds
}

/// Whoever finished last of the agencies right before leg `n`; none is the desk.
fn giver(course: &Course<'_>, lanes: &Lanes, n: usize, at: Instant) -> Option<usize> {
    let done = course.legs[n].givers.iter().filter_map(|n| {
        let done = &lanes.legs.get(*n)?.done;
        let last = done.partition_point(|done| *done <= at).checked_sub(1)?;
        Some((done[last], *n))
    });
    done.max_by_key(|(at, n)| (*at, Reverse(*n)))
        .map(|(_, n)| n)
}

/// Walks the time lines from the end to the beginning.
struct Backwards<'a> {
    course: &'a Course<'a>,
    lanes: &'a Lanes,
    /// Of each leg, how many stretches lie before the place looked at.
    left: Vec<usize>,
    /// The critical leg after the place looked at.
    current: Option<usize>,
}

impl<'a> Backwards<'a> {
    fn new(course: &'a Course<'a>, lanes: &'a Lanes) -> Self {
        Self {
            course,
            lanes,
            left: lanes.legs.iter().map(|lane| lane.stretches.len()).collect(),
            current: None,
        }
    }

    /// The legs open all through, with how they stood; opinions asked aside.
    fn open(&mut self, from: Instant, to: Instant) -> Vec<(usize, State)> {
        let mut open = Vec::new();
        for (n, lane) in self.lanes.legs.iter().enumerate() {
            while self.left[n] > 0 && lane.stretches[self.left[n] - 1].from >= to {
                self.left[n] -= 1;
            }
            let found = self.left[n]
                .checked_sub(1)
                .map(|last| &lane.stretches[last]);
            if let Some(stretch) = found
                && !self.course.legs[n].aside
                && stretch.from <= from
                && to <= stretch.to
            {
                open.push((n, stretch.state));
            }
        }
        open
    }

    /// The leg the time is spent for: the one critical after it as long as that was open, before
    /// that the one whose end let it begin.
    fn critical(&mut self, to: Instant, open: &[(usize, State)]) -> Option<(usize, State)> {
        let same = open.iter().find(|(n, _)| Some(*n) == self.current);
        let found = same.or_else(|| open.iter().max_by_key(|(n, _)| self.weight(*n, to)));
        self.current = found.map(|(n, _)| *n).or(self.current);
        found.copied()
    }

    /// What led here weighs more than what ran beside it; among those still open, the one whose
    /// deadline is last.
    fn weight(&self, n: usize, to: Instant) -> (bool, bool, bool, Option<Instant>, Reverse<usize>) {
        let lane = &self.lanes.legs[n];
        let at = self.left[n] - 1;
        let stretch: &Stretch = &lane.stretches[at];
        let next = lane.stretches.get(at + 1);
        let ends = stretch.to == to && next.is_none_or(|next| next.from > to);
        let leads = self.current.is_some_and(|current| {
            let after = self.course.legs[current].after;
            after.contains(&n)
        });
        (
            ends && leads,
            ends && stretch.done,
            ends,
            lane.due(),
            Reverse(n),
        )
    }
}
