//! Routing alone: what it makes of what the desk and the agencies say, what it can be asked, what
//! it writes down and says.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod agency;
mod beside;
mod cashier;
mod competence;
mod custody;
mod data;
mod letters;
mod migrated;
mod money;
mod planning;
mod reconciled;
mod reorganised;
mod transfer;
mod watched;
mod withdrawn;
mod world;
