//! What whoever proves that a dossier is theirs may do with it.

pub mod notices;
pub mod proof;
pub mod rate;
pub mod reads;
pub mod sheet;
pub mod withdraw;
