//! What the province's tables count. Pure; nothing is decided here.
//!
//! [`fold`] makes one dossier's row out of its facts; [`progress`] counts rows into the standard
//! progress table (Biểu II.06a/VPCP/KSTT); [`Delays`] sums where time went, leg by leg.

mod delays;
mod fold;
mod note;
mod period;
mod progress;
mod query;
mod row;
#[cfg(test)]
mod tests;

pub use delays::{DelayKey, Delays, Figures};
pub use fold::{Accepted, Change, Clock, Fact, Finish, How, Move, fold};
pub use note::{Account, Attribution, Blame, Breach, Expiry, Note};
pub use period::Period;
pub use progress::{
    Column, Counts, GroupBy, Line, Received, Standing, Table, line, progress, unit,
};
pub use query::BadQuery;
pub use row::{Leg, Row};
