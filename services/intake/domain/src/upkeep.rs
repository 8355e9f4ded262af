//! What is ordered for a dossier from outside its procedure: reorganisation, another version of
//! the procedure, what the national portal answers. None of it moves a date.

use chrono::NaiveDate;
use kernel::{Instant, UnitId};

use crate::{Desk, Dossier, Event, Refusal, sync};

impl Dossier {
    /// The centre that has it is no more; its successor goes on with it.
    pub(crate) fn move_receiving(
        &self,
        desk: &Desk,
        to: UnitId,
        at: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        if to == self.centre {
            return Ok(Vec::new());
        }
        if !desk
            .catalogue
            .unit(&to)
            .is_some_and(catalogue::Unit::is_centre)
        {
            return Err(Refusal::UnknownUnit {
                field: "to_unit",
                unit: to,
            });
        }
        Ok(vec![Event::ReceivingMoved { to, at }])
    }

    /// It goes on under another version: phases to come have the terms of that version, what was
    /// promised stands.
    pub(crate) fn keep_version(
        &self,
        desk: &Desk,
        version: NaiveDate,
        at: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        if version == self.procedure.version {
            return Ok(Vec::new());
        }
        let procedure = desk
            .catalogue
            .procedure_version(&self.procedure.code, version)
            .ok_or(Refusal::VersionGone)?;
        let given = self.filing.given(self.difficult);
        let kept = self.appointment.as_ref().map_or(0, |promise| promise.phase);
        let mut terms = self.terms.clone();
        terms.truncate(usize::from(kept));
        let later = procedure.terms(&given).iter().skip(terms.len());
        terms.extend(later.cloned());
        Ok(vec![Event::VersionKept { version, terms, at }])
    }

    /// The national portal has taken a code in, or has not. Only a code that was owed counts.
    pub(crate) fn record_sync(
        &self,
        desk: &Desk,
        status: u8,
        failure: Option<String>,
    ) -> Result<Vec<Event>, Refusal> {
        if !(sync::FILED..=sync::HIGHEST).contains(&status) {
            return Err(Refusal::NoSuchStatus);
        }
        if !self.sync.was_owed(status) {
            return Err(Refusal::StatusNotOwed {
                status,
                owed: self.sync.owed,
            });
        }
        let known = match &failure {
            None => {
                let last = self.sync.acknowledged.map(|(code, _)| code);
                last == Some(status) && self.sync.failure.is_none()
            }
            some => self.sync.failure == *some,
        };
        if known {
            return Ok(Vec::new());
        }
        Ok(vec![Event::SyncRecorded {
            status,
            failure,
            at: desk.now,
        }])
    }
}
