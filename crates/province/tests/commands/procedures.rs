//! `motcua procedures`.

use std::{fs, path::Path};

use super::{Said, province, run};

/// `motcua procedures …`, with the real province where one is asked for.
fn ask(args: &[&str]) -> Said {
    let mut all = vec!["procedures"];
    all.extend(args);
    run(&all)
}

fn plan(args: &[&str]) -> Said {
    let dir = province();
    let mut all = vec!["plan"];
    all.extend(args);
    all.extend(["--receiving", "org:ttpvhcc-tinh", "--on", "2026-11-20"]);
    all.extend(["--province", dir.to_str().unwrap()]);
    ask(&all)
}

/// A copy of the province's data, to be changed.
fn copied() -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let to = to.join(path.file_name().unwrap());
            match path.is_dir() {
                true => copy(&path, &to),
                false => drop(fs::copy(&path, &to).unwrap()),
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    copy(&province(), folder.path());
    folder
}

fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_provinces_own_data_is_found_without_a_mistake() {
    let said = ask(&["check", province().to_str().unwrap()]);
    assert_eq!(said.code, Some(0), "{}", said.out);
    for word in [
        "thủ tục",
        "đơn vị",
        "Lịch làm việc từ 01/01/2024",
        "Không có lỗi.",
    ] {
        assert!(said.out.contains(word), "{word}: {}", said.out);
    }
}

#[test]
fn each_mistake_is_told_with_its_file_line_and_reason() {
    let folder = copied();
    let dir = folder.path();
    change(
        dir,
        "procedures/1.012786.yaml",
        "term: 15cd",
        "term: 15 days",
    );
    change(
        dir,
        "procedures/1.013831.yaml",
        "\nreceiving:",
        "\nreceving:",
    );
    change(dir, "calendar.yaml", "2026-11-24", "2036-11-24");
    let said = ask(&["check", dir.to_str().unwrap()]);
    assert_eq!(said.code, Some(1));
    let line_of = |file: &str, text: &str| {
        let lines = fs::read_to_string(dir.join(file)).unwrap();
        1 + lines.lines().position(|line| line.contains(text)).unwrap()
    };
    for (file, text) in [
        ("procedures/1.012786.yaml", "term: 15 days"),
        ("procedures/1.013831.yaml", "receving"),
        ("calendar.yaml", "2036-11-24"),
    ] {
        let told = format!("{}/{file}:{}: ", dir.display(), line_of(file, text));
        assert!(said.out.contains(&told), "{told} in\n{}", said.out);
    }
    assert!(said.out.contains("\n3 lỗi."), "{}", said.out);
    assert!(said.out.contains("Chưa có lịch làm việc"), "{}", said.out);
    let none = ask(&["check", "/nowhere/at/all"]);
    assert_eq!(none.code, Some(2), "{}", none.err);
}

/// Đất đai: địa bàn khó khăn thêm 10 ngày; niêm yết công khai 15 ngày nằm ngoài thời hạn.
#[test]
fn a_plan_names_who_does_what_after_whom_and_for_how_long() {
    let said = plan(&["1.012786", "--place", "Đặc khu Lý Sơn"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    for word in [
        "Nơi liên quan: Đặc khu Lý Sơn (adm:21548), địa bàn khó khăn",
        "Thời hạn: 20 ngày làm việc",
        "[public-notice]\n   Ủy ban nhân dân đặc khu Lý Sơn (org:ubnd-21548; agency-desk)\n   sau 2; 15 ngày",
        "ngoài thời hạn",
        "Người nộp hồ sơ (citizen)",
    ] {
        assert!(said.out.contains(word), "{word} in\n{}", said.out);
    }
}

#[test]
fn a_conditional_leg_is_planned_by_what_was_answered() {
    let without = plan(&["1.012783", "--place", "adm:21040"]);
    assert!(without.out.contains("Không có khâu"), "{}", without.out);
    assert!(!without.out.contains("   vì: "), "{}", without.out);
    let with = plan(&[
        "1.012783",
        "--place",
        "adm:21040",
        "--answers",
        "survey=again",
    ]);
    assert_eq!(with.code, Some(0), "{}", with.err);
    assert!(
        with.out.contains("   vì: ") && !with.out.contains("Không có khâu"),
        "{}",
        with.out
    );
}

#[test]
fn a_plan_that_cannot_be_says_what_to_write_instead() {
    for (args, words) in [
        (
            &["9.999999", "--place", "adm:21040"][..],
            &["9.999999", "1.012783"][..],
        ),
        (&["1.012783", "--place", "Sơn"], &["--place", "adm:21040"]),
        (
            &["1.012783", "--place", "org:vpdkdd"],
            &["--place", "cấp xã"],
        ),
        (
            &["1.012783", "--place", "adm:21040", "--answers", "survey=x"],
            &["--answers", "again"],
        ),
        (
            &["1.012783", "--place", "adm:21040", "--answers", "x=1"],
            &["--answers", "survey"],
        ),
        (
            &["1.012783", "--place", "adm:21040", "--papers", "x"],
            &["--papers", "application"],
        ),
    ] {
        let said = plan(args);
        assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{args:?}");
        for word in words {
            assert!(said.err.contains(word), "{word} in {}", said.err);
        }
    }
}

/// NĐ 131/2021/NĐ-CP Điều 123 with three tiers; NĐ 129/2025/NĐ-CP Điều 32 with two.
#[test]
fn two_versions_are_compared_leg_by_leg() {
    let dir = province();
    let diff = |old, new| {
        ask(&[
            "diff",
            "1.010824",
            old,
            new,
            "--province",
            dir.to_str().unwrap(),
        ])
    };
    let said = diff("2022-02-15", "2025-07-01");
    assert_eq!(said.code, Some(0), "{}", said.err);
    for word in [
        "~ thời hạn giải quyết: 12 ngày làm việc và 12 ngày → 07 ngày làm việc và 12 ngày",
        "  - Kiểm tra, lập danh sách gửi Sở [district]",
        "      thời gian: 05 ngày làm việc → 07 ngày làm việc",
        "      sau khâu: district → confirm",
    ] {
        assert!(said.out.contains(word), "{word} in\n{}", said.out);
    }
    let same = diff("2025-07-01", "2025-07-01");
    assert!(
        same.out.ends_with("Không có gì khác nhau.\n"),
        "{}",
        same.out
    );
    let none = diff("2025-07-01", "2031-01-01");
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("2022-02-15, 2025-07-01"), "{}", none.err);
}

#[test]
fn two_folders_are_compared_whole() {
    let folder = copied();
    let dir = folder.path();
    change(dir, "procedures/1.012786.yaml", "term: 15cd", "term: 16cd");
    change(
        dir,
        "calendar.yaml",
        "name: Ngày Văn hóa Việt Nam",
        "name: Ngày nghỉ",
    );
    fs::remove_file(dir.join("procedures/1.013992.yaml")).unwrap();
    let (old, new) = (province(), dir.to_str().unwrap());
    let said = ask(&["diff", old.to_str().unwrap(), new]);
    for word in [
        "- 1.013992@2025-07-01",
        "~ 1.012786@2025-07-01",
        "      thời gian: 15 ngày → 16 ngày",
        "      tên: Ngày Văn hóa Việt Nam → Ngày nghỉ",
    ] {
        assert!(said.out.contains(word), "{word} in\n{}", said.out);
    }
    let back = ask(&["diff", new, old.to_str().unwrap()]);
    assert!(back.out.contains("+ 1.013992@2025-07-01"), "{}", back.out);
    let same = ask(&["diff", new, new]);
    assert_eq!(same.out, "Không có gì khác nhau.\n");
}
