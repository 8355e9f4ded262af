//! The SQL of queue tickets and bookings.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool};
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

/// A booking as it is kept.
#[derive(Clone, Debug)]
pub struct Booking {
    pub id: Uuid,
    pub code: String,
    pub unit: String,
    pub day: NaiveDate,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub name: String,
    pub phone: String,
    pub procedure: String,
    pub status: String,
    pub ticket: Option<Uuid>,
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

/// Takes one of `places` of a bookable time; whether one was left.
pub async fn take_place(
    db: &mut PgConnection,
    unit: &str,
    starts: DateTime<Utc>,
    places: i32,
) -> sqlx::Result<bool> {
    let taken = sqlx::query_scalar!(
        "insert into booking_slot as slot (unit, starts, taken)
         select $1, $2, 1 where $3 > 0
         on conflict (unit, starts) do update set taken = slot.taken + 1 where slot.taken < $3
         returning taken",
        unit,
        starts,
        places,
    )
    .fetch_optional(db)
    .await?;
    Ok(taken.is_some())
}

pub async fn give_place_back(
    db: &mut PgConnection,
    unit: &str,
    starts: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update booking_slot set taken = taken - 1 where unit = $1 and starts = $2 and taken > 0",
        unit,
        starts,
    )
    .execute(db)
    .await
    .map(drop)
}

/// How many places of each time of a span are taken.
pub async fn taken(
    db: &PgPool,
    unit: &str,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<Vec<(DateTime<Utc>, u32)>> {
    let rows = sqlx::query!(
        "select starts, taken from booking_slot where unit = $1 and starts >= $2 and starts < $3",
        unit,
        from,
        until,
    )
    .fetch_all(db)
    .await?;
    let taken = rows
        .into_iter()
        .map(|row| (row.starts, u32::try_from(row.taken).unwrap_or(0)));
    Ok(taken.collect())
}

/// Whether it was kept; not when the number has booked that day already.
pub async fn book(
    db: &mut PgConnection,
    booking: &Booking,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into booking (id, code, unit, day, starts, ends, name, phone, procedure, status, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'booked', $10)
         on conflict (unit, day, phone) where status = 'booked' do nothing",
        booking.id,
        booking.code,
        booking.unit,
        booking.day,
        booking.starts,
        booking.ends,
        booking.name,
        booking.phone,
        booking.procedure,
        at,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// A booking by its id or its code, held until the transaction ends.
pub async fn booking(
    db: &mut PgConnection,
    id: Option<Uuid>,
    code: &str,
) -> sqlx::Result<Option<Booking>> {
    sqlx::query_as!(
        Booking,
        "select id, code, unit, day, starts, ends, name, phone, procedure, status, ticket
         from booking where id = $1 or code = $2 for update",
        id,
        code,
    )
    .fetch_optional(db)
    .await
}

pub async fn bookings(db: &PgPool, unit: &str, day: NaiveDate) -> sqlx::Result<Vec<Booking>> {
    sqlx::query_as!(
        Booking,
        "select id, code, unit, day, starts, ends, name, phone, procedure, status, ticket
         from booking where unit = $1 and day = $2 order by starts, code",
        unit,
        day,
    )
    .fetch_all(db)
    .await
}

pub async fn move_booking(
    db: &mut PgConnection,
    id: Uuid,
    day: NaiveDate,
    (starts, ends): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<()> {
    sqlx::query!(
        "update booking set day = $2, starts = $3, ends = $4 where id = $1",
        id,
        day,
        starts,
        ends,
    )
    .execute(db)
    .await
    .map(drop)
}

pub async fn end_booking(
    db: &mut PgConnection,
    id: Uuid,
    status: &str,
    ticket: Option<Uuid>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update booking set status = $2, ticket = $3 where id = $1",
        id,
        status,
        ticket,
    )
    .execute(db)
    .await
    .map(drop)
}
