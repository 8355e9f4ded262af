//! A bank of the portal's own, for demonstrations: it moves no money and speaks the same protocol,
//! signatures and all. Open only where the settings name it.

use askama::Template;
use axum::extract::Query;

use super::{is_sandbox, order, pages, provider, settle::Answer as Said};
use portal_ui::{
    answer::{Answer, page, see},
    failure::Failure,
    fields::Fields,
    format,
    frame::{Frame, Visit},
    gate::nothing_here,
};

/// Where the bank is.
pub const ADDRESS: &str = "/ngan-hang-thu";
/// What the bank and the portal sign with: no secret, for no money moves.
pub const SECRET: &str = "ngan-hang-thu-khong-co-tien-that";

#[derive(Template)]
#[template(path = "bank.html")]
struct Bank {
    f: Frame,
    amount: String,
    info: String,
    pairs: Vec<(String, String)>,
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    let found = pairs.iter().find(|(key, _)| key == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// The order, when it is one that the portal signed.
fn ordered(visit: &Visit, pairs: Vec<(String, String)>) -> Result<Vec<(String, String)>, Failure> {
    let settings = &visit.portal.config.payment;
    let bank = provider(settings)
        .filter(|_| is_sandbox(settings))
        .ok_or_else(|| nothing_here(visit))?;
    if !bank.is_signed(&pairs) {
        let sentence = visit.lang.pick(
            "Ngân hàng thử không nhận lệnh này: chữ ký không đúng. Hãy mở lại trang nộp tiền.",
            "The sandbox bank does not take this order: its signature is wrong. Open the payment page again.",
        );
        return Err(Failure::Absent(sentence.to_owned()));
    }
    let now = bank_time(visit);
    if value(&pairs, "vnp_ExpireDate") < now.as_str() {
        let sentence = visit.lang.pick(
            "Lệnh thanh toán đã hết hạn, chưa trừ tiền. Hãy mở lại trang nộp tiền của hồ sơ.",
            "The order has run out and nothing was paid. Open the dossier's payment page again.",
        );
        return Err(Failure::Refused {
            sentence: sentence.to_owned(),
            fields: Vec::new(),
        });
    }
    Ok(pairs)
}

/// The time of Vietnam as the protocol writes it; later times come later in the order of letters.
fn bank_time(visit: &Visit) -> String {
    format::civil(visit.now())
        .format("%Y%m%d%H%M%S")
        .to_string()
}

/// `GET /ngan-hang-thu?vnp_…`.
pub async fn ask(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let pairs = ordered(&visit, pairs)?;
    let hundredfold: i64 = value(&pairs, "vnp_Amount").parse().unwrap_or_default();
    page(&Bank {
        f: visit.frame(),
        amount: format::money(hundredfold / 100, visit.lang),
        info: value(&pairs, "vnp_OrderInfo").to_owned(),
        pairs,
    })
}

/// `POST /ngan-hang-thu`: says to the portal what was paid, then sends the person back.
pub async fn pay(visit: Visit, sent: Fields) -> Answer {
    let ours = |(name, _): &&(String, String)| name.starts_with("vnp_");
    let pairs: Vec<_> = sent.pairs().iter().filter(ours).cloned().collect();
    let pairs = ordered(&visit, pairs)?;
    let bank = provider(&visit.portal.config.payment).ok_or_else(|| nothing_here(&visit))?;
    let code = if sent.get("choice") == "pay" {
        "00"
    } else {
        "24"
    };
    let status = if code == "00" { "00" } else { "02" };
    let kept = ["vnp_TmnCode", "vnp_Amount", "vnp_TxnRef", "vnp_OrderInfo"];
    let mut said: Vec<(String, String)> = kept
        .iter()
        .map(|name| ((*name).to_owned(), value(&pairs, name).to_owned()))
        .collect();
    let now = bank_time(&visit);
    for (name, value) in [
        ("vnp_BankCode", "NGANHANGTHU".to_owned()),
        ("vnp_PayDate", now),
        ("vnp_ResponseCode", code.to_owned()),
        ("vnp_TransactionStatus", status.to_owned()),
        (
            "vnp_TransactionNo",
            order::number(value(&pairs, "vnp_TxnRef")),
        ),
    ] {
        said.push((name.to_owned(), value));
    }
    let query = bank.signed(&said);
    let signature = query
        .rsplit_once('=')
        .map_or("", |(_, signature)| signature);
    said.push(("vnp_SecureHash".to_owned(), signature.to_owned()));
    // Twice, as a bank does that did not hear the answer.
    for _ in 0..2 {
        let answer = pages::heard(&visit, &said).await;
        if !matches!(answer, Said::Settled | Said::Already) {
            tracing::warn!(?answer, "the sandbox bank was answered no");
        }
    }
    let back = value(&pairs, "vnp_ReturnUrl");
    let root = visit.portal.config.http.public_url.trim_end_matches('/');
    let path = back
        .strip_prefix(root)
        .filter(|path| path.starts_with("/tra-cuu/"));
    let path = path.ok_or_else(|| nothing_here(&visit))?;
    see(&format!("{path}?{query}"))
}
