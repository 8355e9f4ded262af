//! Money by notices: under which receipt it was taken, and what of it is owed back.

use std::fmt;

use kernel::Instant;
use serde::{Deserialize, Serialize};

use crate::{Kind, Leg, Route, Status};

/// What proves that money was taken: the number under which whoever took it knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The payment service; empty for a receipt of the desk, and for the ground of a debt note.
    pub provider: String,
    pub number: String,
    /// In đồng; zero where the cashier does not say, who takes what the notice asks.
    pub amount: i64,
    /// When the money was taken, as far as whoever took it says.
    pub taken_at: Instant,
    /// Who wrote it down, as acts are recorded; empty where names were not kept yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

impl Receipt {
    /// True for the same money: a number is given once by whoever gives it.
    pub fn same_as(&self, other: &Self) -> bool {
        self.provider == other.provider && self.number == other.number
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.provider.is_empty() {
            write!(f, "{}-", self.provider)?;
        }
        f.write_str(&self.number)
    }
}

/// A notice that is paid, or whose debt is noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub notice: String,
    pub receipt: Receipt,
    /// The debt was noted instead of paid (ghi nợ).
    pub debt_noted: bool,
    pub at: Instant,
}

/// Money that came and is owed to nobody here: it goes back to who paid (Luật Quản lý thuế
/// 38/2019/QH14 Điều 60: what was paid above what is owed is returned; from general knowledge, not
/// compared with the text).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    pub notice: String,
    /// The money that came.
    pub receipt: Receipt,
    /// What of it goes back, in đồng; zero where nobody said how much came.
    pub amount: i64,
    pub ground: RefundGround,
    /// When it was heard of.
    pub at: Instant,
    pub returned: Option<Returned>,
}

/// Why money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefundGround {
    /// The notice was paid before, under another receipt.
    PaidBefore,
    /// The debt was noted before: nothing is to be paid by the notice.
    DebtNoted,
    /// The dossier was withdrawn, or the notice replaced, before the money came.
    NotDue,
    /// Less than the notice asks settles nothing: the whole of it goes back.
    TooLittle,
    /// The notice is paid; what is above it goes back.
    TooMuch,
}

impl RefundGround {
    /// A stable word for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::PaidBefore => "paid-before",
            Self::DebtNoted => "debt-noted",
            Self::NotDue => "not-due",
            Self::TooLittle => "too-little",
            Self::TooMuch => "too-much",
        }
    }
}

/// That money was given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// The number of the order or voucher it went back by.
    pub reference: String,
    /// Who says so, as acts are recorded.
    pub by: String,
    pub at: Instant,
}

impl Route {
    /// What settled a notice; none while it is not, or as far as nobody kept it.
    pub fn payment_of(&self, notice: &str) -> Option<&Payment> {
        self.payments.iter().find(|paid| paid.notice == notice)
    }

    /// The leg on which the person is to pay now; none when nothing is due.
    pub fn to_pay(&self) -> Option<&Leg> {
        let mut legs = self.legs.iter();
        legs.find(|leg| leg.status == Status::AwaitingPayment)
    }

    /// Every notice the person was ever asked to pay by, the oldest first.
    pub fn notices(&self) -> Vec<&str> {
        let mut notices: Vec<&str> = Vec::new();
        let asked = self.past.iter().filter_map(|one| one.asked_to_pay());
        let stands = self.legs.iter().filter(|leg| leg.kind == Kind::Payment);
        let stands = stands.filter_map(|leg| leg.document.as_deref());
        for notice in asked.chain(stands) {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        }
        notices
    }

    /// True when this money is written down already, as paid or as owed back.
    pub(crate) fn knows(&self, notice: &str, receipt: &Receipt) -> bool {
        let payments = self.payments.iter();
        let kept = payments.map(|one| (&one.notice, &one.receipt));
        let owed = self.refunds.iter().map(|one| (&one.notice, &one.receipt));
        let known = kept.chain(owed);
        let mut known = known.filter(|(of, _)| *of == notice);
        known.any(|(_, other)| other.same_as(receipt)) || self.knew(notice, receipt)
    }

    /// The same of a payment that was recorded before receipts were kept apart.
    fn knew(&self, notice: &str, receipt: &Receipt) -> bool {
        let written = receipt.to_string();
        let legs = self.legs.iter().filter(|leg| leg.kind == Kind::Payment);
        self.payment_of(notice).is_none()
            && legs
                .filter(|leg| leg.paid.iter().any(|paid| paid == notice))
                .any(|leg| leg.reason.as_deref() == Some(written.as_str()))
    }

    /// The position of the money owed back that came by this notice, under this receipt.
    pub fn refund(&self, notice: &str, provider: &str, number: &str) -> Option<usize> {
        let same = |one: &Refund| {
            let receipt = &one.receipt;
            one.notice == notice && receipt.provider == provider && receipt.number == number
        };
        self.refunds.iter().position(same)
    }
}
