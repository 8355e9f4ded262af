//! The SQL of who may read a dossier's documents because of a leg.

use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// Writes down who was offered a leg of which dossier.
pub async fn let_read(
    db: &mut PgConnection,
    dossiers: &[Uuid],
    units: &[String],
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into dossier_reader (dossier, unit)
         select * from unnest($1::uuid[], $2::text[]) on conflict do nothing",
        dossiers,
        units,
    )
    .execute(db)
    .await
    .map(drop)
}

pub async fn may_read(db: &PgPool, dossier: Uuid, unit: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from dossier_reader where dossier = $1 and unit = $2) as "may!""#,
        dossier,
        unit,
    )
    .fetch_one(db)
    .await
}
