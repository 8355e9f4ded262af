//! What time makes happen, found by index.

use chrono::{DateTime, Utc};
use routing_domain::Route;
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

/// Locks some of the open routes at which time makes something happen by `now`, the longest due
/// first; those another replica is looking at are left to it.
pub async fn ripe(db: &mut PgConnection, now: DateTime<Utc>, most: i64) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select id from route where not ended and look <= $1
         order by look limit $2 for update skip locked",
        now,
        most,
    )
    .fetch_all(db)
    .await
}

/// Says when to look next at routes that did not change.
pub async fn look_again(
    db: &mut PgConnection,
    routes: &[(Uuid, Option<DateTime<Utc>>)],
) -> sqlx::Result<()> {
    if routes.is_empty() {
        return Ok(());
    }
    let (ids, looks): (Vec<Uuid>, Vec<Option<DateTime<Utc>>>) = routes.iter().copied().unzip();
    sqlx::query!(
        "update route set look = next.look
         from unnest($1::uuid[], $2::timestamptz[]) as next (id, look)
         where route.id = next.id",
        &ids,
        &looks as &[Option<DateTime<Utc>>],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Looks at every open route again, should `rules` be others than those the moments to look at
/// them were reckoned by.
pub async fn reckon_by(db: &PgPool, rules: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    let changed = sqlx::query!(
        "insert into reckoned_by (rules) values ($1)
         on conflict (one) do update set rules = excluded.rules
         where reckoned_by.rules <> excluded.rules",
        rules,
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() > 0 {
        sqlx::query!("update route set look = $1 where not ended", now)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await
}

/// The routes, newest first, on which `unit` owes, gave or missed an apology; of every unit when
/// it is empty. Those before the id `before`, where one is given.
pub async fn with_duties(
    db: &PgPool,
    unit: &str,
    open: bool,
    before: Option<Uuid>,
    limit: i64,
) -> sqlx::Result<Vec<Route>> {
    let rows = sqlx::query!(
        r#"select state as "state: Json<Route>" from route
           where duties
             and ($1::text = '' or exists (
                select from jsonb_array_elements(state -> 'duties') as duty
                where duty ->> 'unit' = $1))
             and not ($2::boolean and ended)
             and ($3::uuid is null or id < $3)
           order by id desc limit $4"#,
        unit,
        open,
        before,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}
