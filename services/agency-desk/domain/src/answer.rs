//! One answer, checked against what its task asks for.

use chrono::NaiveDate;
use kernel::{line, paragraph};

use crate::{Demand, Dong, Refusal, Task};

/// What somebody at the desk filled in; an empty text is a field left blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub granted: bool,
    /// The number of the notice, receipt, certificate or decision.
    pub document: String,
    /// Đồng.
    pub amount: Option<i64>,
    /// `2026-12-15`.
    pub pay_by: String,
    /// Why not; for tax also the ground of an exemption or of a noted debt.
    pub reason: String,
}

/// An answer that is complete, tidied, and says nothing its task does not ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    pub task: Task,
    pub granted: bool,
    pub document: Option<String>,
    pub amount: Option<Dong>,
    pub pay_by: Option<NaiveDate>,
    pub reason: Option<String>,
}

/// The conclusion an answer amounts to.
///
/// # Errors
/// The refusal names the field that is wrong and what to write there.
pub fn check(task: &str, answer: &Answer, today: NaiveDate) -> Result<Conclusion, Refusal> {
    let task = Task::from_key(task).ok_or(Refusal::UnknownTask)?;
    let document = optional("document", &answer.document, |raw| line(raw, 50))?;
    let reason = optional("reason", &answer.reason, |raw| paragraph(raw, 1000))?;
    let bare = Conclusion {
        task,
        granted: answer.granted,
        document,
        amount: None,
        pay_by: None,
        reason,
    };
    if !answer.granted {
        no_money(answer)?;
        long_enough(bare.reason.as_deref()).ok_or(Refusal::ReasonMissing)?;
        return Ok(bare);
    }
    match task.demand() {
        Demand::Conclusion => no_money(answer).map(|()| bare),
        Demand::Paper(paper) => {
            no_money(answer)?;
            bare.with_number(paper)
        }
        Demand::TaxNotice => bare
            .with_number("thông báo nộp tiền")?
            .assessed(answer, today),
        Demand::TaxReceipt => {
            no_money(answer)?;
            match bare.document {
                Some(_) => bare.with_number("chứng từ nộp tiền"),
                None => {
                    long_enough(bare.reason.as_deref()).ok_or(Refusal::ReceiptMissing)?;
                    Ok(bare)
                }
            }
        }
    }
}

impl Conclusion {
    /// True when the person has to pay before the dossier goes on.
    pub fn payment_due(&self) -> bool {
        self.amount.is_some_and(|amount| amount > Dong::NOTHING)
    }

    /// True when the tax office let the debt stand (ghi nợ) instead of a payment.
    pub fn is_on_credit(&self) -> bool {
        self.granted && self.task == Task::TaxConfirmation && self.document.is_none()
    }

    fn with_number(self, paper: &'static str) -> Result<Self, Refusal> {
        match &self.document {
            None => Err(Refusal::PaperMissing { paper }),
            Some(number) if !number.bytes().any(|b| b.is_ascii_digit()) => {
                Err(Refusal::PaperWithoutNumber { paper })
            }
            Some(_) => Ok(self),
        }
    }

    fn assessed(self, answer: &Answer, today: NaiveDate) -> Result<Self, Refusal> {
        let amount =
            Dong::new(answer.amount.ok_or(Refusal::AmountMissing)?).map_err(Refusal::Amount)?;
        let pay_by = match answer.pay_by.trim() {
            "" => None,
            raw => Some(
                raw.parse::<NaiveDate>()
                    .map_err(|_| Refusal::PayByUnreadable)?,
            ),
        };
        if amount == Dong::NOTHING {
            if pay_by.is_some() {
                return Err(Refusal::NotAsked {
                    field: "pay_by",
                    what: "hạn nộp tiền khi số tiền là 0 đồng",
                });
            }
            long_enough(self.reason.as_deref()).ok_or(Refusal::ExemptionGround)?;
        } else {
            let day = pay_by.ok_or(Refusal::PayByMissing)?;
            if day < today {
                return Err(Refusal::PayByPast);
            }
        }
        Ok(Self {
            amount: Some(amount),
            pay_by,
            ..self
        })
    }
}

fn optional(
    field: &'static str,
    raw: &str,
    read: impl Fn(&str) -> Result<String, kernel::TextError>,
) -> Result<Option<String>, Refusal> {
    if raw.trim().is_empty() {
        return Ok(None);
    }
    read(raw)
        .map(Some)
        .map_err(|error| Refusal::Text { field, error })
}

/// A reason somebody can act on: ten characters at least.
fn long_enough(reason: Option<&str>) -> Option<&str> {
    reason.filter(|reason| reason.chars().count() >= 10)
}

fn no_money(answer: &Answer) -> Result<(), Refusal> {
    if answer.amount.is_some() {
        return Err(Refusal::NotAsked {
            field: "amount",
            what: "số tiền",
        });
    }
    if !answer.pay_by.trim().is_empty() {
        return Err(Refusal::NotAsked {
            field: "pay_by",
            what: "hạn nộp tiền",
        });
    }
    Ok(())
}
