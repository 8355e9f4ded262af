use chrono::NaiveDate;
use kernel::{Personal, TextError, line, paragraph};

use crate::Refusal;

/// What the agency concludes (kết luận, ý kiến giải quyết).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// Whether the person's request may go on.
    pub granted: bool,
    /// The number of the paper this leg produced.
    pub document: Option<String>,
    /// What the paper asks the person to pay, in đồng.
    pub amount: Option<i64>,
    /// The last day to pay it.
    pub pay_by: Option<NaiveDate>,
    /// In words; never absent when not granted. Officers write about people here.
    pub reason: Option<Personal<String>>,
    /// The dossier waits until the amount is paid. Set by the agency's own rules.
    pub payment_due: bool,
}

impl Conclusion {
    /// The request may go on, and nothing more is to say.
    pub fn granted() -> Self {
        Self {
            granted: true,
            document: None,
            amount: None,
            pay_by: None,
            reason: None,
            payment_due: false,
        }
    }

    /// The same with its texts as they are kept.
    ///
    /// # Errors
    /// When a text cannot be kept, when it is negative without a reason, or when its amounts
    /// make no sense.
    pub fn tidy(self) -> Result<Self, Refusal> {
        let kept = |field, text: Result<String, TextError>| match text {
            Ok(text) => Ok(Some(text)),
            Err(TextError::Empty) => Ok(None),
            Err(error) => Err(Refusal::Text { field, error }),
        };
        let document = self
            .document
            .map_or(Ok(None), |raw| kept("conclusion.document", line(&raw, 100)))?;
        let reason = self.reason.map_or(Ok(None), |raw| {
            kept("conclusion.reason", paragraph(raw.reveal(), 2000))
        })?;
        if !self.granted && reason.is_none() {
            return Err(Refusal::ReasonNeeded);
        }
        if self.amount.is_some_and(|amount| amount < 0) {
            return Err(Refusal::AmountNegative);
        }
        if self.pay_by.is_some() && self.amount.is_none_or(|amount| amount == 0) {
            return Err(Refusal::AmountNeeded);
        }
        Ok(Self {
            document,
            reason: reason.map(Personal::new),
            ..self
        })
    }

    /// True when completing with `self` does what was `approved`: the same, or the same with
    /// the number of the paper that the approval allowed to be made.
    pub(crate) fn fulfils(&self, approved: &Self) -> bool {
        let document = approved.document.clone().or_else(|| self.document.clone());
        *self
            == Self {
                document,
                ..approved.clone()
            }
    }
}
