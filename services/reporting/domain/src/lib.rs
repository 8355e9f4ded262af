//! What the province's tables count. Pure; nothing is decided here.
//!
//! [`fold`] makes one dossier's row out of its facts; [`progress`] counts rows into the standard
//! progress table (Biểu II.06a/VPCP/KSTT); [`Delays`] sums where time went, leg by leg;
//! [`Overview`] is what leaders read on one page; [`Times`] is how long people wait.

mod beside;
mod delays;
mod fold;
mod note;
mod overview;
mod period;
mod place;
mod progress;
mod query;
mod row;
#[cfg(test)]
mod tests;
mod times;

pub use beside::{Apology, Beside, SATISFIED, Told, beside};
pub use delays::{DelayKey, Delays, Figures};
pub use fold::{Accepted, Change, Channel, Clock, Fact, Finish, How, Move, Task, fold};
pub use note::{Account, Attribution, Blame, Breach, Expiry, Note};
pub use overview::{Figure, Overview, ranks};
pub use period::Period;
pub use place::{Line, Received, Standing, line, unit};
pub use progress::{Column, Counts, GroupBy, Table, progress};
pub use query::BadQuery;
pub use row::{Leg, Row};
pub use times::{Times, Wait};
