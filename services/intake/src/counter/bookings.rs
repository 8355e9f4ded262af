//! Bookings (đặt lịch hẹn).

use chassis::{Error, Result, Violations, wire::timestamp};
use chrono::{Days, NaiveTime};
use intake_domain::{
    QueueRefusal,
    booking::{self, Shut, Slot},
};
use kernel::{Instant, Phone, line};
use proto::intake::v1 as pb;
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use tonic::Request;
use uuid::Uuid;

use super::{
    day, line as store, opened,
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
    fn first_open_day(&self, now: Instant) -> chrono::NaiveDate {
        let rules = &self.catalogue.province().counter;
        let calendar = self.catalogue.calendar();
        let (first, last) = booking::bookable_days(calendar, rules.days_ahead, now);
        let open = |day: &chrono::NaiveDate| {
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
        let (_, asked) = opened(request)?;
        let mut wrong = Violations::default();
        let name = wrong.check("name", line(&asked.name, 120));
        let phone: Option<Phone> = wrong.check("phone", asked.phone.parse());
        wrong.finish()?;
        let id = id("booking_id", &asked.booking_id)?;
        let mut tx = self.chassis.begin().await?;
        let now = self.chassis.clock.now();
        if let Some(kept) = store::booking(&mut tx, Some(id), "").await? {
            return Ok(given(kept));
        }
        let unit = self.centre(&asked.unit)?;
        let slot = self.slot(asked.starts, now)?;
        let kept = store::Booking {
            id,
            code: code(id),
            day: self.catalogue.calendar().civil(slot.starts).date(),
            starts: slot.starts,
            ends: slot.ends,
            name: name.unwrap_or_default(),
            phone: phone.map(|phone| phone.to_string()).unwrap_or_default(),
            procedure: self.known_procedure(&asked.procedure, now),
            status: "booked".to_owned(),
            ticket: None,
            unit,
        };
        self.take_place(&mut tx, &kept.unit, slot).await?;
        if !store::book(&mut tx, &kept, now).await? {
            return Err(Error::refused(QueueRefusal::BookedAlready));
        }
        self.chassis.commit(tx).await?;
        Ok(given(kept))
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
        let kept = held(&mut tx, &asked.code, &asked.secret).await?;
        Ok(pb::GetBookingResponse {
            booking: Some(words::booking(kept)),
        })
    }

    pub(super) async fn book_anew(
        &self,
        request: Request<pb::MoveBookingRequest>,
    ) -> Result<pb::MoveBookingResponse> {
        let (_, asked) = opened(request)?;
        let now = self.chassis.clock.now();
        let slot = self.slot(asked.starts, now)?;
        let mut tx = self.chassis.begin().await?;
        let kept = open(held(&mut tx, &asked.code, &asked.secret).await?)?;
        let day = self.catalogue.calendar().civil(slot.starts).date();
        if slot.starts != kept.starts {
            self.take_place(&mut tx, &kept.unit, slot).await?;
            store::give_place_back(&mut tx, &kept.unit, kept.starts).await?;
            let span = (slot.starts, slot.ends);
            store::move_booking(&mut tx, kept.id, day, span).await?;
        }
        self.chassis.commit(tx).await?;
        let moved = store::Booking {
            day,
            starts: slot.starts,
            ends: slot.ends,
            ..kept
        };
        Ok(pb::MoveBookingResponse {
            booking: Some(words::booking(moved)),
        })
    }

    pub(super) async fn call_off(
        &self,
        request: Request<pb::CancelBookingRequest>,
    ) -> Result<pb::CancelBookingResponse> {
        let (_, asked) = opened(request)?;
        let mut tx = self.chassis.begin().await?;
        let kept = held(&mut tx, &asked.code, &asked.secret).await?;
        if kept.status != "cancelled" {
            let kept = open(kept)?;
            store::end_booking(&mut tx, kept.id, "cancelled", None).await?;
            store::give_place_back(&mut tx, &kept.unit, kept.starts).await?;
            self.chassis.commit(tx).await?;
        }
        Ok(pb::CancelBookingResponse {})
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
        Ok(pb::ListBookingsResponse {
            bookings: kept.into_iter().map(words::booking).collect(),
        })
    }

    pub(super) async fn has_come(
        &self,
        request: Request<pb::CheckInBookingRequest>,
    ) -> Result<pb::CheckInBookingResponse> {
        let (_, asked) = opened(request)?;
        let unit = self.centre(&asked.unit)?;
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        store::lock_day(&mut tx, &unit, self.today(now)).await?;
        let found = store::booking(&mut tx, None, &spoken(&asked.code)).await?;
        let found = found.filter(|booking| booking.unit == unit);
        let kept = found.ok_or_else(|| Error::refused(QueueRefusal::NoBooking))?;
        let ticket = match kept.ticket {
            Some(ticket) => ticket,
            None => {
                let kept = open(kept)?;
                if kept.day != self.today(now) {
                    return Err(Error::refused(QueueRefusal::OtherDay));
                }
                let groups = &self.catalogue.province().counter.groups;
                let fresh = Fresh {
                    id: kept.id,
                    unit: &unit,
                    service: groups.first().map_or("", |group| group.key.as_str()),
                    priority: words::priority(asked.priority()),
                    booking: Some((kept.code.clone(), kept.starts)),
                };
                self.enqueue(&mut tx, fresh, now).await?;
                store::end_booking(&mut tx, kept.id, "came", Some(kept.id)).await?;
                kept.id
            }
        };
        self.chassis.commit(tx).await?;
        let ticket = Some(self.one_of(&unit, ticket, now).await?);
        Ok(pb::CheckInBookingResponse { ticket })
    }
}

/// # Errors
/// Absent when there is none, or the secret is another's.
async fn held(tx: &mut PgConnection, code: &str, secret: &str) -> Result<store::Booking> {
    let found = store::booking(tx, None, &spoken(code)).await?;
    let own = found.filter(|booking| self::secret(booking.id) == secret);
    own.ok_or_else(|| Error::refused(QueueRefusal::NoBooking))
}

/// # Errors
/// When the booking was used or called off.
fn open(booking: store::Booking) -> Result<store::Booking> {
    if booking.status == "booked" {
        return Ok(booking);
    }
    Err(Error::refused(QueueRefusal::BookingOver))
}

fn given(booking: store::Booking) -> pb::BookSlotResponse {
    pb::BookSlotResponse {
        secret: secret(booking.id),
        booking: Some(words::booking(booking)),
    }
}

/// What nobody can say who does not know the id the booking was made with: so that the same request
/// sent again is answered the same, and no secret has to be kept.
fn secret(id: Uuid) -> String {
    letters(b"secret", id, 16)
}

/// What the person says at the counter.
fn code(id: Uuid) -> String {
    letters(b"code", id, 8)
}

fn letters(what: &[u8], id: Uuid, n: usize) -> String {
    let digest = Sha256::new()
        .chain_update(what)
        .chain_update(id.as_bytes())
        .finalize();
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    digest.iter().take(n).map(letter).collect()
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
