//! The SQL of looks at personal data (NĐ 61/2018/NĐ-CP; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).

use chrono::{DateTime, Utc};
use kernel::DossierId;
use sqlx::PgPool;
use uuid::Uuid;

/// Records that somebody read the personal data of a dossier.
pub async fn record(
    db: &PgPool,
    dossier: DossierId,
    by: &str,
    purpose: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into personal_read (dossier, at, by, purpose) values ($1, $2, $3, $4)",
        dossier.uuid(),
        at,
        by,
        purpose,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Records that somebody saw the personal data of several dossiers in one list; for one purpose,
/// once a day.
pub async fn record_all(
    db: &PgPool,
    dossiers: &[Uuid],
    by: &str,
    purpose: &str,
    since: DateTime<Utc>,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    if dossiers.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into personal_read (dossier, at, by, purpose)
         select seen.dossier, $5, $2, $3 from unnest($1::uuid[]) as seen (dossier)
         where not exists (
           select from personal_read as before
           where before.dossier = seen.dossier and before.by = $2 and before.purpose = $3
             and before.at >= $4)",
        dossiers,
        by,
        purpose,
        since,
        at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One look at personal data.
pub struct Look {
    pub at: DateTime<Utc>,
    pub by: String,
    pub purpose: String,
}

/// The looks at a dossier, the latest first.
pub async fn of(db: &PgPool, dossier: DossierId) -> sqlx::Result<Vec<Look>> {
    sqlx::query_as!(
        Look,
        "select at, by, purpose from personal_read where dossier = $1 order by id desc limit 500",
        dossier.uuid(),
    )
    .fetch_all(db)
    .await
}
