//! What is to be paid on a dossier, and what was.

use portal_ui::{
    failure::Failure,
    format,
    frame::{Lang, Visit},
    lookup,
};
use proto::{
    intake::v1::TrackDossierResponse,
    routing::v1::{
        GetPaymentRequest, GetPaymentResponse, GetReceiptsRequest, LegStatus, Payment, Refund,
    },
};

use crate::refunds::{ground, who};

/// The money of one dossier, as the desk sees it.
pub struct Purse {
    /// The notice that waits for money; none when none does.
    pub due: Option<Due>,
    pub recorded: Vec<Recorded>,
    pub owed: Vec<Owed>,
    /// Every notice the person was ever asked to pay by.
    pub notices: Vec<String>,
}

pub struct Due {
    pub notice: String,
    /// Empty when the agency does not say, or does not answer.
    pub amount: String,
    pub pay_by: String,
    pub unit_name: String,
    /// The agency does not answer how much it asks.
    pub silent: bool,
}

/// What settled a notice.
#[derive(Clone)]
pub struct Recorded {
    pub notice: String,
    pub provider: String,
    pub receipt: String,
    pub debt_noted: bool,
    /// Empty when nobody said, or a debt was noted.
    pub amount: String,
    pub at: String,
    pub taken_at: String,
    pub by: String,
    /// Where it can be printed; empty for money a payment service took.
    pub paper: String,
}

/// Money that goes back, or went.
#[derive(Clone)]
pub struct Owed {
    pub notice: String,
    pub provider: String,
    pub receipt: String,
    pub amount: String,
    pub ground: &'static str,
    pub at: String,
    pub by: String,
    pub returned: bool,
    pub paper: String,
}

impl Purse {
    /// # Errors
    /// When the dossier is not this desk's, as if there were none; when routing does not answer.
    pub async fn of(visit: &Visit, d: &TrackDossierResponse) -> Result<Self, Failure> {
        let dossier_id = d.dossier_id.clone();
        let asked = GetReceiptsRequest {
            dossier_id: dossier_id.clone(),
        };
        let due = GetPaymentRequest { dossier_id };
        let (mut routing, mut beside) = (visit.ask.routing(), visit.ask.routing());
        let (paid, due) = tokio::join!(routing.get_receipts(asked), beside.get_payment(due));
        let paid = paid
            .map_err(|status| absence(visit, &d.code, Failure::from(status)))?
            .into_inner();
        let due = match due {
            Ok(due) => Due::new(due.into_inner(), visit.lang),
            Err(status) => waits(visit, d, Failure::from(status)).await?,
        };
        let payments = paid.payments.into_iter();
        let refunds = paid.refunds.into_iter();
        Ok(Self {
            due,
            recorded: payments
                .map(|one| recorded(one, &d.code, visit.lang))
                .collect(),
            owed: refunds.map(|one| owed(one, &d.code, visit)).collect(),
            notices: paid.notices,
        })
    }

    pub fn settled_by(&self, notice: &str) -> Option<&Recorded> {
        self.recorded.iter().find(|one| one.notice == notice)
    }
}

impl Due {
    fn new(told: GetPaymentResponse, lang: Lang) -> Option<Self> {
        (!told.reference.is_empty()).then(|| Self {
            amount: match told.amount {
                1.. => format::money(told.amount, lang),
                _ => String::new(),
            },
            pay_by: format::iso_date(&told.pay_by, lang),
            notice: told.reference,
            unit_name: told.unit_name,
            silent: false,
        })
    }
}

/// The notice alone, where its agency does not answer what it asks.
async fn waits(
    visit: &Visit,
    d: &TrackDossierResponse,
    failure: Failure,
) -> Result<Option<Due>, Failure> {
    if failure != Failure::Unavailable {
        return Err(absence(visit, &d.code, failure));
    }
    let route = lookup::route(visit, &d.dossier_id).await?;
    let mut legs = route.into_iter().flat_map(|route| route.legs);
    let waiting = legs.find(|leg| leg.status() == LegStatus::AwaitingPayment);
    Ok(waiting.map(|leg| Due {
        notice: leg.reference,
        amount: String::new(),
        pay_by: String::new(),
        unit_name: String::new(),
        silent: true,
    }))
}

/// Another desk's dossier is answered like one that there is not.
pub fn absence(visit: &Visit, code: &str, failure: Failure) -> Failure {
    match failure {
        Failure::Absent(_) => lookup::no_dossier(visit.lang, code),
        other => other,
    }
}

fn recorded(one: Payment, code: &str, lang: Lang) -> Recorded {
    Recorded {
        amount: sum(one.amount, lang),
        at: format::stamp(one.at.as_ref(), lang),
        taken_at: format::stamp(one.taken_at.as_ref(), lang),
        by: by(&one.provider, &one.taken_by),
        paper: paper(code, &one.notice, &one.provider, &one.receipt),
        notice: one.notice,
        provider: one.provider,
        receipt: one.receipt,
        debt_noted: one.debt_noted,
    }
}

fn owed(one: Refund, code: &str, visit: &Visit) -> Owed {
    Owed {
        amount: sum(one.amount, visit.lang),
        ground: ground(&one.ground, visit.lang),
        at: format::stamp(one.at.as_ref(), visit.lang),
        by: who(&one.taken_by).to_owned(),
        returned: one.returned_at.is_some(),
        paper: paper(code, &one.notice, &one.provider, &one.receipt),
        notice: one.notice,
        provider: one.provider,
        receipt: one.receipt,
    }
}

/// Who wrote it down; what a payment service took, nobody did.
fn by(provider: &str, actor: &str) -> String {
    match provider {
        "" => who(actor).to_owned(),
        _ => String::new(),
    }
}

fn sum(amount: i64, lang: Lang) -> String {
    match amount {
        0 => String::new(),
        amount => format::money(amount, lang),
    }
}

fn paper(code: &str, notice: &str, provider: &str, receipt: &str) -> String {
    match provider {
        "" => super::done::address(code, notice, receipt, false),
        _ => String::new(),
    }
}
