//! The promised date, warnings and apologies, in public words.

use chassis::{Fact, wire::timestamp};
use proto::routing::v1 as pb;
use routing_domain::{Duty, Event};

use super::About;

impl About<'_> {
    /// The promised date, warnings and apologies.
    pub(super) fn promise(&self, event: &Event) -> Option<Fact> {
        let dossier_id = self.dossier_id.clone();
        Some(match event {
            Event::Promised { due, round, at } => Fact::new(&pb::PromiseHeard {
                dossier_id,
                at: Some(timestamp(*at)),
                due: Some(timestamp(*due)),
                round: round.unwrap_or_default(),
            })
            .quietly(),
            Event::CitizenAsked { at } => Fact::new(&pb::CitizenAsked {
                dossier_id,
                at: Some(timestamp(*at)),
            })
            .quietly(),
            Event::CitizenAnswered { due, at } => Fact::new(&pb::CitizenAnswered {
                dossier_id,
                at: Some(timestamp(*at)),
                due: due.map(timestamp),
            })
            .quietly(),
            Event::LegDueSoon { leg, due, at } => Fact::new(&pb::LegDueSoon {
                dossier_id,
                leg_id: self.leg_id(*leg),
                unit: self.leg(*leg).unit.to_string(),
                at: Some(timestamp(*at)),
                due: Some(timestamp(*due)),
            }),
            Event::LegOverdue { leg, due, at } => Fact::new(&pb::LegOverdue {
                dossier_id,
                leg_id: self.leg_id(*leg),
                unit: self.leg(*leg).unit.to_string(),
                at: Some(timestamp(*at)),
                due: Some(timestamp(*due)),
            }),
            Event::DossierDueSoon { unit, due, at } => Fact::new(&pb::DossierDueSoon {
                dossier_id,
                unit: unit.to_string(),
                at: Some(timestamp(*at)),
                due: Some(timestamp(*due)),
            }),
            Event::DossierOverdue { unit, leg, due, at } => Fact::new(&pb::DossierOverdue {
                dossier_id,
                unit: unit.to_string(),
                leg_id: self.of(*leg),
                at: Some(timestamp(*at)),
                due: Some(timestamp(*due)),
            }),
            Event::ApologyOwed(duty) => self.owed(duty),
            Event::Apologised {
                leg,
                unit,
                new_due,
                reason,
                signer,
                late,
                at,
            } => {
                let fact = Fact::new(&pb::ApologyGiven {
                    dossier_id,
                    leg_id: self.leg_id(*leg),
                    unit: unit.to_string(),
                    at: Some(timestamp(*at)),
                    new_due: Some(timestamp(*new_due)),
                    reason: reason.clone(),
                    signer: signer.clone(),
                });
                // Too late to move the date: only written down.
                if *late { fact.quietly() } else { fact }
            }
            Event::ApologyMissed { leg, unit, due, at } => Fact::new(&pb::ApologyMissed {
                dossier_id,
                leg_id: self.of(*leg),
                unit: unit.to_string(),
                at: Some(timestamp(*at)),
                due: Some(timestamp(*due)),
            }),
            _ => return None,
        })
    }

    fn owed(&self, duty: &Duty) -> Fact {
        Fact::new(&pb::ApologyDue {
            dossier_id: self.dossier_id.clone(),
            code: self.route.code.clone(),
            leg_id: self.of(duty.leg),
            unit: duty.unit.to_string(),
            host: duty.host.clone(),
            at: Some(timestamp(duty.raised_at)),
            due: Some(timestamp(duty.due)),
            state_by: Some(timestamp(duty.state_by)),
            ground: duty.ground.key().to_owned(),
            may_move: duty.may_move,
        })
        .only_for(&duty.host)
    }
}
