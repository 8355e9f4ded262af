//! What happens at the desk, in the words of the contract.

use chassis::{Fact, wire::timestamp};
use chrono::{DateTime, Utc};
use intake_domain::{Dossier, Event};
use kernel::DossierId;
use proto::intake::v1 as pb;

use crate::wire::{channel_out, return_method_out};

/// The event in public words.
pub fn fact(id: DossierId, after: &Dossier, event: &Event, at: DateTime<Utc>) -> Fact {
    let dossier_id = id.to_string();
    let now = Some(timestamp(at));
    let due = after
        .appointment
        .as_ref()
        .map(|promise| timestamp(promise.due));
    let fact = match event {
        Event::Submitted {
            code,
            procedure,
            filing,
            at,
            ..
        } => Fact::new(&pb::DossierSubmitted {
            dossier_id,
            code: code.clone(),
            procedure: procedure.code.clone(),
            procedure_version: procedure.version.to_string(),
            receiving_unit: filing.receiving_unit.to_string(),
            at: Some(timestamp(*at)),
        }),
        Event::Accepted {
            code,
            procedure,
            filing,
            channel,
            appointment,
            at,
            ..
        } => Fact::new(&pb::DossierAccepted {
            dossier_id,
            code: code.clone(),
            procedure: procedure.code.clone(),
            procedure_version: procedure.version.to_string(),
            field: procedure.field.clone(),
            channel: channel_out(*channel).into(),
            receiving_unit: filing.receiving_unit.to_string(),
            place: filing.place.to_string(),
            at: Some(timestamp(*at)),
            due,
            counted_from: Some(timestamp(appointment.counted_from)),
            return_method: return_method_out(filing.return_method).into(),
            ..Default::default()
        }),
        Event::SupplementAsked { components, at, .. } => Fact::new(&pb::SupplementAsked {
            dossier_id,
            at: Some(timestamp(*at)),
            components: components.clone(),
            ..Default::default()
        }),
        Event::SupplementReceived { at, .. } => Fact::new(&pb::SupplementReceived {
            dossier_id,
            at: Some(timestamp(*at)),
            due,
            ..Default::default()
        }),
        Event::Refused { at, .. } => Fact::new(&pb::DossierRefused {
            dossier_id,
            at: Some(timestamp(*at)),
        }),
        Event::Withdrawn { at, .. } => Fact::new(&pb::DossierWithdrawn {
            dossier_id,
            at: Some(timestamp(*at)),
        }),
        Event::ClockStopped { ground, at } => Fact::new(&pb::AppointmentPaused {
            dossier_id,
            at: Some(timestamp(*at)),
            ground: ground.clone(),
        }),
        Event::ClockStarted { appointment, at } => Fact::new(&pb::AppointmentResumed {
            dossier_id,
            at: Some(timestamp(*at)),
            due,
            phase: appointment.phase.into(),
        }),
        Event::Settled { granted, at } => Fact::new(&pb::ResultReady {
            dossier_id,
            at: Some(timestamp(*at)),
            due,
            granted: *granted,
            ..Default::default()
        }),
        Event::Returned { method, .. } => Fact::new(&pb::ResultReturned {
            dossier_id,
            at: now,
            method: return_method_out(*method).into(),
            ..Default::default()
        }),
    };
    fact.about(id)
}
