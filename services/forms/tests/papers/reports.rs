//! The reports of those who lead: the week's briefing, and the quarter.

use chassis::Error;
use proto::forms::v1::{self as wire, render_request::Paper};

use crate::desk::{Desk, flat};

const TODAY: &str = "2026-11-20";

/// Cells of a table are read without a space between them: whether `text` says `words` all the same.
fn says(text: &str, words: &str) -> bool {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    bare(text).contains(&bare(words))
}

fn head() -> Option<wire::Letterhead> {
    Some(wire::Letterhead {
        superior: "Ủy ban nhân dân tỉnh Ví Dụ".to_owned(),
        issuer: "Văn phòng".to_owned(),
        number: String::new(),
        place: "Ví Dụ".to_owned(),
    })
}

fn indicator(title: &str, figure: &str) -> wire::Indicator {
    wire::Indicator {
        title: title.to_owned(),
        figure: figure.to_owned(),
        tone: "red".to_owned(),
        change: "tăng 12".to_owned(),
        direction: "down".to_owned(),
    }
}

/// A week in which nothing is late.
fn quiet() -> wire::Briefing {
    wire::Briefing {
        head: head(),
        period: "Tuần 46, từ 09/11/2026 đến 15/11/2026".to_owned(),
        before: "tuần 45".to_owned(),
        as_of: "20/11/2026 16:00".to_owned(),
        indicators: vec![indicator("Quá hạn đang giữ", "87")],
        finished: "97,1%".to_owned(),
        target_percent: 95,
        signer_title: "Chánh Văn phòng".to_owned(),
        ..wire::Briefing::default()
    }
}

fn late() -> wire::Briefing {
    let asking = |nth: usize| wire::Asking {
        to: format!("Đơn vị Mẫu {nth}"),
        words: "vướng ở đâu, ngày nào xong?".to_owned(),
    };
    wire::Briefing {
        late_units: vec![wire::LateUnit {
            name: "Xã Bình Mẫu".to_owned(),
            late: "23".to_owned(),
            share: "81,5%".to_owned(),
            tenths: Some(815),
        }],
        other_units: 9,
        other_late: "25".to_owned(),
        worse: vec![wire::Worsened {
            unit: "Xã Sơn Thử".to_owned(),
            figures: vec![
                "đang quá hạn 15 → 23".to_owned(),
                "đúng, trước hạn 86,2% → 81,5%".to_owned(),
            ],
        }],
        holders: vec![wire::Holder {
            unit: "Thuế cơ sở Ví Dụ".to_owned(),
            task: "Thẩm định".to_owned(),
            dossiers: "31".to_owned(),
            late: "402 ngày làm việc".to_owned(),
            oldest: "05/10/2026".to_owned(),
            bar: 100,
        }],
        owing: vec![wire::Owing {
            unit: "Phòng Mẫu".to_owned(),
            missed: 9,
            open: 7,
        }],
        owed_total: "12".to_owned(),
        latest: vec![wire::LateDossier {
            code: "H48.21028-260911-00017".to_owned(),
            procedure: "Trợ cấp xã hội hằng tháng".to_owned(),
            holder: "Phòng Thử".to_owned(),
            task: "Xét duyệt".to_owned(),
            late: "34 ngày làm việc".to_owned(),
        }],
        late_total: "88".to_owned(),
        questions: (1..=3).map(asking).collect(),
        ..quiet()
    }
}

/// NĐ 30/2020/NĐ-CP Phụ lục I: quốc hiệu, tiêu ngữ, cơ quan, số, địa danh và ngày, tên loại, nơi
/// nhận, chức vụ người ký.
#[tokio::test]
async fn a_briefing_is_an_official_paper_and_says_what_the_page_says() {
    let desk = Desk::new();
    let printed = desk.print(TODAY, Paper::Briefing(late())).await;
    for said in [
        "ỦY BAN NHÂN DÂN TỈNH VÍ DỤ VĂN PHÒNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "/BC-",
        "Ví Dụ, ngày 20 tháng 11 năm 2026",
        "BÁO CÁO Tình hình tiếp nhận, giải quyết thủ tục hành chính",
        "(Tuần 46, từ 09/11/2026 đến 15/11/2026)",
        "Quá hạn đang giữ 87 tăng 12 so với tuần 45",
        "Số liệu lấy lúc 20/11/2026 16:00",
        "97,1%. Chỉ tiêu: 95%.",
        "1 Xã Bình Mẫu 23 81,5%",
        "Còn 9 nơi khác có 25 hồ sơ quá hạn.",
        "Xã Sơn Thử đang quá hạn 15 → 23; đúng, trước hạn 86,2% → 81,5%",
        "Thuế cơ sở Ví Dụ Thẩm định 31 402 ngày làm việc 05/10/2026",
        "Trong tuần có 12 hồ sơ.",
        "Phòng Mẫu 9 7",
        "Lúc này có 88 hồ sơ đang quá hạn",
        "H48.21028-260911-00017 Trợ cấp xã hội hằng tháng Phòng Thử Xét duyệt 34 ngày làm việc",
        "1. Đơn vị Mẫu 1: vướng ở đâu, ngày nào xong?",
        "Trên đây là báo cáo giao ban tuần 46, từ 09/11/2026 đến 15/11/2026./.",
        "Nơi nhận:",
        "Lưu: VT",
        "CHÁNH VĂN PHÒNG",
    ] {
        assert!(
            says(&printed.text, said),
            "{said:?} is missing of {}",
            printed.text
        );
    }
    let pdf = String::from_utf8_lossy(&printed.pdf);
    assert!(
        pdf.contains("<pdfaid:part>2</pdfaid:part>"),
        "for the archive"
    );
}

#[tokio::test]
async fn a_quiet_week_says_so_on_one_page() {
    let desk = Desk::new();
    let printed = desk.print(TODAY, Paper::Briefing(quiet())).await;
    assert_eq!(printed.pages, 1);
    for said in [
        "Cuối tuần không nơi nào còn hồ sơ quá hạn.",
        "Không đơn vị nào xấu đi.",
        "Lúc này không đơn vị nào giữ hồ sơ trễ.",
        "Mọi hồ sơ chậm trong tuần đều được xin lỗi đúng hạn.",
        "Mọi hồ sơ đang giải quyết còn trong hạn.",
        "Không có điểm nào phải hỏi.",
    ] {
        assert!(says(&printed.text, said), "{}", printed.text);
    }
}

/// NĐ 30/2020/NĐ-CP Phụ lục I, phần I: the first page has no number, those after it have.
#[tokio::test]
async fn pages_are_numbered_from_the_second() {
    let desk = Desk::new();
    let asking = |nth: u32| wire::Asking {
        to: format!("Đơn vị thứ {nth} trong danh sách"),
        words: "vướng ở đâu, ngày nào xong? ".repeat(3),
    };
    let paper = Paper::Briefing(wire::Briefing {
        questions: (1..=30).map(asking).collect(),
        ..quiet()
    });
    let printed = desk.press.print(TODAY.parse().unwrap(), &paper).await;
    let printed = printed.unwrap();
    assert_eq!(printed.pages, 3);
    let alone = |number: &str| printed.text.lines().filter(|line| *line == number).count();
    assert_eq!((alone("1"), alone("2"), alone("3")), (0, 1, 1));
    let end = flat(&printed.text);
    let end = end.rsplit("Đơn vị thứ 30").next().unwrap();
    assert!(end.contains("CHÁNH VĂN PHÒNG"), "{end}");
}

/// A line of the form that keeps its own sums (Biểu II.06a/VPCP/KSTT).
fn line(name: &str, nth: u64) -> wire::ProgressLine {
    let (early, on_time, late, open, open_late) = (40 + nth, 30, 2, 10, nth);
    let resolved = early + on_time + late;
    let received = resolved + open + open_late;
    let figures = [
        received,
        received - 7,
        5,
        2,
        resolved,
        early,
        on_time,
        late,
        open + open_late,
        open,
        open_late,
    ];
    wire::ProgressLine {
        name: name.to_owned(),
        figures: figures.to_vec(),
    }
}

fn table(lines: Vec<wire::ProgressLine>) -> Option<wire::ProgressTable> {
    let mut sums = vec![0; 11];
    for line in &lines {
        for (sum, figure) in sums.iter_mut().zip(&line.figures) {
            *sum += figure;
        }
    }
    Some(wire::ProgressTable {
        lines,
        total: Some(wire::ProgressLine {
            name: "Tổng số".to_owned(),
            figures: sums,
        }),
    })
}

fn quarter(units: u64) -> wire::Quarter {
    let units = (0..units).map(|nth| line(&format!("Xã Mẫu {nth}"), nth));
    wire::Quarter {
        head: head(),
        name: "quý IV/2026".to_owned(),
        period: "từ 15/09/2026 đến 14/12/2026".to_owned(),
        before: "quý III/2026".to_owned(),
        as_of: "20/11/2026 16:00".to_owned(),
        running: true,
        addressed_to: "Ủy ban nhân dân tỉnh Ví Dụ".to_owned(),
        indicators: vec![indicator("Đang giải quyết, quá hạn", "6")],
        fields: table(vec![line("Đất đai", 4), line("Bảo trợ xã hội", 0)]),
        units: table(units.collect()),
        signer_title: "Chánh Văn phòng".to_owned(),
        ..wire::Quarter::default()
    }
}

#[tokio::test]
async fn a_quarter_is_reported_under_the_columns_of_the_form() {
    let desk = Desk::new();
    let printed = desk.print(TODAY, Paper::Quarter(quarter(4))).await;
    let sums = table((0..4).map(|nth| line("", nth)).collect()).unwrap();
    let sums = sums.total.unwrap().figures;
    let written = sums
        .iter()
        .map(u64::to_string)
        .collect::<Vec<_>>()
        .join(" ");
    for said in [
        "BÁO CÁO Tình hình, kết quả giải quyết thủ tục hành chính quý IV/2026",
        "(Số liệu từ 15/09/2026 đến 14/12/2026)",
        "Kính gửi: Ủy ban nhân dân tỉnh Ví Dụ",
        "số liệu tạm tính",
        &format!("Tiếp nhận {} hồ sơ", sums[0]),
        &format!("Đã giải quyết {} hồ sơ: {} trước hạn", sums[4], sums[5]),
        "Còn 3 đơn vị có hồ sơ quá hạn đang giải quyết:",
        "- Như trên;",
        "CHÁNH VĂN PHÒNG",
        "PHỤ LỤC",
        "Biểu số II.06a/VPCP/KSTT",
        "(1) (2) (3) (4) (5) (6) (7) (8) (9) (10) (11) (12) (13)",
        "1 Đất đai 90 83 5 2 76 44 30 2 14 10 4",
        &format!("Tổng số {written}"),
    ] {
        assert!(
            says(&printed.text, said),
            "{said:?} is missing of {}",
            printed.text
        );
    }
    let late = printed.text.find("Xã Mẫu 3").unwrap();
    assert!(
        late < printed.text.find("Xã Mẫu 1").unwrap(),
        "the most that is late comes first"
    );
}

#[tokio::test]
async fn a_quarter_that_is_over_is_final_and_a_head_reports_for_their_own() {
    let desk = Desk::new();
    let paper = wire::Quarter {
        running: false,
        unit: "Xã Bình Mẫu".to_owned(),
        addressed_to: "Văn phòng Ủy ban nhân dân tỉnh Ví Dụ".to_owned(),
        signer_title: String::new(),
        units: table(Vec::new()),
        fields: table(Vec::new()),
        ..quarter(0)
    };
    let text = desk.print(TODAY, Paper::Quarter(paper)).await.text;
    for said in [
        "1. Kết quả chung của Xã Bình Mẫu",
        "Kính gửi: Văn phòng Ủy ban nhân dân tỉnh Ví Dụ",
        "THỦ TRƯỞNG ĐƠN VỊ",
        "Kỳ này chưa có hồ sơ nào.",
    ] {
        assert!(says(&text, said), "{said:?} is missing of {text}");
    }
    for other in ["tạm tính", "Các sở, ban, ngành", "tỷ lệ", "theo đơn vị"] {
        assert!(!text.contains(other), "{other:?} in {text}");
    }
}

/// A province has some hundred communes: the head of the form stands on every page of its table.
#[tokio::test]
async fn the_table_of_a_province_repeats_its_head() {
    let desk = Desk::new();
    let printed = desk.print(TODAY, Paper::Quarter(quarter(99))).await;
    assert!(printed.pages >= 5, "{} pages", printed.pages);
    // The table by field and the begin of that by unit share a page; two pages come before.
    let heads = printed.text.matches("(12)").count();
    assert_eq!(heads, printed.pages - 2 + 1, "{}", printed.text);
    assert!(printed.text.contains("10 đơn vị có nhiều nhất:"));
}

#[tokio::test]
async fn a_line_without_the_columns_of_the_form_is_refused() {
    let desk = Desk::new();
    let mut paper = quarter(1);
    paper.units.as_mut().unwrap().lines[0].figures.pop();
    let refused = desk
        .press
        .print(TODAY.parse().unwrap(), &Paper::Quarter(paper))
        .await;
    let Err(Error::Malformed(wrong)) = refused else {
        panic!("printed under the wrong columns");
    };
    assert!(format!("{wrong:?}").contains("figures"), "{wrong:?}");
}
