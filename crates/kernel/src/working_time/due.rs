use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    because::Because,
    calendar::{Calendar, Day},
    clock::ClockError,
    minutes::{DAY, WorkingMinutes},
    term::{Part, Term},
};
use crate::Instant;

/// A due moment that explains itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub at: Instant,
    /// How it was reached, in order. Anyone can recompute it from these lines.
    pub because: Vec<Because>,
}

impl Due {
    /// The working, a sentence a line.
    pub fn sentences(&self) -> Vec<String> {
        self.because.iter().map(ToString::to_string).collect()
    }
}

impl Calendar {
    /// When `term`, started at `start`, is over.
    ///
    /// Whole days, calendar days and months are counted in days and end at closing time; parts of
    /// days are counted in working minutes from the start itself. See [`super`]. `start` is taken
    /// as it is: put what was received through [`Calendar::start`] first. The result is never on
    /// a rest day.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn due(&self, start: Instant, term: &Term) -> Result<Due, ClockError> {
        let mut because = vec![Because::Starts {
            at: self.local(start),
        }];
        let mut at = start;
        for part in term.parts() {
            at = self.part_due(at, *part, &mut because)?;
            let term = Term::from(*part);
            because.push(Because::Counted {
                term,
                until: self.local(at),
            });
        }
        let date = self.civil(at).date();
        if !self.is_working(date)? {
            let to = self.next_working_day(date)?;
            because.push(Because::Moved { from: date, to });
            at = self.opening(to);
        }
        Ok(Due { at, because })
    }

    /// [`spent`](Self::spent), with its working: the opening hours, the days that do not count and
    /// those that do though their day of the week would not say so.
    ///
    /// # Errors
    /// As [`spent`](Self::spent).
    pub fn explain_spent(
        &self,
        from: Instant,
        to: Instant,
    ) -> Result<(WorkingMinutes, Vec<Because>), ClockError> {
        let minutes = self.spent(from, to)?;
        let mut because = Vec::new();
        let (from, to) = (self.local(from), self.local(to));
        let (first, last) = (from.date_naive(), to.date_naive());
        if let Some(before) = first.pred_opt().filter(|_| from < to) {
            self.explain_hours(first, last, &mut because);
            self.explain(before, last, &mut because)?;
        }
        because.push(Because::Spent { from, to, minutes });
        Ok((minutes, because))
    }

    fn part_due(
        &self,
        from: Instant,
        part: Part,
        because: &mut Vec<Because>,
    ) -> Result<Instant, ClockError> {
        let date = self.covered(self.civil(from).date())?;
        match part {
            Part::Working(minutes) if minutes.get() % DAY == 0 => {
                because.push(Because::StartDayNotCounted { date });
                let end = self.working_days_after(date, minutes)?;
                self.explain(date, end, because)?;
                Ok(self.closing(end))
            }
            Part::Working(minutes) => {
                let end = self.advance(from, minutes)?;
                self.explain_hours(date, self.civil(end).date(), because);
                self.explain(date, self.civil(end).date(), because)?;
                Ok(end)
            }
            Part::Calendar(n) => {
                because.push(Because::StartDayNotCounted { date });
                self.not_on_rest_day(date.checked_add_days(Days::new(n.into())), date, because)
            }
            Part::Months(n) => {
                because.push(Because::StartDayNotCounted { date });
                self.not_on_rest_day(date.checked_add_months(Months::new(n)), date, because)
            }
            Part::SameDay => {
                let open = self.is_working(date)? && self.civil(from).time() < self.closes(date);
                let end = if open {
                    date
                } else {
                    self.next_working_day(date)?
                };
                self.explain(date, end, because)?;
                Ok(self.closing(end))
            }
        }
    }

    fn working_days_after(
        &self,
        date: NaiveDate,
        minutes: WorkingMinutes,
    ) -> Result<NaiveDate, ClockError> {
        let first = self.working.partition_point(|d| *d <= date);
        self.nth_working(first + (minutes.get() / DAY) as usize - 1)
    }

    fn not_on_rest_day(
        &self,
        end: Option<NaiveDate>,
        from: NaiveDate,
        because: &mut Vec<Because>,
    ) -> Result<Instant, ClockError> {
        let end = end.ok_or(ClockError::BeyondCalendar { date: from })?;
        if self.is_working(end)? {
            return Ok(self.closing(end));
        }
        let to = self.next_working_day(end)?;
        because.push(Because::Moved { from: end, to });
        Ok(self.closing(to))
    }

    /// The opening hours in force from `from` until `end`.
    fn explain_hours(&self, from: NaiveDate, end: NaiveDate, because: &mut Vec<Because>) {
        because.extend(self.hours_during(from..=end).map(|(from, spans)| {
            let spans = spans.to_vec();
            Because::Hours { from, spans }
        }));
    }

    /// The days after `from` until `end` that are not what their day of the week says, and the
    /// rest days among them.
    fn explain(
        &self,
        from: NaiveDate,
        end: NaiveDate,
        because: &mut Vec<Because>,
    ) -> Result<(), ClockError> {
        for date in from.iter_days().skip(1).take_while(|date| *date <= end) {
            match self.day(date)? {
                Day::Working => {}
                Day::MakeUp(name) => because.push(Because::MadeUp {
                    date,
                    name: name.to_owned(),
                }),
                Day::WeeklyRest => because.push(Because::Excluded { date, name: None }),
                Day::Off(name) => {
                    because.push(Because::Excluded {
                        date,
                        name: Some(name.to_owned()),
                    });
                }
            }
        }
        Ok(())
    }
}
