//! All SQL about cases.

use agency_domain::{Case, Stage};
use chassis::Stored;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::{
    kept::{KeptApology, KeptAsk},
    row::{Columns, Row},
};

/// Reads cases; what follows the columns is the rest of the query.
macro_rules! select_cases {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, version, dossier, code, unit, task, title, procedure, procedure_version,
                    place, approval, automatic, attempt, offered_at, due, opinion_for, asked_by,
                    stage, officer, accepted_at, proposer, approver, granted, document, amount,
                    pay_by, ground, payment_due, reason, ended_at, route_over,
                    apology as \"apology: Json<KeptApology>\", asked as \"asked: Json<KeptAsk>\",
                    note, urgent, allotted, paused_at, paused_for, opinions
             from agency_case " + $rest
            $(, $argument)*
        )
    };
}

mod acts;
mod queue;

pub(crate) use acts::{Done, Load, active, acts, done_since, loads, look, looks, record};
pub(crate) use queue::{Filter, counts, ended, hands, in_stages, open, tasks};

fn read(rows: Vec<Row>) -> sqlx::Result<Vec<Stored<Case>>> {
    rows.into_iter().map(Row::read).collect()
}

/// The cases that exist, locked in the order of their ids.
pub(crate) async fn lock(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Case>>> {
    let rows = select_cases!("where id = any($1) order by id for update", ids);
    read(rows.fetch_all(db).await?)
}

/// One case, as it is.
pub(crate) async fn find(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<Stored<Case>>> {
    let row = select_cases!("where id = $1", id)
        .fetch_optional(db)
        .await?;
    row.map(Row::read).transpose()
}

/// Where a page of the queue begins: after the case with this urgency and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct After {
    /// None: no time, which sorts last.
    pub urgent: Option<DateTime<Utc>>,
    pub id: Uuid,
}

impl After {
    /// Before every case: none is due before there were computers.
    pub const START: Self = Self {
        urgent: Some(DateTime::UNIX_EPOCH),
        id: Uuid::nil(),
    };
}

/// The cases in the agency's custody.
pub(crate) async fn in_custody(db: &mut PgConnection) -> sqlx::Result<Vec<Stored<Case>>> {
    let stages = Stage::IN_CUSTODY.map(str::to_owned);
    let rows = select_cases!(
        "where ended_at is null and stage = any($1) order by id",
        &stages
    );
    read(rows.fetch_all(db).await?)
}

/// Keeps the cases as they are now.
pub(crate) async fn save(db: &mut PgConnection, cases: &[Stored<Case>]) -> sqlx::Result<()> {
    let c = Columns::of(cases);
    sqlx::query!(
        "insert into agency_case (id, version, dossier, code, unit, task, title, procedure,
                procedure_version, place, approval, automatic, attempt, offered_at, due,
                opinion_for, asked_by, stage, officer, accepted_at, proposer, approver, granted,
                document, amount, pay_by, ground, payment_due, reason, ended_at, route_over,
                apology, asked, note, urgent, allotted, paused_at, paused_for, opinions)
         select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[],
                $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[],
                $12::boolean[], $13::int[], $14::timestamptz[], $15::timestamptz[], $16::uuid[],
                $17::text[], $18::text[], $19::text[], $20::timestamptz[], $21::text[],
                $22::text[], $23::boolean[], $24::text[], $25::bigint[], $26::date[],
                $27::text[], $28::boolean[], $29::text[], $30::timestamptz[], $31::boolean[],
                $32::jsonb[], $33::jsonb[], $34::text[], $35::timestamptz[], $36::int[],
                $37::timestamptz[], $38::text[], $39::int[])
         on conflict (id) do update set
                version = excluded.version, code = excluded.code, unit = excluded.unit,
                task = excluded.task, title = excluded.title, procedure = excluded.procedure,
                procedure_version = excluded.procedure_version, place = excluded.place,
                approval = excluded.approval, automatic = excluded.automatic,
                attempt = excluded.attempt, offered_at = excluded.offered_at,
                due = excluded.due, opinion_for = excluded.opinion_for,
                asked_by = excluded.asked_by, stage = excluded.stage, officer = excluded.officer,
                accepted_at = excluded.accepted_at, proposer = excluded.proposer,
                approver = excluded.approver, granted = excluded.granted,
                document = excluded.document, amount = excluded.amount,
                pay_by = excluded.pay_by, ground = excluded.ground,
                payment_due = excluded.payment_due, reason = excluded.reason,
                ended_at = excluded.ended_at, route_over = excluded.route_over,
                apology = excluded.apology, asked = excluded.asked, note = excluded.note,
                urgent = excluded.urgent, allotted = excluded.allotted,
                paused_at = excluded.paused_at, paused_for = excluded.paused_for,
                opinions = excluded.opinions",
        &c.id,
        &c.version,
        &c.dossier,
        &c.code,
        &c.unit,
        &c.task,
        &c.title,
        &c.procedure,
        &c.procedure_version,
        &c.place,
        &c.approval,
        &c.automatic,
        &c.attempt,
        &c.offered_at,
        &c.due as &[Option<DateTime<Utc>>],
        &c.opinion_for as &[Option<Uuid>],
        &c.asked_by as &[Option<String>],
        &c.stage,
        &c.officer as &[Option<String>],
        &c.accepted_at as &[Option<DateTime<Utc>>],
        &c.proposer as &[Option<String>],
        &c.approver as &[Option<String>],
        &c.granted as &[Option<bool>],
        &c.document as &[Option<String>],
        &c.amount as &[Option<i64>],
        &c.pay_by as &[Option<chrono::NaiveDate>],
        &c.ground as &[Option<String>],
        &c.payment_due as &[Option<bool>],
        &c.reason as &[Option<String>],
        &c.ended_at as &[Option<DateTime<Utc>>],
        &c.route_over,
        &c.apology as &[Option<Json<KeptApology>>],
        &c.asked as &[Option<Json<KeptAsk>>],
        &c.note as &[Option<String>],
        &c.urgent as &[Option<DateTime<Utc>>],
        &c.allotted,
        &c.paused_at as &[Option<DateTime<Utc>>],
        &c.paused_for as &[Option<String>],
        &c.opinions,
    )
    .execute(db)
    .await?;
    Ok(())
}
