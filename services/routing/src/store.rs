//! All SQL of routing.

use chassis::{Fact, Repository, Stored};
use chrono::{DateTime, Utc};
use kernel::DossierId;
use routing_domain::{Event, Route};
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

    async fn save(db: &mut PgConnection, routes: &[Stored<Route>]) -> sqlx::Result<()> {
        let n = routes.len();
        let mut ids = Vec::with_capacity(n);
        let mut versions = Vec::with_capacity(n);
        let mut ended = Vec::with_capacity(n);
        let mut states = Vec::with_capacity(n);
        for Stored { id, version, state } in routes {
            ids.push(*id);
            versions.push(*version as i32);
            ended.push(state.end.is_some());
            states.push(serde_json::to_string(state).map_err(|e| sqlx::Error::Encode(e.into()))?);
        }
        sqlx::query!(
            "insert into route (id, version, ended, state)
             select new.id, new.version, new.ended, new.state::jsonb
             from unnest($1::uuid[], $2::int[], $3::boolean[], $4::text[])
                as new (id, version, ended, state)
             on conflict (id) do update set
                version = excluded.version, ended = excluded.ended, state = excluded.state",
            &ids,
            &versions,
            &ended,
            &states,
        )
        .execute(db)
        .await?;
        Ok(())
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
