//! What people get wrong elsewhere in the province's data.

use catalogue::{Catalogue, Succession};
use expect_test::expect;

use crate::files::{delivered, lines, quang_ngai, text, with};

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
        province.yaml:8: unknown field `hotlime`, expected one of name, unit, zone, hotline, links, fields, rules, counter, source, verified
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
        notices/test.yaml:3: {ma} is no placeholder; there are {code}, {due}, {previous_due}, {unit}, {procedure}, {link}, {amount_due_notice}, {tracking}, {digits}
    "#]].assert_eq(&notice("sms", "Hồ sơ {ma}"));
    expect![[r#"
        notices/test.yaml:3: a text message must not name the procedure: it can tell what a person suffers from or lives on
    "#]].assert_eq(&notice("sms", "Hồ sơ {code}, {procedure}"));
    expect![[r#"
        notices/test.yaml:3: the text takes 4 messages once filled in, not 3
    "#]]
    .assert_eq(&notice("sms", &"dài ".repeat(60)));
    assert_eq!(notice("sms", "Hồ sơ {code}[, hẹn trả {due}]"), "");
    for text in ["[{code}", "{code}]", "[[{code}]]", "[chậm nhất] {due}"] {
        let problem = notice("sms", text);
        assert!(problem.contains("each [ needs its ]"), "{text}: {problem}");
    }
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

#[test]
fn rules_that_leave_something_open() {
    let province = text("province.yaml");
    let change = |from: &str, to: &str| {
        assert_eq!(
            province.matches(from).count(),
            1,
            "«{from}» says where to change"
        );
        let loaded = with("province.yaml", &province.replace(from, to));
        assert_eq!(loaded.catalogue.procedures().len(), delivered());
        lines(&loaded)
    };
    expect![[r#"
        province.yaml:26: the province's own rule says all of limit, policy, answer_within, ask_within and second_needs_approver
    "#]].assert_eq(&change("    answer_within: 30d\n", ""));
    expect![[r#"
        province.yaml:29: a rule needs some time
    "#]]
    .assert_eq(&change("ask_within: 3d", "ask_within: 0d"));
    expect![[r#"
        province.yaml:51: a time of day is written like "15:00"
    "#]]
    .assert_eq(&change("cutoff: \"15:00\"", "cutoff: chiều"));
    expect![[r#"
        province.yaml:27: unknown variant `guess`, expected one of restart, extend
    "#]]
    .assert_eq(&change("policy: restart", "policy: guess"));
}

#[test]
fn every_rule_has_a_source() {
    // NĐ 61/2018/NĐ-CP Điều 11.2, 15.3, 18.2, 19.4, 19.9.
    let catalogue = Catalogue::parse(&quang_ngai()).catalogue;
    let rules = catalogue.rules();
    assert_eq!(rules.supplement.value.limit, 1);
    assert_eq!(rules.supplement.value.ask_within.to_string(), "3d");
    assert_eq!(rules.reappointments.value, 1);
    assert_eq!(rules.apology_before.value.to_string(), "1d");
    assert_eq!(rules.forwarding.value.cutoff.to_string(), "15:00:00");
    let sources = [
        &rules.supplement.source,
        &rules.reappointments.source,
        &rules.apology_before.source,
        &rules.warning.source,
        &rules.offer_expires.source,
        &rules.forwarding.source,
        &rules.opinion.source,
        &rules.online_reply.source,
    ];
    assert!(sources.iter().all(|source| !source.is_empty()));
    assert!(rules.reappointments.verified && !rules.supplement.verified);
}

#[test]
fn templates_that_lead_nowhere() {
    let units = text("units.yaml");
    let change = |from: &str, to: &str| {
        assert!(units.contains(from), "«{from}» says where to change");
        lines(&with("units.yaml", &units.replacen(from, to, 1)))
    };
    expect![[r#"
        units.yaml:139: there is no unit `org:vp`
    "#]]
    .assert_eq(&change(
        "successor: \"org:vpdkdd\"",
        "successor: \"org:vp\"",
    ));
    expect![[r#"
        units.yaml:88: a day is missing on which the places are looked up: valid_from or valid_to
    "#]]
    .assert_eq(&change(
        "valid_to: 2025-06-30\n    successor: \"org:ca-{code}\"",
        "successor: \"org:ca-{code}\"",
    ));
    expect![[r#"
        procedures/dp-bien-dong-dat-ba-cap-2014.yaml:63: there is no role `land-branch`
        procedures/dp-bien-dong-dat-ba-cap-2014.yaml:84: there is no role `land-branch`
        procedures/dp-cap-giay-chung-nhan-lan-dau-ba-cap-2014.yaml:53: there is no role `land-branch`
        roles.yaml:111: no district has a unit whose id starts with `org:cndkdd-`
        units.yaml:134: the id needs {code}, or all communes share one
    "#]].assert_eq(&change("id: \"org:cndkdd-{code}\"", "id: \"org:cndkdd\""));
}

#[test]
fn units_that_succeed_one_another_in_a_circle_are_nobody_s_successors() {
    let units = text("units.yaml");
    let circle = "  - {id: org:a, name: A, kind: so, valid_to: 2024-12-31, predecessors: [org:b], successors: [org:b], source: unchecked, verified: false}
  - {id: org:b, name: B, kind: so, valid_to: 2024-12-31, predecessors: [org:a], successors: [org:a], source: unchecked, verified: false}
";
    let loaded = with(
        "units.yaml",
        &units.replace("\nunits:\n", &format!("\nunits:\n{circle}")),
    );
    assert_eq!(lines(&loaded), "");
    let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("it is a date");
    let catalogue = loaded.catalogue;
    assert_eq!(
        catalogue.successors_on(&"org:a".into(), on),
        Succession::Nobody
    );
}
