//! All SQL of this service: the figures of the progress table. How rows are kept is in [`rows`].

mod behind;
mod delays;
mod notes;
mod overview;
mod public;
mod rows;
mod save;

use kernel::Instant;
use reporting_domain::{GroupBy, Line, Period, Received, Standing, Table};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::wire::{Said, Told};

pub use behind::{Asked, Behind, Cursor, Order, behind};
pub use delays::{Broken, breaches, delays};
pub use overview::{Late, Units, late_now, overviews};
pub use public::waits;

/// The part of the province that is asked about.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The centres that received a dossier; none for every one.
    pub units: Option<Vec<String>>,
    /// Field of administration; none for every one.
    pub field: Option<String>,
}

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
    scope: &Scope,
) -> sqlx::Result<Table> {
    let cells = sqlx::query!(
        r#"select case $4 when 'unit' then p.unit when 'field' then p.field
                          else p.procedure end as "key!",
                  p.received as "received!", p.standing as "standing!", p.moves > 0 as "moved!",
                  count(*) as "dossiers!"
           from placed($1, $2, $3) p
           where ($5::text[] is null or p.unit = any ($5)) and ($6::text is null or p.field = $6)
           group by 1, 2, 3, 4"#,
        period.start(),
        period.until(as_of),
        period.zone().local_minus_utc(),
        word(group_by),
        scope.units.as_deref(),
        scope.field,
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
