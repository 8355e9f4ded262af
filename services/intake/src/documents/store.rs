//! All SQL of documents and drafts.

mod earlier;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

pub use earlier::{Earlier, earlier};

/// What was typed, by input.
pub type Entered = BTreeMap<String, String>;

/// A draft.
#[derive(Debug)]
pub struct Draft {
    pub id: Uuid,
    pub holder: Option<String>,
    pub procedure: String,
    pub dossier: Option<Uuid>,
    pub entered: Json<Entered>,
    pub saved_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// A file that was taken in.
#[derive(Clone, Debug)]
pub struct Document {
    pub id: Uuid,
    pub component: String,
    pub name: String,
    pub sha256: String,
    pub media_type: String,
    pub pages: i32,
    pub size: i64,
    pub scanned: bool,
    pub at: DateTime<Utc>,
    pub by: String,
}

/// How a draft is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// The hash of its secret.
    Secret(String),
    /// Its id, by who was signed in when it was begun.
    Held { id: Uuid, holder: String },
}

impl Key {
    fn parts(&self) -> (Option<&str>, Option<Uuid>, Option<&str>) {
        match self {
            Self::Secret(secret) => (Some(secret), None, None),
            Self::Held { id, holder } => (None, Some(*id), Some(holder)),
        }
    }
}

pub async fn draft(db: &PgPool, key: &Key, now: DateTime<Utc>) -> sqlx::Result<Option<Draft>> {
    let (secret, id, holder) = key.parts();
    sqlx::query_as!(
        Draft,
        r#"select id, holder, procedure, dossier, entered as "entered: Json<Entered>", saved_at,
                  expires_at
           from draft where expires_at > $4 and (secret = $1 or (id = $2 and holder = $3))"#,
        secret,
        id,
        holder,
        now,
    )
    .fetch_optional(db)
    .await
}

/// The draft, for as long as the transaction lasts nobody else's to change.
pub async fn lock_draft(db: &mut PgConnection, id: Uuid) -> sqlx::Result<bool> {
    let found = sqlx::query_scalar!("select id from draft where id = $1 for update", id)
        .fetch_optional(db)
        .await?;
    Ok(found.is_some())
}

pub async fn drafts_of(
    db: &PgPool,
    holder: &str,
    procedure: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Draft>> {
    sqlx::query_as!(
        Draft,
        r#"select id, holder, procedure, dossier, entered as "entered: Json<Entered>", saved_at,
                  expires_at
           from draft where holder = $1 and ($2 = '' or procedure = $2) and expires_at > $3
           order by saved_at desc limit 50"#,
        holder,
        procedure,
        now,
    )
    .fetch_all(db)
    .await
}

pub async fn insert_draft(db: &PgPool, draft: &Draft, secret: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into draft (id, secret, holder, procedure, dossier, entered, saved_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        draft.id,
        secret,
        draft.holder,
        draft.procedure,
        draft.dossier,
        &draft.entered as &Json<Entered>,
        draft.saved_at,
        draft.expires_at,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Lays `entered` over what is there; what is empty goes.
pub async fn save_draft(
    db: &PgPool,
    id: Uuid,
    entered: &Entered,
    saved_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<Option<Draft>> {
    sqlx::query_as!(
        Draft,
        r#"update draft set saved_at = $3, expires_at = $4, entered =
             (select coalesce(jsonb_object_agg(key, value), '{}'::jsonb)
              from jsonb_each_text(entered || $2) where value <> '')
           where id = $1
           returning id, holder, procedure, dossier, entered as "entered: Json<Entered>", saved_at,
                     expires_at"#,
        id,
        Json(entered) as _,
        saved_at,
        expires_at,
    )
    .fetch_optional(db)
    .await
}

/// Ends a draft: its documents go, but for those that a dossier uses.
pub async fn end_draft(
    db: &mut PgConnection,
    id: Uuid,
    by: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "with ended as (delete from draft where id = $1)
         insert into document_detached (document, at, by)
         select id, $2, $3 from document
         where draft = $1 and not exists (select from document_use where document = document.id)
         on conflict do nothing",
        id,
        now,
        by,
    )
    .execute(db)
    .await
    .map(drop)
}

/// The drafts nobody came back to in time.
pub async fn expired(db: &PgPool, now: DateTime<Utc>, limit: i64) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select id from draft where expires_at <= $1 order by expires_at limit $2",
        now,
        limit,
    )
    .fetch_all(db)
    .await
}

/// What lies in a draft, in the order it came.
pub async fn documents_of_draft(db: &mut PgConnection, draft: Uuid) -> sqlx::Result<Vec<Document>> {
    sqlx::query_as!(
        Document,
        "select id, component, name, sha256, media_type, pages, size, scanned, at, by from document
         where draft = $1 and not exists (select from document_detached where document = document.id)
         order by id",
        draft,
    )
    .fetch_all(db)
    .await
}

/// The papers of a dossier as files, by component in the order they came.
pub async fn documents_of_dossier(db: &PgPool, dossier: Uuid) -> sqlx::Result<Vec<Document>> {
    sqlx::query_as!(
        Document,
        "select document.id, used.component, name, sha256, media_type, pages, size, scanned,
                used.at, document.by
         from document_use as used join document on document.id = used.document
         where used.dossier = $1 order by used.at, document.id",
        dossier,
    )
    .fetch_all(db)
    .await
}

/// How much a dossier has: files, and bytes.
pub async fn held_by_dossier(db: &mut PgConnection, dossier: Uuid) -> sqlx::Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select count(*) as "files!", coalesce(sum(size), 0)::bigint as "bytes!"
           from document_use as used join document on document.id = used.document
           where used.dossier = $1"#,
        dossier,
    )
    .fetch_one(db)
    .await?;
    Ok((row.files, row.bytes))
}

/// Says that `sha256` is about to be kept, or is still wanted.
pub async fn claim(db: &PgPool, sha256: &str, size: i64, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into document_content (sha256, size, claimed_at) values ($1, $2, $3)
         on conflict (sha256) do update set claimed_at = excluded.claimed_at",
        sha256,
        size,
        now,
    )
    .execute(db)
    .await
    .map(drop)
}

pub async fn insert_document(
    db: &mut PgConnection,
    draft: Option<Uuid>,
    document: &Document,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into document (id, draft, component, name, sha256, media_type, pages, size, scanned, at, by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        document.id,
        draft,
        document.component,
        document.name,
        document.sha256,
        document.media_type,
        document.pages,
        document.size,
        document.scanned,
        document.at,
        document.by,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Takes a document out of a draft; false when it is not in there.
pub async fn detach(
    db: &PgPool,
    draft: Uuid,
    document: Uuid,
    by: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into document_detached (document, at, by)
         select id, $3, $4 from document where draft = $1 and id = $2
         on conflict do nothing",
        draft,
        document,
        now,
        by,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A document whose paper is to become a dossier's.
#[derive(Debug)]
pub struct Bound {
    pub dossier: Uuid,
    pub document: Uuid,
    pub component: String,
    pub by: String,
}

/// Makes documents a dossier's papers; what is so already stays so.
pub async fn bind(db: &mut PgConnection, bound: &[Bound], now: DateTime<Utc>) -> sqlx::Result<()> {
    let dossiers: Vec<Uuid> = bound.iter().map(|one| one.dossier).collect();
    let documents: Vec<Uuid> = bound.iter().map(|one| one.document).collect();
    let components: Vec<&str> = bound.iter().map(|one| one.component.as_str()).collect();
    let by: Vec<&str> = bound.iter().map(|one| one.by.as_str()).collect();
    sqlx::query!(
        "insert into document_use (dossier, document, component, at, by)
         select new.dossier, new.document, new.component, $5, new.by
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
            as new (dossier, document, component, by)
         on conflict do nothing",
        &dossiers,
        &documents,
        &components as &[&str],
        &by as &[&str],
        now,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Which of `documents` may become papers of `dossier`: those of the draft, and those it has already.
pub async fn bindable(
    db: &PgPool,
    documents: &[Uuid],
    draft: Option<Uuid>,
    dossier: Uuid,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select id from document where id = any($1) and (
           (draft = $2 and not exists (select from document_detached where document = document.id))
           or exists (select from document_use where document = document.id and dossier = $3))",
        documents,
        draft,
        dossier,
    )
    .fetch_all(db)
    .await
}

/// Contents nothing refers to any more, claimed before `before`; locked, so that nobody claims one
/// while it is taken away.
pub async fn unwanted(
    db: &mut PgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        "select sha256 from document_content as content
         where claimed_at < $1 and not exists (
           select from document where document.sha256 = content.sha256
             and (not exists (select from document_detached where document = document.id)
                  or exists (select from document_use where document = document.id)))
         order by claimed_at limit $2 for update skip locked",
        before,
        limit,
    )
    .fetch_all(db)
    .await
}

pub async fn forget_contents(db: &mut PgConnection, gone: &[String]) -> sqlx::Result<()> {
    sqlx::query!("delete from document_content where sha256 = any($1)", gone)
        .execute(db)
        .await
        .map(drop)
}
