//! The whole province from outside: real services on a real database and a real bus, and people
//! who do nothing but make the calls that the portal makes.
//!
//! What kills processes runs the services' own binaries, which `make test` builds before; by
//! itself: `cargo build --workspace --bins`.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod apology;
mod architecture;
mod courses;
mod data;
mod faults;
mod garbage;
mod journeys;
mod late_facts;
mod permits;
mod refusals;
mod reorganisation;
mod strangers;
mod support;
mod time;
mod traces;
mod twice;
