//! The SQL of proving that a dossier is theirs: digits that were sent, tokens that were given.

use kernel::{DossierId, Instant, ProofId};
use sqlx::{PgConnection, PgPool};

/// The key of this database; `fresh` when it has none yet.
pub async fn proof_key(db: &PgPool, fresh: &[u8]) -> sqlx::Result<Vec<u8>> {
    sqlx::query!(
        "insert into proof_key (key) values ($1) on conflict do nothing",
        fresh,
    )
    .execute(db)
    .await?;
    sqlx::query_scalar!("select key from proof_key")
        .fetch_one(db)
        .await
}

/// When digits were sent for a dossier since a moment; until the transaction ends nobody else
/// sends some for it.
pub async fn sent_since(
    db: &mut PgConnection,
    dossier: DossierId,
    since: Instant,
) -> sqlx::Result<Vec<Instant>> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended($1, 30))",
        dossier.to_string(),
    )
    .fetch_one(&mut *db)
    .await?;
    sqlx::query_scalar!(
        "select asked_at from proof where dossier = $1 and asked_at > $2",
        dossier.uuid(),
        since,
    )
    .fetch_all(db)
    .await
}

/// The last sending of digits for a dossier.
pub async fn last_proof(
    db: &mut PgConnection,
    dossier: DossierId,
) -> sqlx::Result<Option<ProofId>> {
    let id = sqlx::query_scalar!(
        "select id from proof where dossier = $1 order by asked_at desc, id desc limit 1",
        dossier.uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(id.map(ProofId::from))
}

/// Whose digits, and until when they hold, while they do.
pub async fn open_proof(
    db: &PgPool,
    id: ProofId,
    now: Instant,
) -> sqlx::Result<Option<(DossierId, Instant)>> {
    let row = sqlx::query!(
        "select dossier, until from proof where id = $1 and until > $2 and not used",
        id.uuid(),
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.dossier.into(), row.until)))
}

pub async fn keep_token(
    db: &mut PgConnection,
    hash: &[u8],
    dossier: DossierId,
    until: Instant,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into proof_token (hash, dossier, until) values ($1, $2, $3)",
        hash,
        dossier.uuid(),
        until,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Which dossier a token proves, while it does.
pub async fn proven(db: &PgPool, hash: &[u8], now: Instant) -> sqlx::Result<Option<DossierId>> {
    let dossier = sqlx::query_scalar!(
        "select dossier from proof_token where hash = $1 and until > $2",
        hash,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(dossier.map(DossierId::from))
}

/// Forgets tokens that hold no more, and sendings that no rule counts any more.
pub async fn forget(db: &PgPool, tokens: Instant, proofs: Instant) -> sqlx::Result<()> {
    sqlx::query!("delete from proof_token where until < $1", tokens)
        .execute(db)
        .await?;
    sqlx::query!("delete from proof where asked_at < $1", proofs)
        .execute(db)
        .await?;
    Ok(())
}
