//! The progress table as a file: a workbook to print, a plain text to reckon with.

use axum::{
    extract::Query,
    http::header,
    response::{IntoResponse as _, Response},
};
use portal_ui::{
    answer::Answer,
    failure::Failure,
    format,
    frame::{Lang, Visit},
};
use proto::reporting::v1::{GroupBy, ProgressRow};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};

use crate::progress::{Asked, Told, named, told};

/// Rows of the head of the form: what a cell says, and how many columns and rows it takes.
const HEAD: [(u32, u16, u32, u16, &str); 13] = [
    (4, 0, 6, 0, "TT"),
    (4, 2, 4, 5, "Số hồ sơ tiếp nhận"),
    (4, 6, 4, 9, "Số hồ sơ đã giải quyết"),
    (4, 10, 4, 12, "Số hồ sơ đang giải quyết"),
    (5, 2, 6, 2, "Tổng số"),
    (5, 3, 5, 4, "Trong kỳ"),
    (5, 5, 6, 5, "Từ kỳ trước"),
    (5, 6, 6, 6, "Tổng số"),
    (5, 7, 6, 7, "Trước hạn"),
    (5, 8, 6, 8, "Đúng hạn"),
    (5, 9, 6, 9, "Quá hạn"),
    (5, 10, 6, 10, "Tổng số"),
    (5, 11, 6, 11, "Trong hạn"),
];
/// The first row of figures.
const FIRST: u32 = 8;
/// Columns (3) to (13) of the form.
const FIGURES: usize = 11;

/// The figures of a row in the columns of the form.
pub fn figures(row: &ProgressRow) -> [u64; FIGURES] {
    [
        row.received_total,
        row.received_online,
        row.received_counter_and_post,
        row.carried_over,
        row.resolved_total,
        row.resolved_early,
        row.resolved_on_time,
        row.resolved_late,
        row.open_total,
        row.open_in_time,
        row.open_late,
    ]
}

/// What stands in the second column.
fn of_what(group_by: GroupBy) -> &'static str {
    match group_by {
        GroupBy::Procedure => "Thủ tục",
        GroupBy::Field => "Lĩnh vực",
        _ => "Đơn vị",
    }
}

/// The table with its names.
struct Sheet {
    told: Told,
    names: Vec<String>,
}

async fn sheet(visit: &Visit, told: Told) -> Result<Sheet, Failure> {
    let known = visit.names().await?;
    let rows = told.table.rows.iter();
    let names = rows.map(|row| named(row, told.group_by, &known)).collect();
    Ok(Sheet { told, names })
}

fn period(told: &Told) -> String {
    let (from, to) = (
        format::iso_date(&told.from, Lang::Vi),
        format::iso_date(&told.to, Lang::Vi),
    );
    format!("Kỳ báo cáo: từ ngày {from} đến ngày {to}")
}

fn file(kind: &'static str, ending: &str, told: &Told, body: Vec<u8>) -> Response {
    let name = format!("bieu-II06a-{}-{}.{ending}", told.from, told.to);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, body).into_response()
}

/// `GET /bao-cao/tien-do.xlsx?tu=&den=&theo=`.
pub async fn workbook(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    tables(&visit, vec![told(&visit, &asked).await?]).await
}

/// A workbook of tables of one period, each on a sheet of its own.
///
/// # Errors
/// When routing does not answer and nothing was heard from it before.
pub async fn tables(visit: &Visit, told: Vec<Told>) -> Answer {
    let mut sheets = Vec::new();
    for told in told {
        sheets.push(sheet(visit, told).await?);
    }
    let body = written(&sheets).map_err(|_| Failure::Fault)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let first = sheets.first().ok_or(Failure::Fault)?;
    Ok(file(kind, "xlsx", &first.told, body))
}

/// `GET /bao-cao/tien-do.csv?tu=&den=&theo=`.
pub async fn plain(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let sheet = sheet(&visit, told(&visit, &asked).await?).await?;
    let body = lines(&sheet).into_bytes();
    Ok(file("text/csv; charset=utf-8", "csv", &sheet.told, body))
}

/// The workbook: each table under the head of the form, a row a group, and sums that reckon.
fn written(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let hands = Hands::new();
    for sheet in sheets {
        let name = match sheets.len() {
            1 => "II.06a".to_owned(),
            _ => format!("II.06a {}", of_what(sheet.told.group_by)),
        };
        let page = book.add_worksheet().set_name(name)?;
        head(page, sheet, &hands)?;
        let last = rows(page, sheet, &hands)?;
        page.set_column_width(0, 5)?
            .set_column_width(1, 44)?
            .set_column_range_width(2, 12, 11)?;
        page.set_freeze_panes(FIRST, 2)?;
        page.set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        page.set_repeat_rows(4, 7)?.set_print_area(0, 0, last, 12)?;
    }
    book.save_to_buffer()
}

/// How the cells are written.
struct Hands {
    plain: Format,
    bold: Format,
    title: Format,
    head: Format,
    mark: Format,
    text: Format,
    number: Format,
    sum: Format,
}

impl Hands {
    fn new() -> Self {
        let plain = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(11);
        let bold = plain.clone().set_bold();
        let centred = bold.clone().set_align(FormatAlign::Center);
        let boxed = plain.clone().set_border(FormatBorder::Thin);
        let number = boxed.clone().set_num_format("#,##0");
        Self {
            title: centred.clone().set_font_size(13),
            head: centred
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap()
                .set_border(FormatBorder::Thin),
            mark: boxed.clone().set_italic().set_align(FormatAlign::Center),
            text: boxed.set_text_wrap(),
            sum: number.clone().set_bold(),
            number,
            plain,
            bold,
        }
    }
}

/// The title and the head of the form.
fn head(page: &mut Worksheet, sheet: &Sheet, hands: &Hands) -> Result<(), XlsxError> {
    let aside = hands.plain.clone().set_italic();
    let right = aside.clone().set_align(FormatAlign::Right);
    let centred = aside.set_align(FormatAlign::Center);
    let number = hands.bold.clone().set_align(FormatAlign::Right);
    let lines: [(&str, &Format); 4] = [
        ("Biểu số II.06a/VPCP/KSTT", &number),
        (
            "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
            &hands.title,
        ),
        (&period(&sheet.told), &centred),
        ("Đơn vị tính: số hồ sơ", &right),
    ];
    for ((words, hand), row) in lines.into_iter().zip(0u32..) {
        page.merge_range(row, 0, row, 12, words, hand)?;
    }
    for (row, column, last_row, last_column, words) in HEAD {
        page.merge_range(row, column, last_row, last_column, words, &hands.head)?;
    }
    page.merge_range(4, 1, 6, 1, of_what(sheet.told.group_by), &hands.head)?;
    page.merge_range(5, 12, 6, 12, "Quá hạn", &hands.head)?;
    page.write_with_format(6, 3, "Trực tuyến", &hands.head)?;
    page.write_with_format(6, 4, "Trực tiếp, dịch vụ bưu chính", &hands.head)?;
    for column in 0..13u16 {
        page.write_with_format(7, column, format!("({})", column + 1), &hands.mark)?;
    }
    Ok(())
}

/// A row a group and the sums; answers which row the sums are on.
fn rows(page: &mut Worksheet, sheet: &Sheet, hands: &Hands) -> Result<u32, XlsxError> {
    let mut at = FIRST;
    for (row, name) in sheet.told.table.rows.iter().zip(&sheet.names) {
        page.write_with_format(at, 0, at - FIRST + 1, &hands.mark)?;
        page.write_with_format(at, 1, name.as_str(), &hands.text)?;
        for (figure, column) in figures(row).into_iter().zip(2u16..) {
            page.write_with_format(at, column, whole(figure), &hands.number)?;
        }
        at += 1;
    }
    page.write_with_format(at, 0, "", &hands.sum)?;
    page.write_with_format(at, 1, "Tổng số", &hands.sum)?;
    let total = sheet.told.table.total.clone().unwrap_or_default();
    for (figure, column) in figures(&total).into_iter().zip(2u16..) {
        if at == FIRST {
            page.write_with_format(at, column, 0, &hands.sum)?;
            continue;
        }
        let name = rust_xlsxwriter::column_number_to_name(column);
        // What it comes to is written too: a previewer does not reckon.
        let formula = Formula::new(format!("=SUM({name}{}:{name}{at})", FIRST + 1));
        let formula = formula.set_result(figure.to_string());
        page.write_formula_with_format(at, column, formula, &hands.sum)?;
    }
    Ok(at)
}

fn whole(figure: u64) -> u32 {
    u32::try_from(figure).unwrap_or(u32::MAX)
}

/// The plain text: the mark of UTF-8 first, so that a spreadsheet reads the letters right.
fn lines(sheet: &Sheet) -> String {
    let mut text = String::from("\u{feff}");
    let mut line = |cells: Vec<String>| {
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    };
    line(vec![cell("Biểu số II.06a/VPCP/KSTT")]);
    line(vec![cell(
        "Tình hình, kết quả giải quyết thủ tục hành chính",
    )]);
    line(vec![cell(&period(&sheet.told))]);
    let titles = [
        "TT",
        of_what(sheet.told.group_by),
        "Tiếp nhận: tổng số",
        "Tiếp nhận trong kỳ: trực tuyến",
        "Tiếp nhận trong kỳ: trực tiếp, dịch vụ bưu chính",
        "Tiếp nhận: từ kỳ trước",
        "Đã giải quyết: tổng số",
        "Đã giải quyết: trước hạn",
        "Đã giải quyết: đúng hạn",
        "Đã giải quyết: quá hạn",
        "Đang giải quyết: tổng số",
        "Đang giải quyết: trong hạn",
        "Đang giải quyết: quá hạn",
    ];
    line(titles.map(cell).into());
    line((1..=13).map(|nth| cell(&format!("({nth})"))).collect());
    let total = sheet.told.table.total.clone().unwrap_or_default();
    let rows = sheet.told.table.rows.iter().zip(&sheet.names).enumerate();
    for (nth, (row, name)) in rows {
        let mut cells = vec![(nth + 1).to_string(), cell(name)];
        cells.extend(figures(row).map(|figure| figure.to_string()));
        line(cells);
    }
    let mut cells = vec![String::new(), cell("Tổng số")];
    cells.extend(figures(&total).map(|figure| figure.to_string()));
    line(cells);
    text
}

/// A text as a cell. What a spreadsheet would take for a formula is kept from being one.
fn cell(text: &str) -> String {
    let reckons = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if reckons { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use proto::reporting::v1::GetProgressResponse;

    use super::*;

    fn sheet(name: &str) -> Sheet {
        let row = ProgressRow {
            received_total: 12,
            open_late: 3,
            ..ProgressRow::default()
        };
        Sheet {
            told: Told {
                from: "2026-11-01".into(),
                to: "2026-11-30".into(),
                by: "don-vi",
                group_by: GroupBy::Unit,
                table: GetProgressResponse {
                    rows: vec![row.clone()],
                    total: Some(row),
                    as_of: None,
                },
            },
            names: vec![name.to_owned()],
        }
    }

    #[test]
    fn a_name_that_would_be_a_formula_is_a_text() {
        for name in ["=1+1", "+84", "-2", "@sum", "  =HYPERLINK(\"x\")"] {
            let text = lines(&sheet(name));
            let row = text
                .lines()
                .find(|line| line.starts_with("1,"))
                .expect("a row");
            assert!(row.starts_with("1,\"'"), "{row}");
        }
        assert!(lines(&sheet("Xã \"Một\", Hai")).contains("\"Xã \"\"Một\"\", Hai\",12,"));
    }

    #[test]
    fn the_text_begins_with_its_mark_and_has_the_thirteen_columns_of_the_form() {
        let text = lines(&sheet("Xã Một"));
        assert!(text.starts_with('\u{feff}'));
        let rows: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(rows[4].split(',').count(), 13);
        assert_eq!(rows[5], "1,\"Xã Một\",12,0,0,0,0,0,0,0,0,0,3");
        assert_eq!(rows[6], ",\"Tổng số\",12,0,0,0,0,0,0,0,0,0,3");
    }

    #[test]
    fn the_workbook_is_written_full_and_empty() {
        let mut by_field = sheet("Đất đai");
        by_field.told.group_by = GroupBy::Field;
        let full = written(&[sheet("=1+1"), by_field]).expect("a workbook");
        assert!(full.starts_with(b"PK"));
        let mut empty = sheet("");
        empty.told.table = GetProgressResponse::default();
        empty.names.clear();
        assert!(written(&[empty]).expect("a workbook").starts_with(b"PK"));
    }
}
