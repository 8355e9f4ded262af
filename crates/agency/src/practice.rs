use agency_domain::{Case, Conclusion};
use chassis::{Error, Violation};
use kernel::{Instant, Refuse};

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

    /// The service's own act by which alone the case can end well, if there is one.
    fn own_act(&self, _case: &Case) -> Option<OwnAct> {
        None
    }
}

/// An act that changes the service's own register together with the case. A conclusion that
/// does not grant anything needs none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnAct {
    /// It puts the conclusion before the head, or completes where no head is asked. The
    /// sentence tells the officer, in Vietnamese, what to do instead.
    Concludes(&'static str),
    /// It completes the case, once approved where a head is asked.
    Completes(&'static str),
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
