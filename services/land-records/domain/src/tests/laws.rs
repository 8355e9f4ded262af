//! What holds after any history whatever.

use kernel::{CertificateId, Decider as _, DossierId, Refuse as _};
use proptest::prelude::*;

use super::fixture::*;
use crate::*;

/// A handful of dossiers, people and blanks, so that commands meet each other.
fn dossier(n: u128) -> DossierId {
    kernel_id(n).parse().unwrap()
}
fn kernel_id(n: u128) -> String {
    format!("01900000-0000-7000-8000-{n:012x}")
}
fn numbered(n: u128) -> NewCertificate {
    let id: CertificateId = kernel_id(0xce00 + n).parse().unwrap();
    NewCertificate {
        id,
        ..blank(&format!("AA {:08}", n))
    }
}

fn people() -> impl Strategy<Value = Vec<Holder>> {
    let third = |n| Share::new(n, 3).unwrap();
    prop_oneof![
        Just(vec![holder(AN, "Mẫu", Share::WHOLE)]),
        Just(couple()),
        Just(vec![
            holder(AN, "Mẫu", third(1)),
            holder(BINH, "Thử", third(2))
        ]),
        Just(vec![
            holder(AN, "Mẫu", third(1)),
            holder(BINH, "Thử", third(1))
        ]),
    ]
}

fn sellers() -> impl Strategy<Value = Vec<&'static str>> {
    prop_oneof![
        Just(vec![AN]),
        Just(vec![BINH, CHI]),
        Just(vec![AN, BINH]),
        Just(vec![CHI])
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let id = || (1u128..5).prop_map(dossier);
    let order = || (1u8..3).prop_map(|n| format!("{n}/QĐ"));
    prop_oneof![
        1 => Just(Command::Enter(entry())),
        1 => id().prop_map(|dossier| Command::VoidSlips { dossier }),
        2 => (id(), 1u128..9, 1u128..9).prop_map(|(dossier, wrong, new)| Command::CorrectCertificate {
            dossier,
            correction: Correction { wrong: numbered(wrong).serial, ..correction() },
            certificate: numbered(new),
        }),
        2 => (id(), sellers(), 1u8..4).prop_map(|(dossier, by, n)| Command::CheckTransfer {
            slip: format!("{n}/PCTT"),
            dossier,
            claim: Claim { transferors: persons(&by), serial: None, ..claim() },
        }),
        6 => (id(), sellers(), people(), 1u128..9, any::<bool>()).prop_map(|(dossier, from, to, n, consents)| {
            Command::RegisterTransfer {
                dossier,
                from: persons(&from),
                to,
                certificate: numbered(n),
                mortgagee_consents: consents,
            }
        }),
        2 => (id(), sellers()).prop_map(|(id, by)| mortgage(id, &by)),
        2 => (id(), id()).prop_map(|(dossier, mortgage)| Command::DischargeMortgage { dossier, mortgage }),
        3 => (id(), 1u128..9, 1u128..9).prop_map(|(dossier, lost, new)| Command::ReissueCertificate {
            dossier,
            lost: numbered(lost).serial,
            certificate: numbered(new),
        }),
        1 => order().prop_map(|order| seize(&order)),
        2 => order().prop_map(|order| Command::LiftSeizure { order }),
        1 => id().prop_map(|dossier| Command::NoteDebt { dossier, notice: "TB 1".into() }),
        2 => (id(), id()).prop_map(|(dossier, debt)| Command::ClearDebt { dossier, debt }),
    ]
}

/// The same entry, but for an end that may have been filled in.
fn kept<T: Clone + PartialEq>(before: &[T], after: &[T], open: impl Fn(&T) -> T) -> bool {
    after.len() >= before.len()
        && before
            .iter()
            .zip(after)
            .all(|(old, new)| old == new || (open(old) == *old && open(new) == *old))
}

fn nothing_was_removed(before: &Parcel, after: &Parcel) -> bool {
    kept(&before.rights, &after.rights, |r| Right {
        until: None,
        ..r.clone()
    }) && kept(&before.restrictions, &after.restrictions, |r| Restriction {
        until: None,
        ..r.clone()
    }) && kept(&before.certificates, &after.certificates, |c| Certificate {
        closed: None,
        ..c.clone()
    }) && kept(&before.sources, &after.sources, Clone::clone)
        && after.version > before.version
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_register_keeps_its_laws(commands in proptest::collection::vec(command(), 0..40)) {
        let mut history = vec![entered()];
        let mut parcel = Parcel::replay(&history);
        for (minutes, command) in commands.into_iter().enumerate() {
            let now = now() + chrono::TimeDelta::minutes(minutes as i64);
            let registry = Registry { now, ..registry() };
            match Parcel::decide(&registry, parcel.as_ref(), command.clone()) {
                Err(refusal) => prop_assert!(!refusal.sentence().is_empty()),
                Ok(events) => {
                    for event in events {
                        let before = parcel.clone().unwrap();
                        parcel = Parcel::evolve(parcel, &event);
                        prop_assert!(nothing_was_removed(&before, parcel.as_ref().unwrap()));
                        history.push(event);
                    }
                    let again = Parcel::decide(&registry, parcel.as_ref(), command.clone());
                    prop_assert_eq!(again, Ok(vec![]), "asked twice: {:?}", command);
                }
            }
            let parcel = parcel.as_ref().unwrap();
            prop_assert!(Share::make_whole(parcel.holders().iter().map(|h| h.share)));
            prop_assert_eq!(parcel.rights.iter().filter(|r| r.until.is_none()).count(), 1);
            prop_assert!(parcel.certificates.iter().filter(|c| c.closed.is_none()).count() <= 1);
            prop_assert_eq!(parcel.version, history.len() as u64);
        }
        prop_assert_eq!(Parcel::replay(&history), parcel);
    }

    #[test]
    fn an_area_reads_back_as_it_was_printed(tenths in 1u32..) {
        let area = Area::from_tenths(tenths).unwrap();
        prop_assert_eq!(area.to_string().parse::<Area>(), Ok(area));
    }

    #[test]
    fn equal_parts_make_a_whole_and_one_part_less_does_not(parts in 2u32..50) {
        let part = Share::new(1, parts).unwrap();
        prop_assert!(Share::make_whole((0..parts).map(|_| part)));
        prop_assert!(!Share::make_whole((1..parts).map(|_| part)));
    }

    #[test]
    fn no_text_makes_the_readers_fail_otherwise_than_by_refusing(raw in any::<String>()) {
        let _ = (raw.parse::<Area>(), raw.parse::<Share>(), raw.parse::<Serial>());
    }
}
