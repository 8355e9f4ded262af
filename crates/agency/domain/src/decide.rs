//! Who may do what, when. What is already so is answered before what would be allowed.

use kernel::{Instant, paragraph};

use crate::{
    Act, Case, Command, Conclusion, Desk, Event, Officer, Refusal, RefuseReason, Stage, routed,
};

type Decided = Result<Vec<Event>, Refusal>;

pub(crate) fn decide(desk: &Desk, case: Option<&Case>, command: Command) -> Decided {
    let at = desk.now;
    let Some(case) = case else {
        return match command {
            Command::Receive(offer) => Ok(routed::open(offer, at)),
            Command::Recall {
                case,
                dossier,
                attempt,
            } => Ok(vec![Event::Withdrawn {
                case,
                dossier,
                attempt: attempt.max(1),
                at,
            }]),
            Command::Close {
                case,
                dossier,
                attempt,
                ground,
            } => Ok(vec![Event::Closed {
                case,
                dossier,
                attempt: attempt.max(1),
                ground,
                at,
            }]),
            Command::MoveUnit { .. }
            | Command::Owe(_)
            | Command::Time { .. }
            | Command::Act { .. } => Err(Refusal::Unknown),
        };
    };
    match command {
        Command::Receive(offer) => Ok(case.receive(offer, at)),
        Command::Recall { attempt, .. } => Ok(case.recall(attempt, at)),
        Command::Close {
            attempt, ground, ..
        } => Ok(case.close(attempt, ground, at)),
        Command::MoveUnit { from, to } => case.move_unit(&from, to, at),
        Command::Owe(duty) => Ok(case.owe(duty, at)),
        Command::Time { timing, due } => Ok(case.time(timing, due, at)),
        Command::Act { by, act } => case.act(desk, by, act),
    }
}

impl Case {
    fn act(&self, desk: &Desk, by: Officer, act: Act) -> Decided {
        let at = desk.now;
        if !self.belongs_to(&by.unit) {
            return Err(Refusal::Unknown);
        }
        match act {
            Act::Take => self.take(by, at),
            Act::Refuse(reason) => self.refuse(reason, at),
            Act::GiveBack { reason } => self.give_back(&reason, at),
            Act::Propose(conclusion) => self.propose(by, self.answer(conclusion)?, at),
            Act::Withdraw => self.withdraw(by, at),
            Act::Approve => self.approve(by, at),
            Act::Complete(given) => {
                let given = given.map(|given| self.answer(given)).transpose()?;
                self.complete(given, at)
            }
            Act::Reassign { officer, reason } => self.reassign(&by, &officer, &reason, at),
            Act::SendBack { reason } => self.send_back(by, &reason, at),
            Act::NeedSupplement { components, reason } => {
                self.need_supplement(desk, &components, &reason)
            }
            Act::StateDelay { reason, new_due } => self.state_delay(desk, by, &reason, new_due),
            Act::SignApology => self.sign_apology(desk, by),
        }
    }

    /// A conclusion as it is kept; an opinion is its words.
    fn answer(&self, conclusion: Conclusion) -> Result<Conclusion, Refusal> {
        let conclusion = conclusion.tidy()?;
        if self.offer.opinion.is_some() && conclusion.reason.is_none() {
            return Err(Refusal::OpinionMissing);
        }
        Ok(conclusion)
    }

    fn take(&self, by: Officer, at: Instant) -> Decided {
        match &self.stage {
            Stage::Offered => Ok(vec![Event::Accepted {
                officer: by.name,
                at,
            }]),
            Stage::Held(held) | Stage::Proposed { held, .. } | Stage::Approved { held, .. } => {
                match &held.officer {
                    Some(officer) if *officer == by.name => Ok(vec![]),
                    Some(officer) => Err(Refusal::TakenByAnother {
                        officer: officer.clone(),
                    }),
                    // Custody is the unit's already.
                    None => Ok(vec![Event::Reassigned {
                        from: None,
                        officer: by.name,
                        reason: None,
                        at,
                    }]),
                }
            }
            _ => self.out_of_turn(),
        }
    }

    fn refuse(&self, reason: RefuseReason, at: Instant) -> Decided {
        match &self.stage {
            Stage::Offered => Ok(vec![Event::Refused { reason, at }]),
            Stage::Refused { reason: given, .. } if *given == reason => Ok(vec![]),
            Stage::Held(_) | Stage::Proposed { .. } | Stage::Approved { .. } => {
                Err(Refusal::TooLateToRefuse)
            }
            _ => self.out_of_turn(),
        }
    }

    fn give_back(&self, reason: &str, at: Instant) -> Decided {
        let reason = paragraph(reason, 500).map_err(|error| Refusal::Text {
            field: "reason",
            error,
        })?;
        match &self.stage {
            Stage::Held(_) | Stage::Proposed { .. } | Stage::Approved { .. } => {
                Ok(vec![Event::Returned { reason, at }])
            }
            Stage::Returned { reason: given, .. } if *given == reason => Ok(vec![]),
            _ => self.out_of_turn(),
        }
    }

    fn propose(&self, by: Officer, conclusion: Conclusion, at: Instant) -> Decided {
        match &self.stage {
            // Proposed, approved or final already: a retry.
            Stage::Proposed { .. } | Stage::Approved { .. } | Stage::Completed { .. }
                if self.conclusion() == Some(&conclusion) =>
            {
                Ok(vec![])
            }
            // A corrected conclusion needs a new approval.
            Stage::Held(_) | Stage::Proposed { .. } | Stage::Approved { .. } => {
                Ok(vec![Event::Proposed {
                    conclusion,
                    by: by.name,
                    at,
                }])
            }
            Stage::Completed { .. } => Err(Refusal::ConcludedOtherwise),
            _ => self.out_of_turn(),
        }
    }

    fn approve(&self, by: Officer, at: Instant) -> Decided {
        match &self.stage {
            Stage::Proposed { proposer, .. } if *proposer == by.name => Err(Refusal::SamePerson),
            Stage::Proposed { .. } => Ok(vec![Event::Approved { by: by.name, at }]),
            Stage::Approved { approver, .. } if *approver == by.name => Ok(vec![]),
            Stage::Held(_) => Err(Refusal::NothingProposed),
            _ => self.out_of_turn(),
        }
    }

    fn complete(&self, given: Option<Conclusion>, at: Instant) -> Decided {
        let conclusion = match (&self.stage, given) {
            (Stage::Completed { .. }, None) => return Ok(vec![]),
            (Stage::Completed { conclusion, .. }, Some(given)) => {
                return if given.fulfils(conclusion) {
                    Ok(vec![])
                } else {
                    Err(Refusal::ConcludedOtherwise)
                };
            }
            (Stage::Approved { conclusion, .. }, given) => {
                let given = given.unwrap_or_else(|| conclusion.clone());
                if !given.fulfils(conclusion) {
                    return Err(Refusal::NotAsApproved);
                }
                given
            }
            (Stage::Held(_) | Stage::Proposed { .. }, _) if self.offer.approval => {
                return Err(Refusal::ApprovalNeeded);
            }
            (Stage::Held(_), given) => given.ok_or(Refusal::ConclusionMissing)?,
            (Stage::Proposed { conclusion, .. }, given) => {
                given.unwrap_or_else(|| conclusion.clone())
            }
            _ => return self.out_of_turn(),
        };
        Ok(vec![Event::Completed { conclusion, at }])
    }

    pub(crate) fn out_of_turn(&self) -> Decided {
        Err(match self.stage {
            Stage::Offered => Refusal::NotTaken,
            _ => Refusal::OutOfTurn {
                stage: self.stage.words(),
            },
        })
    }
}
