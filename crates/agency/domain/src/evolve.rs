//! The case after each event.

use crate::{Case, Event, Held, Stage};

pub(crate) fn evolve(case: Option<Case>, event: &Event) -> Option<Case> {
    if let Event::Opened { offer, .. } = event {
        return Some(Case {
            offer: offer.clone(),
            stage: Stage::Offered,
        });
    }
    let mut case = case?;
    if let Event::Confirmed { attempt, .. } = event {
        case.offer.attempt = *attempt;
        return Some(case);
    }
    case.stage = next(case.stage, event);
    Some(case)
}

/// What `decide` never says of a stage leaves it as it is.
fn next(stage: Stage, event: &Event) -> Stage {
    match (stage, event) {
        (Stage::Offered, Event::Accepted { officer, at }) => Stage::Held(Held {
            officer: officer.clone(),
            since: *at,
        }),
        (Stage::Offered, Event::Refused { reason, at }) => Stage::Refused {
            reason: *reason,
            at: *at,
        },
        (Stage::Offered, Event::Withdrawn { at }) => Stage::Recalled { at: *at },
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
        (stage, _) => stage,
    }
}
