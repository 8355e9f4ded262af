//! The promised date through pauses, phases, apologies and payments.

use catalogue::{ClockStart, Procedure};
use kernel::{
    Instant,
    working_time::{Act, Ground, LedgerError},
};

use crate::{
    Apology, Appointment, Desk, Dossier, Event, Finance, Refusal, SetAside, Signature, Stage,
    appointment::PHASE, supplement::SUPPLEMENT,
};

/// The ground on which a term counts from the first custody.
const CUSTODY: &str = "custody";
const APOLOGY: &str = "apology";

impl Appointment {
    /// The grounds that hold the clock, but one.
    pub(crate) fn grounds_other_than(&self, key: &str) -> Vec<Ground> {
        let grounds = self.ledger.grounds().into_iter();
        grounds.filter(|held| held.key != key).cloned().collect()
    }
}

impl Dossier {
    fn promised(&self) -> Result<&Appointment, Refusal> {
        self.appointment.as_ref().ok_or(Refusal::NoPromise)
    }

    /// Time is outside the term; a ground that holds the clock already changes nothing.
    pub(crate) fn stop_clock(
        &self,
        desk: &Desk,
        ground: String,
        at: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        let promise = self.promised()?;
        // A pause that begins where no calendar reaches could never end.
        desk.calendar().day(desk.calendar().civil(at).date())?;
        let ledger = promise.ledger.pause(desk.calendar(), ground.clone(), at);
        if ledger == promise.ledger {
            return Ok(Vec::new());
        }
        Ok(vec![Event::ClockStopped {
            ground,
            appointment: Appointment {
                ledger,
                ..promise.clone()
            },
            at,
        }])
    }

    /// Time counts again. The next phase has a term of its own; the same phase is longer by the
    /// time that did not count; and the law counts some procedures from when the first agency
    /// takes over (NĐ 99/2022/NĐ-CP Điều 16.2). While the person is asked, the clock stands still
    /// whatever else has ended.
    pub(crate) fn start_clock(
        &self,
        desk: &Desk,
        phase: u8,
        at: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        let promise = self.promised()?;
        let phases = promise.phases;
        if phase == 0 || phase > phases {
            return Err(Refusal::NoSuchPhase { phase, phases });
        }
        if phase < promise.phase {
            return Ok(Vec::new());
        }
        let calendar = desk.calendar();
        let from_custody = || promise.waits_for_custody(desk.procedure(self)?);
        let ledger = if phase > promise.phase {
            let term = self.terms.get(usize::from(phase) - 1);
            let term = term.unwrap_or(promise.ledger.term());
            promise.ledger.restart(calendar, PHASE, at, term)?
        } else if from_custody()? {
            let term = promise.ledger.term();
            promise.ledger.restart(calendar, CUSTODY, at, term)?
        } else {
            let ended = promise.grounds_other_than(SUPPLEMENT);
            let end = |ledger: kernel::working_time::Ledger, ground: Ground| {
                ledger.end_pause(calendar, &ground.key, at)
            };
            ended.into_iter().try_fold(promise.ledger.clone(), end)?
        };
        if ledger == promise.ledger {
            return Ok(Vec::new());
        }
        let asked = matches!(self.stage, Stage::AwaitingSupplement { .. });
        let ledger = if asked {
            ledger.pause(calendar, SUPPLEMENT, at)
        } else {
            ledger
        };
        Ok(vec![Event::ClockStarted {
            appointment: Appointment {
                ledger,
                phase,
                phases,
            },
            at,
        }])
    }

    /// The desk itself is late: its head signs an apology with another date, once
    /// (NĐ 61/2018/NĐ-CP Điều 19.9).
    pub(crate) fn move_appointment(
        &self,
        desk: &Desk,
        due: Instant,
        reason: String,
        signer: Signature,
    ) -> Result<Event, Refusal> {
        let allowed = desk.catalogue.rules().reappointments.value;
        if self.promised()?.moved() >= allowed {
            return Err(Refusal::MovedAlready { allowed });
        }
        let apology = Apology {
            due,
            reason,
            signer: signer.name,
            position: signer.position,
            unit: self.centre.clone(),
            leg: None,
            at: desk.now,
        };
        Ok(self.moved(desk, apology)?)
    }

    /// An agency has apologised. What cannot move the date is written down with the reason: the
    /// apology was given all the same.
    pub(crate) fn apologised(&self, desk: &Desk, apology: Apology) -> Result<Vec<Event>, Refusal> {
        let allowed = desk.catalogue.rules().reappointments.value;
        let open = matches!(
            self.stage,
            Stage::InProgress | Stage::AwaitingSupplement { .. } | Stage::Correcting { .. }
        );
        let why = if !open {
            SetAside::Over
        } else if self.promised()?.moved() >= allowed {
            SetAside::Limit
        } else {
            match self.moved(desk, apology.clone()) {
                Ok(event) => return Ok(vec![event]),
                Err(Unmoved::Ledger(error)) => SetAside::from(&error),
                Err(Unmoved::Refusal(refusal)) => return Err(refusal),
            }
        };
        Ok(vec![Event::ApologySetAside { apology, why }])
    }

    fn moved(&self, desk: &Desk, apology: Apology) -> Result<Event, Unmoved> {
        let promise = self.promised()?;
        let (due, at) = (apology.due, apology.at);
        let ledger = promise.ledger.move_to(desk.calendar(), due, APOLOGY, at)?;
        Ok(Event::AppointmentMoved {
            apology,
            previous_due: promise.due(),
            appointment: Appointment {
                ledger,
                ..promise.clone()
            },
        })
    }

    /// The person has to pay. A slip that the tax office gave back leads to another notice.
    pub(crate) fn await_payment(
        &self,
        reference: String,
        at: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        let known = match &self.finance {
            Finance::NothingOwed => false,
            Finance::Awaiting {
                reference: r,
                since,
            } => *r == reference || at < *since,
            Finance::Settled { since, .. } => at < *since,
        };
        let event = Event::PaymentAwaited { reference, at };
        Ok(if known { Vec::new() } else { vec![event] })
    }

    pub(crate) fn settle_payment(
        &self,
        debt_noted: bool,
        at: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        let reference = match &self.finance {
            Finance::Settled { .. } => return Ok(Vec::new()),
            Finance::Awaiting { reference, .. } => reference.clone(),
            Finance::NothingOwed => String::new(),
        };
        Ok(vec![Event::PaymentSettled {
            reference,
            debt_noted,
            at,
        }])
    }
}

impl Appointment {
    /// Whether its term is to count from the first custody, which has not come yet.
    fn waits_for_custody(&self, procedure: &Procedure) -> Result<bool, Refusal> {
        let counted =
            |act: &Act| matches!(act, Act::Restarted { ground, .. } if ground.key == CUSTODY);
        let counted = self
            .ledger
            .entries()
            .iter()
            .any(|entry| counted(&entry.act));
        Ok(procedure.clock == ClockStart::FirstCustody && self.phase == 1 && !counted)
    }
}

/// Why an appointment was not moved.
enum Unmoved {
    Ledger(LedgerError),
    Refusal(Refusal),
}

impl From<LedgerError> for Unmoved {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl From<Refusal> for Unmoved {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl From<Unmoved> for Refusal {
    fn from(why: Unmoved) -> Self {
        match why {
            Unmoved::Ledger(LedgerError::Clock(error)) => Self::NewDueBeyondCalendar(error),
            Unmoved::Ledger(error) => Self::NewDue(error),
            Unmoved::Refusal(refusal) => refusal,
        }
    }
}

impl From<&LedgerError> for SetAside {
    fn from(error: &LedgerError) -> Self {
        match error {
            LedgerError::NotLater { .. } => Self::NotLater,
            LedgerError::DayOfRest { .. } => Self::DayOfRest,
            LedgerError::Clock(_) => Self::BeyondCalendar,
        }
    }
}
