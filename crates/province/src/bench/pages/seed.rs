//! A province with many dossiers: a few that went through the services, copied row by row.
//!
//! A copy has ids of its own, made of the original's, so that the same dossier is the same in
//! every service's database; everything else is as the services wrote it.

use anyhow::Context as _;
use province::World;
use sqlx::{PgPool, Row as _};

use crate::say::say;

/// Whose rows are copied, the first table before those that refer to it.
const COPIED: [(&str, &str); 4] = [
    ("intake", "dossier"),
    ("routing", "route"),
    ("agency-desk", "agency_case"),
    ("reporting", "dossier"),
];

/// The id of a copy, made of the original's and of which copy it is.
const NEW_ID: &str = "
create or replace function pg_temp.copy_of(id uuid, n int) returns uuid language sql immutable as $$
    select (left(id::text, 15) || substr(h, 1, 3) || '-8' || substr(h, 4, 3) || '-' || substr(h, 7, 12))::uuid
    from md5(id::text || n) h
$$";

/// Makes of every dossier that is there `copies` more.
///
/// # Errors
/// When a database does not answer or refuses a row.
pub async fn multiply(world: &World, copies: i32) -> anyhow::Result<()> {
    for (service, first) in COPIED {
        let url = world.postgres.create_service_database(service).await?;
        let db = PgPool::connect(&url).await?;
        let mut connection = db.acquire().await?;
        sqlx::raw_sql(NEW_ID).execute(&mut *connection).await?;
        let mut rows = 0;
        for table in tables(&db, first).await? {
            let copied = sqlx::raw_sql(sqlx::AssertSqlSafe(copying(&table, copies)))
                .execute(&mut *connection)
                .await
                .with_context(|| format!("copying {}.{}", service, table.name))?;
            rows += copied.rows_affected();
            let renew = format!("vacuum analyze {}", table.name);
            sqlx::raw_sql(sqlx::AssertSqlSafe(renew))
                .execute(&mut *connection)
                .await?;
        }
        say(&format!("{service}: {rows} rows copied"));
    }
    Ok(())
}

/// A table whose rows are about one dossier each.
struct Table {
    name: String,
    /// The column that names the dossier.
    dossier: String,
    /// Whether its rows have ids beside the dossier's.
    own_id: bool,
    /// Whether its rows carry the dossier's code.
    coded: bool,
}

async fn tables(db: &PgPool, first: &str) -> anyhow::Result<Vec<Table>> {
    let rows = sqlx::query(
        "select t.relname::text as name,
                coalesce(max(a.attname::text) filter (where a.attname = 'dossier'), 'id') as dossier,
                bool_or(a.attname = 'dossier') and bool_or(a.attname = 'id') as own_id,
                bool_or(a.attname = 'code') as coded
         from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
         where t.relnamespace = 'public'::regnamespace and t.relkind = 'r'
         group by t.relname
         having (t.relname = $1 or bool_or(a.attname = 'dossier' and a.atttypid = 'uuid'::regtype))
            and not bool_or(a.attidentity <> '')
         order by t.relname <> $1, t.relname",
    )
    .bind(first)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Table {
                name: row.try_get("name")?,
                dossier: row.try_get("dossier")?,
                own_id: row.try_get("own_id")?,
                coded: row.try_get("coded")?,
            })
        })
        .collect()
}

/// The statement that copies a table: ids and code replaced wherever the row says them. Each row is
/// made once: written in the list of what is selected it would be made once a column.
fn copying(table: &Table, copies: i32) -> String {
    let Table { name, dossier, .. } = table;
    let mut row = format!(
        "replace(to_jsonb(r)::text, r.{dossier}::text, pg_temp.copy_of(r.{dossier}, n)::text)"
    );
    if table.own_id {
        row = format!("replace({row}, r.id::text, pg_temp.copy_of(r.id, n)::text)");
    }
    if table.coded {
        row = format!("replace({row}, r.code, r.code || lpad(n::text, 5, '0'))");
    }
    format!(
        "insert into {name}
         select copy.*
         from {name} r cross join generate_series(1, {copies}) n
         cross join lateral jsonb_populate_record(null::{name}, ({row})::jsonb) copy
         on conflict do nothing"
    )
}
