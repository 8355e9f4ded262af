//! Signing in with a provider of OpenID Connect: authorization code, PKCE, state and nonce. A
//! provider's keys are fetched and kept; when it is away, nothing else is.

mod fetch;
mod flow;
mod provider;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use provider::{Begun, Provider};

use crate::{Account, claims::Realm};

/// How long somebody may take at the provider.
pub const ATTEMPT: Duration = Duration::from_secs(600);

/// A sign-in under way, kept sealed in a cookie of the browser that began it: nobody else can end it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The word of its realm.
    pub realm: String,
    pub state: String,
    pub nonce: String,
    /// Of PKCE.
    pub verifier: String,
    /// Where to go afterwards.
    pub back: String,
    /// Whether who sits there had to prove anew who they are.
    pub fresh: bool,
    /// Whether it runs in a tab of its own, beside a form that waits.
    pub beside: bool,
    /// Seconds since 1970 in UTC.
    pub began: i64,
}

/// What the provider sends the browser back with.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Answer {
    #[serde(default)]
    pub state: String,
    pub code: Option<String>,
    pub error: Option<String>,
    /// Who answers (RFC 9207).
    pub iss: Option<String>,
}

/// Somebody the provider vouches for.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub realm: Realm,
    pub account: Account,
    /// When they proved who they are, as far as the provider says; else now.
    pub proved: kernel::Instant,
    /// The token to show at sign-out.
    pub hint: String,
}

/// Why nobody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The provider does not answer as it should.
    #[error("the provider does not answer: {0}")]
    Away(String),
    /// They turned back, or the provider will not have them.
    #[error("the provider says {0}")]
    Declined(String),
    /// The answer belongs to no sign-in that this browser has under way.
    #[error("an answer to nothing that was asked")]
    Unasked,
    /// What the provider says cannot be believed.
    #[error("what the provider says cannot be believed: {0}")]
    Untrusted(String),
}
