//! What an operator may count on: order, once, and nothing lost, whatever fails.

mod bus;
mod ear;
mod folder;
mod order;
mod world;
