//! The person pays by the paper of the leg before.

use kernel::Instant;

use super::Story;
use crate::{Event, Kind, Leg, Refusal, Status};

impl Story<'_> {
    /// With nothing to pay, or with a notice that was paid already, there is no wait.
    pub(super) fn ask_payment(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        let route = self.route()?;
        let notice = route.legs[n]
            .after
            .iter()
            .map(|before| &route.legs[*before])
            .find(|before| before.payment_due)
            .and_then(|before| before.document.clone())
            .filter(|notice| !route.legs[n].paid.contains(notice));
        match notice {
            Some(reference) => self.happens(Event::PaymentAwaited {
                leg: n,
                reference,
                at,
            }),
            None => self.happens(Event::Skipped { leg: n, at }),
        }
        Ok(())
    }

    pub(crate) fn settle_payment(
        &mut self,
        reference: String,
        receipt: String,
        debt_noted: bool,
    ) -> Result<(), Refusal> {
        let now = self.router.now;
        let legs = &self.route()?.legs;
        let awaits = |leg: &Leg| {
            leg.status == Status::AwaitingPayment && leg.document.as_ref() == Some(&reference)
        };
        if let Some(leg) = legs.iter().position(awaits) {
            self.happens(Event::PaymentSettled {
                leg,
                receipt,
                debt_noted,
                at: now,
            });
            return self.go_on(now);
        }
        let known = |leg: &Leg| leg.kind == Kind::Payment && leg.paid.contains(&reference);
        if legs.iter().any(known) {
            return Ok(());
        }
        Err(Refusal::NothingToPay(reference))
    }
}
