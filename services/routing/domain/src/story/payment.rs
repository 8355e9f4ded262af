//! The person pays by the paper of the leg before; what came besides is owed back.

use kernel::Instant;

use super::Story;
use crate::{Event, Kind, Leg, Receipt, Refund, RefundGround, Refusal, Returned, Status};

/// What is said of the money by a notice (see [`Command::SettlePayment`](crate::Command)).
pub(crate) struct Settlement {
    pub notice: String,
    pub receipt: Receipt,
    /// What the notice asks, in đồng.
    pub asked: Option<i64>,
    pub debt_noted: bool,
    pub while_due: bool,
}

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

    /// The same receipt is the same act. Less than is asked settles nothing, and what nobody is
    /// asked for goes back: nothing that came is ever lost sight of. Whoever acts only `while_due`
    /// is told instead that somebody else was quicker.
    pub(crate) fn settle_payment(&mut self, said: Settlement) -> Result<(), Refusal> {
        let Settlement {
            notice,
            receipt,
            asked,
            debt_noted,
            while_due,
        } = said;
        let now = self.router.now;
        let route = self.route()?;
        if route.knows(&notice, &receipt) {
            return Ok(());
        }
        let awaits = |leg: &Leg| {
            leg.status == Status::AwaitingPayment && leg.document.as_ref() == Some(&notice)
        };
        let told = receipt.amount > 0 && !debt_noted;
        let above = asked.filter(|_| told).map(|asked| receipt.amount - asked);
        if let Some(leg) = route.legs.iter().position(awaits) {
            if above.is_some_and(|above| above < 0) {
                self.owe_back(notice, receipt, None, RefundGround::TooLittle);
                return Ok(());
            }
            self.happens(Event::PaymentSettled {
                leg,
                receipt: receipt.clone(),
                debt_noted,
                at: now,
            });
            if let Some(above) = above.filter(|above| *above > 0) {
                self.owe_back(notice, receipt, Some(above), RefundGround::TooMuch);
            }
            return self.go_on(now);
        }
        let known = |leg: &Leg| leg.kind == Kind::Payment && leg.paid.contains(&notice);
        let ground = match route.payment_of(&notice) {
            Some(paid) if paid.debt_noted => RefundGround::DebtNoted,
            Some(_) => RefundGround::PaidBefore,
            None if route.legs.iter().any(known) => RefundGround::PaidBefore,
            None if debt_noted => return Err(Refusal::NothingToPay(notice)),
            None if route.notices().contains(&notice.as_str()) => RefundGround::NotDue,
            None => return Err(Refusal::NothingToPay(notice)),
        };
        if while_due {
            return Err(match ground {
                RefundGround::NotDue => Refusal::NotDueNow(notice),
                _ => Refusal::SettledMeanwhile(notice),
            });
        }
        // Noting a debt brings no money that could be owed back.
        if !debt_noted {
            self.owe_back(notice, receipt, None, ground);
        }
        Ok(())
    }

    /// The whole of it, unless `amount` says less. Where nobody said how much came, it is what was
    /// paid by the notice before.
    fn owe_back(
        &mut self,
        notice: String,
        receipt: Receipt,
        amount: Option<i64>,
        ground: RefundGround,
    ) {
        let paid = self.route.as_ref();
        let paid = paid.and_then(|route| route.payment_of(&notice));
        let amount = match receipt.amount {
            0 => paid.map_or(0, |paid| paid.receipt.amount),
            came => amount.unwrap_or(came),
        };
        self.happens(Event::RefundOwed(Box::new(Refund {
            notice,
            receipt,
            amount,
            ground,
            at: self.router.now,
            returned: None,
        })));
    }

    /// Said twice with the same voucher, it is the same act.
    pub(crate) fn record_refund(
        &mut self,
        (notice, provider, number): (&str, &str, &str),
        reference: String,
        by: String,
    ) -> Result<(), Refusal> {
        let route = self.route()?;
        let refund = route.refund(notice, provider, number);
        let refund = refund.ok_or(Refusal::NoSuchRefund)?;
        let at = self.router.now;
        match &route.refunds[refund].returned {
            Some(before) if before.reference == reference => Ok(()),
            Some(before) => Err(Refusal::RefundMade(before.reference.clone())),
            None => {
                let returned = Returned { reference, by, at };
                self.happens(Event::RefundMade { refund, returned });
                Ok(())
            }
        }
    }
}
