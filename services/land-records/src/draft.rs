//! What a case is about to change in the register.

use anyhow::anyhow;
use chassis::{Error, Result};
use kernel::{CitizenId, DossierId, ParcelId, Personal};
use land_records_domain::{Command, NewCertificate};
use serde::{Deserialize, Serialize};

use crate::page::{KeptBlank, KeptHolder};

/// A change that waits for its approval, and once made tells a retry from another wish.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Draft {
    Transfer {
        parcel: ParcelId,
        from: Vec<Personal<CitizenId>>,
        to: Vec<KeptHolder>,
        certificate: KeptBlank,
        mortgagee_consents: bool,
    },
    Mortgage {
        parcel: ParcelId,
        mortgagors: Vec<Personal<CitizenId>>,
        mortgagee: Personal<String>,
        contract: String,
    },
    Reissue {
        parcel: ParcelId,
        lost: String,
        certificate: KeptBlank,
    },
}

impl Draft {
    pub fn parcel(&self) -> ParcelId {
        match self {
            Self::Transfer { parcel, .. }
            | Self::Mortgage { parcel, .. }
            | Self::Reissue { parcel, .. } => *parcel,
        }
    }

    /// The certificate it issues.
    pub fn certificate(&self) -> Option<NewCertificate> {
        match self {
            Self::Transfer { certificate, .. } | Self::Reissue { certificate, .. } => {
                certificate.clone().read()
            }
            Self::Mortgage { .. } => None,
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
        })
    }
}
