//! The numbers of the law, each by its article, each age on the very day.

use Circumstance::*;
use expect_test::expect;

use super::fixture::*;
use crate::{
    rules::{assess, funeral},
    *,
};

fn on(facts: &Facts, today: &str) -> Assessment {
    assess(facts, &RuleBook::national(), day(today))
}

/// The coefficient on the day before a birthday and on the day itself; `-` is nothing.
#[track_caller]
fn turning(age: i32, facts: impl Fn(&str) -> Facts, before: &str, after: &str) {
    let born = format!("{}-11-22", 2026 - age);
    let facts = facts(&born);
    let coefficient = |today| match on(&facts, today) {
        Assessment {
            eligible: false, ..
        } => "-".to_owned(),
        found => found.coefficient.to_string(),
    };
    assert_eq!(
        coefficient("2026-11-21"),
        before,
        "the day before turning {age}"
    );
    assert_eq!(coefficient("2026-11-22"), after, "on turning {age}");
}

/// Nghị định 20/2021/NĐ-CP, điểm a và b khoản 1 Điều 6.
#[test]
fn children_without_a_carer() {
    let child = |born: &str| with(born, ChildWithoutCarer { studying: true });
    let pupil = |born: &str| Facts {
        receiving: true,
        ..child(born)
    };
    turning(4, child, "2,5", "1,5");
    turning(16, child, "1,5", "-");
    turning(16, pupil, "1,5", "1,5");
    turning(22, pupil, "1,5", "-");
}

/// Nghị định 20/2021/NĐ-CP, điểm c và g khoản 1 Điều 6.
#[test]
fn people_living_with_hiv_in_a_poor_household() {
    turning(4, |born| with(born, LivingWithHiv), "2,5", "2,0");
    turning(16, |born| with(born, LivingWithHiv), "2,0", "1,5");
    let earning = |born: &str| Facts {
        stable_income: true,
        ..with(born, LivingWithHiv)
    };
    turning(16, earning, "2,0", "-");
    let nearly_poor = |born: &str| Facts {
        household: Household::NearPoor,
        ..with(born, LivingWithHiv)
    };
    turning(16, nearly_poor, "-", "-");
}

/// Nghị định 20/2021/NĐ-CP, điểm d khoản 1 Điều 6; khoản 4 Điều 5 takes in near-poor households.
#[test]
fn a_poor_single_parent_is_owed_for_each_child() {
    let parent = with("1990-01-01", SingleParent { children: 3 });
    assert_eq!(on(&parent, "2026-11-22").amount, Dong(3 * 540_000));
    let nearly = Facts {
        household: Household::NearPoor,
        ..parent.clone()
    };
    assert!(on(&nearly, "2026-11-22").eligible);
    let well_off = Facts {
        household: Household::Other,
        ..parent
    };
    assert!(!on(&well_off, "2026-11-22").eligible);
}

/// Nghị định 20/2021/NĐ-CP, điểm đ khoản 1 Điều 6.
#[test]
fn the_elderly() {
    turning(60, |born| with(born, ElderlyWithoutCarer), "-", "1,5");
    turning(80, |born| with(born, ElderlyWithoutCarer), "1,5", "2,0");
    turning(60, |born| with(born, AcceptedForFacility), "-", "3,0");
    let remote = |born: &str| Facts {
        difficult_area: true,
        household: Household::NearPoor,
        ..with(born, ElderlyInDifficultArea)
    };
    turning(75, remote, "-", "1,0");
    turning(80, remote, "1,0", "-");
    turning(75, |born| with(born, ElderlyInDifficultArea), "-", "-");
    turning(80, |born| with(born, ElderlyWithoutPension), "-", "1,0");
    let pensioner = |born: &str| Facts {
        pension: true,
        ..with(born, ElderlyWithoutPension)
    };
    turning(80, pensioner, "-", "-");
}

/// Nghị định 20/2021/NĐ-CP, điểm e khoản 1 Điều 6.
#[test]
fn disability_weighs_more_in_childhood_and_age() {
    let very = |born: &str| {
        with(
            born,
            VerySevereDisability {
                certified: day("2026-01-01"),
            },
        )
    };
    let severe = |born: &str| severe(born, "2026-01-01");
    turning(16, very, "2,5", "2,0");
    turning(60, very, "2,0", "2,5");
    turning(16, severe, "2,0", "1,5");
    turning(60, severe, "1,5", "2,0");
}

/// Nghị định 20/2021/NĐ-CP, điểm g khoản 1 Điều 6.
#[test]
fn small_children_in_difficult_areas() {
    let child = |born: &str| Facts {
        difficult_area: true,
        ..with(born, YoungChildInDifficultArea)
    };
    turning(3, child, "1,5", "-");
    turning(3, |born| with(born, YoungChildInDifficultArea), "-", "-");
}

/// The published example: severe disability, adult, from 01/07/2026.
#[test]
fn a_severely_disabled_adult_is_owed_810_000() {
    let found = on(&severe("1990-04-12", "2026-07-15"), "2026-11-22");
    assert_eq!(
        (found.coefficient, found.standard, found.amount),
        (Factor(15), Dong(540_000), Dong(810_000))
    );
    assert_eq!(found.amount.to_string(), "810.000 đồng");
}

/// Nghị định 20/2021/NĐ-CP, khoản 2 Điều 6, first sentence.
#[test]
fn of_several_groups_only_the_highest_is_owed() {
    let mut facts = severe("1940-01-01", "2026-01-10");
    facts
        .circumstances
        .extend([ElderlyWithoutPension, AcceptedForFacility]);
    let found = on(&facts, "2026-11-22");
    assert_eq!((found.coefficient, found.parts.len()), (Factor(30), 1));
}

/// Nghị định 20/2021/NĐ-CP, khoản 2 Điều 6, second sentence.
#[test]
fn a_poor_single_parent_who_is_disabled_is_owed_both() {
    let mut facts = severe("1990-04-12", "2026-08-10");
    facts.circumstances.push(SingleParent { children: 2 });
    let found = on(&facts, "2026-11-22");
    assert_eq!(
        (found.coefficient, found.amount),
        (Factor(35), Dong(1_890_000))
    );
    assert_eq!(found.start_month, Some(month("2026-08-01")));
    expect![[r#"
        Ngày xét 22/11/2026: sinh ngày 12/04/1990, đủ 36 tuổi. [Hồ sơ của đối tượng]
        Thuộc diện người khuyết tật nặng (Nghị định 20/2021/NĐ-CP, khoản 6 Điều 5): hệ số 1,5. [Nghị định 20/2021/NĐ-CP, điểm e khoản 1 Điều 6]
        Thuộc diện người đơn thân nghèo đang nuôi con (Nghị định 20/2021/NĐ-CP, khoản 4 Điều 5): hệ số 1,0 × 2 con = 2,0. [Nghị định 20/2021/NĐ-CP, điểm d khoản 1 Điều 6]
        Người đơn thân nghèo đang nuôi con đồng thời là người khuyết tật nặng: hưởng cả hai chế độ, hệ số 2,0 + 1,5 = 3,5. [Nghị định 20/2021/NĐ-CP, khoản 2 Điều 6]
        Mức chuẩn trợ giúp xã hội: 540.000 đồng/tháng, áp dụng từ 01/07/2026. [Nghị định 335/2026/NĐ-CP, Điều 4]
        Mức hưởng: 540.000 đồng × 3,5 = 1.890.000 đồng/tháng. [Nghị định 20/2021/NĐ-CP, khoản 1 Điều 6]
        Diện người đơn thân nghèo đang nuôi con: hưởng từ tháng 11/2026, tháng ký quyết định. [Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8]
        Diện người khuyết tật nặng: hưởng từ tháng 08/2026, tháng được cấp giấy xác nhận mức độ khuyết tật. [Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8]
        Hệ số lấy theo Nghị định 20/2021/NĐ-CP; đối chiếu với Nghị định 335/2026/NĐ-CP trước khi ký. [Nghị định 335/2026/NĐ-CP, hiệu lực từ 05/10/2026]
    "#]].assert_eq(&shown(&found.lines));
}

/// Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8.
#[test]
fn each_group_starts_in_its_own_month() {
    let remote = Facts {
        difficult_area: true,
        ..with("1951-09-30", ElderlyInDifficultArea)
    };
    let cases = [
        (severe("1990-04-12", "2026-03-31"), "03/2026"),
        (remote, "09/2026"),
        (with("1946-08-01", ElderlyWithoutPension), "08/2026"),
        (with("1946-08-01", ElderlyWithoutCarer), "11/2026"),
        (severe("1990-04-12", "2015-03-31"), "07/2021"),
    ];
    for (facts, start) in cases {
        let found = on(&facts, "2026-11-22")
            .start_month
            .map(|month| month.to_string());
        assert_eq!(found.as_deref(), Some(start), "{:?}", facts.circumstances);
    }
}

/// Nghị định 20/2021/NĐ-CP khoản 2 Điều 4; Nghị định 76/2024/NĐ-CP; Nghị định 335/2026/NĐ-CP.
#[test]
fn each_month_has_the_standard_amount_of_its_time_once_the_decree_is_in_force() {
    let book = RuleBook::national();
    let cases = [
        ("2021-06-01", "2026-11-22", None),
        ("2021-07-01", "2026-11-22", Some(360_000)),
        ("2024-06-01", "2026-11-22", Some(360_000)),
        ("2024-07-01", "2026-11-22", Some(500_000)),
        ("2026-06-01", "2026-11-22", Some(500_000)),
        ("2026-07-01", "2026-10-04", Some(500_000)),
        ("2026-07-01", "2026-10-05", Some(540_000)),
    ];
    for (of, known_on, amount) in cases {
        let found = book
            .standard(month(of), day(known_on))
            .map(|standard| standard.amount.0);
        assert_eq!(found, amount, "{of} known on {known_on}");
    }
}

/// Nghị định 20/2021/NĐ-CP, điểm a khoản 3 Điều 4: a province may pay more, not less.
#[test]
fn a_provinces_own_amount_counts_where_it_is_higher() {
    for (amount, owed) in [(650_000, 650_000), (510_000, 540_000)] {
        let mut book = RuleBook::national();
        let own = rules::Standard {
            amount: Dong(amount),
            provincial: true,
            source: "Nghị quyết thử nghiệm".into(),
            ..book.standards[2].clone()
        };
        book.standards.push(own);
        let found = book
            .standard(month("2026-11-01"), day("2026-11-22"))
            .unwrap();
        assert_eq!(found.amount, Dong(owed));
    }
}

#[test]
fn decisions_under_the_new_decree_carry_the_caution_about_coefficients() {
    let cautioned = |today| {
        on(&severe("1990-04-12", "2026-01-01"), today)
            .lines
            .iter()
            .any(|l| l.text_vi.contains("đối chiếu"))
    };
    assert!(!cautioned("2026-10-04"));
    assert!(cautioned("2026-10-05"));
}

/// Nghị định 20/2021/NĐ-CP, khoản 2 Điều 11.
#[test]
fn a_funeral_is_worth_twenty_standard_amounts() {
    let (amount, lines) =
        funeral(&RuleBook::national(), day("2026-08-02"), day("2026-11-22")).unwrap();
    assert_eq!(amount, Dong(10_800_000));
    assert_eq!(
        lines[1].text_vi,
        "Hỗ trợ chi phí mai táng: 540.000 đồng × 20 = 10.800.000 đồng."
    );
    assert_eq!(
        funeral(&RuleBook::national(), day("2021-06-30"), day("2026-11-22")),
        None
    );
}

/// Nghị định 20/2021/NĐ-CP, điểm b khoản 1 Điều 8.
#[test]
fn hiv_is_left_out_of_the_public_notice() {
    assert!(!LivingWithHiv.may_be_posted());
    assert!(ElderlyWithoutCarer.may_be_posted());
}

/// Bộ luật Dân sự 91/2015/QH13, khoản 3 Điều 148.
#[test]
fn who_is_born_on_a_leap_day_is_a_year_older_on_28_february() {
    let born = day("2008-02-29");
    assert_eq!(
        age(born, day("2024-02-28")),
        Some(15),
        "this year has the day"
    );
    assert_eq!(age(born, day("2024-02-29")), Some(16));
    assert_eq!(age(born, day("2025-02-27")), Some(16));
    assert_eq!(age(born, day("2025-02-28")), Some(17));
    assert_eq!(age(born, day("2008-02-28")), None);
}

#[test]
fn groups_are_found_again_by_their_keys() {
    for group in Group::ALL {
        assert_eq!(Group::from_key(group.key()), Some(*group));
        assert!(
            RuleBook::national()
                .rows(*group, day("2026-11-22"))
                .next()
                .is_some(),
            "{group:?}"
        );
    }
}
