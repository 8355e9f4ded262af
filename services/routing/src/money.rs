//! What was paid by notices, what of it is owed back, and that it went back.

use chassis::{
    Caller, Error, Result,
    wire::{id, timestamp},
};
use kernel::{
    Role::{Auditor, Operator},
    line,
};
use proto::routing::v1::{
    GetReceiptsRequest, GetReceiptsResponse, ListRefundsRequest, ListRefundsResponse,
    Payment as Paid, RecordRefundRequest, RecordRefundResponse, Refund as Owed,
};
use routing_domain::{Command, Payment, Refund, Refusal, Route};

use crate::{Routing, page::Page, store};

pub(crate) fn word(field: &str, text: &str) -> Result<String> {
    line(text, 100).map_err(|why| Error::field(field, why.to_string()))
}

/// A name that may be left out.
pub(crate) fn name(field: &str, text: &str) -> Result<String> {
    match text {
        "" => Ok(String::new()),
        text => word(field, text),
    }
}

impl Routing {
    /// What was paid on a dossier and what of it is owed back. An amount is about a person: the
    /// portal asks for who paid, and knows to whom it shows it; a desk asks for what it takes.
    ///
    /// # Errors
    /// When the dossier is unknown, or not theirs.
    pub async fn receipts(
        &self,
        caller: &Caller,
        asked: GetReceiptsRequest,
    ) -> Result<GetReceiptsResponse> {
        let dossier = id("dossier_id", &asked.dossier_id)?;
        let route = self.of_cashier(caller, dossier).await?;
        let refunds = route.refunds.iter();
        Ok(GetReceiptsResponse {
            payments: route.payments.iter().map(paid).collect(),
            refunds: refunds.map(|refund| self.owed(&route, refund)).collect(),
            notices: route.notices().into_iter().map(str::to_owned).collect(),
        })
    }

    /// The money that is or was owed back, the newest dossier first: a desk sees its own.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn refunds(
        &self,
        caller: &Caller,
        asked: ListRefundsRequest,
    ) -> Result<ListRefundsResponse> {
        let page = Page::asked(asked.page_size, &asked.page_token)?;
        let own = caller.unit.clone().unwrap_or_default();
        let unit = match caller.may_any(&[Auditor, Operator]) {
            true => asked.unit,
            // Nobody's list, where somebody asks for another's.
            false if asked.unit.is_empty() || asked.unit == own => own,
            false => return Ok(ListRefundsResponse::default()),
        };
        let db = &self.chassis.db;
        let routes =
            store::money::with_refunds(db, &unit, asked.open, page.after, page.limit()).await?;
        let (routes, next_page_token) = page.cut(routes);
        let mut refunds = Vec::new();
        for route in routes.iter().filter(|route| self.sees(caller, route)) {
            let wanted = |one: &&Refund| !asked.open || one.returned.is_none();
            let found = route.refunds.iter().rev().filter(wanted);
            refunds.extend(found.map(|refund| self.owed(route, refund)));
        }
        Ok(ListRefundsResponse {
            refunds,
            next_page_token,
        })
    }

    /// The centre that received the dossier says by which voucher the money went back.
    ///
    /// # Errors
    /// When it is not theirs, or went back by another voucher.
    pub async fn record_refund(
        &self,
        caller: &Caller,
        asked: RecordRefundRequest,
    ) -> Result<RecordRefundResponse> {
        let dossier = id("dossier_id", &asked.dossier_id)?;
        let command = Command::RecordRefund {
            notice: word("notice", &asked.notice)?,
            provider: name("provider", &asked.provider)?,
            number: word("receipt", &asked.receipt)?,
            reference: word("voucher", &asked.voucher)?,
            by: caller.actor.to_string(),
        };
        let route = self.theirs(caller, dossier).await?;
        if !caller.acts_for(route.receiving.as_str()) {
            return Err(Error::refused(Refusal::NoSuchRefund));
        }
        self.carry_out(caller, dossier, command).await?;
        Ok(RecordRefundResponse {})
    }

    pub(crate) fn owed(&self, route: &Route, refund: &Refund) -> Owed {
        let returned = refund.returned.clone();
        let before = route.payment_of(&refund.notice);
        Owed {
            dossier_id: route.dossier.to_string(),
            code: route.code.clone(),
            notice: refund.notice.clone(),
            provider: refund.receipt.provider.clone(),
            receipt: refund.receipt.number.clone(),
            amount: refund.amount,
            ground: refund.ground.key().to_owned(),
            taken_at: Some(timestamp(refund.receipt.taken_at)),
            at: Some(timestamp(refund.at)),
            unit: route.receiving.to_string(),
            unit_name: self.unit_name(&route.receiving),
            before: before.map(paid),
            returned_at: returned.as_ref().map(|one| timestamp(one.at)),
            returned_by: returned
                .as_ref()
                .map(|one| one.by.clone())
                .unwrap_or_default(),
            returned_by_voucher: returned.map(|one| one.reference).unwrap_or_default(),
            taken_by: refund.receipt.by.clone(),
        }
    }
}

fn paid(payment: &Payment) -> Paid {
    Paid {
        notice: payment.notice.clone(),
        provider: payment.receipt.provider.clone(),
        receipt: payment.receipt.number.clone(),
        amount: payment.receipt.amount,
        debt_noted: payment.debt_noted,
        at: Some(timestamp(payment.at)),
        taken_at: Some(timestamp(payment.receipt.taken_at)),
        taken_by: payment.receipt.by.clone(),
    }
}
