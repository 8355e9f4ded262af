//! All SQL of routing.

pub mod money;
pub mod time;

use chassis::{Fact, Repository, Stored};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::DossierId;
use routing_domain::{End, Event, Kind, Leg, Route, Router};
use serde::Serialize;
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use crate::facts;

/// The routes of all dossiers.
pub struct Routes;

impl Repository for Routes {
    type Aggregate = Route;
    type Id = DossierId;
    const QUIET: bool = true;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Route>>> {
        let rows = sqlx::query!(
            r#"select id, version, state as "state: Json<Route>" from route
               where id = any($1) order by id for update"#,
            ids,
        )
        .fetch_all(db)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Stored {
                id: row.id,
                version: row.version as u32,
                state: row.state.0,
            })
            .collect())
    }

    fn reckon(router: &Router, route: &mut Route) {
        let later = || Some(router.now + TimeDelta::hours(1));
        // What lies beyond the calendar now may be within it later.
        route.look = route.next_look(router).unwrap_or_else(|_| later());
    }

    async fn save(db: &mut PgConnection, routes: &[Stored<Route>]) -> sqlx::Result<()> {
        let n = routes.len();
        let mut ids = Vec::with_capacity(n);
        let mut versions = Vec::with_capacity(n);
        let mut ended = Vec::with_capacity(n);
        let mut units = Vec::with_capacity(n);
        let mut unresolved = Vec::with_capacity(n);
        let mut looks = Vec::with_capacity(n);
        let mut duties = Vec::with_capacity(n);
        let mut states = Vec::with_capacity(n);
        for Stored { id, version, state } in routes {
            ids.push(*id);
            versions.push(*version as i32);
            ended.push(state.end.is_some());
            units.push(in_hand(state));
            unresolved.push(awaited(state).next().is_some());
            looks.push(state.look);
            duties.push(!state.duties.is_empty());
            states.push(serde_json::to_string(state).map_err(|e| sqlx::Error::Encode(e.into()))?);
        }
        sqlx::query!(
            "insert into route (id, version, ended, units, unresolved, look, duties, state)
             select new.id, new.version, new.ended, string_to_array(new.units, ','),
                    new.unresolved, new.look, new.duties, new.state::jsonb
             from unnest($1::uuid[], $2::int[], $3::boolean[], $4::text[], $5::boolean[],
                         $6::timestamptz[], $7::boolean[], $8::text[])
                as new (id, version, ended, units, unresolved, look, duties, state)
             on conflict (id) do update set
                version = excluded.version, ended = excluded.ended, units = excluded.units,
                unresolved = excluded.unresolved, look = excluded.look,
                duties = excluded.duties, state = excluded.state",
            &ids,
            &versions,
            &ended,
            &units,
            &unresolved,
            &looks as &[Option<DateTime<Utc>>],
            &duties,
            &states,
        )
        .execute(&mut *db)
        .await?;
        money::keep(&mut *db, routes).await?;
        money::keep_due(db, routes).await
    }

    fn fact(id: DossierId, after: &Route, event: &Event, _: DateTime<Utc>) -> Fact {
        facts::fact(id, after, event)
    }
}

pub async fn find(db: &PgPool, id: DossierId) -> sqlx::Result<Option<Route>> {
    let row = sqlx::query!(
        r#"select state as "state: Json<Route>" from route where id = $1"#,
        id.uuid()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.state.0))
}

/// The legs of an open route that wait, or will wait, for somebody to name their unit.
pub fn awaited(route: &Route) -> impl Iterator<Item = &Leg> {
    let open = route.end.is_none();
    let legs = route.legs.iter();
    legs.filter(move |leg| open && leg.unresolved.is_some() && !leg.is_over())
}

/// The units that have or will have something of the dossier in hand, separated by commas.
fn in_hand(route: &Route) -> String {
    let worked_on = |leg: &&Leg| matches!(leg.kind, Kind::Work | Kind::Wait | Kind::Opinion);
    let legs = route.legs.iter().filter(worked_on);
    let mut units: Vec<&str> = legs
        .filter(|leg| !leg.is_over())
        .map(|leg| leg.unit.as_str())
        .collect();
    if !matches!(route.end, Some(End::Closed { .. })) {
        units.push(route.receiving.as_str());
    }
    units.sort_unstable();
    units.dedup();
    units.join(",")
}

/// Some of the routes that one of `units` has something of in hand, after the id `after`.
pub async fn in_hand_of(
    db: &PgPool,
    units: &[String],
    after: Uuid,
    limit: i64,
) -> sqlx::Result<Vec<Route>> {
    let rows = sqlx::query!(
        r#"select state as "state: Json<Route>" from route
           where units && $1 and id > $2 order by id limit $3"#,
        units,
        after,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// Some of the routes under way, after the id `after`.
pub async fn open(db: &PgPool, after: Uuid, limit: i64) -> sqlx::Result<Vec<Route>> {
    let rows = sqlx::query!(
        r#"select state as "state: Json<Route>" from route
           where not ended and id > $1 order by id limit $2"#,
        after,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// Some of the routes on which somebody must name a unit, after the id `after`.
pub async fn coordination(db: &PgPool, after: Uuid, limit: i64) -> sqlx::Result<Vec<Route>> {
    let rows = sqlx::query!(
        r#"select state as "state: Json<Route>" from route
           where unresolved and not ended and id > $1 order by id limit $2"#,
        after,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// A comparison with the agencies, as it is kept.
pub struct Reconciliation {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub actor: String,
    pub dry_run: bool,
    pub compared: u32,
    pub differences: Vec<Difference>,
    pub silent: Vec<String>,
}

/// What an agency and routing say differently, and what was done about it.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    pub host: String,
    pub leg_id: String,
    pub dossier_id: String,
    pub what: String,
    pub mended: String,
}

pub async fn keep_reconciliation(db: &PgPool, report: &Reconciliation) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into reconciliation (id, at, actor, dry_run, compared, differences, silent)
         values ($1, $2, $3, $4, $5, $6, $7)",
        report.id,
        report.at,
        report.actor,
        report.dry_run,
        report.compared as i32,
        Json(&report.differences) as _,
        &report.silent,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// When the agencies were last compared with, not counting trials.
pub async fn last_reconciliation(db: &PgPool) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!("select max(at) from reconciliation where not dry_run")
        .fetch_one(db)
        .await
}

/// True when no other process compares: it stays so until the transaction ends.
pub async fn compares_alone(tx: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock(hashtext('reconciliation')) as "alone!""#
    )
    .fetch_one(tx)
    .await
}
