//! `motcua calendar`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use catalogue::{Catalogue, SourceFile};
use serde_json::{Value, json};

use super::{motcua, province, run, run_on};

/// `motcua calendar … --province …`.
fn ask(args: &[&str]) -> super::Said {
    let dir = province();
    let mut all = vec!["calendar"];
    all.extend(args);
    all.extend(["--province", dir.to_str().unwrap()]);
    run(&all)
}

/// The answers to a batch of lines, and the exit code.
pub fn batch(op: &str, lines: &[String]) -> (Vec<Value>, i32) {
    let dir = province();
    let args = [
        "calendar",
        op,
        "--batch",
        "--province",
        dir.to_str().unwrap(),
    ];
    let said = run_on(&args, &(lines.join("\n") + "\n"));
    let answers = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    (answers.collect(), said.code.unwrap())
}

fn sentences(answer: &Value) -> Vec<&str> {
    let lines = answer["because"].as_array().unwrap();
    lines
        .iter()
        .map(|line| line["sentence"].as_str().unwrap())
        .collect()
}

#[test]
fn a_question_from_flags_is_answered_with_the_date_and_why() {
    let said = ask(&[
        "due",
        "--start",
        "2026-08-21T09:00:00+07:00",
        "--term",
        "1d",
    ]);
    expect_test::expect![[r#"
        2026-08-22T17:00:00+07:00
        Tiếp nhận hồ sơ lúc 09:00 thứ Sáu, 21/08/2026.
        Thời hạn bắt đầu lúc 09:00 thứ Sáu, 21/08/2026.
        Không tính ngày bắt đầu, thứ Sáu, 21/08/2026.
        Có tính thứ Bảy, 22/08/2026: Làm bù cho 31/08/2026.
        Đủ 01 ngày làm việc lúc 17:00 thứ Bảy, 22/08/2026.
    "#]]
    .assert_eq(&said.out);
    assert_eq!(said.code, Some(0));
    let left = ask(&[
        "left",
        "--now",
        "2026-11-23T09:00",
        "--due",
        "2026-11-25T17:00",
    ]);
    assert!(
        left.out.starts_with("1 ngày 6 giờ làm việc\n"),
        "{}",
        left.out
    );
    let late = ask(&[
        "left",
        "--now",
        "2026-11-23T09:00",
        "--due",
        "2026-11-20T17:00",
        "--json",
    ]);
    let late: Value = serde_json::from_str(&late.out).unwrap();
    assert_eq!(
        (
            &late["left"]["minutes"],
            &late["overdue"],
            &late["late"]["minutes"]
        ),
        (&json!(0), &json!(true), &json!(120))
    );
    let spent = ask(&[
        "spent",
        "--from",
        "2026-11-23T16:00",
        "--to",
        "2026-11-25T07:30",
    ]);
    assert!(
        spent.out.starts_with("1 giờ 30 phút làm việc\n"),
        "{}",
        spent.out
    );
    assert!(
        spent.out.contains("24/11/2026: Ngày Văn hóa Việt Nam"),
        "{}",
        spent.out
    );
}

/// Practice the data of holidays fixes: 29/04/2024 exchanged for Saturday 04/05, 31/08/2026 for
/// Saturday 22/08; NĐ 99/2022/NĐ-CP Điều 16.1 after three in the afternoon.
#[test]
fn dates_that_a_clerk_counted_by_hand_come_out_of_a_batch() {
    let cases = [
        (
            "2024-04-05T16:10:00+07:00",
            "same-day",
            "15:00",
            "2024-04-08T17:00:00+07:00",
        ),
        (
            "2024-04-05T15:00:00+07:00",
            "same-day",
            "15:00",
            "2024-04-05T17:00:00+07:00",
        ),
        (
            "2024-04-26T09:00:00+07:00",
            "2d",
            "",
            "2024-05-03T17:00:00+07:00",
        ),
        (
            "2024-04-26T09:00:00+07:00",
            "3d",
            "",
            "2024-05-04T17:00:00+07:00",
        ),
        (
            "2026-08-21T02:00:00Z",
            "1d",
            "",
            "2026-08-22T17:00:00+07:00",
        ),
        ("2026-08-21T16:00", "0.25d", "", "2026-08-22T08:00:00+07:00"),
        ("2024-04-15T09:00", "12cd", "", "2024-05-02T17:00:00+07:00"),
        ("2024-03-27T09:00", "1m", "", "2024-05-02T17:00:00+07:00"),
        ("2026-11-23T07:00", "0d", "", "2026-11-23T07:00:00+07:00"),
    ];
    let lines = cases.map(|(start, term, cutoff, _)| {
        let mut question = json!({ "start": start, "term": term });
        if !cutoff.is_empty() {
            question["cutoff"] = json!(cutoff);
        }
        question.to_string()
    });
    let (answers, code) = batch("due", &lines);
    for (answer, case) in answers.iter().zip(cases) {
        assert_eq!(answer["due"], case.3, "{case:?}");
        assert!(sentences(answer).len() > 1);
    }
    assert_eq!((answers.len(), code), (cases.len(), 0));
}

#[test]
fn a_bad_line_is_answered_where_it_stands_and_the_others_still_are() {
    let good = r#"{"start": "2026-08-21T09:00:00+07:00", "term": "1d", "id": 1}"#;
    let bad = [
        ("junk", "", "JSON"),
        ("", "", "trống"),
        ("[]", "", "đối tượng"),
        (r#"{"term": "1d"}"#, "start", "còn thiếu"),
        (
            r#"{"start": "2026-08-21", "term": "1d"}"#,
            "start",
            "2026-08-21T09:00:00+07:00",
        ),
        (
            r#"{"start": "2026-08-21T25:00:00+07:00", "term": "1d"}"#,
            "start",
            "không phải thời điểm",
        ),
        (
            r#"{"start": "2026-08-21T09:00:00+07:00", "term": "-1d"}"#,
            "term",
            "8d",
        ),
        (
            r#"{"start": "2026-08-21T09:00:00+07:00", "term": 1}"#,
            "term",
            "chuỗi",
        ),
        (
            r#"{"start": "2026-08-21T09:00:00+07:00", "trem": "1d"}"#,
            "trem",
            "không có trường này",
        ),
        (
            r#"{"start": "2026-08-21T09:00:00+07:00", "term": "1d", "cutoff": "3pm"}"#,
            "cutoff",
            "15:00",
        ),
        (
            r#"{"start": "2026-08-21T09:00:00+07:00", "term": "1d", "event": "x"}"#,
            "event",
            "payment",
        ),
        (
            r#"{"start": "2027-12-31T09:00:00+07:00", "term": "1d"}"#,
            "term",
            "năm 2028",
        ),
        (
            r#"{"start": "9999-12-31T23:59:59-12:00", "term": "1d"}"#,
            "start",
            "nạp lịch",
        ),
        (
            r#"{"start": "2026-08-21T09:00:00+07:00", "term": "1d", "acts": [{"act": "pause", "at": "2026-08-22T09:00:00+07:00"}]}"#,
            "acts[0].ground",
            "còn thiếu",
        ),
        (
            r#"{"start": "2026-08-21T09:00:00+07:00", "term": "1d", "acts": [{"act": "move", "ground": "apology", "at": "2026-08-22T09:00:00+07:00", "due": "2026-08-23T17:00:00+07:00"}]}"#,
            "acts[0].due",
            "ngày nghỉ",
        ),
    ];
    let mut lines = vec![good.to_owned()];
    for (line, ..) in bad {
        lines.extend([line.to_owned(), good.to_owned()]);
    }
    let (answers, code) = batch("due", &lines);
    assert_eq!((answers.len(), code), (lines.len(), 1));
    for (n, answer) in answers.iter().enumerate() {
        if n % 2 == 0 {
            assert_eq!(answer["due"], "2026-08-22T17:00:00+07:00");
            assert_eq!(answer["id"], 1);
            continue;
        }
        let (line, field, why) = bad[n / 2];
        assert_eq!(answer["field"], field, "{line}: {answer}");
        let error = answer["error"].as_str().unwrap();
        assert!(
            error.contains(why) && error.contains(field),
            "{line}: {error}"
        );
    }
}

#[test]
fn what_cannot_be_answered_from_flags_names_the_flag_and_the_remedy() {
    let beyond = ask(&["due", "--start", "2028-01-03T09:00", "--term", "1d"]);
    assert_eq!((beyond.code, beyond.out.as_str()), (Some(1), ""));
    assert!(
        beyond.err.contains("--start") && beyond.err.contains("năm 2028"),
        "{}",
        beyond.err
    );
    let missing = ask(&["spent", "--from", "2026-01-05T09:00"]);
    assert!(missing.err.contains("--to: còn thiếu"), "{}", missing.err);
    let both = ask(&["due", "--batch", "--term", "1d"]);
    assert_eq!(both.code, Some(2), "{}", both.err);
    let folder = tempfile::tempdir().unwrap();
    let none = run(&[
        "calendar",
        "due",
        "--province",
        folder.path().to_str().unwrap(),
        "--term",
        "1d",
    ]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("calendar.yaml"), "{}", none.err);
    let help = run(&["calendar", "due", "--help"]);
    for word in [
        "0.25d", "12cd", "1mo", "same-day", "90min", "--batch", "--cutoff",
    ] {
        assert!(help.out.contains(word), "{word}");
    }
}

#[test]
fn every_term_of_the_catalogue_is_understood() {
    let provinces = chassis::config::Province { dir: province() };
    let files: Vec<SourceFile> = provinces.files().unwrap();
    let loaded = Catalogue::parse(&files);
    let mut terms: Vec<String> = Vec::new();
    for procedure in loaded.catalogue.procedures() {
        terms.push(procedure.term.to_string());
        for leg in &procedure.legs {
            terms.extend(leg.term.iter().map(ToString::to_string));
            terms.extend(leg.steps.iter().map(|step| step.term.to_string()));
        }
    }
    terms.sort();
    terms.dedup();
    assert!(terms.len() > 10, "{terms:?}");
    let question = |term: &String| json!({ "start": "2026-03-02T09:00", "term": term }).to_string();
    let lines: Vec<String> = terms.iter().map(question).collect();
    let (answers, code) = batch("due", &lines);
    assert_eq!(code, 0, "{answers:?}");
}

#[test]
fn many_lines_are_answered_in_order_and_the_same_each_time() {
    let lines: Vec<String> = (0..5_000)
        .map(|n| {
            let day = 1 + n % 28;
            let term = ["1d", "0.5d", "12cd", "same-day", "7d + 12cd"][n % 5];
            json!({ "id": n, "start": format!("2026-03-{day:02}T{:02}:15", n % 24), "term": term })
                .to_string()
        })
        .collect();
    let (answers, code) = batch("due", &lines);
    assert_eq!(code, 0);
    assert!(
        answers
            .iter()
            .enumerate()
            .all(|(n, answer)| answer["id"] == n)
    );
    assert_eq!(batch("due", &lines).0, answers);
}

#[test]
fn who_asks_line_by_line_is_answered_line_by_line() {
    let dir = province();
    let mut child = motcua(&[
        "calendar",
        "due",
        "--batch",
        "--province",
        dir.to_str().unwrap(),
    ])
    .stdin(Stdio::piped())
    .stdout(Stdio::piped())
    .spawn()
    .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for term in ["1d", "2d"] {
        writeln!(
            stdin,
            r#"{{"start": "2026-03-02T09:00", "term": "{term}"}}"#
        )
        .unwrap();
        assert!(
            answers
                .next()
                .unwrap()
                .unwrap()
                .contains(&format!("\"term\":\"{term}\""))
        );
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}
