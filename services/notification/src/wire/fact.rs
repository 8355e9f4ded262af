//! What was heard, as far as a person is to be told.

use chassis::{
    Heard, Result,
    wire::{id, instant, moment},
};
use chrono::FixedOffset;
use kernel::{DossierId, Instant, LegId, UnitId};
use notification_domain::{Fact, Outcome};
use prost_types::Timestamp;
use proto::{intake::v1 as intake, routing::v1 as routing};

/// A dossier, when it happened, and what.
pub type Told = (DossierId, Instant, Fact);

/// The same, as messages carry it.
type Read = Option<(String, Option<Timestamp>, Fact)>;

/// What was heard, when it concerns what a person is told. Dates are those of `zone`.
///
/// # Errors
/// When the message does not say what it must.
pub fn fact(heard: &Heard, zone: FixedOffset) -> Result<Option<Told>> {
    let found = match promise(heard)? {
        None => money(heard)?,
        found => found,
    };
    let found = match found {
        None => end(heard, zone)?,
        found => found,
    };
    let found = match found {
        None => said(heard)?,
        found => found,
    };
    let Some((dossier, at, fact)) = found else {
        return Ok(None);
    };
    Ok(Some((
        id("dossier_id", &dossier)?,
        instant("at", at)?,
        fact,
    )))
}

/// Reception, supplements and the promised date.
fn promise(heard: &Heard) -> Result<Read> {
    let found = if let Some(m) = heard.read::<intake::DossierSubmitted>()? {
        (m.dossier_id, m.at, Fact::Submitted)
    } else if let Some(m) = heard.read::<intake::DossierAccepted>()? {
        let due = instant("due", m.due)?;
        (m.dossier_id, m.at, Fact::Accepted { due })
    } else if let Some(m) = heard.read::<intake::SupplementAsked>()? {
        let answer_by = moment(m.answer_by);
        (m.dossier_id, m.at, Fact::SupplementAsked { answer_by })
    } else if let Some(m) = heard.read::<intake::SupplementReceived>()? {
        let (due, partial) = (moment(m.due), m.partial);
        let received = Fact::SupplementReceived { due, partial };
        (m.dossier_id, m.at, received)
    } else if let Some(m) = heard.read::<intake::SupplementExpired>()? {
        (m.dossier_id, m.at, Fact::SupplementExpired)
    } else if let Some(m) = heard.read::<intake::AppointmentResumed>()? {
        let due = instant("due", m.due)?;
        (m.dossier_id, m.at, Fact::Resumed { due })
    } else if let Some(m) = heard.read::<intake::AppointmentMoved>()? {
        let moved = Fact::AppointmentMoved {
            due: instant("due", m.due)?,
            previous: moment(m.previous_due),
            unit: UnitId::new(m.unit),
        };
        (m.dossier_id, m.at, moved)
    } else {
        return Ok(None);
    };
    Ok(Some(found))
}

/// What is to be paid, and what goes back.
fn money(heard: &Heard) -> Result<Read> {
    let found = if let Some(m) = heard.read::<routing::PaymentAwaited>()? {
        let leg: LegId = id("leg_id", &m.leg_id)?;
        let reference = m.reference;
        (m.dossier_id, m.at, Fact::PaymentAwaited { leg, reference })
    } else if let Some(m) = heard.read::<routing::PaymentSettled>()? {
        let leg: LegId = id("leg_id", &m.leg_id)?;
        let debt = m.debt_noted;
        (m.dossier_id, m.at, Fact::PaymentSettled { leg, debt })
    } else if let Some(m) = heard.read::<routing::RefundOwed>()? {
        let short = m.ground == "too-little";
        (m.dossier_id, m.at, Fact::RefundOwed { short })
    } else if let Some(m) = heard.read::<routing::RefundMade>()? {
        (m.dossier_id, m.at, Fact::RefundMade)
    } else {
        return Ok(None);
    };
    Ok(Some(found))
}

/// How it ends, and what goes wrong.
fn end(heard: &Heard, zone: FixedOffset) -> Result<Read> {
    let found = if let Some(m) = heard.read::<intake::ResultReady>()? {
        let (at, granted) = (instant("at", m.at)?, m.granted && !m.not_eligible);
        let outcome = Outcome::of(granted, at, moment(m.due), zone);
        (m.dossier_id, m.at, Fact::ResultReady(outcome))
    } else if let Some(m) = heard.read::<intake::ResultReturned>()? {
        let returned = Fact::ResultReturned {
            by_post: m.method() == intake::ReturnMethod::Post,
            tracking: Some(m.tracking).filter(|number| !number.is_empty()),
        };
        (m.dossier_id, m.at, returned)
    } else if let Some(m) = heard.read::<intake::CorrectionOpened>()? {
        let due = instant("due", m.due)?;
        (m.dossier_id, m.at, Fact::CorrectionOpened { due })
    } else if let Some(m) = heard.read::<intake::LossReported>()? {
        (m.dossier_id, m.at, Fact::LossReported)
    } else if let Some(m) = heard.read::<intake::DossierRefused>()? {
        (m.dossier_id, m.at, Fact::Refused)
    } else if let Some(m) = heard.read::<intake::DossierWithdrawn>()? {
        (m.dossier_id, m.at, Fact::Withdrawn)
    } else if let Some(m) = heard.read::<intake::DossierStopped>()? {
        (m.dossier_id, m.at, Fact::Stopped)
    } else {
        return Ok(None);
    };
    Ok(Some(found))
}

/// What people ask and say themselves.
fn said(heard: &Heard) -> Result<Read> {
    // What is about no dossier is kept under the complaint's own id.
    let about = |dossier: String, complaint: &str| match dossier.is_empty() {
        true => complaint.to_owned(),
        false => dossier,
    };
    let found = if let Some(m) = heard.read::<intake::ProofAsked>()? {
        let proof = id("proof_id", &m.proof_id)?;
        (m.dossier_id, m.at, Fact::ProofAsked { proof })
    } else if let Some(m) = heard.read::<intake::SupplementDueSoon>()? {
        let answer_by = instant("answer_by", m.answer_by)?;
        (m.dossier_id, m.at, Fact::SupplementDueSoon { answer_by })
    } else if let Some(m) = heard.read::<intake::ComplaintFiled>()? {
        let filed = Fact::ComplaintFiled {
            complaint: id("complaint_id", &m.complaint_id)?,
            answer_by: instant("answer_by", m.answer_by)?,
        };
        (about(m.dossier_id, &m.complaint_id), m.at, filed)
    } else if let Some(m) = heard.read::<intake::ComplaintAnswered>()? {
        let complaint = id("complaint_id", &m.complaint_id)?;
        let answered = Fact::ComplaintAnswered { complaint };
        (about(m.dossier_id, &m.complaint_id), m.at, answered)
    } else if let Some(m) = heard.read::<intake::BookingMade>()? {
        (m.booking_id, m.at, Fact::BookingMade)
    } else if let Some(m) = heard.read::<intake::BookingMoved>()? {
        (m.booking_id, m.at, Fact::BookingMoved)
    } else if let Some(m) = heard.read::<intake::BookingCancelled>()? {
        (m.booking_id, m.at, Fact::BookingCancelled)
    } else {
        return Ok(None);
    };
    Ok(Some(found))
}
