//! Paying as a person sees it, and the door at which the bank says what was paid.

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query},
    http::HeaderMap,
    response::IntoResponse as _,
};
use proto::routing::v1::GetPaymentResponse;

use super::{
    Order, Paid, PaymentProvider as _, is_sandbox, order, provider, refunds,
    settle::{self, Answer as Said, Standing},
};
use crate::mine::proof::Claim;
use portal_ui::{
    answer::{Answer, page},
    failure::Failure,
    format,
    frame::{Frame, Visit},
    lookup,
};

#[derive(Template)]
#[template(path = "pay.html")]
struct Pay {
    f: Frame,
    code: String,
    due: Option<GetPaymentResponse>,
    amount: String,
    pay_by: String,
    /// Where to pay; empty when paying online is not open.
    checkout: String,
    sandbox: bool,
}

/// `GET /tra-cuu/{code}/nop-tien`: an amount is shown to whoever proves that the dossier is theirs.
pub async fn ask(visit: Visit, Path(code): Path<String>, headers: HeaderMap) -> Answer {
    let claim = Claim::of(&code, &headers);
    let Some(mine) = claim.mine(&visit).await? else {
        return claim.to_proof("nop-tien");
    };
    let due = settle::due(&visit.portal, &mine.dossier_id).await?;
    let settings = &visit.portal.config.payment;
    let checkout = match (&due, provider(settings)) {
        (Some(due), Some(provider)) if due.amount > 0 => {
            let order = Order {
                dossier: mine.dossier_id.parse().map_err(|_| Failure::Fault)?,
                code: claim.code.clone(),
                notice: due.reference.clone(),
                amount: due.amount,
            };
            let root = visit.portal.config.http.public_url.trim_end_matches('/');
            let back = format!("{root}{}", claim.page("da-nop-tien"));
            provider.checkout(&order, &back, visit.now())
        }
        _ => String::new(),
    };
    let amount = due.as_ref().map_or(0, |due| due.amount);
    page(&Pay {
        f: visit.frame(),
        code: claim.code,
        amount: if amount > 0 {
            format::money(amount, visit.lang)
        } else {
            String::new()
        },
        pay_by: due
            .as_ref()
            .map(|due| format::iso_date(&due.pay_by, visit.lang))
            .unwrap_or_default(),
        due,
        checkout,
        sandbox: is_sandbox(settings),
    })
}

#[derive(Template)]
#[template(path = "paid.html")]
struct Back {
    f: Frame,
    code: String,
    outcome: Outcome,
    amount: String,
    /// The bank's number of the transaction.
    transaction: String,
}

/// What a person is told who comes back from the bank.
enum Outcome {
    /// Not the bank's word, or about another dossier.
    Unconfirmed,
    /// The bank has no money.
    Failed,
    /// It has, and the dossier's route knows it.
    Recorded { notice: String, at: String },
    /// It has, and has yet to tell the portal.
    OnItsWay,
    /// It has, and some of it goes back, or all: a heading, and in which words.
    GoesBack {
        title: &'static str,
        told: Vec<String>,
    },
    /// It has, and the dossier asks for none.
    Adrift,
}

/// `GET /tra-cuu/{code}/da-nop-tien?vnp_…`: shows what the bank says and what came of it. It settles
/// nothing: that is for what the bank says to the portal directly.
pub async fn back(
    visit: Visit,
    Path(code): Path<String>,
    Query(said): Query<Vec<(String, String)>>,
) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let provider = provider(&visit.portal.config.payment);
    let told = provider.and_then(|provider| provider.verify(&said).ok());
    let meant = |paid: &Paid| {
        order::parts(&paid.reference).is_some_and(|(id, _)| id.to_string() == d.dossier_id)
    };
    let told = told.filter(meant);
    let outcome = match &told {
        None => Outcome::Unconfirmed,
        Some(paid) if !paid.success => Outcome::Failed,
        Some(paid) => match settle::standing(&visit.portal, paid, visit.lang).await? {
            Standing::Recorded { notice, at } => Outcome::Recorded { notice, at },
            Standing::GoesBack(refund) => Outcome::GoesBack {
                title: refunds::title(&refund.ground, visit.lang),
                told: refunds::told(&refund, true, visit.lang),
            },
            Standing::PaidBefore(before) => Outcome::GoesBack {
                title: refunds::title("paid-before", visit.lang),
                told: refunds::paid_before(&before, visit.lang),
            },
            Standing::Awaited => Outcome::OnItsWay,
            Standing::Nothing => Outcome::Adrift,
        },
    };
    let amount = told
        .as_ref()
        .map(|paid| format::money(paid.amount, visit.lang));
    page(&Back {
        f: visit.frame(),
        code: d.code,
        outcome,
        amount: amount.unwrap_or_default(),
        transaction: told.map(|paid| paid.transaction).unwrap_or_default(),
    })
}

/// `GET /thanh-toan/vnpay/ipn?vnp_…`: what the bank says to the portal directly, which decides.
pub async fn notify(visit: Visit, Query(said): Query<Vec<(String, String)>>) -> Answer {
    let answer = heard(&visit, &said).await;
    let (code, message) = answer.said();
    let body = serde_json::json!({ "RspCode": code, "Message": message });
    Ok(Json(body).into_response())
}

pub(super) async fn heard(visit: &Visit, said: &[(String, String)]) -> Said {
    let Some(provider) = provider(&visit.portal.config.payment) else {
        return Said::Forged;
    };
    match provider.verify(said) {
        Ok(paid) => settle::settle(&visit.portal, &paid).await,
        Err(_) => {
            tracing::warn!("somebody who is not the bank says that something was paid");
            Said::Forged
        }
    }
}
