//! A decision after it was drafted: issued, dropped, put right.

use super::fixture::*;
use crate::*;

/// Severe disability, certified in June, decided on 15 June 2026.
fn granted() -> Vec<Event> {
    let facts = severe("1990-04-12", "2026-06-01");
    after(&[applied(facts)], "2026-06-15", decide("1/QĐ"))
}

fn issued() -> Vec<Event> {
    after(&granted(), "2026-06-16", Command::Issue)
}

fn known(history: &[Event]) -> Entitlement {
    use kernel::Decider as _;
    Entitlement::replay(history).unwrap()
}

#[test]
fn a_withdrawn_dossier_drops_what_was_not_decided_and_leaves_what_was() {
    for draft in [vec![applied(severe("1990-04-12", "2026-06-01"))], granted()] {
        let dropped = known(&after(&draft, "2026-06-17", Command::Drop));
        assert_eq!(dropped.stage, Stage::Dropped);
        assert_eq!(dropped.payable(month("2026-07-01")), Dong(0));
    }
    let kept = refused_or(&issued(), "2026-06-17", Command::Drop);
    assert_eq!(kept, Ok(vec![]));
}

#[test]
fn an_issued_decision_is_not_taken_back_to_be_worked_out_again() {
    let refused = refused_or(&issued(), "2026-06-17", Command::TakeBack);
    assert_eq!(refused, Err(Refusal::Issued));
}

/// Nghị định 61/2018/NĐ-CP, Điều 21: the agency puts its own error right.
#[test]
fn a_corrected_decision_counts_from_when_the_first_should_have_and_pays_the_difference() {
    // The certificate was of April: two months were not paid.
    let corrected = after(
        &issued(),
        "2026-06-20",
        amend("6/QĐ", severe("1990-04-12", "2026-04-02")),
    );
    let Some(Event::Amended {
        arrears, outcome, ..
    }) = corrected.last()
    else {
        panic!("{:?}", corrected.last())
    };
    assert_eq!(outcome.from_month, Some(month("2026-04-01")));
    let monthly = known(&corrected).payable(month("2026-05-01"));
    assert!(monthly > Dong(0));
    assert_eq!(*arrears, monthly + monthly);
    assert_eq!(known(&corrected).decision_no(), Some("6/QĐ"));
    assert_eq!(known(&corrected).decided_on(), Some(day("2026-06-15")));
    let again = amend("6/QĐ", severe("1990-04-12", "2026-04-02"));
    assert_eq!(refused_or(&corrected, "2026-06-21", again), Ok(vec![]));
}

#[test]
fn a_correction_may_find_that_nothing_was_owed() {
    let nobody = Facts {
        household: Household::Other,
        ..with("1950-01-01", Circumstance::AcceptedForFacility)
    };
    let corrected = after(&issued(), "2026-08-03", amend("6/QĐ", nobody));
    let Some(Event::Amended { arrears, .. }) = corrected.last() else {
        panic!("{:?}", corrected.last())
    };
    let before = known(&issued());
    let paid = before.payable(month("2026-06-01")) + before.payable(month("2026-07-01"));
    assert_eq!(*arrears, Dong(0) - paid);
    assert_eq!(known(&corrected).stage, Stage::Denied);
}

#[test]
fn what_was_never_issued_is_decided_again_and_not_corrected() {
    let early = amend("6/QĐ", severe("1990-04-12", "2026-04-02"));
    let refused = refused_or(&granted(), "2026-06-16", early);
    assert_eq!(refused, Err(Refusal::NotIssued));
}

/// Nghị định 20/2021/NĐ-CP, khoản 3, 4 và 7 Điều 5: poor and near-poor are not the same.
#[test]
fn near_poor_opens_some_groups_and_not_others() {
    let asked = |household, circumstance| {
        let facts = Facts {
            household,
            difficult_area: true,
            ..with("1996-01-01", circumstance)
        };
        rules::assess(&facts, &RuleBook::national(), day("2026-11-22")).eligible
    };
    let parent = Circumstance::SingleParent { children: 1 };
    for (household, single_parent, hiv) in [
        (Household::Poor, true, true),
        (Household::NearPoor, true, false),
        (Household::Other, false, false),
    ] {
        assert_eq!(asked(household, parent), single_parent, "{household:?}");
        assert_eq!(
            asked(household, Circumstance::LivingWithHiv),
            hiv,
            "{household:?}"
        );
    }
}
