//! The routes on which money is owed back.

use chassis::Stored;
use routing_domain::Route;
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

/// Keeps which of the routes owe money back, and who gives it.
pub async fn keep(db: &mut PgConnection, routes: &[Stored<Route>]) -> sqlx::Result<()> {
    let mut ids = Vec::new();
    let mut receiving = Vec::new();
    let mut owed = Vec::new();
    let concerned = routes.iter().filter(|one| !one.state.refunds.is_empty());
    for Stored { id, state, .. } in concerned {
        ids.push(*id);
        receiving.push(state.receiving.to_string());
        owed.push(state.refunds.iter().any(|one| one.returned.is_none()));
    }
    if ids.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into refund (id, receiving, owed)
         select * from unnest($1::uuid[], $2::text[], $3::boolean[])
         on conflict (id) do update set receiving = excluded.receiving, owed = excluded.owed",
        &ids,
        &receiving,
        &owed,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The routes, newest first, on which the centre `receiving` gives money back; of every centre
/// when it is empty. Those before the id `before`, where one is given.
pub async fn with_refunds(
    db: &PgPool,
    receiving: &str,
    open: bool,
    before: Option<Uuid>,
    limit: i64,
) -> sqlx::Result<Vec<Route>> {
    let rows = sqlx::query!(
        r#"select route.state as "state: Json<Route>" from refund
           join route using (id)
           where ($1::text = '' or refund.receiving = $1)
             and (refund.owed or not $2::boolean)
             and ($3::uuid is null or refund.id < $3)
           order by refund.id desc limit $4"#,
        receiving,
        open,
        before,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}
