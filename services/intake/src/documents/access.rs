//! Who may open what: whoever may not is told that it is not there.

use chassis::{Caller, Error, Result, Stored};
use intake_domain::Dossier;
use kernel::{DossierId, Role};
use uuid::Uuid;

use super::{
    content::hexadecimal,
    readers,
    store::{self, Draft, Key},
};
use crate::Intake;

impl Intake {
    /// The draft that is asked for by its secret, or by its id for who was signed in.
    ///
    /// # Errors
    /// Absent when there is none, or it is somebody else's.
    pub(super) async fn draft(&self, caller: &Caller, asked: &str) -> Result<Draft> {
        let found = match key(caller, asked) {
            Some(key) => store::draft(&self.chassis.db, &key, self.chassis.clock.now()).await?,
            None => None,
        };
        found.ok_or_else(|| {
            Error::absent(
                "Không còn hồ sơ đang soạn này: đã nộp, đã xóa hoặc quá hạn lưu. Hãy soạn hồ sơ mới.",
            )
        })
    }

    /// The dossier whose documents are asked for.
    ///
    /// # Errors
    /// Absent when there is none, or the caller may not see its documents.
    pub(super) async fn readable(
        &self,
        caller: &Caller,
        dossier_id: &str,
        proof: &str,
    ) -> Result<Stored<Dossier>> {
        let id = crate::wire::dossier_id(dossier_id)?;
        let found = crate::store::find(&self.chassis.db, id).await?;
        let stored = found.ok_or_else(not_here)?;
        let may = self.may_read(caller, &stored.state, proof).await?;
        if may { Ok(stored) } else { Err(not_here()) }
    }

    /// Whether the caller may read what is in the dossier: the desk that has it, who looks back at
    /// what was done, who it belongs to, and the units it was offered to.
    pub(crate) async fn may_read(
        &self,
        caller: &Caller,
        dossier: &Dossier,
        proof: &str,
    ) -> Result<bool> {
        Ok(self.may_handle(caller, dossier)
            || self.looks_back(caller, dossier)
            || self.is_theirs(caller, dossier, proof).await?
            || self.was_offered(caller, dossier).await?)
    }

    /// Whether the caller works at the desk that has the dossier.
    pub(crate) fn may_handle(&self, caller: &Caller, dossier: &Dossier) -> bool {
        caller.may_any(&[Role::DeskOfficer, Role::DeskHead])
            && caller.charged_with(&dossier.procedure.field)
            && caller.acts_for(dossier.receiving_unit().as_str())
    }

    /// Whether the caller is there to look back at what was done.
    pub(crate) fn looks_back(&self, caller: &Caller, dossier: &Dossier) -> bool {
        caller.may(Role::Auditor) && caller.charged_with(&dossier.procedure.field)
    }

    /// Whether the caller's unit was offered a leg of it, and the caller examines or approves there.
    pub(crate) async fn was_offered(&self, caller: &Caller, dossier: &Dossier) -> Result<bool> {
        let works = caller.may_any(&[Role::Specialist, Role::AgencyHead]);
        match caller.unit.as_deref() {
            Some(unit) if works => {
                Ok(readers::may_read(&self.chassis.db, dossier.id.uuid(), unit).await?)
            }
            _ => Ok(false),
        }
    }

    /// Whether the caller is its owner or handed it in: signed in as that, or by proof.
    pub(crate) async fn is_theirs(
        &self,
        caller: &Caller,
        dossier: &Dossier,
        proof: &str,
    ) -> Result<bool> {
        let people = [
            Some(&dossier.filing.owner),
            dossier.filing.submitter.as_ref(),
        ];
        let signed_in = caller.citizen_id.as_deref().is_some_and(|number| {
            let mut people = people.into_iter().flatten();
            people.any(|person| person.number.reveal().as_str() == number)
        });
        Ok(signed_in || self.proves(proof, dossier.id).await?)
    }

    /// Whether the caller may hand papers in for the dossier: the desk, or who it belongs to.
    ///
    /// # Errors
    /// Absent for everybody else.
    pub(crate) async fn may_supply(
        &self,
        caller: &Caller,
        id: DossierId,
        proof: &str,
    ) -> Result<()> {
        if caller.kind == chassis::caller::Kind::Official {
            self.only_desk(&caller.actor)?;
            return self.of_own_desk(caller, id).await;
        }
        let found = crate::store::find(&self.chassis.db, id).await?;
        let stored = found.ok_or_else(not_here)?;
        let theirs = self.is_theirs(caller, &stored.state, proof).await?;
        if theirs { Ok(()) } else { Err(not_here()) }
    }

    /// Whether a proof for this dossier was shown, and holds.
    async fn proves(&self, proof: &str, dossier: DossierId) -> Result<bool> {
        if proof.is_empty() {
            return Ok(false);
        }
        let now = self.chassis.clock.now();
        Ok(crate::feedback::proves(&self.chassis.db, proof, dossier, now).await?)
    }
}

pub(super) fn not_here() -> Error {
    Error::absent("Không tìm thấy hồ sơ hoặc tài liệu. Hãy kiểm tra lại đường dẫn.")
}

/// What a draft is kept under for whoever is signed in; none for those nobody knows.
pub(super) fn holder(caller: &Caller) -> Option<String> {
    use chassis::caller::Kind;
    match caller.kind {
        Kind::Citizen => Some(match &caller.citizen_id {
            Some(number) => format!("citizen:{number}"),
            None => caller.actor.to_string(),
        }),
        Kind::Official => Some(caller.actor.to_string()),
        Kind::Service | Kind::Anonymous => None,
    }
}

fn key(caller: &Caller, asked: &str) -> Option<Key> {
    if asked.len() == 32 && asked.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(Key::Secret(secret_hash(asked)));
    }
    let id = asked.parse::<Uuid>().ok()?;
    let holder = holder(caller)?;
    Some(Key::Held { id, holder })
}

/// What is kept of a secret.
pub(super) fn secret_hash(secret: &str) -> String {
    use sha2::{Digest as _, Sha256};
    hexadecimal(&Sha256::digest(secret.to_ascii_lowercase()))
}
