//! What people did on cases, and how much each has in hand.

use agency_domain::Conclusion;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// One thing somebody did on a case.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    pub case_id: Uuid,
    pub version: i32,
    pub at: DateTime<Utc>,
    pub unit: String,
    pub actor: String,
    pub act: String,
    pub words: Option<String>,
    pub granted: Option<bool>,
    pub document: Option<String>,
    pub amount: Option<i64>,
    pub pay_by: Option<NaiveDate>,
    pub ground: Option<String>,
}

impl Done {
    pub fn concluding(self, conclusion: &Conclusion) -> Self {
        Self {
            granted: Some(conclusion.granted),
            document: conclusion.document.clone(),
            amount: conclusion.amount,
            pay_by: conclusion.pay_by,
            ground: conclusion.reason.as_ref().map(|r| r.reveal().clone()),
            ..self
        }
    }
}

pub(crate) async fn record(db: &mut PgConnection, done: &Done) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into agency_act (case_id, version, at, unit, actor, act, words, granted, document,
                amount, pay_by, ground)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (case_id, version) do nothing",
        done.case_id,
        done.version,
        done.at,
        done.unit,
        done.actor,
        done.act,
        done.words,
        done.granted,
        done.document,
        done.amount,
        done.pay_by,
        done.ground,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What was done on a case after a version, in order.
pub(crate) async fn acts(db: &mut PgConnection, case: Uuid, after: i32) -> sqlx::Result<Vec<Done>> {
    sqlx::query_as!(
        Done,
        "select case_id, version, at, unit, actor, act, words, granted, document, amount, pay_by,
                ground
         from agency_act where case_id = $1 and version > $2 order by version",
        case,
        after,
    )
    .fetch_all(db)
    .await
}

/// What one officer has in hand; of nobody where the name is missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Load {
    pub officer: Option<String>,
    pub open: i64,
    pub late: i64,
    pub soon: i64,
    pub paused: i64,
    pub proposed: i64,
    pub oldest: Option<DateTime<Utc>>,
}

/// How much each officer of a unit has in hand, of these procedures; of any, when none are named.
pub(crate) async fn loads(
    db: &mut PgConnection,
    unit: &str,
    procedures: Option<&[String]>,
    now: DateTime<Utc>,
    soon: DateTime<Utc>,
) -> sqlx::Result<Vec<Load>> {
    sqlx::query_as!(
        Load,
        r#"select officer, count(*) as "open!",
                  count(*) filter (where urgent < $2) as "late!",
                  count(*) filter (where urgent >= $2 and urgent < $3) as "soon!",
                  count(*) filter (where paused_at is not null) as "paused!",
                  count(*) filter (where stage = 'proposed') as "proposed!",
                  min(urgent) as oldest
           from agency_case where unit = $1 and ended_at is null
             and ($4::text[] is null or procedure = any($4))
           group by officer order by officer"#,
        unit,
        now,
        soon,
        procedures,
    )
    .fetch_all(db)
    .await
}

/// Who of a unit completed how many cases since then, of these procedures; of any, when none are
/// named.
pub(crate) async fn done_since(
    db: &mut PgConnection,
    unit: &str,
    procedures: Option<&[String]>,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(
        r#"select act.actor, count(*) as "done!" from agency_act as act
           where act.unit = $1 and act.at >= $2 and act.act = 'completed'
             and ($3::text[] is null or exists (
                select from agency_case as done
                where done.id = act.case_id and done.procedure = any($3)))
           group by act.actor"#,
        unit,
        since,
        procedures,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.actor, row.done)).collect())
}

/// Who has acted in a unit since then, with when last.
pub(crate) async fn active(
    db: &mut PgConnection,
    unit: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<(String, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        r#"select actor, max(at) as "last!" from agency_act
           where unit = $1 and at >= $2 group by actor order by actor limit 500"#,
        unit,
        since,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.actor, row.last)).collect())
}

/// Writes down that somebody looked at how much each officer has in hand.
pub(crate) async fn look(
    db: &mut PgConnection,
    unit: &str,
    actor: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into agency_team_look (unit, actor, at) values ($1, $2, $3)",
        unit,
        actor,
        at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The latest looks, newest first.
pub(crate) async fn looks(
    db: &mut PgConnection,
    unit: &str,
) -> sqlx::Result<Vec<(String, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        "select actor, at from agency_team_look where unit = $1 order by at desc limit 100",
        unit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.actor, row.at)).collect())
}
