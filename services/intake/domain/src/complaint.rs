//! Complaints and proposals (phản ánh, kiến nghị): filed, taken in hand, passed on, answered.
//!
//! Source: NĐ 20/2008/NĐ-CP Điều 6–9, 14, 19; the limits are the province's rule `complaint`.

mod decide;
mod refusal;

use std::sync::Arc;

use catalogue::Catalogue;
use kernel::{
    ComplaintId, DossierId, Instant, Personal, UnitId,
    working_time::{ClockError, StartRule, Term},
};
use serde::{Deserialize, Serialize};

pub use refusal::ComplaintRefusal;

/// Passed on this often, a complaint goes in circles.
const MOST_FORWARDS: usize = 4;

/// A complaint or proposal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Complaint {
    pub id: ComplaintId,
    /// What it is known by; nobody can guess it.
    pub code: String,
    /// The dossier it is about, with its code; none in general.
    pub dossier: Option<(DossierId, String)>,
    /// Whose dossier it is has proven it: they see the complaint beside it.
    pub by_owner: bool,
    pub matter: Matter,
    /// Who has to answer now.
    pub unit: UnitId,
    pub filed_at: Instant,
    /// Until when the unit is to take it in hand, and to pass it on.
    pub receive_by: Instant,
    pub forward_by: Instant,
    pub answer_by: Instant,
    pub stage: ComplaintStage,
    /// When it was first taken in hand by the unit that has it now.
    pub received_at: Option<Instant>,
    pub answer: Option<Answered>,
    pub steps: Vec<ComplaintStep>,
}

/// What was filed. NĐ 20/2008/NĐ-CP Điều 7: clear content, name, address or phone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matter {
    pub about: About,
    pub text: Personal<String>,
    pub name: Personal<String>,
    pub phone: Option<Personal<String>>,
    pub email: Option<Personal<String>>,
    pub address: Option<Personal<String>>,
}

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// How officials behaved (hành vi hành chính).
    Conduct,
    /// Something is late (chậm trễ).
    Delay,
    /// A rule or procedure (quy định hành chính).
    Procedure,
    /// This system itself.
    System,
    Other,
}

impl About {
    pub const ALL: [Self; 5] = [
        Self::Conduct,
        Self::Delay,
        Self::Procedure,
        Self::System,
        Self::Other,
    ];

    /// A stable word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Conduct => "conduct",
            Self::Delay => "delay",
            Self::Procedure => "procedure",
            Self::System => "system",
            Self::Other => "other",
        }
    }

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComplaintStage {
    Filed,
    Received,
    Forwarded,
    Answered,
    Closed,
}

impl ComplaintStage {
    pub fn name(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Received => "received",
            Self::Forwarded => "forwarded",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// Whether somebody has still to answer.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Filed | Self::Received | Self::Forwarded)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    pub text: String,
    /// The complaint was right (phản ánh đúng).
    pub upheld: bool,
    pub at: Instant,
}

/// What was done with it, and by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComplaintStep {
    pub at: Instant,
    pub stage: ComplaintStage,
    pub unit: UnitId,
    pub note: Option<String>,
}

/// What is known when somebody decides on a complaint.
#[derive(Clone, Debug)]
pub struct Grievances {
    pub now: Instant,
    pub catalogue: Arc<Catalogue>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ComplaintCommand {
    File {
        id: ComplaintId,
        code: String,
        dossier: Option<(DossierId, String)>,
        by_owner: bool,
        unit: UnitId,
        matter: Matter,
    },
    Receive,
    Forward {
        to: UnitId,
        note: String,
    },
    Answer {
        text: String,
        upheld: bool,
    },
    /// Closes it when its time after the answer has gone by.
    Close,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ComplaintEvent {
    Filed(Box<Complaint>),
    Received {
        at: Instant,
    },
    Forwarded {
        from: UnitId,
        to: UnitId,
        note: String,
        on_time: bool,
        limits: Limits,
        at: Instant,
    },
    Answered {
        answer: Answered,
        on_time: bool,
    },
    Closed {
        at: Instant,
    },
}

/// Until when what is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub receive_by: Instant,
    pub forward_by: Instant,
    pub answer_by: Instant,
}

impl Grievances {
    /// The limits of a complaint that comes to a unit now.
    fn limits(&self) -> Result<Limits, ClockError> {
        let calendar = self.catalogue.calendar();
        let rule = &self.catalogue.rules().complaint.value;
        let from = calendar.start(self.now, StartRule::default())?;
        let until = |term: &Term| calendar.due(from, term).map(|due| due.at);
        Ok(Limits {
            receive_by: until(&rule.receive)?,
            forward_by: until(&rule.forward)?,
            answer_by: until(&rule.answer)?,
        })
    }

    fn known(&self, unit: &UnitId) -> bool {
        let today = self.catalogue.calendar().civil(self.now).date();
        let unit = self.catalogue.unit(unit);
        unit.is_some_and(|unit| unit.in_force(today))
    }
}

impl Complaint {
    /// Whether a limit has passed unkept at `now`.
    pub fn is_overdue(&self, now: Instant) -> bool {
        match self.stage {
            ComplaintStage::Filed | ComplaintStage::Forwarded => {
                now > self.receive_by || now > self.answer_by
            }
            ComplaintStage::Received => now > self.answer_by,
            ComplaintStage::Answered | ComplaintStage::Closed => false,
        }
    }

    /// The limit that comes next, while somebody has to do something.
    pub fn next_limit(&self) -> Option<Instant> {
        match self.stage {
            ComplaintStage::Filed | ComplaintStage::Forwarded => Some(self.receive_by),
            ComplaintStage::Received => Some(self.answer_by),
            ComplaintStage::Answered | ComplaintStage::Closed => None,
        }
    }

    fn check(&self, desk: &Grievances) -> Result<(), ComplaintRefusal> {
        if !desk.known(&self.unit) {
            return Err(ComplaintRefusal::UnknownUnit(self.unit.clone()));
        }
        let Matter {
            phone,
            email,
            address,
            ..
        } = &self.matter;
        match (phone, email, address) {
            (None, None, None) => Err(ComplaintRefusal::NoContact),
            _ => Ok(()),
        }
    }

    fn forward(
        &self,
        desk: &Grievances,
        to: UnitId,
        note: String,
    ) -> Result<Vec<ComplaintEvent>, ComplaintRefusal> {
        if to == self.unit {
            return Err(ComplaintRefusal::SameUnit(to));
        }
        if !desk.known(&to) {
            return Err(ComplaintRefusal::UnknownUnit(to));
        }
        let forwards = self
            .steps
            .iter()
            .filter(|step| step.stage == ComplaintStage::Forwarded)
            .count();
        if forwards >= MOST_FORWARDS {
            return Err(ComplaintRefusal::Circles(forwards));
        }
        Ok(vec![ComplaintEvent::Forwarded {
            from: self.unit.clone(),
            to,
            note,
            // NĐ 20/2008/NĐ-CP Điều 14: within five working days.
            on_time: desk.now <= self.forward_by,
            limits: desk.limits()?,
            at: desk.now,
        }])
    }

    fn close(&self, desk: &Grievances) -> Result<Vec<ComplaintEvent>, ComplaintRefusal> {
        let Some(answer) = &self.answer else {
            return Ok(Vec::new());
        };
        let rule = &desk.catalogue.rules().complaint.value.close;
        let until = desk.catalogue.calendar().due(answer.at, rule)?.at;
        if desk.now <= until {
            return Ok(Vec::new());
        }
        Ok(vec![ComplaintEvent::Closed { at: desk.now }])
    }
}
