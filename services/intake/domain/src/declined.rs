//! What is brought to a desk and not received (phiếu từ chối tiếp nhận, mẫu 03).

use kernel::{DossierId, Instant};

use crate::{
    Channel, Desk, Dossier, Ending, Event, Filing, FilingFault as Fault, ProcedureRef, Refusal,
    Stage,
};

/// A desk declined what somebody brought, and said why in writing
/// (NĐ 61/2018/NĐ-CP Điều 17.1; TT 03/2025/TT-VPCP, mẫu 03).
#[derive(Clone, Debug, PartialEq)]
pub struct Declined {
    pub id: DossierId,
    pub code: String,
    pub procedure: ProcedureRef,
    /// Who wanted what, where; no papers and no answers.
    pub filing: Filing,
    pub channel: Channel,
    pub ending: Ending,
}

impl Desk {
    /// What the register keeps of it. It need not be complete, nor for this desk: that may be the
    /// very reason.
    pub(crate) fn declined(
        &self,
        id: DossierId,
        filing: &Filing,
        channel: Channel,
        reason: String,
    ) -> Result<Event, Refusal> {
        let day = self.calendar().civil(self.now).date();
        let mut faults = Vec::new();
        let procedure = self.catalogue.procedure(&filing.procedure, day);
        if procedure.is_none() {
            let code = filing.procedure.clone();
            faults.push(Fault::UnknownProcedure { code });
        }
        // What is filed online is refused as what it is: a dossier that waits.
        if channel == Channel::Online {
            faults.push(Fault::ChannelNotOffered);
        }
        let centre = self.catalogue.unit(&filing.receiving_unit);
        if !centre.is_some_and(|unit| unit.is_centre() && unit.in_force(day)) {
            let unit = filing.receiving_unit.clone();
            faults.push(Fault::NotReceiving { unit });
        }
        let place = self.catalogue.unit(&filing.place);
        if !place.is_some_and(|unit| unit.is_commune() && unit.in_force(day)) {
            faults.push(Fault::NotACommune);
        }
        filing.check_people(channel, &mut faults);
        match procedure {
            Some(procedure) if faults.is_empty() => Ok(Event::Declined(Box::new(Declined {
                id,
                code: String::new(),
                procedure: procedure.into(),
                filing: filing.clone().told_only(),
                channel,
                ending: Ending {
                    reason,
                    at: self.now,
                },
            }))),
            _ => Err(Refusal::Filing(faults)),
        }
    }
}

impl Filing {
    /// Without what goes home with a person who is declined: the papers and the answers.
    pub(crate) fn told_only(mut self) -> Self {
        self.papers.clear();
        self.answers.clear();
        self.return_address = None;
        self
    }
}

impl Dossier {
    /// Whether it was declined when it was brought, and never received.
    pub fn was_declined(&self) -> bool {
        self.submitted_at.is_none() && self.received_at.is_none()
    }

    /// When it came: filed online, handed in, or declined as it was brought.
    pub fn filed_at(&self) -> Option<Instant> {
        self.submitted_at.or(self.received_at).or(self.refused_at())
    }

    /// When it was refused, at the desk or as it waited (NĐ 61/2018/NĐ-CP Điều 17).
    pub fn refused_at(&self) -> Option<Instant> {
        match &self.stage {
            Stage::Refused(ending) => Some(ending.at),
            _ => None,
        }
    }
}
