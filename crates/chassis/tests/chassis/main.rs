//! What an operator may count on: order, once, and nothing lost, whatever fails.

mod addressed;
mod bus;
mod desk;
mod ear;
mod errors;
mod folder;
mod gap;
mod journal;
mod lanes;
mod letters;
mod lost;
mod order;
mod replicas;
mod settings;
mod stop;
mod world;
