//! What is true of every ledger, whatever happens to it.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::{
    super::vectors::{at, calendar},
    *,
};

/// Something that happens, some time after what came before it, or somewhat earlier by a clock
/// that is behind.
#[derive(Clone, Debug)]
enum Happens {
    Pause(&'static str),
    End(&'static str),
    Resume,
    Restart(Term),
    Move(i64),
}

fn happens() -> impl Strategy<Value = (Happens, i64)> {
    let ground = || prop_oneof![Just("supplement"), Just("payment")];
    let what = prop_oneof![
        3 => ground().prop_map(Happens::Pause),
        2 => ground().prop_map(Happens::End),
        2 => Just(Happens::Resume),
        1 => (0..20_u32).prop_map(|quarters| Happens::Restart(Term::quarters(quarters))),
        1 => (0..20_i64).prop_map(Happens::Move),
    ];
    (what, -600..8_000_i64)
}

fn opened() -> impl Strategy<Value = Ledger> {
    let term = prop_oneof![
        (0..20_u32).prop_map(Term::quarters),
        (0..20_u32).prop_map(Term::calendar_days),
        Just(Term::same_day()),
    ];
    (0..300 * 1440_i64, term, any::<bool>()).prop_map(|(minutes, term, cutoff)| {
        let rule = StartRule {
            cutoff: chrono::NaiveTime::from_hms_opt(15, 0, 0).filter(|_| cutoff),
        };
        let received = at("2024-01-02 00:00") + TimeDelta::minutes(minutes);
        Ledger::open(&calendar(), rule, &term, StartEvent::Reception, received).unwrap()
    })
}

/// The ledger after each of `course`, at the moments they are said to happen.
fn after_each(ledger: &Ledger, course: &[(Happens, i64)]) -> Vec<(Ledger, Instant)> {
    let calendar = calendar();
    let mut now = ledger.received().1;
    let mut ledger = ledger.clone();
    let mut all = Vec::new();
    for (what, later) in course {
        now += TimeDelta::minutes(*later);
        let next = match what {
            Happens::Pause(ground) => Ok(ledger.pause(&calendar, *ground, now)),
            Happens::End(ground) => ledger.end_pause(&calendar, ground, now),
            Happens::Resume => ledger.resume(&calendar, now),
            Happens::Restart(term) => ledger.restart(&calendar, "phase", now, term),
            Happens::Move(days) => {
                let to = ledger.due() + TimeDelta::days(*days);
                ledger.move_to(&calendar, to, "apology", now)
            }
        };
        match next {
            Ok(next) => ledger = next,
            Err(LedgerError::NotLater { .. } | LedgerError::DayOfRest { .. }) => {}
            Err(error) => panic!("{error}"),
        }
        all.push((ledger.clone(), now));
    }
    all
}

proptest! {
    #[test]
    fn pausing_and_resuming_at_once_changes_no_date(
        ledger in opened(),
        course in prop::collection::vec(happens(), 0..6),
        after in 0..8_000_i64,
    ) {
        let calendar = calendar();
        let last = after_each(&ledger, &course).pop();
        let (ledger, now) = last.unwrap_or_else(|| (ledger.clone(), ledger.received().1));
        prop_assume!(ledger.paused_since().is_none());
        let now = now + TimeDelta::minutes(after);
        let again = ledger.pause(&calendar, "survey", now).resume(&calendar, now).unwrap();
        prop_assert_eq!(again.due(), ledger.due());
        prop_assert_eq!(again.state(), ledger.state());
    }

    #[test]
    fn dates_are_of_working_days_and_only_a_restart_brings_one_forward(
        ledger in opened(),
        course in prop::collection::vec(happens(), 0..8),
    ) {
        let calendar = calendar();
        let mut before = ledger.due();
        for (ledger, _) in after_each(&ledger, &course) {
            let due = ledger.due();
            prop_assert_eq!(calendar.is_working(calendar.civil(due).date()), Ok(true));
            let restarted = matches!(ledger.entries().last().map(|e| &e.act), Some(Act::Restarted { .. }));
            prop_assert!(due >= before || restarted);
            before = due;
        }
    }

    #[test]
    fn what_is_left_when_the_clock_stops_is_left_when_it_runs_again(
        ledger in opened(),
        course in prop::collection::vec(happens(), 0..8),
        after in 0..8_000_i64,
    ) {
        let calendar = calendar();
        for (ledger, now) in after_each(&ledger, &course) {
            let now = now.max(ledger.entries().last().map_or(now, |e| e.at)) + TimeDelta::minutes(after);
            let again = ledger.resume(&calendar, now).unwrap();
            prop_assert_eq!(again.left(&calendar, now), ledger.left(&calendar, now));
            prop_assert_eq!(again.paused_since(), None);
        }
    }

    #[test]
    fn intervals_leave_no_gap_and_add_up(
        ledger in opened(),
        course in prop::collection::vec(happens(), 1..8),
        after in 0..8_000_i64,
    ) {
        let calendar = calendar();
        let (ledger, _) = after_each(&ledger, &course).pop().unwrap();
        let last = ledger.entries().last().map_or(ledger.received().1, |entry| entry.at);
        let now = last + TimeDelta::minutes(after);
        let intervals = ledger.intervals(&calendar, now).unwrap();
        prop_assert_eq!(intervals[0].from, ledger.received().1);
        for pair in intervals.windows(2) {
            prop_assert_eq!(pair[0].to, Some(pair[1].from));
            prop_assert_ne!(&pair[0].state, &pair[1].state);
        }
        let last = intervals.last().unwrap();
        prop_assert_eq!((last.to, &last.state), (None, &ledger.state()));
        let sum: WorkingMinutes = intervals.iter().map(|interval| interval.minutes).sum();
        prop_assert_eq!(Ok(sum), calendar.spent(ledger.received().1, now));
    }

    #[test]
    fn a_ledger_is_kept_as_data_and_recounts_to_the_same_dates(
        ledger in opened(),
        course in prop::collection::vec(happens(), 0..8),
    ) {
        for (ledger, _) in after_each(&ledger, &course) {
            let kept = serde_json::to_string(&ledger).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Ledger>(&kept).unwrap(), &ledger);
            let again = ledger.recounted(&calendar()).unwrap();
            prop_assert_eq!(again.dues(), ledger.dues());
            prop_assert_eq!(again.state(), ledger.state());
        }
    }
}
