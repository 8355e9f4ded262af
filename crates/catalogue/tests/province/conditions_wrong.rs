//! What people get wrong in conditions, waits, terms of their own and codes.

use expect_test::{Expect, expect};

use crate::{
    files::{lines, with},
    procedures::{SOUND, mistake},
};

/// The first leg, but only under a condition.
fn condition(when: &str, expected: Expect) {
    mistake(
        (
            "    task: verify\n    term: 1d\n",
            &format!("    task: verify\n    when: {when}\n    term: 1d\n"),
        ),
        expected,
    );
}

#[test]
fn conditions_on_what_is_not_asked() {
    condition(
        "{answer: {field: where, in: [left]}}",
        expect![[r#"
        procedures/9.999999.yaml:16: the form asks no question `where`
    "#]],
    );
    condition(
        "{answer: {field: way, in: [left, right]}}",
        expect![[r#"
            procedures/9.999999.yaml:16: `way` cannot be answered with `right`
        "#]],
    );
    condition(
        "{answer: {field: way, in: []}}",
        expect![[r#"
        procedures/9.999999.yaml:16: no answer is named
    "#]],
    );
    condition(
        "{answer: {field: why, in: [left]}}",
        expect![[r#"
        procedures/9.999999.yaml:16: `why` is no choice: a route must not hang on what people write
    "#]],
    );
    condition(
        "{all: [difficult, {not: {paper: drawing}}]}",
        expect![[r#"
            procedures/9.999999.yaml:16: the checklist has no paper `drawing`
        "#]],
    );
    condition(
        "{wether: hot}",
        expect![[r#"
        procedures/9.999999.yaml:16: unknown variant `wether`, expected one of answer, paper, difficult, not, all, any
    "#]],
    );
}

#[test]
fn a_wait_that_nobody_knows_when_it_is_over() {
    let wait = |time: &str| format!("    kind: wait\n    task: public-notice\n{time}");
    let one = "    task: verify\n    term: 1d\n";
    mistake(
        (one, &wait("")),
        expect![[r#"
        procedures/9.999999.yaml:12: the wait `one` has no term, so nobody knows when it is over
    "#]],
    );
    mistake(
        (one, &wait("    term: 0d\n")),
        expect![[r#"
        procedures/9.999999.yaml:12: the wait `one` has no term, so nobody knows when it is over
    "#]],
    );
    mistake(
        (one, &wait("    term: 1d\n    counts: true\n")),
        expect![[r#"
            procedures/9.999999.yaml:12: the wait `one` is outside the term: that is what a wait is
        "#]],
    );
}

#[test]
fn a_conditional_leg_that_does_not_fit_into_the_term() {
    mistake(
        (
            "  - key: two\n",
            "  - {key: more, title: Thêm, by: commune-land, when: {answer: {field: way, in: [left]}}, task: verify, term: 2d}\n  - key: two\n",
        ),
        expect![[r#"
            procedures/9.999999.yaml:6: the legs of phase 1 take 5d, more than 3d, when way is left
        "#]],
    );
}

#[test]
fn a_result_that_is_only_sometimes_returned() {
    mistake(
        (
            "    kind: return\n",
            "    kind: return\n    when: difficult\n",
        ),
        expect![[r#"
            procedures/9.999999.yaml:24: the result is always returned
        "#]],
    );
}

#[test]
fn terms_of_difficult_areas_that_contradict() {
    mistake(
        ("term: 3d", "term: 3d\ndifficult: 2d"),
        expect![[r#"
        procedures/9.999999.yaml:6: a difficult area is given less time than others
    "#]],
    );
    mistake(
        (
            "term: 3d",
            "term: 3d\ndifficult: 5d\nphases: [{term: 3d, difficult: 4d}]",
        ),
        expect![[r#"
            procedures/9.999999.yaml:7: the phases of a difficult area add up to 4d, not to 5d
        "#]],
    );
    mistake(
        ("term: 3d", "term: 3d\ndifficult: 5d\nphases: [{term: 3d}]"),
        expect![[r#"
            procedures/9.999999.yaml:7: say in each phase what it takes in a difficult area
        "#]],
    );
    mistake(
        ("    term: 1d\n", "    term: 1d\n    difficult: 0.5d\n"),
        expect![[r#"
            procedures/9.999999.yaml:17: 0.5d in a difficult area is less than 1d elsewhere
        "#]],
    );
    mistake(
        (
            "term: 3d",
            "term: 3d\nvariants: [{when: difficult, phases: [3d, 1d]}]",
        ),
        expect![[r#"
            procedures/9.999999.yaml:7: the procedure has 1 phases, not these
        "#]],
    );
}

#[test]
fn no_time_without_being_given_on_the_spot() {
    mistake(
        ("term: 3d", "term: 0d"),
        expect![[r#"
        procedures/9.999999.yaml:6: only a result given on the spot (immediate) takes no time
    "#]],
    );
    mistake(
        ("term: 3d", "term: 3d\nimmediate: true"),
        expect![[r#"
        procedures/9.999999.yaml:6: a result given on the spot does not take 3d
    "#]],
    );
}

#[test]
fn a_code_that_is_neither_national_nor_local() {
    mistake(
        ("\"9.999999\"", "\"9.99999\""),
        expect![[r#"
        procedures/9.999999.yaml:1: a procedure code looks like 1.013831, or like dp-tro-cap-tuat where no source shows the national one
    "#]],
    );
    mistake(
        ("\"9.999999\"", "dp-Thu"),
        expect![[r#"
        procedures/9.999999.yaml:1: a procedure code looks like 1.013831, or like dp-tro-cap-tuat where no source shows the national one
    "#]],
    );
    let local = SOUND.replace("\"9.999999\"", "dp-thu-tuc-thu");
    let loaded = with("procedures/9.999999.yaml", &local);
    assert_eq!(lines(&loaded), "");
    let national: Vec<bool> = ["dp-thu-tuc-thu", "1.013831"]
        .iter()
        .filter_map(|code| loaded.catalogue.procedure(code, "2026-11-22".parse().ok()?))
        .map(catalogue::Procedure::is_national)
        .collect();
    assert_eq!(national, [false, true]);
}

#[test]
fn opinions_nobody_can_give_or_ask_for() {
    let opinions = |opinion: &str| format!("opinions: [{opinion}]\nlegs:\n");
    let asked = "title: Hỏi, term: 2d";
    mistake(
        (
            "legs:\n",
            &opinions(&format!("{{on: three, of: tax, {asked}}}")),
        ),
        expect![[r#"
            procedures/9.999999.yaml:11: nobody works on a leg `three` who could ask
        "#]],
    );
    mistake(
        (
            "legs:\n",
            &opinions(&format!("{{on: one, of: taxes, {asked}}}")),
        ),
        expect![[r#"
            procedures/9.999999.yaml:11: there is no role `taxes`
        "#]],
    );
    mistake(
        (
            "legs:\n",
            &opinions(&format!("{{on: one, of: payer, {asked}}}")),
        ),
        expect![[r#"
            procedures/9.999999.yaml:11: opinions are asked of agencies
        "#]],
    );
    mistake(
        (
            "legs:\n",
            &opinions("{on: one, of: tax, title: Hỏi, term: 0d}"),
        ),
        expect![[r#"
            procedures/9.999999.yaml:11: an opinion needs some time
        "#]],
    );
}
