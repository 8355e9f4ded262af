//! The result: decided, handed over, and put right where an agency erred.

use kernel::Instant;

use crate::{
    Appointment, Correction, Desk, Dossier, Event, Handover, Outcome, Proxy, Refusal, ReturnMethod,
    Stage, Taker, appointment::CORRECTION,
};

impl Dossier {
    /// Every agency has answered. A result from before the correction began is the one that is
    /// being corrected.
    pub(crate) fn settle(
        &self,
        desk: &Desk,
        granted: bool,
        at: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        match &self.stage {
            Stage::Correcting { correction, .. } if at < correction.at => Ok(Vec::new()),
            _ => {
                let due = self.appointment.as_ref().map(|promise| {
                    let ledger = &promise.ledger;
                    let resumed = ledger.due_if_resumed(desk.catalogue.calendar(), at);
                    // Beyond the calendar the date that stands is the only one there is.
                    resumed.unwrap_or_else(|_| ledger.due())
                });
                Ok(vec![Event::Settled(Outcome { granted, at, due })])
            }
        }
    }

    /// Hands the result over: at the counter to the owner, to who handed the dossier in, or to
    /// somebody with a paper that lets them; by post with the number of the item.
    pub(crate) fn hand_result_over(
        &self,
        desk: &Desk,
        method: ReturnMethod,
        tracking: Option<String>,
        proxy: Option<Proxy>,
    ) -> Result<Event, Refusal> {
        if method == ReturnMethod::Post && tracking.is_none() {
            return Err(Refusal::NoTracking);
        }
        if method != ReturnMethod::Counter && proxy.is_some() {
            return Err(Refusal::ProxyNotAtCounter);
        }
        Ok(Event::Returned(Handover {
            method,
            tracking,
            taken_by: self.taker(method, proxy)?,
            at: desk.now,
        }))
    }

    fn taker(&self, method: ReturnMethod, proxy: Option<Proxy>) -> Result<Taker, Refusal> {
        let owner = &self.filing.owner;
        let Some(proxy) = proxy else {
            // Nobody but a person can take anything at a desk.
            return if owner.is_organisation() && method == ReturnMethod::Counter {
                Err(Refusal::NoTaker)
            } else {
                Ok(Taker::Owner)
            };
        };
        if proxy.number.reveal().is_organisation() {
            return Err(Refusal::NoTaker);
        }
        if proxy.number == owner.number {
            return Ok(Taker::Owner);
        }
        let submitter = self.filing.submitter.as_ref();
        if submitter.is_some_and(|person| person.number == proxy.number) {
            return Ok(Taker::Submitter);
        }
        Ok(Taker::Proxy {
            authorisation: proxy.authorisation.ok_or(Refusal::NotAuthorised)?,
            name: proxy.name,
            number: proxy.number,
        })
    }

    /// An agency's error is put right at its cost, under a promise of its own: the term of the
    /// phase the result came in, from zero (NĐ 61/2018/NĐ-CP Điều 21).
    pub(crate) fn open_correction(
        &self,
        desk: &Desk,
        leg: Option<String>,
        reason: String,
    ) -> Result<Event, Refusal> {
        let promise = self.appointment.as_ref().ok_or(Refusal::NoPromise)?;
        let (calendar, at) = (desk.calendar(), desk.now);
        let term = promise.ledger.term().clone();
        let ledger = promise.ledger.restart(calendar, CORRECTION, at, &term)?;
        Ok(Event::CorrectionOpened {
            correction: Correction { leg, reason, at },
            appointment: Appointment {
                ledger,
                ..promise.clone()
            },
        })
    }
}
