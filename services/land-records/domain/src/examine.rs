//! The examination of a transfer, and the slip it makes for the tax office.

use kernel::{DossierId, Instant};

use crate::{Claim, Event, Parcel, Refusal, Registry};

/// The paper that let the tax office assess (Phiếu chuyển thông tin), by its number. One that the
/// tax office sent back is void, and another takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentSlip {
    pub dossier: DossierId,
    pub number: String,
    pub at: Instant,
    pub void_at: Option<Instant>,
}

impl Parcel {
    /// The slip in force for a dossier, if any.
    pub fn slip(&self, dossier: DossierId) -> Option<&SentSlip> {
        let mut sent = self.slips.iter().rev();
        sent.find(|slip| slip.dossier == dossier && slip.void_at.is_none())
    }

    /// The slip before the one in force, which took its place.
    pub fn slip_replaced(&self, dossier: DossierId) -> Option<&SentSlip> {
        let mut sent = self.slips.iter().rev();
        sent.find(|slip| slip.dossier == dossier && slip.void_at.is_some())
    }

    /// Everything the registration will ask, and whether the papers describe this parcel.
    pub(crate) fn examine(
        &self,
        dossier: DossierId,
        claim: &Claim,
        number: &str,
        registry: &Registry,
    ) -> Result<Vec<Event>, Refusal> {
        if self.right_by(dossier).is_some() {
            return Ok(vec![]);
        }
        let &Claim {
            sheet,
            number: parcel,
            area,
            ..
        } = claim;
        if (sheet, parcel) != (self.place.sheet, self.place.number) {
            return Err(Refusal::PlaceMismatch {
                sheet,
                number: parcel,
            });
        }
        if area != self.area {
            return Err(Refusal::AreaMismatch {
                claimed: area,
                registered: self.area,
            });
        }
        if claim.serial.is_some() && claim.serial.as_ref() != self.certificate().map(|c| &c.serial)
        {
            return Err(Refusal::CertificateNotCurrent);
        }
        let Registry { now, today } = *registry;
        self.may_be_disposed_of(&claim.transferors, claim.mortgagee_consents, today)?;
        if self.slip(dossier).is_some_and(|slip| slip.number == number) {
            return Ok(vec![]);
        }
        let mut events = self.void_slips(dossier, Some(number), now);
        events.push(Event::TransferExamined {
            dossier,
            slip: number.to_owned(),
            at: now,
        });
        Ok(events)
    }

    /// The slips of the dossier count no more, but for the one of that number.
    pub(crate) fn void_slips(
        &self,
        dossier: DossierId,
        but: Option<&str>,
        at: Instant,
    ) -> Vec<Event> {
        let sent = self.slips.iter().filter(|slip| {
            slip.dossier == dossier
                && slip.void_at.is_none()
                && but.is_none_or(|number| slip.number != number)
        });
        sent.map(|slip| Event::SlipVoided {
            dossier,
            slip: slip.number.clone(),
            at,
        })
        .collect()
    }
}
