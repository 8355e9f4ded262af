//! Attribution: who had a dossier at every working minute, and who made it late.
//!
//! A pure function of what the route's journal says and when it says it happened. The order in
//! which routing came to know of it does not matter, and clocks that are apart by hours make
//! nobody's time negative: nothing is taken to have happened before what it follows.
//!
//! - **Holder.** Every working minute from acceptance to settlement has exactly one. An offer moves
//!   nothing: until it is accepted, whoever gives still holds. While the person is asked for a
//!   supplement or for money, the time is theirs; a wait outside the term is nobody's.
//! - **Parallel branches.** The dossier's minute is that of the critical branch, the one that ends
//!   last before the branches meet; what the others took is told of each leg apart.
//! - **Lateness** is the working time after the promised moment inside the term. It is blamed, as it
//!   arises, on the nearest overrun before it on the critical path that no time saved earlier
//!   covers; what no overrun explains is named as norms that do not fit the term.

mod blame;
mod course;
mod critical;
mod lane;
mod of_route;
mod promise;

use kernel::{
    Instant, UnitId,
    working_time::{Calendar, ClockError, WorkingMinutes},
};

pub use blame::{Blame, Blamed};
pub use course::{Course, Move, Stage, What};

use critical::Slice;
use lane::{Lane, State};

/// What became of a dossier's time.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// In order and without gaps, from acceptance to settlement or to now.
    pub spans: Vec<Span>,
    /// Working minutes of all spans.
    pub total: WorkingMinutes,
    /// Of each holder, in order of their first minute; together they are `total`.
    pub totals: Vec<Total>,
    /// Working minutes inside the term after the promised moment.
    pub late: WorkingMinutes,
    /// Who made it late; together they are `late`.
    pub blames: Vec<Blame>,
    /// Of each leg, whether or not it was on the critical path.
    pub legs: Vec<LegTime>,
}

/// A stretch of the dossier's time in one holder's hands.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub from: Instant,
    pub to: Instant,
    pub holder: Keeper,
    /// The leg it is held for, by position.
    pub leg: Option<usize>,
    pub kind: SpanKind,
    /// Inside the term of law.
    pub counts: bool,
    pub minutes: WorkingMinutes,
}

/// Whose a minute is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeper {
    Unit(UnitId),
    Citizen,
    /// A wait outside the term: nobody works on the dossier.
    Outside,
}

/// Why somebody holds the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    Work,
    /// The person was asked for something.
    Supplement,
    Payment,
    Wait,
    /// Given, not yet taken.
    Transfer,
}

/// All of one holder's minutes.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    pub holder: Keeper,
    pub minutes: WorkingMinutes,
    /// Of them inside the term of law.
    pub counted: WorkingMinutes,
}

/// One leg's own time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LegTime {
    /// From the offers to the acceptances.
    pub waiting: WorkingMinutes,
    /// In the agency's custody, without what was the person's.
    pub spent: WorkingMinutes,
    /// From the offer to the leg's deadline; none without a norm.
    pub allotted: Option<WorkingMinutes>,
}

/// Accounts for every working minute of `course` until its end, or until `now` while it goes on.
///
/// Linear in the number of moves, but for putting them in order.
///
/// # Errors
/// [`ClockError::BeyondCalendar`].
pub fn attribute(
    course: &Course<'_>,
    now: Instant,
    calendar: &Calendar,
) -> Result<Account, ClockError> {
    let lanes = lane::lanes(course, now);
    let slices = critical::slices(course, &lanes, calendar)?;
    let spans = spans(course, &slices);
    let (late, blames) = blame::blames(course, &lanes, &slices, calendar)?;
    let times = lanes.legs.iter();
    let times = times.map(|lane| time_of(lane, &lanes.with_citizen, calendar));
    let legs = times.collect::<Result<_, _>>()?;
    Ok(Account {
        total: spans.iter().map(|span| span.minutes).sum(),
        totals: totals(&spans),
        spans,
        late,
        blames,
        legs,
    })
}

fn spans(course: &Course<'_>, slices: &[Slice]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for slice in slices {
        let (holder, kind) = keeper(course, slice);
        let next = Span {
            from: slice.from,
            to: slice.to,
            holder,
            leg: slice.leg,
            kind,
            counts: slice.counts,
            minutes: slice.minutes,
        };
        match spans.last_mut() {
            Some(last) if last.goes_on_as(&next) => {
                last.to = next.to;
                last.minutes += next.minutes;
            }
            _ => spans.push(next),
        }
    }
    spans
}

impl Span {
    fn goes_on_as(&self, next: &Self) -> bool {
        self.holder == next.holder
            && self.leg == next.leg
            && self.kind == next.kind
            && self.counts == next.counts
    }
}

fn keeper(course: &Course<'_>, slice: &Slice) -> (Keeper, SpanKind) {
    let unit = |unit: &UnitId| Keeper::Unit(unit.clone());
    let desk = || unit(course.receiving);
    let Some((leg, state)) = slice.leg.zip(slice.state) else {
        return match slice.after_settlement {
            true => (Keeper::Outside, SpanKind::Wait),
            false => (desk(), SpanKind::Transfer),
        };
    };
    match state {
        State::Paying => (Keeper::Citizen, SpanKind::Payment),
        State::Waiting => (Keeper::Outside, SpanKind::Wait),
        _ if slice.with_citizen => (Keeper::Citizen, SpanKind::Supplement),
        State::Held => (unit(course.legs[leg].unit), SpanKind::Work),
        State::Pending => {
            let giver = slice.giver.map_or_else(desk, |n| unit(course.legs[n].unit));
            (giver, SpanKind::Transfer)
        }
        State::Undetermined => (desk(), SpanKind::Transfer),
    }
}

fn totals(spans: &[Span]) -> Vec<Total> {
    let mut totals: Vec<Total> = Vec::new();
    for span in spans {
        let counted = match span.counts {
            true => span.minutes,
            false => WorkingMinutes::ZERO,
        };
        match totals.iter_mut().find(|total| total.holder == span.holder) {
            Some(total) => {
                total.minutes += span.minutes;
                total.counted += counted;
            }
            None => totals.push(Total {
                holder: span.holder.clone(),
                minutes: span.minutes,
                counted,
            }),
        }
    }
    totals
}

/// The time of leg `n` alone, until it was over or until `now`.
///
/// # Errors
/// [`ClockError::BeyondCalendar`].
pub fn leg_time(
    course: &Course<'_>,
    n: usize,
    now: Instant,
    calendar: &Calendar,
) -> Result<LegTime, ClockError> {
    let lanes = lane::lanes(course, now);
    time_of(&lanes.legs[n], &lanes.with_citizen, calendar)
}

fn time_of(
    lane: &Lane,
    with_citizen: &[(Instant, Instant)],
    calendar: &Calendar,
) -> Result<LegTime, ClockError> {
    let mut time = LegTime {
        allotted: lane.allotted(calendar)?,
        ..LegTime::default()
    };
    let mut asked = with_citizen.iter().copied().peekable();
    for stretch in &lane.stretches {
        let mut own = calendar.spent(stretch.from, stretch.to)?;
        while asked.next_if(|(_, to)| *to <= stretch.from).is_some() {}
        while let Some((from, to)) = asked.next_if(|(from, _)| *from < stretch.to) {
            let within = calendar.spent(from.max(stretch.from), to.min(stretch.to))?;
            own = own.saturating_sub(within);
            if to > stretch.to {
                // The rest of it may lie in the next stretch.
                break;
            }
        }
        match stretch.state {
            State::Held => time.spent += own,
            State::Pending | State::Undetermined => time.waiting += own,
            State::Paying | State::Waiting => {}
        }
    }
    Ok(time)
}

#[cfg(test)]
mod tests;
