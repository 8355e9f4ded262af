//! What the bank said, held against what routing knows; only then a notice counts as paid.

use chassis::Caller;
use portal_ui::{Portal, format, services::Speaker};
use proto::routing::v1::{
    GetPaymentRequest, GetPaymentResponse, GetRouteRequest, Leg, LegStatus, SettlePaymentRequest,
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
        return over(portal, paid).await;
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

/// How it stands with a notice that somebody paid by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Recorded as paid: the number of the notice, and when.
    Recorded { notice: String, at: String },
    /// Still to be paid, as far as routing has heard.
    Awaited,
    /// The dossier asks for no such payment, or not any more.
    Nothing,
}

/// # Errors
/// When routing does not answer.
pub async fn standing(portal: &Portal, paid: &Paid) -> Result<Standing, tonic::Status> {
    let Some((dossier, mark)) = order::parts(&paid.reference) else {
        return Ok(Standing::Nothing);
    };
    let request = GetRouteRequest {
        dossier_id: dossier.to_string(),
    };
    let legs = match on_own_account(portal).routing().get_route(request).await {
        Ok(route) => route.into_inner().legs,
        Err(status) if status.code() == tonic::Code::NotFound => Vec::new(),
        Err(status) => return Err(status),
    };
    let meant = |leg: &&Leg| leg.task == "pay" && order::mark(&leg.reference) == mark;
    let stands = legs.iter().rfind(meant).map(|leg| match leg.status() {
        LegStatus::Done => Standing::Recorded {
            notice: leg.reference.clone(),
            at: format::stamp(leg.done_at.as_ref()),
        },
        LegStatus::AwaitingPayment => Standing::Awaited,
        _ => Standing::Nothing,
    });
    Ok(stands.unwrap_or(Standing::Nothing))
}

/// A notice that is not due: paid before, never issued, or of a dossier that has ended since.
async fn over(portal: &Portal, paid: &Paid) -> Answer {
    match standing(portal, paid).await {
        Ok(Standing::Recorded { .. }) => Answer::Already,
        // Asked for between the two questions: the bank says it again.
        Ok(Standing::Awaited) | Err(_) => Answer::TryAgain,
        Ok(Standing::Nothing) => {
            if paid.success {
                tracing::warn!(
                    reference = paid.reference,
                    "the bank has money that nobody asks for: it goes back to who paid"
                );
            }
            Answer::Unknown
        }
    }
}
