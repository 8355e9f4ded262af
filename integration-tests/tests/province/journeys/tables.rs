//! The standard progress table (Biểu II.06a/VPCP/KSTT) over the month of the six dossiers.

use expect_test::expect;
use proto::reporting::v1::{
    GetProgressRequest, GetProgressResponse, GroupBy, ListDossiersRequest, ProgressRow,
};

use crate::support::Province;

const GROUPS: [GroupBy; 3] = [GroupBy::Unit, GroupBy::Field, GroupBy::Procedure];

/// ISO dates, both included.
pub struct Period {
    pub from: String,
    pub to: String,
}

fn november() -> Period {
    Period {
        from: "2026-11-01".to_owned(),
        to: "2026-11-30".to_owned(),
    }
}

pub async fn progress(province: &Province, group_by: GroupBy) -> GetProgressResponse {
    progress_in(province, &november(), group_by).await
}

pub async fn progress_in(
    province: &Province,
    period: &Period,
    group_by: GroupBy,
) -> GetProgressResponse {
    let request = GetProgressRequest {
        from: period.from.clone(),
        to: period.to.clone(),
        group_by: group_by.into(),
    };
    let mut reports = province.clients.reports("operator:motcua");
    reports.get_progress(request).await.unwrap().into_inner()
}

/// The sums of the form hold in each table, and behind each figure lie its dossiers.
pub async fn add_up(province: &Province, period: &Period) {
    for group_by in GROUPS {
        let table = progress_in(province, period, group_by).await;
        let total = table.total.clone().unwrap();
        for row in table.rows.iter().chain([&total]) {
            adds_up(row);
            drills_down(province, period, group_by, row).await;
        }
        let sum = |figure: fn(&ProgressRow) -> u64| table.rows.iter().map(figure).sum::<u64>();
        assert_eq!(sum(|row| row.received_total), total.received_total);
        assert_eq!(sum(|row| row.resolved_total), total.resolved_total);
        assert_eq!(sum(|row| row.open_total), total.open_total);
    }
}

pub async fn the_progress_table_counts_them(province: &Province) {
    add_up(province, &november()).await;
    let mut page = String::new();
    let table = progress(province, GroupBy::Procedure).await;
    for row in table.rows.iter().chain(&table.total) {
        page += &line(row);
    }
    expect![[r#"
        1.001776: received 1 (1 online, 0 counter and post, 0 carried over), resolved 1 (1 early, 0 on time, 0 late), open 0 (0 in time, 0 late)
        1.010824: received 1 (0 online, 1 counter and post, 0 carried over), resolved 1 (1 early, 0 on time, 0 late), open 0 (0 in time, 0 late)
        1.011441: received 1 (0 online, 1 counter and post, 0 carried over), resolved 1 (0 early, 1 on time, 0 late), open 0 (0 in time, 0 late)
        1.012786: received 1 (0 online, 1 counter and post, 0 carried over), resolved 1 (1 early, 0 on time, 0 late), open 0 (0 in time, 0 late)
        1.013831: received 1 (0 online, 1 counter and post, 0 carried over), resolved 1 (1 early, 0 on time, 0 late), open 0 (0 in time, 0 late)
        2.000986: received 1 (1 online, 0 counter and post, 0 carried over), resolved 1 (1 early, 0 on time, 0 late), open 0 (0 in time, 0 late)
        total: received 6 (2 online, 4 counter and post, 0 carried over), resolved 6 (5 early, 1 on time, 0 late), open 0 (0 in time, 0 late)
    "#]].assert_eq(&page);
}

pub fn line(row: &ProgressRow) -> String {
    let key = if row.key.is_empty() {
        "total"
    } else {
        &row.key
    };
    format!(
        "{key}: received {} ({} online, {} counter and post, {} carried over), \
         resolved {} ({} early, {} on time, {} late), open {} ({} in time, {} late)\n",
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
    )
}

/// The sums the form prescribes between its columns.
fn adds_up(row: &ProgressRow) {
    let received = row.received_online + row.received_counter_and_post + row.carried_over;
    assert_eq!(
        row.received_total, received,
        "(3) = (4) + (5) + (6): {row:?}"
    );
    let resolved = row.resolved_early + row.resolved_on_time + row.resolved_late;
    assert_eq!(
        row.resolved_total, resolved,
        "(7) = (8) + (9) + (10): {row:?}"
    );
    assert_eq!(
        row.open_total,
        row.open_in_time + row.open_late,
        "(11) = (12) + (13): {row:?}"
    );
    assert_eq!(
        row.received_total,
        row.resolved_total + row.open_total,
        "(3) = (7) + (11): {row:?}"
    );
    assert!(
        row.paused <= row.open_in_time,
        "the paused are in time: {row:?}"
    );
}

/// Behind every figure lie exactly so many dossiers.
async fn drills_down(province: &Province, period: &Period, group_by: GroupBy, row: &ProgressRow) {
    let columns = [
        ("received_total", row.received_total),
        ("received_online", row.received_online),
        ("received_counter_and_post", row.received_counter_and_post),
        ("carried_over", row.carried_over),
        ("resolved_total", row.resolved_total),
        ("resolved_early", row.resolved_early),
        ("resolved_on_time", row.resolved_on_time),
        ("resolved_late", row.resolved_late),
        ("open_total", row.open_total),
        ("open_in_time", row.open_in_time),
        ("open_late", row.open_late),
        ("paused", row.paused),
    ];
    for (column, figure) in columns {
        let request = ListDossiersRequest {
            from: period.from.clone(),
            to: period.to.clone(),
            group_by: group_by.into(),
            key: row.key.clone(),
            column: column.to_owned(),
            ..Default::default()
        };
        let mut reports = province.clients.reports("operator:motcua");
        let behind = reports
            .list_dossiers(request)
            .await
            .unwrap()
            .into_inner()
            .dossiers;
        assert_eq!(
            behind.len() as u64,
            figure,
            "{column} of {:?}: {behind:#?}",
            row.key
        );
    }
}

/// The codes of the dossiers behind a figure of the total.
pub async fn behind(province: &Province, period: &Period, column: &str) -> Vec<String> {
    let request = ListDossiersRequest {
        from: period.from.clone(),
        to: period.to.clone(),
        group_by: GroupBy::Unit.into(),
        key: String::new(),
        column: column.to_owned(),
        ..Default::default()
    };
    let mut reports = province.clients.reports("operator:motcua");
    let found = reports.list_dossiers(request).await.unwrap().into_inner();
    found.dossiers.into_iter().map(|line| line.code).collect()
}
