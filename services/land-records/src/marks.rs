//! What a parcel's page keeps beside rights and certificates: restrictions, slips, corrections.

use kernel::{DossierId, Instant, Personal, UnitId};
use land_records_domain::{Area, Corrected, Origin, Restriction, RestrictionKind, SentSlip};
use serde::{Deserialize, Serialize};

use crate::page::KeptUse;

#[derive(Serialize, Deserialize)]
pub struct KeptRestriction {
    #[serde(flatten)]
    kind: KeptKind,
    since: Instant,
    until: Option<Instant>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum KeptKind {
    Mortgage {
        dossier: DossierId,
        mortgagee: Personal<String>,
        contract: String,
        registered_at: Instant,
    },
    Seizure {
        order: String,
        by: String,
        ground: String,
    },
    Debt {
        dossier: DossierId,
        notice: String,
    },
}

#[derive(Serialize, Deserialize)]
pub struct KeptSlip {
    dossier: DossierId,
    number: String,
    at: Instant,
    void_at: Option<Instant>,
}

#[derive(Serialize, Deserialize)]
pub struct KeptCorrection {
    dossier: DossierId,
    reason: Personal<String>,
    at_cost_of: String,
    at: Instant,
    address: String,
    /// Tenths of a square metre.
    area: u32,
    uses: Vec<KeptUse>,
    origin: String,
}

impl KeptRestriction {
    pub fn of(restriction: &Restriction) -> Self {
        let kind = match restriction.kind.clone() {
            RestrictionKind::Mortgage {
                dossier,
                mortgagee,
                contract,
                registered_at,
            } => KeptKind::Mortgage {
                dossier,
                mortgagee,
                contract,
                registered_at,
            },
            RestrictionKind::Seizure { order, by, ground } => {
                KeptKind::Seizure { order, by, ground }
            }
            RestrictionKind::Debt { dossier, notice } => KeptKind::Debt { dossier, notice },
        };
        Self {
            kind,
            since: restriction.since,
            until: restriction.until,
        }
    }
    pub fn read(self) -> Restriction {
        let kind = match self.kind {
            KeptKind::Mortgage {
                dossier,
                mortgagee,
                contract,
                registered_at,
            } => RestrictionKind::Mortgage {
                dossier,
                mortgagee,
                contract,
                registered_at,
            },
            KeptKind::Seizure { order, by, ground } => {
                RestrictionKind::Seizure { order, by, ground }
            }
            KeptKind::Debt { dossier, notice } => RestrictionKind::Debt { dossier, notice },
        };
        Restriction {
            kind,
            since: self.since,
            until: self.until,
        }
    }
}

impl KeptSlip {
    pub fn of(slip: &SentSlip) -> Self {
        Self {
            dossier: slip.dossier,
            number: slip.number.clone(),
            at: slip.at,
            void_at: slip.void_at,
        }
    }
    pub fn read(self) -> SentSlip {
        SentSlip {
            dossier: self.dossier,
            number: self.number,
            at: self.at,
            void_at: self.void_at,
        }
    }
}

impl KeptCorrection {
    pub fn of(made: &Corrected) -> Self {
        Self {
            dossier: made.dossier,
            reason: made.reason.clone(),
            at_cost_of: made.at_cost_of.to_string(),
            at: made.at,
            address: made.address.clone(),
            area: made.area.tenths(),
            uses: made.uses.iter().map(KeptUse::of).collect(),
            origin: made.origin.key().to_owned(),
        }
    }
    pub fn read(self) -> Option<Corrected> {
        let uses = self.uses.into_iter().map(KeptUse::read);
        Some(Corrected {
            dossier: self.dossier,
            reason: self.reason,
            at_cost_of: UnitId::new(self.at_cost_of),
            at: self.at,
            address: self.address,
            area: Area::from_tenths(self.area).ok()?,
            uses: uses.collect::<Option<_>>()?,
            origin: Origin::from_key(&self.origin)?,
        })
    }
}
