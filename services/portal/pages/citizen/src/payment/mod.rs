//! Paying online: what a payment service is to the portal, and the one in use.
//!
//! What the bank says to the portal directly decides; what it says through the browser is only
//! shown. The amount and the notice are checked against what routing knows at that moment.

pub mod order;
pub mod pages;
pub mod refunds;
pub mod sandbox;
pub mod settle;
pub mod vnpay;

use kernel::Instant;
use portal_ui::config::Payment as Settings;

pub use order::{Order, Paid};

/// A payment service.
pub trait PaymentProvider: Send + Sync {
    /// Where the person pays; they come back to `back`.
    fn checkout(&self, order: &Order, back: &str, now: Instant) -> String;

    /// What the service says, when it is the service that says it.
    ///
    /// # Errors
    /// When nobody who has the key said it, or it cannot be read.
    fn verify(&self, said: &[(String, String)]) -> Result<Paid, Forged>;
}

/// A word that does not come from the payment service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forged;

/// The payment service of the settings; none when paying online is not open.
pub fn provider(settings: &Settings) -> Option<vnpay::Vnpay> {
    match settings.provider.as_str() {
        "vnpay" if !settings.secret.is_empty() => Some(vnpay::Vnpay {
            url: settings.url.clone(),
            merchant: settings.merchant.clone(),
            secret: settings.secret.clone(),
        }),
        // The same protocol, spoken by a bank of this portal's own.
        "sandbox" => Some(vnpay::Vnpay {
            url: sandbox::ADDRESS.to_owned(),
            merchant: "THUNGHIEM".to_owned(),
            secret: sandbox::SECRET.to_owned(),
        }),
        _ => None,
    }
}

/// Whether the built-in bank is open.
pub fn is_sandbox(settings: &Settings) -> bool {
    settings.provider == "sandbox"
}
