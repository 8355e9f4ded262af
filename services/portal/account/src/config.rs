//! What the sign-in can be told; the portal's `config.toml` explains each.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub keys: String,
    pub official_idle_minutes: u32,
    pub citizen_idle_minutes: u32,
    pub longest_hours: u32,
    pub fresh_minutes: u32,
    pub proxies: usize,
    pub attempts_per_minute: u32,
    pub officials: Provider,
    pub citizens: Provider,
}

/// One provider of OpenID Connect; without an issuer it is off.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    pub scopes: String,
    pub acr_values: String,
    pub required_acr: String,
    pub userinfo: bool,
    pub claims: Claims,
}

/// Under which names the provider says what; `a.b` is `b` inside `a`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    pub name: String,
    pub roles: String,
    pub unit: String,
    pub fields: String,
    pub citizen_id: String,
    /// The provider's name of a role, and ours.
    #[serde(default)]
    pub role_names: BTreeMap<String, String>,
}

impl Provider {
    pub fn enabled(&self) -> bool {
        !self.issuer.is_empty()
    }
}

/// Secrets stay out of logs.
impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn")
            .field("officials", &self.officials)
            .field("citizens", &self.citizens)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}
