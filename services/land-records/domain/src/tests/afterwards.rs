//! What comes back: a slip from the tax office, an error of the registry's own.

use kernel::{Decider as _, DossierId, Personal, Refuse as _};

use super::{check, fixture::*};
use crate::*;

fn examine(dossier: DossierId, number: &str) -> Command {
    Command::CheckTransfer {
        dossier,
        claim: claim(),
        slip: number.to_owned(),
    }
}

#[test]
fn a_slip_sent_back_is_void_and_another_takes_its_place() {
    let dossier = DossierId::mint();
    let once = after(&[entered()], examine(dossier, "1/PCTT"));
    let twice = after(&once, examine(dossier, "2/PCTT"));
    let parcel = Parcel::replay(&twice).unwrap();
    assert_eq!(parcel.slip(dossier).unwrap().number, "2/PCTT");
    let replaced = parcel.slip_replaced(dossier).unwrap();
    assert_eq!(
        (replaced.number.as_str(), replaced.void_at),
        ("1/PCTT", Some(now()))
    );
    let none = after(&twice, Command::VoidSlips { dossier });
    assert_eq!(Parcel::replay(&none).unwrap().slip(dossier), None);
    // Another dossier's is another's.
    let other = after(
        &twice,
        Command::VoidSlips {
            dossier: DossierId::mint(),
        },
    );
    assert_eq!(other.len(), twice.len());
}

/// Nghị định 61/2018/NĐ-CP, Điều 21: the agency corrects its own error at its own cost.
#[test]
fn a_corrected_certificate_closes_the_wrong_one_and_keeps_the_reason() {
    let dossier = DossierId::mint();
    let new = blank("AA 00000004");
    let history = after(&[entered()], correct(dossier, new.clone()));
    let parcel = Parcel::replay(&history).unwrap();
    assert_eq!(parcel.certificate().unwrap().serial, new.serial);
    let closed = parcel.certificates[0].closed.unwrap();
    assert_eq!(
        (closed.dossier, closed.ground),
        (dossier, Closing::Corrected)
    );
    let [made] = parcel.corrections.as_slice() else {
        panic!("{:?}", parcel.corrections)
    };
    assert_eq!(made.at_cost_of.as_str(), "org:vpdkdd");
    assert!(made.reason.reveal().starts_with("In sai"));
    let names: Vec<_> = parcel
        .holders()
        .iter()
        .map(|h| h.name.reveal().as_str())
        .collect();
    assert_eq!(names, ["Nguyễn Thị Mẫu Mực"]);
    // What was wrong is still there to be read.
    assert_eq!(
        parcel.holders_at(issued_at())[0].name.reveal(),
        "Nguyễn Thị Mẫu"
    );
    check(&history, correct(dossier, new), Ok(vec![]));
}

#[test]
fn only_the_certificate_in_force_is_corrected_and_to_what_adds_up() {
    let dossier = DossierId::mint();
    let parcel = Parcel::replay(&[entered()]).unwrap();
    let refused = |correction: Correction| {
        let certificate = blank("AA 00000004");
        let command = Command::CorrectCertificate {
            dossier,
            correction,
            certificate,
        };
        Parcel::decide(&registry(), Some(&parcel), command).unwrap_err()
    };
    let other = Correction {
        wrong: "AA 00000009".parse().unwrap(),
        ..correction()
    };
    assert_eq!(refused(other), Refusal::CertificateNotCurrent);
    let smaller = Correction {
        area: Some(area("500")),
        ..correction()
    };
    assert_eq!(
        refused(smaller),
        Refusal::UsesNotWhole { area: area("500") }
    );
    let unfounded = Correction {
        reason: Personal::new(" ".into()),
        ..correction()
    };
    assert_eq!(refused(unfounded).field().as_deref(), Some("reason"));
}
