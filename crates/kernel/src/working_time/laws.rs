//! What is true of every term and every moment.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::{
    vectors::{calendar, date},
    *,
};
use crate::Instant;

/// Any second of two and a half years.
fn moment() -> impl Strategy<Value = Instant> {
    (0..900 * 86_400_i64).prop_map(|seconds| {
        calendar().at(date("2024-01-02"), chrono::NaiveTime::MIN) + TimeDelta::seconds(seconds)
    })
}

fn minutes() -> impl Strategy<Value = WorkingMinutes> {
    (0..20_000_u32).prop_map(WorkingMinutes::new)
}

fn term() -> impl Strategy<Value = Term> {
    let part = prop_oneof![
        (0..120_u32).prop_map(Term::quarters),
        (0..30_u32).prop_map(Term::days),
        (0..3_000_u32).prop_map(Term::minutes),
        (0..40_u32).prop_map(Term::calendar_days),
        (0..2_u32).prop_map(Term::months),
        Just(Term::same_day()),
    ];
    prop::collection::vec(part, 0..3).prop_map(|parts| parts.into_iter().sum())
}

proptest! {
    #[test]
    fn terms_add_up(start in moment(), a in minutes(), b in minutes()) {
        let calendar = calendar();
        let in_two = calendar.advance(start, a).and_then(|then| calendar.advance(then, b));
        let at_once = calendar.advance(start, a + b);
        // The two agree but for seconds that no minute counts, when the first stretch is none.
        if !a.is_zero() && !b.is_zero() {
            prop_assert_eq!(&in_two, &at_once);
        }
        if let Ok(end) = at_once {
            prop_assert_eq!(calendar.spent(start, end), Ok(a + b));
        }
    }

    #[test]
    fn a_term_never_ends_on_a_day_of_rest(start in moment(), term in term()) {
        let calendar = calendar();
        if let Ok(due) = calendar.due(start, &term) {
            prop_assert_eq!(calendar.is_working(calendar.civil(due.at).date()), Ok(true));
            prop_assert!(due.at >= start);
        }
    }

    #[test]
    fn a_longer_term_is_never_due_sooner(start in moment(), term in term(), days in 0..20_u32) {
        let calendar = calendar();
        let longer = term.clone() + Term::days(days);
        if let (Ok(due), Ok(later)) = (calendar.due(start, &term), calendar.due(start, &longer)) {
            prop_assert!(later.at >= due.at);
        }
    }

    #[test]
    fn pausing_and_resuming_at_once_changes_nothing(start in moment(), paused in moment(), term in term()) {
        let calendar = calendar();
        if let Ok(due) = calendar.due(start, &term) {
            prop_assert_eq!(calendar.extend(due.at, paused, paused), Ok(due.at));
        }
    }

    #[test]
    fn a_pause_leaves_as_much_time_as_before(due in moment(), paused in moment(), resumed in moment()) {
        let calendar = calendar();
        let (paused, resumed) = (paused.min(resumed), paused.max(resumed));
        let due = due.max(resumed);
        if let Ok(extended) = calendar.extend(due, paused, resumed) {
            prop_assert_eq!(calendar.left(resumed, extended), calendar.left(paused, due));
        }
    }

    #[test]
    fn time_spent_is_additive(a in moment(), b in moment(), c in moment()) {
        let calendar = calendar();
        let mut at = [a, b, c];
        at.sort();
        let spent = |from, to| calendar.spent(from, to).unwrap();
        prop_assert_eq!(spent(at[0], at[1]) + spent(at[1], at[2]), spent(at[0], at[2]));
        prop_assert_eq!(spent(at[2], at[0]), WorkingMinutes::ZERO);
        prop_assert_eq!(calendar.left(at[2], at[0]), Ok(WorkingMinutes::ZERO));
    }

    #[test]
    fn a_clock_starts_while_the_office_is_open(received in moment()) {
        let calendar = calendar();
        let start = calendar.start(received, StartRule::default()).unwrap();
        prop_assert!(start >= received);
        prop_assert_eq!(calendar.is_open(start), Ok(true));
        prop_assert_eq!(calendar.spent(received, start), Ok(WorkingMinutes::ZERO));
        prop_assert_eq!(calendar.start(start, StartRule::default()), Ok(start));
    }

    #[test]
    fn every_term_is_read_back_as_written(term in term()) {
        prop_assert_eq!(term.to_string().parse::<Term>(), Ok(term));
    }
}
