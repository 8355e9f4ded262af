//! What is to be paid, under a reference the bank keeps and says back: it needs no table here.

use kernel::{DossierId, Instant};
use ring::digest;

/// What a person pays: one notice of one dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub dossier: DossierId,
    pub code: String,
    /// The number of the notice.
    pub notice: String,
    /// In đồng.
    pub amount: i64,
}

/// What the bank says of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    pub reference: String,
    /// In đồng.
    pub amount: i64,
    /// The bank has the money.
    pub success: bool,
    /// The bank's number of the transaction.
    pub transaction: String,
    /// When the bank took it, as far as it says.
    pub at: Option<Instant>,
}

impl Paid {
    /// What the bank knows the money under; the order itself, should it give no number of its own.
    pub fn number(&self) -> &str {
        match self.transaction.as_str() {
            "" | "0" => &self.reference,
            number => number,
        }
    }
}

impl Order {
    /// The reference at the bank: the dossier, a mark of the notice, and the moment.
    pub fn reference(&self, now: Instant) -> String {
        let at = portal_ui::format::civil(now).format("%y%m%d%H%M%S");
        format!(
            "{}{}{at}",
            hex(self.dossier.uuid().as_bytes()),
            mark(&self.notice)
        )
    }
}

/// The dossier a reference is about, and the mark of the notice; none when it is no reference.
pub fn parts(reference: &str) -> Option<(DossierId, &str)> {
    let plain = reference.len() == 52 && reference.bytes().all(|b| b.is_ascii_hexdigit());
    if !plain {
        return None;
    }
    let dossier = reference.get(..32)?.parse().ok()?;
    Some((dossier, reference.get(32..40)?))
}

/// Eight letters by which a notice is told from another.
pub fn mark(notice: &str) -> String {
    let hash = digest::digest(&digest::SHA256, notice.as_bytes());
    hex(&hash.as_ref()[..4])
}

/// The number by which the built-in bank knows an order: it takes money for one but once, whoever
/// sends it how often.
pub fn number(reference: &str) -> String {
    let hash = digest::digest(&digest::SHA256, reference.as_bytes());
    let number = hash.as_ref()[..6].iter();
    number
        .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte))
        .to_string()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_says_which_dossier_and_notice_and_nothing_else_is_one() {
        let order = Order {
            dossier: "0198c0de-0000-7000-8000-000000000001"
                .parse()
                .expect("an id"),
            code: "H48.21028-261122-0001".to_owned(),
            notice: "TB-12/2026".to_owned(),
            amount: 1_250_000,
        };
        let now = "2026-11-22T03:04:05Z".parse().expect("a moment");
        let reference = order.reference(now);
        assert!(reference.ends_with("261122100405"), "{reference}");
        assert_eq!(
            parts(&reference),
            Some((order.dossier, mark("TB-12/2026").as_str()))
        );
        assert_ne!(mark("TB-12/2026"), mark("TB-13/2026"));
        for wrong in [
            "",
            "abc",
            &reference[1..],
            &format!("{reference}0"),
            "ầ".repeat(26).as_str(),
        ] {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
    }
}
