//! A filing as the desk found it, checked once.

use catalogue::{Given, Procedure};
use chrono::TimeDelta;
use kernel::{
    DossierId, Instant, UnitId,
    working_time::{Ledger, StartEvent, Term},
};

use crate::{
    Appointment, Channel, Desk, Dossier, Event, Filing, FilingFault as Fault, ProcedureRef,
    Receipt, Refusal, Submission,
};

/// Minutes of the post that are older are a slip of the pen; no rule of law sets this number.
const OLDEST_MINUTES: TimeDelta = TimeDelta::days(30);

/// How a filing arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Filed online; a desk is to receive it.
    Online,
    /// Handed in at a desk, which receives it.
    Desk {
        channel: Channel,
        /// When both sides signed the post's hand-over minutes, and their number.
        handed_over_at: Option<Instant>,
        minutes: Option<String>,
        /// The person wants form 01 even where it need not be issued.
        receipt_asked: bool,
    },
    /// Brought to a desk, which declines it and says why.
    Declined { channel: Channel, reason: String },
}

/// A filing with what the desk found of it, ready to be taken in under its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub id: DossierId,
    pub filing: Filing,
    /// What it becomes, its code still to be given; or why it cannot.
    found: Result<Event, Refusal>,
}

/// What a desk owes for a filing: counted when the desk receives it.
pub(crate) struct Promise {
    pub(crate) difficult: bool,
    pub(crate) legs: Vec<String>,
    pub(crate) terms: Vec<Term>,
    pub(crate) appointment: Appointment,
}

impl Desk {
    /// Checks a filing, everything at once. No number and no dossier is needed for it.
    pub fn check(&self, id: DossierId, filing: Filing, arrival: Arrival) -> Checked {
        let found = match arrival {
            Arrival::Online => self.submission(id, &filing),
            Arrival::Desk {
                channel,
                handed_over_at,
                minutes,
                receipt_asked,
            } => {
                let post = (handed_over_at, minutes);
                self.receipt(id, &filing, channel, post, receipt_asked)
            }
            Arrival::Declined { channel, reason } => self.declined(id, &filing, channel, reason),
        };
        Checked { id, filing, found }
    }

    fn submission(&self, id: DossierId, filing: &Filing) -> Result<Event, Refusal> {
        let today = self.calendar().civil(self.now).date();
        let procedure = filing
            .check(&self.catalogue, Channel::Online, today, Vec::new())
            .map_err(Refusal::Filing)?;
        Ok(Event::Submitted(Box::new(Submission {
            id,
            code: String::new(),
            procedure: procedure.into(),
            filing: filing.clone(),
            at: self.now,
        })))
    }

    /// The moment of filing by post is the signing of the hand-over minutes: the law in force then
    /// holds, and the term counts from it (QĐ 45/2016/QĐ-TTg Điều 7.4).
    fn receipt(
        &self,
        id: DossierId,
        filing: &Filing,
        channel: Channel,
        (handed_over_at, minutes): (Option<Instant>, Option<String>),
        receipt_asked: bool,
    ) -> Result<Event, Refusal> {
        let faults = self.check_minutes(channel, handed_over_at, minutes.as_deref());
        let at = handed_over_at.filter(|_| faults.is_empty());
        let at = at.unwrap_or(self.now);
        let day = self.calendar().civil(at).date();
        let procedure = filing
            .check(&self.catalogue, channel, day, faults)
            .map_err(Refusal::Filing)?;
        let given = |difficult| filing.given(difficult);
        let promise = self.promise(procedure, &filing.place, given, channel, at)?;
        Ok(Event::Accepted(Box::new(Receipt {
            id,
            code: String::new(),
            procedure: procedure.into(),
            filing: filing.clone(),
            channel,
            minutes,
            receipt: receipt_asked || !procedure.immediate,
            difficult: promise.difficult,
            legs: promise.legs,
            terms: promise.terms,
            appointment: promise.appointment,
            at,
        })))
    }

    fn check_minutes(
        &self,
        channel: Channel,
        handed_over_at: Option<Instant>,
        minutes: Option<&str>,
    ) -> Vec<Fault> {
        if channel != Channel::Post {
            let given = [
                handed_over_at.map(|_| "handed_over_at"),
                minutes.map(|_| "minutes"),
            ];
            let fault = |field| Fault::MinutesNotByPost { field };
            return given.into_iter().flatten().map(fault).collect();
        }
        let mut faults = Vec::new();
        match handed_over_at {
            None => faults.push(Fault::NoHandOver),
            Some(at) if at > self.now => faults.push(Fault::HandedOverAhead),
            Some(at) if self.now - at > OLDEST_MINUTES => faults.push(Fault::HandedOverLongAgo {
                days: OLDEST_MINUTES.num_days(),
            }),
            Some(_) => {}
        }
        if minutes.is_none() {
            faults.push(Fault::NoMinutes);
        }
        faults
    }

    /// What the procedure promises for a matter of `place`, received at `at`; `given` says what is
    /// known of it, by whether the place is a difficult area.
    pub(crate) fn promise<'a>(
        &self,
        procedure: &Procedure,
        place: &UnitId,
        given: impl FnOnce(bool) -> Given<'a>,
        channel: Channel,
        at: Instant,
    ) -> Result<Promise, Refusal> {
        let day = self.calendar().civil(at).date();
        let difficult = self.catalogue.difficult_on(place, day).is_some();
        let given = given(difficult);
        let terms = procedure.terms(&given).to_vec();
        let term = terms.first().cloned().unwrap_or_default();
        let event = match channel {
            Channel::Post => StartEvent::PostMinutes,
            Channel::Counter | Channel::Online => StartEvent::Reception,
        };
        let ledger = Ledger::open(self.calendar(), procedure.start, &term, event, at)?;
        let legs = procedure.legs_that_apply(&given);
        Ok(Promise {
            difficult,
            legs: legs.into_iter().map(str::to_owned).collect(),
            appointment: Appointment {
                ledger,
                phase: 1,
                phases: u8::try_from(terms.len()).unwrap_or(u8::MAX),
            },
            terms,
        })
    }
}

impl Checked {
    /// The day whose number it takes and may be given, when it can be taken in.
    pub fn takes_a_number(&self) -> Option<Instant> {
        self.found.as_ref().ok().map(Event::at)
    }

    /// Gives it its code (mã hồ sơ).
    pub fn give_code(&mut self, given: String) {
        match &mut self.found {
            Ok(Event::Submitted(submission)) => submission.code = given,
            Ok(Event::Accepted(receipt)) => receipt.code = given,
            Ok(Event::Declined(declined)) => declined.code = given,
            _ => {}
        }
    }

    /// Whether this is what made the dossier: sent again it changes nothing.
    pub(crate) fn made(&self, dossier: &Dossier) -> bool {
        match &self.found {
            Ok(Event::Declined(declined)) => {
                dossier.was_declined() && declined.filing == dossier.filing
            }
            _ => !dossier.was_declined() && dossier.was_filed_as(&self.filing),
        }
    }

    pub(crate) fn into_event(self) -> Result<Event, Refusal> {
        self.found
    }
}

impl Dossier {
    /// A desk receives what was filed online, under the version it was filed by.
    pub(crate) fn accept_submitted(&self, desk: &Desk) -> Result<Event, Refusal> {
        let procedure = desk.procedure(self)?;
        let (filing, channel) = (&self.filing, Channel::Online);
        let given = |difficult| filing.given(difficult);
        let promise = desk.promise(procedure, &filing.place, given, channel, desk.now)?;
        Ok(Event::Accepted(Box::new(Receipt {
            id: self.id,
            code: self.code.clone(),
            procedure: self.procedure.clone(),
            filing: self.filing.clone(),
            channel: Channel::Online,
            minutes: None,
            receipt: !procedure.immediate,
            difficult: promise.difficult,
            legs: promise.legs,
            terms: promise.terms,
            appointment: promise.appointment,
            at: desk.now,
        })))
    }
}

impl From<&Procedure> for ProcedureRef {
    fn from(procedure: &Procedure) -> Self {
        Self {
            code: procedure.code.clone(),
            version: procedure.version,
            field: procedure.field.clone(),
        }
    }
}
