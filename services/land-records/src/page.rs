//! A parcel's page as it is kept: the words of the domain in a form that outlives them.

use kernel::{CertificateId, DossierId, Instant, ParcelId, PartyId, Personal};
use land_records_domain::{
    Area, Certificate, Closed, Closing, Holder, LandUse, NewCertificate, Origin, Parcel, Place,
    Right, Share, Source, SourceKind, Term, Use,
};
use serde::{Deserialize, Serialize};

use crate::marks::{KeptCorrection, KeptRestriction, KeptSlip};

/// The present shape of a page. Adding a field that may be absent does not change it.
pub const FORMAT: i32 = 1;

#[derive(Serialize, Deserialize)]
pub struct Page {
    address: String,
    /// Tenths of a square metre.
    area: u32,
    uses: Vec<KeptUse>,
    origin: String,
    rights: Vec<KeptRight>,
    restrictions: Vec<KeptRestriction>,
    certificates: Vec<KeptCertificate>,
    sources: Vec<KeptSource>,
    #[serde(default)]
    slips: Vec<KeptSlip>,
    #[serde(default)]
    corrections: Vec<KeptCorrection>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptUse {
    purpose: String,
    area: u32,
    term: KeptTerm,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KeptTerm {
    Lasting,
    Until(chrono::NaiveDate),
    Unstated,
}

#[derive(Serialize, Deserialize)]
struct KeptRight {
    holders: Vec<KeptHolder>,
    since: Instant,
    until: Option<Instant>,
    dossier: Option<DossierId>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptHolder {
    #[serde(rename = "citizen")]
    number: Personal<PartyId>,
    name: Personal<String>,
    share: (u32, u32),
}

/// The blank of a certificate that has been set aside.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptBlank {
    id: CertificateId,
    serial: String,
    register_no: String,
}

#[derive(Serialize, Deserialize)]
struct KeptCertificate {
    #[serde(flatten)]
    blank: KeptBlank,
    right: usize,
    issued_at: Instant,
    dossier: Option<DossierId>,
    closed: Option<KeptClosed>,
}

#[derive(Serialize, Deserialize)]
struct KeptClosed {
    at: Instant,
    dossier: DossierId,
    ground: String,
}

#[derive(Serialize, Deserialize)]
struct KeptSource {
    dossier: Option<DossierId>,
    kind: String,
    at: Instant,
}

const SOURCES: [(SourceKind, &str); 11] = [
    (SourceKind::FirstEntry, "first-entry"),
    (SourceKind::Examination, "examination"),
    (SourceKind::Transfer, "transfer"),
    (SourceKind::Mortgage, "mortgage"),
    (SourceKind::MortgageDischarge, "mortgage-discharge"),
    (SourceKind::LostCertificate, "lost-certificate"),
    (SourceKind::Seizure, "seizure"),
    (SourceKind::SeizureLifted, "seizure-lifted"),
    (SourceKind::Debt, "debt"),
    (SourceKind::DebtCleared, "debt-cleared"),
    (SourceKind::Correction, "correction"),
];

impl Page {
    pub fn of(parcel: &Parcel) -> Self {
        Self {
            address: parcel.address.clone(),
            area: parcel.area.tenths(),
            uses: parcel.uses.iter().map(KeptUse::of).collect(),
            origin: parcel.origin.key().to_owned(),
            rights: parcel.rights.iter().map(KeptRight::of).collect(),
            restrictions: parcel
                .restrictions
                .iter()
                .map(KeptRestriction::of)
                .collect(),
            certificates: parcel
                .certificates
                .iter()
                .map(KeptCertificate::of)
                .collect(),
            sources: parcel.sources.iter().map(KeptSource::of).collect(),
            slips: parcel.slips.iter().map(KeptSlip::of).collect(),
            corrections: parcel.corrections.iter().map(KeptCorrection::of).collect(),
        }
    }

    /// The parcel; none when the page says what the domain does not know.
    pub fn read(self, id: ParcelId, version: u32, place: Place) -> Option<Parcel> {
        Some(Parcel {
            id,
            version: version.into(),
            place,
            address: self.address,
            area: Area::from_tenths(self.area).ok()?,
            uses: self
                .uses
                .into_iter()
                .map(KeptUse::read)
                .collect::<Option<_>>()?,
            origin: Origin::from_key(&self.origin)?,
            rights: self
                .rights
                .into_iter()
                .map(KeptRight::read)
                .collect::<Option<_>>()?,
            restrictions: self
                .restrictions
                .into_iter()
                .map(KeptRestriction::read)
                .collect(),
            certificates: self
                .certificates
                .into_iter()
                .map(KeptCertificate::read)
                .collect::<Option<_>>()?,
            sources: self
                .sources
                .into_iter()
                .map(KeptSource::read)
                .collect::<Option<_>>()?,
            slips: self.slips.into_iter().map(KeptSlip::read).collect(),
            corrections: self
                .corrections
                .into_iter()
                .map(KeptCorrection::read)
                .collect::<Option<_>>()?,
        })
    }
}

impl KeptUse {
    pub fn of(part: &Use) -> Self {
        let term = match part.term {
            Term::Lasting => KeptTerm::Lasting,
            Term::Until(day) => KeptTerm::Until(day),
            Term::Unstated => KeptTerm::Unstated,
        };
        Self {
            purpose: part.purpose.key().to_owned(),
            area: part.area.tenths(),
            term,
        }
    }
    pub fn read(self) -> Option<Use> {
        let term = match self.term {
            KeptTerm::Lasting => Term::Lasting,
            KeptTerm::Until(day) => Term::Until(day),
            KeptTerm::Unstated => Term::Unstated,
        };
        Some(Use {
            purpose: LandUse::from_key(&self.purpose)?,
            area: Area::from_tenths(self.area).ok()?,
            term,
        })
    }
}

impl KeptRight {
    fn of(right: &Right) -> Self {
        Self {
            holders: right.holders.iter().map(KeptHolder::of).collect(),
            since: right.since,
            until: right.until,
            dossier: right.dossier,
        }
    }
    fn read(self) -> Option<Right> {
        Some(Right {
            holders: self
                .holders
                .into_iter()
                .map(KeptHolder::read)
                .collect::<Option<_>>()?,
            since: self.since,
            until: self.until,
            dossier: self.dossier,
        })
    }
}

impl KeptHolder {
    pub fn of(holder: &Holder) -> Self {
        Self {
            number: holder.number.clone(),
            name: holder.name.clone(),
            share: (holder.share.numerator(), holder.share.denominator()),
        }
    }
    pub fn read(self) -> Option<Holder> {
        Some(Holder {
            number: self.number,
            name: self.name,
            share: Share::new(self.share.0, self.share.1).ok()?,
        })
    }
}

impl KeptBlank {
    pub fn of(blank: &NewCertificate) -> Self {
        Self {
            id: blank.id,
            serial: blank.serial.to_string(),
            register_no: blank.register_no.clone(),
        }
    }
    pub fn read(self) -> Option<NewCertificate> {
        Some(NewCertificate {
            id: self.id,
            serial: self.serial.parse().ok()?,
            register_no: self.register_no,
        })
    }
}

impl KeptCertificate {
    fn of(certificate: &Certificate) -> Self {
        let closed = certificate.closed.map(|closed| KeptClosed {
            at: closed.at,
            dossier: closed.dossier,
            ground: closed.ground.key().to_owned(),
        });
        Self {
            blank: KeptBlank {
                id: certificate.id,
                serial: certificate.serial.to_string(),
                register_no: certificate.register_no.clone(),
            },
            right: certificate.right,
            issued_at: certificate.issued_at,
            dossier: certificate.dossier,
            closed,
        }
    }
    fn read(self) -> Option<Certificate> {
        let closed = match self.closed {
            None => None,
            Some(closed) => Some(Closed {
                at: closed.at,
                dossier: closed.dossier,
                ground: Closing::from_key(&closed.ground)?,
            }),
        };
        let blank = self.blank.read()?;
        Some(Certificate {
            id: blank.id,
            serial: blank.serial,
            register_no: blank.register_no,
            right: self.right,
            issued_at: self.issued_at,
            dossier: self.dossier,
            closed,
        })
    }
}

impl KeptSource {
    fn of(source: &Source) -> Self {
        let known = SOURCES.iter().find(|(kind, _)| *kind == source.kind);
        Self {
            dossier: source.dossier,
            kind: known.map_or("", |(_, word)| word).to_owned(),
            at: source.at,
        }
    }
    fn read(self) -> Option<Source> {
        let (kind, _) = SOURCES.iter().find(|(_, word)| *word == self.kind)?;
        Some(Source {
            dossier: self.dossier,
            kind: *kind,
            at: self.at,
        })
    }
}
