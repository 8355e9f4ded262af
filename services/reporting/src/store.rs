//! All SQL of this service: the figures. How rows are kept is in [`rows`].

mod rows;

use kernel::Instant;
use reporting_domain::{Column, GroupBy, Line, Period, Received, Standing, Table};
use sqlx::PgPool;
use uuid::Uuid;

pub use rows::fold;

/// The standard progress table of a period, as it stands at `as_of`.
pub async fn progress(
    db: &PgPool,
    period: &Period,
    as_of: Instant,
    group_by: GroupBy,
) -> sqlx::Result<Table> {
    let cells = sqlx::query!(
        r#"select case $4 when 'unit' then d.unit when 'field' then d.field
                          else d.procedure end as "key!",
                  p.received as "received!", p.standing as "standing!", count(*) as "dossiers!"
           from place($1, $2, $3) p join dossier d on d.id = p.dossier
           group by 1, 2, 3"#,
        period.start(),
        period.until(as_of),
        period.zone().local_minus_utc(),
        word(group_by),
    )
    .fetch_all(db)
    .await?;
    let mut table = Table::default();
    for cell in cells {
        let line = place(&cell.received, &cell.standing)?;
        table.add(&cell.key, line, u64::try_from(cell.dossiers).unwrap_or(0));
    }
    Ok(table)
}

/// A dossier behind a figure.
#[derive(Clone, Debug)]
pub struct Behind {
    pub id: Uuid,
    pub code: String,
    pub procedure: String,
    pub unit: String,
    pub accepted_at: Instant,
    pub due: Option<Instant>,
    pub finished_at: Option<Instant>,
    pub holder: Option<String>,
}

/// The dossiers behind a figure of the table, those received first before the others.
pub async fn behind(
    db: &PgPool,
    period: &Period,
    as_of: Instant,
    group: Option<(GroupBy, &str)>,
    column: Column,
) -> sqlx::Result<Vec<Behind>> {
    let counted = Line::all().filter(|line| column.counts(*line));
    let (received, standing): (Vec<_>, Vec<_>) = counted
        .map(|line| {
            (
                line.received.word().to_owned(),
                line.standing.word().to_owned(),
            )
        })
        .unzip();
    let (group_by, key) = group.map(|(by, key)| (word(by), key)).unzip();
    sqlx::query_as!(
        Behind,
        r#"select d.id, d.code as "code!", d.procedure as "procedure!", d.unit as "unit!",
                  d.accepted_at as "accepted_at!", p.due, p.finished_at, d.holder
           from place($1, $2, $3) p join dossier d on d.id = p.dossier
           where (p.received, p.standing) in (select * from unnest($4::text[], $5::text[]))
             and ($6::text is null
                  or $7 = case $6 when 'unit' then d.unit when 'field' then d.field
                                  else d.procedure end)
           order by d.accepted_at, d.id"#,
        period.start(),
        period.until(as_of),
        period.zone().local_minus_utc(),
        &received,
        &standing,
        group_by,
        key,
    )
    .fetch_all(db)
    .await
}

fn word(group_by: GroupBy) -> &'static str {
    match group_by {
        GroupBy::Unit => "unit",
        GroupBy::Field => "field",
        GroupBy::Procedure => "procedure",
    }
}

fn place(received: &str, standing: &str) -> sqlx::Result<Line> {
    let known = Received::ALL
        .into_iter()
        .find(|known| known.word() == received);
    let stands = Standing::ALL
        .into_iter()
        .find(|known| known.word() == standing);
    let line = known
        .zip(stands)
        .map(|(received, standing)| Line { received, standing });
    line.ok_or_else(|| sqlx::Error::Decode(format!("{received}, {standing}: no place").into()))
}
