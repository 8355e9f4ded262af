//! The papers as people hold them: what is on them, in which edition, how they look, and what a
//! changed template does.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod calls;
mod declarations;
mod desk;
mod editions;
mod hostile;
mod pictures;
mod reports;
mod templates;
