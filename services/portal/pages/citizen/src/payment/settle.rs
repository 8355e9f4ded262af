//! What the bank said, held against what routing knows; only then a notice counts as paid.

use chassis::Caller;
use portal_ui::{Portal, services::Speaker};
use proto::routing::v1::{
    GetPaymentRequest, GetPaymentResponse, GetRouteRequest, LegStatus, SettlePaymentRequest,
};

use super::order::{self, Paid};

/// What the bank is answered (VNPAY, IPN).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
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
        Err(status) if status.code() == tonic::Code::NotFound => Ok(None),
        Err(status) => Err(status),
    }
}

/// Settles what was paid, once; what does not fit settles nothing.
pub async fn settle(portal: &Portal, paid: &Paid) -> Answer {
    let Some((dossier, mark)) = order::parts(&paid.reference) else {
        return Answer::Unknown;
    };
    let dossier_id = dossier.to_string();
    let due = match due(portal, &dossier_id).await {
        Ok(due) => due.filter(|due| order::mark(&due.reference) == mark),
        Err(status) => {
            tracing::warn!(code = %status.code(), "routing cannot say what is due");
            return Answer::TryAgain;
        }
    };
    let Some(due) = due else {
        return over(portal, &dossier_id, mark).await;
    };
    if due.amount != paid.amount {
        tracing::warn!(dossier = %dossier, "another amount was paid than is due");
        return Answer::OtherAmount;
    }
    if !paid.success {
        // The bank is told that it was heard; nothing is settled.
        return Answer::Settled;
    }
    let request = SettlePaymentRequest {
        dossier_id,
        reference: due.reference,
        receipt: format!("VNPAY-{}", paid.transaction),
        debt_noted: false,
    };
    match on_own_account(portal)
        .routing()
        .settle_payment(request)
        .await
    {
        Ok(_) => Answer::Settled,
        Err(status) => {
            tracing::warn!(code = %status.code(), "a payment could not be settled");
            match status.code() {
                tonic::Code::FailedPrecondition => Answer::Already,
                _ => Answer::TryAgain,
            }
        }
    }
}

/// A notice that is not due: paid before, or never issued.
async fn over(portal: &Portal, dossier_id: &str, mark: &str) -> Answer {
    let request = GetRouteRequest {
        dossier_id: dossier_id.to_owned(),
    };
    match on_own_account(portal).routing().get_route(request).await {
        Ok(route) => {
            let paid = route.into_inner().legs.into_iter().any(|leg| {
                leg.task == "pay"
                    && leg.status() == LegStatus::Done
                    && order::mark(&leg.reference) == mark
            });
            if paid {
                Answer::Already
            } else {
                Answer::Unknown
            }
        }
        Err(status) if status.code() == tonic::Code::NotFound => Answer::Unknown,
        Err(_) => Answer::TryAgain,
    }
}
