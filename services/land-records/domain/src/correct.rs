//! The correction of an error the registry made (đính chính Giấy chứng nhận): at its own cost,
//! with what was wrong kept (Nghị định 61/2018/NĐ-CP, Điều 21).

use kernel::{DossierId, Instant, Personal, UnitId, paragraph};

use crate::{
    Area, Event, Holder, NewCertificate, Origin, Parcel, Refusal, Serial, Use,
    decide::{already, make_whole, same_holders, text, tidy, whole_right},
};

/// What is to be put right, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The certificate that says something wrong.
    pub wrong: Serial,
    /// Officers may write about people here.
    pub reason: Personal<String>,
    /// The unit that erred and bears the cost.
    pub at_cost_of: UnitId,
    /// What the register should say; where none is given, only the paper was wrong.
    pub address: Option<String>,
    pub area: Option<Area>,
    /// Empty: as they are.
    pub uses: Vec<Use>,
    pub origin: Option<Origin>,
    /// The holders as they should have been entered; empty: as they are.
    pub holders: Vec<Holder>,
}

/// A correction that was made, with what the register said before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    pub dossier: DossierId,
    pub reason: Personal<String>,
    pub at_cost_of: UnitId,
    pub at: Instant,
    pub address: String,
    pub area: Area,
    pub uses: Vec<Use>,
    pub origin: Origin,
}

impl Parcel {
    pub(crate) fn correct(
        &self,
        dossier: DossierId,
        correction: Correction,
        certificate: NewCertificate,
        now: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        let certificate = tidy(certificate)?;
        if let Some(issued) = self.certificates.iter().find(|c| c.id == certificate.id) {
            let same = issued.dossier == Some(dossier) && issued.serial == certificate.serial;
            return already(same);
        }
        let correction = self.tidied(correction)?;
        let current = self
            .certificate()
            .filter(|current| current.serial == correction.wrong)
            .ok_or(Refusal::CertificateNotCurrent)?
            .id;
        let certificate = self.free_blank(certificate)?;
        Ok(vec![
            Event::CertificateCorrected {
                dossier,
                certificate: current,
                correction,
                at: now,
            },
            Event::CertificateIssued {
                dossier,
                certificate,
                at: now,
            },
        ])
    }

    fn tidied(&self, raw: Correction) -> Result<Correction, Refusal> {
        let reason = paragraph(raw.reason.reveal(), 1000).map_err(|error| Refusal::Text {
            field: "reason",
            error,
        })?;
        let address = raw.address.map(|address| text("address", &address, 300));
        let uses = if raw.uses.is_empty() {
            &self.uses
        } else {
            &raw.uses
        };
        make_whole(uses, raw.area.unwrap_or(self.area))?;
        let holders = match raw.holders.is_empty() {
            true => vec![],
            false => whole_right(raw.holders)?,
        };
        Ok(Correction {
            reason: Personal::new(reason),
            address: address.transpose()?,
            // Names are corrected too, so the same people may still be entered otherwise.
            holders: if same_holders(self.holders(), &holders) && names_agree(self, &holders) {
                vec![]
            } else {
                holders
            },
            ..raw
        })
    }
}

fn names_agree(parcel: &Parcel, holders: &[Holder]) -> bool {
    let known = |holder: &Holder| {
        let mut known = parcel.holders().iter();
        known.any(|known| (&known.number, &known.name) == (&holder.number, &holder.name))
    };
    holders.iter().all(known)
}
