//! Cases as aggregates: where they are kept, and how their events are told.

use agency_domain::{Case, Event};
use chassis::{Fact, Repository, Stored, wire::timestamp};
use chrono::{DateTime, Utc};
use kernel::CaseId;
use proto::agency::v1 as proto;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::store;

/// What the bus is told of why a dossier is given back.
const RETURNED: &str = "returned";

/// The repository of the cases of one agency's service.
pub struct Cases;

impl Repository for Cases {
    type Aggregate = Case;
    type Id = CaseId;
    // How an agency works on a case inside its house is nobody else's business.
    const QUIET: bool = true;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Case>>> {
        store::lock(db, ids).await
    }

    async fn save(db: &mut PgConnection, cases: &[Stored<Case>]) -> sqlx::Result<()> {
        store::save(db, cases).await
    }

    fn fact(id: CaseId, after: &Case, event: &Event, at: DateTime<Utc>) -> Fact {
        let offer = &after.offer;
        let (leg_id, dossier_id) = (id.to_string(), offer.dossier.to_string());
        let (unit, attempt, at) = (offer.unit.to_string(), offer.attempt, Some(timestamp(at)));
        let fact = match event {
            Event::Opened { .. } => Fact::new(&proto::CaseOpened {
                leg_id,
                dossier_id,
                at,
            })
            .quietly(),
            Event::Accepted { .. } | Event::Confirmed { .. } => Fact::new(&proto::LegAccepted {
                leg_id,
                dossier_id,
                attempt,
                unit,
                at,
            }),
            Event::Refused { reason, .. } => Fact::new(&proto::LegRefused {
                leg_id,
                dossier_id,
                attempt,
                unit,
                at,
                reason: reason.key().to_owned(),
            }),
            // What the officer wrote may name a person: it stays here, for who asks.
            Event::Returned { .. } => Fact::new(&proto::LegReturned {
                leg_id,
                dossier_id,
                attempt,
                unit,
                at,
                reason: RETURNED.to_owned(),
            }),
            Event::Proposed { .. } => Fact::new(&proto::CaseProposed {
                leg_id,
                dossier_id,
                at,
            })
            .quietly(),
            Event::ProposalWithdrawn { .. } => Fact::new(&proto::ProposalWithdrawn {
                leg_id,
                dossier_id,
                at,
            })
            .quietly(),
            Event::Timed { .. } => Fact::new(&proto::CaseTimed {
                leg_id,
                dossier_id,
                at,
            })
            .quietly(),
            Event::Approved { .. } => Fact::new(&proto::CaseApproved {
                leg_id,
                dossier_id,
                at,
            })
            .quietly(),
            // The amount and the reason stay here: they are about a person.
            Event::Completed { conclusion, .. } => Fact::new(&proto::LegCompleted {
                leg_id,
                dossier_id,
                attempt,
                unit,
                at,
                granted: conclusion.granted,
                document: conclusion.document.clone().unwrap_or_default(),
                payment_due: conclusion.payment_due,
            }),
            Event::Withdrawn { .. } => Fact::new(&proto::CaseWithdrawn {
                leg_id,
                dossier_id,
                at,
            }),
            Event::Closed { .. } => Fact::new(&proto::CaseClosed {
                leg_id,
                dossier_id,
                at,
            }),
            Event::MovedUnit { to, .. } => Fact::new(&proto::CaseMoved {
                leg_id,
                dossier_id,
                unit: to.to_string(),
                at,
            })
            .quietly(),
            // Whose hands it was in and is in is for the agency's own audit.
            Event::Reassigned { from, officer, .. } => Fact::new(&proto::CaseReassigned {
                leg_id,
                dossier_id,
                at,
                from: from.clone().unwrap_or_default(),
                to: officer.clone(),
            })
            .quietly(),
            Event::SentBack { .. } => Fact::new(&proto::CaseSentBack {
                leg_id,
                dossier_id,
                at,
            })
            .quietly(),
            // Checked when it was said: the reason carries nobody's number.
            Event::SupplementNeeded { ask, .. } => Fact::new(&proto::SupplementNeeded {
                leg_id,
                dossier_id,
                attempt,
                unit,
                at,
                components: ask.components.clone(),
                reason: ask.reason.clone(),
            }),
            Event::ApologyOwed { .. } => Fact::new(&proto::ApologyNoted {
                leg_id,
                dossier_id,
                at,
            })
            .quietly(),
            Event::DelayStated { statement, .. } => Fact::new(&proto::DelayStated {
                leg_id,
                dossier_id,
                at,
                new_due: Some(timestamp(statement.new_due)),
            })
            .quietly(),
            Event::ApologySigned {
                statement,
                signature,
            } => Fact::new(&proto::ApologySigned {
                leg_id,
                dossier_id,
                attempt,
                unit,
                at,
                new_due: Some(timestamp(statement.new_due)),
                reason: statement.reason.clone(),
                signer: signature.by.clone(),
            }),
        };
        fact.about(offer.dossier)
    }
}
