//! The few words every contract shares: moments and ids, as messages carry them.

use std::str::FromStr;

use chrono::Datelike as _;
use kernel::Instant;
use prost_types::Timestamp;

use crate::{Error, Result};

pub fn timestamp(at: Instant) -> Timestamp {
    Timestamp {
        seconds: at.timestamp(),
        nanos: at.timestamp_subsec_nanos() as i32,
    }
}

/// A moment that may be left out; none also when it lies outside the years 1 to 9999, which is all
/// that a `Timestamp` may say.
pub fn moment(at: Option<Timestamp>) -> Option<Instant> {
    let at = at?;
    let nanos = u32::try_from(at.nanos).ok()?;
    Instant::from_timestamp(at.seconds, nanos).filter(|at| (1..=9999).contains(&at.year()))
}

/// A moment that must be there.
///
/// # Errors
/// When there is none, or it lies outside the years 1 to 9999.
pub fn instant(field: &str, at: Option<Timestamp>) -> Result<Instant> {
    moment(at).ok_or_else(|| Error::field(field, "Thiếu thời điểm hoặc thời điểm không hợp lệ."))
}

/// An id of any of the kinds the kernel knows.
///
/// # Errors
/// When it is not a UUID.
pub fn id<T: FromStr>(field: &str, text: &str) -> Result<T> {
    let remedy = "Mã định danh phải là UUID. Hãy tải lại trang hoặc kiểm tra lại mã.";
    text.parse().map_err(|_| Error::field(field, remedy))
}

#[cfg(test)]
mod tests {
    use kernel::DossierId;

    use super::*;

    #[test]
    fn a_moment_travels_and_comes_back_as_it_was() {
        let at: Instant = "2026-11-22T08:00:00.000001Z".parse().unwrap();
        assert_eq!(moment(Some(timestamp(at))), Some(at));
        let before = Instant::from_timestamp(-1, 999_999_999).unwrap();
        assert_eq!(moment(Some(timestamp(before))), Some(before));
    }

    #[test]
    fn what_is_no_moment_or_no_id_is_told_by_field() {
        let beyond = |seconds, nanos| instant("due", Some(Timestamp { seconds, nanos }));
        for wrong in [
            instant("due", None),
            beyond(i64::MAX, 0),
            beyond(Instant::MAX_UTC.timestamp(), 0),
            beyond(253_402_300_800, 0),
            beyond(0, -1),
            beyond(0, i32::MAX),
        ] {
            let told = wrong.unwrap_err().to_string();
            assert!(told.contains("due: "), "{told}");
        }
        let told = id::<DossierId>("dossier_id", "seven").unwrap_err();
        assert!(told.to_string().contains("dossier_id: "), "{told}");
    }
}
