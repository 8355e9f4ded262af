use super::*;

#[path = "../../../tests/support/samples.rs"]
mod samples;
use samples::{encrypted_pdf, jpeg, pdf, pdf_of, pdf_with, png, stream};

/// Objects packed into a stream; its table stays where it is, so that only who unpacks finds them.
fn packed_pdf(packed: &[u8], extra: &str) -> Vec<u8> {
    let catalog = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    let pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec();
    let page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_vec();
    let holder = stream(
        &format!("/Type /ObjStm /N 1 /First 4 {extra}"),
        &miniz_oxide::deflate::compress_to_vec_zlib(packed, 9),
    );
    pdf_of(&[catalog, pages, page, holder], "")
}

fn why(bytes: &[u8]) -> Why {
    inspect(bytes).expect_err("should be refused")
}

#[test]
fn scans_and_pictures_are_known_by_their_content() {
    let found = |media_type, pages| Ok(Found { media_type, pages });
    assert_eq!(inspect(&pdf("vi")), found(MediaType::Pdf, 2));
    assert_eq!(inspect(&pdf_with(7, "")), found(MediaType::Pdf, 7));
    assert_eq!(inspect(&png(2480, 3508)), found(MediaType::Png, 1));
    assert_eq!(inspect(&jpeg(3024, 4032)), found(MediaType::Jpeg, 1));
    // A printer's preamble before the header is common, and readers pass over it.
    let mut late = b"@PJL SET X\n".to_vec();
    late.extend(pdf_with(1, ""));
    assert_eq!(inspect(&late), found(MediaType::Pdf, 1));
    let packed = packed_pdf(b"9 0 << /Type /Font >>", "/Filter /FlateDecode");
    assert_eq!(inspect(&packed), found(MediaType::Pdf, 1));
}

#[test]
fn other_kinds_are_named_to_the_person() {
    assert_eq!(why(b""), Why::Empty);
    let word = why(b"PK\x03\x04\x14\x00 word/document.xml");
    assert_eq!(word, Why::Type(Some("tệp Word, Excel hoặc tệp nén ZIP")));
    let heic = why(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    assert_eq!(heic, Why::Type(Some("ảnh HEIC của điện thoại")));
    let page = why(b"<!DOCTYPE html><script>alert(1)</script>");
    assert_eq!(page, Why::Type(Some("trang web (HTML)")));
    assert_eq!(why(b"MZ\x90\0"), Why::Type(Some("chương trình máy tính")));
    assert_eq!(why("chỉ là chữ".as_bytes()), Why::Type(None));
}

#[test]
fn a_pdf_that_hides_or_runs_something_is_refused() {
    assert_eq!(why(&encrypted_pdf()), Why::Encrypted);
    let script = "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>";
    assert_eq!(why(&pdf_with(1, script)), Why::Active);
    // The same name, written so that a search for it passes by.
    let escaped = "/OpenAction << /S /J#61vaScript /JS (app.alert(1)) >>";
    assert_eq!(why(&pdf_with(1, escaped)), Why::Active);
    let launch = "/OpenAction << /S /Launch /F (cmd.exe) >>";
    assert_eq!(why(&pdf_with(1, launch)), Why::Active);
    let files = "/Names << /EmbeddedFiles << /Names [] >> >>";
    assert_eq!(why(&pdf_with(1, files)), Why::Attachments);
    let packed = packed_pdf(b"9 0 << /S /JavaScript /JS (x) >>", "/Filter /FlateDecode");
    assert_eq!(why(&packed), Why::Active);
}

#[test]
fn a_broken_or_cut_file_is_refused() {
    let whole = pdf("vi");
    for part in [20, whole.len() / 2, whole.len() - 40] {
        assert_eq!(why(&whole[..part]), Why::CutShort, "{part} bytes");
    }
    let nothing = pdf_of(&[b"<< /Type /Catalog >>".to_vec()], "");
    assert_eq!(why(&nothing), Why::Broken);
    assert_eq!(why(b"%PDF-1.7\nkh\xf4ng c\xf3 g\xec %%EOF"), Why::Broken);
    let picture = png(100, 100);
    assert_eq!(why(&picture[..picture.len() - 12]), Why::CutShort);
    let photo = jpeg(100, 100);
    let end = photo
        .windows(2)
        .position(|w| w == b"\xff\xd9")
        .expect("an end");
    assert_eq!(why(&photo[..end]), Why::CutShort);
    assert_eq!(why(b"\xff\xd8\xff\xe0 nothing of a picture"), Why::Broken);
}

#[test]
fn what_swells_when_it_is_unpacked_is_refused() {
    let objects = vec![b' '; 40 << 20];
    assert_eq!(
        why(&packed_pdf(&objects, "/Filter /FlateDecode")),
        Why::Bomb
    );
    let twice = "/Filter [/FlateDecode /FlateDecode]";
    assert_eq!(why(&packed_pdf(b"9 0 null", twice)), Why::Bomb);
    let (width, height) = (60_000, 60_000);
    assert_eq!(why(&png(width, height)), Why::TooLarge { width, height });
    let (width, height) = (65_000, 65_000);
    let seen = Why::TooLarge {
        width: width.into(),
        height: height.into(),
    };
    assert_eq!(why(&jpeg(width, height)), seen);
    assert_eq!(why(&pdf_with(2001, "")), Why::TooManyPages { limit: 2000 });
}

#[test]
fn names_are_shown_and_never_a_path() {
    let shown = |raw: &str| display_name(raw);
    assert_eq!(shown("../../etc/passwd"), "passwd");
    assert_eq!(shown("C:\\Users\\an\\Đơn.pdf"), "Đơn.pdf");
    assert_eq!(shown("Hợp đo\u{302}\u{300}ng.pdf"), "Hợp đồng.pdf");
    assert_eq!(shown("don\u{202e}fdp.exe"), "donfdp.exe");
    assert_eq!(shown("a\u{0}b\r\nc.pdf"), "abc.pdf");
    assert_eq!(shown("<script>alert(1)</script>.png"), "script>.png");
    assert_eq!(
        shown("<img src=x onerror=alert(1)>.png"),
        "<img src=x onerror=alert(1)>.png"
    );
    assert_eq!(shown("  .htaccess "), "htaccess");
    assert_eq!(shown("..."), "tệp không tên");
    assert_eq!(shown(""), "tệp không tên");
    let long = format!("{}.pdf", "ắ".repeat(300));
    assert_eq!(shown(&long).chars().count(), 120);
    assert!(shown(&long).ends_with("ắ.pdf"));
    assert!(shown(&"x".repeat(10 << 20)).chars().count() <= 120);
}

#[test]
fn every_refusal_names_the_file_and_a_remedy() {
    use kernel::Refuse as _;
    let every = [
        Why::Empty,
        Why::Type(None),
        Why::Type(Some("ảnh GIF")),
        Why::TooBig { limit_mb: 20 },
        Why::TooMuch { limit_mb: 100 },
        Why::TooMany { limit: 50 },
        Why::Encrypted,
        Why::Broken,
        Why::CutShort,
        Why::Active,
        Why::Attachments,
        Why::Bomb,
        Why::TooLarge {
            width: 1,
            height: 2,
        },
        Why::TooManyPages { limit: 2000 },
    ];
    for why in every {
        let name = "Đơn.pdf".to_owned();
        let sentence = Unfit { name, why }.sentence();
        assert!(sentence.contains("«Đơn.pdf»"), "{sentence}");
        assert!(sentence.contains("Hãy"), "{sentence}");
    }
}
