//! Empty tables, and questions that make no sense.

use proto::reporting::v1::{GroupBy, ListDossiersRequest, ProgressRow};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::support::World;

pub fn field_of(status: &Status) -> String {
    assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
    let details = status.get_details_bad_request().unwrap();
    let violation = &details.field_violations[0];
    assert!(
        violation.description.contains("Hãy"),
        "{}",
        violation.description
    );
    violation.field.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_province_without_dossiers_has_an_empty_table() {
    let world = World::new().await;
    let table = world
        .progress("2026-10-01", "2026-12-31", GroupBy::Field)
        .await
        .unwrap();
    assert!(table.rows.is_empty());
    assert_eq!(
        table.total,
        Some(ProgressRow {
            name: "Tổng số".into(),
            ..Default::default()
        })
    );
    assert!(table.as_of.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_makes_no_sense_names_the_field_and_the_remedy() {
    let world = World::new().await;
    for (from, to, group_by, field) in [
        ("2026-10-31", "2026-10-01", GroupBy::Unit, "to"),
        ("31/10/2026", "2026-10-31", GroupBy::Unit, "from"),
        ("2026-10-01", "2026-11-31", GroupBy::Unit, "to"),
        ("2026-10-01", "", GroupBy::Unit, "to"),
        ("2026-10-01", "2026-10-31", GroupBy::Unspecified, "group_by"),
    ] {
        let status = world.progress(from, to, group_by).await.unwrap_err();
        assert_eq!(field_of(&status), field, "{from} {to} {group_by:?}");
    }
    let good = ListDossiersRequest {
        from: "2026-10-01".into(),
        to: "2026-10-31".into(),
        group_by: GroupBy::Unit.into(),
        key: "org:vpdkdd".into(),
        column: "open_late".into(),
        ..Default::default()
    };
    assert!(
        world
            .behind(good.clone())
            .await
            .unwrap()
            .dossiers
            .is_empty()
    );
    for (request, field) in [
        (
            ListDossiersRequest {
                column: "open_latest".into(),
                ..good.clone()
            },
            "column",
        ),
        (
            ListDossiersRequest {
                column: String::new(),
                ..good.clone()
            },
            "column",
        ),
        (
            ListDossiersRequest {
                group_by: 0,
                ..good.clone()
            },
            "group_by",
        ),
        (
            ListDossiersRequest {
                group_by: 99,
                ..good.clone()
            },
            "group_by",
        ),
        (
            ListDossiersRequest {
                to: "2025-10-31".into(),
                ..good.clone()
            },
            "to",
        ),
        (
            ListDossiersRequest {
                from: "'; drop table".into(),
                ..good
            },
            "from",
        ),
    ] {
        let status = world.behind(request).await.unwrap_err();
        assert_eq!(field_of(&status), field);
    }
}
