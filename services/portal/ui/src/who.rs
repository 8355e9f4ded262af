//! Who sends a request, as the door made out before any page saw it.

use portal_account::{Account, Session};

/// Who sends a request.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// Somebody signed in.
    pub session: Option<Session>,
    /// Somebody who was, too long ago.
    pub expired: Option<Session>,
    /// The browser, signed in or not.
    pub visitor: String,
}

impl Who {
    pub fn account(&self) -> Option<&Account> {
        self.session.as_ref().map(|session| &session.account)
    }

    /// What the forms of this visitor are bound to.
    pub fn bound(&self) -> &str {
        self.session
            .as_ref()
            .map_or(self.visitor.as_str(), |session| session.id.as_str())
    }
}
