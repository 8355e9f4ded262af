//! What people get wrong elsewhere in the province's data.

use catalogue::Catalogue;
use expect_test::expect;

use crate::files::{delivered, lines, quang_ngai, with};

/// The text of a file of the province.
fn text(path: &str) -> String {
    let files = quang_ngai();
    let file = files.into_iter().find(|file| file.path == path);
    file.expect("the province has the file").text
}

#[test]
fn fields_of_administration_named_twice_or_not_at_all() {
    let province = text("province.yaml");
    let twice = province.replace("key: nguoi-co-cong", "key: dat-dai");
    expect![[r#"
        procedures/1.010803-2022.yaml:6: the province names no field `nguoi-co-cong`
        procedures/1.010803.yaml:5: the province names no field `nguoi-co-cong`
        procedures/1.010824-2022.yaml:7: the province names no field `nguoi-co-cong`
        procedures/1.010824.yaml:6: the province names no field `nguoi-co-cong`
        procedures/1.010827-2022.yaml:7: the province names no field `nguoi-co-cong`
        procedures/1.010827.yaml:6: the province names no field `nguoi-co-cong`
        procedures/1.010833-2022.yaml:6: the province names no field `nguoi-co-cong`
        procedures/1.010833.yaml:5: the province names no field `nguoi-co-cong`
        procedures/dp-cap-lai-giay-chung-nhan-nguoi-co-cong-2022.yaml:6: the province names no field `nguoi-co-cong`
        procedures/dp-cap-lai-giay-chung-nhan-nguoi-co-cong.yaml:5: the province names no field `nguoi-co-cong`
        procedures/dp-cong-nhan-nhiem-chat-doc-hoa-hoc-2022.yaml:7: the province names no field `nguoi-co-cong`
        procedures/dp-cong-nhan-thuong-binh-2022.yaml:7: the province names no field `nguoi-co-cong`
        procedures/dp-tro-cap-tuat-2022.yaml:7: the province names no field `nguoi-co-cong`
        procedures/dp-uu-dai-than-nhan-liet-si-2022.yaml:7: the province names no field `nguoi-co-cong`
        procedures/dp-uu-dai-than-nhan-liet-si.yaml:6: the province names no field `nguoi-co-cong`
        province.yaml:19: the field of administration `dat-dai` is already on line 17
        roles.yaml:127: the province names no field `nguoi-co-cong`
    "#]]
    .assert_eq(&lines(&with("province.yaml", &twice)));
    // A province that cannot be read is one mistake, not one more for every procedure.
    let spoilt = with("province.yaml", &province.replace("hotline:", "hotlime:"));
    expect![[r#"
        province.yaml:8: unknown field `hotlime`, expected one of name, unit, zone, hotline, links, fields, rules, source, verified
    "#]]
    .assert_eq(&lines(&spoilt));
    assert_eq!(spoilt.catalogue.procedures().len(), delivered());
}

#[test]
fn a_role_whose_unit_is_missing_takes_only_its_own_procedures_with_it() {
    let loaded = with(
        "roles.yaml",
        &text("roles.yaml").replace("org:cs-tgxh", "org:cs-tg"),
    );
    expect![[r#"
        procedures/dp-tiep-nhan-vao-co-so-tro-giup-2021.yaml:80: there is no role `welfare-home`
        roles.yaml:86: there is no unit `org:cs-tg`
    "#]]
    .assert_eq(&lines(&loaded));
    assert_eq!(loaded.catalogue.procedures().len(), delivered() - 1);
}

#[test]
fn notices_that_cannot_be_sent() {
    let notice = |channel: &str, text: &str| {
        let text = format!(
            "key: test\nchannel: {channel}\ntext: \"{text}\"\nsource: thử\nverified: false\n"
        );
        lines(&with("notices/test.yaml", &text))
    };
    assert_eq!(notice("sms", "Hồ sơ {code}: {link}"), "");
    expect![[r#"
        notices/test.yaml:3: {ma} is no placeholder; there are {code}, {due}, {unit}, {procedure}, {link}, {amount_due_notice}
    "#]].assert_eq(&notice("sms", "Hồ sơ {ma}"));
    expect![[r#"
        notices/test.yaml:3: a text message must not name the procedure: it can tell what a person suffers from or lives on
    "#]].assert_eq(&notice("sms", "Hồ sơ {code}, {procedure}"));
    expect![[r#"
        notices/test.yaml:3: the text takes 3 messages once filled in, not 2
    "#]]
    .assert_eq(&notice("sms", &"dài ".repeat(40)));
    assert_eq!(notice("post", "{procedure}"), "");
}

#[test]
fn a_calendar_that_contradicts_itself_leaves_none() {
    let text = text("calendar.yaml");
    let change = |from: &str, to: &str| {
        assert!(text.contains(from), "«{from}» says where to change");
        let loaded = with("calendar.yaml", &text.replace(from, to));
        let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("it is a date");
        assert!(loaded.catalogue.calendar().is_working(on).is_err());
        lines(&loaded)
    };
    expect![[r#"
        calendar.yaml:36: 2024-05-06 is a make-up day, but it is a working day already
    "#]]
    .assert_eq(&change("date: 2024-05-04", "date: 2024-05-06"));
    expect![[r#"
        calendar.yaml:38: 2024-09-02 is listed twice
    "#]]
    .assert_eq(&change("date: 2024-09-03", "date: 2024-09-02"));
    expect![[r#"
        calendar.yaml:9: the opening hours from 2024-01-01 come to 450 minutes, not 480: a working day is eight hours
    "#]].assert_eq(&change("13:30-17:00", "13:30-16:30"));
    expect![[r#"
        calendar.yaml:10: opening hours are written like 07:00-11:30
    "#]]
    .assert_eq(&change("13:30-17:00", "chiều"));
    expect![[r#"
        calendar.yaml:87: 2027-11-24 is beyond the dates covered
    "#]]
    .assert_eq(&change("to: 2027-12-31", "to: 2027-10-31"));
}

#[test]
fn codes_that_two_dossiers_could_share() {
    let codes = |province: &str, pattern: &str| {
        let text = format!(
            "province: \"{province}\"\npattern: \"{pattern}\"\nsource: thử\nverified: false\n"
        );
        lines(&with("codes.yaml", &text))
    };
    assert_eq!(codes("H48", "{prefix}-{yyyymmdd}-{seq:7}"), "");
    expect![[r#"
        codes.yaml:2: the pattern needs {prefix}, {yymmdd} or {yyyymmdd}, and {seq:4}, or two dossiers could get one code
    "#]].assert_eq(&codes("H48", "{prefix}-{yymmdd}"));
    expect![[r#"
        codes.yaml:2: the pattern has a placeholder nobody fills
    "#]]
    .assert_eq(&codes("H48", "{prefix}-{yymmdd}-{seq:4}-{x}"));
    expect![[r#"
        codes.yaml:1: an agency code is capital letters and digits in groups joined by dots (QĐ 20/2020/QĐ-TTg Điều 4)
    "#]].assert_eq(&codes("h 48", "{prefix}-{yymmdd}-{seq:4}"));
}

#[test]
fn files_nobody_reads_and_files_that_are_missing() {
    expect![[r#"
        proceduers/1.yaml:1: no part of the province is read from a file of this name
    "#]]
    .assert_eq(&lines(&with("proceduers/1.yaml", "code: x")));
    let mut files = quang_ngai();
    files.retain(|file| file.path != "codes.yaml");
    expect![[r#"
        codes.yaml:1: the province has no codes.yaml
    "#]]
    .assert_eq(&lines(&Catalogue::parse(&files)));
}
