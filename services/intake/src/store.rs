//! All SQL of the one-stop desk.

use chassis::{Fact, Repository, Stored};
use chrono::{DateTime, NaiveDate, Utc};
use intake_domain::{Appointment, Channel, Dossier, Event, Stage, register};
use kernel::DossierId;
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use crate::{facts, sight::Listed};

/// The dossiers of the desk.
pub struct Dossiers;

impl Repository for Dossiers {
    type Aggregate = Dossier;
    type Id = DossierId;
    const QUIET: bool = true;

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
        let mut answers_by: Vec<Option<DateTime<Utc>>> = Vec::with_capacity(n);
        let mut needed = Vec::with_capacity(n);
        let mut owed = Vec::with_capacity(n);
        let mut owed_since = Vec::with_capacity(n);
        let mut told: Vec<Option<i32>> = Vec::with_capacity(n);
        let mut states = Vec::with_capacity(n);
        let mut register = Lines::default();
        for Stored { id, version, state } in dossiers {
            ids.push(*id);
            versions.push(*version as i32);
            codes.push(state.code.as_str());
            procedures.push(state.procedure.code.as_str());
            procedure_versions.push(state.procedure.version);
            units.push(state.receiving_unit().as_str());
            channels.push(channel(state.channel));
            stages.push(state.standing().name());
            dues.push(state.appointment.as_ref().map(Appointment::due));
            answers_by.push(state.open_request().map(|request| request.answer_by));
            needed.push(!state.needs.is_empty());
            owed.push(i32::from(state.sync.owed));
            owed_since.push(state.sync.since);
            told.push(state.sync.acknowledged.map(|(code, _)| code.into()));
            states.push(serde_json::to_string(state).map_err(|e| sqlx::Error::Encode(e.into()))?);
            register.push(state);
        }
        // The line of the register is written with its dossier, in the one round trip.
        sqlx::query!(
            "with registered as (
               insert into register (dossier, unit, filed_at, received_at, procedure, field, stage,
                                     channel, due, settled_at, settled_due, returned_at,
                                     refused_at, needed, words)
               select line.dossier, line.unit, line.filed_at, line.received_at, line.procedure,
                      line.field, line.stage, line.channel, line.due, line.settled_at,
                      line.settled_due, line.returned_at, line.refused_at, line.needed,
                      array_to_tsvector(string_to_array(line.words, ' '))
               from unnest($1::uuid[], $6::text[], $16::timestamptz[], $17::timestamptz[],
                           $4::text[], $18::text[], $8::text[], $7::text[], $9::timestamptz[],
                           $19::timestamptz[], $20::timestamptz[], $21::timestamptz[],
                           $23::timestamptz[], $11::boolean[], $22::text[])
                  as line (dossier, unit, filed_at, received_at, procedure, field, stage, channel,
                           due, settled_at, settled_due, returned_at, refused_at, needed, words)
               on conflict (dossier) do update set
                  unit = excluded.unit, received_at = excluded.received_at, stage = excluded.stage,
                  channel = excluded.channel, due = excluded.due,
                  settled_at = excluded.settled_at, settled_due = excluded.settled_due,
                  returned_at = excluded.returned_at, refused_at = excluded.refused_at,
                  needed = excluded.needed
             )
             insert into dossier (id, version, code, procedure, procedure_version, receiving_unit,
                                  channel, stage, due, answer_by, needed, sync_owed, sync_since,
                                  sync_told, state)
             select new.id, new.version, new.code, new.procedure, new.procedure_version,
                    new.receiving_unit, new.channel, new.stage, new.due, new.answer_by,
                    new.needed, new.sync_owed, new.sync_since, new.sync_told, new.state::jsonb
             from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::date[], $6::text[],
                         $7::text[], $8::text[], $9::timestamptz[], $10::timestamptz[],
                         $11::boolean[], $12::int[], $13::timestamptz[], $14::int[],
                         $15::text[])
                as new (id, version, code, procedure, procedure_version, receiving_unit, channel,
                        stage, due, answer_by, needed, sync_owed, sync_since, sync_told, state)
             on conflict (id) do update set
                version = excluded.version, procedure_version = excluded.procedure_version,
                receiving_unit = excluded.receiving_unit, stage = excluded.stage,
                channel = excluded.channel, due = excluded.due, answer_by = excluded.answer_by,
                needed = excluded.needed, sync_owed = excluded.sync_owed, sync_since = excluded.sync_since,
                sync_told = excluded.sync_told, state = excluded.state",
            &ids,
            &versions,
            &codes as &[&str],
            &procedures as &[&str],
            &procedure_versions,
            &units as &[&str],
            &channels as &[&str],
            &stages as &[&str],
            &dues as &[Option<DateTime<Utc>>],
            &answers_by as &[Option<DateTime<Utc>>],
            &needed,
            &owed,
            &owed_since,
            &told as &[Option<i32>],
            &states,
            &register.filed,
            &register.received as &[Option<DateTime<Utc>>],
            &register.fields as &[&str],
            &register.settled as &[Option<DateTime<Utc>>],
            &register.settled_due as &[Option<DateTime<Utc>>],
            &register.returned as &[Option<DateTime<Utc>>],
            &register.words,
            &register.refused as &[Option<DateTime<Utc>>],
        )
        .execute(db)
        .await?;
        Ok(())
    }

    fn fact(id: DossierId, after: &Dossier, event: &Event, _: DateTime<Utc>) -> Fact {
        facts::fact(id, after, event)
    }
}

/// Lines of the register, beside the dossiers they are of.
#[derive(Default)]
struct Lines<'a> {
    filed: Vec<DateTime<Utc>>,
    received: Vec<Option<DateTime<Utc>>>,
    fields: Vec<&'a str>,
    settled: Vec<Option<DateTime<Utc>>>,
    settled_due: Vec<Option<DateTime<Utc>>>,
    returned: Vec<Option<DateTime<Utc>>>,
    refused: Vec<Option<DateTime<Utc>>>,
    words: Vec<String>,
}

impl<'a> Lines<'a> {
    fn push(&mut self, dossier: &'a Dossier) {
        let outcome = dossier.stage.outcome();
        let filed = dossier.filed_at();
        self.filed.push(filed.unwrap_or(DateTime::UNIX_EPOCH));
        self.refused.push(dossier.refused_at());
        self.received.push(dossier.received_at);
        self.fields.push(&dossier.procedure.field);
        self.settled.push(outcome.map(|outcome| outcome.at));
        self.settled_due
            .push(outcome.and_then(|outcome| outcome.due));
        self.returned.push(match &dossier.stage {
            Stage::Returned { handover, .. } => Some(handover.at),
            _ => None,
        });
        let words: Vec<String> = register::words(dossier).into_iter().collect();
        self.words.push(words.join(" "));
    }
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "counter",
        Channel::Online => "online",
        Channel::Post => "post",
    }
}

/// Who wants a number: ids, with the prefix and the day each is to be numbered under.
#[derive(Default)]
pub struct Wanted {
    ids: Vec<Uuid>,
    prefixes: Vec<String>,
    days: Vec<NaiveDate>,
}

impl Wanted {
    pub fn push(&mut self, id: Uuid, prefix: &str, day: NaiveDate) {
        self.ids.push(id);
        self.prefixes.push(prefix.to_owned());
        self.days.push(day);
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// Numbers those that are not here yet, in the order they came, in one round trip.
pub async fn take_numbers(
    db: &mut PgConnection,
    wanted: &Wanted,
) -> sqlx::Result<Vec<(Uuid, u32)>> {
    let rows = sqlx::query!(
        r#"with new as (
             select asked.id, asked.prefix, asked.day,
                    row_number() over (partition by asked.prefix, asked.day order by asked.nth) as nth,
                    count(*) over (partition by asked.prefix, asked.day) as together
             from unnest($1::uuid[], $2::text[], $3::date[]) with ordinality
                as asked (id, prefix, day, nth)
             where not exists (select from dossier where dossier.id = asked.id)
           ), taken as (
             insert into dossier_number (prefix, day, last)
             select prefix, day, count(*)::int from new group by prefix, day order by prefix, day
             on conflict (prefix, day) do update set last = dossier_number.last + excluded.last
             returning prefix, day, last
           )
           select new.id as "id!", (taken.last - new.together + new.nth)::int as "number!"
           from new join taken using (prefix, day)"#,
        &wanted.ids,
        &wanted.prefixes,
        &wanted.days,
    )
    .fetch_all(db)
    .await?;
    let number = |number: i32| u32::try_from(number).unwrap_or(0);
    Ok(rows
        .into_iter()
        .map(|row| (row.id, number(row.number)))
        .collect())
}

/// The dossiers whose request for a supplement nobody answered in time, the longest first.
pub async fn unanswered(db: &PgPool, now: DateTime<Utc>, limit: i64) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select id from dossier where answer_by < $1 order by answer_by limit $2",
        now,
        limit,
    )
    .fetch_all(db)
    .await
}

/// The centres at which something waits to be received.
pub async fn centres_waited_for(db: &PgPool) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!("select distinct receiving_unit from dossier where due is null and stage in ('submitted', 'awaiting-supplement')")
        .fetch_all(db)
        .await
}

/// A dossier that waits to be received.
pub struct Waits {
    pub id: Uuid,
    pub centre: String,
    pub place: String,
}

/// What waits to be received at some of `centres`.
pub async fn waiting_at(db: &PgPool, centres: &[String], limit: i64) -> sqlx::Result<Vec<Waits>> {
    sqlx::query_as!(
        Waits,
        r#"select id, receiving_unit as centre, state->'filing'->>'place' as "place!" from dossier
           where due is null and stage in ('submitted', 'awaiting-supplement')
             and receiving_unit = any($1)
           order by id limit $2"#,
        centres,
        limit,
    )
    .fetch_all(db)
    .await
}

/// A dossier of which the national portal has something to learn.
pub struct Untold {
    pub id: Uuid,
    pub code: String,
    pub owed: i32,
    pub since: DateTime<Utc>,
}

/// What the national portal was not told yet, the longest first.
pub async fn untold(db: &PgPool, limit: i64) -> sqlx::Result<Vec<Untold>> {
    sqlx::query_as!(
        Untold,
        "select id, code, sync_owed as owed, sync_since as since from dossier
         where sync_owed is distinct from sync_told order by sync_since, id limit $1",
        limit,
    )
    .fetch_all(db)
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

/// The dossier, for as long as the transaction lasts nobody else's to change.
pub async fn lock(db: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!("select id from dossier where id = $1 for update", id)
        .fetch_optional(db)
        .await
        .map(drop)
}

/// How many events have made the dossier.
pub async fn version(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<u32>> {
    let version = sqlx::query_scalar!("select version from dossier where id = $1", id);
    let version = version.fetch_optional(db).await?;
    Ok(version.and_then(|version| u32::try_from(version).ok()))
}

/// The newest first; `before` is the last id of the page before.
pub async fn list(
    db: &PgPool,
    listed: &Listed,
    stages: &[String],
    needed: bool,
    before: Option<Uuid>,
    limit: i64,
) -> sqlx::Result<Vec<Stored<Dossier>>> {
    let rows = sqlx::query!(
        r#"select id, version, state as "state: Json<Dossier>" from dossier
           where ($1 = '' or receiving_unit = $1)
             and (cardinality($2::text[]) = 0 or stage = any($2))
             and (not $3 or needed)
             and ($4::uuid is null or id < $4)
             and ($6::text[] is null or procedure = any($6))
           order by id desc limit $5"#,
        listed.unit,
        stages,
        needed,
        before,
        limit,
        listed.procedures.as_deref(),
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
