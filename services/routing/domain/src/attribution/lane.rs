//! Each leg's own time line, with clocks that disagree made to agree.

use kernel::{
    Instant,
    working_time::{Calendar, ClockError, WorkingMinutes},
};

use super::course::{Course, Move, What};

/// All time lines of a course.
pub(super) struct Lanes {
    pub legs: Vec<Lane>,
    /// When the person was asked and not yet answered; in order, apart from each other.
    pub with_citizen: Vec<(Instant, Instant)>,
    /// After a settlement and before the route was opened again.
    pub settled: Vec<(Instant, Instant)>,
    pub end: Instant,
}

/// One leg's time line: the times at which somebody is to do something about it.
#[derive(Default)]
pub(super) struct Lane {
    /// In order, apart from each other, none empty.
    pub stretches: Vec<Stretch>,
    /// When it was over, each time it was.
    pub done: Vec<Instant>,
    /// When the agency took it first.
    pub taken: Option<Instant>,
    /// The offer that was taken, or else the last: when, and until when.
    offer: Option<(Instant, Instant)>,
}

#[derive(Clone, Copy)]
pub(super) struct Stretch {
    pub from: Instant,
    pub to: Instant,
    pub state: State,
    /// The leg is over with it.
    pub done: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Offered, declined or expired: the giver holds.
    Pending,
    /// Nobody competent could be named: the desk holds.
    Undetermined,
    Held,
    Paying,
    Waiting,
}

impl Lane {
    pub fn allotted(&self, calendar: &Calendar) -> Result<Option<WorkingMinutes>, ClockError> {
        let minutes = self.offer.map(|(at, due)| calendar.spent(at, due));
        minutes.transpose()
    }

    /// Until when the leg should be done by its last offer.
    pub fn due(&self) -> Option<Instant> {
        self.offer.map(|(_, due)| due)
    }

    fn first_done(&self) -> Option<Instant> {
        self.done.first().copied()
    }
}

pub(super) fn lanes(course: &Course<'_>, now: Instant) -> Lanes {
    let whole = sorted(course.moves.iter().filter(|one| one.leg.is_none()));
    let mut of_leg: Vec<Vec<&Move>> = vec![Vec::new(); course.legs.len()];
    for one in course.moves {
        if let Some(moves) = one.leg.and_then(|n| of_leg.get_mut(n)) {
            moves.push(one);
        }
    }
    let mut drafts: Vec<Draft> = Vec::with_capacity(of_leg.len());
    for (n, moves) in of_leg.iter_mut().enumerate() {
        moves.sort_by_key(|one| one.place());
        let before = course.legs[n].after.iter().filter_map(|n| drafts.get(*n));
        let floor = before.filter_map(|draft| draft.lane.first_done()).max();
        let mut draft = Draft::beginning(floor.unwrap_or(course.start).max(course.start));
        let from_desk = course.legs[n].aside || course.legs[n].givers.is_empty();
        for one in moves {
            draft.tell(one, from_desk);
        }
        drafts.push(draft);
    }
    let latest = drafts.iter().map(|draft| draft.now).max();
    let last = whole
        .iter()
        .rfind(|one| matches!(one.what, What::Settled | What::Closed | What::Reopened));
    let stop = match last {
        Some(one) if one.what != What::Reopened => one.at,
        _ => now,
    };
    let end = latest.unwrap_or(stop).max(stop).max(course.start);
    let ends = |one: &&&Move| matches!(one.what, What::Settled | What::Closed);
    let cuts: Vec<Instant> = whole.iter().filter(ends).map(|one| one.at).collect();
    Lanes {
        legs: drafts.into_iter().map(|it| it.over(&cuts, end)).collect(),
        with_citizen: between(
            &whole,
            What::CitizenAsked,
            What::CitizenAnswered,
            course.start,
            end,
        ),
        settled: between(&whole, What::Settled, What::Reopened, course.start, end),
        end,
    }
}

fn sorted<'a>(moves: impl Iterator<Item = &'a Move>) -> Vec<&'a Move> {
    let mut moves: Vec<&Move> = moves.collect();
    moves.sort_by_key(|one| (one.at, one.what));
    moves
}

/// The times from each `begin` to the `finish` after it, inside `start` to `end`.
fn between(
    moves: &[&Move],
    begin: What,
    finish: What,
    start: Instant,
    end: Instant,
) -> Vec<(Instant, Instant)> {
    let mut found = Vec::new();
    let mut since = None;
    for one in moves {
        if one.what == begin && since.is_none() {
            since = Some(one.at);
        } else if one.what == finish
            && let Some(since) = since.take()
        {
            found.push((since, one.at));
        }
    }
    found.extend(since.map(|since| (since, end)));
    let within = |(from, to): (Instant, Instant)| (from.clamp(start, end), to.clamp(start, end));
    let mut found: Vec<_> = found.into_iter().map(within).collect();
    found.retain(|(from, to)| from < to);
    found
}

/// A lane while its moves are told.
struct Draft {
    lane: Lane,
    /// Nothing that follows is taken to have happened before this.
    now: Instant,
    open: Option<(Instant, State)>,
    offered: Option<(Instant, Instant)>,
}

impl Draft {
    fn beginning(now: Instant) -> Self {
        Self {
            lane: Lane::default(),
            now,
            open: None,
            offered: None,
        }
    }

    fn tell(&mut self, one: &Move, from_desk: bool) {
        self.now = self.now.max(one.at);
        match one.what {
            What::Offered => {
                self.offered = one.due.map(|due| (one.at, due));
                if self.lane.taken.is_none() {
                    self.lane.offer = self.offered;
                }
                self.become_(Some(State::Pending));
            }
            What::Accepted => {
                self.become_(Some(State::Held));
                self.lane.taken.get_or_insert(self.now);
            }
            What::Refused | What::Expired => self.become_(Some(State::Pending)),
            // With nobody before it, it waits for a decision as a declined one does.
            What::GivenBack if from_desk => self.become_(Some(State::Pending)),
            What::Undetermined => self.become_(Some(State::Undetermined)),
            What::ToPay => self.become_(Some(State::Paying)),
            What::WaitStarted => self.become_(Some(State::Waiting)),
            What::GivenBack | What::LetGo => self.become_(None),
            What::Completed | What::Paid | What::WaitEnded | What::Skipped => {
                self.become_(None);
                self.lane.done.push(self.now);
                if let Some(last) = self.lane.stretches.last_mut() {
                    last.done = last.to == self.now;
                }
            }
            _ => {}
        }
    }

    fn become_(&mut self, state: Option<State>) {
        let now = self.now;
        if let Some((from, state)) = self.open.take()
            && from < now
        {
            self.lane.stretches.push(Stretch {
                from,
                to: now,
                state,
                done: false,
            });
        }
        self.open = state.map(|state| (now, state));
    }

    /// What is still open is cut where the route ended, or where the account does.
    fn over(mut self, cuts: &[Instant], end: Instant) -> Lane {
        if let Some((from, _)) = self.open {
            let cut = cuts.iter().copied().find(|cut| *cut >= from);
            self.now = cut.unwrap_or(end);
            self.become_(None);
        }
        self.lane
    }
}
