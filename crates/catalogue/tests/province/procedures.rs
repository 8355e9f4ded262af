//! What people get wrong in a procedure: the mistake is named with its file, line and reason, and
//! costs nothing else.

use catalogue::{Catalogue, SourceFile};
use expect_test::{Expect, expect};

use crate::files::{delivered, lines, quang_ngai, with};

/// A procedure without fault, line by line.
pub const SOUND: &str = r#"code: "9.999999"
valid_from: 2026-01-01
name: Thủ tục thử
field: dat-dai
level: xã
term: 3d
receiving: [ttpvhcc_xa]
channels: [counter]
components: [{key: map, name: Bản đồ, originals: 1, required: false}]
fields: [{key: way, label: Cách, kind: choice, choices: [{value: left, label: Trái}]}, {key: why, label: Vì sao, kind: text}]
legs:
  - key: one
    title: Việc một
    by: commune-committee
    task: verify
    term: 1d
  - key: two
    title: Việc hai
    by: commune-land
    task: verify
    steps:
      - {title: Bước một, term: 1.5d}
      - {title: Bước hai, term: 0.5d}
  - key: return
    title: Trả kết quả
    by: one-stop
    kind: return
    task: return-result
    term: 0d
result: Kết quả thử
fee: {amount: 0, text: Không thu phí}
legal_basis: []
sources: [thử]
verified: false
"#;

/// The mistake is reported as expected, its file is left out whole, and all else is there.
pub fn mistake(change: (&str, &str), expected: Expect) {
    assert_eq!(
        SOUND.matches(change.0).count(),
        1,
        "«{}» says where to change",
        change.0
    );
    let loaded = with(
        "procedures/9.999999.yaml",
        &SOUND.replace(change.0, change.1),
    );
    expected.assert_eq(&lines(&loaded));
    assert_eq!(loaded.catalogue.procedures().len(), delivered());
}

#[test]
fn a_sound_procedure_is_loaded() {
    let loaded = with("procedures/9.999999.yaml", SOUND);
    assert_eq!(lines(&loaded), "");
    assert_eq!(loaded.catalogue.procedures().len(), delivered() + 1);
}

#[test]
fn legs_that_wait_for_one_another() {
    mistake(
        ("    term: 1d\n", "    term: 1d\n    after: [two]\n"),
        expect![[r#"
            procedures/9.999999.yaml:12: the legs one, two wait for one another
        "#]],
    );
}

#[test]
fn a_leg_that_waits_for_nobody_known() {
    mistake(
        ("    term: 1d\n", "    term: 1d\n    after: [zero]\n"),
        expect![[r#"
            procedures/9.999999.yaml:17: there is no leg `zero`
        "#]],
    );
}

#[test]
fn a_leg_that_leads_nowhere() {
    mistake(
        ("    kind: return\n", "    kind: return\n    after: [one]\n"),
        expect![[r#"
            procedures/9.999999.yaml:17: the leg `two` must lead to the return of the result, and nothing may follow that
        "#]],
    );
}

#[test]
fn a_role_nobody_plays() {
    mistake(
        ("by: commune-land", "by: commune-lands"),
        expect![[r#"
            procedures/9.999999.yaml:19: there is no role `commune-lands`
        "#]],
    );
}

#[test]
fn a_kind_of_unit_that_does_not_exist() {
    mistake(
        ("[ttpvhcc_xa]", "[ttpvhcc_huyen]"),
        expect![[r#"
        procedures/9.999999.yaml:7: no unit is of the kind `ttpvhcc_huyen`
    "#]],
    );
}

#[test]
fn legs_that_do_not_add_up_to_the_term() {
    mistake(
        ("term: 3d", "term: 4d"),
        expect![[r#"
        procedures/9.999999.yaml:6: the legs of phase 1 and its allowances add up to 3d, not to 4d
    "#]],
    );
}

#[test]
fn steps_that_do_not_add_up_to_their_leg() {
    mistake(
        ("    steps:\n", "    term: 3d\n    steps:\n"),
        expect![[r#"
            procedures/9.999999.yaml:21: the steps add up to 2d, not to the leg's 3d
        "#]],
    );
}

#[test]
fn phases_that_do_not_add_up_to_the_term() {
    mistake(
        ("term: 3d\n", "term: 3d\nphases: [{term: 2d}]\n"),
        expect![[r#"
            procedures/9.999999.yaml:6: the phases add up to 2d, not to the term 3d
            procedures/9.999999.yaml:7: the legs of phase 1 and its allowances add up to 3d, not to 2d
        "#]],
    );
}

#[test]
fn a_counting_leg_without_time() {
    mistake(
        ("    term: 1d\n", ""),
        expect![[r#"
            procedures/9.999999.yaml:12: the leg `one` counts to the term but is given no time, and the phase has none left
        "#]],
    );
}

#[test]
fn branches_that_cannot_be_compared() {
    mistake(
        (
            "  - key: return\n",
            "  - {key: side, title: Nhánh, by: commune-police, after: [], task: verify, term: 5cd}\n  - key: return\n    after: [two, side]\n",
        ),
        expect![[r#"
            procedures/9.999999.yaml:6: branches of working days and of calendar days cannot be compared
        "#]],
    );
}

#[test]
fn a_key_nobody_reads() {
    mistake(
        ("name: Thủ tục thử", "name: Thủ tục thử\ncolour: đỏ"),
        expect![[r#"
            procedures/9.999999.yaml:4: unknown field `colour`, expected one of code, valid_from, valid_to, name, field, level, term, difficult, phases, variants, start, immediate, receiving, channels, components, fields, legs, opinions, supplement, result, fee, legal_basis, sources, verified, notes, doubts
        "#]],
    );
}

#[test]
fn a_field_the_province_does_not_name() {
    mistake(
        ("field: dat-dai", "field: dat-day"),
        expect![[r#"
            procedures/9.999999.yaml:4: the province names no field `dat-day`
        "#]],
    );
}

#[test]
fn a_term_nobody_understands() {
    mistake(
        ("term: 3d", "term: 3 ngày"),
        expect![[r#"
            procedures/9.999999.yaml:6: thời hạn «3 ngày» không đọc được: hãy viết số ngày làm việc theo phần tư ngày (8d, 0.5d), giờ hoặc phút làm việc (4h, 90min), số ngày theo lịch (12cd), số tháng (1mo), nối bằng « + », hoặc same-day
        "#]],
    );
}

#[test]
fn a_file_that_is_no_yaml() {
    mistake(
        ("receiving: [ttpvhcc_xa]", "receiving: [ttpvhcc_xa"),
        expect![[r#"
            procedures/9.999999.yaml:8: illegal placement of ':' indicator
        "#]],
    );
}

#[test]
fn a_citizen_who_is_given_work() {
    mistake(
        ("by: commune-land", "by: payer"),
        expect![[r#"
            procedures/9.999999.yaml:19: the citizen pays, the one-stop desk returns, and an agency works: the role does not fit the kind of leg
        "#]],
    );
}

#[test]
fn a_value_of_another_type() {
    mistake(
        ("verified: false", "verified: perhaps"),
        expect![[r#"
            procedures/9.999999.yaml:34: invalid boolean
        "#]],
    );
}

#[test]
fn two_versions_in_force_on_one_day() {
    let second = SOUND.replace("9.999999", "1.010824");
    let loaded = with("procedures/1.010824-b.yaml", &second);
    expect![[r#"
        procedures/1.010824-b.yaml:1: 1.010824@2026-01-01 and 1.010824@2025-07-01 of procedures/1.010824.yaml are in force on the same day
    "#]].assert_eq(&lines(&loaded));
    assert_eq!(loaded.catalogue.procedures().len(), delivered());
}

#[test]
fn a_version_that_follows_another_is_no_overlap() {
    let mut files = quang_ngai();
    let ended = SOUND.replace("2026-01-01", "2025-01-01\nvalid_to: 2025-12-31");
    files.push(SourceFile {
        path: "procedures/a.yaml".to_owned(),
        text: ended,
    });
    files.push(SourceFile {
        path: "procedures/b.yaml".to_owned(),
        text: SOUND.to_owned(),
    });
    let loaded = Catalogue::parse(&files);
    assert_eq!(lines(&loaded), "");
    let version = |on: &str| {
        let on = on.parse().expect("dates are written year first");
        loaded
            .catalogue
            .procedure("9.999999", on)
            .map(|p| p.checklist_version())
    };
    assert_eq!(
        version("2025-12-31").as_deref(),
        Some("9.999999@2025-01-01")
    );
    assert_eq!(
        version("2026-01-01").as_deref(),
        Some("9.999999@2026-01-01")
    );
    assert_eq!(version("2024-12-31"), None);
}
