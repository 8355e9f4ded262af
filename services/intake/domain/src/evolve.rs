//! What each event leaves behind. Records only; decides nothing.

use crate::{Channel, Dossier, Event, Stage};

pub(crate) fn evolve(dossier: Option<Dossier>, event: &Event) -> Option<Dossier> {
    match event {
        Event::Submitted {
            id,
            code,
            procedure,
            filing,
            at,
        } => Some(Dossier {
            id: *id,
            code: code.clone(),
            procedure: procedure.clone(),
            filing: filing.clone(),
            channel: Channel::Online,
            submitted_at: Some(*at),
            received_at: None,
            appointment: None,
            stage: Stage::Submitted,
        }),
        Event::Accepted {
            id,
            code,
            procedure,
            filing,
            channel,
            appointment,
            at,
        } => Some(Dossier {
            id: *id,
            code: code.clone(),
            procedure: procedure.clone(),
            filing: filing.clone(),
            channel: *channel,
            submitted_at: dossier.and_then(|dossier| dossier.submitted_at),
            received_at: Some(*at),
            appointment: Some(appointment.clone()),
            stage: Stage::InProgress,
        }),
        _ => dossier.map(|dossier| change(dossier, event)),
    }
}

fn change(mut dossier: Dossier, event: &Event) -> Dossier {
    dossier.stage = match event {
        Event::Submitted { .. } | Event::Accepted { .. } => dossier.stage,
        Event::SupplementAsked {
            components,
            reason,
            at,
        } => Stage::AwaitingSupplement {
            components: components.clone(),
            reason: reason.clone(),
            at: *at,
        },
        Event::SupplementReceived {
            papers,
            appointment,
            ..
        } => {
            for paper in papers {
                dossier
                    .filing
                    .papers
                    .retain(|held| held.component != paper.component);
                dossier.filing.papers.push(paper.clone());
            }
            dossier.appointment = Some(appointment.clone());
            Stage::InProgress
        }
        Event::Refused { reason, at } => Stage::Refused {
            reason: reason.clone(),
            at: *at,
        },
        Event::Withdrawn { reason, at } => Stage::Withdrawn {
            reason: reason.clone(),
            at: *at,
        },
        Event::ClockStopped { ground, at } => Stage::ClockStopped {
            ground: ground.clone(),
            at: *at,
        },
        Event::ClockStarted { appointment, .. } => {
            dossier.appointment = Some(appointment.clone());
            Stage::InProgress
        }
        Event::Settled { granted, at } => Stage::Settled {
            granted: *granted,
            at: *at,
        },
        Event::Returned { method, at, .. } => match dossier.stage {
            Stage::Settled {
                granted,
                at: settled_at,
            } => Stage::Returned {
                granted,
                settled_at,
                at: *at,
                method: *method,
            },
            other => other,
        },
    };
    dossier
}
