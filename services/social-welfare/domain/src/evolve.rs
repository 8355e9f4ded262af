//! What is known of an allowance after each event.

use crate::{Decision, DecisionKind, Dong, Entitlement, Event, Factor, Outcome, Pause, Stage};

pub(crate) fn evolve(entitlement: Option<Entitlement>, event: &Event) -> Option<Entitlement> {
    match (entitlement, event) {
        (
            None,
            Event::Applied {
                entitlement,
                dossier,
                facts,
            },
        ) => Some(Entitlement {
            id: *entitlement,
            dossier: *dossier,
            declared: facts.clone(),
            facts: facts.clone(),
            stage: Stage::Applied,
            outcome: None,
            rates: vec![],
            pauses: vec![],
            decisions: vec![],
            issued: None,
        }),
        (None, _) => None,
        (Some(mut known), event) => {
            known.note(event);
            Some(known)
        }
    }
}

impl Entitlement {
    fn note(&mut self, event: &Event) {
        match event {
            // An allowance is applied for once; `decide` never says so twice.
            Event::Applied { .. } => {}
            Event::FactsCorrected { facts } => self.facts = facts.clone(),
            Event::DraftTakenBack => {
                self.stage = Stage::Applied;
                self.outcome = None;
                self.rates.clear();
                self.decisions.clear();
            }
            Event::Granted {
                decision_no,
                on,
                rates,
                amount,
                coefficient,
                standard,
                from_month,
                working,
                ..
            } => {
                self.stage = Stage::Granted;
                self.outcome = Some(Outcome {
                    amount: *amount,
                    coefficient: *coefficient,
                    standard: *standard,
                    from_month: Some(*from_month),
                    working: working.clone(),
                });
                self.rates.clone_from(rates);
                self.remember(decision_no, DecisionKind::Outcome, *on);
            }
            Event::Denied {
                decision_no,
                on,
                working,
            } => {
                self.stage = Stage::Denied;
                self.outcome = Some(Outcome {
                    amount: Dong(0),
                    coefficient: Factor(0),
                    standard: Dong(0),
                    from_month: None,
                    working: working.clone(),
                });
                self.remember(decision_no, DecisionKind::Outcome, *on);
            }
            Event::Issued { on } => self.issued = Some(*on),
            Event::Dropped => {
                self.stage = Stage::Dropped;
                self.outcome = None;
                self.rates.clear();
            }
            Event::Amended {
                decision_no,
                on,
                facts,
                outcome,
                rates,
                ..
            } => {
                self.facts = facts.clone();
                self.stage = match (self.stage, outcome.from_month) {
                    (_, None) => Stage::Denied,
                    (Stage::Denied, Some(_)) => Stage::Granted,
                    (stage, Some(_)) => stage,
                };
                self.outcome = Some(outcome.clone());
                self.rates.clone_from(rates);
                self.remember(decision_no, DecisionKind::Amendment, *on);
            }
            Event::Suspended {
                decision_no,
                on,
                ground,
                from,
            } => {
                self.stage = Stage::Suspended;
                self.pauses.push(Pause {
                    ground: *ground,
                    from: *from,
                    until: None,
                });
                self.remember(decision_no, DecisionKind::Suspension, *on);
            }
            Event::Resumed {
                decision_no,
                on,
                from,
                ..
            } => {
                self.stage = Stage::Granted;
                for pause in self.pauses.iter_mut().filter(|pause| pause.until.is_none()) {
                    pause.until = Some(*from);
                }
                self.remember(decision_no, DecisionKind::Resumption, *on);
            }
            Event::Stopped {
                decision_no,
                on,
                from,
                ..
            } => {
                self.stage = Stage::Stopped { from: *from };
                self.remember(decision_no, DecisionKind::Stop, *on);
            }
            Event::AmountChanged {
                from_month, rates, ..
            } => {
                self.rates.retain(|rate| rate.from < *from_month);
                self.rates.extend(rates);
            }
        }
    }

    fn remember(&mut self, no: &str, kind: DecisionKind, on: chrono::NaiveDate) {
        self.decisions.push(Decision {
            no: no.to_owned(),
            kind,
            on,
        });
    }
}
