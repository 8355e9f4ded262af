//! Between the words of the contract and the words of routing.

use chassis::{Error, Fact, Result, wire::timestamp};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{DossierId, Instant};
use proto::routing::v1 as pb;
use routing_domain::{Event, Leg, Route, Status};

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

pub fn status(status: Status) -> pb::LegStatus {
    match status {
        Status::Waiting => pb::LegStatus::Waiting,
        Status::Offered => pb::LegStatus::Offered,
        Status::Held => pb::LegStatus::Held,
        Status::AwaitingPayment => pb::LegStatus::AwaitingPayment,
        Status::Done => pb::LegStatus::Done,
        Status::Refused => pb::LegStatus::Refused,
        Status::Skipped => pb::LegStatus::Skipped,
    }
}

/// The event in public words.
pub fn fact(id: DossierId, route: &Route, event: &Event, _: DateTime<Utc>) -> Fact {
    let dossier_id = id.to_string();
    let moved = |leg: usize, act: &str, at: &Instant| {
        Fact::new(&pb::LegMoved {
            dossier_id: dossier_id.clone(),
            leg_id: route.legs[leg].id.to_string(),
            at: Some(timestamp(*at)),
            act: act.to_owned(),
        })
    };
    let fact = match event {
        Event::Planned(planned) => Fact::new(&pb::RoutePlanned {
            dossier_id,
            at: Some(timestamp(planned.accepted_at)),
            legs: planned.legs.len() as u32,
        }),
        Event::Offered {
            leg,
            attempt,
            at,
            due,
            ..
        } => {
            let leg = &route.legs[*leg];
            Fact::new(&offered(route, leg, *attempt, *at, *due)).only_for(&leg.host)
        }
        Event::Recalled { leg, at } => {
            let leg = &route.legs[*leg];
            Fact::new(&pb::LegRecalled {
                leg_id: leg.id.to_string(),
                dossier_id,
                host: leg.host.clone(),
                at: Some(timestamp(*at)),
            })
            .only_for(&leg.host)
        }
        // The agency has said so itself; here it is only written down.
        Event::Accepted { leg, at } => moved(*leg, "accepted", at).quietly(),
        Event::Completed { leg, at, .. } => moved(*leg, "completed", at).quietly(),
        Event::Skipped { leg, at } => moved(*leg, "skipped", at).quietly(),
        Event::Refused { leg, at, .. } => moved(*leg, "refused", at),
        Event::GivenBack { leg, at, .. } => moved(*leg, "returned", at),
        Event::PaymentAwaited { leg, reference, at } => Fact::new(&pb::PaymentAwaited {
            dossier_id,
            leg_id: route.legs[*leg].id.to_string(),
            at: Some(timestamp(*at)),
            reference: reference.clone(),
        }),
        Event::PaymentSettled { leg, at, .. } => Fact::new(&pb::PaymentSettled {
            dossier_id,
            leg_id: route.legs[*leg].id.to_string(),
            at: Some(timestamp(*at)),
            ..Default::default()
        }),
        Event::ClockStopped { ground, at } => Fact::new(&pb::ClockStopped {
            dossier_id,
            at: Some(timestamp(*at)),
            ground: ground.clone(),
        }),
        Event::ClockStarted { phase, at } => Fact::new(&pb::ClockStarted {
            dossier_id,
            at: Some(timestamp(*at)),
            phase: u32::from(*phase),
        }),
        Event::Settled { granted, at } => Fact::new(&pb::DossierSettled {
            dossier_id,
            at: Some(timestamp(*at)),
            granted: *granted,
            ..Default::default()
        }),
        Event::Closed { at } => Fact::new(&pb::RouteClosed {
            dossier_id,
            at: Some(timestamp(*at)),
        }),
    };
    fact.about(id)
}

fn offered(
    route: &Route,
    leg: &Leg,
    attempt: u32,
    at: Instant,
    due: Option<Instant>,
) -> pb::LegOffered {
    pb::LegOffered {
        leg_id: leg.id.to_string(),
        dossier_id: route.dossier.to_string(),
        code: route.code.clone(),
        unit: leg.unit.to_string(),
        host: leg.host.clone(),
        task: leg.task.clone(),
        title: leg.title.clone(),
        procedure: route.procedure.clone(),
        procedure_version: route.version.to_string(),
        phase: leg.phase.into(),
        counts: leg.counts,
        approval: leg.approval,
        automatic: leg.automatic,
        at: Some(timestamp(at)),
        due: due.map(timestamp),
        place: route.place.to_string(),
        attempt,
        ..Default::default()
    }
}
