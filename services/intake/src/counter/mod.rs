//! What the counter works with beside the dossiers: the register, the day, the date that would be
//! promised, who is known, queue tickets and bookings.

mod booked;
mod bookings;
mod grpc;
mod line;
mod preview;
mod register;
pub(crate) mod store;
mod tickets;
mod wire;

use chassis::{Caller, Error, Result};
use chrono::NaiveDate;
use intake_domain::QueueRefusal;
use kernel::{Instant, UnitId};
use tonic::Request;

use crate::Intake;

/// Who asks, and for what.
fn opened<T>(request: Request<T>) -> Result<(Caller, T)> {
    let caller = Caller::of(&request).map_err(Error::fault)?;
    Ok((caller, request.into_inner()))
}

impl Intake {
    pub(crate) fn today(&self, now: Instant) -> NaiveDate {
        self.catalogue.calendar().civil(now).date()
    }

    /// The centre somebody at a desk asks for: their own, which is meant when none is named.
    ///
    /// # Errors
    /// Absent when it is another's.
    fn own_centre(&self, caller: &Caller, asked: &str) -> Result<String> {
        let own = caller.unit.as_deref().unwrap_or_default();
        let unit = if asked.is_empty() { own } else { asked };
        if !caller.acts_for(unit) {
            return Err(no_centre(asked));
        }
        self.centre(unit)
    }

    /// The one-stop centre of this name, while there is one.
    ///
    /// # Errors
    /// Refused when there is none.
    fn centre(&self, unit: &str) -> Result<String> {
        let today = self.today(self.chassis.clock.now());
        let found = self.catalogue.unit(&UnitId::new(unit));
        let found = found.filter(|unit| unit.is_centre() && unit.in_force(today));
        found.map_or_else(|| Err(no_centre(unit)), |unit| Ok(unit.id.to_string()))
    }
}

fn no_centre(unit: &str) -> Error {
    Error::refused(QueueRefusal::NoCentre(unit.to_owned()))
}

/// A day as the contract writes it.
///
/// # Errors
/// When it is none.
fn day(field: &str, text: &str) -> Result<Option<NaiveDate>> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = text.parse().map_err(|_| {
        Error::field(
            field,
            "Hãy ghi ngày theo dạng năm-tháng-ngày, ví dụ 2026-11-20.",
        )
    });
    day.map(Some)
}
