//! The dated rules of the monthly allowance, and their working shown line by line.

mod assess;
mod group;
mod rulebook;
mod schedule;

pub use assess::{Assessment, Line, Part, assess};
pub use group::{Group, Start};
pub use rulebook::{Caution, Coefficient, RuleBook, Standard};
pub use schedule::{Rate, due, funeral, rates};
