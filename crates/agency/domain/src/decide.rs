//! Who may do what, when. What is already so is answered before what would be allowed.

use kernel::{Instant, paragraph};

use crate::{
    Act, Case, Command, Conclusion, Desk, Event, MACHINE, Offer, Officer, Refusal, RefuseReason,
    Stage,
};

type Decided = Result<Vec<Event>, Refusal>;

pub(crate) fn decide(desk: &Desk, case: Option<&Case>, command: Command) -> Decided {
    let at = desk.now;
    match (case, command) {
        (None, Command::Receive(offer)) => Ok(open(offer, at)),
        (None, _) => Err(Refusal::Unknown),
        (Some(case), Command::Receive(offer)) => Ok(case.receive(offer, at)),
        (Some(case), Command::Recall) => Ok(match case.stage {
            Stage::Offered => vec![Event::Withdrawn { at }],
            // Accepted: custody stands, and routing will hear so. Ended: nothing to take back.
            _ => vec![],
        }),
        (Some(case), Command::Act { by, act }) => {
            if !case.belongs_to(&by.unit) {
                return Err(Refusal::Unknown);
            }
            match act {
                Act::Take => case.take(by, at),
                Act::Refuse(reason) => case.refuse(reason, at),
                Act::GiveBack { reason } => case.give_back(&reason, at),
                Act::Propose(conclusion) => case.propose(by, conclusion.tidy()?, at),
                Act::Approve => case.approve(by, at),
                Act::Complete(conclusion) => {
                    case.complete(conclusion.map(Conclusion::tidy).transpose()?, at)
                }
            }
        }
    }
}

fn open(offer: Offer, at: Instant) -> Vec<Event> {
    let automatic = offer.automatic;
    let mut events = vec![Event::Opened { offer, at }];
    if automatic {
        events.push(Event::Accepted {
            officer: MACHINE.to_owned(),
            at,
        });
        events.push(Event::Completed {
            conclusion: Conclusion::granted(),
            at,
        });
    }
    events
}

impl Case {
    fn receive(&self, offer: Offer, at: Instant) -> Vec<Event> {
        if offer.attempt <= self.offer.attempt {
            return vec![];
        }
        match self.stage {
            // The recall crossed our acceptance: custody stands, under the new attempt too.
            Stage::Held(_) | Stage::Proposed { .. } | Stage::Approved { .. } => {
                vec![Event::Confirmed {
                    attempt: offer.attempt,
                    at,
                }]
            }
            Stage::Offered
            | Stage::Completed { .. }
            | Stage::Refused { .. }
            | Stage::Returned { .. }
            | Stage::Recalled { .. } => open(offer, at),
        }
    }

    fn take(&self, by: Officer, at: Instant) -> Decided {
        match &self.stage {
            Stage::Offered => Ok(vec![Event::Accepted {
                officer: by.name,
                at,
            }]),
            Stage::Held(held) | Stage::Proposed { held, .. } | Stage::Approved { held, .. } => {
                if held.officer == by.name {
                    Ok(vec![])
                } else {
                    Err(Refusal::TakenByAnother {
                        officer: held.officer.clone(),
                    })
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

    fn out_of_turn(&self) -> Decided {
        Err(match self.stage {
            Stage::Offered => Refusal::NotTaken,
            _ => Refusal::OutOfTurn {
                stage: self.stage.words(),
            },
        })
    }
}
