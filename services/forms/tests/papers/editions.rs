//! The law chooses the form by the day of the act and by what it is, never by its number.

use chassis::Error;
use forms::Kind;
use proto::forms::v1::{self as wire, render_request::Paper};

use crate::desk::{Desk, at, head, province, receipt, subject};

const LAST_OLD: &str = "2025-06-30";
const FIRST_NEW: &str = "2025-07-01";

/// TT 01/2018/TT-VPCP until 30/06/2025, TT 03/2025/TT-VPCP Phụ lục I since.
#[test]
fn each_paper_has_the_number_of_its_edition() {
    let index = forms::Index::read(&province()).unwrap();
    let number = |kind, on: &str| {
        let form = index.in_force(kind, on.parse().unwrap());
        form.map(|form| (form.number.clone(), form.edition.clone()))
            .ok()
    };
    let old = |number: &str| Some((number.to_owned(), "TT 01/2018/TT-VPCP".to_owned()));
    let new = |number: &str| Some((number.to_owned(), "TT 03/2025/TT-VPCP".to_owned()));
    for (kind, before, since) in [
        (Kind::Receipt, old("01"), new("01")),
        (Kind::SupplementRequest, old("02"), new("02")),
        (Kind::Refusal, old("03"), new("03")),
        (Kind::Apology, old("04"), new("04")),
        (Kind::StopNotice, None, new("05")),
        (Kind::ControlSheet, old("05"), new("06")),
        (Kind::Register, old("06"), new("07")),
    ] {
        assert_eq!(number(kind, LAST_OLD), before, "{kind:?} until {LAST_OLD}");
        assert_eq!(number(kind, FIRST_NEW), since, "{kind:?} since {FIRST_NEW}");
        assert_eq!(
            number(kind, "2018-12-31"),
            None,
            "{kind:?} before the first"
        );
    }
    assert!(number(Kind::Board, LAST_OLD).is_some());
}

/// TT 01/2018/TT-VPCP Điều 9: A5, the register A4.
#[test]
fn papers_are_a5_and_the_register_a4() {
    let index = forms::Index::read(&province()).unwrap();
    for form in &index.forms {
        let paper = match form.kind {
            Kind::Register => "a4-landscape",
            Kind::Board | Kind::Declaration | Kind::Briefing | Kind::Quarter => "a4",
            _ => "a5",
        };
        assert_eq!(form.paper, paper, "{}", form.key);
    }
}

#[tokio::test]
async fn the_same_paper_names_the_edition_of_its_day() {
    let desk = Desk::new();
    let paper = Paper::Receipt(receipt("Nguyễn Văn Mẫu"));
    for (on, edition, day) in [
        (LAST_OLD, "TT 01/2018/TT-VPCP", "ngày 30 tháng 6 năm 2025"),
        (FIRST_NEW, "TT 03/2025/TT-VPCP", "ngày 01 tháng 7 năm 2025"),
    ] {
        let printed = desk.print(on, paper.clone()).await;
        assert!(
            printed.text.contains(&format!("Mẫu số 01 ({edition})")),
            "{}",
            printed.text
        );
        assert!(printed.text.contains(day), "{}", printed.text);
    }
}

/// TT 01/2018/TT-VPCP knows no notice that the work is stopped.
#[tokio::test]
async fn a_paper_the_law_did_not_know_yet_is_refused_with_the_day_it_begins() {
    let desk = Desk::new();
    let paper = Paper::StopNotice(wire::StopNotice::default());
    let refused = desk.press.print(LAST_OLD.parse().unwrap(), &paper).await;
    let Err(Error::Refused { sentence, .. }) = refused else {
        panic!("printed a form that was not in force");
    };
    assert_eq!(
        sentence,
        "Ngày 30/06/2025 không có mẫu «Thông báo dừng giải quyết hồ sơ». Mẫu này có từ ngày \
         01/07/2025."
    );
}

/// Form 01, the fields as the practice of TT 01/2018/TT-VPCP has them.
#[tokio::test]
async fn a_receipt_says_everything_it_must() {
    let desk = Desk::new();
    let mut paper = receipt("Nguyễn Văn Mẫu");
    paper.volume = "01".to_owned();
    paper.entry = "42".to_owned();
    let printed = desk.print("2026-11-20", Paper::Receipt(paper)).await;
    let text = printed.text.replace('\n', " ");
    for said in [
        "ỦY BAN NHÂN DÂN XÃ BÌNH MINH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bình Minh, ngày 20 tháng 11 năm 2026",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H48.21028-261120-00042",
        "Quyển số 01, Số thứ tự 42",
        "Nguyễn Văn Mẫu",
        "Thôn Ví Dụ, xã Bình Minh, tỉnh Quảng Ngãi",
        "0900000001",
        "051099000001",
        "Đăng ký biến động do chuyển nhượng quyền sử dụng đất",
        "Bản sao chứng thực",
        "Đơn đăng ký biến động",
        "Số lượng hồ sơ: 1 (bộ)",
        "08 ngày làm việc",
        "08 giờ 15 phút, ngày 20 tháng 11 năm 2026",
        "17 giờ 00 phút, ngày 02 tháng 12 năm 2026",
        "Đăng ký nhận kết quả tại",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Lê Thị Tiếp Nhận",
    ] {
        assert!(text.contains(said), "{said:?} is missing of {text}");
    }
    assert_eq!(printed.pages, 1, "a receipt is one leaf of A5");
}

/// A land dossier that waits for the tax has two appointments on one code.
#[tokio::test]
async fn a_dossier_in_two_phases_has_two_appointments() {
    let desk = Desk::new();
    let mut paper = receipt("Nguyễn Văn Mẫu");
    let phase = wire::Phase {
        title: "sau khi nộp thuế".to_owned(),
        term: "03 ngày làm việc".to_owned(),
        received_at: None,
        due_at: None,
    };
    paper.phases = vec![phase.clone()];
    let first = desk
        .print("2026-11-20", Paper::Receipt(paper.clone()))
        .await;
    assert!(first.text.contains("Giai đoạn 2"), "{}", first.text);
    assert!(
        first
            .text
            .contains("hẹn sau khi hoàn thành giai đoạn trước")
    );

    paper.phases = vec![wire::Phase {
        received_at: at("2026-12-10T09:00:00+07:00"),
        due_at: at("2026-12-15T17:00:00+07:00"),
        ..phase
    }];
    let second = desk.print("2026-12-10", Paper::Receipt(paper)).await;
    for said in [
        "17 giờ 00 phút, ngày 02 tháng 12 năm 2026",
        "17 giờ 00 phút, ngày 15 tháng 12 năm 2026",
    ] {
        assert!(second.text.contains(said), "{}", second.text);
    }
}

/// The old apology moves the date; the new one asks for more time (TT 03/2025/TT-VPCP, mẫu số 04).
#[tokio::test]
async fn the_two_apologies_differ_in_name_and_in_what_they_ask() {
    let desk = Desk::new();
    let paper = Paper::Apology(wire::Apology {
        head: head(),
        subject: subject("Nguyễn Văn Mẫu"),
        agency: "Ủy ban nhân dân xã Bình Minh".to_owned(),
        original_due: at("2025-06-27T17:00:00+07:00"),
        new_due: at("2025-07-04T17:00:00+07:00"),
        reason: "phải đo đạc lại.".to_owned(),
        ..wire::Apology::default()
    });
    let old = desk.print(LAST_OLD, paper.clone()).await.text;
    let new = desk.print(FIRST_NEW, paper).await.text;
    assert!(
        old.contains("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
        "{old}"
    );
    assert!(!old.contains("gia hạn"), "{old}");
    assert!(
        new.replace('\n', " ")
            .contains("VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN"),
        "{new}"
    );
    for text in [&old, &new] {
        let text = text.replace('\n', " ");
        assert!(
            text.contains("17 giờ 00 phút, ngày 27 tháng 6 năm 2025"),
            "the first date stays: {text}"
        );
        assert!(text.contains("04 tháng 7 năm 2025"), "{text}");
    }
}

#[tokio::test]
async fn an_organisation_is_written_to_as_one_and_has_a_tax_code() {
    let desk = Desk::new();
    let mut subject = subject("Công ty TNHH Ví Dụ").unwrap();
    if let Some(owner) = &mut subject.owner {
        owner.citizen_id = "0000000017-001".to_owned();
    }
    let paper = Paper::Apology(wire::Apology {
        head: head(),
        subject: Some(subject.clone()),
        agency: "Ủy ban nhân dân xã Bình Minh".to_owned(),
        original_due: at("2025-06-27T17:00:00+07:00"),
        new_due: at("2025-07-04T17:00:00+07:00"),
        reason: "phải đo đạc lại.".to_owned(),
        ..wire::Apology::default()
    });
    for on in [LAST_OLD, FIRST_NEW] {
        let text = desk.print(on, paper.clone()).await.text;
        assert!(text.contains("sự thông cảm của tổ chức"), "{text}");
        assert!(!text.contains("ông/bà"), "{text}");
    }
    let paper = Paper::Receipt(wire::Receipt {
        subject: Some(subject),
        ..receipt("Công ty TNHH Ví Dụ")
    });
    let text = desk.print(FIRST_NEW, paper).await.text;
    assert!(text.contains("Mã số thuế: 0000000017-001"), "{text}");
}
