use agency_domain::{Case, Conclusion};
use chassis::{Actor, Error, Violation, Violations};
use kernel::{Instant, Refuse};
use sqlx::PgConnection;

/// What one agency knows that the others do not: how its legs are concluded.
pub trait Practice: Send + Sync + 'static {
    /// The conclusion as this agency may give it on this case; here it also says whether
    /// payment is due.
    ///
    /// # Errors
    /// Which field must change, and how.
    fn check(
        &self,
        case: &Case,
        conclusion: Conclusion,
        now: Instant,
    ) -> chassis::Result<Conclusion>;

    /// The service's own act by which alone a granting conclusion of this case is made, if
    /// there is one: what the officer is told, in Vietnamese, to do instead. Once the head has
    /// approved what it proposed, the case completes like any other.
    fn own_act(&self, _case: &Case) -> Option<&'static str> {
        None
    }

    /// Changes the service's own register as the case is about to complete with `conclusion`,
    /// in the transaction that completes it.
    ///
    /// # Errors
    /// Why it cannot complete.
    fn completing(
        &self,
        _tx: &mut PgConnection,
        _case: &Case,
        _conclusion: &Conclusion,
        _actor: &Actor,
        _now: Instant,
    ) -> impl Future<Output = chassis::Result<()>> + Send {
        async { Ok(()) }
    }

    /// Undoes what was prepared for a case that left the agency without being completed: given
    /// back, or ended by routing. In the transaction that ends it; nothing here may refuse,
    /// for the end is a fact.
    ///
    /// # Errors
    /// A fault.
    fn undoing(
        &self,
        _tx: &mut PgConnection,
        _case: &Case,
        _actor: &Actor,
        _now: Instant,
    ) -> impl Future<Output = chassis::Result<()>> + Send {
        async { Ok(()) }
    }
}

/// What a correction must leave behind: the paper that says it right, and why it was wrong
/// (Nghị định 61/2018/NĐ-CP, Điều 21).
///
/// # Errors
/// Which of them is missing from a granting conclusion of a leg that corrects.
pub fn told_in_full(case: &Case, conclusion: &Conclusion) -> chassis::Result<()> {
    let mut wrong = Violations::default();
    if case.offer.is_correction() && conclusion.granted {
        if conclusion.document.is_none() {
            wrong.add(
                "conclusion.document",
                "Thiếu số giấy tờ đã đính chính. Hãy ghi số như trên giấy tờ đã ban hành.",
            );
        }
        if conclusion.reason.is_none() {
            wrong.add(
                "conclusion.reason",
                "Thiếu lý do đính chính. Hãy ghi sai sót của cơ quan và nội dung đã sửa (Điều 21 Nghị định 61/2018/NĐ-CP).",
            );
        }
    }
    wrong.finish()
}

/// A refusal whose fields are those of the message that lies at `field`.
pub fn within(field: &str, refusal: impl Refuse) -> Error {
    let violation = |(inner, remedy): (String, String)| Violation {
        field: format!("{field}.{inner}"),
        remedy,
    };
    Error::Refused {
        reason: refusal.reason(),
        sentence: refusal.sentence(),
        violations: refusal.violations().into_iter().map(violation).collect(),
        absent: refusal.is_absence(),
    }
}

/// What a general call may not do, because the service has an act of its own for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct OwnActNeeded(pub &'static str);

impl Refuse for OwnActNeeded {
    fn reason(&self) -> &'static str {
        "own-act-needed"
    }
    fn sentence(&self) -> String {
        self.0.to_owned()
    }
}
