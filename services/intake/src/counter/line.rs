//! The SQL of queue tickets.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A queue ticket as it is kept.
#[derive(Clone, Debug)]
pub struct Ticket {
    pub id: Uuid,
    pub unit: String,
    pub day: NaiveDate,
    pub number: i32,
    pub service: String,
    pub priority: Option<String>,
    pub status: String,
    pub counter: Option<String>,
    pub taken_at: DateTime<Utc>,
    pub called_at: Option<DateTime<Utc>>,
    pub done_at: Option<DateTime<Utc>>,
    pub booking: Option<String>,
    pub booked_for: Option<DateTime<Utc>>,
}

/// The next number of a centre's day. Whoever takes one after waits for this transaction: numbers
/// follow one another without a gap.
pub async fn next_number(db: &mut PgConnection, unit: &str, day: NaiveDate) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        "insert into ticket_day (unit, day, last) values ($1, $2, 1)
         on conflict (unit, day) do update set last = ticket_day.last + 1
         returning last",
        unit,
        day,
    )
    .fetch_one(db)
    .await
}

/// Nobody else calls or is called at the centre until the transaction ends.
pub async fn lock_day(db: &mut PgConnection, unit: &str, day: NaiveDate) -> sqlx::Result<()> {
    sqlx::query!(
        "select last from ticket_day where unit = $1 and day = $2 for update",
        unit,
        day,
    )
    .fetch_optional(db)
    .await
    .map(drop)
}

pub async fn insert(db: &mut PgConnection, ticket: &Ticket) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into ticket (id, unit, day, number, service, priority, status, taken_at, booking,
                             booked_for)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        ticket.id,
        ticket.unit,
        ticket.day,
        ticket.number,
        ticket.service,
        ticket.priority,
        ticket.status,
        ticket.taken_at,
        ticket.booking,
        ticket.booked_for,
    )
    .execute(db)
    .await
    .map(drop)
}

/// A ticket, held until the transaction ends.
pub async fn ticket(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<Ticket>> {
    sqlx::query_as!(
        Ticket,
        "select id, unit, day, number, service, priority, status, counter, taken_at, called_at,
                done_at, booking, booked_for
         from ticket where id = $1 for update",
        id,
    )
    .fetch_optional(db)
    .await
}

/// The tickets of a centre's day, by number.
pub async fn tickets(
    db: impl sqlx::PgExecutor<'_>,
    unit: &str,
    day: NaiveDate,
) -> sqlx::Result<Vec<Ticket>> {
    sqlx::query_as!(
        Ticket,
        "select id, unit, day, number, service, priority, status, counter, taken_at, called_at,
                done_at, booking, booked_for
         from ticket where unit = $1 and day = $2 order by number",
        unit,
        day,
    )
    .fetch_all(db)
    .await
}

pub async fn call(
    db: &mut PgConnection,
    id: Uuid,
    counter: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update ticket set status = 'called', counter = $2, called_at = $3 where id = $1",
        id,
        counter,
        at,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Whoever was called to the counter before was served there.
pub async fn end_calls(
    db: &mut PgConnection,
    unit: &str,
    day: NaiveDate,
    counter: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update ticket set status = 'served', done_at = $4
         where unit = $1 and day = $2 and counter = $3 and status = 'called'",
        unit,
        day,
        counter,
        at,
    )
    .execute(db)
    .await
    .map(drop)
}

pub async fn end(
    db: &mut PgConnection,
    id: Uuid,
    status: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update ticket set status = $2, done_at = $3 where id = $1",
        id,
        status,
        at,
    )
    .execute(db)
    .await
    .map(drop)
}
