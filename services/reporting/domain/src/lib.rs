//! What the province's tables count. Pure; nothing is decided here.
//!
//! [`fold`] makes one dossier's row out of its facts; [`progress`] counts rows into the standard
//! progress table (Biểu II.06a/VPCP/KSTT).

mod fold;
mod period;
mod progress;
mod query;
#[cfg(test)]
mod tests;

pub use fold::{Accepted, Clock, Fact, Finish, How, Leg, Row, fold};
pub use period::Period;
pub use progress::{Column, Counts, GroupBy, Line, Received, Standing, Table, line, progress};
pub use query::BadQuery;
