//! The service alone: what it hears is what its tables show.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod courses;
mod edges;
mod figures;
mod live;
mod merged;
mod overview;
mod public;
mod support;
