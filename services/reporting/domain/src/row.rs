use std::collections::BTreeMap;

use kernel::{DossierId, Instant, LegId, UnitId};

use crate::{Accepted, Change, Clock, Finish, Move, Task};

/// What is known of one leg of the route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// 0 while nobody is known to have taken it.
    pub attempt: u32,
    pub unit: UnitId,
    pub since: Instant,
    /// False once the unit is done with it.
    pub held: bool,
    /// Which unit went on with it, and since when.
    pub moved: Option<(Instant, UnitId)>,
    /// When it was taken from whoever held it.
    pub closed: Option<Instant>,
    /// What it is for; none while no offer of it was heard.
    pub task: Option<Task>,
}

impl Leg {
    /// A leg nobody is known to have taken.
    pub fn untaken() -> Self {
        Self {
            attempt: 0,
            unit: UnitId::new(""),
            since: Instant::UNIX_EPOCH,
            held: false,
            moved: None,
            closed: None,
            task: None,
        }
    }

    /// What it is for, as a word that is never empty.
    pub fn task_or_unknown(&self) -> Task {
        self.task.clone().unwrap_or_else(|| Task {
            word: "unknown".to_owned(),
            title: String::new(),
            opinion: false,
        })
    }

    /// Who holds it, when anybody does. Who gives an opinion holds no dossier.
    fn holder(&self) -> Option<&UnitId> {
        let opinion = self.task.as_ref().is_some_and(|task| task.opinion);
        let held = self.held && !opinion && self.closed.is_none_or(|at| at < self.since);
        let moved = self.moved.as_ref().filter(|(at, _)| *at >= self.since);
        held.then(|| moved.map_or(&self.unit, |(_, unit)| unit))
    }
}

/// One dossier as the tables see it.
///
/// Clock, promise and centre are kept with their history, so that a table of a past period counts
/// what was so then. Each part is keyed by when its facts happened, not by when they were heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub dossier: DossierId,
    pub accepted: Option<(Instant, Accepted)>,
    /// What was said of the clock, by the moment it was so.
    pub clock: BTreeMap<Instant, Change>,
    /// Each time the promised date was moved (hẹn lại).
    pub moves: BTreeMap<Instant, Move>,
    /// The new dates that were signed with an apology, by the moment they were.
    pub apologies: BTreeMap<Instant, Instant>,
    /// The centres that went on with it, by the moment they did.
    pub receiving: BTreeMap<Instant, UnitId>,
    pub finish: Option<Finish>,
    pub returned_at: Option<Instant>,
    pub legs: BTreeMap<LegId, Leg>,
}

impl Row {
    /// A dossier nothing is known of yet.
    pub fn new(dossier: DossierId) -> Self {
        Self {
            dossier,
            accepted: None,
            clock: BTreeMap::new(),
            moves: BTreeMap::new(),
            apologies: BTreeMap::new(),
            receiving: BTreeMap::new(),
            finish: None,
            returned_at: None,
            legs: BTreeMap::new(),
        }
    }

    /// Whether no table of any moment can tell the two apart, whoever holds them.
    pub fn stands_like(&self, other: &Self) -> bool {
        self.accepted == other.accepted
            && self.finish == other.finish
            && self.clock == other.clock
            && self.moves == other.moves
            && self.apologies == other.apologies
            && self.receiving == other.receiving
    }

    /// How the clock stood at a moment.
    pub fn clock_at(&self, at: Instant) -> Clock {
        let said = self.clock.range(..=at);
        said.fold(Clock::default(), |clock, (_, change)| Clock {
            due: change.due.or(clock.due),
            paused: change.paused.unwrap_or(clock.paused),
        })
    }

    /// The centre that had it at a moment; none before anybody received it.
    pub fn unit_at(&self, at: Instant) -> Option<&UnitId> {
        let (since, accepted) = self.accepted.as_ref()?;
        let later = self.receiving.range(*since..=at.max(*since)).next_back();
        Some(later.map_or(&accepted.unit, |(_, unit)| unit))
    }

    /// How often the promised date had been moved by a moment.
    pub fn moves_by(&self, at: Instant) -> usize {
        self.moves.range(..=at).count()
    }

    /// Whether by a moment a promised date had been moved only after it had passed, and without
    /// an apology signed before: such a promise stays broken, whatever date was given instead.
    ///
    /// NĐ 61/2018/NĐ-CP Điều 19.9: reason and new date are due before the limit expires.
    pub fn broken_by(&self, at: Instant) -> bool {
        self.broken_promises(at).next().is_some()
    }

    fn broken_promises(&self, at: Instant) -> impl Iterator<Item = Instant> {
        let moves = self.moves.range(..=at);
        moves.filter_map(|(moved, Move { previous, .. })| {
            previous.filter(|due| *moved > *due && !self.excused(*due))
        })
    }

    /// Whether an apology with a later date was signed before the promised date passed.
    pub fn excused(&self, due: Instant) -> bool {
        self.apologies.range(..=due).any(|(_, new)| *new > due)
    }

    /// Since when, as seen at a moment, it is late if it is: the first promise that was broken
    /// for good, else the one in force.
    pub fn late_since(&self, at: Instant) -> Option<Instant> {
        let broken = self.broken_promises(at).min();
        broken.or_else(|| self.clock_at(at).due)
    }

    /// Who holds an open dossier: the unit that took a leg last and is not done with it, else the
    /// centre that has it. Nobody holds a finished one.
    pub fn holder(&self) -> Option<&UnitId> {
        self.custody().map(|(unit, _)| unit)
    }

    /// The same, with the leg; none when it is held on no leg.
    pub fn custody(&self) -> Option<(&UnitId, Option<&Leg>)> {
        if self.finish.is_some() {
            return None;
        }
        let held = self.legs.iter().filter_map(|(id, leg)| {
            let unit = leg.holder()?;
            Some(((leg.since, *id), (unit, Some(leg))))
        });
        let last = held.max_by_key(|(when, _)| *when).map(|(_, held)| held);
        last.or_else(|| Some((self.unit_at(Instant::MAX_UTC)?, None)))
    }
}
