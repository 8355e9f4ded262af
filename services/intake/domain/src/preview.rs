//! The appointment as it would be promised, before anybody has decided anything.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::Given;
use chrono::NaiveDate;
use kernel::{
    Instant, UnitId,
    working_time::{Calendar, Day, Term},
};

use crate::{Appointment, Channel, Desk, FilingFault, Refusal};

/// What is known of a filing while it is still being taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The procedure's code.
    pub procedure: String,
    pub unit: UnitId,
    pub place: UnitId,
    /// By the key of the question.
    pub answers: BTreeMap<String, String>,
    /// The components that are there.
    pub papers: BTreeSet<String>,
    pub channel: Channel,
    /// From when it would count.
    pub at: Instant,
}

/// What the desk would promise; receiving the same at the same moment promises the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    pub appointment: Appointment,
    /// The term of each phase.
    pub terms: Vec<Term>,
    pub difficult: bool,
    /// Form 01 is issued without being asked for (NĐ 61/2018/NĐ-CP Điều 17.4).
    pub receipt: bool,
    /// Every day from the reception to the promised one.
    pub days: Vec<CountedDay>,
    /// The legs that would be walked, in order.
    pub legs: Vec<PreviewLeg>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewLeg {
    pub key: String,
    pub title: String,
    /// The time allotted, where somebody set one.
    pub term: Option<Term>,
}

/// A day of the calendar, and what it is to the promised date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedDay {
    pub date: NaiveDate,
    pub is: DayIs,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayIs {
    /// Worked, and counted.
    Counted,
    /// Worked, but before the term begins to count.
    Before,
    /// A day of the week nobody works.
    Rest,
    /// A day off, by its name.
    Holiday(String),
    /// Worked instead of another day, by its name; counted.
    MakeUp(String),
}

impl Desk {
    /// The appointment that receiving `sought` would promise.
    ///
    /// # Errors
    /// When the procedure is not in force, the unit does not receive it, or no date can be computed.
    pub fn preview(&self, sought: &Sought) -> Result<Preview, Refusal> {
        let catalogue = &self.catalogue;
        let day = self.calendar().civil(sought.at).date();
        let Some(procedure) = catalogue.procedure(&sought.procedure, day) else {
            let code = sought.procedure.clone();
            return Err(Refusal::Filing(vec![FilingFault::UnknownProcedure {
                code,
            }]));
        };
        if !catalogue.may_receive(procedure, &sought.unit, day) {
            let unit = sought.unit.clone();
            return Err(Refusal::Filing(vec![FilingFault::NotReceiving { unit }]));
        }
        let given = |difficult| sought.given(difficult);
        let promise = self.promise(procedure, &sought.place, given, sought.channel, sought.at)?;
        let route = procedure.route(&promise.legs).unwrap_or_default();
        let leg = |placed: &catalogue::PlacedLeg<'_>| PreviewLeg {
            key: placed.leg.key.clone(),
            title: placed.leg.title.clone(),
            term: placed.leg.norm(promise.difficult).cloned(),
        };
        Ok(Preview {
            days: counted(self.calendar(), day, &promise.appointment),
            legs: route.iter().map(leg).collect(),
            receipt: !procedure.immediate,
            difficult: promise.difficult,
            terms: promise.terms,
            appointment: promise.appointment,
        })
    }
}

impl Sought {
    fn given(&self, difficult: bool) -> Given<'_> {
        let answers = self.answers.iter();
        let answers = answers.map(|(key, answer)| (key.as_str(), answer.trim()));
        Given {
            answers: answers.filter(|(_, answer)| !answer.is_empty()).collect(),
            papers: self.papers.iter().map(String::as_str).collect(),
            difficult,
        }
    }
}

/// Every day from `received` to the promised one; it ends where the calendar does.
fn counted(calendar: &Calendar, received: NaiveDate, promise: &Appointment) -> Vec<CountedDay> {
    let from = calendar.civil(promise.counted_from()).date();
    let last = calendar.civil(promise.due()).date();
    let day = |date: NaiveDate| {
        let is = match calendar.day(date).ok()? {
            Day::Working if date < from => DayIs::Before,
            Day::Working => DayIs::Counted,
            Day::MakeUp(_) if date < from => DayIs::Before,
            Day::MakeUp(name) => DayIs::MakeUp(name.to_owned()),
            Day::WeeklyRest => DayIs::Rest,
            Day::Off(name) => DayIs::Holiday(name.to_owned()),
        };
        Some(CountedDay { date, is })
    };
    let days = received.iter_days().take_while(|date| *date <= last);
    days.map_while(day).collect()
}
