//! What an agency without a service of its own may answer at its hosted desk: for each task
//! the answer it must give, and in what words an incomplete one is sent back.

pub mod answer;
mod money;
mod refusal;
mod task;

pub use answer::{Answer, Conclusion};
pub use money::{Dong, DongError};
pub use refusal::Refusal;
pub use task::{Demand, Task};

#[cfg(test)]
mod tests;
