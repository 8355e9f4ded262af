//! The standard progress table (Biểu II.06a/VPCP/KSTT), every figure leading to its dossiers.

use askama::Template;
use axum::extract::Query;
use chrono::{Datelike as _, NaiveDate};
use proto::reporting::v1::{GetProgressRequest, GetProgressResponse, GroupBy, ProgressRow};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page},
    directory::Names,
    failure::Failure,
    format,
    frame::{Frame, Lang, Visit},
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "tu")]
    pub from: String,
    #[serde(default, rename = "den")]
    pub to: String,
    #[serde(default, rename = "theo")]
    pub by: String,
}

/// The columns: field name in the contract, title in both languages, number in the official table.
pub const COLUMNS: [(&str, &str, &str, &str); 12] = [
    ("received_total", "Tổng số", "Total", "(3)"),
    ("received_online", "Trực tuyến", "Online", "(4)"),
    (
        "received_counter_and_post",
        "Trực tiếp, bưu chính",
        "Counter, post",
        "(5)",
    ),
    ("carried_over", "Từ kỳ trước", "Carried over", "(6)"),
    ("resolved_total", "Tổng số", "Total", "(7)"),
    ("resolved_early", "Trước hạn", "Early", "(8)"),
    ("resolved_on_time", "Đúng hạn", "On time", "(9)"),
    ("resolved_late", "Quá hạn", "Late", "(10)"),
    ("open_total", "Tổng số", "Total", "(11)"),
    ("open_in_time", "Trong hạn", "In time", "(12)"),
    ("paused", "Trong đó tạm dừng", "Of those paused", "(12a)"),
    ("open_late", "Quá hạn", "Late", "(13)"),
];

#[derive(Template)]
#[template(path = "progress.html")]
struct Table {
    f: Frame,
    from: String,
    to: String,
    by: &'static str,
    rows: Vec<Line>,
    total: Line,
    as_of: String,
    period: String,
    rate: String,
}

/// A row of the table.
pub struct Line {
    pub key: String,
    pub name: String,
    pub cells: Vec<Cell>,
}

pub struct Cell {
    pub column: &'static str,
    pub title: &'static str,
    pub number: &'static str,
    pub figure: String,
    pub zero: bool,
    pub late: bool,
}

/// The month so far when no period is asked for.
fn period(visit: &Visit, asked: &Asked) -> (String, String) {
    let today = format::civil(visit.now()).date_naive();
    let day =
        |raw: &str, otherwise: NaiveDate| raw.parse::<NaiveDate>().unwrap_or(otherwise).to_string();
    (
        day(&asked.from, today.with_day(1).unwrap_or(today)),
        day(&asked.to, today),
    )
}

pub fn grouped(by: &str) -> (&'static str, GroupBy) {
    match by {
        "linh-vuc" => ("linh-vuc", GroupBy::Field),
        "thu-tuc" => ("thu-tuc", GroupBy::Procedure),
        _ => ("don-vi", GroupBy::Unit),
    }
}

/// The table as it was asked for.
pub struct Told {
    pub from: String,
    pub to: String,
    pub by: &'static str,
    pub group_by: GroupBy,
    pub table: GetProgressResponse,
}

/// Asks for the table.
///
/// # Errors
/// When the reporting service does not answer.
pub async fn told(visit: &Visit, asked: &Asked) -> Result<Told, Failure> {
    let (from, to) = period(visit, asked);
    told_of(visit, from, to, &asked.by).await
}

/// The same of a period that is known, ISO dates.
///
/// # Errors
/// When the reporting service does not answer.
pub async fn told_of(visit: &Visit, from: String, to: String, by: &str) -> Result<Told, Failure> {
    let (by, group_by) = grouped(by);
    let request = GetProgressRequest {
        from: from.clone(),
        to: to.clone(),
        group_by: group_by.into(),
    };
    let table = visit
        .ask
        .reporting()
        .get_progress(request)
        .await?
        .into_inner();
    Ok(Told {
        from,
        to,
        by,
        group_by,
        table,
    })
}

/// What people call a row.
pub fn named(row: &ProgressRow, group_by: GroupBy, names: &Names) -> String {
    match (row.name.as_str(), group_by) {
        (name, _) if !name.is_empty() && name != row.key => name.to_owned(),
        (_, GroupBy::Procedure) => names.procedure_name(&row.key),
        (_, GroupBy::Field) => field_name(names, &row.key),
        _ => names.unit(&row.key),
    }
}

/// `GET /bao-cao/tien-do?tu=&den=&theo=`.
pub async fn table(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let told = told(&visit, &asked).await?;
    let names = visit.names().await?;
    let lang = visit.lang;
    let (rows, total) = drawn(&told, &names, lang);
    page(&Table {
        f: visit.frame_with(&names),
        period: format!(
            "{} {} {} {}",
            lang.pick("từ", "from"),
            format::iso_date(&told.from, lang),
            lang.pick("đến", "to"),
            format::iso_date(&told.to, lang)
        ),
        rate: rate(&told.table.total.clone().unwrap_or_default(), visit.lang),
        rows,
        total,
        as_of: format::stamp(told.table.as_of.as_ref(), lang),
        from: told.from,
        to: told.to,
        by: told.by,
    })
}

/// The rows of the table and the one that sums them up.
pub fn drawn(told: &Told, names: &Names, lang: Lang) -> (Vec<Line>, Line) {
    let row = |row: &ProgressRow| line(row, named(row, told.group_by, names), lang);
    let sum = ProgressRow {
        key: String::new(),
        ..told.table.total.clone().unwrap_or_default()
    };
    let total = line(&sum, lang.pick("Tổng số", "Total").to_owned(), lang);
    (told.table.rows.iter().map(row).collect(), total)
}

pub fn field_name(names: &Names, field: &str) -> String {
    let known = names
        .procedures
        .iter()
        .find(|procedure| procedure.field == field);
    known.map_or_else(
        || field.to_owned(),
        |procedure| procedure.field_name.clone(),
    )
}

/// Settled early or on time, of all that were settled.
pub fn rate(total: &ProgressRow, lang: Lang) -> String {
    let in_time = total.resolved_early + total.resolved_on_time;
    let tenths = format::tenths(in_time, total.resolved_total);
    tenths.map_or_else(|| "—".to_owned(), |of| format::percent(of, lang))
}

/// The figures of a row, in the order of [`COLUMNS`].
pub fn figures(row: &ProgressRow) -> [u64; 12] {
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
        row.paused,
        row.open_late,
    ]
}

fn line(row: &ProgressRow, name: String, lang: Lang) -> Line {
    type Column = (&'static str, &'static str, &'static str, &'static str);
    let cell = |((column, vi, en, number), figure): (&Column, u64)| Cell {
        column,
        title: lang.pick(vi, en),
        number,
        figure: format::number(i64::try_from(figure).unwrap_or(i64::MAX), lang),
        zero: figure == 0,
        late: column.ends_with("_late"),
    };
    Line {
        key: format::segment(&row.key),
        name,
        cells: COLUMNS.iter().zip(figures(row)).map(cell).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_needs_something_settled() {
        assert_eq!(rate(&ProgressRow::default(), Lang::Vi), "—");
        let row = ProgressRow {
            resolved_total: 3,
            resolved_early: 1,
            resolved_on_time: 1,
            ..ProgressRow::default()
        };
        assert_eq!(rate(&row, Lang::Vi), "66,6%");
    }

    #[test]
    fn every_figure_stands_under_its_own_column() {
        let row = ProgressRow {
            open_late: 13,
            paused: 12,
            resolved_late: 10,
            ..ProgressRow::default()
        };
        let shown = line(&row, String::new(), Lang::Vi);
        let figure = |column: &str| {
            shown
                .cells
                .iter()
                .find(|cell| cell.column == column)
                .map(|cell| cell.figure.clone())
        };
        assert_eq!(figure("open_late").as_deref(), Some("13"));
        assert_eq!(figure("paused").as_deref(), Some("12"));
        assert_eq!(figure("resolved_late").as_deref(), Some("10"));
        assert!(shown.cells.iter().filter(|cell| cell.late).count() == 2);
    }
}
