//! The routes on which money is owed back, and those that wait for money.

use chassis::Stored;
use kernel::folded;
use routing_domain::{Kind, Route};
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

/// Keeps which of the routes wait for money, by which notice.
pub async fn keep_due(db: &mut PgConnection, routes: &[Stored<Route>]) -> sqlx::Result<()> {
    let (mut ids, mut receiving) = (Vec::new(), Vec::new());
    let (mut notices, mut codes) = (Vec::new(), Vec::new());
    let mut over = Vec::new();
    for Stored { id, state, .. } in routes {
        let notice = state.to_pay().and_then(|leg| leg.document.as_deref());
        match notice {
            Some(notice) => {
                ids.push(*id);
                receiving.push(state.receiving.to_string());
                notices.push(folded(notice));
                codes.push(folded(&state.code));
            }
            // Most routes never ask for money.
            None if state.legs.iter().any(|leg| leg.kind == Kind::Payment) => over.push(*id),
            None => {}
        }
    }
    if !over.is_empty() {
        sqlx::query!("delete from due_payment where id = any($1)", &over)
            .execute(&mut *db)
            .await?;
    }
    if ids.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into due_payment (id, receiving, notice, code)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
         on conflict (id) do update set receiving = excluded.receiving, notice = excluded.notice,
             code = excluded.code",
        &ids,
        &receiving,
        &notices,
        &codes,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The routes, newest first, of the centre `receiving` that wait for money; by this notice or with
/// this code only, unless `find` is empty. Those before the id `before`, where one is given.
pub async fn due(
    db: &PgPool,
    receiving: &str,
    find: &str,
    before: Option<Uuid>,
    limit: i64,
) -> sqlx::Result<Vec<Route>> {
    let rows = sqlx::query!(
        r#"select route.state as "state: Json<Route>" from due_payment
           join route using (id)
           where due_payment.receiving = $1
             and ($2::text = '' or due_payment.notice = $2 or due_payment.code = $2)
             and ($3::uuid is null or due_payment.id < $3)
           order by due_payment.id desc limit $4"#,
        receiving,
        folded(find),
        before,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}
