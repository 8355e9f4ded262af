//! The apology with a new date (Phiếu xin lỗi và hẹn lại ngày trả kết quả): owed by the unit
//! that will miss the promised date, stated by one person, signed by another.
//!
//! Source: Nghị định 61/2018/NĐ-CP, khoản 9 Điều 19.

use kernel::{Instant, paragraph};

use crate::{Case, Desk, Event, Officer, Refusal, Stage};

/// What routing says is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The promised date that will not be kept. One promise, one duty.
    pub due: Instant,
    /// Until when reason and new date must be signed.
    pub state_by: Instant,
    /// Why it arose, as a word: `impossible`, `last-day`.
    pub ground: String,
    /// False once the date was moved as often as the rules allow.
    pub may_move: bool,
}

/// The duty, and how far the unit got with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apology {
    pub duty: Duty,
    pub stated: Option<Statement>,
    pub signed: Option<Signature>,
}

/// Why the date will not be kept, and the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Printed on form 04 and told to others: it names no person.
    pub reason: String,
    pub new_due: Instant,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub by: String,
    pub at: Instant,
}

type Decided = Result<Vec<Event>, Refusal>;

impl Case {
    /// A duty heard twice, or after the duty of a later promise, changes nothing.
    pub(crate) fn owe(&self, duty: Duty, at: Instant) -> Vec<Event> {
        let known = self
            .apology
            .as_ref()
            .is_some_and(|known| duty.due <= known.duty.due);
        if known || self.is_closed() {
            vec![]
        } else {
            vec![Event::ApologyOwed { duty, at }]
        }
    }

    pub(crate) fn state_delay(
        &self,
        desk: &Desk,
        by: Officer,
        reason: &str,
        new_due: Instant,
    ) -> Decided {
        let apology = self.owed()?;
        let reason = nameless("reason", reason)?;
        let same = |stated: &Statement| stated.reason == reason && stated.new_due == new_due;
        if apology.stated.as_ref().is_some_and(same) {
            return Ok(vec![]);
        }
        if apology.signed.is_some() {
            return Err(Refusal::ApologySigned);
        }
        if new_due <= apology.duty.due {
            return Err(Refusal::NewDateNotLater);
        }
        if new_due <= desk.now {
            return Err(Refusal::NewDatePast);
        }
        desk.is_office_time(new_due)?;
        Ok(vec![Event::DelayStated {
            statement: Statement {
                reason,
                new_due,
                by: by.name,
            },
            at: desk.now,
        }])
    }

    pub(crate) fn sign_apology(&self, desk: &Desk, by: Officer) -> Decided {
        let apology = self.owed()?;
        match &apology.signed {
            Some(signed) if signed.by == by.name => return Ok(vec![]),
            Some(_) => return Err(Refusal::ApologySigned),
            None => {}
        }
        let stated = apology.stated.as_ref().ok_or(Refusal::DelayNotStated)?;
        if stated.by == by.name {
            return Err(Refusal::SignedByWhoStated);
        }
        if stated.new_due <= desk.now {
            return Err(Refusal::NewDatePast);
        }
        Ok(vec![Event::ApologySigned {
            statement: stated.clone(),
            signature: Signature {
                by: by.name,
                at: desk.now,
            },
        }])
    }

    /// The apology somebody of the unit may work on now.
    fn owed(&self) -> Result<&Apology, Refusal> {
        match self.stage {
            Stage::Refused { .. }
            | Stage::Returned { .. }
            | Stage::Recalled { .. }
            | Stage::Closed { .. } => {
                return Err(Refusal::OutOfTurn {
                    stage: self.stage.words(),
                });
            }
            Stage::Offered
            | Stage::Held(_)
            | Stage::Proposed { .. }
            | Stage::Approved { .. }
            | Stage::Completed { .. } => {}
        }
        let apology = self.apology.as_ref().ok_or(Refusal::NoApologyOwed)?;
        if apology.duty.may_move {
            Ok(apology)
        } else {
            Err(Refusal::MayNotMove)
        }
    }
}

impl Desk {
    /// A date with its hour at which somebody can come for a result: from the opening to the
    /// closing of a working day.
    fn is_office_time(&self, at: Instant) -> Result<(), Refusal> {
        let Some(calendar) = &self.calendar else {
            return Ok(());
        };
        let day = calendar.civil(at).date();
        let beyond = |error: kernel::working_time::ClockError| Refusal::Beyond(error.to_string());
        let open = calendar.is_working(day).map_err(beyond)?
            && calendar.opening(day) <= at
            && at <= calendar.closing(day);
        if open {
            Ok(())
        } else {
            Err(Refusal::NewDateClosed)
        }
    }
}

/// A text that leaves the house: it must not carry the numbers people are known by.
pub(crate) fn nameless(field: &'static str, raw: &str) -> Result<String, Refusal> {
    let text = paragraph(raw, 500).map_err(|error| Refusal::Text { field, error })?;
    // Identity numbers have twelve digits, telephone numbers ten: written with or without gaps.
    let mut run = 0;
    for c in text.chars() {
        if c.is_ascii_digit() {
            run += 1;
        } else if !matches!(c, ' ' | '.' | '-') {
            run = 0;
        }
        if run >= 10 {
            return Err(Refusal::NamesPerson { field });
        }
    }
    Ok(text)
}
