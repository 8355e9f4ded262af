//! What holds for any facts whatever.

use chrono::{Days, NaiveDate};
use kernel::Decider as _;
use proptest::prelude::*;

use super::fixture::*;
use crate::{
    rules::{assess, due},
    *,
};

fn past_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..40_000).prop_map(|days| day("2026-11-22") - Days::new(days))
}

fn circumstances(certified: NaiveDate) -> impl Strategy<Value = Vec<Circumstance>> {
    let all = vec![
        Circumstance::ChildWithoutCarer { studying: true },
        Circumstance::LivingWithHiv,
        Circumstance::SingleParent { children: 2 },
        Circumstance::ElderlyWithoutCarer,
        Circumstance::ElderlyInDifficultArea,
        Circumstance::ElderlyWithoutPension,
        Circumstance::AcceptedForFacility,
        Circumstance::VerySevereDisability { certified },
        Circumstance::SevereDisability { certified },
        Circumstance::YoungChildInDifficultArea,
    ];
    proptest::sample::subsequence(all, 1..=10)
}

prop_compose! {
    fn facts()(born in past_day())(
        circumstances in circumstances(born),
        household in prop_oneof![Just(Household::Poor), Just(Household::NearPoor), Just(Household::Other)],
        [difficult_area, pension, other_allowance, stable_income, receiving] in any::<[bool; 5]>(),
        born in Just(born),
    ) -> Facts {
        Facts { born, household, difficult_area, pension, other_allowance, stable_income, receiving, circumstances }
    }
}

/// As [`assess`], for one circumstance alone.
fn alone(facts: &Facts, circumstance: Circumstance, on: NaiveDate) -> Dong {
    let facts = Facts {
        circumstances: vec![circumstance],
        ..facts.clone()
    };
    assess(&facts, &RuleBook::national(), on).amount
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_owed_less_than_their_best_circumstance_alone(facts in facts(), on in past_day()) {
        let owed = assess(&facts, &RuleBook::national(), on).amount;
        for &circumstance in &facts.circumstances {
            prop_assert!(owed >= alone(&facts, circumstance, on), "{:?}", circumstance);
        }
    }

    #[test]
    fn one_more_circumstance_never_lowers_the_amount(facts in facts(), on in past_day()) {
        let mut fewer = facts.clone();
        fewer.circumstances.pop();
        let book = RuleBook::national();
        prop_assert!(assess(&facts, &book, on).amount >= assess(&fewer, &book, on).amount);
    }

    #[test]
    fn the_working_adds_up_and_every_line_names_its_source(facts in facts(), on in past_day()) {
        let found = assess(&facts, &RuleBook::national(), on);
        prop_assert_eq!(found.amount, found.coefficient.times(found.standard));
        prop_assert_eq!(found.eligible, found.amount > Dong(0));
        prop_assert_eq!(found.eligible, found.start_month.is_some());
        prop_assert!(found.parts.len() <= 2);
        for line in &found.lines {
            prop_assert!(!line.text_vi.is_empty() && !line.source.is_empty(), "{:?}", line);
        }
    }

    #[test]
    fn once_granted_the_ledger_agrees_with_the_rules_month_by_month(facts in facts(), decided in 0u64..1500, later in 0u64..400) {
        let decided = day("2026-11-22") - Days::new(decided);
        let later = decided + Days::new(later);
        let office = |today| Office { today, rules: RuleBook::national() };
        let facts = Facts { receiving: true, ..facts };
        let mut history = vec![applied(facts.clone())];
        for (today, command) in [(decided, decide("1/QĐ")), (later, Command::Recalculate)] {
            let known = Entitlement::replay(&history);
            history.extend(Entitlement::decide(&office(today), known.as_ref(), command).unwrap_or_default());
        }
        let known = Entitlement::replay(&history).unwrap();
        let recalculated = Entitlement::decide(&office(later), Some(&known), Command::Recalculate) == Ok(vec![]);
        if let (Some(first), true) = (known.rates.first(), recalculated) {
            for month in first.from.through(Month::of(later)) {
                let owed = due(&facts, &RuleBook::national(), month, decided, later);
                prop_assert_eq!(known.rate(month), owed, "{}", month);
            }
        }
        prop_assert_eq!(history.iter().cloned().fold(None, |known, event| Entitlement::evolve(known, &event)), Some(known));
    }

    #[test]
    fn an_age_is_complete_from_the_birthday_on(born in past_day(), years in 0u32..110) {
        let birthday = birthday(born, years).unwrap();
        prop_assert_eq!(age(born, birthday), Some(years));
        prop_assert_eq!(age(born, birthday - Days::new(1)), years.checked_sub(1));
    }
}
