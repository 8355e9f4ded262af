//! Parts of a case that are kept as documents.

use agency_domain::{Apology, Ask, Duty, Signature, Statement};
use kernel::Instant;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeptApology {
    due: Instant,
    state_by: Instant,
    ground: String,
    may_move: bool,
    stated: Option<KeptStatement>,
    signed_by: Option<String>,
    signed_at: Option<Instant>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct KeptStatement {
    reason: String,
    new_due: Instant,
    by: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeptAsk {
    components: Vec<String>,
    reason: String,
    attempt: u32,
}

impl KeptApology {
    pub fn of(apology: &Apology) -> Self {
        let Duty {
            due,
            state_by,
            ground,
            may_move,
        } = apology.duty.clone();
        Self {
            due,
            state_by,
            ground,
            may_move,
            stated: apology.stated.clone().map(|stated| KeptStatement {
                reason: stated.reason,
                new_due: stated.new_due,
                by: stated.by,
            }),
            signed_by: apology.signed.as_ref().map(|signed| signed.by.clone()),
            signed_at: apology.signed.as_ref().map(|signed| signed.at),
        }
    }

    pub fn read(self) -> Apology {
        Apology {
            duty: Duty {
                due: self.due,
                state_by: self.state_by,
                ground: self.ground,
                may_move: self.may_move,
            },
            stated: self.stated.map(|stated| Statement {
                reason: stated.reason,
                new_due: stated.new_due,
                by: stated.by,
            }),
            signed: self
                .signed_by
                .zip(self.signed_at)
                .map(|(by, at)| Signature { by, at }),
        }
    }
}

impl KeptAsk {
    pub fn of(ask: &Ask) -> Self {
        let Ask {
            components,
            reason,
            attempt,
        } = ask.clone();
        Self {
            components,
            reason,
            attempt,
        }
    }

    pub fn read(self) -> Ask {
        Ask {
            components: self.components,
            reason: self.reason,
            attempt: self.attempt,
        }
    }
}
