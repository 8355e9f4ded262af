//! The whole province on one machine: private servers, every service, and people to play
//! the officers. What `make run`, the tests of the province and the benchmarks stand on.

pub mod clients;
mod identity;
mod launch;
pub mod officers;
pub mod world;

pub use clients::Clients;
pub use world::{Options, World};
