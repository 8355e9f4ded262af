//! The SQL of what somebody handed in before.

use sqlx::PgPool;
use uuid::Uuid;

use super::Document;

/// What a person handed in with their dossiers.
#[derive(Debug)]
pub struct Earlier {
    pub document: Document,
    pub dossier: Uuid,
    pub code: String,
}

/// The newest of each content that `owner` handed in, for `component` where one is named.
pub async fn earlier(db: &PgPool, owner: &str, component: &str) -> sqlx::Result<Vec<Earlier>> {
    let rows = sqlx::query!(
        "select * from (
           select distinct on (document.sha256) document.id, used.component, name, sha256, media_type,
                  pages, document.size, scanned, used.at, document.by, used.dossier, dossier.code
           from dossier join document_use as used on used.dossier = dossier.id
                join document on document.id = used.document
           where dossier.state->'filing'->'owner'->>'citizen_id' = $1
             and ($2 = '' or used.component = $2)
           order by document.sha256, used.at desc) as each
         order by at desc limit 50",
        owner,
        component,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Earlier {
            dossier: row.dossier,
            code: row.code,
            document: Document {
                id: row.id,
                component: row.component,
                name: row.name,
                sha256: row.sha256,
                media_type: row.media_type,
                pages: row.pages,
                size: row.size,
                scanned: row.scanned,
                at: row.at,
                by: row.by,
            },
        })
        .collect())
}
