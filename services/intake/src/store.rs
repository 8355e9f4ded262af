//! All SQL of the one-stop desk.

use chassis::{Fact, Repository, Stored};
use chrono::{DateTime, NaiveDate, Utc};
use intake_domain::{Channel, Dossier, Event};
use kernel::DossierId;
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use crate::facts;

/// The dossiers of the desk.
pub struct Dossiers;

impl Repository for Dossiers {
    type Aggregate = Dossier;
    type Id = DossierId;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Dossier>>> {
        let rows = sqlx::query!(
            r#"select id, version, state as "state: Json<Dossier>" from dossier
               where id = any($1) order by id for update"#,
            ids,
        )
        .fetch_all(db)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Stored {
                id: row.id,
                version: row.version as u32,
                state: row.state.0,
            })
            .collect())
    }

    async fn save(db: &mut PgConnection, dossiers: &[Stored<Dossier>]) -> sqlx::Result<()> {
        let n = dossiers.len();
        let mut ids = Vec::with_capacity(n);
        let mut versions = Vec::with_capacity(n);
        let mut codes = Vec::with_capacity(n);
        let mut procedures = Vec::with_capacity(n);
        let mut procedure_versions = Vec::with_capacity(n);
        let mut units = Vec::with_capacity(n);
        let mut channels = Vec::with_capacity(n);
        let mut stages = Vec::with_capacity(n);
        let mut dues: Vec<Option<DateTime<Utc>>> = Vec::with_capacity(n);
        let mut states = Vec::with_capacity(n);
        for Stored { id, version, state } in dossiers {
            ids.push(*id);
            versions.push(*version as i32);
            codes.push(state.code.as_str());
            procedures.push(state.procedure.code.as_str());
            procedure_versions.push(state.procedure.version);
            units.push(state.receiving_unit().as_str());
            channels.push(channel(state.channel));
            stages.push(state.stage.name());
            dues.push(state.appointment.as_ref().map(|promise| promise.due));
            states.push(serde_json::to_string(state).map_err(|e| sqlx::Error::Encode(e.into()))?);
        }
        sqlx::query!(
            "insert into dossier (id, version, code, procedure, procedure_version, receiving_unit,
                                  channel, stage, due, state)
             select new.id, new.version, new.code, new.procedure, new.procedure_version,
                    new.receiving_unit, new.channel, new.stage, new.due, new.state::jsonb
             from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::date[], $6::text[],
                         $7::text[], $8::text[], $9::timestamptz[], $10::text[])
                as new (id, version, code, procedure, procedure_version, receiving_unit, channel,
                        stage, due, state)
             on conflict (id) do update set
                version = excluded.version, stage = excluded.stage, channel = excluded.channel,
                due = excluded.due, state = excluded.state",
            &ids,
            &versions,
            &codes as &[&str],
            &procedures as &[&str],
            &procedure_versions,
            &units as &[&str],
            &channels as &[&str],
            &stages as &[&str],
            &dues as &[Option<DateTime<Utc>>],
            &states,
        )
        .execute(db)
        .await?;
        Ok(())
    }

    fn fact(id: DossierId, after: &Dossier, event: &Event, at: DateTime<Utc>) -> Fact {
        facts::fact(id, after, event, at)
    }
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "counter",
        Channel::Online => "online",
        Channel::Post => "post",
    }
}

/// Takes `n` numbers of `prefix` on `day`; returns the last of them.
pub async fn take_numbers(
    db: &mut PgConnection,
    prefix: &str,
    day: NaiveDate,
    n: i32,
) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        "insert into dossier_number (prefix, day, last) values ($1, $2, $3)
         on conflict (prefix, day) do update set last = dossier_number.last + excluded.last
         returning last",
        prefix,
        day,
        n,
    )
    .fetch_one(db)
    .await
}

pub async fn find(db: &PgPool, id: DossierId) -> sqlx::Result<Option<Stored<Dossier>>> {
    let row = sqlx::query!(
        r#"select id, version, state as "state: Json<Dossier>" from dossier where id = $1"#,
        id.uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        id: row.id,
        version: row.version as u32,
        state: row.state.0,
    }))
}

pub async fn find_by_code(db: &PgPool, code: &str) -> sqlx::Result<Option<Stored<Dossier>>> {
    let row = sqlx::query!(
        r#"select id, version, state as "state: Json<Dossier>" from dossier where code = $1"#,
        code,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        id: row.id,
        version: row.version as u32,
        state: row.state.0,
    }))
}

/// The newest first; `before` is the last id of the page before.
pub async fn list(
    db: &PgPool,
    unit: &str,
    stages: &[String],
    before: Option<Uuid>,
    limit: i64,
) -> sqlx::Result<Vec<Stored<Dossier>>> {
    let rows = sqlx::query!(
        r#"select id, version, state as "state: Json<Dossier>" from dossier
           where ($1 = '' or receiving_unit = $1)
             and (cardinality($2::text[]) = 0 or stage = any($2))
             and ($3::uuid is null or id < $3)
           order by id desc limit $4"#,
        unit,
        stages,
        before,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Stored {
            id: row.id,
            version: row.version as u32,
            state: row.state.0,
        })
        .collect())
}

/// Records that somebody read the personal data of a dossier.
pub async fn record_read(
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

/// One look at personal data.
pub struct Look {
    pub at: DateTime<Utc>,
    pub by: String,
    pub purpose: String,
}

pub async fn reads(db: &PgPool, dossier: DossierId) -> sqlx::Result<Vec<Look>> {
    sqlx::query_as!(
        Look,
        "select at, by, purpose from personal_read where dossier = $1 order by id desc limit 500",
        dossier.uuid(),
    )
    .fetch_all(db)
    .await
}
