//! What lies between the two sides.

use kernel::{LegId, UnitId};

/// What guards a receiver.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gate {
    /// Each speaker's words in order and once, as the services hear them.
    InOrder,
    /// Nothing.
    None,
}

/// Routing to an agency: the position of the leg, and what of it.
#[derive(Clone, Debug, Hash, PartialEq)]
pub enum ToAgency {
    Offer(usize, u32, UnitId),
    Recall(usize, u32),
    Close(usize, u32, &'static str),
    Moved(usize, UnitId, UnitId),
}

/// An agency to routing: the leg, the offer it answers, and the answer.
#[derive(Clone, Debug, Hash, PartialEq)]
pub enum ToRouting {
    Accepted(LegId, u32),
    Refused(LegId, u32),
    Returned(LegId, u32),
    Completed(LegId, u32),
    LetGo(LegId),
}

/// What was ever said one way, and how far it was heard.
#[derive(Clone, Debug)]
pub struct Said<M> {
    pub journal: Vec<M>,
    pub heard: usize,
}

impl<M> Default for Said<M> {
    fn default() -> Self {
        Self {
            journal: Vec::new(),
            heard: 0,
        }
    }
}

impl<M: Clone + std::hash::Hash> Said<M> {
    /// Which messages may arrive now: any ever said, again and again.
    pub fn may_arrive(&self, gate: Gate) -> std::ops::Range<usize> {
        match gate {
            Gate::InOrder => self.heard.saturating_sub(1)..self.journal.len(),
            Gate::None => 0..self.journal.len(),
        }
    }

    /// The message, when the gate lets it through.
    pub fn hear(&mut self, gate: Gate, n: usize) -> Option<M> {
        match gate {
            Gate::InOrder if n != self.heard => None,
            Gate::InOrder => {
                self.heard += 1;
                Some(self.journal[n].clone())
            }
            Gate::None => {
                self.heard = self.heard.max(n + 1);
                Some(self.journal[n].clone())
            }
        }
    }

    /// What of it still matters.
    pub fn open(&self, gate: Gate) -> (&[M], usize) {
        match gate {
            Gate::InOrder => (&self.journal[self.heard..], self.heard.min(1)),
            Gate::None => (&self.journal, self.heard),
        }
    }
}
