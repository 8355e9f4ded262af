//! What a person is to pay now. Routing knows the notice by its number alone; the amount is with
//! the agency that issued it.

use chassis::{Caller, Error, Result, wire::id};
use kernel::DossierId;
use proto::{
    agency::v1::Conclusion,
    routing::v1::{GetPaymentRequest, GetPaymentResponse},
};
use routing_domain::{Leg, Route, Status};

use crate::{Routing, reconcile::agency::Agency};

impl Routing {
    /// # Errors
    /// When the dossier is unknown, or the agency does not answer.
    pub async fn payment(
        &self,
        caller: &Caller,
        asked: GetPaymentRequest,
    ) -> Result<GetPaymentResponse> {
        if caller.service_name() != Some("portal") {
            return Err(Error::absent("Không có nội dung này."));
        }
        let dossier: DossierId = id("dossier_id", &asked.dossier_id)?;
        let route = self.known(dossier).await?;
        let awaiting = route
            .legs
            .iter()
            .find(|leg| leg.status == Status::AwaitingPayment);
        let Some(awaiting) = awaiting else {
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

    /// What the notice asks that the person is to pay by now, in đồng; none when it is another, or
    /// its agency does not say.
    ///
    /// # Errors
    /// When the dossier is unknown, or the agency does not answer.
    pub(crate) async fn asks(&self, dossier: DossierId, notice: &str) -> Result<Option<i64>> {
        let route = self.known(dossier).await?;
        let awaited = |leg: &Leg| {
            leg.status == Status::AwaitingPayment && leg.document.as_deref() == Some(notice)
        };
        if !route.legs.iter().any(awaited) {
            return Ok(None);
        }
        let issued = self.issued(&route, Some(notice)).await?;
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
