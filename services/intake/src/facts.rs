//! What happens at the desk, in the words of the contract: ids, the fact, when. No words that a
//! person wrote travel, and no personal data.

use chassis::{Fact, wire::timestamp};
use intake_domain::{Apology, Appointment, Dossier, Event, Originals, Receipt, Request, SetAside};
use kernel::{DossierId, UnitId};
use proto::intake::v1 as pb;

use crate::wire::{channel_out, return_method_out};

/// The event in public words; quiet where nobody else needs to hear it.
pub fn fact(id: DossierId, after: &Dossier, event: &Event) -> Fact {
    let dossier_id = id.to_string();
    let at = Some(timestamp(event.at()));
    let fact = match event {
        Event::Submitted(submission) => Fact::new(&pb::DossierSubmitted {
            dossier_id,
            code: submission.code.clone(),
            procedure: submission.procedure.code.clone(),
            procedure_version: submission.procedure.version.to_string(),
            receiving_unit: submission.filing.receiving_unit.to_string(),
            at,
        }),
        Event::Accepted(receipt) => Fact::new(&accepted(dossier_id, after, receipt)),
        Event::Refused(_) | Event::Declined(_) => Fact::new(&pb::DossierRefused { dossier_id, at }),
        Event::Withdrawn(_) => Fact::new(&pb::DossierWithdrawn { dossier_id, at }),
        Event::Stopped(_) => Fact::new(&pb::DossierStopped {
            dossier_id,
            at,
            ground: "law".to_owned(),
        }),
        Event::SupplementNeeded(need) => Fact::new(&pb::SupplementNoted {
            dossier_id,
            at,
            leg_id: need.leg.clone(),
            unit: need.unit.to_string(),
            components: need.components.clone(),
        })
        .quietly(),
        Event::SupplementAsked { request, .. } => Fact::new(&asked(dossier_id, request)),
        Event::SupplementReceived {
            missing,
            appointment,
            ..
        } => Fact::new(&pb::SupplementReceived {
            dossier_id,
            at,
            due: appointment.as_ref().and_then(due),
            partial: !missing.is_empty(),
            phase: after.appointment.as_ref().map_or(0, |p| p.phase.into()),
        }),
        Event::SupplementDueSoon {
            answer_by, round, ..
        } => Fact::new(&pb::SupplementDueSoon {
            dossier_id,
            at,
            answer_by: Some(timestamp(*answer_by)),
            round: *round,
        }),
        Event::Lapsed { .. } => Fact::new(&pb::SupplementExpired {
            dossier_id,
            at,
            received: after.is_received(),
        }),
        Event::ClockStopped { ground, .. } => Fact::new(&pb::AppointmentPaused {
            dossier_id,
            at,
            ground: ground.clone(),
        }),
        Event::ClockStarted { appointment, .. } => Fact::new(&pb::AppointmentResumed {
            dossier_id,
            at,
            due: due(appointment),
            phase: appointment.phase.into(),
        }),
        Event::AppointmentMoved {
            apology,
            previous_due,
            appointment,
        } => Fact::new(&pb::AppointmentMoved {
            previous_due: Some(timestamp(*previous_due)),
            ..moved(dossier_id, apology, appointment)
        }),
        Event::ApologySetAside { apology, why } => {
            Fact::new(&set_aside(dossier_id, apology, *why)).quietly()
        }
        Event::Settled(outcome) => Fact::new(&pb::ResultReady {
            dossier_id,
            at,
            due: outcome.due.map(timestamp),
            granted: outcome.granted,
            not_eligible: !outcome.granted,
        }),
        Event::Returned(handover) => Fact::new(&pb::ResultReturned {
            dossier_id,
            at,
            method: return_method_out(handover.method).into(),
            tracking: handover.tracking.clone().unwrap_or_default(),
        }),
        Event::HandedOver {
            from,
            slip,
            originals,
            ..
        } => Fact::new(&pb::PapersHandedOver {
            at,
            ..handed_over(dossier_id, from, slip, originals)
        }),
        Event::LossReported(loss) => Fact::new(&pb::LossReported {
            dossier_id,
            at,
            unit: loss.unit.to_string(),
        }),
        Event::CorrectionOpened {
            correction,
            appointment,
        } => Fact::new(&pb::CorrectionOpened {
            dossier_id,
            at,
            due: due(appointment),
            leg_id: correction.leg.clone().unwrap_or_default(),
        }),
        Event::PaymentAwaited { reference, .. } => Fact::new(&pb::FinanceChanged {
            dossier_id,
            at,
            status: pb::FinanceStatus::AwaitingPayment.into(),
            reference: reference.clone(),
            debt_noted: false,
        })
        .quietly(),
        Event::PaymentSettled {
            reference,
            debt_noted,
            ..
        } => Fact::new(&pb::FinanceChanged {
            dossier_id,
            at,
            status: pb::FinanceStatus::Settled.into(),
            reference: reference.clone(),
            debt_noted: *debt_noted,
        })
        .quietly(),
        Event::ReceivingMoved { to, .. } => Fact::new(&pb::CentreMoved {
            dossier_id,
            at,
            to_unit: to.to_string(),
        })
        .quietly(),
        Event::VersionKept { version, .. } => Fact::new(&pb::VersionKept {
            dossier_id,
            at,
            procedure_version: version.to_string(),
        })
        .quietly(),
        Event::SyncRecorded {
            status, failure, ..
        } => Fact::new(&pb::SyncRecorded {
            dossier_id,
            at,
            status: (*status).into(),
            failed: failure.is_some(),
        })
        .quietly(),
    };
    fact.about(id)
}

fn due(promise: &Appointment) -> Option<prost_types::Timestamp> {
    Some(timestamp(promise.due()))
}

fn accepted(dossier_id: String, after: &Dossier, receipt: &Receipt) -> pb::DossierAccepted {
    let filing = &receipt.filing;
    pb::DossierAccepted {
        dossier_id,
        code: receipt.code.clone(),
        procedure: receipt.procedure.code.clone(),
        procedure_version: receipt.procedure.version.to_string(),
        field: receipt.procedure.field.clone(),
        channel: channel_out(receipt.channel).into(),
        receiving_unit: after.receiving_unit().to_string(),
        place: filing.place.to_string(),
        at: Some(timestamp(receipt.at)),
        due: due(&receipt.appointment),
        counted_from: Some(timestamp(receipt.appointment.counted_from())),
        return_method: return_method_out(filing.return_method).into(),
        conditional_legs: receipt.legs.clone(),
        difficult: receipt.difficult,
    }
}

fn asked(dossier_id: String, request: &Request) -> pb::SupplementAsked {
    pb::SupplementAsked {
        dossier_id,
        at: Some(timestamp(request.at)),
        components: request.components.clone(),
        round: request.round,
        answer_by: Some(timestamp(request.answer_by)),
        at_reception: request.at_reception,
    }
}

fn moved(dossier_id: String, apology: &Apology, promise: &Appointment) -> pb::AppointmentMoved {
    pb::AppointmentMoved {
        dossier_id,
        at: Some(timestamp(apology.at)),
        due: due(promise),
        previous_due: None,
        unit: apology.unit.to_string(),
        leg_id: apology.leg.clone().unwrap_or_default(),
        round: promise.moved(),
    }
}

fn set_aside(dossier_id: String, apology: &Apology, why: SetAside) -> pb::ApologySetAside {
    pb::ApologySetAside {
        dossier_id,
        at: Some(timestamp(apology.at)),
        unit: apology.unit.to_string(),
        leg_id: apology.leg.clone().unwrap_or_default(),
        due: Some(timestamp(apology.due)),
        ground: why.name().to_owned(),
    }
}

fn handed_over(
    dossier_id: String,
    from: &UnitId,
    slip: &str,
    originals: &Originals,
) -> pb::PapersHandedOver {
    let to_unit = originals.unit().map(ToString::to_string);
    pb::PapersHandedOver {
        dossier_id,
        at: None,
        from_unit: from.to_string(),
        to_unit: to_unit.unwrap_or_default(),
        received: !matches!(originals, Originals::InTransit { .. }),
        slip: slip.to_owned(),
    }
}
