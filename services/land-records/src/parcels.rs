//! Parcels as aggregates: where they are kept, and how their events are told.

use chassis::{Fact, Repository, Stored};
use chrono::{DateTime, Utc};
use kernel::{CertificateId, DossierId, ParcelId};
use land_records_domain::{Closing, Event, Parcel};
use proto::land_records::v1 as proto;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::store;

/// The repository of the register.
pub struct Parcels;

impl Repository for Parcels {
    type Aggregate = Parcel;
    type Id = ParcelId;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Parcel>>> {
        store::lock(db, ids).await
    }

    async fn save(db: &mut PgConnection, parcels: &[Stored<Parcel>]) -> sqlx::Result<()> {
        store::save(db, parcels).await
    }

    /// Who holds what is in the register, never in a fact.
    fn fact(id: ParcelId, _: &Parcel, event: &Event, at: DateTime<Utc>) -> Fact {
        let told = Told {
            parcel: id.to_string(),
            at: Some(chassis::wire::timestamp(at)),
        };
        match event {
            Event::Entered { entry, .. } => {
                let fact = Fact::new(&proto::ParcelEntered {
                    parcel_id: told.parcel,
                    at: told.at,
                });
                about(fact, entry.dossier)
            }
            Event::TransferExamined { dossier, slip, .. } => Fact::new(&proto::TaxSlipSent {
                parcel_id: told.parcel,
                dossier_id: dossier.to_string(),
                at: told.at,
                number: slip.clone(),
            })
            .about(*dossier),
            Event::SlipVoided { dossier, slip, .. } => Fact::new(&proto::TaxSlipVoided {
                parcel_id: told.parcel,
                dossier_id: dossier.to_string(),
                at: told.at,
                number: slip.clone(),
            })
            .about(*dossier),
            Event::CertificateCorrected {
                dossier,
                certificate,
                ..
            } => told.closed(*dossier, *certificate, Closing::Corrected),
            Event::RightTransferred { dossier, .. } => Fact::new(&proto::RightRegistered {
                parcel_id: told.parcel,
                dossier_id: dossier.to_string(),
                at: told.at,
            })
            .about(*dossier),
            Event::CertificateClosed {
                dossier,
                certificate,
                ..
            } => told.closed(*dossier, *certificate, Closing::Transferred),
            Event::CertificateCancelledAsLost {
                dossier,
                certificate,
                ..
            } => told.closed(*dossier, *certificate, Closing::Lost),
            Event::CertificateIssued {
                dossier,
                certificate,
                ..
            } => Fact::new(&proto::CertificateIssued {
                parcel_id: told.parcel,
                certificate_id: certificate.id.to_string(),
                dossier_id: dossier.to_string(),
                at: told.at,
            })
            .about(*dossier),
            Event::MortgageRegistered { dossier, .. } => {
                told.restricted(Some(*dossier), "mortgage")
            }
            Event::MortgageDischarged { dossier, .. } => told.freed(Some(*dossier), "mortgage"),
            Event::Seized { .. } => told.restricted(None, "seizure"),
            Event::SeizureLifted { .. } => told.freed(None, "seizure"),
            Event::DebtNoted { dossier, .. } => told.restricted(Some(*dossier), "debt"),
            Event::DebtCleared { dossier, .. } => told.freed(Some(*dossier), "debt"),
        }
    }
}

/// What every fact about a parcel says.
struct Told {
    parcel: String,
    at: Option<prost_types::Timestamp>,
}

impl Told {
    fn closed(self, dossier: DossierId, certificate: CertificateId, ground: Closing) -> Fact {
        Fact::new(&proto::CertificateClosed {
            parcel_id: self.parcel,
            certificate_id: certificate.to_string(),
            dossier_id: dossier.to_string(),
            at: self.at,
            ground: ground.key().to_owned(),
        })
        .about(dossier)
    }

    fn restricted(self, dossier: Option<DossierId>, kind: &str) -> Fact {
        let fact = Fact::new(&proto::RestrictionRegistered {
            parcel_id: self.parcel,
            dossier_id: dossier.map(|id| id.to_string()).unwrap_or_default(),
            at: self.at,
            kind: kind.to_owned(),
        });
        about(fact, dossier)
    }

    fn freed(self, dossier: Option<DossierId>, kind: &str) -> Fact {
        let fact = Fact::new(&proto::RestrictionLifted {
            parcel_id: self.parcel,
            dossier_id: dossier.map(|id| id.to_string()).unwrap_or_default(),
            at: self.at,
            kind: kind.to_owned(),
        });
        about(fact, dossier)
    }
}

fn about(fact: Fact, dossier: Option<DossierId>) -> Fact {
    match dossier {
        Some(dossier) => fact.about(dossier),
        None => fact,
    }
}
