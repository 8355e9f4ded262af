//! What a person is to pay now. Routing knows the notice by its number alone; the amount is with
//! the agency that issued it.

use chassis::{
    Caller, Result,
    wire::{id, timestamp},
};
use proto::{
    agency::v1::Conclusion,
    routing::v1::{
        DuePayment, GetPaymentRequest, GetPaymentResponse, ListDuePaymentsRequest,
        ListDuePaymentsResponse,
    },
};
use routing_domain::{Leg, Route, Status};

use crate::{Routing, money::name, page::Page, reconcile::agency::Agency, store};

impl Routing {
    /// # Errors
    /// When the dossier is unknown or not theirs, or the agency does not answer.
    pub async fn payment(
        &self,
        caller: &Caller,
        asked: GetPaymentRequest,
    ) -> Result<GetPaymentResponse> {
        let dossier = id("dossier_id", &asked.dossier_id)?;
        let route = self.of_cashier(caller, dossier).await?;
        let Some(awaiting) = route.to_pay() else {
            return Ok(GetPaymentResponse::default());
        };
        let Some((leg, said)) = self.issued(&route, awaiting.document.as_deref()).await? else {
            return Ok(GetPaymentResponse::default());
        };
        let unit = self.catalogue.unit(&leg.unit);
        Ok(GetPaymentResponse {
            reference: leg.document.clone().unwrap_or_default(),
            amount: said.amount.unwrap_or_default(),
            pay_by: said.pay_by,
            unit_name: unit.map_or_else(|| leg.unit.to_string(), |unit| unit.name.clone()),
        })
    }

    /// The notices that wait for money on the dossiers the caller's centre received.
    ///
    /// # Errors
    /// When the token was not given out with a page before, or the database does not answer.
    pub async fn due_payments(
        &self,
        caller: &Caller,
        asked: ListDuePaymentsRequest,
    ) -> Result<ListDuePaymentsResponse> {
        let page = Page::asked(asked.page_size, &asked.page_token)?;
        let own = caller.unit.as_deref().unwrap_or_default();
        let find = name("find", &asked.find)?;
        let db = &self.chassis.db;
        let routes = store::money::due(db, own, &find, page.after, page.limit()).await?;
        let (routes, next_page_token) = page.cut(routes);
        let theirs = routes.iter().filter(|route| self.sees(caller, route));
        Ok(ListDuePaymentsResponse {
            payments: theirs.filter_map(|route| self.due(route)).collect(),
            next_page_token,
        })
    }

    fn due(&self, route: &Route) -> Option<DuePayment> {
        let awaiting = route.to_pay()?;
        let notice = awaiting.document.clone()?;
        let issued = |leg: &&Leg| leg.payment_due && leg.document.as_deref() == Some(&notice);
        let issuer = route.legs.iter().find(issued);
        Some(DuePayment {
            dossier_id: route.dossier.to_string(),
            code: route.code.clone(),
            asked_at: awaiting.offered_at.map(timestamp),
            unit_name: issuer.map_or_else(String::new, |leg| self.unit_name(&leg.unit)),
            procedure: route.procedure.clone(),
            notice,
        })
    }

    /// What the notice asks that the person is to pay by now, in đồng; none when it is another, or
    /// its agency does not say.
    ///
    /// # Errors
    /// When the agency does not answer.
    pub(crate) async fn asks(&self, route: &Route, notice: &str) -> Result<Option<i64>> {
        let awaited = |leg: &Leg| {
            leg.status == Status::AwaitingPayment && leg.document.as_deref() == Some(notice)
        };
        if !route.legs.iter().any(awaited) {
            return Ok(None);
        }
        let issued = self.issued(route, Some(notice)).await?;
        Ok(issued.and_then(|(_, said)| said.amount))
    }

    /// The leg that issued the notice, and what its agency says of it; none when no agency knows.
    async fn issued<'a>(
        &self,
        route: &'a Route,
        notice: Option<&str>,
    ) -> Result<Option<(&'a Leg, Conclusion)>> {
        // The notice that stands now; what was paid by another before is settled.
        let issued = |leg: &&Leg| leg.payment_due && leg.document.as_deref() == notice;
        let Some(leg) = route.legs.iter().find(issued) else {
            return Ok(None);
        };
        let Some(peer) = self.agencies.get(&leg.host) else {
            return Ok(None);
        };
        let agency = Agency::new(&leg.host, peer, &self.chassis.actor());
        let case = agency.case(leg.id, &leg.unit).await?;
        let said = case.and_then(|case| case.conclusion).unwrap_or_default();
        Ok(Some((leg, said)))
    }
}
