use agency_domain::{Case, Conclusion};

/// What one agency knows that the others do not: how its legs are concluded.
pub trait Practice: Send + Sync + 'static {
    /// The conclusion as this agency may give it on this case; here it also says whether
    /// payment is due.
    ///
    /// # Errors
    /// Which field must change, and how.
    fn check(&self, case: &Case, conclusion: Conclusion) -> chassis::Result<Conclusion>;

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
