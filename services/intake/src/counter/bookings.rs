//! Bookings (đặt lịch hẹn).

use chassis::{Caller, Error, Order, Result, Stored, Violations, execute_one, wire::timestamp};
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use intake_domain::{
    QueueRefusal,
    booking::{self, Act, Booking, Counter, Shut, Slot, Status},
};
use kernel::{Instant, Personal, Phone, UnitId, line};
use proto::intake::v1 as pb;
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use tonic::Request;
use uuid::Uuid;

use super::{
    booked as store, day, line as lines, opened,
    tickets::{Fresh, id},
    wire as words,
};
use crate::Intake;

/// Digits and letters that nobody mistakes for one another when they are read out.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Intake {
    pub(super) async fn bookable(
        &self,
        request: Request<pb::ListSlotsRequest>,
    ) -> Result<pb::ListSlotsResponse> {
        let (_, asked) = opened(request)?;
        let unit = self.centre(&asked.unit)?;
        let now = self.chassis.clock.now();
        let rules = &self.catalogue.province().counter;
        let places = rules.capacity(&unit).places;
        let calendar = self.catalogue.calendar();
        let (first, last) = booking::bookable_days(calendar, rules.days_ahead, now);
        let wanted = day("day", &asked.day)?.unwrap_or_else(|| self.first_open_day(now));
        let mut answer = pb::ListSlotsResponse {
            day: wanted.to_string(),
            first_day: first.to_string(),
            last_day: last.to_string(),
            ..Default::default()
        };
        match booking::slots(calendar, rules.slot_minutes, rules.days_ahead, wanted, now) {
            Err(shut) => (answer.closed, answer.closed_name) = closed(shut),
            Ok(slots) => {
                let begins = calendar.at(wanted, NaiveTime::MIN);
                let next = wanted.checked_add_days(Days::new(1)).unwrap_or(wanted);
                let ends = calendar.at(next, NaiveTime::MIN);
                let taken = store::taken(&self.chassis.db, &unit, begins, ends).await?;
                let slot = |slot: Slot| {
                    let taken = taken.iter().find(|(starts, _)| *starts == slot.starts);
                    let taken = taken.map_or(0, |(_, taken)| *taken);
                    pb::Slot {
                        starts: Some(timestamp(slot.starts)),
                        ends: Some(timestamp(slot.ends)),
                        places,
                        left: places.saturating_sub(taken),
                    }
                };
                answer.slots = slots.into_iter().map(slot).collect();
            }
        }
        Ok(answer)
    }

    /// The first day from today on with a time that can be booked; today when there is none.
    fn first_open_day(&self, now: Instant) -> NaiveDate {
        let rules = &self.catalogue.province().counter;
        let calendar = self.catalogue.calendar();
        let (first, last) = booking::bookable_days(calendar, rules.days_ahead, now);
        let open = |day: &NaiveDate| {
            let slots = booking::slots(calendar, rules.slot_minutes, rules.days_ahead, *day, now);
            slots.is_ok_and(|slots| !slots.is_empty())
        };
        let mut days = first.iter_days().take_while(|day| *day <= last);
        days.find(open).unwrap_or(first)
    }

    /// The time that begins at `starts`, as it can be booked now.
    fn slot(&self, starts: Option<prost_types::Timestamp>, now: Instant) -> Result<Slot> {
        let starts = chassis::wire::moment(starts);
        let starts = starts.ok_or_else(|| Error::field("starts", "Hãy chọn khung giờ."))?;
        let rules = &self.catalogue.province().counter;
        let calendar = self.catalogue.calendar();
        booking::slot_at(calendar, rules.slot_minutes, rules.days_ahead, starts, now)
            .map_err(Error::refused)
    }

    async fn take_place(&self, tx: &mut PgConnection, unit: &str, slot: Slot) -> Result<()> {
        let places = self.catalogue.province().counter.capacity(unit).places;
        let places = i32::try_from(places).unwrap_or(i32::MAX);
        if store::take_place(tx, unit, slot.starts, places).await? {
            return Ok(());
        }
        Err(Error::refused(QueueRefusal::SlotFull))
    }

    pub(super) async fn book(
        &self,
        request: Request<pb::BookSlotRequest>,
    ) -> Result<pb::BookSlotResponse> {
        let (caller, asked) = opened(request)?;
        let mut wrong = Violations::default();
        let name = wrong.check("name", line(&asked.name, 120));
        let phone: Option<Phone> = wrong.check("phone", asked.phone.parse());
        wrong.finish()?;
        let (Some(name), Some(phone)) = (name, phone) else {
            return Err(Error::field("phone", "Hãy nhập họ tên và số điện thoại."));
        };
        let id = id("booking_id", &asked.booking_id)?;
        let mut tx = self.chassis.begin().await?;
        let now = self.chassis.clock.now();
        let unit = self.centre(&asked.unit)?;
        let wanted = Wanted {
            unit: UnitId::new(unit),
            name: Personal::new(name),
            phone: Personal::new(phone),
            procedure: self.known_procedure(&asked.procedure, now),
        };
        if let Some(kept) = store::booking(&mut tx, Some(id), "").await? {
            let again = wanted.at(id, kept.state.day, kept.state.slot, now);
            return match kept.state.was_made_as(&again) {
                true => Ok(self.given(id, &kept.state)),
                false => Err(Error::refused(QueueRefusal::NoBooking)),
            };
        }
        let slot = self.slot(asked.starts, now)?;
        let day = self.catalogue.calendar().civil(slot.starts).date();
        let booking = wanted.at(id, day, slot, now);
        self.take_place(&mut tx, booking.unit.as_str(), slot)
            .await?;
        only_one(&mut tx, id, day, &booking).await?;
        let made = Act::Make(Box::new(booking.clone()));
        let made = self
            .see_to(&mut tx, &caller, (id, &booking), made, now)
            .await?;
        self.chassis.commit(tx).await?;
        Ok(self.given(id, &made))
    }

    /// What happens to a booking, and who is told.
    async fn see_to(
        &self,
        tx: &mut PgConnection,
        caller: &Caller,
        (id, booking): (Uuid, &Booking),
        act: Act,
        now: Instant,
    ) -> Result<Booking> {
        let phone = booking.phone.reveal().to_string();
        let since = now - TimeDelta::days(1);
        let texted = store::texted(tx, &phone, since, id).await?;
        let counter = Counter { now, texted };
        let order = Order::new(id, act, &caller.actor, now);
        let done = execute_one::<store::Bookings>(tx, &counter, order).await?;
        Ok(done.state)
    }

    /// The booking of a code, for whoever knows its secret.
    ///
    /// # Errors
    /// Absent when there is none, or the secret is another's.
    async fn held(
        &self,
        tx: &mut PgConnection,
        code: &str,
        secret: &str,
    ) -> Result<(Uuid, Booking)> {
        let found = store::booking(tx, None, &spoken(code)).await?;
        let own = found.filter(|kept| self.secret(kept.id) == secret);
        let own = own.ok_or_else(|| Error::refused(QueueRefusal::NoBooking))?;
        Ok((own.id, own.state))
    }

    fn given(&self, id: Uuid, booking: &Booking) -> pb::BookSlotResponse {
        pb::BookSlotResponse {
            secret: self.secret(id),
            booking: Some(words::booking(id, booking)),
        }
    }

    /// Made of the booking's id and the key of this database, so that no secret has to be kept and
    /// the id alone opens nothing.
    fn secret(&self, id: Uuid) -> String {
        letters(&self.digits.of_booking(id), 16)
    }

    /// The procedure's code, where it names one.
    fn known_procedure(&self, code: &str, now: Instant) -> String {
        let found = self.catalogue.procedure(code, self.today(now));
        found.map_or_else(String::new, |procedure| procedure.code.clone())
    }

    pub(super) async fn booked(
        &self,
        request: Request<pb::GetBookingRequest>,
    ) -> Result<pb::GetBookingResponse> {
        let (_, asked) = opened(request)?;
        let mut tx = self.chassis.begin().await?;
        let (id, kept) = self.held(&mut tx, &asked.code, &asked.secret).await?;
        Ok(pb::GetBookingResponse {
            booking: Some(words::booking(id, &kept)),
        })
    }

    pub(super) async fn book_anew(
        &self,
        request: Request<pb::MoveBookingRequest>,
    ) -> Result<pb::MoveBookingResponse> {
        let (caller, asked) = opened(request)?;
        let now = self.chassis.clock.now();
        let slot = self.slot(asked.starts, now)?;
        let mut tx = self.chassis.begin().await?;
        let (id, kept) = self.held(&mut tx, &asked.code, &asked.secret).await?;
        let day = self.catalogue.calendar().civil(slot.starts).date();
        let unit = kept.unit.as_str();
        if kept.status == Status::Booked && slot != kept.slot {
            only_one(&mut tx, id, day, &kept).await?;
            self.take_place(&mut tx, unit, slot).await?;
            store::give_place_back(&mut tx, unit, kept.slot.starts).await?;
        }
        let to = Act::Move { day, slot };
        let moved = self.see_to(&mut tx, &caller, (id, &kept), to, now).await?;
        self.chassis.commit(tx).await?;
        Ok(pb::MoveBookingResponse {
            booking: Some(words::booking(id, &moved)),
        })
    }

    pub(super) async fn call_off(
        &self,
        request: Request<pb::CancelBookingRequest>,
    ) -> Result<pb::CancelBookingResponse> {
        let (caller, asked) = opened(request)?;
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let (id, kept) = self.held(&mut tx, &asked.code, &asked.secret).await?;
        let off = Act::Cancel;
        let over = self.see_to(&mut tx, &caller, (id, &kept), off, now).await?;
        if over.status != kept.status {
            let unit = kept.unit.as_str();
            store::give_place_back(&mut tx, unit, kept.slot.starts).await?;
        }
        self.chassis.commit(tx).await?;
        Ok(pb::CancelBookingResponse {})
    }

    /// Whom the notices of a booking go to, and the secret their link carries.
    pub(super) async fn booking_contact(
        &self,
        request: Request<pb::GetBookingContactRequest>,
    ) -> Result<pb::GetBookingContactResponse> {
        let (_, asked) = opened(request)?;
        let id = id("booking_id", &asked.booking_id)?;
        let mut tx = self.chassis.begin().await?;
        let kept = store::booking(&mut tx, Some(id), "").await?;
        let kept = kept.ok_or_else(|| Error::refused(QueueRefusal::NoBooking))?;
        let given = self.given(id, &kept.state);
        Ok(pb::GetBookingContactResponse {
            booking: given.booking,
            secret: given.secret,
        })
    }

    pub(super) async fn bookings(
        &self,
        request: Request<pb::ListBookingsRequest>,
    ) -> Result<pb::ListBookingsResponse> {
        let (caller, asked) = opened(request)?;
        let unit = self.own_centre(&caller, &asked.unit)?;
        let today = self.today(self.chassis.clock.now());
        let day = day("day", &asked.day)?.unwrap_or(today);
        let kept = store::bookings(&self.chassis.db, &unit, day).await?;
        let booking = |kept: &Stored<Booking>| words::booking(kept.id, &kept.state);
        Ok(pb::ListBookingsResponse {
            bookings: kept.iter().map(booking).collect(),
        })
    }

    pub(super) async fn has_come(
        &self,
        request: Request<pb::CheckInBookingRequest>,
    ) -> Result<pb::CheckInBookingResponse> {
        let (caller, asked) = opened(request)?;
        let unit = self.centre(&asked.unit)?;
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        lines::lock_day(&mut tx, &unit, self.today(now)).await?;
        let found = store::booking(&mut tx, None, &spoken(&asked.code)).await?;
        let found = found.filter(|found| found.state.unit.as_str() == unit);
        let kept = found.ok_or_else(|| Error::refused(QueueRefusal::NoBooking))?;
        let (ticket, kept) = (kept.id, kept.state);
        if kept.status == Status::Booked && kept.day != self.today(now) {
            return Err(Error::refused(QueueRefusal::OtherDay));
        }
        let come = self
            .see_to(&mut tx, &caller, (ticket, &kept), Act::Come, now)
            .await?;
        if come.status != kept.status {
            let groups = &self.catalogue.province().counter.groups;
            let fresh = Fresh {
                id: ticket,
                unit: &unit,
                service: groups.first().map_or("", |group| group.key.as_str()),
                priority: words::priority(asked.priority()),
                booking: Some((kept.code.clone(), kept.slot.starts)),
            };
            self.enqueue(&mut tx, fresh, now).await?;
        }
        self.chassis.commit(tx).await?;
        let ticket = Some(self.one_of(&unit, ticket, now).await?);
        Ok(pb::CheckInBookingResponse { ticket })
    }
}

/// # Errors
/// Refused when the number has another booking at the centre that day.
async fn only_one(
    tx: &mut PgConnection,
    id: Uuid,
    day: NaiveDate,
    booking: &Booking,
) -> Result<()> {
    let phone = booking.phone.reveal().to_string();
    if store::has_booked(tx, (booking.unit.as_str(), day, &phone), id).await? {
        return Err(Error::refused(QueueRefusal::BookedAlready));
    }
    Ok(())
}

/// What somebody books, but for the time.
struct Wanted {
    unit: UnitId,
    name: Personal<String>,
    phone: Personal<Phone>,
    procedure: String,
}

impl Wanted {
    fn at(self, id: Uuid, day: NaiveDate, slot: Slot, now: Instant) -> Booking {
        Booking {
            code: code(id),
            unit: self.unit,
            day,
            slot,
            name: self.name,
            phone: self.phone,
            procedure: self.procedure,
            status: Status::Booked,
            at: now,
            texts: 0,
        }
    }
}

/// What the person says at the counter.
fn code(id: Uuid) -> String {
    let digest = Sha256::new()
        .chain_update(b"code")
        .chain_update(id.as_bytes())
        .finalize();
    letters(&digest, 8)
}

fn letters(bytes: &[u8], n: usize) -> String {
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    bytes.iter().take(n).map(letter).collect()
}

/// A code as people type it.
fn spoken(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn closed(shut: Shut) -> (String, String) {
    let (why, name) = match shut {
        Shut::Rest => ("rest", String::new()),
        Shut::Holiday(name) => ("holiday", name),
        Shut::Past => ("past", String::new()),
        Shut::TooFar => ("too-far", String::new()),
    };
    (why.to_owned(), name)
}
