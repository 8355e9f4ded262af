//! Forms that hold from a day, until a day.

use super::super::{Downloads, Kind};

const PDF: &str = "%PDF-1.7\n%%EOF\n";
const CODE: &str = "1.013831";
/// The new form begins where the old one ends.
const TWO: &str = "forms:
  - {paper: application, file: old.pdf, form: Mẫu số 01, valid_to: 2026-06-30, source: thử, verified: false}
  - {paper: application, file: new.pdf, form: Mẫu số 02, valid_from: 2026-07-01, source: thử, verified: false}
";

/// A province with one procedure, whose second version names another form of its application.
fn province(index: &str, files: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let own = dir.path().join("forms/downloads").join(CODE);
    std::fs::create_dir_all(&own).unwrap();
    std::fs::create_dir_all(dir.path().join("procedures")).unwrap();
    let version = |from: &str, to: &str, form: &str| {
        format!(
            "code: \"{CODE}\"\nvalid_from: {from}\n{to}components:\n  - {{key: application, form: {form}, name: Đơn}}\n  - {{key: contract, name: Hợp đồng}}\n"
        )
    };
    for (name, text) in [
        (
            "1.013831-2019.yaml",
            version("2019-01-01", "valid_to: 2026-06-30\n", "Mẫu số 01"),
        ),
        ("1.013831.yaml", version("2026-07-01", "", "Mẫu số 02")),
        (
            "1.013831.1.yaml",
            "code: \"1.013831.1\"\nvalid_from: 2019-01-01\n".to_owned(),
        ),
    ] {
        std::fs::write(dir.path().join("procedures").join(name), text).unwrap();
    }
    std::fs::write(own.join("index.yaml"), index).unwrap();
    for name in files {
        std::fs::write(own.join(name), PDF).unwrap();
    }
    dir
}

fn checked(index: &str, files: &[&str], today: &str) -> Result<(), String> {
    let dir = province(index, files);
    let checked = Downloads::of(dir.path()).check(today.parse().unwrap());
    checked.map_err(|wrong| format!("{wrong:#}"))
}

#[test]
fn a_form_is_given_out_from_its_first_day_to_its_last() {
    let dir = province(TWO, &["old.pdf", "new.pdf"]);
    let downloads = Downloads::of(dir.path());
    for (on, file) in [
        ("2019-01-01", "old.pdf"),
        ("2026-06-30", "old.pdf"),
        ("2026-07-01", "new.pdf"),
        ("2030-01-01", "new.pdf"),
    ] {
        let on = on.parse().unwrap();
        let listed = downloads.list(CODE, on).unwrap();
        let given = downloads.get(CODE, "application", Kind::Pdf, on).unwrap();
        let (given, content) = given.unwrap();
        assert_eq!(listed, std::slice::from_ref(&given), "one form on {on}");
        assert_eq!(
            given.path,
            std::fs::canonicalize(dir.path())
                .unwrap()
                .join("forms/downloads")
                .join(CODE)
                .join(file)
        );
        assert_eq!(content, PDF.as_bytes());
    }
    assert!(
        downloads
            .get(CODE, "old", Kind::Pdf, "2026-01-01".parse().unwrap())
            .unwrap()
            .is_none(),
        "by its paper, not by its file"
    );
    assert_eq!(
        downloads
            .check("2026-06-30".parse().unwrap())
            .map_err(|e| e.to_string()),
        Ok(())
    );
    assert_eq!(
        downloads
            .check("2026-07-01".parse().unwrap())
            .map_err(|e| e.to_string()),
        Ok(())
    );
}

#[test]
fn before_the_first_and_after_the_last_nothing_is_given_out() {
    let ended = TWO.replace(
        "valid_from: 2026-07-01",
        "valid_from: 2026-07-01, valid_to: 2026-12-31",
    );
    let dir = province(
        &ended.replace("file: old.pdf", "valid_from: 2020-01-01, file: old.pdf"),
        &["old.pdf", "new.pdf"],
    );
    let downloads = Downloads::of(dir.path());
    for on in ["2019-12-31", "2027-01-01"] {
        assert_eq!(downloads.list(CODE, on.parse().unwrap()).unwrap(), []);
    }
}

#[test]
fn two_kinds_of_one_form_hold_side_by_side() {
    let both = "forms:\n  - {paper: application, file: new.pdf, form: Mẫu số 02, source: thử, verified: false}\n  - {paper: application, file: new.docx, form: Mẫu số 02, source: thử, verified: false}\n";
    let dir = province(both, &["new.pdf"]);
    std::fs::write(
        dir.path()
            .join("forms/downloads")
            .join(CODE)
            .join("new.docx"),
        b"PK\x03\x04 word/document.xml",
    )
    .unwrap();
    let downloads = Downloads::of(dir.path());
    let today = "2026-11-22".parse().unwrap();
    assert_eq!(downloads.check(today).map_err(|e| format!("{e:#}")), Ok(()));
    let kinds: Vec<Kind> = downloads
        .list(CODE, today)
        .unwrap()
        .iter()
        .map(|form| form.kind)
        .collect();
    assert_eq!(kinds, [Kind::Pdf, Kind::Docx]);
}

#[test]
fn what_is_wrong_is_named_with_its_folder_and_file() {
    let files = ["old.pdf", "new.pdf"];
    let today = "2026-11-22";
    for (index, files, today, why) in [
        (
            TWO.replace("2026-07-01", "2026-06-30"),
            &files[..],
            today,
            "old.pdf and new.pdf both hold for application on 2026-06-30",
        ),
        (
            TWO.replace(", valid_to: 2026-06-30", "")
                .replace(", valid_from: 2026-07-01", ""),
            &files,
            today,
            "both hold for application from the beginning",
        ),
        (TWO.to_owned(), &files[..1], today, "new.pdf is missing"),
        (
            TWO.to_owned(),
            &["old.pdf", "new.pdf", "draft.pdf"],
            today,
            "draft.pdf is not named in index.yaml",
        ),
        (
            TWO.replace("2026-07-01", "2027-01-01"),
            &files,
            today,
            "no form laid for application is \"Mẫu số 02\", which procedure 1.013831 names, on 2026-11-22",
        ),
        (
            TWO.replace("Mẫu số 02", "Mẫu số 03"),
            &files,
            today,
            "is \"Mẫu số 02\", which procedure",
        ),
        (TWO.to_owned(), &files, "2018-01-01", ""),
        (
            TWO.replace(
                "valid_from: 2026-07-01",
                "valid_from: 2026-07-01, valid_to: 2026-01-01",
            ),
            &files,
            today,
            "new.pdf ends on 2026-01-01, before it begins",
        ),
        (
            TWO.replace(
                "paper: application, file: new.pdf",
                "paper: khac, file: new.pdf",
            ),
            &files,
            today,
            "procedure 1.013831 has no paper \"khac\"",
        ),
        (
            TWO.replace("file: new.pdf", "file: ../new.pdf"),
            &files,
            today,
            "\"../new.pdf\" is not the name of",
        ),
        (
            TWO.replace("source: thử", "source: \"\""),
            &files,
            today,
            "old.pdf has no source",
        ),
        (TWO.replace("paper:", "giay:"), &files, today, "giay"),
    ] {
        match checked(&index, files, today) {
            Ok(()) => assert_eq!(why, "", "{index}"),
            Err(wrong) => {
                assert!(!why.is_empty() && wrong.contains(why), "{wrong}");
                assert!(wrong.contains(CODE), "{wrong}");
            }
        }
    }
}

#[test]
fn dates_for_a_procedure_nobody_has_are_a_mistake() {
    let dir = province(TWO, &["old.pdf", "new.pdf"]);
    let downloads = dir.path().join("forms/downloads");
    std::fs::rename(downloads.join(CODE), downloads.join("9.999999")).unwrap();
    let wrong = Downloads::of(dir.path()).check("2026-11-22".parse().unwrap());
    assert!(format!("{:#}", wrong.unwrap_err()).contains("the province has no procedure 9.999999"));
}
