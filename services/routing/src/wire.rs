//! Between the words of the contract and the words of routing.

use chassis::{Error, Result};
use chrono::NaiveDate;
use proto::routing::v1 as pb;
use routing_domain::{Leg, Status};

/// # Errors
/// When it is not a date such as 2026-11-22.
pub fn date(field: &str, date: &str) -> Result<NaiveDate> {
    date.parse().map_err(|_| {
        Error::field(
            field,
            "Hãy ghi ngày theo dạng năm-tháng-ngày, ví dụ 2026-11-22.",
        )
    })
}

/// A leg that has no unit is told as such before its turn has come.
pub fn status(leg: &Leg) -> pb::LegStatus {
    match leg.status {
        Status::Waiting if leg.unresolved.is_some() => pb::LegStatus::Undetermined,
        Status::Waiting => pb::LegStatus::Waiting,
        Status::Offered => pb::LegStatus::Offered,
        Status::Held => pb::LegStatus::Held,
        Status::AwaitingPayment => pb::LegStatus::AwaitingPayment,
        Status::Done => pb::LegStatus::Done,
        Status::Refused => pb::LegStatus::Refused,
        Status::Skipped => pb::LegStatus::Skipped,
        Status::Undetermined => pb::LegStatus::Undetermined,
        Status::InWait => pb::LegStatus::InWait,
    }
}
