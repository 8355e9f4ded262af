//! What a case is about to change in the register.

use anyhow::anyhow;
use chassis::{Error, Result};
use kernel::{DossierId, ParcelId, PartyId, Personal, UnitId};
use land_records_domain::{Area, Command, Correction, NewCertificate, Origin};
use serde::{Deserialize, Serialize};

use crate::page::{KeptBlank, KeptHolder, KeptUse};

/// A change that waits for its approval, and once made tells a retry from another wish.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Draft {
    Transfer {
        parcel: ParcelId,
        from: Vec<Personal<PartyId>>,
        to: Vec<KeptHolder>,
        certificate: KeptBlank,
        mortgagee_consents: bool,
    },
    Mortgage {
        parcel: ParcelId,
        mortgagors: Vec<Personal<PartyId>>,
        mortgagee: Personal<String>,
        contract: String,
    },
    Reissue {
        parcel: ParcelId,
        lost: String,
        certificate: KeptBlank,
    },
    Correct {
        parcel: ParcelId,
        correction: Box<KeptWish>,
        certificate: KeptBlank,
    },
    /// Nothing is to be changed: which parcel was examined, to void its slip should the dossier
    /// go no further.
    Examination { parcel: ParcelId },
}

/// A correction as it is wished.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptWish {
    wrong: String,
    reason: Personal<String>,
    at_cost_of: String,
    address: Option<String>,
    /// Tenths of a square metre.
    area: Option<u32>,
    uses: Vec<KeptUse>,
    origin: Option<String>,
    holders: Vec<KeptHolder>,
}

impl KeptWish {
    pub fn of(wish: &Correction) -> Self {
        Self {
            wrong: wish.wrong.to_string(),
            reason: wish.reason.clone(),
            at_cost_of: wish.at_cost_of.to_string(),
            address: wish.address.clone(),
            area: wish.area.map(Area::tenths),
            uses: wish.uses.iter().map(KeptUse::of).collect(),
            origin: wish.origin.map(|origin| origin.key().to_owned()),
            holders: wish.holders.iter().map(KeptHolder::of).collect(),
        }
    }

    pub fn wrong(&self) -> &str {
        &self.wrong
    }

    fn read(self) -> Option<Correction> {
        let uses = self.uses.into_iter().map(KeptUse::read);
        let holders = self.holders.into_iter().map(KeptHolder::read);
        Some(Correction {
            wrong: self.wrong.parse().ok()?,
            reason: self.reason,
            at_cost_of: UnitId::new(self.at_cost_of),
            address: self.address,
            area: match self.area {
                Some(tenths) => Some(Area::from_tenths(tenths).ok()?),
                None => None,
            },
            uses: uses.collect::<Option<_>>()?,
            origin: match self.origin {
                Some(key) => Some(Origin::from_key(&key)?),
                None => None,
            },
            holders: holders.collect::<Option<_>>()?,
        })
    }
}

impl Draft {
    pub fn parcel(&self) -> ParcelId {
        match self {
            Self::Transfer { parcel, .. }
            | Self::Mortgage { parcel, .. }
            | Self::Reissue { parcel, .. }
            | Self::Correct { parcel, .. }
            | Self::Examination { parcel } => *parcel,
        }
    }

    /// The certificate it issues.
    pub fn certificate(&self) -> Option<NewCertificate> {
        match self {
            Self::Transfer { certificate, .. }
            | Self::Reissue { certificate, .. }
            | Self::Correct { certificate, .. } => certificate.clone().read(),
            Self::Mortgage { .. } | Self::Examination { .. } => None,
        }
    }

    /// What the conclusion must say of it, where it must say why.
    pub fn reason(&self) -> Option<Personal<String>> {
        match self {
            Self::Correct { correction, .. } => Some(correction.reason.clone()),
            _ => None,
        }
    }

    /// The change in the words of the domain.
    ///
    /// # Errors
    /// A fault, when what was kept can no longer be read.
    pub fn command(&self, dossier: DossierId) -> Result<Command> {
        self.read(dossier)
            .ok_or_else(|| Error::fault(anyhow!("the draft of dossier {dossier}")))
    }

    fn read(&self, dossier: DossierId) -> Option<Command> {
        Some(match self.clone() {
            Self::Transfer {
                from,
                to,
                certificate,
                mortgagee_consents,
                ..
            } => Command::RegisterTransfer {
                dossier,
                from,
                to: to
                    .into_iter()
                    .map(KeptHolder::read)
                    .collect::<Option<_>>()?,
                certificate: certificate.read()?,
                mortgagee_consents,
            },
            Self::Mortgage {
                mortgagors,
                mortgagee,
                contract,
                ..
            } => Command::RegisterMortgage {
                dossier,
                mortgagors,
                mortgagee,
                contract,
            },
            Self::Reissue {
                lost, certificate, ..
            } => Command::ReissueCertificate {
                dossier,
                lost: lost.parse().ok()?,
                certificate: certificate.read()?,
            },
            Self::Correct {
                correction,
                certificate,
                ..
            } => Command::CorrectCertificate {
                dossier,
                correction: correction.read()?,
                certificate: certificate.read()?,
            },
            Self::Examination { .. } => return None,
        })
    }
}
