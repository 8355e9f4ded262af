//! What the register holds about one parcel. Nothing in it is ever removed: a right, a
//! restriction or a certificate that is over has an end, and stays.

use kernel::{DossierId, Instant, ParcelId, PartyId, Personal};

use crate::{Area, Certificate, Corrected, Origin, Place, SentSlip, Serial, Share, Use};

/// A parcel of land and every right, restriction and paper on it
/// (LA_BAUnit with its LA_SpatialUnit; VersionedObject).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub id: ParcelId,
    /// How many changes led here: the first entry is version 1.
    pub version: u64,
    pub place: Place,
    pub address: String,
    pub area: Area,
    pub uses: Vec<Use>,
    pub origin: Origin,
    pub rights: Vec<Right>,
    pub restrictions: Vec<Restriction>,
    pub certificates: Vec<Certificate>,
    pub sources: Vec<Source>,
    pub slips: Vec<SentSlip>,
    pub corrections: Vec<Corrected>,
}

/// The right to use the land (LA_Right), in one hand or in several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Right {
    pub holders: Vec<Holder>,
    pub since: Instant,
    pub until: Option<Instant>,
    /// The dossier that brought it about; none when it was taken over from older books.
    pub dossier: Option<DossierId>,
}

/// A person and their part of the right (LA_Party, LA_RRR.share).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub number: Personal<PartyId>,
    pub name: Personal<String>,
    pub share: Share,
}

/// Something that limits what the holders may do (LA_Restriction).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    pub kind: RestrictionKind,
    pub since: Instant,
    pub until: Option<Instant>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestrictionKind {
    /// Thế chấp (LA_Mortgage). Its rank is the minute of its registration.
    Mortgage {
        dossier: DossierId,
        mortgagee: Personal<String>,
        contract: String,
        registered_at: Instant,
    },
    /// Kê biên, or another measure that secures a judgment; known by its order's number.
    Seizure {
        order: String,
        by: String,
        ground: String,
    },
    /// Ghi nợ nghĩa vụ tài chính, by the tax notice that allowed it.
    Debt { dossier: DossierId, notice: String },
}

/// A paper a change rests on (LA_AdministrativeSource).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// None for entries taken over from older books and for orders that come without a dossier.
    pub dossier: Option<DossierId>,
    pub kind: SourceKind,
    pub at: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    FirstEntry,
    Examination,
    Transfer,
    Mortgage,
    MortgageDischarge,
    LostCertificate,
    Seizure,
    SeizureLifted,
    Debt,
    DebtCleared,
    Correction,
}

impl Parcel {
    /// The right in force, if any.
    pub fn right(&self) -> Option<&Right> {
        self.rights.iter().rfind(|right| right.until.is_none())
    }

    /// Who may use the land now.
    pub fn holders(&self) -> &[Holder] {
        self.right().map_or(&[], |right| &right.holders)
    }

    /// Who could use the land at that moment, as the register now knows it.
    pub fn holders_at(&self, at: Instant) -> &[Holder] {
        self.rights
            .iter()
            .rfind(|right| right.since <= at && right.until.is_none_or(|until| at < until))
            .map_or(&[], |right| &right.holders)
    }

    /// The one certificate that is valid, if any.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.certificates
            .iter()
            .rfind(|certificate| certificate.closed.is_none())
    }

    /// The restrictions in force.
    pub fn in_force(&self) -> impl Iterator<Item = &Restriction> {
        self.restrictions
            .iter()
            .filter(|restriction| restriction.until.is_none())
    }

    /// True when a certificate of this parcel, valid or not, was printed on that blank.
    pub fn knows_serial(&self, serial: &Serial) -> bool {
        self.certificates
            .iter()
            .any(|certificate| certificate.serial == *serial)
    }

    pub(crate) fn right_by(&self, dossier: DossierId) -> Option<(usize, &Right)> {
        self.rights
            .iter()
            .enumerate()
            .find(|(_, right)| right.dossier == Some(dossier))
    }
}
