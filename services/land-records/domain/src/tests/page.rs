//! Every state of a parcel against every command.

use expect_test::expect;
use kernel::{Decider as _, DossierId, Refuse as _};

use super::fixture::*;
use crate::*;

#[test]
fn the_whole_procedure_on_one_page() {
    let [deed, pledge, debt, loss, later] = [(); 5].map(|()| DossierId::mint());
    let held = vec![entered()];
    let mut expired = entry();
    expired.uses[1].term = Term::Until("2020-12-31".parse().unwrap());
    let sell = transfer(deed, &[AN], couple(), blank("AA 00000002"));
    let pledged = after(&held, mortgage(pledge, &[AN]));
    let order = || "15/QĐ-CCTHADS".to_owned();
    let replacement = blank("AA 00000003");
    let reissue = Command::ReissueCertificate {
        dossier: loss,
        lost: "AA 00000001".parse().unwrap(),
        certificate: replacement,
    };
    let owe = Command::NoteDebt {
        dossier: debt,
        notice: "TB 11/2025".into(),
    };

    let examine = |number: &str| Command::CheckTransfer {
        dossier: deed,
        claim: claim(),
        slip: number.to_owned(),
    };
    let put_right = correct(later, blank("AA 00000004"));

    let states = [
        ("not entered", vec![]),
        ("held", held.clone()),
        (
            "term ended",
            vec![Event::Entered {
                entry: expired,
                at: now(),
            }],
        ),
        ("mortgaged", pledged.clone()),
        ("seized", after(&held, seize(&order()))),
        ("in debt", after(&held, owe.clone())),
        ("certificate replaced", after(&held, reissue.clone())),
        ("transferred", after(&held, sell.clone())),
        ("examined", after(&held, examine("1/PCTT"))),
        ("corrected", after(&held, put_right.clone())),
    ];
    let commands = [
        ("enter", Command::Enter(entry())),
        ("check transfer", examine("1/PCTT")),
        ("check again", examine("2/PCTT")),
        ("void slips", Command::VoidSlips { dossier: deed }),
        ("correct certificate", put_right),
        ("register transfer", sell),
        ("register mortgage", mortgage(pledge, &[AN])),
        (
            "discharge mortgage",
            Command::DischargeMortgage {
                dossier: later,
                mortgage: pledge,
            },
        ),
        ("reissue certificate", reissue),
        ("seize", seize(&order())),
        ("lift seizure", Command::LiftSeizure { order: order() }),
        ("note debt", owe),
        (
            "clear debt",
            Command::ClearDebt {
                dossier: later,
                debt,
            },
        ),
    ];
    let mut page = String::new();
    for (state, history) in states {
        page += &format!("{state}\n");
        let parcel = Parcel::replay(&history);
        for (name, command) in &commands {
            let outcome = match Parcel::decide(&registry(), parcel.as_ref(), command.clone()) {
                Ok(events) if events.is_empty() => "already so".to_owned(),
                Ok(events) => events.iter().map(name_of).collect::<Vec<_>>().join(" + "),
                Err(refusal) => format!("no: {}", refusal.reason()),
            };
            page += &format!("    {name:<20} {outcome}\n");
        }
    }
    expect![[r#"
        not entered
            enter                Entered
            check transfer       no: parcel-unknown
            check again          no: parcel-unknown
            void slips           no: parcel-unknown
            correct certificate  no: parcel-unknown
            register transfer    no: parcel-unknown
            register mortgage    no: parcel-unknown
            discharge mortgage   no: parcel-unknown
            reissue certificate  no: parcel-unknown
            seize                no: parcel-unknown
            lift seizure         no: parcel-unknown
            note debt            no: parcel-unknown
            clear debt           no: parcel-unknown
        held
            enter                already so
            check transfer       TransferExamined
            check again          TransferExamined
            void slips           already so
            correct certificate  CertificateCorrected + CertificateIssued
            register transfer    RightTransferred + CertificateClosed + CertificateIssued
            register mortgage    MortgageRegistered
            discharge mortgage   no: mortgage-unknown
            reissue certificate  CertificateCancelledAsLost + CertificateIssued
            seize                Seized
            lift seizure         no: seizure-unknown
            note debt            DebtNoted
            clear debt           no: debt-unknown
        term ended
            enter                no: already-entered
            check transfer       no: term-ended
            check again          no: term-ended
            void slips           already so
            correct certificate  CertificateCorrected + CertificateIssued
            register transfer    no: term-ended
            register mortgage    no: term-ended
            discharge mortgage   no: mortgage-unknown
            reissue certificate  CertificateCancelledAsLost + CertificateIssued
            seize                Seized
            lift seizure         no: seizure-unknown
            note debt            DebtNoted
            clear debt           no: debt-unknown
        mortgaged
            enter                already so
            check transfer       no: mortgaged-without-consent
            check again          no: mortgaged-without-consent
            void slips           already so
            correct certificate  CertificateCorrected + CertificateIssued
            register transfer    no: mortgaged-without-consent
            register mortgage    already so
            discharge mortgage   MortgageDischarged
            reissue certificate  CertificateCancelledAsLost + CertificateIssued
            seize                Seized
            lift seizure         no: seizure-unknown
            note debt            DebtNoted
            clear debt           no: debt-unknown
        seized
            enter                already so
            check transfer       no: seized
            check again          no: seized
            void slips           already so
            correct certificate  CertificateCorrected + CertificateIssued
            register transfer    no: seized
            register mortgage    no: seized
            discharge mortgage   no: mortgage-unknown
            reissue certificate  CertificateCancelledAsLost + CertificateIssued
            seize                already so
            lift seizure         SeizureLifted
            note debt            DebtNoted
            clear debt           no: debt-unknown
        in debt
            enter                already so
            check transfer       no: in-debt
            check again          no: in-debt
            void slips           already so
            correct certificate  CertificateCorrected + CertificateIssued
            register transfer    no: in-debt
            register mortgage    MortgageRegistered
            discharge mortgage   no: mortgage-unknown
            reissue certificate  CertificateCancelledAsLost + CertificateIssued
            seize                Seized
            lift seizure         no: seizure-unknown
            note debt            already so
            clear debt           DebtCleared
        certificate replaced
            enter                already so
            check transfer       no: certificate-not-current
            check again          no: certificate-not-current
            void slips           already so
            correct certificate  no: certificate-not-current
            register transfer    RightTransferred + CertificateClosed + CertificateIssued
            register mortgage    MortgageRegistered
            discharge mortgage   no: mortgage-unknown
            reissue certificate  already so
            seize                Seized
            lift seizure         no: seizure-unknown
            note debt            DebtNoted
            clear debt           no: debt-unknown
        transferred
            enter                already so
            check transfer       already so
            check again          already so
            void slips           already so
            correct certificate  no: certificate-not-current
            register transfer    already so
            register mortgage    no: not-the-holder
            discharge mortgage   no: mortgage-unknown
            reissue certificate  no: certificate-not-current
            seize                Seized
            lift seizure         no: seizure-unknown
            note debt            DebtNoted
            clear debt           no: debt-unknown
        examined
            enter                already so
            check transfer       already so
            check again          SlipVoided + TransferExamined
            void slips           SlipVoided
            correct certificate  CertificateCorrected + CertificateIssued
            register transfer    RightTransferred + CertificateClosed + CertificateIssued
            register mortgage    MortgageRegistered
            discharge mortgage   no: mortgage-unknown
            reissue certificate  CertificateCancelledAsLost + CertificateIssued
            seize                Seized
            lift seizure         no: seizure-unknown
            note debt            DebtNoted
            clear debt           no: debt-unknown
        corrected
            enter                already so
            check transfer       no: certificate-not-current
            check again          no: certificate-not-current
            void slips           already so
            correct certificate  already so
            register transfer    RightTransferred + CertificateClosed + CertificateIssued
            register mortgage    MortgageRegistered
            discharge mortgage   no: mortgage-unknown
            reissue certificate  no: certificate-not-current
            seize                Seized
            lift seizure         no: seizure-unknown
            note debt            DebtNoted
            clear debt           no: debt-unknown
    "#]]
    .assert_eq(&page);
}

fn name_of(event: &Event) -> &'static str {
    match event {
        Event::Entered { .. } => "Entered",
        Event::TransferExamined { .. } => "TransferExamined",
        Event::SlipVoided { .. } => "SlipVoided",
        Event::CertificateCorrected { .. } => "CertificateCorrected",
        Event::RightTransferred { .. } => "RightTransferred",
        Event::CertificateClosed { .. } => "CertificateClosed",
        Event::CertificateCancelledAsLost { .. } => "CertificateCancelledAsLost",
        Event::CertificateIssued { .. } => "CertificateIssued",
        Event::MortgageRegistered { .. } => "MortgageRegistered",
        Event::MortgageDischarged { .. } => "MortgageDischarged",
        Event::Seized { .. } => "Seized",
        Event::SeizureLifted { .. } => "SeizureLifted",
        Event::DebtNoted { .. } => "DebtNoted",
        Event::DebtCleared { .. } => "DebtCleared",
    }
}
