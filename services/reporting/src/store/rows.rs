//! How the rows are read, and kept once facts were folded into them.

use std::collections::{BTreeMap, HashMap};

use kernel::{DossierId, Instant, UnitId};
use reporting_domain::{Accepted, Clock, Finish, How, Leg, Row};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::wire::Told;

/// Folds facts into the rows of their dossiers: one round of statements, however many they are.
pub async fn fold(db: &mut PgConnection, told: Vec<Told>) -> sqlx::Result<()> {
    let mut ids: Vec<Uuid> = told.iter().map(|(dossier, ..)| dossier.uuid()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut rows = load(db, &ids).await?;
    for (dossier, at, fact) in told {
        let row = rows.remove(&dossier).unwrap_or_else(|| Row::new(dossier));
        rows.insert(dossier, reporting_domain::fold(row, at, fact));
    }
    save(db, &rows.into_values().collect::<Vec<_>>()).await
}

/// Reads and locks the rows of these dossiers, given in order.
///
/// The desk and the agencies are heard side by side, each in transactions of its own: a row must
/// be there to be locked, so the first to hear of a dossier leaves an empty one.
async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<BTreeMap<DossierId, Row>> {
    sqlx::query!(
        "insert into dossier (id) select unnest($1::uuid[]) on conflict do nothing",
        ids
    )
    .execute(&mut *db)
    .await?;
    let dossiers = sqlx::query!(
        "select id, accepted_at, code, procedure, field, unit, online, finished_at, outcome,
                returned_at
         from dossier where id = any($1) order by id for update",
        ids
    )
    .fetch_all(&mut *db)
    .await?;
    let mut clocks: HashMap<Uuid, BTreeMap<Instant, Clock>> = HashMap::new();
    let kept = sqlx::query!(
        "select dossier, at, due, paused from clock where dossier = any($1)",
        ids
    );
    for row in kept.fetch_all(&mut *db).await? {
        let clock = Clock {
            due: row.due,
            paused: row.paused,
        };
        clocks.entry(row.dossier).or_default().insert(row.at, clock);
    }
    let mut legs: HashMap<Uuid, BTreeMap<_, Leg>> = HashMap::new();
    let kept = sqlx::query!(
        "select dossier, leg, attempt, unit, since, held from leg where dossier = any($1)",
        ids
    );
    for row in kept.fetch_all(db).await? {
        let leg = Leg {
            attempt: row.attempt.try_into().unwrap_or(0),
            unit: UnitId::new(row.unit),
            since: row.since,
            held: row.held,
        };
        legs.entry(row.dossier)
            .or_default()
            .insert(row.leg.into(), leg);
    }
    let mut rows = BTreeMap::new();
    for kept in dossiers {
        let accepted = match (
            kept.accepted_at,
            kept.code,
            kept.procedure,
            kept.field,
            kept.unit,
        ) {
            (Some(at), Some(code), Some(procedure), Some(field), Some(unit)) => {
                let (unit, online) = (UnitId::new(unit), kept.online.unwrap_or(false));
                Some((
                    at,
                    Accepted {
                        code,
                        procedure,
                        field,
                        unit,
                        online,
                    },
                ))
            }
            _ => None,
        };
        let finish = match (kept.finished_at, kept.outcome) {
            (Some(at), Some(outcome)) => Some(Finish {
                at,
                how: how(&outcome)?,
            }),
            _ => None,
        };
        let row = Row {
            dossier: kept.id.into(),
            accepted,
            clock: clocks.remove(&kept.id).unwrap_or_default(),
            finish,
            returned_at: kept.returned_at,
            legs: legs.remove(&kept.id).unwrap_or_default(),
        };
        rows.insert(row.dossier, row);
    }
    Ok(rows)
}

async fn save(db: &mut PgConnection, rows: &[Row]) -> sqlx::Result<()> {
    macro_rules! column {
        ($rows:expr, $row:pat => $value:expr) => {
            &$rows.iter().map(|$row| $value).collect::<Vec<_>>()
        };
    }
    let accepted = |row: &Row| row.accepted.as_ref().map(|(_, accepted)| accepted.clone());
    sqlx::query!(
        "update dossier set
            accepted_at = new.accepted_at, code = new.code, procedure = new.procedure,
            field = new.field, unit = new.unit, online = new.online,
            finished_at = new.finished_at, outcome = new.outcome,
            returned_at = new.returned_at, holder = new.holder
         from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
                     $6::text[], $7::boolean[], $8::timestamptz[], $9::text[],
                     $10::timestamptz[], $11::text[])
              as new (id, accepted_at, code, procedure, field, unit, online, finished_at,
                      outcome, returned_at, holder)
         where dossier.id = new.id",
        column!(rows, row => row.dossier.uuid()),
        column!(rows, row => row.accepted.as_ref().map(|(at, _)| *at)) as &[Option<Instant>],
        column!(rows, row => accepted(row).map(|known| known.code)) as &[Option<String>],
        column!(rows, row => accepted(row).map(|known| known.procedure)) as &[Option<String>],
        column!(rows, row => accepted(row).map(|known| known.field)) as &[Option<String>],
        column!(rows, row => accepted(row).map(|known| known.unit.to_string()))
            as &[Option<String>],
        column!(rows, row => accepted(row).map(|known| known.online)) as &[Option<bool>],
        column!(rows, row => row.finish.map(|finish| finish.at)) as &[Option<Instant>],
        column!(rows, row => row.finish.map(|finish| outcome(finish.how).to_owned()))
            as &[Option<String>],
        column!(rows, row => row.returned_at) as &[Option<Instant>],
        column!(rows, row => row.holder().map(ToString::to_string)) as &[Option<String>],
    )
    .execute(&mut *db)
    .await?;

    let clocks: Vec<_> = rows
        .iter()
        .flat_map(|row| {
            row.clock
                .iter()
                .map(|(at, clock)| (row.dossier, *at, *clock))
        })
        .collect();
    sqlx::query!(
        "insert into clock (dossier, at, due, paused)
         select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::boolean[])
         on conflict (dossier, at) do update set due = excluded.due, paused = excluded.paused
         where (clock.due, clock.paused) is distinct from (excluded.due, excluded.paused)",
        column!(clocks, (dossier, ..) => dossier.uuid()),
        column!(clocks, (_, at, _) => *at),
        column!(clocks, (.., clock) => clock.due) as &[Option<Instant>],
        column!(clocks, (.., clock) => clock.paused),
    )
    .execute(&mut *db)
    .await?;

    let legs: Vec<_> = rows
        .iter()
        .flat_map(|row| row.legs.iter().map(|(id, leg)| (row.dossier, *id, leg)))
        .collect();
    sqlx::query!(
        "insert into leg (dossier, leg, attempt, unit, since, held)
         select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::timestamptz[],
                              $6::boolean[])
         on conflict (dossier, leg) do update set
            attempt = excluded.attempt, unit = excluded.unit, since = excluded.since,
            held = excluded.held
         where (leg.attempt, leg.held) is distinct from (excluded.attempt, excluded.held)",
        column!(legs, (dossier, ..) => dossier.uuid()),
        column!(legs, (_, id, _) => id.uuid()),
        column!(legs, (.., leg) => i32::try_from(leg.attempt).unwrap_or(i32::MAX)),
        column!(legs, (.., leg) => leg.unit.to_string()),
        column!(legs, (.., leg) => leg.since),
        column!(legs, (.., leg) => leg.held),
    )
    .execute(db)
    .await?;
    Ok(())
}

fn outcome(how: How) -> &'static str {
    match how {
        How::Settled => "settled",
        How::Refused => "refused",
        How::Withdrawn => "withdrawn",
    }
}

fn how(outcome: &str) -> sqlx::Result<How> {
    match outcome {
        "settled" => Ok(How::Settled),
        "refused" => Ok(How::Refused),
        "withdrawn" => Ok(How::Withdrawn),
        other => Err(sqlx::Error::Decode(
            format!("dossier.outcome holds {other:?}").into(),
        )),
    }
}
