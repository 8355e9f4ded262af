//! The protocol of VNPAY 2.1.0: amounts a hundredfold, times of Vietnam, and an HMAC-SHA512 over the
//! sorted query.

use kernel::Instant;
use ring::hmac;

use super::{
    Forged, PaymentProvider,
    order::{Order, Paid, hex},
};
use portal_ui::format::civil;

/// How long a checkout may be paid.
const OPEN_MINUTES: i64 = 15;

/// A payment service that speaks as VNPAY does.
#[derive(Clone)]
pub struct Vnpay {
    /// Where people pay.
    pub url: String,
    /// What the province is called there (vnp_TmnCode).
    pub merchant: String,
    /// What both sign with.
    pub secret: String,
}

impl Vnpay {
    /// The pairs as a query, sorted, with their signature at the end.
    pub fn signed(&self, pairs: &[(String, String)]) -> String {
        let query = sorted(pairs);
        let signature = hex(self.tag(&query).as_ref());
        format!("{query}&vnp_SecureHash={signature}")
    }

    fn tag(&self, query: &str) -> hmac::Tag {
        let key = hmac::Key::new(hmac::HMAC_SHA512, self.secret.as_bytes());
        hmac::sign(&key, query.as_bytes())
    }

    /// Whether whoever has the key said this; in the same time however wrong it is.
    pub fn is_signed(&self, said: &[(String, String)]) -> bool {
        let given = said.iter().find(|(name, _)| name == "vnp_SecureHash");
        let Some(given) = given.and_then(|(_, value)| unhex(value)) else {
            return false;
        };
        let key = hmac::Key::new(hmac::HMAC_SHA512, self.secret.as_bytes());
        hmac::verify(&key, sorted(said).as_bytes(), &given).is_ok()
    }
}

impl PaymentProvider for Vnpay {
    fn checkout(&self, order: &Order, back: &str, now: Instant) -> String {
        let time = |at: Instant| civil(at).format("%Y%m%d%H%M%S").to_string();
        let pairs = [
            ("vnp_Version", "2.1.0".to_owned()),
            ("vnp_Command", "pay".to_owned()),
            ("vnp_TmnCode", self.merchant.clone()),
            ("vnp_Amount", order.amount.saturating_mul(100).to_string()),
            ("vnp_CurrCode", "VND".to_owned()),
            ("vnp_TxnRef", order.reference(now)),
            ("vnp_OrderInfo", format!("Nop tien ho so {}", order.code)),
            ("vnp_OrderType", "other".to_owned()),
            ("vnp_Locale", "vn".to_owned()),
            ("vnp_ReturnUrl", back.to_owned()),
            // Who pays is not the bank's to know from us.
            ("vnp_IpAddr", "127.0.0.1".to_owned()),
            ("vnp_CreateDate", time(now)),
            (
                "vnp_ExpireDate",
                time(now + chrono::TimeDelta::minutes(OPEN_MINUTES)),
            ),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value));
        format!("{}?{}", self.url, self.signed(&pairs))
    }

    fn verify(&self, said: &[(String, String)]) -> Result<Paid, Forged> {
        if !self.is_signed(said) {
            return Err(Forged);
        }
        let get = |name: &str| {
            said.iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        if get("vnp_TmnCode") != Some(self.merchant.as_str()) {
            return Err(Forged);
        }
        let hundredfold: i64 = get("vnp_Amount")
            .and_then(|raw| raw.parse().ok())
            .ok_or(Forged)?;
        // A fraction of a đồng is no amount.
        if hundredfold <= 0 || hundredfold % 100 != 0 {
            return Err(Forged);
        }
        Ok(Paid {
            reference: get("vnp_TxnRef").unwrap_or_default().to_owned(),
            amount: hundredfold / 100,
            success: get("vnp_ResponseCode") == Some("00")
                && get("vnp_TransactionStatus").is_none_or(|status| status == "00"),
            transaction: get("vnp_TransactionNo").unwrap_or_default().to_owned(),
            at: get("vnp_PayDate").and_then(moment),
        })
    }
}

/// A time of Vietnam as the protocol writes it, such as 20261122154500.
fn moment(raw: &str) -> Option<Instant> {
    let time = chrono::NaiveDateTime::parse_from_str(raw, "%Y%m%d%H%M%S").ok()?;
    portal_ui::format::at_civil(time)
}

/// What is signed: every pair but the signature, by name, written as a form is.
fn sorted(pairs: &[(String, String)]) -> String {
    let mut pairs: Vec<_> = pairs
        .iter()
        .filter(|(name, value)| {
            name.starts_with("vnp_")
                && !matches!(name.as_str(), "vnp_SecureHash" | "vnp_SecureHashType")
                && !value.is_empty()
        })
        .collect();
    pairs.sort();
    let written = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    written.collect::<Vec<_>>().join("&")
}

/// As `application/x-www-form-urlencoded` writes it.
fn encoded(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'*' => {
                written.push(char::from(byte));
            }
            b' ' => written.push('+'),
            _ => written.push_str(&format!("%{byte:02X}")),
        }
    }
    written
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || text.len() != 128 {
        return None;
    }
    let pair = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bank() -> Vnpay {
        Vnpay {
            url: "https://bank.example/pay".to_owned(),
            merchant: "MOTCUA01".to_owned(),
            secret: "key".to_owned(),
        }
    }

    fn said(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(own).collect()
    }

    /// What the bank says, signed.
    fn signed(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut pairs = said(pairs);
        let query = bank().signed(&pairs);
        let (_, signature) = query.rsplit_once('=').expect("a signature");
        pairs.push(("vnp_SecureHash".to_owned(), signature.to_owned()));
        pairs
    }

    const PAID: [(&str, &str); 7] = [
        ("vnp_TmnCode", "MOTCUA01"),
        ("vnp_Amount", "125000000"),
        ("vnp_TxnRef", "ref"),
        ("vnp_ResponseCode", "00"),
        ("vnp_TransactionStatus", "00"),
        ("vnp_TransactionNo", "14000001"),
        ("vnp_PayDate", "20261122154500"),
    ];

    #[test]
    fn the_signature_is_hmac_sha512_of_the_text() {
        // The value that is published for HMAC-SHA512 with key "key".
        let text = "The quick brown fox jumps over the lazy dog";
        assert_eq!(
            hex(bank().tag(text).as_ref()),
            "b42af09057bac1e2d41708e48a902e09b5ff7f12ab428a4fe86653c73dd248fb\
             82f948a549f7b791a5b41915ee4d1ec3935357e4e2317250d0372afa2ebeeb3a"
        );
    }

    #[test]
    fn pairs_are_signed_in_the_order_of_their_names_and_written_as_a_form() {
        let pairs = said(&[
            ("vnp_OrderInfo", "Nop tien H48/1"),
            ("vnp_Amount", "100"),
            ("vnp_BankCode", ""),
            ("vnp_SecureHash", "x"),
            ("other", "y"),
        ]);
        assert_eq!(
            sorted(&pairs),
            "vnp_Amount=100&vnp_OrderInfo=Nop+tien+H48%2F1"
        );
    }

    #[test]
    fn a_checkout_asks_for_a_hundredfold_in_the_time_of_vietnam() {
        let order = Order {
            dossier: "0198c0de-0000-7000-8000-000000000001"
                .parse()
                .expect("an id"),
            code: "H48.21028-261122-0001".to_owned(),
            notice: "TB-1".to_owned(),
            amount: 1_250_000,
        };
        let now = "2026-11-22T20:00:00Z".parse().expect("a moment");
        let url = bank().checkout(&order, "https://mc.example/ve", now);
        for part in [
            "https://bank.example/pay?vnp_Amount=125000000&",
            "&vnp_CreateDate=20261123030000&",
            "&vnp_ExpireDate=20261123031500&",
            "&vnp_ReturnUrl=https%3A%2F%2Fmc.example%2Fve&",
            "&vnp_Version=2.1.0&vnp_SecureHash=",
        ] {
            assert!(url.contains(part), "{part} in {url}");
        }
    }

    #[test]
    fn only_the_bank_is_believed() {
        let paid = bank().verify(&signed(&PAID)).expect("signed by the bank");
        let told = (paid.amount, paid.success, paid.transaction.as_str());
        assert_eq!(told, (1_250_000, true, "14000001"));
        let at = "2026-11-22T08:45:00Z".parse().expect("a moment");
        assert_eq!(paid.at, Some(at));

        for (at, value) in [(1, "100"), (2, "other"), (3, "24")] {
            let mut forged = signed(&PAID);
            forged[at].1 = value.to_owned();
            assert_eq!(bank().verify(&forged), Err(Forged), "{value}");
        }
        assert_eq!(bank().verify(&said(&PAID)), Err(Forged), "unsigned");
        let other = Vnpay {
            secret: "another".to_owned(),
            ..bank()
        };
        assert_eq!(other.verify(&signed(&PAID)), Err(Forged), "another key");
        for signature in ["", "zz", "đ", &"0".repeat(128), &"f".repeat(4096)] {
            let mut forged = said(&PAID);
            forged.push(("vnp_SecureHash".to_owned(), signature.to_owned()));
            assert_eq!(bank().verify(&forged), Err(Forged), "{signature}");
        }
    }

    #[test]
    fn amounts_that_are_none_and_refusals_of_the_bank_are_told_apart() {
        for amount in ["-100", "0", "150", "1e9", "99999999999999999999", ""] {
            let mut pairs = PAID;
            pairs[1].1 = amount;
            assert_eq!(bank().verify(&signed(&pairs)), Err(Forged), "{amount}");
        }
        let mut refused = PAID;
        refused[3].1 = "24";
        let paid = bank().verify(&signed(&refused)).expect("signed");
        assert!(!paid.success, "the person gave up at the bank");
    }
}
