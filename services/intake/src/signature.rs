//! Who signs: the person who acts, by the name their sign-in vouches for. What a client writes is no
//! signature.

use chassis::{Caller, Error, Result};
use intake_domain::Signature;
use kernel::{
    Role::{DeskHead, DeskOfficer},
    line,
};

use crate::Intake;

impl Intake {
    /// The signature line of who acts: their name, and what they are by the province's list of
    /// staff, else by their role at the one-stop desk.
    ///
    /// # Errors
    /// When nobody vouches for a name.
    pub fn signature(&self, caller: &Caller) -> Result<Signature> {
        let mut staff = self.catalogue.staff().iter();
        let listed = staff.find(|one| one.account == caller.actor.as_str());
        let name = match (listed, &caller.name) {
            (Some(listed), _) => listed.name.clone(),
            (None, Some(name)) => line(name, 120).unwrap_or_default(),
            (None, None) => String::new(),
        };
        if name.is_empty() {
            return Err(Error::absent(
                "Tài khoản không có họ tên nên không ký được văn bản. Hãy báo người quản trị tài khoản.",
            ));
        }
        let role = match caller.may(DeskHead) {
            true => DeskHead,
            false => DeskOfficer,
        };
        let position = listed.map(|listed| listed.title.clone());
        Ok(Signature {
            name,
            position: position
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| role.words().to_owned()),
        })
    }
}
