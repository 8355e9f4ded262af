//! The register taken away: as CSV, XLSX or on paper.

use axum::{
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::IntoResponse as _,
};
use proto::{
    forms::v1::{self as wire, render_request::Paper},
    intake::v1::{ListRegisterRequest, RegisterDate, RegisterRow, RegisterSort},
};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::{Asked, refusal};
use portal_ui::{
    answer::Answer,
    directory::Names,
    failure::Failure,
    format,
    frame::{Lang, Visit},
    papers,
    view::badge,
};

/// The most lines of one export; more are asked for by month.
const MOST: usize = 20_000;
/// The most a paper holds.
const ON_PAPER: usize = 1000;

/// `GET /ban/so-theo-doi/tai/{kind}`: the lines of these filters as csv, xlsx or pdf.
pub async fn export(visit: Visit, Path(kind): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await?;
    let unit = visit.unit("");
    if !matches!(kind.as_str(), "csv" | "xlsx" | "pdf") {
        let sentence = visit
            .lang
            .pick("Không có dạng tệp này.", "There is no such kind of file.");
        return Err(Failure::Absent(sentence.to_owned()));
    }
    let most = if kind == "pdf" { ON_PAPER } else { MOST };
    let mut rows = Vec::new();
    let mut token = String::new();
    loop {
        let request = ListRegisterRequest {
            filter: Some(asked.filter(&unit)),
            // The book is written from the first line on.
            sort: if asked.sap_xep.is_empty() {
                RegisterSort::Oldest.into()
            } else {
                asked.sort().into()
            },
            page_size: 1000,
            page_token: token,
            purpose: "Xuất sổ theo dõi".to_owned(),
            count: false,
        };
        let told = visit
            .ask
            .counter()
            .list_register(request)
            .await?
            .into_inner();
        rows.extend(told.rows);
        token = told.next_page_token;
        if token.is_empty() {
            break;
        }
        if rows.len() > most {
            let most = format::number(i64::try_from(most).unwrap_or(i64::MAX), visit.lang);
            let sentence = match visit.lang {
                Lang::Vi => format!(
                    "Sổ có hơn {most} dòng. Hãy lọc theo khoảng ngày ngắn hơn rồi tải từng phần."
                ),
                Lang::En => format!(
                    "The register has more than {most} lines. Filter it by fewer days and export it in parts."
                ),
            };
            return Err(Failure::Refused {
                sentence,
                fields: Vec::new(),
            });
        }
    }
    if kind == "pdf" {
        return printed(&visit, &names, &unit, &asked, &rows).await;
    }
    let table: Vec<Vec<String>> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| cells(at + 1, row, &names, visit.lang))
        .collect();
    let (bytes, media) = if kind == "csv" {
        (
            csv(&table, visit.lang).into_bytes(),
            "text/csv; charset=utf-8",
        )
    } else {
        let made = xlsx(&table, visit.lang).map_err(|why| {
            tracing::error!(%why, "the register was not written");
            Failure::Fault
        })?;
        (
            made,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    };
    let today = papers::day_of(&visit, None);
    let name = format!("attachment; filename=\"so-theo-doi-{today}.{kind}\"");
    Ok((
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(media)),
            (
                header::CONTENT_DISPOSITION,
                HeaderValue::from_str(&name).map_err(|_| Failure::Fault)?,
            ),
        ],
        bytes,
    )
        .into_response())
}

/// The columns of the book (TT 01/2018/TT-VPCP, mẫu sổ theo dõi).
const COLUMNS: [(&str, &str); 15] = [
    ("STT", "No."),
    ("Mã hồ sơ", "Code"),
    ("Tên thủ tục hành chính", "Procedure"),
    ("Số lượng giấy tờ", "Papers"),
    ("Tên cá nhân, tổ chức", "Owner"),
    ("Địa chỉ", "Address"),
    ("Số điện thoại", "Telephone"),
    ("Cơ quan tiếp nhận", "Received by"),
    ("Ngày nhận", "Received"),
    ("Ngày hẹn trả", "Due"),
    ("Ngày có kết quả", "Settled"),
    ("Ngày trả kết quả", "Returned"),
    ("Phương thức nhận kết quả", "Return method"),
    ("Người nhận", "Taken by"),
    ("Tình trạng", "State"),
];

fn cells(number: usize, row: &RegisterRow, names: &Names, lang: Lang) -> Vec<String> {
    let d = row.dossier.clone().unwrap_or_default();
    let at = |moment: Option<&prost_types::Timestamp>| {
        format::moment(moment).map_or_else(String::new, |at| format::date_time(at, Lang::Vi))
    };
    let promise = d.appointment.clone().unwrap_or_default();
    let state = badge::at_desk(d.stage(), &d.stage_reason, lang).words;
    let state = with_reason(state, refusal(&d));
    vec![
        number.to_string(),
        d.code.clone(),
        d.procedure_name.clone(),
        row.papers.to_string(),
        row.owner_name.clone(),
        row.owner_address.clone(),
        row.owner_phone.clone(),
        names.unit(&d.receiving_unit),
        at(d.received_at.or(d.filed_at).as_ref()),
        at(promise.due.as_ref()),
        at(d.settled_at.as_ref()),
        at(d.returned_at.as_ref()),
        badge::of_return(row.return_method(), lang).to_owned(),
        match (row.taken_by.as_str(), row.tracking.as_str()) {
            ("", tracking) => tracking.to_owned(),
            (name, _) => name.to_owned(),
        },
        state,
    ]
}

/// What became of it, and why where it was refused (mẫu 03).
fn with_reason(state: &str, reason: &str) -> String {
    match reason {
        "" => state.to_owned(),
        why => format!("{state}: {why}"),
    }
}

/// With the mark by which spreadsheets know UTF-8.
fn csv(table: &[Vec<String>], lang: Lang) -> String {
    let head: Vec<String> = COLUMNS
        .iter()
        .map(|(vi, en)| lang.pick(vi, en).to_owned())
        .collect();
    let mut written = String::from('\u{feff}');
    for row in std::iter::once(&head).chain(table) {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        written.push_str(&cells.join(","));
        written.push_str("\r\n");
    }
    written
}

/// One cell. What a spreadsheet would run as a formula is made text by the apostrophe before it.
fn quoted(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = cell.replace('"', "\"\"");
    format!("\"{}{cell}\"", if runs { "'" } else { "" })
}

fn xlsx(table: &[Vec<String>], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name(lang.pick("Sổ theo dõi", "Register"))?;
    let widths = [6, 24, 44, 10, 26, 34, 14, 34, 17, 17, 17, 17, 18, 22, 18];
    for (column, ((vi, en), width)) in COLUMNS.iter().zip(widths).enumerate() {
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        sheet.write_string_with_format(0, column, lang.pick(vi, en), &bold)?;
        sheet.set_column_width(column, width)?;
    }
    for (at, row) in table.iter().enumerate() {
        let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
        for (column, cell) in row.iter().enumerate() {
            // Everything is written as text: nothing in it runs, no number loses its zeros.
            sheet.write_string(line, u16::try_from(column).unwrap_or(u16::MAX), cell)?;
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    book.save_to_buffer()
}

/// The book on paper (A4, TT 01/2018/TT-VPCP Điều 9).
async fn printed(
    visit: &Visit,
    names: &Names,
    unit: &str,
    asked: &Asked,
    rows: &[RegisterRow],
) -> Answer {
    let entry = |(at, row): (usize, &RegisterRow)| {
        let d = row.dossier.clone().unwrap_or_default();
        let promise = d.appointment.clone().unwrap_or_default();
        let contact = [row.owner_address.as_str(), row.owner_phone.as_str()];
        let contact = contact.into_iter().filter(|part| !part.is_empty());
        wire::Entry {
            number: u32::try_from(at + 1).unwrap_or(u32::MAX),
            code: d.code.clone(),
            procedure: d.procedure_name.clone(),
            sets: 1,
            owner: row.owner_name.clone(),
            contact: contact.collect::<Vec<_>>().join(", "),
            agency: names.unit(&d.receiving_unit),
            received_at: d.received_at.or(d.filed_at),
            due_at: promise.due,
            forwarded_at: None,
            result_at: d.settled_at,
            returned_at: d.returned_at,
            return_method: badge::of_return(row.return_method(), Lang::Vi).to_owned(),
            note: with_reason(
                badge::of_stage(d.stage(), &d.stage_reason, Lang::Vi).words,
                refusal(&d),
            ),
        }
    };
    let today = papers::day_of(visit, None);
    let or_today = |day: &str| {
        if day.is_empty() {
            today.clone()
        } else {
            day.to_owned()
        }
    };
    let year = format!("Năm {}", today.get(..4).unwrap_or_default());
    let paper = wire::Register {
        head: Some(papers::letterhead(visit, names, unit)),
        year: match asked.date() {
            RegisterDate::Unspecified => year,
            RegisterDate::Returned => format!("{year} (theo ngày trả kết quả)"),
            RegisterDate::Refused => format!("{year} (theo ngày từ chối tiếp nhận)"),
        },
        volume: String::new(),
        from: or_today(&asked.tu),
        to: or_today(&asked.den),
        entries: rows.iter().enumerate().map(entry).collect(),
    };
    papers::print(visit, &today, Paper::Register(paper), "so-theo-doi").await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a person types into a name must not run in the officer's spreadsheet.
    #[test]
    fn a_name_that_looks_like_a_formula_stays_text() {
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(quoted("+84"), "\"'+84\"");
        assert_eq!(quoted("Nguyễn, Văn"), "\"Nguyễn, Văn\"");
    }

    #[test]
    fn the_csv_begins_with_the_mark_of_utf_8_and_has_every_column() {
        let table = vec![vec!["1".to_owned(), "H48".to_owned()]];
        let made = csv(&table, Lang::Vi);
        assert!(made.starts_with('\u{feff}'));
        let head = made.lines().next().expect("a head");
        assert_eq!(head.matches("\",\"").count(), COLUMNS.len() - 1);
    }

    #[test]
    fn a_refusal_is_written_with_its_reason() {
        assert_eq!(
            with_reason("Từ chối tiếp nhận", "không thuộc thẩm quyền"),
            "Từ chối tiếp nhận: không thuộc thẩm quyền"
        );
        assert_eq!(with_reason("Đã trả kết quả", ""), "Đã trả kết quả");
    }

    #[test]
    fn the_workbook_is_one() {
        let table = vec![vec!["1".to_owned(), "=1+1".to_owned()]];
        let made = xlsx(&table, Lang::Vi).expect("written");
        assert_eq!(made.get(..2), Some(b"PK".as_slice()));
    }
}
