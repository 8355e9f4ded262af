//! Where time went, and whose lateness it was.

use kernel::LegId;
use proptest::prelude::*;

use super::{at, zone};
use crate::{Account, Attribution, Blame, DelayKey, Delays, Expiry, Figures, Period};

fn account(unit: &str, key: &str, on: &str, spent: u64, allotted: u64) -> Account {
    Account {
        leg: LegId::mint(),
        key: key.into(),
        unit: unit.into(),
        procedure: "1.013831".into(),
        at: at(on),
        waiting: 30,
        spent,
        allotted,
    }
}

fn october() -> Period {
    Period::parse("2026-10-01", "2026-10-31", zone()).unwrap()
}

fn key(unit: &str, leg: &str) -> DelayKey {
    DelayKey {
        unit: unit.into(),
        procedure: "1.013831".into(),
        leg: leg.into(),
    }
}

fn blame(unit: &str, key: &str, minutes: u64) -> Blame {
    Blame {
        unit: unit.into(),
        leg: Some(LegId::mint()),
        key: key.into(),
        minutes,
    }
}

/// The province asks (2023) which units are late in their own hop, not in somebody else's.
#[test]
fn each_unit_answers_for_its_own_legs_and_its_share_of_the_lateness() {
    let land = "org:vpdkdd";
    let accounts = [
        account(land, "examine", "2026-10-05T10:00", 960, 960),
        account(land, "examine", "2026-10-31T23:59", 961, 960),
        account("org:tax", "tax-assessment", "2026-10-06T10:00", 5000, 0),
        // It ended in another period.
        account(land, "examine", "2026-11-01T00:00", 9999, 960),
    ];
    let attribution = Attribution {
        at: at("2026-10-20T10:00"),
        blames: vec![
            blame(land, "examine", 240),
            blame(land, "examine", 60),
            blame("org:tax", "tax-assessment", 15),
        ],
    };
    let expired = [Expiry {
        leg: accounts[0].leg,
        attempt: 1,
        unit: land.into(),
        at: at("2026-10-02T10:00"),
    }];
    let delays = Delays::of(
        &accounts,
        [("1.013831", &attribution)],
        &expired,
        &october(),
    );
    let examined = Figures {
        legs: 2,
        late: 1,
        waiting: 60,
        spent: 1921,
        allotted: 1920,
        blamed: 300,
        dossiers_blamed: 1,
        offers_expired: 1,
    };
    assert_eq!(delays.rows[&key(land, "examine")], examined);
    let tax = &delays.rows[&key("org:tax", "tax-assessment")];
    // A leg without a norm is never late by it.
    assert_eq!((tax.legs, tax.late, tax.blamed), (1, 0, 15));
    assert_eq!(delays.rows.len(), 2);
}

proptest! {
    #[test]
    fn the_total_is_the_sum_of_the_rows(
        spent in proptest::collection::vec((0..3, 0..2, 0u64..2000, 0u64..2000), 0..40),
        blamed in proptest::collection::vec(
            proptest::collection::vec((0..3, 0..2, 0u64..500), 0..4), 0..10),
    ) {
        let accounts: Vec<_> = spent
            .iter()
            .map(|(unit, leg, spent, allotted)| {
                let (unit, leg) = (format!("org:{unit}"), format!("leg-{leg}"));
                account(&unit, &leg, "2026-10-10T10:00", *spent, *allotted)
            })
            .collect();
        let attributions: Vec<_> = blamed
            .iter()
            .map(|blames| Attribution {
                at: at("2026-10-10T10:00"),
                blames: blames
                    .iter()
                    .map(|(unit, leg, minutes)| {
                        blame(&format!("org:{unit}"), &format!("leg-{leg}"), *minutes)
                    })
                    .collect(),
            })
            .collect();
        let told = attributions.iter().map(|attribution| ("1.013831", attribution));
        let delays = Delays::of(&accounts, told, &[], &october());
        let mut sum = Figures::default();
        delays.rows.values().for_each(|row| sum.add(row));
        prop_assert_eq!(sum, delays.total);
        prop_assert_eq!(delays.total.legs, accounts.len() as u64);
        let minutes: u64 = blamed.iter().flatten().map(|(.., minutes)| minutes).sum();
        prop_assert_eq!(delays.total.blamed, minutes, "every minute is somebody's");
    }
}
