//! How rows are written: one statement a table, however many rows.

use std::collections::BTreeMap;

use kernel::{DossierId, Instant, UnitId};
use reporting_domain::{Channel, Leg, Row};
use sqlx::PgConnection;

/// The values of one column.
macro_rules! column {
    ($rows:expr, $row:pat => $value:expr) => {
        &$rows.iter().map(|$row| $value).collect::<Vec<_>>()
    };
}
pub(super) use column;

pub async fn save(db: &mut PgConnection, rows: &[Row]) -> sqlx::Result<()> {
    dossiers(db, rows).await?;
    clocks(db, rows).await?;
    promises(db, rows).await?;
    legs(db, rows).await
}

async fn dossiers(db: &mut PgConnection, rows: &[Row]) -> sqlx::Result<()> {
    let accepted = |row: &Row| row.accepted.as_ref().map(|(_, accepted)| accepted.clone());
    let came = |row: &Row, by| accepted(row).map(|known| known.channel == by);
    let task = |row: &Row| {
        row.custody()
            .and_then(|(_, leg)| leg.map(Leg::task_or_unknown))
    };
    sqlx::query!(
        "update dossier set
            accepted_at = new.accepted_at, code = new.code, procedure = new.procedure,
            field = new.field, unit = new.unit, online = new.online, post = new.post,
            finished_at = new.finished_at, outcome = new.outcome,
            returned_at = new.returned_at, holder = new.holder, task = new.task,
            task_title = new.task_title
         from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
                     $6::text[], $7::boolean[], $8::boolean[], $9::timestamptz[], $10::text[],
                     $11::timestamptz[], $12::text[], $13::text[], $14::text[])
              as new (id, accepted_at, code, procedure, field, unit, online, post, finished_at,
                      outcome, returned_at, holder, task, task_title)
         where dossier.id = new.id",
        column!(rows, row => row.dossier.uuid()),
        column!(rows, row => row.accepted.as_ref().map(|(at, _)| *at)) as &[Option<Instant>],
        column!(rows, row => accepted(row).map(|known| known.code)) as &[Option<String>],
        column!(rows, row => accepted(row).map(|known| known.procedure)) as &[Option<String>],
        column!(rows, row => accepted(row).map(|known| known.field)) as &[Option<String>],
        column!(rows, row => accepted(row).map(|known| known.unit.to_string()))
            as &[Option<String>],
        column!(rows, row => came(row, Channel::Online)) as &[Option<bool>],
        column!(rows, row => came(row, Channel::Post) == Some(true)),
        column!(rows, row => row.finish.map(|finish| finish.at)) as &[Option<Instant>],
        column!(rows, row => row.finish.map(|finish| finish.how.word().to_owned()))
            as &[Option<String>],
        column!(rows, row => row.returned_at) as &[Option<Instant>],
        column!(rows, row => row.holder().map(ToString::to_string)) as &[Option<String>],
        column!(rows, row => task(row).map(|task| task.word)) as &[Option<String>],
        column!(rows, row => task(row).map(|task| task.title)) as &[Option<String>],
    )
    .execute(&mut *db)
    .await?;
    ended(db, rows).await
}

/// How finished dossiers stood when they were: tables read that instead of their history.
async fn ended(db: &mut PgConnection, rows: &[Row]) -> sqlx::Result<()> {
    let ended: Vec<(&Row, Instant, &UnitId)> = rows
        .iter()
        .filter_map(|row| {
            let at = row.finish?.at;
            Some((row, at, row.unit_at(at)?))
        })
        .collect();
    if ended.is_empty() {
        return Ok(());
    }
    let first = |row: &Row, at| row.moves.range(..=at).next().and_then(|(_, m)| m.previous);
    sqlx::query!(
        "update dossier set
            ended_unit = new.unit, ended_due = new.due, ended_broken = new.broken,
            ended_moves = new.moves, ended_first_due = new.first_due,
            ended_late_since = new.late_since
         from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::boolean[], $5::bigint[],
                     $6::timestamptz[], $7::timestamptz[])
              as new (id, unit, due, broken, moves, first_due, late_since)
         where dossier.id = new.id",
        column!(ended, (row, ..) => row.dossier.uuid()),
        column!(ended, (.., unit) => unit.to_string()),
        column!(ended, (row, at, _) => row.clock_at(*at).due) as &[Option<Instant>],
        column!(ended, (row, at, _) => row.broken_by(*at)),
        column!(ended, (row, at, _) => i64::try_from(row.moves_by(*at)).unwrap_or(i64::MAX)),
        column!(ended, (row, at, _) => first(row, *at)) as &[Option<Instant>],
        column!(ended, (row, at, _) => row.late_since(*at)) as &[Option<Instant>],
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn clocks(db: &mut PgConnection, rows: &[Row]) -> sqlx::Result<()> {
    let clocks = by_moment(rows, |row| &row.clock);
    sqlx::query!(
        "insert into clock (dossier, at, due, paused)
         select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::boolean[])
         on conflict (dossier, at) do update set due = excluded.due, paused = excluded.paused
         where (clock.due, clock.paused) is distinct from (excluded.due, excluded.paused)",
        column!(clocks, (dossier, ..) => dossier.uuid()),
        column!(clocks, (_, at, _) => *at),
        column!(clocks, (.., change) => change.due) as &[Option<Instant>],
        column!(clocks, (.., change) => change.paused) as &[Option<bool>],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Dates that were moved, apologies, and centres that went on with a dossier: few have any.
async fn promises(db: &mut PgConnection, rows: &[Row]) -> sqlx::Result<()> {
    let moves = by_moment(rows, |row| &row.moves);
    if !moves.is_empty() {
        sqlx::query!(
            "insert into moved (dossier, at, previous, due)
             select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[],
                                  $4::timestamptz[])
             on conflict (dossier, at) do update set previous = excluded.previous,
                                                     due = excluded.due",
            column!(moves, (dossier, ..) => dossier.uuid()),
            column!(moves, (_, at, _) => *at),
            column!(moves, (.., moved) => moved.previous) as &[Option<Instant>],
            column!(moves, (.., moved) => moved.due),
        )
        .execute(&mut *db)
        .await?;
    }
    let apologies = by_moment(rows, |row| &row.apologies);
    if !apologies.is_empty() {
        sqlx::query!(
            "insert into apology (dossier, at, new_due)
             select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[])
             on conflict (dossier, at) do update set new_due = excluded.new_due",
            column!(apologies, (dossier, ..) => dossier.uuid()),
            column!(apologies, (_, at, _) => *at),
            column!(apologies, (.., new_due) => **new_due),
        )
        .execute(&mut *db)
        .await?;
    }
    let receiving = by_moment(rows, |row| &row.receiving);
    if !receiving.is_empty() {
        sqlx::query!(
            "insert into receiving (dossier, at, unit)
             select * from unnest($1::uuid[], $2::timestamptz[], $3::text[])
             on conflict (dossier, at) do update set unit = excluded.unit",
            column!(receiving, (dossier, ..) => dossier.uuid()),
            column!(receiving, (_, at, _) => *at),
            column!(receiving, (.., unit) => unit.to_string()),
        )
        .execute(db)
        .await?;
    }
    Ok(())
}

/// What rows keep by the moment it happened, one after the other.
fn by_moment<'a, T>(
    rows: &'a [Row],
    of: impl Fn(&'a Row) -> &'a BTreeMap<Instant, T>,
) -> Vec<(DossierId, Instant, &'a T)> {
    let each = |row| {
        let kept = of(row).iter();
        kept.map(move |(at, kept)| (row.dossier, *at, kept))
    };
    rows.iter().flat_map(each).collect()
}

async fn legs(db: &mut PgConnection, rows: &[Row]) -> sqlx::Result<()> {
    let legs: Vec<_> = rows
        .iter()
        .flat_map(|row| row.legs.iter().map(|(id, leg)| (row.dossier, *id, leg)))
        .collect();
    sqlx::query!(
        "insert into leg (dossier, leg, attempt, unit, since, held, moved_at, moved_to, closed_at,
                          task, task_title, opinion)
         select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::timestamptz[],
                              $6::boolean[], $7::timestamptz[], $8::text[], $9::timestamptz[],
                              $10::text[], $11::text[], $12::boolean[])
         on conflict (dossier, leg) do update set
            attempt = excluded.attempt, unit = excluded.unit, since = excluded.since,
            held = excluded.held, moved_at = excluded.moved_at, moved_to = excluded.moved_to,
            closed_at = excluded.closed_at, task = excluded.task,
            task_title = excluded.task_title, opinion = excluded.opinion
         where (leg.attempt, leg.since, leg.held, leg.moved_at, leg.closed_at, leg.task)
               is distinct from
               (excluded.attempt, excluded.since, excluded.held, excluded.moved_at,
                excluded.closed_at, excluded.task)",
        column!(legs, (dossier, ..) => dossier.uuid()),
        column!(legs, (_, id, _) => id.uuid()),
        column!(legs, (.., leg) => i32::try_from(leg.attempt).unwrap_or(i32::MAX)),
        column!(legs, (.., leg) => leg.unit.to_string()),
        column!(legs, (.., leg) => leg.since),
        column!(legs, (.., leg) => leg.held),
        column!(legs, (.., leg) => leg.moved.as_ref().map(|(at, _)| *at)) as &[Option<Instant>],
        column!(legs, (.., leg) => leg.moved.as_ref().map(|(_, to)| to.to_string()))
            as &[Option<String>],
        column!(legs, (.., leg) => leg.closed) as &[Option<Instant>],
        column!(legs, (.., leg) => leg.task.as_ref().map(|task| task.word.clone()))
            as &[Option<String>],
        column!(legs, (.., leg) => leg.task.as_ref().map(|task| task.title.clone()))
            as &[Option<String>],
        column!(legs, (.., leg) => leg.task.as_ref().is_some_and(|task| task.opinion)),
    )
    .execute(db)
    .await?;
    Ok(())
}
