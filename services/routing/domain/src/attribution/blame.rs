//! Who made a dossier late.

use kernel::{
    UnitId,
    working_time::{Calendar, ClockError, WorkingMinutes},
};

use super::{
    course::Course,
    critical::Slice,
    lane::{Lanes, State},
    promise::late,
};

/// Late minutes, and whose they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Blame {
    pub whose: Blamed,
    pub minutes: WorkingMinutes,
}

/// Who or what made a dossier late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blamed {
    /// The unit of a leg, by position.
    Leg { leg: usize, unit: UnitId },
    /// The one-stop desk itself.
    Desk { unit: UnitId },
    /// Nobody exceeded a norm: the norms together do not fit the term.
    Norms,
}

/// Late minutes and whose they are; the parts come to the whole.
pub(super) fn blames(
    course: &Course<'_>,
    lanes: &Lanes,
    slices: &[Slice],
    calendar: &Calendar,
) -> Result<(WorkingMinutes, Vec<Blame>), ClockError> {
    let allotted = lanes.legs.iter().map(|lane| lane.allotted(calendar));
    let mut book = Book::new(allotted.collect::<Result<_, _>>()?);
    (book.desk, book.credit) = (course.desk.get(), course.unallotted.get());
    for (slice, late) in slices.iter().zip(late(course, slices)) {
        if slice.counts {
            book.spend(charged(slice), slice.minutes.get(), late);
        }
    }
    let unit = |n: usize| course.legs[n].unit.clone();
    let blames = book.blamed.into_iter().map(|(whose, minutes)| Blame {
        whose: match whose {
            Some(Some(leg)) => Blamed::Leg {
                leg,
                unit: unit(leg),
            },
            Some(None) => Blamed::Desk {
                unit: course.receiving.clone(),
            },
            None => Blamed::Norms,
        },
        minutes: WorkingMinutes::new(minutes),
    });
    let blames: Vec<Blame> = blames.collect();
    Ok((blames.iter().map(|blame| blame.minutes).sum(), blames))
}

/// On whose norm the time goes: a leg's, or none, the desk's.
type Charge = Option<usize>;

fn charged(slice: &Slice) -> Charge {
    match slice.state {
        // Its deadline runs from the offer: who lets an offer lie is late, though the giver holds.
        Some(State::Held | State::Pending) => slice.leg,
        _ => None,
    }
}

/// The critical path's overruns and savings, as they arise.
struct Book {
    allotted: Vec<Option<WorkingMinutes>>,
    /// What is left of the desk's own time.
    desk: u32,
    used: Vec<u32>,
    saved: Vec<bool>,
    /// Saved by legs that are over or given to nobody, and not yet used up by others.
    credit: u32,
    /// Overruns that nothing saved before covers, and nothing was blamed on yet.
    debts: Vec<(Charge, u32)>,
    /// The same of legs for which no norm is set.
    unmeasured: Vec<(Charge, u32)>,
    last: Charge,
    blamed: Vec<(Option<Charge>, u32)>,
}

impl Book {
    fn new(allotted: Vec<Option<WorkingMinutes>>) -> Self {
        Self {
            used: vec![0; allotted.len()],
            saved: vec![false; allotted.len()],
            allotted,
            desk: 0,
            credit: 0,
            debts: Vec::new(),
            unmeasured: Vec::new(),
            last: None,
            blamed: Vec::new(),
        }
    }

    fn spend(&mut self, charge: Charge, minutes: u32, late: bool) {
        if self.last != charge {
            self.leave();
            self.last = charge;
        }
        let over = self.overrun(charge, minutes);
        if late {
            self.blame(minutes - over);
        }
        let uncovered = over - over.min(self.credit);
        self.credit -= over - uncovered;
        if uncovered > 0 {
            self.debts.push((charge, uncovered));
        }
        if late {
            self.blame(over);
        }
    }

    /// How many of `minutes` lie beyond the norm.
    fn overrun(&mut self, charge: Charge, minutes: u32) -> u32 {
        let Some(n) = charge else {
            let over = minutes.saturating_sub(self.desk);
            self.desk -= minutes - over;
            return over;
        };
        let Some(allotted) = self.allotted[n] else {
            if minutes > 0 {
                self.unmeasured.push((charge, minutes));
            }
            return 0;
        };
        let left = allotted.get().saturating_sub(self.used[n]);
        self.used[n] = self.used[n].saturating_add(minutes);
        minutes.saturating_sub(left)
    }

    /// What the leg just left did not use is there for those after it, once.
    fn leave(&mut self) {
        let Some(n) = self.last else { return };
        if let Some(allotted) = self.allotted[n]
            && !std::mem::replace(&mut self.saved[n], true)
        {
            let unused = allotted.get().saturating_sub(self.used[n]);
            self.credit = self.credit.saturating_add(unused);
            self.used[n] = self.used[n].max(allotted.get());
        }
    }

    /// Late minutes fall to the nearest overrun before them; failing one, to the nearest leg
    /// without a norm; failing that, to the norms.
    fn blame(&mut self, mut minutes: u32) {
        for stack in [&mut self.debts, &mut self.unmeasured] {
            while minutes > 0
                && let Some((charge, owed)) = stack.pop()
            {
                let part = owed.min(minutes);
                minutes -= part;
                add(&mut self.blamed, Some(charge), part);
                if owed > part {
                    stack.push((charge, owed - part));
                }
            }
        }
        if minutes > 0 {
            add(&mut self.blamed, None, minutes);
        }
    }
}

fn add(blamed: &mut Vec<(Option<Charge>, u32)>, whose: Option<Charge>, minutes: u32) {
    match blamed.iter_mut().find(|(other, _)| *other == whose) {
        Some((_, sum)) => *sum += minutes,
        None => blamed.push((whose, minutes)),
    }
}
