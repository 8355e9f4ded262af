//! A unit's queue: pages of it, and what it holds.

use agency_domain::Case;
use chassis::Stored;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};

use super::{After, read};
use crate::{
    kept::{KeptApology, KeptAsk},
    row::Row,
};

/// Which cases of a unit are wanted. Empty texts ask for nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub unit: String,
    pub stages: Vec<String>,
    pub officer: String,
    pub unassigned: bool,
    /// Only those that must be done from then on.
    pub from: Option<DateTime<Utc>>,
    /// Only those that must be done before.
    pub before: Option<DateTime<Utc>>,
    /// Only those without a time.
    pub timeless: bool,
    pub paused: bool,
    pub code: String,
    pub task: String,
    /// Only of these procedures; none: of any.
    pub procedures: Option<Vec<String>>,
}

/// Cases of a unit that still want something done, most urgent first.
pub(crate) async fn open(
    db: &mut PgConnection,
    filter: &Filter,
    after: After,
    limit: i64,
) -> sqlx::Result<Vec<Stored<Case>>> {
    let rows = select_cases!(
        "where unit = $1 and ended_at is null and stage = any($2)
           and (coalesce(urgent, 'infinity'), id) > (coalesce($3, 'infinity'::timestamptz), $4)
           and coalesce(urgent, 'infinity') >= coalesce($6, '-infinity'::timestamptz)
           and ($7::timestamptz is null or urgent < $7)
           and (not $8::boolean or urgent is null and paused_at is null)
           and (not $9::boolean or paused_at is not null)
           and (not $10::boolean or officer is null)
           and ($11::text = '' or strpos(code, $11) > 0)
           and ($12::text = '' or task = $12)
           and ($13::text[] is null or procedure = any($13))
         order by coalesce(urgent, 'infinity'), id limit $5",
        filter.unit,
        &filter.stages,
        after.urgent,
        after.id,
        limit,
        filter.from,
        filter.before,
        filter.timeless,
        filter.paused,
        filter.unassigned,
        filter.code,
        filter.task,
        filter.procedures.as_deref(),
    );
    read(rows.fetch_all(db).await?)
}

/// The same of those that one officer has in hand.
pub(crate) async fn hands(
    db: &mut PgConnection,
    filter: &Filter,
    after: After,
    limit: i64,
) -> sqlx::Result<Vec<Stored<Case>>> {
    let rows = select_cases!(
        "where unit = $1 and officer = $10 and ended_at is null and stage = any($2)
           and (coalesce(urgent, 'infinity'), id) > (coalesce($3, 'infinity'::timestamptz), $4)
           and coalesce(urgent, 'infinity') >= coalesce($6, '-infinity'::timestamptz)
           and ($7::timestamptz is null or urgent < $7)
           and (not $8::boolean or urgent is null and paused_at is null)
           and (not $9::boolean or paused_at is not null)
           and ($11::text = '' or strpos(code, $11) > 0)
           and ($12::text = '' or task = $12)
           and ($13::text[] is null or procedure = any($13))
         order by coalesce(urgent, 'infinity'), id limit $5",
        filter.unit,
        &filter.stages,
        after.urgent,
        after.id,
        limit,
        filter.from,
        filter.before,
        filter.timeless,
        filter.paused,
        filter.officer,
        filter.code,
        filter.task,
        filter.procedures.as_deref(),
    );
    read(rows.fetch_all(db).await?)
}

/// Cases of a unit that ended, latest first.
pub(crate) async fn ended(
    db: &mut PgConnection,
    filter: &Filter,
    after: After,
    limit: i64,
) -> sqlx::Result<Vec<Stored<Case>>> {
    let rows = select_cases!(
        "where unit = $1 and ended_at is not null and stage = any($2)
           and ($3::timestamptz is null or (ended_at, id) < ($3, $4))
           and ($6::text = '' or officer = $6)
           and ($7::text = '' or strpos(code, $7) > 0)
           and ($8::text = '' or task = $8)
           and ($9::text[] is null or procedure = any($9))
         order by ended_at desc, id desc limit $5",
        filter.unit,
        &filter.stages,
        after.urgent.filter(|_| after != After::START),
        after.id,
        limit,
        filter.officer,
        filter.code,
        filter.task,
        filter.procedures.as_deref(),
    );
    read(rows.fetch_all(db).await?)
}

/// Cases of a unit in any of the stages, most urgent first.
pub(crate) async fn in_stages(
    db: &mut PgConnection,
    filter: &Filter,
    after: After,
    limit: i64,
) -> sqlx::Result<Vec<Stored<Case>>> {
    let rows = select_cases!(
        "where unit = $1 and stage = any($2)
           and (coalesce(urgent, 'infinity'), id) > (coalesce($3, 'infinity'::timestamptz), $4)
           and ($6::text = '' or officer = $6)
           and ($7::text = '' or strpos(code, $7) > 0)
           and ($8::text = '' or task = $8)
           and ($9::text[] is null or procedure = any($9))
         order by coalesce(urgent, 'infinity'), id limit $5",
        filter.unit,
        &filter.stages,
        after.urgent,
        after.id,
        limit,
        filter.officer,
        filter.code,
        filter.task,
        filter.procedures.as_deref(),
    );
    read(rows.fetch_all(db).await?)
}

/// What a unit's queue holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    pub open: i64,
    pub mine: i64,
    pub unassigned: i64,
    pub proposed: i64,
    pub approved: i64,
    pub late: i64,
    pub today: i64,
    pub soon: i64,
    pub later: i64,
    pub paused: i64,
    pub apologies: i64,
    pub oldest_late: Option<DateTime<Utc>>,
    pub next_due: Option<DateTime<Utc>>,
}

/// Counts a unit's open cases: late ones by `now`, the others by the ends of today and of what is
/// soon.
pub(crate) async fn counts(
    db: &mut PgConnection,
    unit: &str,
    officer: &str,
    procedures: Option<&[String]>,
    (now, today, soon): (DateTime<Utc>, DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"select count(*) as "open!",
                  count(*) filter (where officer = $2) as "mine!",
                  count(*) filter (where officer is null) as "unassigned!",
                  count(*) filter (where stage = 'proposed') as "proposed!",
                  count(*) filter (where stage = 'approved') as "approved!",
                  count(*) filter (where urgent < $3) as "late!",
                  count(*) filter (where urgent >= $3 and urgent < $4) as "today!",
                  count(*) filter (where urgent >= $4 and urgent < $5) as "soon!",
                  count(*) filter (where urgent >= $5) as "later!",
                  count(*) filter (where paused_at is not null) as "paused!",
                  count(*) filter (where apology is not null
                      and apology ->> 'signed_by' is null
                      and (apology ->> 'may_move')::boolean) as "apologies!",
                  min(urgent) filter (where urgent < $3) as oldest_late,
                  min(urgent) filter (where urgent >= $3) as next_due
           from agency_case where unit = $1 and ended_at is null
             and ($6::text[] is null or procedure = any($6))"#,
        unit,
        officer,
        now,
        today,
        soon,
        procedures,
    )
    .fetch_one(db)
    .await
}

/// What is to be done in a unit: each task with its title and how many cases.
pub(crate) async fn tasks(
    db: &mut PgConnection,
    unit: &str,
    procedures: Option<&[String]>,
) -> sqlx::Result<Vec<(String, String, i64)>> {
    let rows = sqlx::query!(
        r#"select task, min(title) as "title!", count(*) as "cases!" from agency_case
           where unit = $1 and ended_at is null
             and ($2::text[] is null or procedure = any($2))
           group by task order by count(*) desc, task limit 40"#,
        unit,
        procedures,
    )
    .fetch_all(db)
    .await?;
    let task = rows.into_iter().map(|row| (row.task, row.title, row.cases));
    Ok(task.collect())
}
