//! Real servers for tests: a database of its own, a NATS of its own, a receiver of traces.
//!
//! Everything here panics when it cannot do its work: a test has nobody to hand an error to.
//! What a test starts, it also takes away when the value goes out of scope.

mod database;
mod eventually;
mod nats;
mod otlp;

pub use database::Database;
pub use eventually::eventually;
pub use nats::{Nats, nats};
pub use otlp::{Kind, Link, Sink, Span, otlp_sink};
