use std::fmt;

use chrono::{Datelike as _, Days, Months, NaiveDate, NaiveDateTime, Weekday};
use serde::{Deserialize, Serialize};

use super::{
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

/// One line of the working. Displayed as a sentence in Vietnamese; times are the province's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Because {
    /// The clock starts.
    Starts { at: NaiveDateTime },
    /// The day of the start does not count (Bộ luật Dân sự 2015 Điều 147.2).
    StartDayNotCounted { date: NaiveDate },
    /// A day that is not counted, with its name; weekly rest days have none.
    Excluded {
        date: NaiveDate,
        name: Option<String>,
    },
    /// A rest day that is counted, because it is worked.
    MadeUp { date: NaiveDate, name: String },
    /// A part of the term is over.
    Counted { term: Term, until: NaiveDateTime },
    /// It would end on a rest day (Bộ luật Dân sự 2015 Điều 148.5).
    Moved { from: NaiveDate, to: NaiveDate },
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
            at: self.civil(start),
        }];
        let mut at = start;
        for part in term.parts() {
            at = self.part_due(at, *part, &mut because)?;
            let term = Term::from(*part);
            because.push(Because::Counted {
                term,
                until: self.civil(at),
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

/// `thứ Sáu, 26/04/2024`.
fn on(date: NaiveDate) -> String {
    let weekday = match date.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    };
    format!("{weekday}, {}", date.format("%d/%m/%Y"))
}

fn moment(at: NaiveDateTime) -> String {
    format!("{} {}", at.format("%H:%M"), on(at.date()))
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Starts { at } => write!(f, "Thời hạn bắt đầu lúc {}.", moment(*at)),
            Self::StartDayNotCounted { date } => {
                write!(f, "Không tính ngày bắt đầu, {}.", on(*date))
            }
            Self::Excluded { date, name: None } => {
                write!(f, "Không tính {}: ngày nghỉ hằng tuần.", on(*date))
            }
            Self::Excluded {
                date,
                name: Some(name),
            } => {
                write!(f, "Không tính {}: {name}.", on(*date))
            }
            Self::MadeUp { date, name } => write!(f, "Có tính {}: {name}.", on(*date)),
            Self::Counted { term, until } => {
                write!(f, "Đủ {} lúc {}.", term.sentence(), moment(*until))
            }
            Self::Moved { from, to } => write!(
                f,
                "{} là ngày nghỉ nên hạn chuyển sang ngày làm việc tiếp theo, {}.",
                capital(&on(*from)),
                on(*to)
            ),
        }
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}
