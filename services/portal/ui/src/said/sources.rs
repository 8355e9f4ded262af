//! The book against the sources of the services: nothing unsaid in English, nothing left over.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{BOOK, Book, COMPOSED, Line, english, is_vietnamese};

/// Whose words reach a page as an answer.
const SPEAKERS: [&str; 12] = [
    "crates/kernel",
    "crates/catalogue",
    "crates/chassis",
    "crates/agency",
    "services/agency-desk",
    "services/forms",
    "services/intake",
    "services/land-records",
    "services/notification",
    "services/reporting",
    "services/routing",
    "services/social-welfare",
];

/// Sources whose Vietnamese is no answer to a page, and what it is instead.
const NOT_SAID: &[(&str, &str)] = &[
    (
        "crates/catalogue/src/model/notice.rs",
        "values as long as they may be, to measure a notice with",
    ),
    (
        "crates/kernel/src/working_time/vectors.rs",
        "cases that the tests of working time are held against",
    ),
    (
        "services/forms/src/draw.rs",
        "the maker's name inside a printed PDF",
    ),
    (
        "services/notification/domain/src/sms.rs",
        "the letters of the alphabet of text messages",
    ),
    (
        "services/notification/src/recording.rs",
        "the slip on an envelope",
    ),
    (
        "services/notification/src/render.rs",
        "subjects and greetings of messages to people",
    ),
    (
        "services/reporting/src/wire/overview.rs",
        "kinds of units, cut off their names",
    ),
    (
        "services/routing/domain/src/measure.rs",
        "histories made up to measure",
    ),
    (
        "services/social-welfare/src/decision.rs",
        "how decisions are numbered",
    ),
];

fn lines() -> impl Iterator<Item = &'static Line> {
    BOOK.iter().copied().flatten().chain(COMPOSED)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn rust_files(dir: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if path.is_dir() && !matches!(&*name, "tests" | "target" | "node_modules") {
            rust_files(&path, found);
        } else if name.ends_with(".rs") && !name.starts_with("tests") && name != "build.rs" {
            found.push(path);
        }
    }
}

/// The Vietnamese literals of some code, without its tests and its documentation.
fn literals(code: TokenStream, found: &mut BTreeSet<String>) {
    let mut tokens = code.into_iter().peekable();
    let mut of_tests = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                // `#!` begins an attribute of what is around it.
                tokens.next_if(|next| matches!(next, TokenTree::Punct(_)));
                if let Some(TokenTree::Group(attribute)) = tokens.peek() {
                    let text = attribute.stream().to_string();
                    of_tests |= text.starts_with("cfg (test") || text.starts_with("cfg(test");
                    if text.starts_with("doc") {
                        tokens.next();
                    }
                }
            }
            TokenTree::Punct(mark) if mark.as_char() == ';' => of_tests = false,
            TokenTree::Group(group) => {
                let body = group.delimiter() == Delimiter::Brace;
                if !(of_tests && body) {
                    literals(group.stream(), found);
                }
                if body {
                    of_tests = false;
                }
            }
            TokenTree::Literal(literal) => {
                if let Ok(text) = litrs::StringLit::parse(literal.to_string())
                    && is_vietnamese(text.value())
                {
                    found.insert(with_plain_places(text.value()).trim().to_owned());
                }
            }
            TokenTree::Punct(_) | TokenTree::Ident(_) => {}
        }
    }
}

/// `{name}` and `{0:?}` as `{}`, which is how the book writes them.
fn with_plain_places(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, behind)) = after.split_once('}') else {
            break;
        };
        plain.push_str(before);
        plain.push_str("{}");
        rest = behind;
    }
    plain + rest
}

/// Every sentence, and the files that say it.
fn said_by_services() -> BTreeMap<String, BTreeSet<String>> {
    let root = root();
    let mut files = Vec::new();
    for speaker in SPEAKERS {
        rust_files(&root.join(speaker), &mut files);
    }
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        if NOT_SAID.iter().any(|(path, _)| name.starts_with(path)) {
            continue;
        }
        let code: TokenStream = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        let mut found = BTreeSet::new();
        literals(code, &mut found);
        for sentence in found {
            said.entry(sentence).or_default().insert(name.clone());
        }
    }
    said
}

#[test]
fn all_that_services_say_has_its_english_and_no_english_is_left_over() {
    let said = said_by_services();
    let book: BTreeSet<&str> = BOOK.iter().copied().flatten().map(|(vi, _)| *vi).collect();
    let missing = said.iter().filter(|(vi, _)| !book.contains(vi.as_str()));
    let mut lines: Vec<String> = missing
        .map(|(vi, files)| format!("no English  {}  {vi:?}", files.iter().next().unwrap()))
        .collect();
    lines.sort();
    let unsaid = book.iter().filter(|vi| !said.contains_key(**vi));
    lines.extend(unsaid.map(|vi| format!("nobody says  {vi:?}")));
    assert!(
        lines.is_empty(),
        "{}\n{} lines",
        lines.join("\n"),
        lines.len()
    );
}

#[test]
fn the_english_names_every_value_once_and_is_english() {
    for (vi, en) in lines() {
        let places = vi.matches("{}").count();
        let named: BTreeSet<String> = en
            .split('{')
            .skip(1)
            .enumerate()
            .map(|(at, part)| match part.split_once('}').unwrap().0 {
                "" => at.to_string(),
                number => number.to_owned(),
            })
            .collect();
        let wanted: BTreeSet<String> = (0..places).map(|at| at.to_string()).collect();
        assert_eq!(named, wanted, "{vi}: {en}");
        let ends = |text: &str| text.ends_with('.');
        assert_eq!(ends(vi), ends(en), "{vi}: {en}");
    }
}

#[test]
fn no_sentence_is_in_the_book_twice() {
    let mut seen = BTreeMap::new();
    for (vi, en) in lines() {
        let other = seen.insert(vi, en);
        assert_eq!(other, None, "{vi}");
    }
}

#[test]
fn a_value_of_a_sentence_is_said_in_english_too_and_names_stay() {
    let book = Book::of(
        [
            (
                "Hồ sơ {} nên {} không làm được.",
                "The dossier is {0}, so {1} cannot do this.",
            ),
            ("chờ phê duyệt", "waiting for approval"),
            ("Hãy tải lại trang.", "Load the page again."),
            ("{}: {}.", "{1} ({0})."),
            ("Từ {} đến {}.", "From {} to {}."),
        ]
        .iter(),
    );
    let said = |text: &str| book.english(text).map(|pieces| pieces.text());
    assert_eq!(
        said("Hồ sơ chờ phê duyệt nên Đặng Thử không làm được. Hãy tải lại trang.").as_deref(),
        Some(
            "The dossier is waiting for approval, so Đặng Thử cannot do this. Load the page again."
        )
    );
    assert_eq!(said("Từ 1 đến 2.").as_deref(), Some("From 1 to 2."));
    assert_eq!(said("Thứ này thì mới."), None);
    assert_eq!(said("ABC 12").as_deref(), Some("ABC 12"));
}

#[test]
fn what_stays_vietnamese_on_an_english_page_is_marked_and_nothing_is_markup() {
    use super::Told;
    let name = "Xã <b>Đại Lộc</b>";
    let escaped = "Xã &#60;b&#62;Đại Lộc&#60;/b&#62;";
    assert_eq!(
        Told::vietnamese(true, name).to_string(),
        format!(r#"<span lang="vi">{escaped}</span>"#)
    );
    assert_eq!(Told::vietnamese(false, name).to_string(), escaped);
    assert_eq!(Told::vietnamese(true, "H48.01").to_string(), "H48.01");
    assert_eq!(english("Lời chưa ai nói bao giờ"), None);
    assert_eq!(
        Told::said(true, "Lời chưa ai nói bao giờ").to_string(),
        r#"<span lang="vi">Lời chưa ai nói bao giờ</span>"#
    );
}

#[test]
fn what_is_made_to_be_looked_up_for_ever_is_given_up_and_stays_as_it_is() {
    use super::Told;
    for one in [
        "ă lúc ă. ",
        "ă: ă ngày ă/ă/ă, ",
        "Từ ă đến ă; ",
        "«ă» là ă và ă ",
    ] {
        let text = one.repeat(400);
        let shown = Told::said(true, text.trim()).to_string();
        assert!(shown.contains("ă"), "{one}");
    }
}
