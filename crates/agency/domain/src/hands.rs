//! Whose hands a case is in inside the unit, and what they ask for.

use kernel::{Instant, Personal, UnitId, line, paragraph};

use crate::{Ask, Case, Desk, Event, Held, Officer, Refusal, Stage, apology::nameless};

type Decided = Result<Vec<Event>, Refusal>;

impl Case {
    pub(crate) fn reassign(
        &self,
        by: &Officer,
        officer: &str,
        reason: &str,
        at: Instant,
    ) -> Decided {
        let reason = note(reason)?;
        let officer = colleague(officer, &self.offer.unit)?;
        let held = match &self.stage {
            Stage::Held(held) | Stage::Proposed { held, .. } | Stage::Approved { held, .. } => held,
            // The head assigns what has come (khoản 1 Điều 19 Nghị định 61/2018/NĐ-CP): custody is
            // the unit's from then on.
            Stage::Offered if by.is_head() => {
                let accepted = Event::Accepted {
                    officer: by.name.clone(),
                    at,
                };
                let assigned = Event::Reassigned {
                    from: Some(by.name.clone()),
                    officer: officer.clone(),
                    reason: Some(reason),
                    at,
                };
                let itself = officer == by.name;
                return Ok(if itself {
                    vec![accepted]
                } else {
                    vec![accepted, assigned]
                });
            }
            _ => return self.out_of_turn(),
        };
        if held.officer.as_ref() == Some(&officer) {
            return Ok(vec![]);
        }
        may_hand_over(held, by)?;
        Ok(vec![Event::Reassigned {
            from: held.officer.clone(),
            officer,
            reason: Some(reason),
            at,
        }])
    }

    pub(crate) fn send_back(&self, by: Officer, reason: &str, at: Instant) -> Decided {
        let reason = note(reason)?;
        match &self.stage {
            Stage::Proposed { proposer, .. } if *proposer == by.name => {
                Err(Refusal::SentBackByWhoProposed)
            }
            Stage::Proposed { .. } => Ok(vec![Event::SentBack {
                reason,
                by: by.name,
                at,
            }]),
            Stage::Held(_) if self.note.as_ref() == Some(&reason) => Ok(vec![]),
            Stage::Held(_) => Err(Refusal::NothingToSendBack),
            _ => self.out_of_turn(),
        }
    }

    /// A step taken by mistake is taken back by who took it, until the head has agreed.
    pub(crate) fn withdraw(&self, by: Officer, at: Instant) -> Decided {
        match &self.stage {
            Stage::Proposed { proposer, .. } if *proposer != by.name => {
                Err(Refusal::NotYourProposal {
                    proposer: proposer.clone(),
                })
            }
            Stage::Proposed { .. } => Ok(vec![Event::ProposalWithdrawn { by: by.name, at }]),
            Stage::Approved { .. } | Stage::Completed { .. } => Err(Refusal::TooLateToWithdraw),
            // Nothing lies before the head.
            Stage::Held(_) => Ok(vec![]),
            _ => self.out_of_turn(),
        }
    }

    pub(crate) fn need_supplement(
        &self,
        desk: &Desk,
        components: &[String],
        reason: &str,
    ) -> Decided {
        match &self.stage {
            Stage::Held(_) | Stage::Proposed { .. } => {}
            _ => return self.out_of_turn(),
        }
        if self.offer.opinion.is_some() {
            return Err(Refusal::OpinionAsksNothing);
        }
        let ask = Ask {
            components: wanted(desk.components.as_deref(), components)?,
            reason: nameless("reason", reason)?,
            attempt: self.offer.attempt,
        };
        if self.asked.as_ref() == Some(&ask) {
            return Ok(vec![]);
        }
        Ok(vec![Event::SupplementNeeded { ask, at: desk.now }])
    }
}

/// The holder, the head, or anybody where nobody has it in hand.
fn may_hand_over(held: &Held, by: &Officer) -> Result<(), Refusal> {
    match &held.officer {
        Some(officer) if *officer != by.name && !by.is_head() => Err(Refusal::NotInYourHands {
            officer: officer.clone(),
        }),
        _ => Ok(()),
    }
}

fn note(raw: &str) -> Result<Personal<String>, Refusal> {
    let text = paragraph(raw, 500).map_err(|error| Refusal::Text {
        field: "reason",
        error,
    })?;
    Ok(Personal::new(text))
}

/// The whole name of somebody of the unit.
fn colleague(raw: &str, unit: &UnitId) -> Result<String, Refusal> {
    let name = line(raw, 120).map_err(|error| Refusal::Text {
        field: "officer",
        error,
    })?;
    let person = name
        .split_once('@')
        .filter(|(_, of)| *of == unit.as_str())
        .and_then(|(person, _)| person.split_once(':'));
    match person {
        Some(("officer" | "head", own)) if !own.is_empty() => Ok(name),
        _ => Err(Refusal::NotOfUnit),
    }
}

/// The papers asked for, each once, in the order of the request.
fn wanted(known: Option<&[String]>, raw: &[String]) -> Result<Vec<String>, Refusal> {
    let mut wanted: Vec<String> = Vec::new();
    for key in raw {
        let key = line(key, 100).map_err(|error| Refusal::Text {
            field: "components",
            error,
        })?;
        if known.is_some_and(|known| !known.contains(&key)) {
            return Err(Refusal::ComponentUnknown { key });
        }
        if !wanted.contains(&key) {
            wanted.push(key);
        }
    }
    match wanted.len() {
        0 => Err(Refusal::ComponentsMissing),
        1..=50 => Ok(wanted),
        _ => Err(Refusal::ComponentsTooMany),
    }
}
