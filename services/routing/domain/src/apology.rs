//! Reason and new date of a promise that will not be kept (NĐ 61/2018/NĐ-CP Điều 19.9).

use kernel::{Instant, LegId};

use crate::{Duty, DutyStatus, Event, Refusal, Route, Router, watch};

/// An apology as the unit in charge signed it.
pub(crate) struct Signed {
    pub leg: LegId,
    pub attempt: u32,
    pub new_due: Instant,
    pub reason: String,
    pub signer: String,
    pub at: Instant,
}

/// Why an apology does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoApology {
    #[error(
        "Hồ sơ đang tạm dừng tính thời hạn, chưa có ngày hẹn để xin lỗi. \
         Hãy đợi đến khi thời hạn tính tiếp."
    )]
    NoPromise,
    #[error(
        "Ngày hẹn mới phải sau ngày hẹn đã ghi trên giấy tiếp nhận (NĐ 61/2018/NĐ-CP Điều 19.9). \
         Hãy chọn ngày muộn hơn."
    )]
    NotLater,
    #[error("Ngày hẹn mới là ngày nghỉ. Hãy chọn một ngày làm việc.")]
    RestDay,
    #[error(
        "Hồ sơ đã hẹn lại {0} lần, không được hẹn lại nữa (NĐ 61/2018/NĐ-CP Điều 19.9: \
         không quá một lần). Hãy trả kết quả sớm nhất."
    )]
    NoMore(u32),
}

impl NoApology {
    /// A stable word for programs.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoPromise => "no-promise",
            Self::NotLater => "new-due-not-later",
            Self::RestDay => "new-due-rest-day",
            Self::NoMore(_) => "moved-already",
        }
    }

    /// The field of the request that must change.
    pub fn field(&self) -> Option<&'static str> {
        matches!(self, Self::NotLater | Self::RestDay).then_some("new_due")
    }
}

/// What follows from an apology that was signed. The law wants it before the date: signed later,
/// it is only written down; the breach stands and no date moves.
///
/// # Errors
/// When the leg is unknown, or the new date cannot be promised.
pub(crate) fn apologise(
    router: &Router,
    route: &Route,
    signed: Signed,
) -> Result<Vec<Event>, Refusal> {
    let n = route.position(signed.leg).ok_or(Refusal::UnknownLeg)?;
    let unit = route.legs[n].unit.clone();
    let stands = |duty: &&Duty| duty.leg == Some(n) && duty.status != DutyStatus::Lapsed;
    let duty = route.duties.iter().rev().find(stands);
    if duty.is_some_and(|duty| duty.new_due == Some(signed.new_due)) {
        // Told twice.
        return Ok(Vec::new());
    }
    if route.legs[n].attempt != signed.attempt {
        return Ok(Vec::new());
    }
    let due = duty
        .map(|duty| duty.due)
        .or(route.due)
        .ok_or(NoApology::NoPromise)?;
    // Nothing is signed after it was heard of, whatever the agency's clock says.
    let at = signed.at.min(router.now);
    let late = at > due;
    let mut events = match late {
        true => watch::overdue(router, route, at)?,
        false => {
            new_date(router, route, due, signed.new_due)?;
            Vec::new()
        }
    };
    events.push(Event::Apologised {
        leg: n,
        unit,
        new_due: signed.new_due,
        reason: signed.reason,
        signer: signed.signer,
        late,
        at: signed.at,
    });
    Ok(events)
}

fn new_date(router: &Router, route: &Route, due: Instant, new_due: Instant) -> Result<(), Refusal> {
    let allowed = router.catalogue.rules().reappointments.value;
    if route.moved >= allowed {
        return Err(NoApology::NoMore(allowed).into());
    }
    if new_due <= due {
        return Err(NoApology::NotLater.into());
    }
    let calendar = router.catalogue.calendar();
    if !calendar.is_working(calendar.civil(new_due).date())? {
        return Err(NoApology::RestDay.into());
    }
    Ok(())
}
