//! What the portal can be told; `config.toml` explains each.

use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub http: Http,
    pub province: Province,
    pub demo: Demo,
    pub payment: Payment,
    pub sign_in: portal_account::config::SignIn,
    pub identity: chassis::config::Identity,
    pub trace: Trace,
    pub services: Endpoints,
    pub telemetry: chassis::config::Telemetry,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    pub listen: String,
    pub public_url: String,
    /// The largest file, in MB of 1,048,576 bytes.
    pub upload_mb: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Province {
    pub name: String,
    pub name_en: String,
    pub centre: String,
    pub hours: String,
    pub hotline: String,
    pub popular: Vec<String>,
    pub office: String,
    pub office_head: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    pub enabled: bool,
    /// Whether a demonstration may stand under an address of the internet.
    pub public: bool,
    pub accounts: String,
}

/// The payment service.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    pub provider: String,
    pub url: String,
    pub merchant: String,
    pub secret: String,
}

/// The secret is nobody's to read.
impl std::fmt::Debug for Payment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payment")
            .field("provider", &self.provider)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trace {
    pub viewer: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoints {
    pub intake: String,
    pub routing: String,
    pub land_records: String,
    pub social_welfare: String,
    pub agency_desk: String,
    pub notification: String,
    pub reporting: String,
    pub forms: String,
}
