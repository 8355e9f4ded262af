//! The clock against an oracle that knows one thing only: for each minute of a season, whether
//! the office is open. It counts by walking from minute to minute, and shares nothing with the
//! clock but the data of the calendar.

#![cfg(test)]

mod naive;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use kernel::working_time::*;
use naive::{Dice, Naive, Season};

const ZONE: i32 = 7 * 3600;
const SEASONS: u32 = 160;

/// The calendar of a season's data.
fn calendar(season: &Season) -> Calendar {
    let date =
        |day: usize| NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + TimeDelta::days(day as i64);
    let time = |minute: usize| {
        NaiveTime::from_hms_opt((minute / 60) as u32, (minute % 60) as u32, 0).unwrap()
    };
    let hours = |(from, spans): &(usize, Vec<(usize, usize)>)| Hours {
        from: date(*from),
        spans: spans.iter().map(|(a, b)| (time(*a), time(*b))).collect(),
    };
    let special = |kind| {
        move |day: &usize| SpecialDay {
            date: date(*day),
            kind,
            name: "ngày đặc biệt".to_owned(),
        }
    };
    let off = season.off.iter().map(special(SpecialKind::Off));
    let made_up = season.made_up.iter().map(special(SpecialKind::MakeUp));
    Calendar::new(CalendarSpec {
        zone: FixedOffset::east_opt(ZONE).unwrap(),
        weekly_rest: vec![Weekday::Sat, Weekday::Sun],
        hours: season.hours.iter().map(hours).collect(),
        days: off.chain(made_up).collect(),
        covers: date(0)..=date(season.days - 1),
    })
    .unwrap()
}

/// A second of the season as an instant, and back.
fn instant(second: i64) -> DateTime<Utc> {
    let midnight = NaiveDate::from_ymd_opt(2026, 1, 1)
        .unwrap()
        .and_time(NaiveTime::MIN);
    midnight.and_utc() + TimeDelta::seconds(second - i64::from(ZONE))
}

fn second(instant: DateTime<Utc>) -> i64 {
    (instant - self::instant(0)).num_seconds()
}

#[test]
fn the_clock_agrees_with_one_that_walks_from_minute_to_minute() {
    let mut dice = Dice(20_261_122);
    let mut counted = Counted::default();
    for _ in 0..SEASONS {
        let season = Season::thrown(&mut dice);
        let (calendar, naive) = (calendar(&season), Naive::new(&season));
        let both = Both {
            calendar: &calendar,
            naive: &naive,
        };
        for _ in 0..20 {
            both.start(&mut dice, &mut counted);
            both.spent(&mut dice, &mut counted);
            both.advance(&mut dice, &mut counted);
            both.due(&mut dice, &mut counted);
            both.due(&mut dice, &mut counted);
            both.ledger(&mut dice, &mut counted);
        }
    }
    println!("{counted:?}");
    assert!(counted.all() > 10_000, "{counted:?}");
    assert!(
        counted.beyond > 100,
        "the end of the calendar was met: {counted:?}"
    );
}

/// How many answers were compared.
#[derive(Debug, Default)]
struct Counted {
    start: u32,
    spent: u32,
    advance: u32,
    due: u32,
    ledger: u32,
    /// Of these, answers that the date is beyond the calendar.
    beyond: u32,
}

impl Counted {
    fn all(&self) -> u32 {
        self.start + self.spent + self.advance + self.due + self.ledger
    }
}

struct Both<'a> {
    calendar: &'a Calendar,
    naive: &'a Naive,
}

impl Both<'_> {
    /// A second of the season, now and then close to its end.
    fn moment(&self, dice: &mut Dice) -> i64 {
        let minutes = self.naive.minutes() as u64;
        let near_the_end = dice.one_in(12);
        let minute = match near_the_end {
            true => minutes - 1 - dice.below(4 * 1440),
            false => dice.below(minutes),
        };
        minute as i64 * 60
            + if dice.one_in(4) {
                dice.below(60) as i64
            } else {
                0
            }
    }

    fn same<E: std::fmt::Debug>(
        clock: Result<DateTime<Utc>, E>,
        naive: Option<i64>,
        counted: &mut Counted,
        what: impl FnOnce() -> String,
    ) {
        counted.beyond += u32::from(naive.is_none());
        let clock = clock.map(second);
        assert_eq!(clock.as_ref().ok(), naive.as_ref(), "{}: {clock:?}", what());
    }

    fn start(&self, dice: &mut Dice, counted: &mut Counted) {
        let received = self.moment(dice);
        let cutoff = dice.one_in(2).then(|| 13 * 60 + dice.below(300));
        let clock = self.calendar.start(instant(received), rule(cutoff));
        let naive = self
            .naive
            .start(received, cutoff.map(|minute| minute as i64));
        Self::same(clock, naive, counted, || {
            format!("start {received} {cutoff:?}")
        });
        counted.start += 1;
    }

    fn spent(&self, dice: &mut Dice, counted: &mut Counted) {
        let from = self.moment(dice);
        let to = from + dice.below(9 * 86_400) as i64 - 86_400;
        let clock = self.calendar.spent(instant(from), instant(to));
        assert_eq!(self.calendar.left(instant(from), instant(to)), clock);
        let naive = self.naive.spent(from, to);
        counted.beyond += u32::from(naive.is_none());
        let minutes = clock.as_ref().ok().map(|minutes| minutes.get() as usize);
        assert_eq!(minutes, naive, "spent {from} {to}: {clock:?}");
        counted.spent += 2;
    }

    fn advance(&self, dice: &mut Dice, counted: &mut Counted) {
        let from = self.moment(dice);
        let minutes = dice.below(5 * 480);
        let clock = self
            .calendar
            .advance(instant(from), WorkingMinutes::new(minutes as u32));
        let naive = self.naive.advance(from, minutes as usize);
        Self::same(clock, naive, counted, || {
            format!("advance {from} {minutes}")
        });
        counted.advance += 1;
    }

    fn due(&self, dice: &mut Dice, counted: &mut Counted) {
        let from = self.moment(dice);
        let term = term(dice);
        let clock = self
            .calendar
            .due(instant(from), &term.parse().unwrap())
            .map(|due| due.at);
        let naive = self.naive.due(from, &term);
        Self::same(clock, naive, counted, || format!("due {from} {term}"));
        counted.due += 1;
    }

    /// A promise, and what happens to it: the oracle moves its date minute by minute.
    fn ledger(&self, dice: &mut Dice, counted: &mut Counted) {
        let cutoff = dice.one_in(3).then_some(15 * 60_u64);
        let text = term(dice);
        let mut now = self.moment(dice);
        let opened = Ledger::open(
            self.calendar,
            rule(cutoff),
            &text.parse().unwrap(),
            StartEvent::Reception,
            instant(now),
        );
        let cutoff = cutoff.map(|minute| minute as i64);
        let mut naive = self.naive.open(now, cutoff, &text);
        let due = opened.as_ref().map(Ledger::due).map_err(Clone::clone);
        Self::same(due, naive.as_ref().map(|naive| naive.due), counted, || {
            format!("open {now} {text}")
        });
        counted.ledger += 1;
        let Ok(mut ledger) = opened else { return };
        for _ in 0..dice.below(6) {
            now += later(dice);
            let ground = ["supplement", "payment"][dice.below(2) as usize];
            let at = instant(now);
            let Some(known) = naive.take() else { return };
            let (next, expected) = match dice.below(6) {
                0 | 1 => (
                    Ok(ledger.pause(self.calendar, ground, at)),
                    Some(known.pause(ground, now)),
                ),
                2 => (
                    ledger.end_pause(self.calendar, ground, at),
                    self.naive.end(known, ground, now),
                ),
                3 => (
                    ledger.resume(self.calendar, at),
                    self.naive.resume(known, now),
                ),
                4 => {
                    let to = ledger.due() + TimeDelta::minutes(dice.below(9_000) as i64 - 2_000);
                    let moved = ledger.move_to(self.calendar, to, "apology", at);
                    let kept = match moved {
                        Err(LedgerError::NotLater { .. } | LedgerError::DayOfRest { .. }) => {
                            Ok(ledger.clone())
                        }
                        moved => moved,
                    };
                    (kept, self.naive.move_to(known, second(to), now))
                }
                _ => {
                    let text = term(dice);
                    let term = text.parse().unwrap();
                    (
                        ledger.restart(self.calendar, "phase", at, &term),
                        self.naive.restart(known, now, cutoff, &text),
                    )
                }
            };
            let due = next.as_ref().map(Ledger::due).map_err(Clone::clone);
            Self::same(
                due,
                expected.as_ref().map(|naive| naive.due),
                counted,
                || format!("at {now} {ground}: {:#?}", ledger.entries()),
            );
            counted.ledger += 1;
            let (Ok(next), Some(expected)) = (next, &expected) else {
                return;
            };
            assert_eq!(next.paused_since().is_some(), !expected.grounds.is_empty());
            ledger = next;
            naive = Some(expected.clone());
        }
    }
}

fn rule(cutoff: Option<u64>) -> StartRule {
    let time = |minute: u64| {
        NaiveTime::from_hms_opt((minute / 60) as u32, (minute % 60) as u32, 0).unwrap()
    };
    StartRule {
        cutoff: cutoff.map(time),
    }
}

/// How much later something happens: minutes or days; now and then by a clock that is behind.
fn later(dice: &mut Dice) -> i64 {
    let reach = if dice.one_in(2) { 2 * 3600 } else { 3 * 86_400 };
    dice.below(reach) as i64 - if dice.one_in(6) { 4 * 3600 } else { 0 }
}

/// A term as it is written, of one part or two different ones.
fn term(dice: &mut Dice) -> String {
    let part = |dice: &mut Dice| match dice.below(7) {
        0 => format!("{}d", dice.below(7)),
        1 => format!(
            "{}.{}d",
            dice.below(4),
            ["25", "5", "75"][dice.below(3) as usize]
        ),
        2 => format!("{}min", dice.below(1500)),
        3 => format!("{}h", dice.below(30)),
        4 => format!("{}cd", dice.below(14)),
        5 => format!("{}mo", dice.below(2)),
        _ => "same-day".to_owned(),
    };
    let first = part(dice);
    if dice.one_in(4) && first.ends_with('d') && !first.ends_with("cd") {
        return format!("{first} + {}cd", 1 + dice.below(9));
    }
    first
}
