//! The one-stop desk alone: what it can be asked, what it hears, what it writes down and says.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod acts;
mod apart;
mod bookings;
mod counter;
mod declined;
mod documents;
mod drafts;
mod explained;
mod facts;
mod feedback;
mod line;
mod meanwhile;
mod personal;
mod reception;
mod result;
#[path = "../support/samples.rs"]
mod samples;
mod supplement;
mod world;
