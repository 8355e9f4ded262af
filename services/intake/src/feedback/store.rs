//! All SQL of what people say of their dossiers.

mod proofs;

use chassis::{Fact, Repository, Stored};
use intake_domain::{
    Complaint, ComplaintEvent, Feedback, FeedbackEvent, Proof, ProofEvent, ToldBy,
};
use kernel::{ComplaintId, DossierId, FeedbackId, Instant, ProofId};
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use super::facts;

pub use proofs::{forget, keep_token, last_proof, open_proof, proof_key, proven, sent_since};

fn encode<T: serde::Serialize>(state: &T) -> sqlx::Result<String> {
    serde_json::to_string(state).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// Sendings of digits.
pub struct Proofs;

impl Repository for Proofs {
    type Aggregate = Proof;
    type Id = ProofId;
    const QUIET: bool = true;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Proof>>> {
        let rows = sqlx::query!(
            "select id, version, dossier, asked_at, until, tries, used from proof
             where id = any($1) order by id for update",
            ids,
        )
        .fetch_all(db)
        .await?;
        let stored = rows.into_iter().map(|row| Stored {
            id: row.id,
            version: row.version as u32,
            state: Proof {
                dossier: row.dossier.into(),
                asked_at: row.asked_at,
                until: row.until,
                tries: u32::try_from(row.tries).unwrap_or(0),
                used: row.used,
            },
        });
        Ok(stored.collect())
    }

    async fn save(db: &mut PgConnection, proofs: &[Stored<Proof>]) -> sqlx::Result<()> {
        for Stored { id, version, state } in proofs {
            sqlx::query!(
                "insert into proof (id, version, dossier, asked_at, until, tries, used)
                 values ($1, $2, $3, $4, $5, $6, $7)
                 on conflict (id) do update set
                    version = excluded.version, tries = excluded.tries, used = excluded.used",
                id,
                *version as i32,
                state.dossier.uuid(),
                state.asked_at,
                state.until,
                i32::try_from(state.tries).unwrap_or(i32::MAX),
                state.used,
            )
            .execute(&mut *db)
            .await?;
        }
        Ok(())
    }

    fn fact(id: ProofId, after: &Proof, event: &ProofEvent, _: Instant) -> Fact {
        facts::of_proof(id, after, event)
    }
}

/// What people say of one dossier each.
pub struct Feedbacks;

impl Repository for Feedbacks {
    type Aggregate = Feedback;
    type Id = FeedbackId;
    const QUIET: bool = true;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Feedback>>> {
        let rows = sqlx::query!(
            r#"select id, version, state as "state: Json<Feedback>" from feedback
               where id = any($1) order by id for update"#,
            ids,
        )
        .fetch_all(db)
        .await?;
        let stored = rows.into_iter().map(|row| Stored {
            id: row.id,
            version: row.version as u32,
            state: row.state.0,
        });
        Ok(stored.collect())
    }

    async fn save(db: &mut PgConnection, said: &[Stored<Feedback>]) -> sqlx::Result<()> {
        for Stored { id, version, state } in said {
            let overall = state.rating.as_ref().map(|rating| rating.overall);
            sqlx::query!(
                "insert into feedback (id, version, dossier, overall, state)
                 values ($1, $2, $3, $4, $5::text::jsonb)
                 on conflict (id) do update set
                    version = excluded.version, overall = excluded.overall, state = excluded.state",
                id,
                *version as i32,
                state.dossier.uuid(),
                overall.and_then(|overall| i32::try_from(overall).ok()),
                encode(state)?,
            )
            .execute(&mut *db)
            .await?;
        }
        Ok(())
    }

    fn fact(_: FeedbackId, _: &Feedback, event: &FeedbackEvent, _: Instant) -> Fact {
        facts::of_feedback(event)
    }
}

/// Complaints and proposals.
pub struct Complaints;

impl Repository for Complaints {
    type Aggregate = Complaint;
    type Id = ComplaintId;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Complaint>>> {
        let rows = sqlx::query!(
            r#"select id, version, state as "state: Json<Complaint>" from complaint
               where id = any($1) order by id for update"#,
            ids,
        )
        .fetch_all(db)
        .await?;
        let stored = rows.into_iter().map(|row| Stored {
            id: row.id,
            version: row.version as u32,
            state: row.state.0,
        });
        Ok(stored.collect())
    }

    async fn save(db: &mut PgConnection, complaints: &[Stored<Complaint>]) -> sqlx::Result<()> {
        for Stored { id, version, state } in complaints {
            sqlx::query!(
                "insert into complaint (id, version, code, dossier, unit, stage, filed_at, next_by,
                                        answered_at, state)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb)
                 on conflict (id) do update set
                    version = excluded.version, unit = excluded.unit, stage = excluded.stage,
                    next_by = excluded.next_by, answered_at = excluded.answered_at,
                    state = excluded.state",
                id,
                *version as i32,
                state.code,
                state.dossier.as_ref().map(|(dossier, _)| dossier.uuid()),
                state.unit.as_str(),
                state.stage.name(),
                state.filed_at,
                state.next_limit(),
                state.answer.as_ref().map(|answer| answer.at),
                encode(state)?,
            )
            .execute(&mut *db)
            .await?;
        }
        Ok(())
    }

    fn fact(id: ComplaintId, after: &Complaint, event: &ComplaintEvent, _: Instant) -> Fact {
        facts::of_complaint(id, after, event)
    }
}

/// What was said of a dossier.
pub async fn said(db: &PgPool, dossier: DossierId) -> sqlx::Result<Option<Feedback>> {
    let row = sqlx::query_scalar!(
        r#"select state as "state: Json<Feedback>" from feedback where dossier = $1"#,
        dossier.uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|state| state.0))
}

/// How the person of a dossier wants to be told, once they chose.
pub async fn told_by(db: &PgPool, dossier: DossierId) -> sqlx::Result<Option<ToldBy>> {
    Ok(said(db, dossier).await?.and_then(|said| said.told_by))
}

pub async fn complaint(db: &PgPool, id: ComplaintId) -> sqlx::Result<Option<Complaint>> {
    let row = sqlx::query_scalar!(
        r#"select state as "state: Json<Complaint>" from complaint where id = $1"#,
        id.uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|state| state.0))
}

pub async fn complaint_by_code(db: &PgPool, code: &str) -> sqlx::Result<Option<Complaint>> {
    let row = sqlx::query_scalar!(
        r#"select state as "state: Json<Complaint>" from complaint where code = $1"#,
        code,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|state| state.0))
}

/// Complaints about a dossier, the newest first.
pub async fn complaints_about(db: &PgPool, dossier: DossierId) -> sqlx::Result<Vec<Complaint>> {
    let rows = sqlx::query_scalar!(
        r#"select state as "state: Json<Complaint>" from complaint where dossier = $1
           order by filed_at desc, id desc limit 50"#,
        dossier.uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|state| state.0).collect())
}

/// Which complaints are wanted.
pub struct Wanted<'a> {
    /// None: every unit's.
    pub unit: Option<&'a str>,
    pub open: bool,
    pub overdue: bool,
    pub now: Instant,
}

/// Complaints, the newest first, those after the given place.
pub async fn complaints(
    db: &PgPool,
    wanted: &Wanted<'_>,
    after: Option<(Instant, Uuid)>,
    most: i64,
) -> sqlx::Result<Vec<Complaint>> {
    let (at, id) = after.unzip();
    let rows = sqlx::query_scalar!(
        r#"select state as "state: Json<Complaint>" from complaint
           where ($1::text is null or unit = $1)
             and (not $2 or stage in ('filed', 'received', 'forwarded'))
             and (not $3 or next_by < $4)
             and ($5::timestamptz is null or (filed_at, id) < ($5, $6::uuid))
           order by filed_at desc, id desc limit $7"#,
        wanted.unit,
        wanted.open,
        wanted.overdue,
        wanted.now,
        at,
        id,
        most,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|state| state.0).collect())
}

/// How many are open, and how many of them overdue.
pub async fn how_many(db: &PgPool, unit: Option<&str>, now: Instant) -> sqlx::Result<(u32, u32)> {
    let row = sqlx::query!(
        r#"select count(*) as "open!", count(*) filter (where next_by < $2) as "overdue!"
           from complaint
           where ($1::text is null or unit = $1) and stage in ('filed', 'received', 'forwarded')"#,
        unit,
        now,
    )
    .fetch_one(db)
    .await?;
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok((number(row.open), number(row.overdue)))
}

/// Those answered before a moment and not closed yet.
pub async fn to_close(db: &PgPool, before: Instant, most: i64) -> sqlx::Result<Vec<ComplaintId>> {
    let rows = sqlx::query_scalar!(
        "select id from complaint where stage = 'answered' and answered_at < $1
         order by answered_at limit $2",
        before,
        most,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(ComplaintId::from).collect())
}

/// Dossiers whose people are to be reminded: asked to answer by `until` at the latest, and not
/// reminded of that request yet.
pub async fn to_remind(
    db: &PgPool,
    now: Instant,
    until: Instant,
    most: i64,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select id from dossier
         where answer_by between $1 and $2
           and state -> 'requests' -> -1 ->> 'reminded_at' is null
         order by answer_by limit $3",
        now,
        until,
        most,
    )
    .fetch_all(db)
    .await
}
