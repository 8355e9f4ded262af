//! Payments, what of them is owed back, and waits, in public words.

use chassis::{Fact, wire::timestamp};
use proto::routing::v1 as pb;
use routing_domain::{Event, Refund, Returned};

use super::About;

impl About<'_> {
    /// Payments and waits.
    pub(super) fn payment(&self, event: &Event) -> Option<Fact> {
        Some(match event {
            Event::PaymentAwaited { leg, reference, at } => Fact::new(&pb::PaymentAwaited {
                dossier_id: self.dossier_id.clone(),
                leg_id: self.leg_id(*leg),
                at: Some(timestamp(*at)),
                reference: reference.clone(),
            }),
            Event::PaymentSettled {
                leg,
                debt_noted,
                at,
                ..
            } => Fact::new(&pb::PaymentSettled {
                dossier_id: self.dossier_id.clone(),
                leg_id: self.leg_id(*leg),
                at: Some(timestamp(*at)),
                debt_noted: *debt_noted,
            }),
            Event::RefundOwed(refund) => self.refund_owed(refund),
            Event::RefundMade { refund, returned } => {
                let refund = self.route.refunds.get(*refund)?;
                self.refund_made(refund, returned)
            }
            Event::WaitStarted { leg, due, at } => Fact::new(&pb::LegMoved {
                due: due.map(timestamp),
                ..self.moved(*leg, "wait-started", *at)
            })
            .quietly(),
            Event::WaitEnded { leg, reason, at } => Fact::new(&pb::LegMoved {
                reason: reason.clone().unwrap_or_default(),
                ..self.moved(*leg, "wait-ended", *at)
            })
            .quietly(),
            _ => return None,
        })
    }

    fn refund_owed(&self, refund: &Refund) -> Fact {
        Fact::new(&pb::RefundOwed {
            dossier_id: self.dossier_id.clone(),
            at: Some(timestamp(refund.at)),
            notice: refund.notice.clone(),
            provider: refund.receipt.provider.clone(),
            receipt: refund.receipt.number.clone(),
            amount: refund.amount,
            ground: refund.ground.key().to_owned(),
            taken_at: Some(timestamp(refund.receipt.taken_at)),
            unit: self.route.receiving.to_string(),
        })
    }

    fn refund_made(&self, refund: &Refund, returned: &Returned) -> Fact {
        Fact::new(&pb::RefundMade {
            dossier_id: self.dossier_id.clone(),
            at: Some(timestamp(returned.at)),
            notice: refund.notice.clone(),
            provider: refund.receipt.provider.clone(),
            receipt: refund.receipt.number.clone(),
            amount: refund.amount,
            voucher: returned.reference.clone(),
        })
    }
}
