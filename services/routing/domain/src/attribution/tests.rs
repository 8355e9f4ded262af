//! Attribution by hand-made journals, and over generated ones.

mod laws;
mod path;
mod skew;

use std::sync::OnceLock;

use kernel::{
    Instant, UnitId,
    working_time::{Calendar, CalendarSpec, Hours},
};

use super::*;

/// Working hours 07:00–11:30 and 13:30–17:00, Monday to Friday, no holidays.
fn calendar() -> &'static Calendar {
    static ONCE: OnceLock<Calendar> = OnceLock::new();
    ONCE.get_or_init(made)
}

fn made() -> Calendar {
    let time = |h, m| chrono::NaiveTime::from_hms_opt(h, m, 0).unwrap();
    let date = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    Calendar::new(CalendarSpec {
        zone: chrono::FixedOffset::east_opt(7 * 3600).unwrap(),
        weekly_rest: vec![chrono::Weekday::Sat, chrono::Weekday::Sun],
        hours: vec![Hours {
            from: date("2026-01-01"),
            spans: vec![(time(7, 0), time(11, 30)), (time(13, 30), time(17, 0))],
        }],
        days: Vec::new(),
        covers: date("2026-01-01")..=date("2027-12-31"),
    })
    .unwrap()
}

/// Civil time of November 2026: Monday is the 2nd.
fn at(day: u32, hour: u32, minute: u32) -> Instant {
    format!("2026-11-{day:02}T{hour:02}:{minute:02}:00+07:00")
        .parse()
        .unwrap()
}

fn morning(day: u32) -> Instant {
    at(day, 7, 0)
}

fn evening(day: u32) -> Instant {
    at(day, 17, 0)
}

/// A plan: of each leg whether it counts, and the legs before it. The unit of leg `n` is `unit:n`.
#[derive(Clone, Debug)]
struct Plan {
    desk: UnitId,
    units: Vec<UnitId>,
    counts: Vec<bool>,
    after: Vec<Vec<usize>>,
    from_custody: bool,
}

impl Plan {
    fn of(legs: &[(bool, &[usize])]) -> Self {
        Self {
            desk: UnitId::new("desk"),
            units: (0..legs.len())
                .map(|n| UnitId::new(format!("unit:{n}")))
                .collect(),
            counts: legs.iter().map(|(counts, _)| *counts).collect(),
            after: legs.iter().map(|(_, after)| after.to_vec()).collect(),
            from_custody: false,
        }
    }

    /// Legs that follow one another, all inside the term.
    fn line(n: usize) -> Self {
        let before: Vec<Vec<usize>> = (0..n)
            .map(|n| n.checked_sub(1).into_iter().collect())
            .collect();
        let legs: Vec<(bool, &[usize])> = before.iter().map(|it| (true, it.as_slice())).collect();
        Self::of(&legs)
    }

    fn course<'a>(&'a self, moves: &'a [Move]) -> Course<'a> {
        let stage = |n: usize| Stage {
            unit: &self.units[n],
            aside: false,
            counts: self.counts[n],
            after: &self.after[n],
            givers: self.after[n].clone(),
        };
        Course {
            start: morning(2),
            receiving: &self.desk,
            from_custody: self.from_custody,
            desk: WorkingMinutes::ZERO,
            unallotted: WorkingMinutes::ZERO,
            legs: (0..self.units.len()).map(stage).collect(),
            moves,
        }
    }

    fn account(&self, moves: &[Move], now: Instant) -> Account {
        attribute(&self.course(moves), now, calendar()).unwrap()
    }
}

fn promised(due: Instant) -> Move {
    Move::new(What::Promised, morning(2)).due(Some(due))
}

fn settled(at: Instant) -> Move {
    Move::new(What::Settled, at)
}

/// Offered with a deadline, taken at once, done.
fn worked(leg: usize, from: Instant, due: Instant, done: Instant) -> [Move; 3] {
    [
        Move::new(What::Offered, from).on(leg, 1).due(Some(due)),
        Move::new(What::Accepted, from).on(leg, 1),
        Move::new(What::Completed, done).on(leg, 1),
    ]
}

/// Whom the lateness is blamed on, a line each.
fn blamed(account: &Account) -> Vec<String> {
    let line = |blame: &Blame| {
        let whose = match &blame.whose {
            Blamed::Leg { unit, .. } | Blamed::Desk { unit } => unit.to_string(),
            Blamed::Norms => "norms".to_owned(),
        };
        format!("{whose} {}", blame.minutes.get())
    };
    account.blames.iter().map(line).collect()
}

/// Who held the dossier, a line each: holder, kind, minutes, and whether they count.
fn held(account: &Account) -> Vec<String> {
    let line = |span: &Span| {
        let holder = match &span.holder {
            Keeper::Unit(unit) => unit.as_str(),
            Keeper::Citizen => "citizen",
            Keeper::Outside => "outside",
        };
        let counts = if span.counts { "" } else { " apart" };
        format!("{holder} {:?} {}{counts}", span.kind, span.minutes.get())
    };
    account.spans.iter().map(line).collect()
}
