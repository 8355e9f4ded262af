//! The procedure on one page, and the law of decisions, each rule by its source.

mod afterwards;
mod draft;
mod fixture;
mod laws;
mod page;
mod rules;

use fixture::*;
use kernel::{Decider as _, Personal, Refuse as _};

use super::*;

/// Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8: disability is owed from the month it was
/// certified; every month at the standard amount of that month.
#[test]
fn a_late_decision_pays_each_month_what_it_was_worth() {
    let granted = after(
        &[applied(severe("1990-04-12", "2026-05-20"))],
        "2026-11-22",
        decide("12/QĐ-UBND"),
    );
    let Some(Event::Granted {
        amount,
        coefficient,
        standard,
        from_month,
        rates,
        back_pay,
        working,
        ..
    }) = granted.last()
    else {
        panic!("not granted: {granted:?}")
    };
    assert_eq!(
        (*amount, *coefficient, *standard),
        (Dong(810_000), Factor(15), Dong(540_000))
    );
    assert_eq!(from_month.to_string(), "05/2026");
    assert_eq!(
        printed(rates),
        ["05/2026 750.000 đồng", "07/2026 810.000 đồng"]
    );
    assert_eq!(*back_pay, Dong(2 * 750_000 + 4 * 810_000));
    expect_test::expect![[r#"
        Ngày xét 22/11/2026: sinh ngày 12/04/1990, đủ 36 tuổi. [Hồ sơ của đối tượng]
        Thuộc diện người khuyết tật nặng (Nghị định 20/2021/NĐ-CP, khoản 6 Điều 5): hệ số 1,5. [Nghị định 20/2021/NĐ-CP, điểm e khoản 1 Điều 6]
        Mức chuẩn trợ giúp xã hội: 540.000 đồng/tháng, áp dụng từ 01/07/2026. [Nghị định 335/2026/NĐ-CP, Điều 4]
        Mức hưởng: 540.000 đồng × 1,5 = 810.000 đồng/tháng. [Nghị định 20/2021/NĐ-CP, khoản 1 Điều 6]
        Diện người khuyết tật nặng: hưởng từ tháng 05/2026, tháng được cấp giấy xác nhận mức độ khuyết tật. [Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8]
        Hệ số lấy theo Nghị định 20/2021/NĐ-CP; đối chiếu với Nghị định 335/2026/NĐ-CP trước khi ký. [Nghị định 335/2026/NĐ-CP, hiệu lực từ 05/10/2026]
        Truy lĩnh từ tháng 05/2026 đến trước tháng ký quyết định: 4.740.000 đồng. [Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8]
    "#]].assert_eq(&shown(working.reveal()));
}

#[test]
fn who_meets_no_condition_is_denied_with_the_reason() {
    let facts = Facts {
        household: Household::Other,
        ..with("1950-01-01", Circumstance::ElderlyWithoutCarer)
    };
    let denied = after(&[applied(facts)], "2026-11-22", decide("13/QĐ-UBND"));
    let Some(Event::Denied { working, .. }) = denied.last() else {
        panic!("not denied")
    };
    let shown = shown(working.reveal());
    assert!(
        shown.contains("không thuộc hộ nghèo. [Nghị định 20/2021/NĐ-CP, điểm a khoản 5 Điều 5]"),
        "{shown}"
    );
}

/// Nghị định 335/2026/NĐ-CP: in force 05/10/2026, amounts back-dated to 01/07/2026.
#[test]
fn a_back_dated_standard_amount_owes_the_difference_for_the_months_paid() {
    let granted = after(
        &[applied(severe("1990-04-12", "2026-06-01"))],
        "2026-06-15",
        decide("1/QĐ"),
    );
    assert_eq!(
        refused_or(&granted, "2026-10-04", Command::Recalculate),
        Ok(vec![]),
        "not yet in force"
    );
    let changed = after(&granted, "2026-10-05", Command::Recalculate);
    let Some(Event::AmountChanged {
        from_month,
        rates,
        amount,
        arrears,
    }) = changed.last()
    else {
        panic!("unchanged")
    };
    assert_eq!(
        (from_month.to_string().as_str(), *amount),
        ("07/2026", Dong(810_000))
    );
    assert_eq!(printed(rates), ["07/2026 810.000 đồng"]);
    assert_eq!(*arrears, Dong(3 * 60_000), "July, August, September");
    assert_eq!(
        refused_or(&changed, "2026-10-05", Command::Recalculate),
        Ok(vec![]),
        "asked twice"
    );
}

#[test]
fn months_not_paid_are_not_made_up_for() {
    let granted = after(
        &[applied(severe("1990-04-12", "2026-06-01"))],
        "2026-06-15",
        decide("1/QĐ"),
    );
    let paused = after(
        &granted,
        "2026-08-03",
        suspend("2/QĐ", SuspensionGround::Detained, "2026-08-01"),
    );
    let changed = after(&paused, "2026-10-05", Command::Recalculate);
    let Some(Event::AmountChanged { arrears, .. }) = changed.last() else {
        panic!("unchanged")
    };
    assert_eq!(*arrears, Dong(60_000), "July alone was paid");
}

/// Nghị định 20/2021/NĐ-CP, khoản 2 Điều 8: stopped from the month after the death.
#[test]
fn the_allowance_stops_the_month_after_death_and_what_was_paid_since_is_owed_back() {
    let granted = after(
        &[applied(severe("1990-04-12", "2026-07-01"))],
        "2026-10-15",
        decide("1/QĐ"),
    );
    let stop = Command::Stop {
        decision_no: "9/QĐ".into(),
        ground: StopGround::Died,
        on: day("2026-10-31"),
    };
    let stopped = after(&granted, "2027-01-10", stop);
    let Some(Event::Stopped { from, overpaid, .. }) = stopped.last() else {
        panic!("not stopped")
    };
    assert_eq!(
        (from.to_string().as_str(), *overpaid),
        ("11/2026", Dong(2 * 810_000))
    );
    let known = Entitlement::replay(&stopped).unwrap();
    assert_eq!(known.payable(month("2026-10-01")), Dong(810_000));
    assert_eq!(known.payable(month("2026-11-01")), Dong(0));
}

#[test]
fn a_back_dated_amount_still_reaches_the_months_before_death() {
    let granted = after(
        &[applied(severe("1990-04-12", "2026-06-01"))],
        "2026-06-15",
        decide("1/QĐ"),
    );
    let stop = Command::Stop {
        decision_no: "9/QĐ".into(),
        ground: StopGround::Died,
        on: day("2026-08-02"),
    };
    let stopped = after(&granted, "2026-08-20", stop);
    let changed = after(&stopped, "2026-11-22", Command::Recalculate);
    let Some(Event::AmountChanged { arrears, .. }) = changed.last() else {
        panic!("unchanged")
    };
    assert_eq!(*arrears, Dong(2 * 60_000), "July and August");
}

/// Thông tư 02/2021/TT-BLĐTBXH, điểm đ khoản 1 Điều 2.
#[test]
fn refusing_re_assessment_ends_the_allowance_after_three_months_of_suspension() {
    let granted = after(
        &[applied(severe("1990-04-12", "2026-06-01"))],
        "2026-06-15",
        decide("1/QĐ"),
    );
    let stop = || Command::Stop {
        decision_no: "3/QĐ".into(),
        ground: StopGround::StillRefusesReassessment,
        on: day("2026-07-01"),
    };
    assert_eq!(
        refused_or(&granted, "2026-10-20", stop()),
        Err(Refusal::NotSuspendedLongEnough)
    );
    let paused = after(
        &granted,
        "2026-07-20",
        suspend("2/QĐ", SuspensionGround::RefusesReassessment, "2026-07-01"),
    );
    assert_eq!(
        refused_or(&paused, "2026-10-19", stop()),
        Err(Refusal::NotSuspendedLongEnough)
    );
    assert!(refused_or(&paused, "2026-10-20", stop()).is_ok());
}

#[test]
fn resuming_pays_the_missed_months_from_the_month_chosen() {
    let granted = after(
        &[applied(severe("1990-04-12", "2026-07-01"))],
        "2026-10-15",
        decide("1/QĐ"),
    );
    let paused = after(
        &granted,
        "2026-11-02",
        suspend("2/QĐ", SuspensionGround::NotCollected, "2026-11-01"),
    );
    let resume = |from: &str| Command::Resume {
        decision_no: "3/QĐ".into(),
        from: month(from),
    };
    let early = Refusal::ResumedTooEarly {
        earliest: month("2026-11-01"),
    };
    assert_eq!(
        refused_or(&paused, "2027-02-10", resume("2026-10-01")),
        Err(early)
    );
    let resumed = after(&paused, "2027-02-10", resume("2026-12-01"));
    let Some(Event::Resumed { back_pay, .. }) = resumed.last() else {
        panic!("not resumed")
    };
    assert_eq!(*back_pay, Dong(2 * 810_000), "December and January");
    let known = Entitlement::replay(&resumed).unwrap();
    assert_eq!(known.payable(month("2026-11-01")), Dong(0));
    assert_eq!(known.payable(month("2026-12-01")), Dong(810_000));
}

#[test]
fn payments_already_made_cannot_be_suspended() {
    let granted = after(
        &[applied(severe("1990-04-12", "2026-06-01"))],
        "2026-06-15",
        decide("1/QĐ"),
    );
    let refusal = Refusal::SuspensionPast {
        earliest: month("2026-11-01"),
    };
    let past = suspend("2/QĐ", SuspensionGround::NotCollected, "2026-10-01");
    assert_eq!(refused_or(&granted, "2026-11-22", past), Err(refusal));
}

/// Nghị định 20/2021/NĐ-CP, khoản 2 Điều 5: past sixteen only at school, and then to 22.
#[test]
fn turning_sixteen_asks_for_a_decision_to_stop_unless_still_at_school() {
    for (studying, kept) in [(true, true), (false, false)] {
        let facts = with("2010-10-10", Circumstance::ChildWithoutCarer { studying });
        let granted = after(&[applied(facts)], "2026-08-20", decide("1/QĐ"));
        let outcome = refused_or(&granted, "2026-11-22", Command::Recalculate);
        let gone = Refusal::NoLongerEligible {
            month: month("2026-11-01"),
        };
        assert_eq!(
            outcome.err(),
            (!kept).then_some(gone),
            "studying: {studying}"
        );
    }
}

#[test]
fn facts_that_cannot_be_true_are_refused_with_the_field() {
    let two = vec![Circumstance::LivingWithHiv; 2];
    let facts = |circumstances| Facts {
        circumstances,
        ..with("1990-01-01", Circumstance::LivingWithHiv)
    };
    let cases = [
        (
            with("2026-11-23", Circumstance::LivingWithHiv),
            "birth-date",
            "facts.born",
        ),
        (
            with("1880-01-01", Circumstance::LivingWithHiv),
            "birth-date",
            "facts.born",
        ),
        (facts(vec![]), "no-circumstance", "facts.circumstances"),
        (facts(two), "circumstance-twice", "facts.circumstances"),
        (
            severe("1990-01-01", "2026-11-23"),
            "certificate-date",
            "facts.circumstances.certified",
        ),
        (
            severe("1990-01-01", "1989-12-31"),
            "certificate-date",
            "facts.circumstances.certified",
        ),
        (
            facts(vec![Circumstance::SingleParent { children: 0 }]),
            "children",
            "facts.circumstances.children",
        ),
    ];
    for (facts, reason, field) in cases {
        let refusal = refused_or(&[], "2026-11-22", apply(facts)).unwrap_err();
        assert_eq!(
            (refusal.reason(), refusal.field().as_deref()),
            (reason, Some(field))
        );
    }
}

#[test]
fn one_number_signs_one_decision() {
    let granted = after(
        &[applied(severe("1990-04-12", "2026-06-01"))],
        "2026-06-15",
        decide("1/QĐ"),
    );
    assert_eq!(
        refused_or(&granted, "2026-06-16", decide(" 1/QĐ ")),
        Ok(vec![])
    );
    let again = suspend("1/QĐ", SuspensionGround::Detained, "2026-07-01");
    assert_eq!(
        refused_or(&granted, "2026-06-16", again),
        Err(Refusal::DecisionNumberUsed)
    );
    let other = Refusal::OutOfTurn {
        stage: "đang hưởng",
    };
    assert_eq!(
        refused_or(&granted, "2026-06-16", decide("2/QĐ")),
        Err(other)
    );
}

#[test]
fn without_a_standard_amount_nothing_is_signed() {
    let month = month("2021-06-01");
    let outcome = refused_or(
        &[applied(severe("1990-04-12", "2021-06-01"))],
        "2021-06-30",
        decide("1/QĐ"),
    );
    assert_eq!(outcome, Err(Refusal::NoStandard { month }));
}

#[test]
fn corrected_facts_are_what_is_decided_on() {
    let declared = applied(with(
        "1990-04-12",
        Circumstance::VerySevereDisability {
            certified: day("2026-11-01"),
        },
    ));
    let found = Personal::new(severe("1990-04-12", "2026-11-01"));
    let corrected = after(
        &[declared],
        "2026-11-20",
        Command::Correct {
            facts: found.clone(),
        },
    );
    assert_eq!(
        refused_or(&corrected, "2026-11-20", Command::Correct { facts: found }),
        Ok(vec![])
    );
    let Event::Applied {
        facts: declared, ..
    } = &corrected[0]
    else {
        unreachable!()
    };
    let retried = apply(declared.reveal().clone());
    assert_eq!(refused_or(&corrected, "2026-11-21", retried), Ok(vec![]));
    let granted = after(&corrected, "2026-11-22", decide("1/QĐ"));
    assert_eq!(
        Entitlement::replay(&granted)
            .unwrap()
            .rate(month("2026-11-01")),
        Dong(810_000)
    );
}

#[test]
fn health_is_never_printed() {
    let history = after(
        &[applied(severe("1990-04-12", "2026-06-01"))],
        "2026-06-15",
        decide("1/QĐ"),
    );
    let printed = format!("{history:?} {:?}", Entitlement::replay(&history));
    assert!(
        !printed.contains("Disability") && !printed.contains("khuyết tật"),
        "{printed}"
    );
}
