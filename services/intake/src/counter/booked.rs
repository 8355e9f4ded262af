//! The SQL of bookings.

use chassis::{Fact, Repository, Stored, wire::timestamp};
use chrono::{DateTime, NaiveDate, Utc};
use intake_domain::booking::{Booking, Happened, Slot, Status};
use kernel::{Personal, UnitId};
use proto::intake::v1 as pb;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// The bookings of the centres.
pub struct Bookings;

impl Repository for Bookings {
    type Aggregate = Booking;
    type Id = Uuid;
    const QUIET: bool = true;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Booking>>> {
        let rows = sqlx::query_as!(
            Row,
            "select id, version, code, unit, day, starts, ends, name, phone, procedure, status, at,
                    texts
             from booking where id = any($1) order by id for update",
            ids,
        )
        .fetch_all(db)
        .await?;
        rows.into_iter().map(Row::read).collect()
    }

    async fn save(db: &mut PgConnection, bookings: &[Stored<Booking>]) -> sqlx::Result<()> {
        for Stored { id, version, state } in bookings {
            sqlx::query!(
                "insert into booking (id, version, code, unit, day, starts, ends, name, phone,
                                      procedure, status, at, texts)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                 on conflict (id) do update set
                    version = excluded.version, day = excluded.day, starts = excluded.starts,
                    ends = excluded.ends, status = excluded.status, texts = excluded.texts",
                id,
                *version as i32,
                state.code,
                state.unit.as_str(),
                state.day,
                state.slot.starts,
                state.slot.ends,
                state.name.reveal(),
                state.phone.reveal().to_string(),
                state.procedure,
                word(state.status),
                state.at,
                state.texts as i32,
            )
            .execute(&mut *db)
            .await?;
        }
        Ok(())
    }

    fn fact(id: Uuid, after: &Booking, happened: &Happened, at: DateTime<Utc>) -> Fact {
        let (booking_id, unit) = (id.to_string(), after.unit.to_string());
        let (at, starts) = (Some(timestamp(at)), Some(timestamp(after.slot.starts)));
        let fact = match happened {
            Happened::Made { .. } => Fact::new(&pb::BookingMade {
                booking_id,
                at,
                unit,
                starts,
            }),
            Happened::Moved { .. } => Fact::new(&pb::BookingMoved {
                booking_id,
                at,
                unit,
                starts,
            }),
            Happened::Cancelled { .. } => Fact::new(&pb::BookingCancelled {
                booking_id,
                at,
                unit,
                starts,
            }),
            Happened::Came { .. } => Fact::new(&pb::BookingKept {
                booking_id,
                at,
                unit,
            }),
        };
        match happened.is_told() {
            true => fact,
            false => fact.quietly(),
        }
    }
}

/// A booking as it is kept.
struct Row {
    id: Uuid,
    version: i32,
    code: String,
    unit: String,
    day: NaiveDate,
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
    name: String,
    phone: String,
    procedure: String,
    status: String,
    at: DateTime<Utc>,
    texts: i32,
}

impl Row {
    fn read(self) -> sqlx::Result<Stored<Booking>> {
        let phone = self.phone.parse();
        let phone = phone.map_err(|why| sqlx::Error::Decode(Box::new(why)))?;
        Ok(Stored {
            id: self.id,
            version: u32::try_from(self.version).unwrap_or(0),
            state: Booking {
                code: self.code,
                unit: UnitId::new(self.unit),
                day: self.day,
                slot: Slot {
                    starts: self.starts,
                    ends: self.ends,
                },
                name: Personal::new(self.name),
                phone: Personal::new(phone),
                procedure: self.procedure,
                status: match self.status.as_str() {
                    "cancelled" => Status::Cancelled,
                    "came" => Status::Came,
                    _ => Status::Booked,
                },
                at: self.at,
                texts: u32::try_from(self.texts).unwrap_or(0),
            },
        })
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Booked => "booked",
        Status::Cancelled => "cancelled",
        Status::Came => "came",
    }
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

/// A booking by its id or its code, held until the transaction ends.
pub async fn booking(
    db: &mut PgConnection,
    id: Option<Uuid>,
    code: &str,
) -> sqlx::Result<Option<Stored<Booking>>> {
    let row = sqlx::query_as!(
        Row,
        "select id, version, code, unit, day, starts, ends, name, phone, procedure, status, at, texts
         from booking where id = $1 or code = $2 for update",
        id,
        code,
    )
    .fetch_optional(db)
    .await?;
    row.map(Row::read).transpose()
}

/// The bookings of a centre's day, by time.
pub async fn bookings(
    db: &PgPool,
    unit: &str,
    day: NaiveDate,
) -> sqlx::Result<Vec<Stored<Booking>>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, version, code, unit, day, starts, ends, name, phone, procedure, status, at, texts
         from booking where unit = $1 and day = $2 order by starts, code",
        unit,
        day,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// Whether the number has another booking at the centre that day. Until the transaction ends nobody
/// books with it.
pub async fn has_booked(
    db: &mut PgConnection,
    (unit, day, phone): (&str, NaiveDate, &str),
    but: Uuid,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended($1, 20))",
        phone,
    )
    .fetch_one(&mut *db)
    .await?;
    sqlx::query_scalar!(
        r#"select exists (
             select from booking
             where unit = $1 and day = $2 and phone = $3 and status = 'booked' and id <> $4
           ) as "has!""#,
        unit,
        day,
        phone,
        but,
    )
    .fetch_one(db)
    .await
}

/// How many texts about bookings made since a moment, and about this one, a number got.
pub async fn texted(
    db: &mut PgConnection,
    phone: &str,
    since: DateTime<Utc>,
    id: Uuid,
) -> sqlx::Result<u32> {
    let texts = sqlx::query_scalar!(
        r#"select coalesce(sum(texts), 0)::int as "texts!" from booking
           where phone = $1 and (at > $2 or id = $3)"#,
        phone,
        since,
        id,
    )
    .fetch_one(db)
    .await?;
    Ok(u32::try_from(texts).unwrap_or(0))
}
