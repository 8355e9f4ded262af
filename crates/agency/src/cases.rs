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
        };
        fact.about(offer.dossier)
    }
}
