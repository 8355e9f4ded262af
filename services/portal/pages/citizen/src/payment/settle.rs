//! What the bank said, held against what routing knows; only then a notice counts as paid.

use chassis::Caller;
use portal_ui::{Portal, format, frame::Lang, services::Speaker};
use proto::routing::v1::{
    GetPaymentRequest, GetPaymentResponse, GetReceiptsRequest, GetReceiptsResponse, Payment,
    Refund, SettlePaymentRequest,
};
use tonic::{Code, Response};

use super::order::{self, Paid};

/// Under whose name its numbers are kept.
const PROVIDER: &str = "VNPAY";

/// What the bank is answered (VNPAY, IPN).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Heard, and written down: as paid, or as money that goes back.
    Settled,
    Unknown,
    Already,
    OtherAmount,
    Forged,
    TryAgain,
}

impl Answer {
    /// The code and the words.
    pub fn said(self) -> (&'static str, &'static str) {
        match self {
            Self::Settled => ("00", "Confirm Success"),
            Self::Unknown => ("01", "Order not found"),
            Self::Already => ("02", "Order already confirmed"),
            Self::OtherAmount => ("04", "Invalid amount"),
            Self::Forged => ("97", "Invalid signature"),
            Self::TryAgain => ("99", "Try again"),
        }
    }
}

/// The services, as the portal asks them on its own account.
pub fn on_own_account(portal: &Portal) -> Speaker {
    portal.services.speaking_for(Caller::service("portal"))
}

/// What is to be paid on a dossier now; none when nothing is, or nobody says how much.
///
/// # Errors
/// When routing does not answer.
pub async fn due(
    portal: &Portal,
    dossier_id: &str,
) -> Result<Option<GetPaymentResponse>, tonic::Status> {
    let request = GetPaymentRequest {
        dossier_id: dossier_id.to_owned(),
    };
    match on_own_account(portal).routing().get_payment(request).await {
        Ok(due) => Ok(Some(due.into_inner()).filter(|due| !due.reference.is_empty())),
        Err(status) if status.code() == Code::NotFound => Ok(None),
        Err(status) => Err(status),
    }
}

/// What was paid on a dossier and what of it goes back; nothing when it has no way yet.
///
/// # Errors
/// When routing does not answer.
pub async fn receipts(
    portal: &Portal,
    dossier_id: &str,
) -> Result<GetReceiptsResponse, tonic::Status> {
    let request = GetReceiptsRequest {
        dossier_id: dossier_id.to_owned(),
    };
    let mut routing = on_own_account(portal).routing();
    match routing.get_receipts(request).await {
        Ok(receipts) => Ok(receipts.into_inner()),
        Err(status) if status.code() == Code::NotFound => Ok(GetReceiptsResponse::default()),
        Err(status) => Err(status),
    }
}

/// The number of the notice that an order was for.
fn meant(receipts: &GetReceiptsResponse, mark: &str) -> Option<String> {
    let mut notices = receipts.notices.iter();
    notices.find(|notice| order::mark(notice) == mark).cloned()
}

/// Tells routing of money that came; what it settles, and what goes back, routing decides.
pub async fn settle(portal: &Portal, paid: &Paid) -> Answer {
    let Some((dossier, mark)) = order::parts(&paid.reference) else {
        return Answer::Unknown;
    };
    let dossier_id = dossier.to_string();
    let notice = match receipts(portal, &dossier_id).await {
        Ok(receipts) => meant(&receipts, mark),
        Err(status) => {
            tracing::warn!(code = %status.code(), "routing cannot say what was to be paid");
            return Answer::TryAgain;
        }
    };
    let Some(notice) = notice else {
        return Answer::Unknown;
    };
    if !paid.success {
        // The bank is told that it was heard; no money came.
        return Answer::Settled;
    }
    let request = SettlePaymentRequest {
        dossier_id,
        reference: notice,
        receipt: paid.number().to_owned(),
        debt_noted: false,
        provider: PROVIDER.to_owned(),
        amount: paid.amount,
        taken_at: paid.at.map(chassis::wire::timestamp),
        ..SettlePaymentRequest::default()
    };
    let mut routing = on_own_account(portal).routing();
    match routing
        .settle_payment(request)
        .await
        .map(Response::into_inner)
    {
        Ok(done) => match done.refund {
            Some(refund) if refund.ground == "too-little" => {
                tracing::warn!(dossier = %dossier, "less was paid than is due: it goes back");
                Answer::OtherAmount
            }
            _ if done.known => Answer::Already,
            Some(refund) => {
                tracing::warn!(dossier = %dossier, ground = refund.ground, "money goes back");
                Answer::Settled
            }
            None => Answer::Settled,
        },
        Err(status) => {
            tracing::warn!(code = %status.code(), "a payment could not be settled");
            match status.code() {
                Code::FailedPrecondition | Code::InvalidArgument => Answer::Unknown,
                _ => Answer::TryAgain,
            }
        }
    }
}

/// How it stands with a notice that somebody paid by.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// Recorded as paid: the number of the notice, and when.
    Recorded { notice: String, at: String },
    /// Some of this money goes back, or all of it.
    GoesBack(Box<Refund>),
    /// Paid before by other money; the bank has yet to tell the portal of this.
    PaidBefore(Box<Payment>),
    /// Still to be paid, as far as routing has heard.
    Awaited,
    /// The dossier asks for no such payment, or not any more.
    Nothing,
}

/// # Errors
/// When routing does not answer.
pub async fn standing(portal: &Portal, paid: &Paid, lang: Lang) -> Result<Standing, tonic::Status> {
    let Some((dossier, mark)) = order::parts(&paid.reference) else {
        return Ok(Standing::Nothing);
    };
    let dossier_id = dossier.to_string();
    let receipts = receipts(portal, &dossier_id).await?;
    let Some(notice) = meant(&receipts, mark) else {
        return Ok(Standing::Nothing);
    };
    let number = paid.number();
    let this = |of: &str, provider: &str, receipt: &str| {
        of == notice && provider == PROVIDER && receipt == number
    };
    let mut refunds = receipts.refunds.into_iter();
    let back = refunds.find(|one| this(&one.notice, &one.provider, &one.receipt));
    if let Some(refund) = back {
        return Ok(Standing::GoesBack(Box::new(refund)));
    }
    let mut payments = receipts.payments.into_iter();
    if let Some(before) = payments.find(|one| one.notice == notice) {
        return Ok(
            match this(&before.notice, &before.provider, &before.receipt) {
                true => Standing::Recorded {
                    at: format::stamp(before.at.as_ref(), lang),
                    notice,
                },
                false => Standing::PaidBefore(Box::new(before)),
            },
        );
    }
    let awaited = due(portal, &dossier_id).await?;
    Ok(match awaited.is_some_and(|due| due.reference == notice) {
        true => Standing::Awaited,
        false => Standing::Nothing,
    })
}
