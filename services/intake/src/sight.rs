//! Whose dossier it is to act on and to list: another desk's, or one of another field, is as if it
//! were not there.

use chassis::{Caller, Error, Result};
use intake_domain::{Dossier, Filing, Refusal};
use kernel::{
    DossierId,
    Role::{Auditor, Leader, Operator, ProcedureControl},
};

use crate::{Intake, store};

/// Which dossiers somebody's list is of.
pub struct Listed {
    /// Empty: every unit's.
    pub unit: String,
    /// None: of every procedure.
    pub procedures: Option<Vec<String>>,
}

impl Intake {
    async fn found(&self, id: DossierId) -> Result<Dossier> {
        let found = store::find(&self.chassis.db, id).await?;
        let stored = found.ok_or_else(|| Error::refused(Refusal::Unknown))?;
        Ok(stored.state)
    }

    /// # Errors
    /// When the dossier is not there, or another desk's, or of a field the official has nothing to
    /// do with.
    pub(crate) async fn of_own_desk(&self, caller: &Caller, id: DossierId) -> Result<()> {
        let dossier = self.found(id).await?;
        if self.may_handle(caller, &dossier) {
            Ok(())
        } else {
            Err(Error::refused(Refusal::Unknown))
        }
    }

    /// The same for the paper originals, which agencies on the way hand on too.
    ///
    /// # Errors
    /// As [`Self::of_own_desk`].
    pub(crate) async fn in_own_hands(&self, caller: &Caller, id: DossierId) -> Result<()> {
        let dossier = self.found(id).await?;
        if self.may_handle(caller, &dossier) || self.was_offered(caller, &dossier).await? {
            Ok(())
        } else {
            Err(Error::refused(Refusal::Unknown))
        }
    }

    /// # Errors
    /// When an official receives for another desk, or in a field they have nothing to do with.
    pub(crate) fn receives(&self, caller: &Caller, filing: &Filing) -> Result<()> {
        if !caller.acts_for(filing.receiving_unit.as_str()) {
            return Err(Error::field(
                "filing.receiving_unit",
                "Cán bộ chỉ tiếp nhận hồ sơ tại Bộ phận Một cửa nơi mình làm việc. Hãy chọn đúng đơn vị.",
            ));
        }
        let today = self.today(self.chassis.clock.now());
        let procedure = self.catalogue.procedure(&filing.procedure, today);
        if procedure.is_some_and(|procedure| !caller.charged_with(&procedure.field)) {
            return Err(Error::field(
                "filing.procedure",
                "Thủ tục này thuộc lĩnh vực bạn không được giao tiếp nhận. Hãy chuyển cho cán bộ phụ trách.",
            ));
        }
        Ok(())
    }

    /// What is listed to an official who asks for the list of `unit`; none when it is not theirs.
    pub(crate) fn listed(&self, caller: &Caller, unit: &str) -> Option<Listed> {
        let everywhere = caller.may_any(&[ProcedureControl, Leader, Operator, Auditor]);
        let own = caller.unit.as_deref().unwrap_or_default();
        let unit = match unit {
            unit if everywhere => unit,
            "" if !own.is_empty() => own,
            unit if unit == own && !own.is_empty() => unit,
            _ => return None,
        };
        let charged = |caller: &Caller| {
            let procedures = self.catalogue.procedures().iter();
            let theirs = procedures.filter(|procedure| caller.charged_with(&procedure.field));
            let mut codes: Vec<String> = theirs.map(|procedure| procedure.code.clone()).collect();
            codes.dedup();
            codes
        };
        Some(Listed {
            unit: unit.to_owned(),
            procedures: (!caller.fields.is_empty()).then(|| charged(caller)),
        })
    }
}
