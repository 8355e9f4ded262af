//! Sums of money, and what holds of any answer whatever.

use proptest::prelude::*;

use super::today;
use crate::*;

#[test]
fn sums_are_read_and_printed_the_vietnamese_way() {
    for (raw, printed) in [
        ("0", "0 đồng"),
        ("1.174.500", "1.174.500 đồng"),
        ("1174500 đồng", "1.174.500 đồng"),
        ("999đ", "999 đồng"),
    ] {
        assert_eq!(raw.parse::<Dong>().unwrap().to_string(), printed);
    }
    for raw in [
        "",
        "1,5",
        "1.17.500",
        "-5",
        "1 000",
        "một nghìn",
        "1.174.500.",
        "1e6",
    ] {
        assert_eq!(raw.parse::<Dong>(), Err(DongError::NotANumber), "{raw:?}");
    }
    for raw in ["10.000.000.000.001", "99999999999999999999"] {
        assert_eq!(raw.parse::<Dong>(), Err(DongError::OutOfRange), "{raw:?}");
    }
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let text = || {
        prop_oneof![
            Just(String::new()),
            any::<String>(),
            Just("123/QĐ ngày hôm nay".to_owned())
        ]
    };
    let pay_by = prop_oneof![text(), Just("2026-12-15".to_owned())];
    (any::<bool>(), text(), any::<Option<i64>>(), pay_by, text()).prop_map(
        |(granted, document, amount, pay_by, reason)| Answer {
            granted,
            document,
            amount,
            pay_by,
            reason,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sum_reads_back_as_it_was_printed(amount in 0i64..=10_000_000_000_000) {
        let sum = Dong::new(amount).unwrap();
        prop_assert_eq!(sum.to_string().parse::<Dong>(), Ok(sum));
    }

    #[test]
    fn an_accepted_answer_is_accepted_again_as_it_was_tidied(task in 0..Task::ALL.len(), answer in any_answer()) {
        let key = Task::ALL[task].key();
        if let Ok(found) = answer::check(key, &answer, today()) {
            let tidy = Answer {
                granted: found.granted,
                document: found.document.clone().unwrap_or_default(),
                amount: found.amount.map(Dong::get),
                pay_by: found.pay_by.map(|day| day.to_string()).unwrap_or_default(),
                reason: found.reason.clone().unwrap_or_default(),
            };
            prop_assert_eq!(answer::check(key, &tidy, today()), Ok(found.clone()));
            prop_assert!(found.granted || found.reason.is_some());
        }
    }
}
