//! The path (liên thông): which agency has a dossier, which comes next, and who holds it now.

mod apology;
pub mod attribution;
mod command;
pub mod control_sheet;
mod decide;
mod event;
mod evolve;
mod holding;
pub mod measure;
mod memory;
mod money;
mod plan;
mod promise;
mod refusal;
mod route;
mod story;
mod watch;

use std::sync::Arc;

use catalogue::Catalogue;
use kernel::Instant;

pub use apology::NoApology;
pub use command::Command;
pub use event::Event;
pub use holding::{Holder, Holding};
pub use money::{Payment, Receipt, Refund, RefundGround, Returned};
pub use plan::{Plan, PlannedLeg, plan};
pub use promise::{Blame, Duty, DutyGround, DutyStatus, Told};
pub use refusal::Refusal;
pub use route::{Answer, CloseGround, End, Kind, Leg, Opinion, Route, Status};
pub use story::Migration;

/// What routing knows when it decides.
#[derive(Clone, Debug)]
pub struct Router {
    pub now: Instant,
    pub catalogue: Arc<Catalogue>,
}

#[cfg(test)]
mod tests;
