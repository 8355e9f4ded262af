use super::{Act, Count, Entry, Ground, Ledger, LedgerError, Policy, StartEvent};
use crate::{
    Instant,
    working_time::{Because, Calendar, ClockError, Day, StartRule, Term},
};

impl Ledger {
    /// The first promise: `term`, counted by `rule` from what happened at `received`.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn open(
        calendar: &Calendar,
        rule: StartRule,
        term: &Term,
        event: StartEvent,
        received: Instant,
    ) -> Result<Self, ClockError> {
        let mut first = count(calendar, rule, term, received)?;
        let at = calendar.local(received);
        first.because.insert(0, Because::Received { event, at });
        Ok(Self {
            event,
            received,
            rule,
            first,
            entries: Vec::new(),
        })
    }

    /// The clock stands still from `at` on. A ground that already holds it changes nothing;
    /// another one holds it too, and it runs again when all have ended.
    #[must_use]
    pub fn pause(&self, calendar: &Calendar, ground: impl Into<Ground>, at: Instant) -> Self {
        let ground = ground.into();
        if self.grounds().iter().any(|held| held.key == ground.key) {
            return self.clone();
        }
        let (at, mut because) = self.not_before(calendar, at);
        because.push(Because::Paused {
            ground: ground.clone(),
            at: calendar.local(at),
        });
        self.with(Act::Paused { ground }, at, self.due(), because)
    }

    /// The clock runs again from `at` on, whatever held it, and the date moves by the working
    /// time that did not count (policy EXTEND). Changes nothing when the clock runs.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn resume(&self, calendar: &Calendar, at: Instant) -> Result<Self, LedgerError> {
        let Some(since) = self.held_from() else {
            return Ok(self.clone());
        };
        let (at, mut because) = self.not_before(calendar, at);
        let minutes = calendar.spent(since, at)?;
        let due = calendar.advance(self.due(), minutes)?;
        because.push(Because::Extended {
            from: calendar.local(since),
            to: calendar.local(at.max(since)),
            minutes,
            due: calendar.local(due),
        });
        Ok(self.with(Act::Resumed { minutes }, at, due, because))
    }

    /// One ground has ended: the clock runs again if it was the last. Changes nothing when the
    /// ground does not hold the clock.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn end_pause(
        &self,
        calendar: &Calendar,
        key: &str,
        at: Instant,
    ) -> Result<Self, LedgerError> {
        let grounds = self.grounds();
        let Some(ground) = grounds.iter().find(|held| held.key == key) else {
            return Ok(self.clone());
        };
        if grounds.len() == 1 {
            return self.resume(calendar, at);
        }
        let ground = Ground::clone(ground);
        let (at, mut because) = self.not_before(calendar, at);
        because.push(Because::GroundEnded {
            ground: ground.clone(),
            at: calendar.local(at),
        });
        Ok(self.with(Act::GroundEnded { ground }, at, self.due(), because))
    }

    /// `term` counts from zero from `at` on, by the rule of the opening (policy RESTART); every
    /// pause ends. A complete supplement, the next phase and the first custody are such grounds.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn restart(
        &self,
        calendar: &Calendar,
        ground: impl Into<Ground>,
        at: Instant,
        term: &Term,
    ) -> Result<Self, LedgerError> {
        let ground = ground.into();
        let (at, mut because) = self.not_before(calendar, at);
        because.push(Because::Restarted {
            ground: ground.clone(),
            at: calendar.local(at),
        });
        let count = count(calendar, self.rule, term, at)?;
        because.extend(count.because);
        let act = Act::Restarted {
            ground,
            term: count.term,
            starts: count.starts,
        };
        Ok(self.with(act, at, count.due, because))
    }

    /// What was asked for is there at `at`: goes on as `policy` says, with the term being counted.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn go_on(
        &self,
        calendar: &Calendar,
        policy: Policy,
        ground: impl Into<Ground>,
        at: Instant,
    ) -> Result<Self, LedgerError> {
        let ground = ground.into();
        match policy {
            Policy::Extend => self.end_pause(calendar, &ground.key, at),
            Policy::Restart => self.restart(calendar, ground, at, self.term()),
        }
    }

    /// `due` is promised instead (form 04). A pause that lasts goes on from `at`, so that the
    /// time before it does not count twice.
    ///
    /// # Errors
    /// When `due` is not later than what is promised, is on a day of rest, or is beyond the
    /// calendar.
    pub fn move_to(
        &self,
        calendar: &Calendar,
        due: Instant,
        ground: impl Into<Ground>,
        at: Instant,
    ) -> Result<Self, LedgerError> {
        let ground = ground.into();
        let (at, mut because) = self.not_before(calendar, at);
        let date = calendar.civil(due).date();
        if due <= self.due() || due <= at {
            let due = calendar.civil(self.due().max(at)).date();
            return Err(LedgerError::NotLater { due });
        }
        if !calendar.is_working(date)? {
            let next = calendar.next_working_day(date)?;
            return Err(LedgerError::DayOfRest { date, next });
        }
        because.push(Because::Rescheduled {
            ground: ground.clone(),
            from: calendar.local(self.due()),
            to: calendar.local(due),
        });
        Ok(self.with(Act::Moved { ground }, at, due, because))
    }

    /// The date that would be promised were the clock to run again at `at`; the date promised,
    /// when it runs.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn due_if_resumed(&self, calendar: &Calendar, at: Instant) -> Result<Instant, LedgerError> {
        self.resume(calendar, at).map(|resumed| resumed.due())
    }

    /// From when the present pause keeps working time from counting: not before the term began
    /// to count, and not before a date that was given during the pause.
    pub(super) fn held_from(&self) -> Option<Instant> {
        let since = self.paused_since()?;
        let moved = self
            .entries
            .iter()
            .rev()
            .find_map(|entry| matches!(entry.act, Act::Moved { .. }).then_some(entry.at));
        Some(since.max(self.counted_from()).max(moved.unwrap_or(since)))
    }

    fn last_at(&self) -> Instant {
        self.entries.last().map_or(self.received, |entry| entry.at)
    }

    /// `at`, or the moment of the last entry when that is later: clocks of services differ.
    fn not_before(&self, calendar: &Calendar, at: Instant) -> (Instant, Vec<Because>) {
        let last = self.last_at();
        if at >= last {
            return (at, Vec::new());
        }
        let skewed = Because::Skewed {
            said: calendar.local(at),
            taken: calendar.local(last),
        };
        (last, vec![skewed])
    }

    fn with(&self, act: Act, at: Instant, due: Instant, because: Vec<Because>) -> Self {
        let mut next = self.clone();
        next.entries.push(Entry {
            act,
            at,
            due,
            because,
        });
        next
    }
}

/// `term` counted from its beginning, with its working.
fn count(
    calendar: &Calendar,
    rule: StartRule,
    term: &Term,
    at: Instant,
) -> Result<Count, ClockError> {
    let starts = calendar.start(at, rule)?;
    let mut because = Vec::new();
    if starts != at {
        because.push(why_later(calendar, rule, at)?);
    }
    let due = calendar.due(starts, term)?;
    because.extend(due.because);
    Ok(Count {
        starts,
        term: term.clone(),
        due: due.at,
        because,
    })
}

/// Why the clock does not start at `at` itself.
fn why_later(calendar: &Calendar, rule: StartRule, at: Instant) -> Result<Because, ClockError> {
    let civil = calendar.civil(at);
    let date = civil.date();
    let name = match calendar.day(date)? {
        Day::WeeklyRest => None,
        Day::Off(name) => Some(name.to_owned()),
        Day::Working | Day::MakeUp(_) => {
            let cutoff = rule.cutoff.filter(|cutoff| civil.time() > *cutoff);
            return Ok(
                cutoff.map_or(Because::OfficeClosed, |cutoff| Because::AfterCutoff {
                    cutoff,
                }),
            );
        }
    };
    Ok(Because::CameOnDayOfRest { date, name })
}
