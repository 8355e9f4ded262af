//! A template is changed: faults have their line, versions are kept, nobody writes over another.

use chassis::Error;
use proto::forms::v1::render_request::Paper;

use crate::desk::{Desk, receipt};

const KEY: &str = "receipt-2025";

fn source() -> String {
    std::fs::read_to_string(crate::desk::province().join("forms/receipt.typ")).unwrap()
}

#[tokio::test]
async fn a_fault_is_named_with_its_line() {
    let desk = Desk::new();
    for (broken, line, message) in [
        (
            "#import \"the-thuc.typ\": *\n#show: giay\nAn\n#khong-co",
            4,
            "unknown variable",
        ),
        (
            "#import \"the-thuc.typ\": *\n#show: giay\n#table(",
            3,
            "unclosed",
        ),
        (
            "#import \"the-thuc.typ\": *\n#show: giay\n\n#d.khong_co",
            4,
            "does not contain",
        ),
        ("#read(\"/etc/passwd\")", 1, "not found"),
        ("#import \"@preview/tablex:0.0.8\": *", 1, "not found"),
        ("#while true {}", 1, "always true"),
        // The archive takes no picture without words, and no paper without a date.
        (
            "#import \"the-thuc.typ\": *\n#show: giay\n#image(\"qr.svg\")",
            3,
            "alt",
        ),
    ] {
        let tried = desk.press.try_out(KEY, broken, "").await.unwrap();
        assert!(
            tried.pictures.is_empty() && tried.pdf.is_empty(),
            "{broken}"
        );
        let fault = &tried.problems[0];
        assert!(fault.error, "{broken}");
        assert_eq!((fault.line, fault.file.as_str()), (line, ""), "{fault:?}");
        assert!(fault.message.contains(message), "{fault:?}");
    }
}

#[tokio::test]
async fn a_fault_in_what_is_imported_names_that_file() {
    let desk = Desk::new();
    let broken = "#import \"the-thuc.typ\": *\n#show: giay\n#ngay(5)";
    let tried = desk.press.try_out(KEY, broken, "").await.unwrap();
    assert_eq!(tried.problems[0].file, "the-thuc.typ");
    assert!(tried.problems[0].line > 1);
}

#[tokio::test]
async fn a_draft_is_shown_with_the_people_one_gives_it() {
    let desk = Desk::new();
    let sample =
        std::fs::read_to_string(crate::desk::province().join("forms/samples/receipt.json"));
    let sample = sample.unwrap().replace("Nguyễn Văn Mẫu", "Đỗ Thị Khác");
    let as_given = desk.press.try_out(KEY, &source(), &sample).await.unwrap();
    let built_in = desk.press.try_out(KEY, &source(), "").await.unwrap();
    assert_eq!(as_given.problems, []);
    assert_ne!(as_given.pictures, built_in.pictures);
    let wrong = desk.press.try_out(KEY, &source(), "{\n nonsense").await;
    assert!(wrong.unwrap_err().to_string().contains("dòng 2"));
}

#[tokio::test]
async fn a_change_is_a_version_and_the_next_paper_has_it() {
    let desk = Desk::new();
    let by = "control:binh@org:ubnd";
    let changed = source().replace("Ghi chú:", "Lưu ý:");
    let kept = desk
        .press
        .keep(KEY, &changed, 1, by, "đổi chữ")
        .await
        .unwrap();
    assert_eq!((kept.number, kept.by.as_str()), (2, by));
    assert!(
        kept.at
            .is_some_and(|at| at.to_rfc3339().starts_with("2026-11-22T03:00"))
    );

    let paper = || Paper::Receipt(receipt("Nguyễn Văn Mẫu"));
    let new = desk.print("2026-11-22", paper()).await;
    assert!(new.text.contains("Lưu ý:"), "{}", new.text);
    assert_eq!(new.version.number, 2);
    let old = desk.print("2025-06-30", paper()).await;
    assert!(
        old.text.contains("Ghi chú:"),
        "the older edition keeps its own"
    );

    let restored = desk.press.restore(KEY, 1, by).await.unwrap();
    assert_eq!((restored.number, restored.source), (3, source()));
    let back = desk.print("2026-11-22", paper()).await;
    assert!(back.text.contains("Ghi chú:"), "{}", back.text);
}

#[tokio::test]
async fn two_who_change_at_once_do_not_write_over_each_other() {
    let desk = Desk::new();
    let one = source().replace("Ghi chú:", "Một:");
    let two = source().replace("Ghi chú:", "Hai:");
    desk.press
        .keep(KEY, &one, 1, "control:an", "một")
        .await
        .unwrap();
    let late = desk.press.keep(KEY, &two, 1, "control:binh", "hai").await;
    let Err(Error::Refused {
        reason, sentence, ..
    }) = late
    else {
        panic!("written over");
    };
    assert_eq!(reason, "template-changed");
    assert!(
        sentence.contains("control:an") && sentence.contains("phiên bản 2"),
        "{sentence}"
    );
}

#[tokio::test]
async fn what_cannot_be_drawn_is_not_kept() {
    let desk = Desk::new();
    let broken = "#import \"the-thuc.typ\": *\n#show: giay\n#khong-co";
    let refused = desk.press.keep(KEY, broken, 1, "control:an", "hỏng").await;
    let Err(Error::Refused {
        reason, sentence, ..
    }) = refused
    else {
        panic!("kept");
    };
    assert_eq!(reason, "template-not-drawable");
    assert!(sentence.contains("dòng 3"), "{sentence}");
    let still = desk
        .print("2026-11-22", Paper::Receipt(receipt("Nguyễn Văn Mẫu")))
        .await;
    assert_eq!(still.version.number, 1);
}

#[tokio::test]
async fn a_form_or_version_that_is_not_there_is_said_to_be_missing() {
    let desk = Desk::new();
    for missing in [
        desk.press.restore("khong-co", 1, "control:an").await,
        desk.press.restore(KEY, 9, "control:an").await,
        desk.press
            .keep("../../etc", "x", 1, "control:an", "x")
            .await,
    ] {
        assert!(matches!(missing, Err(Error::Refused { absent: true, .. })));
    }
}
