//! Reason and new date of a promise that will not be kept (NĐ 61/2018/NĐ-CP Điều 19.9).

use kernel::{Instant, LegId};

use crate::{Event, Refusal, Route, Router};

/// An apology as the unit in charge signed it.
pub(crate) struct Signed {
    pub leg: LegId,
    pub attempt: u32,
    pub new_due: Instant,
    pub reason: String,
    pub signer: String,
    pub at: Instant,
}

/// What follows from an apology that was signed.
///
/// # Errors
/// When the leg is unknown.
pub(crate) fn apologise(
    _router: &Router,
    route: &Route,
    signed: Signed,
) -> Result<Vec<Event>, Refusal> {
    let n = route.position(signed.leg).ok_or(Refusal::UnknownLeg)?;
    let leg = &route.legs[n];
    if leg.attempt != signed.attempt {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Apologised {
        leg: n,
        unit: leg.unit.clone(),
        new_due: signed.new_due,
        reason: signed.reason,
        signer: signed.signer,
        late: false,
        at: signed.at,
    }])
}
