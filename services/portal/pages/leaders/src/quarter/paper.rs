//! The quarter as an official paper: what is on the page, and its tables under the columns of the form.

use portal_ui::directory::Names;
use proto::{
    forms::v1::{self as wire, ProgressLine, ProgressTable},
    reporting::v1::ProgressRow,
};

use super::{Count, Summary};
use crate::{
    export,
    progress::{self, Told},
    report::{Reporter, indicator},
};

/// `running`: the quarter's last day has not passed.
pub fn of(
    summary: &Summary,
    (units, fields): (&Told, &Told),
    running: bool,
    names: &Names,
    reporter: Reporter,
) -> wire::Quarter {
    wire::Quarter {
        head: Some(reporter.head),
        name: summary.quarter.clone(),
        period: summary.days.clone(),
        before: summary.before.clone(),
        as_of: summary.as_of.clone(),
        running,
        addressed_to: reporter.addressed_to,
        unit: reporter.unit,
        indicators: summary.counts.iter().map(count).collect(),
        fields: Some(table(fields, names)),
        units: Some(table(units, names)),
        signer_title: reporter.signer_title,
        signer: String::new(),
    }
}

fn count(count: &Count) -> wire::Indicator {
    indicator(
        count.title,
        &count.figure,
        count.tone,
        count.change.as_ref(),
    )
}

fn table(told: &Told, names: &Names) -> ProgressTable {
    let rows = told.table.rows.iter();
    let total = told.table.total.clone().unwrap_or_default();
    ProgressTable {
        lines: rows
            .map(|row| line(row, progress::named(row, told.group_by, names)))
            .collect(),
        total: Some(line(&total, "Tổng số".to_owned())),
    }
}

fn line(row: &ProgressRow, name: String) -> ProgressLine {
    ProgressLine {
        name,
        figures: export::figures(row).to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use proto::reporting::v1::{GetProgressResponse, GroupBy};

    use super::*;

    /// Biểu II.06a/VPCP/KSTT: thirteen columns, of which the first two are the number and the name.
    #[test]
    fn the_paper_has_the_columns_of_the_form_and_leaves_out_what_it_does_not_know() {
        let row = ProgressRow {
            key: "dat-dai".to_owned(),
            name: "Đất đai".to_owned(),
            received_total: 3,
            received_online: 4,
            received_counter_and_post: 5,
            carried_over: 6,
            resolved_total: 7,
            resolved_early: 8,
            resolved_on_time: 9,
            resolved_late: 10,
            open_total: 11,
            open_in_time: 12,
            open_late: 13,
            paused: 99,
            ..ProgressRow::default()
        };
        let told = Told {
            from: String::new(),
            to: String::new(),
            by: "linh-vuc",
            group_by: GroupBy::Field,
            table: GetProgressResponse {
                rows: vec![row],
                total: None,
                as_of: None,
            },
        };
        let table = table(&told, &Names::default());
        assert_eq!(table.lines[0].name, "Đất đai");
        assert_eq!(table.lines[0].figures, (3..=13).collect::<Vec<u64>>());
        assert_eq!(table.total.map(|total| total.figures), Some(vec![0; 11]));
    }
}
