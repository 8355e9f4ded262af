//! The whole procedure on one page, and each rule by its source.

mod afterwards;
mod fixture;
mod forms;
mod laws;
mod page;

use chrono::NaiveDate;
use fixture::*;
use kernel::{Decider as _, DossierId, Refuse as _};

use super::*;

/// Given this history, when the register is asked this, then this follows.
#[track_caller]
fn check(given: &[Event], when: Command, then: Result<Vec<Event>, Refusal>) {
    let parcel = Parcel::replay(given);
    assert_eq!(Parcel::decide(&registry(), parcel.as_ref(), when), then);
}

#[test]
fn a_transfer_moves_the_right_and_replaces_the_certificate() {
    let deed = DossierId::mint();
    let new = blank("AA 00000002");
    let to = couple();
    let when = transfer(deed, &[AN], to.clone(), new.clone());
    let then = vec![
        Event::RightTransferred {
            dossier: deed,
            to,
            at: now(),
        },
        Event::CertificateClosed {
            dossier: deed,
            certificate: first_certificate(),
            at: now(),
        },
        Event::CertificateIssued {
            dossier: deed,
            certificate: new,
            at: now(),
        },
    ];
    check(&[entered()], when.clone(), Ok(then.clone()));

    let history = [&[entered()], then.as_slice()].concat();
    check(&history, when, Ok(vec![]));
    let parcel = Parcel::replay(&history).unwrap();
    assert_eq!(parcel.holders(), couple());
    assert_eq!(
        parcel.holders_at(issued_at()),
        [holder(AN, "Nguyễn Thị Mẫu", Share::WHOLE)]
    );
    assert_eq!(parcel.certificate().unwrap().serial.as_str(), "AA 00000002");
    assert_eq!(
        parcel.certificates[0].closed.unwrap().ground,
        Closing::Transferred
    );
}

#[test]
fn the_same_dossier_cannot_register_something_else() {
    let deed = DossierId::mint();
    let when = transfer(deed, &[AN], couple(), blank("AA 00000002"));
    let history = after(&[entered()], when);
    let other = transfer(
        deed,
        &[AN],
        vec![holder(BINH, "Trần Văn Thử", Share::WHOLE)],
        blank("AA 00000003"),
    );
    check(&history, other, Err(Refusal::AlreadyRegistered));
}

/// Điểm c khoản 1 Điều 45 Luật Đất đai 31/2024/QH15.
#[test]
fn seized_land_is_neither_transferred_nor_mortgaged_until_the_seizure_is_lifted() {
    let seized = after(&[entered()], seize("15/QĐ-CCTHADS"));
    let refused = Refusal::Seized {
        order: "15/QĐ-CCTHADS".into(),
        by: "Cơ quan thi hành án (thử nghiệm)".into(),
    };
    let deed = transfer(DossierId::mint(), &[AN], couple(), blank("AA 00000002"));
    check(&seized, deed.clone(), Err(refused.clone()));
    check(
        &seized,
        mortgage(DossierId::mint(), &[AN]),
        Err(refused.clone()),
    );
    check(&seized, check_transfer(claim()), Err(refused.clone()));
    assert!(
        refused
            .sentence()
            .contains("điểm c khoản 1 Điều 45 Luật Đất đai")
    );

    let lifted = after(
        &seized,
        Command::LiftSeizure {
            order: "15/QĐ-CCTHADS".into(),
        },
    );
    let freed = after(&lifted, deed);
    assert_eq!(Parcel::replay(&freed).unwrap().holders(), couple());
}

/// Khoản 8 Điều 320, khoản 5 Điều 321 Bộ luật Dân sự 91/2015/QH13.
#[test]
fn mortgaged_land_changes_hands_only_with_the_mortgagees_consent() {
    let mortgaged = after(&[entered()], mortgage(DossierId::mint(), &[AN]));
    let refused = Refusal::Mortgaged {
        contract: "HĐTC 07/2026".into(),
    };
    check(&mortgaged, check_transfer(claim()), Err(refused.clone()));
    let deed = transfer(DossierId::mint(), &[AN], couple(), blank("AA 00000002"));
    check(&mortgaged, deed.clone(), Err(refused));

    let Command::RegisterTransfer {
        dossier,
        from,
        to,
        certificate,
        ..
    } = deed
    else {
        unreachable!()
    };
    let consented = Command::RegisterTransfer {
        dossier,
        from,
        to,
        certificate,
        mortgagee_consents: true,
    };
    let sold = Parcel::replay(&after(&mortgaged, consented)).unwrap();
    assert_eq!(sold.holders(), couple());
    assert_eq!(sold.in_force().count(), 1, "the mortgage follows the land");
}

/// Nghị định 99/2022/NĐ-CP: the registration carries hour and minute, and ranks by them.
#[test]
fn a_mortgage_is_registered_to_the_minute() {
    let history = after(&[entered()], mortgage(DossierId::mint(), &[AN]));
    let Some(Event::MortgageRegistered { at, .. }) = history.last() else {
        panic!("no mortgage")
    };
    assert_eq!(at.to_rfc3339(), "2026-11-20T03:15:00+00:00");
}

/// Luật Đất đai 31/2024/QH15: an obligation on credit is settled before the right moves.
#[test]
fn land_with_a_debt_noted_waits_until_the_debt_is_cleared() {
    let debt = DossierId::mint();
    let owing = after(
        &[entered()],
        Command::NoteDebt {
            dossier: debt,
            notice: "TB 11/2025".into(),
        },
    );
    let deed = transfer(DossierId::mint(), &[AN], couple(), blank("AA 00000002"));
    check(
        &owing,
        deed.clone(),
        Err(Refusal::InDebt {
            notice: "TB 11/2025".into(),
        }),
    );
    let cleared = after(
        &owing,
        Command::ClearDebt {
            dossier: DossierId::mint(),
            debt,
        },
    );
    assert!(Parcel::decide(&registry(), Parcel::replay(&cleared).as_ref(), deed).is_ok());
}

/// Điểm d khoản 1 Điều 45 Luật Đất đai 31/2024/QH15; the last day still belongs to the term.
#[test]
fn land_is_transferred_only_within_its_term() {
    for (last, allowed) in [("2026-11-20", true), ("2026-11-19", false)] {
        let ended: NaiveDate = last.parse().unwrap();
        let mut entry = entry();
        entry.uses[0].term = Term::Until(ended);
        let history = [Event::Entered { entry, at: now() }];
        let deed = transfer(DossierId::mint(), &[AN], couple(), blank("AA 00000002"));
        let outcome = Parcel::decide(&registry(), Parcel::replay(&history).as_ref(), deed);
        let expected = if allowed {
            None
        } else {
            Some(Refusal::TermEnded { ended })
        };
        assert_eq!(outcome.err(), expected, "{last}");
    }
}

#[test]
fn the_papers_must_describe_the_parcel_in_the_register() {
    let cases = [
        (
            Claim {
                sheet: 13,
                ..claim()
            },
            "place-mismatch",
        ),
        (
            Claim {
                area: area("551,3"),
                ..claim()
            },
            "area-mismatch",
        ),
        (
            Claim {
                serial: "AA 00000009".parse().ok(),
                ..claim()
            },
            "certificate-not-current",
        ),
        (
            Claim {
                transferors: persons(&[BINH]),
                ..claim()
            },
            "not-the-holder",
        ),
        (
            Claim {
                transferors: vec![],
                ..claim()
            },
            "not-the-holder",
        ),
    ];
    for (claim, reason) in cases {
        let refusal = Parcel::decide(
            &registry(),
            Parcel::replay(&[entered()]).as_ref(),
            check_transfer(claim),
        );
        assert_eq!(refusal.unwrap_err().reason(), reason);
    }
    let area = Refusal::AreaMismatch {
        claimed: area("551,3"),
        registered: area("551,2"),
    };
    assert!(
        area.sentence()
            .starts_with("Hồ sơ ghi diện tích 551,3 m², hồ sơ địa chính ghi 551,2 m².")
    );
}

#[test]
fn examining_twice_leaves_one_trace() {
    let dossier = DossierId::mint();
    let when = Command::CheckTransfer {
        dossier,
        claim: claim(),
        slip: "1/PCTT".into(),
    };
    let history = after(&[entered()], when.clone());
    let examined = Event::TransferExamined {
        dossier,
        slip: "1/PCTT".into(),
        at: now(),
    };
    assert_eq!(history.last(), Some(&examined));
    check(&history, when, Ok(vec![]));
}

#[test]
fn land_held_in_common_is_given_away_by_all_holders_together() {
    let sold = after(
        &[entered()],
        transfer(DossierId::mint(), &[AN], couple(), blank("AA 00000002")),
    );
    let one = vec![holder(AN, "Nguyễn Thị Mẫu", Share::WHOLE)];
    let alone = transfer(
        DossierId::mint(),
        &[BINH],
        one.clone(),
        blank("AA 00000003"),
    );
    check(&sold, alone, Err(Refusal::CoHolderMissing { missing: 1 }));
    let together = transfer(DossierId::mint(), &[CHI, BINH], one, blank("AA 00000003"));
    assert!(Parcel::decide(&registry(), Parcel::replay(&sold).as_ref(), together).is_ok());
}

#[test]
fn receivers_are_different_people_who_together_hold_the_whole() {
    let half = Share::new(1, 2).unwrap();
    let binh = |share| holder(BINH, "Trần Văn Thử", share);
    let cases = [
        (vec![], Refusal::HolderCount),
        (vec![binh(half)], Refusal::SharesNotWhole),
        (vec![binh(half), binh(half)], Refusal::HolderTwice),
        (
            vec![holder(AN, "Nguyễn Thị Mẫu", Share::WHOLE)],
            Refusal::NothingChanges,
        ),
    ];
    for (to, refusal) in cases {
        check(
            &[entered()],
            transfer(DossierId::mint(), &[AN], to, blank("AA 00000002")),
            Err(refusal),
        );
    }
}

#[test]
fn a_certificate_is_issued_on_an_unused_blank_of_the_present_form() {
    for (serial, refusal) in [
        ("AA 00000001", Refusal::SerialInUse),
        ("BA 123456", Refusal::SerialOfOldForm),
    ] {
        let deed = transfer(DossierId::mint(), &[AN], couple(), blank(serial));
        check(&[entered()], deed, Err(refusal));
    }
}

/// Procedure 1.012786.
#[test]
fn a_lost_certificate_is_cancelled_and_replaced_and_the_right_stays() {
    let dossier = DossierId::mint();
    let reissue = |lost: &str, new| Command::ReissueCertificate {
        dossier,
        lost: lost.parse().unwrap(),
        certificate: new,
    };
    let new = blank("AA 00000002");
    let history = after(&[entered()], reissue("AA 00000001", new.clone()));
    let parcel = Parcel::replay(&history).unwrap();
    assert_eq!(parcel.certificate().unwrap().id, new.id);
    assert_eq!(parcel.certificates[0].closed.unwrap().ground, Closing::Lost);
    assert_eq!(parcel.rights, Parcel::replay(&[entered()]).unwrap().rights);

    check(&history, reissue("AA 00000001", new), Ok(vec![]));
    check(
        &history,
        reissue("AA 00000001", blank("AA 00000004")),
        Err(Refusal::AlreadyRegistered),
    );
    let dossier = DossierId::mint();
    let stale = Command::ReissueCertificate {
        dossier,
        lost: "AA 00000001".parse().unwrap(),
        certificate: blank("AA 00000004"),
    };
    check(&history, stale, Err(Refusal::CertificateNotCurrent));
}

#[test]
fn entering_a_parcel_again_is_heard_once_and_entering_another_over_it_is_refused() {
    check(&[], Command::Enter(entry()), Ok(vec![entered()]));
    check(&[entered()], Command::Enter(entry()), Ok(vec![]));
    let moved = Entry {
        address: "Thôn Thử Nghiệm 2".into(),
        ..entry()
    };
    check(
        &[entered()],
        Command::Enter(moved),
        Err(Refusal::AlreadyEntered),
    );
    let mut short = entry();
    short.uses[0].area = area("500");
    check(
        &[],
        Command::Enter(short),
        Err(Refusal::UsesNotWhole {
            area: area("551,2"),
        }),
    );
}

#[test]
fn what_already_happened_is_answered_so_even_when_it_would_be_forbidden_now() {
    let deed = transfer(DossierId::mint(), &[AN], couple(), blank("AA 00000002"));
    let history = after(&after(&[entered()], deed.clone()), seize("16/QĐ-CCTHADS"));
    check(&history, deed, Ok(vec![]));
}
