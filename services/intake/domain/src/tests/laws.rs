//! What is true of every course a dossier can take.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;

/// The acts that may give the person another date; nothing else does.
const PROMISING: [&str; 5] = [
    "supply",
    "start clock",
    "move appointment",
    "apologised",
    "open correction",
];

fn holds(dossier: &Dossier) -> Result<(), TestCaseError> {
    let received = dossier.is_received();
    prop_assert_eq!(
        dossier.appointment.is_some(),
        received,
        "promised when received"
    );
    let result = dossier.stage.outcome().is_some();
    prop_assert!(
        !result || received,
        "a result of something that was received"
    );
    prop_assert_eq!(dossier.sync.owed, owed_sync(dossier));
    let promise = dossier.appointment.as_ref();
    let grounds = promise.map_or_else(Vec::new, |promise| promise.ledger.grounds());
    let asked = matches!(dossier.stage, Stage::AwaitingSupplement { .. });
    if asked && received {
        let held = grounds.iter().any(|ground| ground.key == "supplement");
        prop_assert!(held, "the person's time does not count");
    }
    let stopped = matches!(dossier.stage, Stage::InProgress) && !grounds.is_empty();
    prop_assert_eq!(dossier.standing() == Standing::ClockStopped, stopped);
    prop_assert_eq!(dossier.open_request().is_some(), asked);
    Ok(())
}

fn dates(dossier: &Dossier) -> Option<Instant> {
    dossier.appointment.as_ref().map(Appointment::due)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// No order of commands, at no speed, breaks the desk; and the history always leads to the
    /// same dossier.
    #[test]
    fn any_order_of_commands_is_answered(
        online in any::<bool>(),
        order in proptest::collection::vec((0usize..23, 0i64..2_000, any::<bool>()), 0..24),
    ) {
        let began = if online {
            submitted("2026-11-02T09:00", LAND)
        } else {
            received("2026-11-02T09:00", LAND)
        };
        let mut dossier = began.clone();
        let mut now = at("2026-11-02T10:00");
        let mut history = Vec::new();
        for (n, minutes, twice) in order {
            now += TimeDelta::minutes(minutes);
            let desk = Desk { now, catalogue: catalogue() };
            let (name, _, command) = page::commands(&dossier).swap_remove(n);
            let decided = Dossier::decide(&desk, Some(&dossier), command.clone());
            let Ok(events) = decided else { continue };
            let after = events.iter().fold(Some(dossier.clone()), Dossier::evolve).unwrap();
            holds(&after)?;
            if !PROMISING.contains(&name) && dossier.is_received() {
                prop_assert_eq!(dates(&after), dates(&dossier), "{} moved the date", name);
            }
            if dossier.stage.ended_without_result() {
                prop_assert_eq!(&after.stage, &dossier.stage, "what has ended stays ended");
            }
            // Said twice, it stands where it stood after the first time.
            if twice && let Ok(again) = Dossier::decide(&desk, Some(&after), command) {
                let twice = again.iter().fold(Some(after.clone()), Dossier::evolve).unwrap();
                prop_assert_eq!(twice.standing(), after.standing(), "{} twice", name);
            }
            history.extend(events);
            dossier = after;
        }
        let replayed = history.iter().fold(Some(began), Dossier::evolve).unwrap();
        prop_assert_eq!(replayed, dossier);
    }
}
