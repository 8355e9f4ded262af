//! What every service stands on: the transaction, the journal, the bus, the errors,
//! the clock, the settings, the traces. It knows no service and no message of one.

pub mod actor;
mod alone;
mod assembly;
mod bus;
pub mod caller;
pub mod client;
pub mod clock;
pub mod config;
mod door;
mod durability;
mod error;
mod execute;
mod gate;
pub mod health;
mod identity;
pub mod journal;
mod judge;
mod lane;
mod letters;
mod listen;
mod operations;
pub mod permits;
pub mod propagation;
mod reader;
mod relay;
mod release;
mod service;
pub mod telemetry;
mod watch;
pub mod wire;

pub use actor::Actor;
pub use alone::serve_alone;
pub use assembly::{Assembling, Assembly};
pub use bus::{Bus, shard_of};
pub use caller::Caller;
pub use client::{Asker, Peer};
pub use clock::Clock;
pub use error::{Error, Result, Violation, Violations};
pub use execute::{Carried, Order, Repository, Stored, execute, execute_one};
pub use identity::NewKeys;
pub use journal::Fact;
pub use lane::{Lane, Work};
pub use listen::{Heard, Listen};
pub use permits::Permits;
pub use service::{Boot, Chassis, Exit, run, stop_on_signal};
