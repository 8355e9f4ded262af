//! How the desk's answers are looked at before they count.

use agency_desk_domain::{Answer, answer};
use agency_domain::{Case, Conclusion};
use chrono::FixedOffset;
use kernel::{Instant, Personal};

/// The practice of the common desk: each task has its own answer.
pub struct Desk {
    pub zone: FixedOffset,
}

impl agency::Practice for Desk {
    fn check(
        &self,
        case: &Case,
        conclusion: Conclusion,
        now: Instant,
    ) -> chassis::Result<Conclusion> {
        let today = now.with_timezone(&self.zone).date_naive();
        let reason = conclusion.reason.map(|reason| reason.reveal().clone());
        let answer = Answer {
            granted: conclusion.granted,
            document: conclusion.document.unwrap_or_default(),
            amount: conclusion.amount,
            pay_by: conclusion
                .pay_by
                .map(|day| day.to_string())
                .unwrap_or_default(),
            reason: reason.unwrap_or_default(),
        };
        let checked = answer::check(&case.offer.task, &answer, today)
            .map_err(|refusal| agency::within("conclusion", refusal))?;
        Ok(Conclusion {
            granted: checked.granted,
            payment_due: checked.payment_due(),
            document: checked.document,
            amount: checked.amount.map(|amount| amount.get()),
            pay_by: checked.pay_by,
            reason: checked.reason.map(Personal::new),
        })
    }
}
