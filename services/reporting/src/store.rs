//! All SQL of this service: the figures of the progress table. How rows are kept is in [`rows`].

mod delays;
mod notes;
mod rows;
mod save;

use kernel::Instant;
use reporting_domain::{Column, GroupBy, Line, Period, Received, Standing, Table};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::wire::{Said, Told};

pub use delays::{Broken, breaches, delays};

/// Keeps what was told: one round of statements, however much it is.
pub async fn hear(db: &mut PgConnection, told: Vec<Told>) -> sqlx::Result<()> {
    let mut dossiers: Vec<Uuid> = told.iter().map(|(dossier, ..)| dossier.uuid()).collect();
    dossiers.sort_unstable();
    dossiers.dedup();
    let (mut facts, mut notes) = (Vec::new(), Vec::new());
    for (dossier, at, said) in told {
        match said {
            Said::Fact(fact) => facts.push((dossier, at, fact)),
            Said::Note(note) => notes.push((dossier, at, note)),
        }
    }
    rows::fold(db, &dossiers, facts).await?;
    notes::keep(db, notes).await
}

/// The standard progress table of a period, as it stands at `as_of`.
pub async fn progress(
    db: &PgPool,
    period: &Period,
    as_of: Instant,
    group_by: GroupBy,
) -> sqlx::Result<Table> {
    let cells = sqlx::query!(
        r#"select case $4 when 'unit' then p.unit when 'field' then d.field
                          else d.procedure end as "key!",
                  p.received as "received!", p.standing as "standing!", p.moves > 0 as "moved!",
                  count(*) as "dossiers!"
           from place($1, $2, $3) p join dossier d on d.id = p.dossier
           group by 1, 2, 3, 4"#,
        period.start(),
        period.until(as_of),
        period.zone().local_minus_utc(),
        word(group_by),
    )
    .fetch_all(db)
    .await?;
    let mut table = Table::default();
    for cell in cells {
        let line = place(&cell.received, &cell.standing, cell.moved)?;
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
    /// The date first promised, when it was moved since.
    pub first_due: Option<Instant>,
    pub moves: i64,
    /// Who held it when the promised date passed.
    pub late_with: Option<String>,
    pub legs_overdue: i64,
    pub corrections: i64,
    pub lost: bool,
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
    let (mut received, mut standing, mut moved) = (Vec::new(), Vec::new(), Vec::new());
    for line in counted {
        received.push(line.received.word().to_owned());
        standing.push(line.standing.word().to_owned());
        moved.push(line.moved);
    }
    let (group_by, key) = group.map(|(by, key)| (word(by), key)).unzip();
    sqlx::query_as!(
        Behind,
        r#"select d.id, d.code as "code!", d.procedure as "procedure!", p.unit as "unit!",
                  d.accepted_at as "accepted_at!", p.due, p.finished_at, d.holder, p.first_due,
                  p.moves as "moves!",
                  (select o.unit from overdue o where o.dossier = d.id
                   order by o.due desc limit 1) as late_with,
                  (select count(distinct l.leg) from leg_overdue l
                   where l.dossier = d.id) as "legs_overdue!",
                  (select count(*) from correction c where c.dossier = d.id) as "corrections!",
                  exists (select from loss l where l.dossier = d.id) as "lost!"
           from place($1, $2, $3) p join dossier d on d.id = p.dossier
           where (p.received, p.standing, p.moves > 0)
                 in (select * from unnest($4::text[], $5::text[], $6::boolean[]))
             and ($7::text is null
                  or $8 = case $7 when 'unit' then p.unit when 'field' then d.field
                                  else d.procedure end)
           order by d.accepted_at, d.id"#,
        period.start(),
        period.until(as_of),
        period.zone().local_minus_utc(),
        &received,
        &standing,
        &moved,
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

fn place(received: &str, standing: &str, moved: bool) -> sqlx::Result<Line> {
    let known = Received::ALL
        .into_iter()
        .find(|known| known.word() == received);
    let stands = Standing::ALL
        .into_iter()
        .find(|known| known.word() == standing);
    let line = known.zip(stands).map(|(received, standing)| Line {
        received,
        standing,
        moved,
    });
    line.ok_or_else(|| sqlx::Error::Decode(format!("{received}, {standing}: no place").into()))
}
