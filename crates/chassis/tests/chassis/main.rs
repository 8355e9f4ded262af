//! What an operator may count on: order, once, and nothing lost, whatever fails.

mod addressed;
mod bus;
mod ear;
mod folder;
mod gap;
mod lost;
mod order;
mod world;
