//! The standard progress table (Biểu II.06a/VPCP/KSTT), every figure leading to its dossiers.

use askama::Template;
use axum::extract::Query;
use chrono::{Datelike as _, NaiveDate};
use proto::reporting::v1::{
    DossierLine, GetProgressRequest, GroupBy, ListDossiersRequest, ProgressRow,
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Visit},
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "tu")]
    from: String,
    #[serde(default, rename = "den")]
    to: String,
    #[serde(default, rename = "theo")]
    by: String,
    #[serde(default, rename = "dong")]
    key: String,
    #[serde(default, rename = "cot")]
    column: String,
}

/// The columns: field name in the contract, title, number in the official table.
pub const COLUMNS: [(&str, &str, &str); 12] = [
    ("received_total", "Tổng số", "(3)"),
    ("received_online", "Trực tuyến", "(4)"),
    ("received_counter_and_post", "Trực tiếp, bưu chính", "(5)"),
    ("carried_over", "Từ kỳ trước", "(6)"),
    ("resolved_total", "Tổng số", "(7)"),
    ("resolved_early", "Trước hạn", "(8)"),
    ("resolved_on_time", "Đúng hạn", "(9)"),
    ("resolved_late", "Quá hạn", "(10)"),
    ("open_total", "Tổng số", "(11)"),
    ("open_in_time", "Trong hạn", "(12)"),
    ("paused", "Trong đó tạm dừng", "(12a)"),
    ("open_late", "Quá hạn", "(13)"),
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

struct Line {
    key: String,
    name: String,
    cells: Vec<Cell>,
}

struct Cell {
    column: &'static str,
    title: &'static str,
    figure: String,
    zero: bool,
    late: bool,
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

fn grouped(by: &str) -> (&'static str, GroupBy) {
    match by {
        "linh-vuc" => ("linh-vuc", GroupBy::Field),
        "thu-tuc" => ("thu-tuc", GroupBy::Procedure),
        _ => ("don-vi", GroupBy::Unit),
    }
}

/// `GET /bao-cao/tien-do?tu=&den=&theo=`.
pub async fn table(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (from, to) = period(&visit, &asked);
    let (by, group_by) = grouped(&asked.by);
    let request = GetProgressRequest {
        from: from.clone(),
        to: to.clone(),
        group_by: group_by.into(),
    };
    let progress = visit
        .ask
        .reporting()
        .get_progress(request)
        .await?
        .into_inner();
    let names = visit.names().await?;
    let named = |row: &ProgressRow| match (row.name.as_str(), group_by) {
        ("", GroupBy::Unit) => names.unit(&row.key),
        ("", GroupBy::Procedure) => names.procedure_name(&row.key),
        ("", _) => field_name(&names, &row.key),
        (name, GroupBy::Unit) if name == row.key => names.unit(&row.key),
        (name, GroupBy::Procedure) if name == row.key => names.procedure_name(&row.key),
        (name, GroupBy::Field) if name == row.key => field_name(&names, &row.key),
        (name, _) => name.to_owned(),
    };
    let total = progress.total.unwrap_or_default();
    page(&Table {
        f: visit.frame_with(&names),
        period: format!(
            "từ {} đến {}",
            format::iso_date(&from),
            format::iso_date(&to)
        ),
        from,
        to,
        by,
        rate: rate(&total),
        rows: progress
            .rows
            .iter()
            .map(|row| line(row, named(row)))
            .collect(),
        total: line(
            &ProgressRow {
                key: String::new(),
                ..total
            },
            "Tổng số".to_owned(),
        ),
        as_of: format::stamp(progress.as_of.as_ref()),
    })
}

fn field_name(names: &portal_ui::directory::Names, field: &str) -> String {
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
fn rate(total: &ProgressRow) -> String {
    if total.resolved_total == 0 {
        return "—".to_owned();
    }
    let in_time = total.resolved_early + total.resolved_on_time;
    let tenths = in_time * 1000 / total.resolved_total;
    format!("{},{}%", tenths / 10, tenths % 10)
}

fn line(row: &ProgressRow, name: String) -> Line {
    let figures = [
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
    ];
    let cell = |((column, title, _), figure): (&(&'static str, &'static str, &str), u64)| Cell {
        column,
        title,
        figure: format::number(i64::try_from(figure).unwrap_or(i64::MAX)),
        zero: figure == 0,
        late: column.ends_with("_late"),
    };
    Line {
        key: format::segment(&row.key),
        name,
        cells: COLUMNS.iter().zip(figures).map(cell).collect(),
    }
}

#[derive(Template)]
#[template(path = "progress-dossiers.html")]
struct Dossiers {
    f: Frame,
    title: String,
    back: String,
    rows: Vec<Behind>,
}

struct Behind {
    d: DossierLine,
    procedure: String,
    unit: String,
    holder: String,
    accepted: String,
    due: String,
    settled: String,
}

/// `GET /bao-cao/ho-so?tu=&den=&theo=&dong=&cot=`: the dossiers behind a figure.
pub async fn dossiers(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (from, to) = period(&visit, &asked);
    let (by, group_by) = grouped(&asked.by);
    let request = ListDossiersRequest {
        from: from.clone(),
        to: to.clone(),
        group_by: group_by.into(),
        key: asked.key.clone(),
        column: asked.column.clone(),
        ..Default::default()
    };
    let found = visit
        .ask
        .reporting()
        .list_dossiers(request)
        .await?
        .into_inner();
    let names = visit.names().await?;
    let column = COLUMNS.iter().find(|(name, ..)| *name == asked.column);
    let who = match group_by {
        _ if asked.key.is_empty() => "toàn tỉnh".to_owned(),
        GroupBy::Procedure => names.procedure_name(&asked.key),
        GroupBy::Field => field_name(&names, &asked.key),
        _ => names.unit(&asked.key),
    };
    let behind = |d: DossierLine| Behind {
        procedure: names.procedure_name(&d.procedure),
        unit: names.unit(&d.unit),
        holder: names.unit(&d.holder),
        accepted: format::stamp(d.accepted_at.as_ref()),
        due: format::stamp(d.due.as_ref()),
        settled: format::stamp(d.settled_at.as_ref()),
        d,
    };
    page(&Dossiers {
        f: visit.frame_with(&names),
        title: format!("{}, {who}", heading(column.map_or("", |(name, ..)| name))),
        back: format!("/bao-cao/tien-do?tu={from}&den={to}&theo={by}"),
        rows: found.dossiers.into_iter().map(behind).collect(),
    })
}

fn heading(column: &str) -> &'static str {
    match column {
        "received_online" => "Tiếp nhận trực tuyến",
        "received_counter_and_post" => "Tiếp nhận trực tiếp, bưu chính",
        "carried_over" => "Chuyển từ kỳ trước",
        "resolved_total" => "Đã giải quyết",
        "resolved_early" => "Giải quyết trước hạn",
        "resolved_on_time" => "Giải quyết đúng hạn",
        "resolved_late" => "Giải quyết quá hạn",
        "open_total" => "Đang giải quyết",
        "open_in_time" => "Đang giải quyết, trong hạn",
        "paused" => "Đang tạm dừng",
        "open_late" => "Đang giải quyết, quá hạn",
        _ => "Tiếp nhận",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_needs_something_settled() {
        assert_eq!(rate(&ProgressRow::default()), "—");
        let row = ProgressRow {
            resolved_total: 3,
            resolved_early: 1,
            resolved_on_time: 1,
            ..ProgressRow::default()
        };
        assert_eq!(rate(&row), "66,6%");
    }

    #[test]
    fn every_figure_stands_under_its_own_column() {
        let row = ProgressRow {
            open_late: 13,
            paused: 12,
            resolved_late: 10,
            ..ProgressRow::default()
        };
        let shown = line(&row, String::new());
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
