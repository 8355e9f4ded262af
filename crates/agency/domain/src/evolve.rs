//! The case after each event.

use crate::{Apology, Case, Event, Ground, Held, Offer, Stage, Timing};

pub(crate) fn evolve(case: Option<Case>, event: &Event) -> Option<Case> {
    if let Event::Opened { offer, .. } = event {
        return Some(Case {
            // Owed for the promise, whatever becomes of the offer.
            apology: case.and_then(|case| case.apology),
            ..fresh(offer.clone())
        });
    }
    let mut case = match (case, event) {
        (
            None,
            Event::Closed {
                case, dossier, at, ..
            }
            | Event::Withdrawn {
                case, dossier, at, ..
            },
        ) => fresh(Offer::unheard(*case, *dossier, *at)),
        (case, _) => case?,
    };
    case.note(event);
    Some(case)
}

fn fresh(offer: Offer) -> Case {
    Case {
        offer,
        stage: Stage::Offered,
        route_over: false,
        apology: None,
        asked: None,
        note: None,
        timing: Timing::default(),
    }
}

impl Case {
    fn note(&mut self, event: &Event) {
        match event {
            Event::Confirmed { attempt, .. } => self.offer.attempt = *attempt,
            Event::Closed {
                attempt,
                ground,
                at,
                ..
            } => {
                self.offer.attempt = *attempt;
                self.end(*ground, *at);
            }
            Event::Withdrawn { attempt, at, .. } => {
                self.offer.attempt = *attempt;
                self.stage = Stage::Recalled { at: *at };
            }
            Event::MovedUnit { to, .. } => {
                self.offer.unit = to.clone();
                self.in_hands_of(None);
            }
            Event::Reassigned {
                officer, reason, ..
            } => {
                self.in_hands_of(Some(officer));
                self.note = reason.clone();
            }
            Event::SupplementNeeded { ask, .. } => self.asked = Some(ask.clone()),
            Event::ApologyOwed { duty, .. } => {
                self.apology = Some(Apology {
                    duty: duty.clone(),
                    stated: None,
                    signed: None,
                });
            }
            Event::DelayStated { statement, .. } => {
                if let Some(apology) = &mut self.apology {
                    apology.stated = Some(statement.clone());
                }
            }
            Event::ApologySigned { signature, .. } => {
                if let Some(apology) = &mut self.apology {
                    apology.signed = Some(signature.clone());
                }
            }
            Event::Timed { timing, due, .. } => {
                self.timing = timing.clone();
                self.offer.due = *due;
            }
            Event::SentBack { reason, .. } => {
                self.note = Some(reason.clone());
                self.move_on(event);
            }
            Event::Proposed { .. } => {
                // Whatever was to be put right is in the new proposal.
                self.note = None;
                self.move_on(event);
            }
            _ => self.move_on(event),
        }
    }

    fn move_on(&mut self, event: &Event) {
        let stage = std::mem::replace(&mut self.stage, Stage::Offered);
        self.stage = next(stage, event);
    }

    fn end(&mut self, ground: Ground, at: kernel::Instant) {
        self.route_over |= ground.is_final();
        // What was completed stays so; only nothing will be offered again.
        if !matches!(self.stage, Stage::Completed { .. }) {
            let held = self.held().cloned();
            self.stage = Stage::Closed { held, ground, at };
        }
    }

    fn in_hands_of(&mut self, officer: Option<&String>) {
        if let Stage::Held(held) | Stage::Proposed { held, .. } | Stage::Approved { held, .. } =
            &mut self.stage
        {
            held.officer = officer.cloned();
        }
    }
}

/// What `decide` never says of a stage leaves it as it is.
fn next(stage: Stage, event: &Event) -> Stage {
    match (stage, event) {
        (Stage::Offered, Event::Accepted { officer, at }) => Stage::Held(Held {
            officer: Some(officer.clone()),
            since: *at,
        }),
        (Stage::Offered, Event::Refused { reason, at }) => Stage::Refused {
            reason: *reason,
            at: *at,
        },
        (
            Stage::Held(held) | Stage::Proposed { held, .. } | Stage::Approved { held, .. },
            Event::Proposed { conclusion, by, .. },
        ) => Stage::Proposed {
            held,
            conclusion: conclusion.clone(),
            proposer: by.clone(),
        },
        (
            Stage::Proposed {
                held,
                conclusion,
                proposer,
            },
            Event::Approved { by, .. },
        ) => Stage::Approved {
            held,
            conclusion,
            proposer,
            approver: by.clone(),
        },
        (
            Stage::Held(held) | Stage::Proposed { held, .. } | Stage::Approved { held, .. },
            Event::Completed { conclusion, at },
        ) => Stage::Completed {
            held,
            conclusion: conclusion.clone(),
            at: *at,
        },
        (
            Stage::Held(held) | Stage::Proposed { held, .. } | Stage::Approved { held, .. },
            Event::Returned { reason, at },
        ) => Stage::Returned {
            held,
            reason: reason.clone(),
            at: *at,
        },
        (
            Stage::Proposed { held, .. },
            Event::SentBack { .. } | Event::ProposalWithdrawn { .. },
        ) => Stage::Held(held),
        (stage, _) => stage,
    }
}
