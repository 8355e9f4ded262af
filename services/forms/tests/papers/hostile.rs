//! What people put into names and files, and what the archive asks of a file.

use std::collections::BTreeSet;

use proto::forms::v1::{self as wire, render_request::Paper};
use serde_json::Value;

use crate::desk::{Desk, flat, head, province, receipt, subject};

#[tokio::test]
async fn hostile_names_are_text_and_break_nothing() {
    let desk = Desk::new();
    let long = "Nguyễn ".repeat(400);
    let endless = "x".repeat(5000);
    for (name, shown) in [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        (
            "#panic(\"x\") $x$ *y* _z_ @a <b>",
            "#panic(\"x\") $x$ *y* _z_ @a <b>",
        ),
        ("שלום לך", "שלום"),
        ("محمد علي", "□□□□"),
        ("🙂👩‍👩‍👧 An", "□□□□ An"),
        ("李小龙", "□□□"),
        ("An\u{202e}gnud\u{0}", "Angnud"),
        ("Nguye\u{302}\u{303}n", "Nguyễn"),
        (&long, "Nguyễn Nguyễn"),
        (&endless, "xxxxxxxxxxxx"),
        ("", "………"),
    ] {
        let printed = desk
            .print("2026-11-20", Paper::Receipt(receipt(name)))
            .await;
        let text = printed.text.replace('\n', " ").replace('\u{200b}', "");
        assert!(text.contains(shown), "{name:?} is drawn as {text}");
        assert!(printed.pdf.starts_with(b"%PDF-1."));
    }
}

/// What people write into any field, in one: a script, a template's own signs, letters in parts, what
/// turns the text around, what has no picture in the fonts, other scripts, a word without end.
const HOSTILE: &str = "<script>alert(1)</script> #panic(\"x\") $x$ *y* @a Nguye\u{302}\u{303}n \
     An\u{202e}gnud 🙂👩\u{200d}👧 李小龙 محمد שלום xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
/// The same as it is read on paper: as text, in order, with an open box for a letter the fonts lack.
const SHOWN: &str = "<script>alert(1)</script> #panic(\"x\") $x$ *y* @a Nguyễn Angnud □□□ □□□ □□□□";

/// Every word that comes from outside, made hostile; what a template chooses by is left alone.
fn poisoned(said: Value) -> Value {
    match said {
        Value::String(word) => {
            let chosen = word.starts_with("https://")
                || word.parse::<chrono::NaiveDate>().is_ok()
                || word.parse::<chrono::NaiveDateTime>().is_ok()
                || chrono::NaiveDateTime::parse_from_str(&word, "%Y-%m-%dT%H:%M").is_ok()
                || [
                    "",
                    "early",
                    "on-time",
                    "late",
                    "text",
                    "choice",
                    "paragraph",
                ]
                .contains(&word.as_str());
            Value::String(if chosen { word } else { HOSTILE.to_owned() })
        }
        Value::Array(items) => items.into_iter().map(poisoned).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| (key, poisoned(value)))
            .collect(),
        other => other,
    }
}

/// Every form takes what people write, wherever they write it: as text, and still
/// fit for the archive, which forbids letters without a picture (ISO 19005-2, 6.2.11.8).
#[tokio::test]
async fn every_paper_prints_hostile_words_as_text() {
    let desk = Desk::new();
    let index = forms::Index::read(&province()).unwrap();
    let mut drawn = BTreeSet::new();
    // Editions that share a template share what it does with words.
    for form in index
        .forms
        .iter()
        .rev()
        .filter(|form| drawn.insert(&form.template))
    {
        let dir = province().join("forms");
        let sample = format!("samples/{}.json", form.kind.word());
        let sample = std::fs::read_to_string(dir.join(sample)).unwrap();
        let sample = poisoned(serde_json::from_str(&sample).unwrap()).to_string();
        let source = std::fs::read_to_string(dir.join(&form.template)).unwrap();
        let tried = desk
            .press
            .try_out(&form.key, &source, &sample)
            .await
            .unwrap();
        let key = &form.key;
        assert_eq!(tried.problems, [], "{key}");
        assert!(tried.pdf.starts_with(b"%PDF-"), "{key}");
        let text = flat(&tried.text).replace('\u{200b}', "");
        assert!(text.contains(SHOWN), "{key}: {text}");
        for turning in ['\u{202e}', '\u{200d}', '🙂', '李'] {
            assert!(!text.contains(turning), "{key} has {turning:?}");
        }
    }
}

/// The box that stands for a lacking letter is a letter of the fonts: nothing is drawn by the
/// picture of "no such letter", which looks alike, cannot be searched, and the archive forbids.
#[tokio::test]
async fn no_letter_is_drawn_as_lacking() {
    let desk = Desk::new();
    let printed = desk
        .print("2026-11-20", Paper::Receipt(receipt("🙂 李 \u{10ffff}")))
        .await;
    assert!(printed.text.contains("□ □ □"), "{}", printed.text);
    assert!(
        printed.pdf.starts_with(b"%PDF-"),
        "it was taken by the archive's own check"
    );
}

#[tokio::test]
async fn a_register_of_many_rows_repeats_its_head_and_numbers_its_pages() {
    let desk = Desk::new();
    let entry = |number| wire::Entry {
        number,
        code: format!("H48.21028-261120-{number:05}"),
        procedure: "Trợ cấp xã hội hằng tháng".to_owned(),
        owner: "Trần Thị Thử".to_owned(),
        sets: 1,
        ..wire::Entry::default()
    };
    let register = |rows: u32| {
        Paper::Register(wire::Register {
            head: head(),
            year: "Năm 2026".to_owned(),
            entries: (1..=rows).map(entry).collect(),
            ..wire::Register::default()
        })
    };
    let printed = desk.print("2026-11-20", register(120)).await;
    assert!(printed.pages > 3);
    let heads = printed.text.matches("Mã hồ sơ").count();
    // The signature may have the last page for itself.
    assert!(
        heads + 1 >= printed.pages,
        "{heads} heads on {} pages",
        printed.pages
    );
    assert!(printed.text.contains("Cộng: 120 hồ sơ"));
    let empty = desk.print("2026-11-20", register(0)).await;
    assert!(empty.text.contains("Không có hồ sơ trong thời gian này."));
    let too_many = desk
        .press
        .print("2026-11-20".parse().unwrap(), &register(5001))
        .await;
    assert!(too_many.unwrap_err().to_string().contains("5000"));
}

/// A signature on a page of its own could be put under anything: the words it is under come with it.
#[tokio::test]
async fn a_signature_is_never_alone_on_its_page() {
    let desk = Desk::new();
    let mut more_than_one = 0;
    for papers in [1, 9, 10, 11, 12, 13, 14, 30] {
        let mut paper = receipt("Nguyễn Văn Mẫu");
        let handed_in = wire::HandedIn {
            name: "Bản sao giấy tờ về quyền sử dụng đất của người nhận chuyển nhượng".to_owned(),
            originals: 1,
            ..wire::HandedIn::default()
        };
        paper.papers = vec![handed_in; papers];
        let on = "2026-11-20".parse().unwrap();
        let printed = desk.press.print(on, &Paper::Receipt(paper)).await.unwrap();
        if printed.pages == 1 {
            continue;
        }
        more_than_one += 1;
        // Its number stands at the top of the page.
        let top = format!("\n{}\n", printed.pages);
        let (_, last) = printed.text.rsplit_once(&top).unwrap();
        let said = last.find("Đăng ký nhận kết quả tại");
        let signed = last.find("NGƯỜI TIẾP NHẬN HỒ SƠ");
        assert!(said.is_some() && said < signed, "{papers} papers: {last}");
    }
    assert!(
        more_than_one > 3,
        "{more_than_one} receipts of several pages"
    );
}

/// TT 01/2018/TT-VPCP Điều 10.1: kept, printed and searched; for the archive PDF/A (ISO 19005-2).
#[tokio::test]
async fn a_paper_is_fit_for_the_archive() {
    let desk = Desk::new();
    let printed = desk
        .print("2026-11-20", Paper::Receipt(receipt("Nguyễn Văn Mẫu")))
        .await;
    let pdf = String::from_utf8_lossy(&printed.pdf);
    for mark in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<xmp:CreateDate>2026-11-20",
        "/OutputIntent",
        "/FontFile",
        "/ToUnicode",
    ] {
        assert!(pdf.contains(mark), "{mark} is missing");
    }
    let fonts: BTreeSet<&str> = pdf
        .match_indices("/FontName/")
        .map(|(at, word)| {
            pdf[at + word.len()..]
                .split(['/', ' ', '\n', '>'])
                .next()
                .unwrap()
        })
        .collect();
    assert!(!fonts.is_empty(), "the fonts are in it");
    assert!(
        fonts.iter().all(|font| font.contains("+Tinos")),
        "{fonts:?}"
    );
}

#[tokio::test]
async fn the_same_paper_gives_the_same_bytes() {
    let desk = Desk::new();
    let paper = Paper::Receipt(receipt("Nguyễn Văn Mẫu"));
    let once = desk.print("2026-11-20", paper.clone()).await;
    let again = Desk::new().print("2026-11-20", paper).await;
    assert_eq!(once.pdf, again.pdf);
}

#[tokio::test]
async fn many_desks_at_once_get_their_own_papers() {
    let desk = Desk::new();
    let names: Vec<String> = (0..24).map(|at| format!("Nguyễn Văn Số {at:02}")).collect();
    let printing = names.iter().map(|name| {
        let press = desk.press.clone();
        let (name, paper) = (name.clone(), Paper::Receipt(receipt(name)));
        tokio::spawn(async move {
            let printed = press.print("2026-11-20".parse().unwrap(), &paper).await;
            (name, printed.unwrap())
        })
    });
    for printed in printing.collect::<Vec<_>>() {
        let (name, printed) = printed.await.unwrap();
        assert!(printed.text.contains(&name));
    }
}

#[tokio::test]
async fn a_paper_without_an_address_has_no_square() {
    let desk = Desk::new();
    let mut paper = receipt("Nguyễn Văn Mẫu");
    let mut of = subject("Nguyễn Văn Mẫu").unwrap();
    of.tracking_url = String::new();
    paper.subject = Some(of);
    let printed = desk.print("2026-11-20", Paper::Receipt(paper)).await;
    assert!(
        !printed.text.contains("Quét mã để tra cứu"),
        "{}",
        printed.text
    );
}
