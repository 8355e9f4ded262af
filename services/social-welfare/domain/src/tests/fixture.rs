//! Invented people and the national rules.

use chrono::NaiveDate;
use kernel::{Decider as _, Personal};

use crate::*;

pub fn day(raw: &str) -> NaiveDate {
    raw.parse().unwrap()
}
pub fn month(raw: &str) -> Month {
    Month::of(day(raw))
}
pub fn office(today: &str) -> Office {
    Office {
        today: day(today),
        rules: RuleBook::national(),
    }
}

/// Somebody poor with one circumstance and nothing else.
pub fn with(born: &str, circumstance: Circumstance) -> Facts {
    Facts {
        born: day(born),
        household: Household::Poor,
        difficult_area: false,
        pension: false,
        other_allowance: false,
        stable_income: false,
        receiving: false,
        circumstances: vec![circumstance],
    }
}
pub fn severe(born: &str, certified: &str) -> Facts {
    with(
        born,
        Circumstance::SevereDisability {
            certified: day(certified),
        },
    )
}

pub fn apply(facts: Facts) -> Command {
    Command::Apply {
        entitlement: "01900000-0000-7000-8000-0000000000e1".parse().unwrap(),
        dossier: "01900000-0000-7000-8000-0000000000d1".parse().unwrap(),
        facts: Personal::new(facts),
    }
}
pub fn applied(facts: Facts) -> Event {
    let Command::Apply {
        entitlement,
        dossier,
        facts,
    } = apply(facts)
    else {
        unreachable!()
    };
    Event::Applied {
        entitlement,
        dossier,
        facts,
    }
}
pub fn decide(no: &str) -> Command {
    Command::Decide {
        decision_no: no.into(),
    }
}
pub fn amend(no: &str, facts: Facts) -> Command {
    Command::Amend {
        decision_no: no.into(),
        facts: Personal::new(facts),
        reason: Personal::new("Ghi sai ngày cấp giấy xác nhận".into()),
    }
}
pub fn suspend(no: &str, ground: SuspensionGround, from: &str) -> Command {
    Command::Suspend {
        decision_no: no.into(),
        ground,
        from: month(from),
    }
}

pub fn refused_or(history: &[Event], today: &str, when: Command) -> Result<Vec<Event>, Refusal> {
    Entitlement::decide(&office(today), Entitlement::replay(history).as_ref(), when)
}

/// The history with what follows from the command, which must be allowed.
#[track_caller]
pub fn after(history: &[Event], today: &str, when: Command) -> Vec<Event> {
    [history, &refused_or(history, today, when).unwrap()].concat()
}

pub fn printed(rates: &[Rate]) -> Vec<String> {
    rates
        .iter()
        .map(|rate| format!("{} {}", rate.from, rate.amount))
        .collect()
}
pub fn shown(lines: &[Line]) -> String {
    lines
        .iter()
        .map(|line| format!("{} [{}]\n", line.text_vi, line.source))
        .collect()
}
