//! The supplement (bổ sung hồ sơ): asked once with everything in it, supplied in part or whole.

use kernel::{
    Instant,
    working_time::{ClockError, Policy, StartRule},
};

use crate::{Appointment, Ask, Desk, Dossier, Event, Need, Paper, Refusal, Request};
use catalogue::{SupplementPolicy, SupplementRule};

/// The ground on which the clock stands still while the person is asked.
pub(crate) const SUPPLEMENT: &str = "supplement";

impl Dossier {
    /// An agency wants something asked: it goes on the desk's list, one entry a leg.
    pub(crate) fn note_need(&self, need: Need) -> Result<Vec<Event>, Refusal> {
        let known = |noted: &Need| {
            Need {
                at: need.at,
                ..noted.clone()
            } == need
        };
        if self.needs.iter().any(known) {
            return Ok(Vec::new());
        }
        Ok(vec![Event::SupplementNeeded(need)])
    }

    /// Asks the person, once and completely. Beyond the rule it takes a ground in law and
    /// somebody who approved it.
    pub(crate) fn ask(&self, desk: &Desk, ask: Ask) -> Result<Event, Refusal> {
        let procedure = desk.procedure(self)?;
        let mut components = ask.components;
        components.sort();
        components.dedup();
        if components.is_empty() {
            return Err(Refusal::NothingAsked);
        }
        let known = |key: &String| procedure.components.iter().any(|c| c.key == *key);
        if let Some(key) = components.iter().find(|key| !known(key)) {
            return Err(Refusal::UnknownComponent {
                field: "components",
                component: key.clone(),
            });
        }
        let rule = &desk.catalogue.supplement_rule(procedure).value;
        let beyond = self.beyond_rule(desk, rule)?;
        if let Some(beyond) = beyond {
            let approved = ask.ground.is_some() && ask.approver.is_some();
            if !(rule.second_needs_approver && approved) {
                return Err(beyond.refusal(rule, ask.ground.is_none(), ask.approver.is_none()));
            }
        }
        let starts = desk.calendar().start(desk.now, StartRule::default())?;
        let answer_by = desk.calendar().due(starts, &rule.answer_within)?.at;
        let paused = |promise: &Appointment| Appointment {
            ledger: promise.ledger.pause(desk.calendar(), SUPPLEMENT, desk.now),
            ..promise.clone()
        };
        Ok(Event::SupplementAsked {
            request: Request {
                components,
                reason: ask.reason,
                ground: ask.ground,
                approver: ask.approver,
                round: self.requests.last().map_or(1, |last| last.round + 1),
                at: desk.now,
                answer_by,
                at_reception: !self.is_received(),
                reminded_at: None,
            },
            appointment: self.appointment.as_ref().map(paused),
        })
    }

    /// How the request would go beyond the rule, if it would.
    fn beyond_rule(&self, desk: &Desk, rule: &SupplementRule) -> Result<Option<Beyond>, Refusal> {
        if self.requests.len() >= rule.limit as usize {
            return Ok(Some(Beyond::Often));
        }
        let Some(received) = self.received_at else {
            return Ok(None);
        };
        let calendar = desk.calendar();
        let starts = calendar.start(received, StartRule::default())?;
        let until = calendar.due(starts, &rule.ask_within)?.at;
        Ok((desk.now > until).then_some(Beyond::Late))
    }

    /// The same request again is already made; another has to wait for the answer.
    pub(crate) fn asked_already(&self, ask: &Ask) -> Result<Vec<Event>, Refusal> {
        let mut components = ask.components.clone();
        components.sort();
        components.dedup();
        match self.open_request() {
            Some(open) if open.components == components && open.reason == ask.reason => {
                Ok(Vec::new())
            }
            _ => Err(Refusal::SupplementOpen),
        }
    }

    /// Takes in what was asked for, or part of it. Once nothing is missing the promise goes on by
    /// the rule of the procedure: from zero (NĐ 61/2018/NĐ-CP Điều 19.4) or longer by the pause.
    pub(crate) fn supply(
        &self,
        desk: &Desk,
        missing: &[String],
        papers: Vec<Paper>,
    ) -> Result<Event, Refusal> {
        let procedure = desk.procedure(self)?;
        let known = |paper: &Paper| {
            procedure
                .components
                .iter()
                .any(|c| c.key == paper.component)
        };
        if let Some(paper) = papers.iter().find(|paper| !known(paper)) {
            return Err(Refusal::UnknownComponent {
                field: "papers",
                component: paper.component.clone(),
            });
        }
        let supplied = |key: &&String| {
            let here = |paper: &Paper| paper.component == **key && paper.is_present();
            papers.iter().any(here)
        };
        let still: Vec<String> = missing
            .iter()
            .filter(|key| !supplied(key))
            .cloned()
            .collect();
        if still.len() == missing.len() {
            let name = |key: &String| {
                let component = procedure.components.iter().find(|c| c.key == *key);
                component.map_or_else(|| key.clone(), |component| component.name.clone())
            };
            return Err(Refusal::NothingSupplied {
                missing: missing.iter().map(name).collect(),
            });
        }
        let appointment = match &self.appointment {
            Some(promise) if still.is_empty() => {
                let rule = &desk.catalogue.supplement_rule(procedure).value;
                Some(promise.after_supplement(desk, rule.policy)?)
            }
            _ => None,
        };
        Ok(Event::SupplementReceived {
            papers,
            missing: still,
            appointment,
            at: desk.now,
        })
    }

    /// Reminds the person, once for each request, when no more is left than the rule says.
    pub(crate) fn remind(&self, desk: &Desk) -> Result<Vec<Event>, Refusal> {
        let open = self
            .open_request()
            .filter(|open| open.reminded_at.is_none() && desk.now <= open.answer_by);
        let Some(open) = open else {
            return Ok(Vec::new());
        };
        if open.answer_by > desk.reminded_until()? {
            return Ok(Vec::new());
        }
        Ok(vec![Event::SupplementDueSoon {
            answer_by: open.answer_by,
            round: open.round,
            at: desk.now,
        }])
    }

    /// Whether the person was asked, and has not answered in time.
    pub(crate) fn is_unanswered(&self, now: Instant) -> bool {
        self.open_request()
            .is_some_and(|request| now > request.answer_by)
    }
}

impl Desk {
    /// The last answer date whose people are reminded by now.
    ///
    /// # Errors
    /// When the calendar does not reach that far.
    pub fn reminded_until(&self) -> Result<Instant, ClockError> {
        let rule = &self.catalogue.rules().supplement_warning.value;
        let from = self.calendar().start(self.now, StartRule::default())?;
        Ok(self.calendar().due(from, rule)?.at)
    }
}

impl Appointment {
    fn after_supplement(&self, desk: &Desk, policy: SupplementPolicy) -> Result<Self, Refusal> {
        let (calendar, at) = (desk.calendar(), desk.now);
        let policy = match policy {
            SupplementPolicy::Restart => Policy::Restart,
            SupplementPolicy::Extend => Policy::Extend,
        };
        let ledger = self.ledger.go_on(calendar, policy, SUPPLEMENT, at)?;
        let others = self.grounds_other_than(SUPPLEMENT);
        Ok(Self {
            // A restart ends every pause; tax and the like still hold the clock.
            ledger: others
                .into_iter()
                .fold(ledger, |ledger, ground| ledger.pause(calendar, ground, at)),
            ..self.clone()
        })
    }
}

/// How a request goes beyond the rule.
enum Beyond {
    /// Asked as often as the rule allows (NĐ 61/2018/NĐ-CP Điều 11.2, 15.3).
    Often,
    /// Asked too long after reception (Điều 19.4).
    Late,
}

impl Beyond {
    fn refusal(&self, rule: &SupplementRule, no_ground: bool, no_approver: bool) -> Refusal {
        let lacks = if rule.second_needs_approver {
            [(no_ground, "ground"), (no_approver, "approver")]
        } else {
            [(false, ""), (false, "")]
        };
        let lacks = lacks
            .into_iter()
            .filter_map(|(lacking, field)| lacking.then_some(field));
        match self {
            Self::Often => Refusal::SupplementLimit {
                limit: rule.limit,
                lacks: lacks.collect(),
            },
            Self::Late => Refusal::SupplementLate {
                within: rule.ask_within.sentence(),
                lacks: lacks.collect(),
            },
        }
    }
}
