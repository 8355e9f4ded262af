//! What a service needs around it to be tested alone: neighbours reduced to voices, a way to run
//! and stop, the few words its tests speak.
//!
//! Tests on it need `flavor = "multi_thread"`: while one thread waits for its database to be taken
//! away, another must let go of what was connecting to it.
//!
//! Everything here panics when it cannot do its work: a test has nobody to hand an error to.

mod bus;
mod running;
mod status;
mod time;
mod voice;

pub use bus::deliver;
pub use running::{Running, free_address};
pub use status::{fields, reason};
pub use time::{at, stamp};
pub use voice::Voice;
