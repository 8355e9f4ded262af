//! Money by notices as people ask for it: settling, and what is owed back.

use chassis::{
    Caller, Error, Result,
    wire::{id, moment, timestamp},
};
use kernel::{
    DossierId,
    Role::{Auditor, Operator},
    UnitId, line,
};
use proto::routing::v1::{
    GetReceiptsRequest, GetReceiptsResponse, ListRefundsRequest, ListRefundsResponse,
    Payment as Paid, RecordRefundRequest, RecordRefundResponse, Refund as Owed,
    SettlePaymentRequest, SettlePaymentResponse,
};
use routing_domain::{Command, Leg, Payment, Receipt, Refund, Refusal, Route};

use crate::{Routing, page::Page, store};

fn word(field: &str, text: &str) -> Result<String> {
    line(text, 100).map_err(|why| Error::field(field, why.to_string()))
}

/// A name that may be left out.
fn name(field: &str, text: &str) -> Result<String> {
    match text {
        "" => Ok(String::new()),
        text => word(field, text),
    }
}

impl Routing {
    /// # Errors
    /// When they may not say so, nothing was ever to be paid by the notice, or the agency of the
    /// notice does not answer how much it asks.
    pub async fn settle(
        &self,
        caller: &Caller,
        asked: SettlePaymentRequest,
    ) -> Result<SettlePaymentResponse> {
        let dossier = id("dossier_id", &asked.dossier_id)?;
        let reference = word("reference", &asked.reference)?;
        let debt_noted = asked.debt_noted;
        if asked.amount < 0 {
            return Err(Error::field(
                "amount",
                "Hãy ghi số tiền đã thu, tính bằng đồng.",
            ));
        }
        let receipt = Receipt {
            provider: name("provider", &asked.provider)?,
            number: word("receipt", &asked.receipt)?,
            amount: asked.amount,
            taken_at: moment(asked.taken_at).unwrap_or_else(|| self.chassis.clock.now()),
        };
        self.may_settle(caller, dossier, &reference, debt_noted)
            .await?;
        // Somebody who says no amount took what the notice asks.
        let asks = match receipt.amount > 0 && !debt_noted {
            true => self.asks(dossier, &reference).await?,
            false => None,
        };
        let notice = reference.clone();
        let (provider, number) = (receipt.provider.clone(), receipt.number.clone());
        let command = Command::SettlePayment {
            reference,
            receipt,
            asked: asks,
            debt_noted,
        };
        let carried = self.carry_out(caller, dossier, command).await?;
        let route = &carried.state;
        let refund = route.refund(&notice, &provider, &number);
        Ok(SettlePaymentResponse {
            known: carried.events.is_empty(),
            refund: refund.map(|n| self.owed(route, &route.refunds[n])),
        })
    }

    /// Money is taken by the one-stop desk, by post or over the payment service, whose word the
    /// portal has checked; not by the agencies. A debt is noted by the desk or by the agency whose notice it is.
    async fn may_settle(
        &self,
        caller: &Caller,
        dossier: DossierId,
        reference: &str,
        debt_noted: bool,
    ) -> Result<()> {
        let unit = caller.unit.as_deref().map(UnitId::from);
        let known = unit.as_ref().and_then(|unit| self.catalogue.unit(unit));
        let at_desk = known.is_some_and(catalogue::Unit::is_centre);
        if at_desk || (caller.is_service() && !debt_noted) {
            return Ok(());
        }
        if !debt_noted {
            return Err(Error::refused(Refusal::NotACashier));
        }
        let route = self.known(dossier).await?;
        let theirs = |leg: &Leg| {
            leg.payment_due
                && leg.document.as_deref() == Some(reference)
                && Some(&leg.unit) == unit.as_ref()
        };
        if route.legs.iter().any(theirs) {
            Ok(())
        } else {
            Err(Error::refused(Refusal::NoDebtNote))
        }
    }

    /// What was paid on a dossier and what of it is owed back. The portal asks for who paid: an
    /// amount is about a person, and the portal knows to whom it shows it.
    ///
    /// # Errors
    /// When the dossier is unknown.
    pub async fn receipts(
        &self,
        caller: &Caller,
        asked: GetReceiptsRequest,
    ) -> Result<GetReceiptsResponse> {
        if caller.service_name() != Some("portal") {
            return Err(Error::absent("Không có nội dung này."));
        }
        let route = self.known(id("dossier_id", &asked.dossier_id)?).await?;
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

    fn owed(&self, route: &Route, refund: &Refund) -> Owed {
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
    }
}
