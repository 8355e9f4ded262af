//! Between the words of the contract and those of the counter.

use chassis::{Error, Result, wire::timestamp};
use intake_domain::{
    Dossier, Priority, Standing, TicketStatus, Timeliness,
    booking::{Booking, Status},
};
use kernel::{Instant, working_time::Calendar};
use proto::intake::v1 as pb;
use uuid::Uuid;

use super::store::Place;

/// A place in the register, as the contract hands it out: moment and id.
pub fn token(place: &Place) -> String {
    format!("{}.{}", place.key.timestamp_micros(), place.id)
}

/// # Errors
/// When it is no place.
pub fn place(token: &str) -> Result<Place> {
    let parts = token.split_once('.');
    let place = parts.and_then(|(micros, id)| {
        Some(Place {
            key: Instant::from_timestamp_micros(micros.parse().ok()?)?,
            id: id.parse().ok()?,
        })
    });
    let gone = "Trang không còn. Hãy mở lại danh sách từ đầu.";
    place.ok_or_else(|| Error::field("page_token", gone))
}

pub fn channel(channel: pb::Channel) -> Option<&'static str> {
    Some(match channel {
        pb::Channel::Unspecified => return None,
        pb::Channel::Counter => "counter",
        pb::Channel::Online => "online",
        pb::Channel::Post => "post",
    })
}

/// How a dossier stands to its date; none before it is received, or when it ended without a result.
pub fn timeliness(dossier: &Dossier, calendar: &Calendar, now: Instant) -> pb::RegisterTimeliness {
    use pb::RegisterTimeliness as T;
    match dossier.timeliness(calendar) {
        Some(Timeliness::Early) => return T::Early,
        Some(Timeliness::OnTime) => return T::OnTime,
        Some(Timeliness::Late) => return T::Late,
        None => {}
    }
    let due = dossier.appointment.as_ref().map(|promise| promise.due());
    match (dossier.standing(), due) {
        (Standing::InProgress, Some(due)) if due < now => T::Overdue,
        (Standing::InProgress | Standing::ClockStopped | Standing::AwaitingSupplement, Some(_)) => {
            T::Running
        }
        _ => T::Unspecified,
    }
}

pub fn priority(priority: pb::Priority) -> Option<Priority> {
    Some(match priority {
        pb::Priority::Unspecified => return None,
        pb::Priority::Elderly => Priority::Elderly,
        pb::Priority::Disabled => Priority::Disabled,
        pb::Priority::Pregnant => Priority::Pregnant,
        pb::Priority::Meritorious => Priority::Meritorious,
        pb::Priority::WithSmallChild => Priority::WithSmallChild,
    })
}

const PRIORITIES: [(Priority, &str, pb::Priority); 5] = [
    (Priority::Elderly, "elderly", pb::Priority::Elderly),
    (Priority::Disabled, "disabled", pb::Priority::Disabled),
    (Priority::Pregnant, "pregnant", pb::Priority::Pregnant),
    (
        Priority::Meritorious,
        "meritorious",
        pb::Priority::Meritorious,
    ),
    (
        Priority::WithSmallChild,
        "with-small-child",
        pb::Priority::WithSmallChild,
    ),
];

/// The word a priority is kept under.
pub fn priority_word(priority: Option<Priority>) -> Option<&'static str> {
    let found = PRIORITIES.iter().find(|(one, ..)| Some(*one) == priority);
    found.map(|(_, word, _)| *word)
}

pub fn priority_kept(word: Option<&str>) -> Option<Priority> {
    let found = PRIORITIES.iter().find(|(_, one, _)| Some(*one) == word);
    found.map(|(one, ..)| *one)
}

fn priority_out(word: Option<&str>) -> pb::Priority {
    let found = PRIORITIES.iter().find(|(_, one, _)| Some(*one) == word);
    found.map_or(pb::Priority::Unspecified, |(_, _, out)| *out)
}

pub fn status_word(status: TicketStatus) -> &'static str {
    match status {
        TicketStatus::Waiting => "waiting",
        TicketStatus::Called => "called",
        TicketStatus::Served => "served",
        TicketStatus::NoShow => "no-show",
    }
}

pub fn status_kept(word: &str) -> TicketStatus {
    match word {
        "called" => TicketStatus::Called,
        "served" => TicketStatus::Served,
        "no-show" => TicketStatus::NoShow,
        _ => TicketStatus::Waiting,
    }
}

/// A ticket with the number of those before it and the minutes they take, while it waits.
pub fn ticket(kept: super::line::Ticket, ahead: u32, wait_minutes: u32) -> pb::Ticket {
    let status = match status_kept(&kept.status) {
        TicketStatus::Waiting => pb::TicketStatus::Waiting,
        TicketStatus::Called => pb::TicketStatus::Called,
        TicketStatus::Served => pb::TicketStatus::Served,
        TicketStatus::NoShow => pb::TicketStatus::NoShow,
    };
    pb::Ticket {
        ticket_id: kept.id.to_string(),
        unit: kept.unit,
        day: kept.day.to_string(),
        number: u32::try_from(kept.number).unwrap_or(0),
        group: kept.service,
        priority: priority_out(kept.priority.as_deref()).into(),
        status: status.into(),
        counter: kept.counter.unwrap_or_default(),
        taken_at: Some(timestamp(kept.taken_at)),
        called_at: kept.called_at.map(timestamp),
        done_at: kept.done_at.map(timestamp),
        ahead,
        wait_minutes,
        booking: kept.booking.unwrap_or_default(),
        booked_for: kept.booked_for.map(timestamp),
    }
}

/// Who has come holds the ticket of the same id.
pub fn booking(id: Uuid, kept: &Booking) -> pb::Booking {
    let (status, ticket_id) = match kept.status {
        Status::Booked => (pb::BookingStatus::Booked, String::new()),
        Status::Cancelled => (pb::BookingStatus::Cancelled, String::new()),
        Status::Came => (pb::BookingStatus::Came, id.to_string()),
    };
    pb::Booking {
        booking_id: id.to_string(),
        code: kept.code.clone(),
        unit: kept.unit.to_string(),
        starts: Some(timestamp(kept.slot.starts)),
        ends: Some(timestamp(kept.slot.ends)),
        name: kept.name.reveal().clone(),
        phone: kept.phone.reveal().to_string(),
        procedure: kept.procedure.clone(),
        status: status.into(),
        ticket_id,
    }
}
