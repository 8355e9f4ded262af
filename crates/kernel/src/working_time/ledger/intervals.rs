use super::{Act, Entry, Ground, Ledger, LedgerState};
use crate::{
    Instant,
    working_time::{Calendar, ClockError, WorkingMinutes},
};

/// A stretch of time in which the clock stood in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    pub from: Instant,
    /// None while it lasts.
    pub to: Option<Instant>,
    pub state: LedgerState,
    /// Working minutes in it, until the moment asked about while it lasts.
    pub minutes: WorkingMinutes,
}

/// How the clock stands after some entries.
#[derive(Default)]
pub(super) struct Standing<'a> {
    pub(super) holding: Vec<&'a Ground>,
    pub(super) since: Option<Instant>,
    /// The latest restart or new date.
    flag: Option<(&'a Act, Instant)>,
}

impl<'a> Standing<'a> {
    fn hear(&mut self, entry: &'a Entry) {
        match &entry.act {
            Act::Paused { ground } => {
                self.holding.push(ground);
                self.since = self.since.or(Some(entry.at));
            }
            Act::GroundEnded { ground } => self.holding.retain(|held| held.key != ground.key),
            Act::Resumed { .. } => self.run(),
            Act::Restarted { .. } => {
                self.run();
                self.flag = Some((&entry.act, entry.at));
            }
            Act::Moved { .. } => self.flag = Some((&entry.act, entry.at)),
        }
    }

    fn run(&mut self) {
        self.holding.clear();
        self.since = None;
    }

    pub(super) fn state(&self) -> LedgerState {
        if let (Some(ground), Some(since)) = (self.holding.first(), self.since) {
            let ground = Ground::clone(ground);
            return LedgerState::Paused { ground, since };
        }
        match self.flag {
            Some((Act::Restarted { ground, .. }, at)) => LedgerState::Restarted {
                ground: ground.clone(),
                at,
            },
            Some((Act::Moved { ground }, at)) => LedgerState::Moved {
                ground: ground.clone(),
                at,
            },
            _ => LedgerState::Running,
        }
    }
}

impl Ledger {
    pub(super) fn standing(&self) -> Standing<'_> {
        let mut standing = Standing::default();
        self.entries.iter().for_each(|entry| standing.hear(entry));
        standing
    }

    /// The stretches from when the dossier came in until `now`, without a gap; the last one
    /// lasts. Their minutes add up to the working time between the two.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn intervals(
        &self,
        calendar: &Calendar,
        now: Instant,
    ) -> Result<Vec<Interval>, ClockError> {
        let mut standing = Standing::default();
        let mut changes = vec![(self.received, standing.state())];
        for entry in &self.entries {
            standing.hear(entry);
            let state = standing.state();
            if changes.last().is_some_and(|(_, last)| *last != state) {
                changes.push((entry.at, state));
            }
        }
        let ends = changes.iter().skip(1).map(|(at, _)| Some(*at));
        let ends: Vec<_> = ends.chain([None]).collect();
        let interval = |((from, state), to): ((Instant, LedgerState), Option<Instant>)| {
            let minutes = calendar.spent(from, to.unwrap_or(now))?;
            Ok(Interval {
                from,
                to,
                state,
                minutes,
            })
        };
        changes.into_iter().zip(ends).map(interval).collect()
    }
}
