//! Which promised moment stood at each part of a dossier's time.

use kernel::Instant;

use super::{
    course::{Course, Move},
    critical::Slice,
};

/// For each slice, whether its minutes are late: inside the term, after the promise that stood.
///
/// After every stop of the clock a new moment is promised, told a little later than the clock
/// began to run; it holds from when the clock ran.
pub(super) fn late(course: &Course<'_>, slices: &[Slice]) -> Vec<bool> {
    let mut promises: Vec<&Move> = course
        .moves
        .iter()
        .filter(|one| one.promise().is_some())
        .collect();
    promises.sort_by_key(|one| (one.at, one.due));
    let mut late = vec![false; slices.len()];
    let mut first = 0;
    // Where the stop began that came before the run looked at.
    let mut since = None;
    while first < slices.len() {
        let counts = slices[first].counts;
        let same = slices[first..].iter().take_while(|it| it.counts == counts);
        let next = first + same.count();
        if counts {
            let until = slices.get(next).map(|stop| stop.from);
            let known = Known::new(&promises, since, until, slices[first].from);
            for (n, slice) in slices.iter().enumerate().take(next).skip(first) {
                late[n] = known.due(slice.from).is_some_and(|due| due <= slice.from);
            }
        } else {
            since = Some(slices[first].from);
        }
        first = next;
    }
    late
}

/// What was promised for one run of the clock.
struct Known<'a> {
    within: &'a [&'a Move],
    before: Option<Instant>,
}

impl<'a> Known<'a> {
    fn new(
        promises: &'a [&'a Move],
        since: Option<Instant>,
        until: Option<Instant>,
        runs: Instant,
    ) -> Self {
        let place = |at: Instant| promises.partition_point(|one| one.at < at);
        let from = since.map_or(0, place);
        let to = until.map_or(promises.len(), place);
        let before = promises[..from].last().and_then(|one| one.due);
        Self {
            within: &promises[from..to.max(from)],
            // A moment that was past before the clock ran again is not what it runs for.
            before: before.filter(|due| *due > runs),
        }
    }

    fn due(&self, at: Instant) -> Option<Instant> {
        let told = self.within.partition_point(|one| one.at <= at);
        let found = self.within.get(told.saturating_sub(1));
        found.map_or(self.before, |one| one.due)
    }
}
